"""Records as an Arrow table, for pandas, polars, DuckDB and Parquet."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from factx.errors import MissingExtra
from factx.formats.columns import TABLES, Kind, Table, TableName
from factx.records import FactRecord

_BATCH = 1_000  # records whose rows are Python values at a time


def to_table(records: Iterable[FactRecord], table: TableName = "quotes") -> Any:
    """A `pyarrow.Table` of the quotes, claims or sources of `records`, one row each.

    The columns and their types do not depend on the records; docs/formats.md lists them. `spans` is
    a list of structs of start, end (code points, half-open) and text. Raises `MissingExtra` if
    pyarrow is not installed, and ValueError if there is no such table.
    """
    if table not in TABLES:
        raise ValueError(f"there is no table {table!r}: it is one of {', '.join(TABLES)}")
    try:
        arrow: Any = import_module("pyarrow")
    except ModuleNotFoundError as error:
        raise MissingExtra("to_table", 'pip install "factx[arrow]"') from error
    made = TABLES[table]
    schema = arrow.schema(
        [arrow.field(column.name, _type(arrow, column.kind)) for column in made.columns]
    )
    batches = (
        arrow.RecordBatch.from_pylist(rows, schema=schema) for rows in _batches(records, made)
    )
    return arrow.Table.from_batches(batches, schema=schema)


def _batches(records: Iterable[FactRecord], made: Table) -> Iterator[list[Any]]:
    left = iter(records)
    while batch := list(islice(left, _BATCH)):
        yield [row for record in batch for row in made.rows(record)]


def _type(arrow: Any, kind: Kind) -> Any:
    if kind == "texts":
        return arrow.list_(arrow.string())
    if kind == "spans":
        span = [("start", arrow.int64()), ("end", arrow.int64()), ("text", arrow.string())]
        return arrow.list_(arrow.struct(span))
    plain = {"text": "string", "integer": "int64", "number": "float64", "flag": "bool_"}
    return getattr(arrow, plain[kind])()
