"""`factx ground`: hand-written drafts, and the strings that are not found."""

from pathlib import Path

import pytest
from building import drafted, said, speaker
from cli.running import Commands, write

from factx.records import Draft, load

TEXT = "“We will appeal,” said Ann Bell.\n"
DRAFT = drafted(
    said("“We will appeal,”", source="Ann Bell", cue="said"), sources=[speaker("Ann Bell")]
)
ASTRAY = drafted(said("“We will not appeal,”", source="Ann Bell"), sources=[speaker("Ann Bell")])


def test_the_record_is_written_with_indentation(run: Commands) -> None:
    result = run("ground", write("a.txt", TEXT), write("d.json", DRAFT.model_dump_json()))
    record = load(result.stdout)
    assert result.stdout == record.to_json(indent=2) + "\n"
    assert (record.article.id, record.quotes[0].spans[0].place) == ("a", (0, 17))
    assert result.stderr == (
        "a: 1 source, 1 quote, 1 attribution, 0 claims; 3 passages drafted, 3 grounded, "
        "0 ungrounded\n"
    )
    assert result.exit_code == 0


def test_in_json_lines_the_record_is_one_line(run: Commands) -> None:
    """A .jsonl file has one record per line."""
    write("a.txt", TEXT)
    run("ground", "a.txt", write("d.json", DRAFT.model_dump_json()), "-o", "g.jsonl")
    assert len(Path("g.jsonl").read_text("utf-8").splitlines()) == 1
    assert run("check", "g.jsonl").exit_code == 0


def test_ungrounded_parts_are_listed_and_fail_only_a_strict_run(run: Commands) -> None:
    write("a.txt", TEXT)
    write("d.json", ASTRAY.model_dump_json())
    result = run("ground", "a.txt", "d.json")
    first = result.stderr.splitlines()[1]
    assert first.startswith('  quote of q1 "“We will not appeal,”": ')
    assert '; the closest is "' in first
    assert result.exit_code == 0
    strict = run("ground", "a.txt", "d.json", "--strict", "-o", "gold.json")
    assert (strict.exit_code, strict.stdout) == (1, "")
    assert Path("gold.json").read_text() == result.stdout


def test_a_fixture_is_made_from_its_folder(run: Commands) -> None:
    write("bridge/article.txt", TEXT)
    write("bridge/article.json", '{"title": "Bridge"}')
    write("bridge/gold.draft.json", DRAFT.model_dump_json())
    result = run("ground", "bridge", "bridge/gold.draft.json", "-o", "bridge/gold.json")
    assert result.exit_code == 0
    assert load(Path("bridge/gold.json").read_text()).article.title == "Bridge"
    assert run("check", "bridge").exit_code == 0


@pytest.mark.parametrize(
    ("article", "draft", "problem"),
    [
        ("gone.txt", "d.json", "factx: gone.txt: there is no such file or folder"),
        ("a.txt", "gone.json", "factx: gone.json: there is no such file or folder"),
        ("a.txt", "broken.json", "factx: broken.json: it is not valid JSON (column 2: "),
        ("a.txt", "odd.json", "factx: odd.json has 3 problems: quotes[0].id: Field required; "),
        ("a.txt", "other.json", "factx: the draft for a has 1 problem: it was written about "),
        ("two.jsonl", "d.json", "factx: two.jsonl: it contains several articles; expected one"),
    ],
)
def test_unusable_input_exits_with_2(article: str, draft: str, problem: str, run: Commands) -> None:
    write("a.txt", TEXT)
    write("two.jsonl", '{"text": "One."}\n{"text": "Two."}')
    write("d.json", DRAFT.model_dump_json())
    write("broken.json", "{")
    write("odd.json", '{"quotes": [{"text": "x"}]}')
    write("other.json", Draft(article_sha256="0" * 64).model_dump_json())
    result = run("ground", article, draft)
    assert result.stderr.startswith(problem)
    assert (result.stderr.count("\n"), result.stdout, result.exit_code) == (1, "", 2)


def test_neither_the_article_nor_the_draft_is_overwritten(run: Commands) -> None:
    write("a.txt", TEXT)
    write("d.json", DRAFT.model_dump_json())
    for path in ("a.txt", "d.json"):
        result = run("ground", "a.txt", "d.json", "-o", path)
        assert "it is also an input; choose another output file" in result.stderr
        assert result.exit_code == 2
    assert Path("a.txt").read_text() == TEXT
