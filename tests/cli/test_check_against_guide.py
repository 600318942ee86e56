"""`factx check --against-guide`: warnings, which change nothing else."""

import pytest
from building import drafted, grounded, said, speaker
from cli.running import Commands, write

from factx.files import read_article
from factx.grounding import ground
from factx.records import Article, Draft, FactRecord, dump

TEXT = "Ann Bell said on Monday that rain was near. “We will wait,” she said."
SOURCE = speaker("Ann Bell")
GOOD = drafted(
    said("that rain was near", source="Ann Bell@1", cue="said@1"),
    said("“We will wait,”", source="she", cue="said@2", id="2"),
    sources=[SOURCE],
)
# The date in the cue, the comma and marks left out of the content, and a cue within its content.
BAD = drafted(
    said("that rain was near", source="Ann Bell@1", cue="said on Monday@1"),
    said("We will wait", source="she", cue="said@2", id="2"),
    said("that rain was near.", cue="was", id="3"),
    sources=[SOURCE],
)
WARNED = [
    "a2 content-full-stop: that rain was near. - leave out the full stop (C2)",
    "a3 content-marks-cut: We will wait - include the quotation mark (C1)",
    "a2 roles-overlap: was - cue, source span and content do not overlap (C6)",
    "a1 cue-date: said on Monday - put the day into `when` (U2)",
]


def record(draft: Draft = BAD, text: str = TEXT) -> FactRecord:
    """The record that the draft grounds to."""
    return ground(Article(id="rain", text=text), draft)


def fixture(folder: str, draft: Draft, *, gold: FactRecord | None = None) -> None:
    """A fixture with this draft, and its gold unless another is given."""
    write(f"{folder}/article.txt", TEXT)
    write(f"{folder}/gold.draft.json", draft.model_dump_json())
    made = ground(read_article(folder), draft)
    write(f"{folder}/gold.json", (gold or made).to_json(indent=2))


def test_each_warning_names_the_record_the_item_the_rule_the_words_and_the_reason(
    run: Commands,
) -> None:
    """On standard error; the last line counts them, and the exit code stays 0."""
    write("r.jsonl", f"{dump(record())}\n{dump(record(GOOD))}\n")
    result = run("check", "--against-guide", "r.jsonl")
    *warnings, summary = result.stderr.splitlines()
    assert warnings == [f"r.jsonl:1: {warning}" for warning in WARNED]
    assert summary == "2 records checked, all good, 4 warnings"
    assert (result.stdout, result.exit_code) == ("", 0)


def test_one_warning_and_no_warnings_are_counted(run: Commands) -> None:
    write("one.json", dump(grounded("It rains, ", said("It rains,"))))
    write("none.json", dump(record(GOOD)))
    one = run("check", "one.json", "--against-guide").stderr.splitlines()
    assert one[-1] == "1 record checked, all good, 1 warning"
    assert len(one) == 2
    none = run("check", "none.json", "--against-guide").stderr
    assert none == "1 record checked, all good, 0 warnings\n"


def test_without_the_option_there_are_no_warnings(run: Commands) -> None:
    write("r.jsonl", dump(record()))
    assert run("check", "r.jsonl").stderr == "1 record checked, all good\n"


def test_fixtures_are_named_by_their_folder(run: Commands) -> None:
    fixture("gold/kept", GOOD)
    fixture("gold/broken", BAD)
    result = run("check", "--against-guide", "gold")
    *warnings, summary = result.stderr.splitlines()
    assert warnings == [f"gold/broken: {warning}" for warning in WARNED]
    assert summary == "2 records checked, all good, 4 warnings"
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("unsound.jsonl", '{"article": {"text": "x"}}', 1), ("broken.json", "{", 2)],
)
def test_warnings_do_not_change_the_exit_code(
    name: str, content: str, code: int, run: Commands
) -> None:
    """Invalid records are not compared with the guide; all others are."""
    write("r.jsonl", dump(record()))
    result = run("check", "--against-guide", "r.jsonl", write(name, content))
    lines = result.stderr.splitlines()
    assert lines[:4] == [f"r.jsonl:1: {warning}" for warning in WARNED]
    assert lines[4].startswith(f"factx: {name}")
    assert lines[5:] == ["2 records checked, 1 not good, 4 warnings"]
    assert result.exit_code == code


def test_an_invalid_fixture_is_not_compared_with_the_guide(run: Commands) -> None:
    """Its offsets may be wrong, so the check reports that first."""
    fixture("gold/redrafted", GOOD, gold=record())
    result = run("check", "--against-guide", "gold")
    line, summary = result.stderr.splitlines()
    assert "its draft gives another gold.json" in line
    assert summary == "1 record checked, 1 not good, 0 warnings"
    assert result.exit_code == 1


def test_a_gold_with_something_ungrounded_is_refused(run: Commands) -> None:
    """Even if its draft grounds to it: gold must be in the text."""
    lost = drafted(said("that it rained", cue="said@1"), said("Ann Bell", id="2"))
    fixture("gold/lost", lost)
    result = run("check", "--against-guide", "gold")
    line, summary = result.stderr.splitlines()
    assert line.startswith("factx: gold/lost has 1 problem: ")
    assert "ungrounded" in line
    assert summary == "1 record checked, 1 not good, 0 warnings"
    assert result.exit_code == 1
    assert run("check", "gold").exit_code == 1


def test_a_record_without_text_is_compared_with_the_guide_if_its_text_is_given(
    run: Commands,
) -> None:
    """Without a text it fails the check; with one, the warnings are those of the full record."""
    write("bare.jsonl", dump(record().without_text()))
    write("whole.jsonl", dump(record()))
    write("news/rain.txt", TEXT)
    alone = run("check", "--against-guide", "bare.jsonl")
    assert alone.stderr.splitlines()[-1] == "1 record checked, 1 not good, 0 warnings"
    assert alone.exit_code == 1
    result = run("check", "--against-guide", "bare.jsonl", "--articles", "news")
    whole = run("check", "--against-guide", "whole.jsonl")
    assert result.stderr == whole.stderr.replace("whole.jsonl", "bare.jsonl")
    assert "4 warnings" in result.stderr
    assert result.exit_code == 0


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x07", "\u202e", "\u2066", "\x9b31m", "\r"])
def test_control_characters_are_made_visible(hostile: str, run: Commands) -> None:
    """In the article's text and in the file name; each warning is one line."""
    text = f"Ann said it{hostile}\nrains, and left."
    statement = said(f"it{hostile}\nrains,", cue="said")
    write("r.jsonl", dump(grounded(text, statement)))
    result = run("check", "--against-guide", "r.jsonl")
    warning, summary = result.stderr.splitlines()
    assert hostile not in result.stderr
    assert warning.startswith("r.jsonl:1: a1 content-comma: it")
    assert warning.endswith("rains, - leave out the punctuation at its end (C13)")
    assert summary == "1 record checked, all good, 1 warning"


def test_the_name_of_a_fixture_is_made_visible_too(run: Commands) -> None:
    fixture("gold/a\x1b[2Jb", BAD)
    result = run("check", "--against-guide", "gold")
    assert "\x1b" not in result.stderr
    assert result.stderr.startswith("gold/a\u241b[2Jb: a2 ")


def test_the_option_is_in_the_help(run: Commands) -> None:
    shown = run("check", "--help", COLUMNS="200").stdout
    assert "--against-guide" in shown
    assert "factx check --against-guide fixtures" in shown
