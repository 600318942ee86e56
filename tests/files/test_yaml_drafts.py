"""Drafts in YAML: what a person writes is a string unless a number is wanted."""

from pathlib import Path

import pytest
import yaml

from factx.errors import InputError, InvalidData
from factx.files import read_article, read_draft


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loader in C, and the one in Python of builds that lack it: both read the same."""
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CBaseLoader")


HEAD = "sources:\n  - {id: s, name: Ana, kind: person, naming: named}\n"


def _draft(tmp_path: Path, text: str, name: str = "d.yaml") -> str:
    (tmp_path / name).write_text(text, "utf-8")
    return str(tmp_path / name)


def test_plain_words_stay_what_they_are(tmp_path: Path) -> None:
    """`no` is no truth value, a date no date, and a year no number."""
    text = """
quotes:
  - id: q1
    spans:
      - {text: no, sentence: 3, nth: 1}
      - {text: 2026-11-14, sentence: 3}
      - {text: 12.30, sentence: 4}
      - text: "“We waited, and waited,”"
attributions:
  - {id: a1, quote: q1, negated: true, cue: ~, source_span: null}
claims:
  - id: c1
    text: Twice.
    standalone: false
    evidence: [{text: twice}]
    kind: fact
    factuality: CT+
    quantities: [{text: twice, value: 2, unit: times}]
"""
    draft = read_draft(_draft(tmp_path, text))
    spans = draft.quotes[0].spans
    assert [span.text for span in spans] == [
        "no",
        "2026-11-14",
        "12.30",
        "“We waited, and waited,”",
    ]
    assert (spans[0].sentence, spans[0].nth) == (3, 1)
    assert draft.attributions[0].negated is True
    assert draft.attributions[0].cue is None
    assert (draft.claims[0].standalone, draft.claims[0].quantities[0].value) == (False, 2.0)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("sources: [\n", "it is not valid YAML (line 2, column 1"),
        ("a: 1\n b: 2\n", "it is not valid YAML (line 2, column 3"),
        ("sources: &s []\nquotes: *s\n", "line 1: anchors are not supported"),
        ("sources: []\nsources: []\n", "line 2: the key sources occurs twice"),
        (
            "quotes:\n - {id: q, spans: [{text: “We waited,”, sentence: 3}]}\n",
            "line 2: '”' has no value; quote a string that contains a comma",
        ),
        ("# nothing but a comment\n", "it is empty"),
        ("[" * 3000, "it is nested too deeply|it is not valid YAML|its YAML is nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        read_draft(_draft(tmp_path, text))
    assert any(part in str(raised.value) for part in problem.split("|"))


def test_what_is_no_draft_is_told_with_every_problem(tmp_path: Path) -> None:
    with pytest.raises(InvalidData) as raised:
        read_draft(_draft(tmp_path, f"{HEAD}mood: good\nquotes: [{{id: q1}}]\n", "d.yml"))
    assert len(raised.value.problems) == 2


def test_an_article_txt_is_named_after_its_folder(tmp_path: Path) -> None:
    """Two articles in folders of their own have different ids, with or without metadata."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "article.txt").write_text("Ana said it rained.", "utf-8")
        assert read_article(str(tmp_path / name / "article.txt")).id == name
    (tmp_path / "second" / "other.txt").write_text("Ana said it rained.", "utf-8")
    assert read_article(str(tmp_path / "second" / "other.txt")).id == "other"
