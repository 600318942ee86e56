"""`factx.read`, `factx.write` and `factx.read_articles`: files in one call, errors raised."""

import csv
import json
from pathlib import Path

import pytest
from formats.records import everything

import factx
from factx.errors import BadArgument, FactxError, InputError, WrongType

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_records_come_back_as_they_were_written(name: str) -> None:
    records = [everything(), everything()]
    factx.write(name, records)
    assert factx.read(name) == records
    factx.write(Path(name), everything())
    assert factx.read(Path(name)) == [everything()]


def test_annotated_articles_are_read_from_their_folder() -> None:
    golds = factx.read(FIXTURES)
    assert len(golds) == len(list(FIXTURES.glob("*/gold.json")))
    assert all(gold.article.text for gold in golds)


@pytest.mark.parametrize(
    ("name", "table", "column"),
    [("a.csv", None, "quote_type"), ("a.tsv", "claims", "claim"), ("a.csv", "sources", "name")],
)
def test_a_table_is_written_by_its_suffix(name: str, table: None, column: str) -> None:
    factx.write(name, [everything()], table)
    with open(name, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="," if name.endswith(".csv") else "\t"))
    assert len(rows) == len(everything().to_rows(table or "quotes"))
    assert column in rows[0]


def test_a_table_in_json_lines_is_rows() -> None:
    factx.write("a.jsonl", everything(), "statements")
    lines = Path("a.jsonl").read_bytes().splitlines()
    assert list(map(json.loads, lines)) == everything().to_rows("statements")


def test_parquet_is_written() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra arrow is missing")
    factx.write("a.parquet", [everything()], "statements")
    assert parquet.read_table("a.parquet").to_pylist() == everything().to_rows("statements")


def test_a_file_stays_as_it_was_if_a_record_cannot_be_written() -> None:
    factx.write("a.jsonl", [everything()])
    before = Path("a.jsonl").read_bytes()
    with pytest.raises(WrongType, match=r"a record is a factx.FactRecord, not Article"):
        factx.write("a.jsonl", [everything(), everything().article])  # pyright: ignore
    assert Path("a.jsonl").read_bytes() == before
    assert [path.name for path in Path().iterdir()] == ["a.jsonl"]


def test_a_file_can_be_read_while_it_is_rewritten() -> None:
    factx.write("a.jsonl", [everything()])
    factx.write("a.jsonl", (record for record in factx.read("a.jsonl")))
    assert factx.read("a.jsonl") == [everything()]


def test_what_cannot_be_read_is_one_error() -> None:
    Path("bad.jsonl").write_text(everything().to_json() + "\n{}\n")
    Path("a.csv").write_text("x")
    for name, problem in (
        ("bad.jsonl", "bad.jsonl:2: it is not a factx record: it has no article"),
        ("gone.jsonl", "there is no such file or folder"),
        ("a.csv", "records are read from .jsonl and .json files; see factx convert"),
    ):
        with pytest.raises(InputError, match=problem):
            factx.read(name)


@pytest.mark.parametrize(
    ("name", "table", "problem"),
    [
        ("a.xml", None, "the format of 'a.xml' is unknown: its suffix is one of .jsonl, .json"),
        ("a.csv", "facts", "there is no table 'facts'"),
        ("a.json", "quotes", "a .json file has no tables"),
        ("a.ann", None, "the format of 'a.ann' is unknown"),
    ],
)
def test_what_cannot_be_written_is_one_error(name: str, table: None, problem: str) -> None:
    with pytest.raises(ValueError, match=problem) as caught:
        factx.write(name, [everything()], table)
    assert isinstance(caught.value, BadArgument)
    assert not Path(name).exists()
    with pytest.raises(FactxError, match="there is no folder"):
        factx.write("gone/a.jsonl", [everything()])


def test_articles_are_read_one_at_a_time_until_one_cannot_be() -> None:
    Path("a.txt").write_text("One.")
    Path("b.json").write_text('{"text": "Two.", "lang": "de"}')
    articles = factx.read_articles("a.txt", Path("b.json"), "gone.txt", lang="French")
    assert next(articles) == factx.Article(id="a", text="One.", lang="fr")
    assert next(articles).lang == "de"
    with pytest.raises(InputError, match=r"gone\.txt"):
        next(articles)
    with pytest.raises(BadArgument, match="is not a language"):
        next(factx.read_articles("a.txt", lang="klingon"))
