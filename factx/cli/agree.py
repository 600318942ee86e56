"""`factx agree`: how far annotators agree who annotated the same articles."""

from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.console import GOOD, WIDE, command, print_error, print_page
from factx.errors import InputError

if TYPE_CHECKING:
    from factx.records import FactRecord

EXAMPLES = """\b
Examples:
  factx agree annotations/ana annotations/ben
  factx agree ana.jsonl ben.jsonl cleo.jsonl --json agreement.json"""


@command
def agree(
    annotations: Annotated[
        list[str],
        typer.Argument(
            metavar="A B",
            help="The work of two annotators or more: each a folder of fixtures or a .jsonl file.",
        ),
    ],
    json: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write all counts to this file as JSON.")
    ] = None,
) -> int:
    """Measure how far annotators agree, each two of them on the articles that both annotated.

    The measures are those of factx eval, each with either annotator's work for gold; with them
    Krippendorff's alpha over words and Cohen's kappa on the categories of paired items.
    """
    from factx import files
    from factx.evaluation import agreement
    from factx.render.evaluation import agreement_table

    if len(annotations) < 2:
        raise typer.BadParameter("name the work of at least two annotators")
    if len(set(annotations)) < len(annotations):
        raise typer.BadParameter("the same path is given twice")
    report = agreement({path: _work(path) for path in annotations})
    if json is not None:
        files.replace_file(json, report.to_json() + "\n")
    print_page(agreement_table(report), width=WIDE)
    return GOOD


def _work(path: str) -> "list[FactRecord]":
    """One annotator's records, all of them good: agreement on a part would mislead."""
    from factx import files

    records = files.get_golds(path, complain=print_error)
    if not records:
        raise InputError(path, "there is no annotation in it")
    return records
