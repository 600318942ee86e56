"""The rows of a table as JSON lines and as Parquet, and their schema for BigQuery."""

import io
import json
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from factx.errors import MissingExtra
from factx.formats.arrow import INSTALL, record_batches, schema_of
from factx.records import FactRecord
from factx.records.tables import Kind, TableName, table_named

_BIGQUERY = {"text": "STRING", "integer": "INTEGER", "number": "FLOAT", "flag": "BOOLEAN"}
_SPAN = (
    {"name": "start", "type": "INTEGER", "mode": "REQUIRED"},
    {"name": "end", "type": "INTEGER", "mode": "REQUIRED"},
    {"name": "text", "type": "STRING", "mode": "REQUIRED"},
)


def json_lines(records: Iterable[FactRecord], table: TableName) -> Iterator[str]:
    """One JSON object per row, each as soon as its record arrives."""
    made = table_named(table)
    for record in records:
        for row in made.rows(record):
            yield json.dumps(row, ensure_ascii=False) + "\n"


def parquet(records: Iterable[FactRecord], table: TableName) -> Iterator[bytes]:
    """The bytes of a Parquet file; raises `MissingExtra` if pyarrow is not installed."""
    try:
        writing: Any = import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise MissingExtra("Parquet", INSTALL) from error
    sink = _Sink()
    with writing.ParquetWriter(sink, schema_of(table)) as writer:
        for batch in record_batches(records, table):
            writer.write_batch(batch)
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file that keeps what is written until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._pieces.append(bytes(data))
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def bigquery_schema(table: TableName) -> str:
    """The schema of a table for `bq load`, as JSON; its rows are those of `json_lines`."""
    fields = [
        {"name": column.name, **_bigquery_type(column.kind), "description": column.meaning}
        for column in table_named(table).columns
    ]
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _bigquery_type(kind: Kind) -> dict[str, Any]:
    if kind == "texts":
        return {"type": "STRING", "mode": "REPEATED"}
    if kind == "spans":
        return {"type": "RECORD", "mode": "REPEATED", "fields": list(_SPAN)}
    return {"type": _BIGQUERY[kind], "mode": "NULLABLE"}
