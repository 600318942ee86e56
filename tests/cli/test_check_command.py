"""`factx check`: valid and invalid records and fixtures."""

import json
from pathlib import Path
from typing import Any

import pytest
from building import drafted, grounded, said, speaker
from cli.running import Commands, write

from factx.grounding import ground
from factx.records import Article, FactRecord, dump

TEXT = "“We will appeal,” said Ann Bell. Ann Bell then left."
DRAFT = drafted(
    said("“We will appeal,”", source="Ann Bell@1", cue="said"), sources=[speaker("Ann Bell")]
)
RECORD = ground(Article(id="a", text=TEXT), DRAFT)


def altered(record: FactRecord, **changes: Any) -> str:
    """The record's JSON with top-level fields replaced; it may be invalid."""
    return json.dumps({**json.loads(dump(record)), **changes})


def test_good_records_are_counted(run: Commands) -> None:
    write("good.jsonl", f"{dump(RECORD)}\n\n{dump(RECORD)}\n")
    write("one.json", RECORD.to_json(indent=2))
    result = run("check", "good.jsonl", "one.json")
    assert (result.stderr, result.stdout) == ("3 records checked, all good\n", "")
    assert result.exit_code == 0


def test_every_problem_of_a_bad_record_is_named_in_one_line(run: Commands) -> None:
    quotes = json.loads(dump(RECORD))["quotes"]
    quotes[0]["spans"][0]["start"] += 1
    quotes[0]["spans"][0]["end"] += 1
    bad = altered(RECORD, quotes=quotes, sources=[])
    result = run("check", write("bad.jsonl", f"{dump(RECORD)}\n{bad}\n{dump(RECORD)}\n"))
    line, summary = result.stderr.splitlines()
    assert line.startswith("factx: bad.jsonl:2 has 2 problems: a1: there is no source s1; ")
    assert "q1.spans[0]: the article has" in line
    assert summary == "3 records checked, 1 not good"
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("name", "content", "code", "problem"),
    [
        ("a.jsonl", "{", 2, "a.jsonl:1: it is not valid JSON"),
        ("a.jsonl", '{"text": "x"}', 2, "a.jsonl:1: it is an article, not a record: run factx "),
        ("a.json", "[]", 2, "a.json: it contains a list"),
        ("a.jsonl", "{}", 1, "a.jsonl:1 has 9 problems: article: Field required; "),
        ("a.jsonl", altered(RECORD, extra=1), 1, "a.jsonl:1 has 1 problem: extra: "),
        ("a.jsonl", altered(RECORD, schema_version="9.0"), 1, "schema_version: "),
        ("a.txt", "x", 2, "a.txt: unsupported file type; expected a .jsonl or .json"),
        ("a/b.txt", "x", 2, "a: there is no gold.json in it or in a folder below"),
    ],
)
def test_unreadable_exits_with_2_and_invalid_with_1(
    name: str, content: str, code: int, problem: str, run: Commands
) -> None:
    result = run("check", write(name, content).partition("/")[0])
    line, summary = result.stderr.splitlines()
    assert problem in line
    assert line.startswith("factx: a")
    assert summary == "1 record checked, 1 not good"
    assert (result.exit_code, result.stdout) == (code, "")


def test_the_highest_exit_code_is_returned(run: Commands) -> None:
    write("both.jsonl", "{}\n{")
    assert run("check", "both.jsonl").exit_code == 2


def test_a_record_without_text_needs_the_articles(run: Commands) -> None:
    write("bare.jsonl", dump(RECORD.without_text()))
    write("news/named otherwise.txt", "\ufeff" + TEXT)
    write("other/a.txt", "Another text.")
    alone = run("check", "bare.jsonl")
    assert "the text of a is left out: name its folder with --articles" in alone.stderr
    assert alone.exit_code == 1
    assert run("check", "bare.jsonl", "--articles", "news").exit_code == 0
    other = run("check", "bare.jsonl", "--articles", "other")
    assert "the text of a is not among the --articles" in other.stderr
    assert other.exit_code == 1


def test_spans_are_checked_against_the_text_from_articles(run: Commands) -> None:
    record = json.loads(dump(RECORD.without_text()))
    record["quotes"][0]["spans"][0]["text"] = "“We shall appeal"
    record["quotes"][0]["spans"][0]["end"] = 16
    write("bare.jsonl", json.dumps(record))
    write("news/a.txt", TEXT)
    result = run("check", "bare.jsonl", "--articles", "news")
    assert "q1.spans[0]: the article has '“We will appeal,' at 0-16" in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_an_article_with_other_line_ends_is_named_with_what_to_do(
    run: Commands, line_end: str
) -> None:
    """It is not that the article is missing."""
    text = f"{TEXT}\n\nIt rained.\n"
    write("a.txt", text)
    write("bare.jsonl", run("extract", "a.txt", "--no-text").stdout)
    write("news/a.txt", text.replace("\n", line_end).encode())
    result = run("check", "bare.jsonl", "--articles", "news")
    assert "is among the --articles with other line ends; restore the original" in result.stderr
    assert result.exit_code == 1


