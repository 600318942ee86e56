"""`factx agree`: measure inter-annotator agreement."""

from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.console import GOOD, WIDE, command, print_error, print_page
from factx.cli.output_options import Force
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
            help="Two or more annotators: for each a folder of fixtures or a .jsonl file.",
        ),
    ],
    json: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write all counts to this file as JSON.")
    ] = None,
    force: Force = False,
) -> int:
    """Measure inter-annotator agreement, for each pair on the articles that both annotated.

    Prints the measures of factx eval, where each annotator serves as gold once and the counts are
    summed; Krippendorff's alpha over words; and Cohen's kappa on the categories of paired items.
    """
    from factx import files
    from factx.evaluation import agreement
    from factx.render.evaluation import agreement_table

    if len(annotations) < 2:
        raise typer.BadParameter("name the annotations of at least two annotators")
    if len(set(annotations)) < len(annotations):
        raise typer.BadParameter("the same path is given twice")
    outputs = files.Outputs(
        [files.STDIN, json], inputs=files.Inputs(fixtures=annotations), force=force
    )
    report = agreement({path: _records(path) for path in annotations})
    if json is not None:
        outputs.write(json, report.to_json() + "\n")
    print_page(agreement_table(report), width=WIDE)
    return GOOD


def _records(path: str) -> "list[FactRecord]":
    """Read one annotator's records; raises an error if any is invalid, so that none is skipped."""
    from factx import files

    records = files.get_golds(path, complain=print_error)
    if not records:
        raise InputError(path, "there is no annotation in it")
    return records
