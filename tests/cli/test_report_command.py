"""`factx report`: a sourcing audit as tables, as CSV and as a page."""

from pathlib import Path

import pytest
from building import grounded, said, speaker
from cli.running import Commands, write

from factx.records import dump

RECORD = grounded(
    "“We will appeal,” said Ann Bell.",
    said("“We will appeal,”", source="Ann Bell", cue="said"),
    sources=[speaker("Ann Bell")],
)


def test_the_tables_are_printed(run: Commands) -> None:
    write("a.jsonl", f"{dump(RECORD)}\n{{\n")
    write("b.jsonl", dump(RECORD))
    result = run("report", "a.jsonl", "b.jsonl")
    assert "MOST QUOTED\n" in result.stdout
    assert "Ann Bell  person         2           2                   2      6" in result.stdout
    assert "NEVER QUOTED" not in result.stdout
    assert result.stderr.startswith("factx: a.jsonl:2: it is not valid JSON")
    assert result.exit_code == 2


def test_a_page_and_a_folder_of_tables(run: Commands) -> None:
    write("a.jsonl", dump(RECORD))
    result = run("report", "a.jsonl", "--html", "p.html", "--csv", "t", "--title", "March <b>")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "", 0)
    assert "<title>March &lt;b&gt;</title>" in Path("p.html").read_text("utf-8")
    lines = Path("t/most-quoted.csv").read_text("utf-8").splitlines()
    assert lines[1] == "Ann Bell,person,1,1,1,3"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("gone.jsonl",), "gone.jsonl: there is no such file"),
        (("a.jsonl", "--html", "a.jsonl", "--force"), "a.jsonl: it is also an input"),
        (("a.jsonl", "--html", "old.html"), "old.html"),
        (("a.jsonl", "--csv", "old.html"), "old.html"),
    ],
)
def test_what_cannot_be_read_or_written(
    arguments: tuple[str, ...], problem: str, run: Commands
) -> None:
    write("a.jsonl", dump(RECORD))
    write("old.html", "kept")
    result = run("report", *arguments)
    assert problem in result.stderr
    assert result.exit_code == 2
    assert Path("old.html").read_text() == "kept"