def test_articles_that_cannot_be_read_are_reported(run: Commands) -> None:
    write("bare.jsonl", dump(RECORD.without_text()))
    write("news/a.txt", TEXT)
    write("news/b.txt", b"\0")
    result = run("check", "bare.jsonl", "--articles", "news")
    assert result.stderr.startswith("factx: news/b.txt: it looks like a binary file")
    assert result.exit_code == 2


# Fixtures


def fixture(folder: str, text: str = TEXT, **files: str) -> None:
    """A valid fixture, with the given files replaced."""
    article = Article(id=Path(folder).name, text=text, title="T")
    gold = ground(Article(id=article.id, text=TEXT, title="T"), DRAFT)
    contents = {"gold": gold.to_json(indent=2), "gold.draft": DRAFT.model_dump_json()}
    write(f"{folder}/article.txt", text)
    write(f"{folder}/article.json", '{"title": "T"}')
    for name, content in {**contents, **files}.items():
        if content:
            write(f"{folder}/{name}.json", content)


def test_valid_fixtures(run: Commands) -> None:
    write("fixtures/README.md", "How to annotate.")
    fixture("fixtures/a")
    fixture("fixtures/b", **{"gold.draft": ""})
    result = run("check", "fixtures")
    assert (result.stderr, result.exit_code) == ("2 records checked, all good\n", 0)
    assert run("check", "fixtures/a").stderr == "1 record checked, all good\n"


def test_invalid_fixtures(run: Commands) -> None:
    """Each is listed with its problem, and the valid ones pass."""
    fixture("fixtures/good")
    fixture("fixtures/moved", text=TEXT + " And more.")
    fixture("fixtures/nogold", gold="")
    fixture("fixtures/redrafted", **{"gold.draft": drafted().model_dump_json()})
    fixture("fixtures/retitled")
    write("fixtures/retitled/article.json", '{"title": "Another"}')
    fixture("fixtures/unsound", gold=altered(RECORD, sources=[]))
    result = run("check", "fixtures")
    assert result.stderr.splitlines() == [
        "factx: fixtures/moved has 1 problem: gold.json is of another text than article.txt",
        "factx: fixtures/nogold/gold.json: there is no such file or folder",
        "factx: fixtures/redrafted has 1 problem: its draft gives another gold.json; "
        "write it again with factx ground (differing: sources, quotes, attributions, counts)",
        "factx: fixtures/retitled has 1 problem: its draft gives another gold.json; "
        "write it again with factx ground (differing: article)",
        "factx: fixtures/unsound/gold.json has 1 problem: a1: there is no source s1",
        "6 records checked, 5 not good",
    ]
    assert result.exit_code == 2


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_a_text_with_other_line_ends_is_named_with_what_to_do(ends: str, run: Commands) -> None:
    """Both the text and the gold can be the converted one."""
    lines = f"{TEXT}\nOne more line.\n"
    for name, made_of, text in (("b", lines, lines.replace("\n", ends)), ("a", None, lines)):
        gold = ground(Article(id=name, text=made_of or lines.replace("\n", ends)), drafted())
        write(f"fixtures/{name}/article.txt", text.encode())
        write(f"fixtures/{name}/gold.json", gold.to_json())
    result = run("check", "fixtures")
    problem = (
        "article.txt has other line ends than the text that gold.json is of; restore the original "
        "file, and keep git from converting it with -text in .gitattributes"
    )
    assert result.stderr.splitlines() == [
        f"factx: fixtures/a has 1 problem: {problem}",
        f"factx: fixtures/b has 1 problem: {problem}",
        "2 records checked, 2 not good",
    ]
    assert result.exit_code == 1


def test_what_was_extracted_can_be_checked_through_a_pipe(run: Commands) -> None:
    lines = dump(RECORD) + "\n" + dump(grounded("Nothing said.")) + "\n"
    assert run("check", "-", stdin=lines.encode()).stderr == "2 records checked, all good\n"
    pretty = RECORD.to_json(indent=2)
    assert run("check", "-", stdin=pretty.encode()).stderr == "1 record checked, all good\n"
