"""Records as an Arrow table, for DuckDB, Parquet and data frames."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from factx.errors import MissingExtra
from factx.records import FactRecord
from factx.records.tables import Kind, TableName, table_named

INSTALL = 'pip install "factx[arrow]"'
"""The command that installs pyarrow."""
_BATCH = 1_000  # records whose rows are Python values at a time


def to_table(records: Iterable[FactRecord], table: TableName = "quotes") -> Any:
    """A `pyarrow.Table` of the statements, quotes, claims or sources of `records`.

    The columns and their types do not depend on the records; docs/formats.md lists them. `spans` is
    a list of structs of start, end (code points, half-open) and text. Raises `MissingExtra` if
    pyarrow is not installed, and `BadArgument` if there is no such table.

    Examples:
        >>> table = factx.to_table([factx.extract("Ana said the bridge closed.")], "statements")
        >>> table.column("speaker").to_pylist()
        ['Ana']
    """
    schema = schema_of(table)
    return _arrow().Table.from_batches(record_batches(records, table), schema=schema)


def schema_of(table: TableName) -> Any:
    """The `pyarrow.Schema` of a table."""
    columns = table_named(table).columns
    arrow = _arrow()
    return arrow.schema([arrow.field(column.name, _type(arrow, column.kind)) for column in columns])


def record_batches(records: Iterable[FactRecord], table: TableName) -> Iterator[Any]:
    """The rows of a table in a `pyarrow.RecordBatch` per thousand records."""
    made, schema = table_named(table), schema_of(table)
    left = iter(records)
    while batch := list(islice(left, _BATCH)):
        rows = [row for record in batch for row in made.rows(record)]
        yield _arrow().RecordBatch.from_pylist(rows, schema=schema)


def _arrow() -> Any:
    try:
        return import_module("pyarrow")
    except ModuleNotFoundError as error:
        raise MissingExtra("an Arrow table", INSTALL) from error


def _type(arrow: Any, kind: Kind) -> Any:
    if kind == "texts":
        return arrow.list_(arrow.string())
    if kind == "spans":
        span = [("start", arrow.int64()), ("end", arrow.int64()), ("text", arrow.string())]
        return arrow.list_(arrow.struct(span))
    plain = {"text": "string", "integer": "int64", "number": "float64", "flag": "bool_"}
    return getattr(arrow, plain[kind])()
