"""CSV and TSV: a table of quotes, claims or sources, safe to open in a spreadsheet.

A cell that a spreadsheet would take for a formula begins with an apostrophe, as OWASP advises, so
that the text of an article is never run. Lists are joined with "; ", and spans are written as
START-END.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from factx.records import FactRecord
from factx.records.tables import TABLES, Column, TableName
from factx.text.cells import safe_cell


class _Line:
    """A file for the csv module that keeps only the last line written to it."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def lines(
    records: Iterable[FactRecord], table: TableName, *, delimiter: str = ","
) -> Iterator[str]:
    """The header and the rows of a table, each as soon as its record arrives."""
    made = TABLES[table]
    line = _Line()
    writer = csv.writer(line, delimiter=delimiter)
    writer.writerow(column.name for column in made.columns)
    yield line.text
    for record in records:
        for row in made.rows(record):
            writer.writerow(_cells(made.columns, row))
            yield line.text


def _cells(columns: Iterable[Column], row: Mapping[str, Any]) -> Iterator[object]:
    for column in columns:
        value = row[column.name]
        if value is None:
            yield ""
        elif column.kind == "flag":
            yield "true" if value else "false"
        elif column.kind == "spans":
            yield "; ".join(f"{span['start']}-{span['end']}" for span in value)
        elif column.kind in ("text", "texts"):
            yield safe_cell(value if column.kind == "text" else "; ".join(value))
        else:
            yield value
