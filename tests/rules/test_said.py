"""Who said what in short texts of many kinds, which `said.jsonl` lists.

Each line has a text, its kind, and the speakers with what each says. A quote is compared by its
words; a speaker by whether its words are among those of the source or of the source's name. A
speaker of null stands for anybody. `not_said` lists what nobody, or not this speaker, says.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from factx import Article, extract


class Said(NamedTuple):
    """A passage and the words for whoever says it."""

    speaker: str
    passage: str


class Case(NamedTuple):
    """A short text and what is said in it."""

    kind: str
    text: str
    said: list[tuple[str | None, str]]
    not_said: list[tuple[str | None, str]]


def cases() -> Iterator[Case]:
    """The lines of `said.jsonl`."""
    path = Path(__file__).parent / "said.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        yield Case(data["kind"], data["text"], data["said"], data.get("not_said", []))


def words(text: str | None) -> str:
    """The words of a text in lower case."""
    return " ".join(re.findall(r"\w+", (text or "").lower()))


def said(text: str) -> list[tuple[Said, str]]:
    """The passages of an article with their speakers, and the words of each source alone."""
    record = extract(Article(text=text, lang="en"))
    quotes = {quote.id: quote for quote in record.quotes}
    names = {source.id: source.name for source in record.sources}
    found: list[tuple[Said, str]] = []
    for attribution in record.attributions:
        span = attribution.source_span
        source = span.text if span else ""
        speaker = " / ".join([source, *(names[one] for one in attribution.sources)])
        pieces = quotes[attribution.quote].spans
        found += [(Said(words(speaker), words(piece.text)), words(source)) for piece in pieces]
    return found


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"{case.kind}: {case.text[:40]}")
def test_the_article_shows_who_says_what(case: Case) -> None:
    """Every passage has its speaker, and none has the speaker that it must not have."""
    found = said(case.text)
    for speaker, passage in case.said:
        assert any(
            one.passage == words(passage) and words(speaker) in one.speaker for one, _ in found
        ), (speaker, passage, found)
    for speaker, passage in case.not_said:
        assert not any(
            one.passage == words(passage) and (speaker is None or words(speaker) == source)
            for one, source in found
        ), (speaker, passage, found)
