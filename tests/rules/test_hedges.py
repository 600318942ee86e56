"""Words that make a claim less than certain."""

import pytest

import factx
from factx.records import Article, Draft
from factx.rules.claims.factuality import factuality_of, hedges_of
from factx.rules.language.language import language_of
from factx.rules.reading.document import read_document, tokens_between
from factx.text import Index

ENGLISH = language_of("en")


@pytest.mark.parametrize(
    ("text", "hedges", "factuality"),
    [
        ("The dam may break in the spring.", ["may"], "PS+"),
        ("It probably floods each year.", ["probably"], "PR+"),
        ("I think the dam is old.", ["think"], "PR+"),
        ("We did not expect to win.", ["expect"], "PR-"),
        ("It was, we believe, a mistake.", ["believe"], "PR+"),
        ("The dam will not, I suspect, be ready.", ["suspect"], "PR-"),
        ("I don’t know that the dam is safe.", ["know"], "PR-"),
        ("Perhaps the dam will break.", ["Perhaps"], "PS+"),
        ("It seems to be old.", ["seems"], "PR+"),
        ("It could be wrong by a mile.", ["could"], "PS+"),
    ],
)
def test_a_word_of_doubt_is_a_hedge(text: str, hedges: list[str], factuality: str) -> None:
    """Also in an inserted comment. "could be" has no verb of belief such as "be sure"."""
    assert hedges_in(text) == (hedges, factuality)


@pytest.mark.parametrize(
    "text",
    [
        "He was with us maybe five weeks.",
        "They had perhaps 20 boats.",
        "The dam broke in May.",
        "We know that the dam is safe.",
        "They, we hear, left.",
    ],
)
def test_other_words_are_not(text: str) -> None:
    """Those that round a number, months, and what somebody knows or heard."""
    assert hedges_in(text) == ([], "CT+")


def hedges_in(text: str) -> tuple[list[str], str]:
    """The hedges of a text that is one claim, and its factuality."""
    tokens = tokens_between(read_document(Index(text), ENGLISH), 0, len(text))
    return [text[slice(*place)] for place in hedges_of(tokens)], factuality_of(tokens)


def test_a_hedge_may_be_in_a_later_piece_of_the_evidence() -> None:
    """Each piece has a main clause."""
    text = "The board will lift the ban, which we expect to be on Sunday."
    claim = {
        "id": "c1",
        "text": "The board will lift the ban on Sunday.",
        "standalone": True,
        "evidence": [
            {"text": "The board will lift the ban"},
            {"text": "which we expect to be on Sunday"},
        ],
        "attribution": None,
        "kind": "prediction",
        "factuality": "PR+",
    }
    draft = Draft.from_data({"sources": [], "quotes": [], "attributions": [], "claims": [claim]})
    record = factx.complete(factx.ground(Article(text=text), draft))
    assert [hedge.text for hedge in record.claims[0].hedges] == ["expect"]
