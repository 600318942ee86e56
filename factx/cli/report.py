"""`factx report`: a sourcing audit of many articles."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.console import GOOD, WIDE, command, print_error, print_page
from factx.cli.output_options import Force
from factx.errors import FactxError

if TYPE_CHECKING:
    from factx.audit import Audit
    from factx.files import Inputs
    from factx.records import FactRecord

EXAMPLES = """\b
Examples:
  factx report records.jsonl
  factx report records.jsonl --html audit.html
  factx report march.jsonl april.jsonl --csv tables/
  factx extract news/ | factx report -"""


@command
def report(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Records (.jsonl, .json, - for standard input) or fixtures.",
        ),
    ],
    html: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write one page for a browser, with charts."),
    ] = None,
    csv: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Write each table into this folder as CSV."),
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The title of the page.")
    ] = None,
    force: Force = False,
) -> int:
    """Count who is quoted in many articles, how and how much: a sourcing audit.

    Sources by kind and by naming, direct against indirect quotes, who is quoted most and who never
    in their own words, what unnamed sources carry, over time and by outlet. Without --html and
    --csv, the tables are printed.
    """
    from factx import files
    from factx.audit import Audit

    inputs = files.Inputs(articles=paths, fixtures=paths)
    outputs = files.Outputs(
        [html, *([] if html or csv else [files.STDIN])], inputs=inputs, force=force
    )
    found = _Records(paths)
    audit = Audit(found)
    if html is not None:
        from factx.render.audit_page import audit_page

        with outputs.pieces(html) as write:
            for piece in audit_page(audit, title=title):
                write(piece)
    if csv is not None:
        _write_tables(audit, csv, inputs=inputs, force=force)
    if html is None and csv is None:
        from factx.render.audit import audit_tables

        print_page(audit_tables(audit.tables()), width=WIDE)
    return found.code


class _Records:
    """The records of some paths; those that cannot be read are printed as errors."""

    def __init__(self, paths: list[str]) -> None:
        self.code = GOOD
        self._paths = paths

    def __iter__(self) -> "Iterator[FactRecord]":
        from factx import files

        for path in self._paths:
            try:
                for found in files.read_records(path):
                    if isinstance(found, FactxError):
                        self._failed(found)
                    else:
                        yield found.value
            except FactxError as error:
                self._failed(error)

    def _failed(self, error: FactxError) -> None:
        self.code = max(self.code, print_error(error))


def _write_tables(audit: "Audit", folder: str, *, inputs: "Inputs", force: bool) -> None:
    import os

    from factx import files
    from factx.errors import InputError

    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise InputError(folder, error.strerror or str(error)) from error
    tables = {os.path.join(folder, f"{table.name}.csv"): table for table in audit.tables()}
    outputs = files.Outputs(tables, inputs=inputs, force=force)
    for path, table in tables.items():
        outputs.write(path, table.csv())
