"""Who said what in short texts of other languages, which `said_abroad.jsonl` lists.

Each line has a text and all that is said in it: the names of the speakers, what they say, and
"no" if the article says that they did not say it. Nothing else may be found.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from factx import Article, extract


class Case(NamedTuple):
    """A short text in a language and all that is said in it."""

    lang: str
    text: str
    said: list[list[str]]


def cases() -> Iterator[Case]:
    """The lines of `said_abroad.jsonl`."""
    path = Path(__file__).parent / "said_abroad.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        yield Case(**json.loads(line))


def said(text: str, lang: str) -> list[list[str]]:
    """The speakers, the passage and "no" for each attribution of a text."""
    record = extract(Article(text=text, lang=lang))
    quotes = {quote.id: quote for quote in record.quotes}
    names = {source.id: source.name for source in record.sources}
    return [
        [
            " / ".join(names[one] or "?" for one in attribution.sources),
            " ... ".join(piece.text for piece in quotes[attribution.quote].spans),
            *(["no"] if attribution.negated else []),
        ]
        for attribution in record.attributions
    ]


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"{case.lang}: {case.text[:40]}")
def test_a_text_in_another_language_has_these_statements_and_no_others(case: Case) -> None:
    """Nobody says what was not said, and no statement takes in what its speaker did not say."""
    assert said(case.text, case.lang) == case.said
