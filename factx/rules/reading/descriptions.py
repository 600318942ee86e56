"""The noun phrases of an article that describe somebody or something that can speak."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from factx.records.source import SourceKind
from factx.rules.reading.document import Document, Token, Tokens
from factx.rules.reading.kinds import kind_of_noun
from factx.rules.reading.noun_phrases import (
    is_finite,
    is_noun_like,
    is_subject_pronoun,
    is_time,
    noun_phrase_after,
    without_article,
)
from factx.text import Offsets

_LONGEST = 14
"""The most tokens after the noun of a description."""
_NEAR = 2
"""How many units back a pronoun means somebody who was only described."""


class Description(NamedTuple):
    """A noun phrase such as "a letter to her sister"."""

    start: int
    end: int
    label: str
    """Its words without article."""
    head: str
    """Its noun as a singular, in lower case."""
    kind: SourceKind
    unit: int
    is_object: bool
    """Whether it follows a preposition."""
    is_definite: bool

    @property
    def place(self) -> Offsets:
        """Its offsets, with the article."""
        return self.start, self.end


@lru_cache(4)
def descriptions(document: Document) -> tuple[Description, ...]:
    """The descriptions outside quotations, in text order."""
    return tuple(
        one
        for number, unit in enumerate(document.units)
        if unit.is_prose
        for one in _descriptions_in(document, unit.tokens, number)
    )


def descriptions_in(document: Document, unit: int) -> tuple[Description, ...]:
    """The descriptions in one unit, outside quotations."""
    found = descriptions(document)
    first, stop = (
        bisect_left(found, number, key=lambda one: one.unit) for number in (unit, unit + 1)
    )
    return found[first:stop]


def fuller(document: Document, head: str, offset: int) -> Description | None:
    """The last description before `offset` with the same noun and more words; else None."""
    found = _full_descriptions(document).get(head, [])
    for at in range(bisect_left(found, offset, key=lambda one: one.start) - 1, -1, -1):
        if found[at].end <= offset:
            return found[at]
    return None


@lru_cache(4)
def _full_descriptions(document: Document) -> Mapping[str, list[Description]]:
    """The descriptions with a determiner and several words, by their nouns."""
    found: dict[str, list[Description]] = {}
    for one in descriptions(document):
        has_determiner = one.end - one.start > len(one.label)
        if " " in one.label and has_determiner:
            found.setdefault(one.head, []).append(one)
    return found


def nearest(
    document: Document, offset: int, unit: int, fits: Callable[[Description], bool]
) -> Description | None:
    """The description that a pronoun at `offset` may mean: a subject, in the nearest unit."""
    for number in range(unit, max(-1, unit - _NEAR), -1):
        held = [one for one in descriptions_in(document, number) if one.end <= offset and fits(one)]
        if held:
            return min(held, key=lambda one: (one.is_object, one.start))
    return None


def _descriptions_in(document: Document, tokens: Tokens, unit: int) -> Iterator[Description]:
    language = document.language
    for at, token in enumerate(tokens):
        if token.kind != "word" or token.is_capitalised or not _is_noun(token):
            continue
        kind = kind_of_noun(token.low, language)
        if kind is None or (at + 1 < len(tokens) and _is_noun(tokens[at + 1])):
            continue
        start = _start(tokens, at)
        if start is None:
            continue
        stop = _stop(tokens, start, at)
        words = without_article(tokens[start:stop])
        yield Description(
            start=tokens[start].start,
            end=tokens[stop - 1].end,
            label=" ".join(document.text[words[0].start : words[-1].end].split()),
            head=language.singular(token.low),
            kind=kind,
            unit=unit,
            is_object=start > 0 and "preposition" in tokens[start - 1].classes,
            is_definite="definite article" in tokens[start].classes,
        )


def _is_noun(token: Token) -> bool:
    if token.kind != "word" or not is_noun_like(token) or is_time(token):
        return False
    is_verb = not token.classes.isdisjoint({"subject", "ed form", "irregular past"})
    return not is_verb or "person" in token.classes


def _start(tokens: Tokens, head: int) -> int | None:
    """The determiner or the first modifier of a noun; None if a verb may precede it."""
    at = head
    while at and head - at < _LONGEST:
        token = tokens[at - 1]
        if "determiner" in token.classes:
            return at - 1
        if token.kind != "word" or not is_noun_like(token) or "adverb" in token.classes:
            break
        if token.forms and not token.classes.isdisjoint({"ed form", "s form"}):
            break
        at -= 1
    is_opened = at == 0 or tokens[at - 1].kind == "mark" or "connective" in tokens[at - 1].classes
    return at if is_opened else None


def _stop(tokens: Tokens, start: int, head: int) -> int:
    """Where a description ends: at a mark, a verb, or words on when something happened."""
    phrase = noun_phrase_after(tokens, start, len(tokens))
    stop = head + 1
    if phrase is not None and stop < phrase[1] and "linking" in tokens[stop].classes:
        last = min(phrase[1], head + _LONGEST)
        verbs = (i for i in range(stop, last) if "irregular past" in tokens[i].classes)
        return next(verbs, last)
    while stop < min(len(tokens), head + _LONGEST) and not _ends(tokens, stop):
        stop += 1
    while stop > head + 1 and "connective" in tokens[stop - 1].classes:
        stop -= 1
    return stop


def _ends(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    if token.kind != "word" or is_finite(token) or is_subject_pronoun(token):
        return True
    if not token.classes.isdisjoint({"conjunction", "relative", "irregular past", "adverb"}):
        return True
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    is_dated = following is not None and is_time(following) and "preposition" in token.classes
    return is_dated or (bool(token.forms) and "ed form" not in token.classes)


def kind_fits(kind: SourceKind, pronoun: frozenset[str]) -> bool:
    """Whether a pronoun with these classes can mean a source of a kind."""
    if not pronoun.isdisjoint({"masculine pronoun", "feminine pronoun"}):
        return kind == "person"
    return kind == "group" if "plural pronoun" in pronoun else kind not in {"person", "group"}
