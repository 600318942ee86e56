"""`factx ground`: an article and strings written by hand in, a grounded record out."""

from typing import Annotated

import typer

from factx.cli.console import FAILED, GOOD, command, print_stderr

EXAMPLES = """\b
Examples:
  factx show story.txt --numbered
  factx ground story.txt draft.json
  factx ground fixtures/harbour-bridge fixtures/harbour-bridge/gold.draft.yaml

\b
A draft holds strings and the numbers of their sentences, no offsets; its form
is schemas/draft.schema.json, which factx schemas writes."""


@command
def ground(
    article: Annotated[
        str,
        typer.Argument(metavar="ARTICLE", help="The article: a file, its folder, or -."),
    ],
    draft: Annotated[
        str, typer.Argument(metavar="DRAFT", help="What was written about it, in JSON or YAML.")
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the record here instead of to standard output.",
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit with 1 if anything drafted is not in the article."),
    ] = False,
) -> int:
    """Find a draft's strings in its article, and write the record that this amounts to.

    What cannot be found is told on standard error: what it was, why, and what comes nearest.
    """
    from factx import files
    from factx.grounding import ground as grounded
    from factx.render import loss, printable, sizes, summary

    text, written = files.read_article(article), files.read_draft(draft)
    record = grounded(text, written)
    files.write_record(output, record, inputs=[article, draft])
    print_stderr(f"{printable(record.article.id)}: {summary(sizes(record))}")
    for lost in record.ungrounded:
        print_stderr(f"  {loss(lost)}")
    return FAILED if strict and record.ungrounded else GOOD
