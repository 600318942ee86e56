"""`factx ground`: turn a hand-written draft into a record."""

from typing import Annotated

import typer

from factx.cli.console import FAILED, GOOD, command, print_stderr

EXAMPLES = """\b
Examples:
  factx show story.txt --numbered
  factx ground story.txt draft.json
  factx ground fixtures/harbour-bridge fixtures/harbour-bridge/gold.draft.yaml

\b
A draft contains strings and the numbers of their sentences, but no offsets. Its
schema is draft.schema.json, which factx schemas writes."""


@command
def ground(
    article: Annotated[
        str,
        typer.Argument(metavar="ARTICLE", help="The article: a file, its folder, or -."),
    ],
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="The draft, in JSON or YAML.")],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the record here instead of to standard output.",
        ),
    ] = None,
    complete: Annotated[
        bool,
        typer.Option("--complete", help="Fill empty fields that the article itself tells."),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit with 1 if anything drafted is not in the article."),
    ] = False,
) -> int:
    """Find the strings of a draft in its article, and write the record with their offsets.

    Each string that cannot be found is listed on standard error, with the reason and the closest
    passage.
    """
    from factx import files
    from factx.grounding import ground as grounded
    from factx.render import loss, printable, sizes, summary

    record = grounded(files.read_article(article), files.read_draft(draft))
    if complete:
        from factx.rules.completion import complete as completed

        record = completed(record)
    files.write_record(output, record, inputs=[article, draft])
    print_stderr(f"{printable(record.article.id)}: {summary(sizes(record))}")
    for lost in record.ungrounded:
        print_stderr(f"  {loss(lost)}")
    return FAILED if strict and record.ungrounded else GOOD
