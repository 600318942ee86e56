"""Which words of an article have capitals because they are names."""

import re
from collections import defaultdict
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter

from factx.rules.reading.document import DASHES, Document, Token, Unit

_BEGINS_LINE = DASHES | {":", "•", "”", '"', ".", "?", "!"}
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_]\. $")
"""The end of "Ann J. ", whose full stop ends no sentence."""


def bare(token: Token) -> str:
    """A word without its genitive ending."""
    if "'s form" in token.classes:
        return token.text[:-2]
    return token.text[:-1] if "genitive" in token.classes else token.text


def is_first(document: Document, token: Token) -> bool:
    """Whether a token is the first of its sentence, or follows a mark that may begin one."""
    return _is_first_of(document.units[document.unit_at(token.start)], document.text, token)


def _is_first_of(unit: Unit, text: str, token: Token) -> bool:
    before = text[max(unit.start, token.start - 2) : token.start].strip()
    if before == "." and _INITIAL.search(text, max(0, token.start - 5), token.start):
        return token.start <= unit.start
    return token.start <= unit.start or before[-1:] in _BEGINS_LINE


@lru_cache(4)
def common_words(document: Document) -> frozenset[str]:
    """The words that occur without a capital."""
    tokens = chain.from_iterable(unit.tokens for unit in document.units)
    return frozenset({t.low for t in tokens if t.kind == "word" and not t.is_capitalised})


@lru_cache(4)
def inner_names(document: Document) -> frozenset[str]:
    """The words that occur with a capital inside a sentence."""
    return frozenset(
        {
            bare(token)
            for unit in document.units
            if unit.is_prose
            for token in unit.tokens
            if token.is_capitalised and not _is_first_of(unit, document.text, token)
        }
    )


@lru_cache(4)
def second_words(document: Document) -> frozenset[str]:
    """The words that follow another capitalised word: surnames among them."""
    return frozenset(word for run in _runs(document) for word in run[1:])


@lru_cache(4)
def repeated_titles(document: Document) -> frozenset[str]:
    """The words before full names and surnames of several people: "Coun Ann Lee", "Coun Lee"."""
    by_first: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for first, *rest in _runs(document):
        by_first[first].add(tuple(rest))
    return frozenset(
        first
        for first, rests in by_first.items()
        if len({rest[-1] for rest in rests}) > 1
        if any(len(rest) == 2 and rest[1:] in rests for rest in rests)
    )


@lru_cache(4)
def _runs(document: Document) -> tuple[tuple[str, ...], ...]:
    """The words of names that stand together, two or more, without genitive endings."""
    return tuple(
        tuple(map(bare, run))
        for unit in document.units
        if unit.is_prose
        for is_name, group in groupby(unit.tokens, attrgetter("is_name"))
        if is_name and len(run := list(group)) > 1
    )
