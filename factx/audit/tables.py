"""The tables of an audit."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Literal

from factx.text.cells import safe_cell

Cell = str | int | float
ColumnKind = Literal["text", "count", "share"]


@dataclass(frozen=True)
class Column:
    """A column: its title, and whether it has texts, counts or shares from 0 to 1."""

    title: str
    kind: ColumnKind = "count"


@dataclass(frozen=True)
class Table:
    """A table with its question, and the column that a chart shows, if any."""

    name: str
    """A short name for files and addresses: `most-quoted`."""
    title: str
    note: str
    """What is counted, in one sentence."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawn: str | None = None
    """The title of the column that a chart shows."""

    def csv(self) -> str:
        """Return all rows as CSV with a header, safe to open in a spreadsheet.

        A text that a spreadsheet would take for a formula begins with an apostrophe, and a share
        has four decimals.
        """
        written = StringIO()
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow([column.title for column in self.columns])
        writer.writerows([_plain(cell) for cell in row] for row in self.rows)
        return written.getvalue()

    def drawn_values(self) -> Iterator[float]:
        """Yield the drawn value of each row; nothing if no column is drawn."""
        titles = [column.title for column in self.columns]
        if self.drawn is not None:
            place = titles.index(self.drawn)
            yield from (float(row[place]) for row in self.rows)


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, float):
        return f"{cell:.4f}"
    return safe_cell(cell) if isinstance(cell, str) else cell


def share(part: int, whole: int) -> float:
    """Return a part of a whole, 0 of nothing."""
    return part / whole if whole else 0.0


def texts(*titles: str) -> Sequence[Column]:
    """Return columns of texts."""
    return [Column(title, "text") for title in titles]


def counts(*titles: str) -> Sequence[Column]:
    """Return columns of counts."""
    return [Column(title, "count") for title in titles]


def shares(*titles: str) -> Sequence[Column]:
    """Return columns of shares."""
    return [Column(title, "share") for title in titles]
