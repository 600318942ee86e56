"""`factx show`: records, fixtures and articles as pages."""

import os
import subprocess
from pathlib import Path

import pytest
from building import claim, grounded, said, speaker
from cli.running import Commands, FakeDrafter, factx, write

from factx.records import dump

RECORD = grounded(
    "“We will appeal,” said Ann Bell. It rained.\n",
    said("“We will appeal,”", source="Ann Bell", cue="said"),
    sources=[speaker("Ann Bell")],
)


def test_records_are_shown_one_after_the_other(run: Commands) -> None:
    result = run("show", write("a.jsonl", f"{dump(RECORD)}\n{{\n{dump(RECORD)}\n"))
    assert result.stdout.count("WHO SAID WHAT") == 2
    assert result.stdout.count("─" * 80) == 1
    assert "\x1b" not in result.stdout
    assert result.stderr.startswith("factx: a.jsonl:2: it is not valid JSON")
    assert result.exit_code == 2


def test_the_sentences_of_an_article_or_of_a_records_article(run: Commands) -> None:
    write("a.txt", RECORD.article.get_text())
    write("bridge/article.txt", RECORD.article.get_text())
    write("bridge/article.json", "{}")
    write("a.jsonl", dump(RECORD))
    for path in ("a.txt", "bridge", "a.jsonl"):
        shown = run("show", path, "--numbered").stdout
        assert "\n  1  “We will appeal,” said Ann Bell.\n  2  It rained.\n" in shown


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("gone.jsonl",), "gone.jsonl: there is no such file or folder"),
        (("gone",), "gone: there is no such file or folder"),
        (("empty.jsonl",), "empty.jsonl: it is empty"),
        (("a.jsonl", "--article", "b"), "a.jsonl: it has no article 'b'"),
        (
            ("a.jsonl", "--source", "Hill"),
            f"record {RECORD.article.id}: no source 'Hill'; it has: Ann Bell",
        ),
        (
            ("bare.jsonl", "--numbered"),
            f"record {RECORD.article.id}: it was written without the article's text",
        ),
    ],
)
def test_errors_for_what_cannot_be_shown(
    arguments: tuple[str, ...], problem: str, run: Commands
) -> None:
    write("empty.jsonl", "")
    write("a.jsonl", dump(RECORD))
    write("bare.jsonl", dump(RECORD.without_text()))
    result = run("show", *arguments)
    assert (result.stderr, result.stdout) == (f"factx: {problem}\n", "")
    assert result.exit_code == 2


def test_an_article_without_a_record_is_extracted_first(run: Commands) -> None:
    write("a.txt", RECORD.article.get_text())
    result = run("show", "a.txt", "--quotes")
    assert "Ann Bell — said:" in result.stdout
    assert "THE ARTICLE" not in result.stdout
    assert (result.stderr, result.exit_code) == ("", 0)


def test_only_the_articles_that_are_asked_for(run: Commands) -> None:
    other = RECORD.with_article(RECORD.article.model_copy(update={"id": "wet"}))
    write("a.jsonl", f"{dump(RECORD)}\n{dump(other)}\n")
    result = run("show", "a.jsonl", "--article", "wet")
    assert result.stdout.startswith("wet\n")
    assert result.stdout.count("WHO SAID WHAT") == 1
    assert result.exit_code == 0


def test_a_page_for_a_browser(run: Commands) -> None:
    write("a.jsonl", f"{dump(RECORD)}\n{{\n{dump(RECORD.without_text())}\n")
    result = run("show", "a.jsonl", "--html", "page.html")
    assert result.stderr.startswith("factx: a.jsonl:2: it is not valid JSON")
    assert (result.stdout, result.exit_code) == ("", 2)
    page = Path("page.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.count('class="record"') == 2
    again = run("show", "a.jsonl", "--html", "page.html")
    assert "page.html" in again.stderr
    assert "--force" in again.stderr


def test_the_claims_that_most_need_checking(run: Commands) -> None:
    checked = [claim("It rained", id=f"{n}", checks=["act"] * n) for n in (0, 1)]
    record = grounded(RECORD.article.get_text(), claims=checked)
    write("a.jsonl", f"{dump(RECORD)}\n{dump(record)}\n")
    result = run("show", "a.jsonl", "--check", "2")
    without, page = result.stdout.split("─" * 80)
    assert without.endswith("\n\nNo claim of this record has checks, so none can be ranked.\n\n")
    assert "  c2  It rained\n      [It rained].\n      says the article · check: act" in page
    assert "\x1b" not in page
    assert (result.stderr, result.exit_code) == ("", 0)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("a.jsonl", "--check", "0"), "--check': Input should be greater than or equal to 1"),
        (("a.jsonl", "--check", "2", "--numbered"), "--check cannot be combined with --numbered"),
        (("a.jsonl", "--check", "2", "--claims"), "--claims cannot be combined with --check"),
        (("a.jsonl", "--html", "p.html", "--quotes"), "--quotes cannot be combined with --html"),
        (("a.jsonl", "--html", "a.jsonl", "--force"), "a.jsonl: it is also an input"),
    ],
)
def test_where_no_claims_can_be_listed(
    arguments: tuple[str, ...], problem: str, run: Commands
) -> None:
    write("a.jsonl", dump(RECORD))
    result = run("show", *arguments)
    assert problem in result.stderr
    assert (result.stdout, result.exit_code) == ("", 2)


def test_colour_only_if_it_is_wanted(run: Commands) -> None:
    write("a.jsonl", dump(RECORD))
    coloured = run("show", "a.jsonl", FORCE_COLOR="1", TERM="xterm").stdout
    plain = run("show", "a.jsonl").stdout
    assert "\x1b[" in coloured
    assert run("show", "a.jsonl", NO_COLOR="1", FORCE_COLOR="1").stdout == plain


def test_extract_and_show_in_a_pipe(run: Commands, fake: FakeDrafter) -> None:
    records = run("extract", write("a.txt", "“Yes,” said Ann Bell.")).stdout_bytes
    result = run("show", "-", stdin=records)
    assert "“Yes,” said Ann Bell." in result.stdout
    assert result.exit_code == 0


def test_characters_missing_in_the_terminal_become_question_marks(run: Commands) -> None:
    write("a.jsonl", dump(RECORD))
    done = subprocess.run(
        factx("show", "a.jsonl"),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"?We will appeal,?" in done.stdout
