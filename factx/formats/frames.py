"""Records as a data frame of pandas or polars, whichever is installed."""

import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

from factx.errors import BadArgument, MissingExtra
from factx.records import FactRecord
from factx.records.tables import Column, TableName, table_named

Library = Literal["pandas", "polars"]

_LIBRARIES: tuple[Library, ...] = ("pandas", "polars")
_PANDAS = {"text": "string", "integer": "Int64", "number": "Float64", "flag": "boolean"}
_POLARS = {"text": "String", "integer": "Int64", "number": "Float64", "flag": "Boolean"}


def to_frame(
    records: Iterable[FactRecord] | FactRecord,
    table: TableName = "quotes",
    *,
    library: Library | None = None,
) -> Any:
    """A data frame of the statements, quotes, claims or sources of `records`.

    It is a `pandas.DataFrame` or a `polars.DataFrame`: of `library`, or of the one that is already
    imported, or of the one that is installed; pandas if both are. The columns and their types do
    not depend on the records; docs/formats.md lists them. Raises `MissingExtra` if the library is
    not installed, and `BadArgument` if there is no such table or library.

    Examples:
        >>> frame = factx.to_frame([factx.extract("Ana said it rained.")], "statements")
        >>> list(frame["speaker"])
        ['Ana']
    """
    made = table_named(table)
    if library is not None and library not in _LIBRARIES:
        raise BadArgument(f"library is one of {', '.join(_LIBRARIES)}, not {library!r}")
    chosen = library or _installed()
    if chosen is None or find_spec(chosen) is None:
        raise MissingExtra("a data frame", f"pip install {chosen or 'pandas'}")
    several = [records] if isinstance(records, FactRecord) else records
    rows = [dict(row) for record in several for row in made.rows(record)]
    return (_in_pandas if chosen == "pandas" else _in_polars)(rows, made.columns)


def _installed() -> Library | None:
    """The library that is imported already, or else the first that is installed."""
    imported: list[Library] = [name for name in _LIBRARIES if sys.modules.get(name) is not None]
    if len(imported) == 1:
        return imported[0]
    return next((name for name in _LIBRARIES if find_spec(name) is not None), None)


def _in_pandas(rows: list[dict[str, Any]], columns: tuple[Column, ...]) -> Any:
    pandas: Any = import_module("pandas")
    series = {
        column.name: pandas.Series(
            [row[column.name] for row in rows], dtype=_PANDAS.get(column.kind, "object")
        )
        for column in columns
    }
    return pandas.DataFrame(series)


def _in_polars(rows: list[dict[str, Any]], columns: tuple[Column, ...]) -> Any:
    polars: Any = import_module("polars")
    span = polars.Struct({"start": polars.Int64, "end": polars.Int64, "text": polars.String})
    lists = {"texts": polars.List(polars.String), "spans": polars.List(span)}
    schema = {
        column.name: lists.get(column.kind) or getattr(polars, _POLARS[column.kind])
        for column in columns
    }
    return polars.DataFrame(rows, schema=schema, orient="row")
