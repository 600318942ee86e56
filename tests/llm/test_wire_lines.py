"""Lines taken apart: what each part becomes, and what becomes of odd ones."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.llm.wire.answer import Answer, WireClaim, WireSource, WireStatement
from factx.llm.wire.claim_lines import claim_fields
from factx.llm.wire.lines import pieces, source_fields, statement_fields


def some(fields: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(fields[name] for name in names)


@pytest.mark.parametrize(
    ("line", "number", "said_in", "sources", "speaker", "cue"),
    [
        ("3 | 1:Mayor Moss | said | x", "3", 3, ["1"], "Mayor Moss", "said"),
        ("3b|1,2:Paris and London|want|x", "3b", 3, ["1", "2"], "Paris and London", "want"),
        ("[12] | she | - | x", "12", 12, [], "she", ""),
        ("4 | - | – | x", "4", 4, [], "", ""),
        ("#4 | 2 : 300 nurses | said | x", "4", 4, ["2"], "300 nurses", "said"),
        ("three | 14:30 bulletin | said | x", "three", 0, ["14"], "30 bulletin", "said"),
        ("", "", 0, [], "", ""),
    ],
)
def test_a_statement_s_key_and_speaker(
    line: str, number: str, said_in: int, sources: list[str], speaker: str, cue: str
) -> None:
    """The key tells the sentence; sources stand by number before the words for them."""
    fields = statement_fields(line)
    told = some(fields, "number", "said_in", "sources", "speaker", "cue")
    assert told == (number, said_in, sources, speaker, cue)


@pytest.mark.parametrize(
    ("rest", "content", "kind", "parent"),
    [
        ("<1>", [("<1>", "")], "statement", ""),
        ("the vote >> off", [("the vote", "off")], "statement", ""),
        ("a // b >> c // <2>", [("a", ""), ("b", "c"), ("<2>", "")], "statement", ""),
        ("it | belief | in 3b", [("it", "")], "belief", "3b"),
        ("it | in 3 | Attitude", [("it", "")], "attitude", "3"),
        ("A | B news", [("A | B news", "")], "statement", ""),
        ("belief", [("belief", "")], "statement", ""),
        ("see http://x.example//y", [("see http://x.example//y", "")], "statement", ""),
        ("-", [], "statement", ""),
    ],
)
def test_a_statement_s_content_and_notes(
    rest: str, content: list[tuple[str, str]], kind: str, parent: str
) -> None:
    """Notes are taken off the end only, and a bar in the content stays in it."""
    fields = statement_fields(f"3 | 1:she | said | {rest}")
    assert [some(piece, "text", "until") for piece in fields["content"]] == content
    assert some(fields, "type", "parent") == (kind, parent)


def test_a_source_and_a_claim() -> None:
    """A claim of the article's own is known by its sentence behind a "#"."""
    assert some(source_fields("1 | Lena Moss | person | named"), "number", "name", "kind") == (
        "1",
        "Lena Moss",
        "person",
    )
    said = claim_fields("3b | prediction PR+ | = | It will open.")
    assert some(said, "statement", "kind", "factuality", "text") == (
        "3b",
        "prediction",
        "PR+",
        "It will open.",
    )
    own = claim_fields("#7 | fact CT- | a >> b | It did not open | at all.")
    assert some(own, "statement", "begins_in", "text") == ("", 7, "It did not open | at all.")
    assert own["evidence"] == [{"text": "a", "until": "b"}]


@given(st.text())
def test_any_line_is_an_item(line: str) -> None:
    """Whatever a model writes, it is taken apart and never refused here."""
    answer = Answer.model_validate({"statements": [line], "sources": [line], "claims": [line]})
    assert isinstance(answer.statements[0], WireStatement)
    assert isinstance(answer.sources[0], WireSource)
    assert isinstance(answer.claims[0], WireClaim)
    assert pieces("a // b") == [{"text": "a", "until": ""}, {"text": "b", "until": ""}]
