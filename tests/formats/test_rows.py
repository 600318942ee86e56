"""A flat export: one row for who said what, in JSON lines and Parquet, and in data frames."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from formats.records import everything

import factx
from factx.errors import MissingExtra
from factx.formats import FORMATS
from factx.formats.rows import bigquery_schema
from factx.records import load
from factx.records.tables import TABLES, TableName

GOLD = sorted((Path(__file__).parents[2] / "fixtures").glob("*/gold.json"))
NAMES: tuple[TableName, ...] = ("statements", "quotes", "claims", "sources")


def golds() -> list[factx.FactRecord]:
    return [load(path.read_bytes()) for path in GOLD]


def test_a_statement_is_a_row_of_single_values() -> None:
    """Names are resolved, and a statement of two sources has a row for each."""
    rows = [row for record in golds() for row in record.to_rows("statements")]
    assert len(rows) > 700
    for row in rows:
        assert all(value is None or isinstance(value, str | int) for value in row.values()), row
    first, second, *_ = everything().to_rows("statements")
    assert (first["attribution_id"], second["attribution_id"]) == ("a1", "a1")
    assert [first["speaker"], second["speaker"]] == ["Ana Ruiz", "+aides"]
    assert first["quote"] == everything().quotes[0].text
    assert first["cue"] == "told"
    assert first["context"].startswith("🦉 Ana Ruiz, mayor of Bray, told the council")


@pytest.mark.parametrize("table", NAMES)
def test_the_rows_are_written_as_json_lines(table: TableName) -> None:
    data = b"".join(FORMATS["rows"].pieces(golds(), table))
    rows = [json.loads(line) for line in data.decode().splitlines()]
    assert rows == [row for record in golds() for row in record.to_rows(table)]


@pytest.mark.parametrize("table", NAMES)
def test_the_schema_for_bigquery_fits_the_rows(table: TableName) -> None:
    """Every value has the type and mode of its field, and every field is in every row."""
    fields = {field["name"]: field for field in json.loads(bigquery_schema(table))}
    types: dict[str, Any] = {"STRING": str, "INTEGER": int, "FLOAT": float, "BOOLEAN": bool}
    assert all(field["description"] for field in fields.values())
    for row in everything().to_rows(table):
        assert list(row) == list(fields)
        for name, value in row.items():
            field = fields[name]
            if field["mode"] == "REPEATED":
                members: list[Any] = value
                if field["type"] == "RECORD":
                    inner = {each["name"]: types[each["type"]] for each in field["fields"]}
                    for each in members:
                        assert {key: type(part) for key, part in each.items()} == inner
                else:
                    assert all(type(each) is types[field["type"]] for each in members)
            else:
                assert value is None or type(value) is types[field["type"]], name


@pytest.mark.parametrize("table", NAMES)
def test_parquet_has_the_rows_and_the_types_of_the_arrow_table(table: TableName) -> None:
    parquet: Any = pytest.importorskip("pyarrow.parquet", reason="the extra arrow is missing")
    data = b"".join(FORMATS["parquet"].pieces(golds(), table))
    assert parquet.read_table(io.BytesIO(data)).equals(factx.to_table(golds(), table))


def test_a_parquet_file_without_rows_has_its_columns() -> None:
    parquet: Any = pytest.importorskip("pyarrow.parquet", reason="the extra arrow is missing")
    read = parquet.read_table(io.BytesIO(b"".join(FORMATS["parquet"].pieces([], "statements"))))
    assert read.column_names == [column.name for column in TABLES["statements"].columns]


def test_the_quotes_have_the_roles_of_their_sources() -> None:
    first, *_ = everything().to_rows("quotes")
    roles = [source.role or "" for source in everything().sources]
    assert first["source_roles"] == roles[: len(first["source_ids"])]
    assert any(first["source_roles"])


@pytest.mark.parametrize("table", NAMES)
def test_a_frame_of_pandas(table: TableName) -> None:
    """It has the same values and the same types without any record."""
    pandas: Any = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = factx.to_frame(iter(golds()), table, library="pandas")
    rows = [row for record in golds() for row in record.to_rows(table)]
    assert isinstance(frame, pandas.DataFrame)
    assert frame.columns.tolist() == list(rows[0])
    assert len(frame) == len(rows)
    for name, values in frame.items():
        for value, row in zip(values, rows, strict=True):
            if row[name] is None:
                assert pandas.isna(value)
            else:
                assert value == row[name]
    assert factx.to_frame([], table, library="pandas").dtypes.equals(frame.dtypes)


@pytest.mark.parametrize("table", NAMES)
def test_a_frame_of_polars(table: TableName) -> None:
    polars: Any = pytest.importorskip("polars", reason="polars is not installed")
    frame = factx.to_frame(golds(), table, library="polars")
    assert isinstance(frame, polars.DataFrame)
    assert frame.to_dicts() == [row for record in golds() for row in record.to_rows(table)]
    assert factx.to_frame([], table, library="polars").schema == frame.schema


def test_a_frame_of_whichever_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"pandas": True, "polars": True}

    def find(name: str) -> object:
        return object() if found[name] else None

    monkeypatch.setattr("factx.formats.frames.find_spec", find)
    for name in found:
        monkeypatch.delitem(sys.modules, name, raising=False)
    from factx.formats import frames

    installed = vars(frames)["_installed"]
    assert installed() == "pandas"
    monkeypatch.setitem(sys.modules, "polars", object())
    assert installed() == "polars"
    monkeypatch.delitem(sys.modules, "polars")
    found["pandas"] = False
    assert installed() == "polars"
    found["polars"] = False
    with pytest.raises(MissingExtra, match="pip install pandas"):
        factx.to_frame([])


def test_bad_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="there is no table 'facts'"):
        factx.to_frame([], "facts")  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match="library is one of pandas, polars, not 'dask'"):
        factx.to_frame([], library="dask")  # pyright: ignore[reportArgumentType]
