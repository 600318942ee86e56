"""`factx ground`: turn a hand-written draft into a record."""

from typing import Annotated

import typer

from factx.cli.console import FAILED, GOOD, command, print_stderr
from factx.cli.input_options import Encoding
from factx.cli.output_options import Force

EXAMPLES = """\b
Examples:
  factx draft story.txt -o draft.yaml
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
        typer.Option("--complete", help="Fill empty fields that can be read off the article."),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit with 1 if anything drafted is not in the article."),
    ] = False,
    encoding: Encoding = None,
    force: Force = False,
) -> int:
    """Find the strings of a draft in its article, and write the record with their offsets.

    Each string that cannot be found is listed on standard error, with the line of its item, the
    reason and the closest passage. A passage with the wrong number of its sentence is found
    nevertheless, and the right number is printed.
    """
    from factx import files
    from factx.grounding import ground as grounded
    from factx.grounding.misplaced import misplaced
    from factx.render import loss, printable, sizes, summary

    outputs = files.Outputs(
        [output or files.STDIN],
        inputs=files.Inputs(articles=[article], others=[draft]),
        force=force,
    )
    text = files.read_article(article, encoding=encoding)
    drafted, lines = files.read_draft_with_lines(draft)
    record = grounded(text, drafted)
    if complete:
        from factx.rules.completion import complete as completed

        record = completed(record)
    files.write_record(output, record, outputs=outputs)
    print_stderr(f"{printable(record.article.id)}: {summary(sizes(record))}")
    for lost in record.ungrounded:
        print_stderr(f"  {_at(lines.line_of(lost.item or ''))}{loss(lost)}")
    for wrong in misplaced(text, drafted):
        words = printable(f'{wrong.item} "{wrong.words:.60}"')
        where = f"is in sentence {wrong.right}, not {wrong.given}"
        print_stderr(f"  {_at(lines.line_of(wrong.item))}warning: {words} {where}")
    return FAILED if strict and record.ungrounded else GOOD


def _at(line: int | None) -> str:
    """The line of an item in a message; empty if the file has no lines."""
    return "" if line is None else f"line {line}: "
