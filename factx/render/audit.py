"""The tables of an audit in a terminal."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table as Drawn
from rich.text import Text

from factx.audit import Column, Table
from factx.audit.tables import Cell
from factx.render.characters import printable

ROWS = 10
"""How many rows of each table are printed."""


def audit_tables(tables: Iterable[Table]) -> RenderableType:
    """Lay out the first rows of each table that has any."""
    return Group(*(_table(table) for table in tables if table.rows))


def _table(table: Table) -> RenderableType:
    drawn = Drawn(box=None, pad_edge=False, header_style="dim")
    for column in table.columns:
        drawn.add_column(column.title, justify="left" if column.kind == "text" else "right")
    for row in table.rows[:ROWS]:
        drawn.add_row(*map(_cell, table.columns, row))
    rest = len(table.rows) - ROWS
    more = [Text(f"and {rest:,} more", style="dim")] if rest > 0 else []
    return Group(Text(table.title.upper(), style="bold"), drawn, *more, Text())


def _cell(column: Column, cell: Cell) -> Text:
    if column.kind == "share":
        return Text(f"{100 * float(cell):.1f}%")
    return Text(printable(str(cell)) if column.kind == "text" else f"{cell:,}")
