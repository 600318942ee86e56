"""A folder of the user's own words is added to the shipped ones."""

from pathlib import Path

import pytest
from cli.running import Commands

import factx
from factx.errors import InputError
from factx.rules.language.language import language_of
from factx.rules.language.own_words import OwnWords

TEXT = "Ana Ruiz warned that the bridge would close. Archdean Tom Holt skeeted it would not."


@pytest.fixture
def words(tmp_path: Path) -> Path:
    folder = tmp_path / "words" / "en"
    folder.mkdir(parents=True)
    (folder / "verbs.txt").write_text("# ours\n[statement]\nskeet: quote that bare\n", "utf-8")
    (folder / "names.txt").write_text("[title]\narchdean\n", "utf-8")
    return folder.parent


def said(text: str, words: Path | None) -> list[tuple[str, str]]:
    own = None if words is None else factx.read_words(words)
    with factx.Extractor(words=own) as extractor:
        record = extractor.extract(factx.Article(text=text))
    return [(statement.speaker, statement.cue) for statement in record.statements]


def test_a_verb_and_a_title_are_added(words: Path) -> None:
    assert said(TEXT, None) == [("Ana Ruiz", "warned")]
    assert said(TEXT, words) == [("Ana Ruiz", "warned"), ("Tom Holt", "skeeted")]


def test_an_entry_with_a_dash_is_left_out(words: Path) -> None:
    (words / "en" / "verbs.txt").write_text("[statement]\n- warn\n", "utf-8")
    assert said(TEXT, words) == []


def test_the_shipped_words_stay_as_they_are(words: Path) -> None:
    factx.read_words(words)
    assert "skeeted" not in language_of("en").forms


def test_other_languages_are_not_touched(words: Path) -> None:
    german = language_of("de")
    assert factx.read_words(words).added_to(german) is german


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        (
            "en/verb.txt",
            "[statement]\nskeet: that\n",
            r"en/verb\.txt: there is no such list",
        ),
        ("en/verbs.txt", "skeet: that\n", r"en/verbs\.txt: the first line is not a \[section\]"),
        (
            "en/verbs.txt",
            "[gossip]\nskeet: that\n",
            r"there is no section \[gossip\]; known",
        ),
        (
            "en/verbs.txt",
            "[statement]\nskeet: taht\n",
            "'skeet: taht' is not a verb with what may fo",
        ),
        ("en/verbs.txt", "[statement]\nskeet\n", "'skeet' is not a verb with what may follow it"),
        ("verbs.txt", "[statement]\nskeet: that\n", "words are in a folder of their language"),
        ("qq/verbs.txt", "[statement]\nskeet: that\n", "there is no such list"),
    ],
)
def test_what_the_rules_do_not_know_is_refused(
    name: str, text: str, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "own" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=problem):
        factx.read_words(tmp_path / "own")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there are no words in it"):
        factx.read_words(tmp_path)


def test_the_command_reads_them(words: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    result = Commands()("extract", str(tmp_path / "a.txt"), "--words", str(words))
    assert '"skeeted"' in result.stdout
    (tmp_path / "b.txt").write_text("Ben Cole skeeted that it rained.", "utf-8")
    paths = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    several = Commands()("extract", *paths, "--words", str(words), "--jobs", "2")
    assert several.exit_code == 0
    assert several.stdout.count('"skeeted"') == 2
    bad = Commands()("extract", str(tmp_path / "a.txt"), "--words", str(tmp_path / "gone"))
    assert bad.exit_code == 2
    assert bad.stderr.count("\n") == 1


def test_processes_read_them_too(words: Path) -> None:
    """Each makes the record that one process makes."""
    articles = [factx.Article(id=str(n), text=f"{TEXT} It is day {n}.") for n in range(4)]
    own = factx.read_words(words)
    with factx.Extractor(words=own) as extractor:
        alone = [extractor.extract(article) for article in articles]
        results = list(extractor.extract_many(articles, jobs=2, ordered=True))
    assert [_said(result.record) for result in results] == [_said(record) for record in alone]
    assert ("Tom Holt", "skeeted") in _said(results[0].record)


def _said(record: factx.FactRecord | None) -> list[tuple[str, str]]:
    assert record is not None
    return [(statement.speaker, statement.cue) for statement in record.statements]


@pytest.mark.parametrize(("question", "answer"), [("Interviewer", "Answer"), ("Frage", "Antwort")])
def test_labels_of_an_interview_are_added_and_name_no_speaker(question: str, answer: str) -> None:
    """Each answer is one statement of the person who is interviewed, and questions are none."""
    turns = [f"{question}: Will it close?", f"{answer}: It will close in May for good."]
    text = "\n\n".join(["Ana Ruiz is the mayor. We met Ruiz at home.", *turns, *turns])
    labels = {"interview label": ["frage", "antwort"], "question label": ["frage"]}
    with factx.Extractor(words=OwnWords({"en": {"statements": labels}})) as extractor:
        record = extractor.extract(text)
    said = [(statement.speaker, statement.text) for statement in record.statements]
    assert said == [("Ana Ruiz", "It will close in May for good.")] * 2


def test_they_are_scored_and_begin_a_draft(
    words: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`factx eval` and `factx draft --from offline` take them too."""
    monkeypatch.chdir(tmp_path)
    with factx.Extractor(words=factx.read_words(words)) as extractor:
        factx.write("gold.jsonl", [extractor.extract(factx.Article(text=TEXT))])
    Path("a.txt").write_text(TEXT, "utf-8")
    for options, found in ((["--words", "words"], "2/2"), ([], "1/2")):
        result = Commands()("eval", "gold.jsonl", "--resamples", "0", *options)
        [line] = [one for one in result.stdout.splitlines() if "who said what" in one]
        assert f" {found}," in line
        drafted = Commands()("draft", "a.txt", "--from", "offline", *options)
        assert ("      text: skeeted\n" in drafted.stdout) is bool(options)
    set_floors = ("--baseline", "b.json", "--update")
    Commands()("eval", "gold.jsonl", "--words", "words", "--resamples", "0", *set_floors)
    fallen = Commands()("eval", "gold.jsonl", "--resamples", "0", "--baseline", "b.json")
    assert fallen.exit_code == 1
    refused = Commands()("draft", "a.txt", "--words", "words")
    assert (refused.exit_code, "--words needs --from offline" in refused.stderr) == (2, True)
