"""The bodies that pronouns and short descriptions stand for: "its", "there", "the council"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factx.records.source import SourceKind
from factx.rules.details.full_names import (
    full_name,
    is_body,
    is_certain_person,
    is_plain_place,
    last_of_kind,
    name_with,
)
from factx.rules.reading.descriptions import Description, described, descriptions_in, fuller
from factx.rules.reading.document import Document, Token, Tokens, token_at, tokens_between
from factx.rules.reading.kinds import kind_of_noun
from factx.rules.reading.known_names import BODIES
from factx.rules.reading.names import names_in
from factx.rules.reading.noun_phrases import noun_phrase_after, without_article

_NEAR = 3
"""In how many units, with that of the pronoun, its body may be named."""
_FARTHEST = 6
"""The same if "it" stands for the body in some of them."""


class _Candidate(NamedTuple):
    """A body that a pronoun may stand for; the least of several is the most prominent."""

    is_object: bool
    """Whether it follows a preposition."""
    order: int
    """The first subject and the last object come first."""
    label: str


def body_before(document: Document, offset: int, *, is_led: bool = False) -> str | None:
    """The body that "it" or "its" at `offset` stands for: the subject of the nearest sentence.

    None if no sentence nearby has one. A sentence about "it" carries on the one before. `is_led`
    says that it has a director or the like, so that any thing may be meant: "At the auction, ...".
    """
    last, near = document.unit_at(offset), _NEAR
    for number in range(last, max(-1, last - _FARTHEST), -1):
        if last - number >= near:
            return None
        is_carried = number < last and _mentions_it(document.units[number].tokens)
        near += is_carried
        found = min(_candidates(document, number, offset), default=None)
        if found is not None and not found.is_object:
            return found.label
        thing = _opening_thing(document, number, offset) if is_led else None
        if thing is not None:
            return thing
        if found is not None and not is_carried:
            return found.label
    return None


def body_there(document: Document, offset: int) -> str | None:
    """The body that "there" at `offset` stands for: the last one named; None if it is a place."""
    number = document.unit_at(offset)
    for unit in range(number, max(-1, number - 2), -1):
        found = [one for one in _places_and_bodies(document, unit) if one[0] < offset]
        if found:
            return max(found, key=lambda one: one[0])[1]
    return None


def body_with(document: Document, noun: str, offset: int) -> str:
    """The full name of "the council"; its description if the article does not name it."""
    named = name_with(document, noun, offset)
    if named is not None:
        return named
    one = fuller(document, noun, offset, has_name=True) or fuller(document, noun, offset)
    kind = _kind_named_last(document, noun)
    if kind is not None:
        firm = last_of_kind(document, kind, offset)
        if firm is not None and (one is None or one.start < firm.start):
            return full_name(document, firm)
    if one is None:
        return noun
    return _name_of(document, one) or _in_short(document, one)


def _candidates(document: Document, number: int, offset: int) -> Iterator[_Candidate]:
    """The bodies named or described in a unit before `offset`."""
    for name in names_in(document, number):
        if name.end <= offset and is_body(document, name):
            order = -name.start if name.is_object else name.start
            yield _Candidate(name.is_object, order, full_name(document, name))
    for one in descriptions_in(document, number):
        if one.end > offset or one.kind not in BODIES:
            continue
        label = _label(document, one) if one.is_definite else _name_of(document, one)
        if label is not None:
            order = -one.start if one.is_object else one.start
            yield _Candidate(one.is_object, order, label)


def _label(document: Document, one: Description) -> str:
    """The name of a described body, or its fullest description."""
    if one.label.lower() == one.head:
        return body_with(document, one.head, one.start)
    return _name_of(document, one) or _in_short(document, one)


def _in_short(document: Document, one: Description) -> str:
    """A description up to what does not tell which body it is: "the mill over its debts"."""
    tokens = tokens_between(document, one.start, one.end)
    singular = document.language.singular
    head = next((at for at, token in enumerate(tokens) if singular(token.low) == one.head), 0)
    for at, token in enumerate(tokens):
        following = tokens[at + 1].classes if at + 1 < len(tokens) else frozenset[str]()
        is_inner = "noun preposition" in token.classes and "possessive determiner" not in following
        is_outer = "preposition" in token.classes and not token.is_capitalised and not is_inner
        is_verb = at > head and not token.classes.isdisjoint({"past verb", "s verb"})
        if at and (is_outer or is_verb):
            words = without_article(tokens[:at])
            return " ".join(document.text[words[0].start : words[-1].end].split())
    return one.label


def _mentions_it(tokens: Tokens) -> bool:
    """Whether a sentence has "it" or "its", and so is about a body that an earlier one names."""
    return any("thing pronoun" in token.classes for token in tokens)


def _opening_thing(document: Document, number: int, offset: int) -> str | None:
    """The subject of a unit, or "the auction" in "At the auction, ..."; None if it is no thing."""
    tokens = document.units[number].tokens
    start = 1 if tokens and "preposition" in tokens[0].classes else 0
    if start >= len(tokens) or "definite article" not in tokens[start].classes:
        return None
    phrase = noun_phrase_after(tokens, start, len(tokens))
    if phrase is None or tokens[phrase[1] - 1].end > offset:
        return None
    is_fronted = phrase[1] < len(tokens) and tokens[phrase[1]].text == ","
    noun = _head(tokens[start + 1 : phrase[1]])
    if noun is None or noun.is_capitalised or (start and not is_fronted):
        return None
    kind = kind_of_noun(noun.low, document.language)
    if kind is not None or "created work" in noun.classes:
        return None
    label = document.text[tokens[start + 1].start : noun.end]
    one = described(document, noun.low, noun.start)
    return one.label if one is not None and label == noun.text else label


def _head(phrase: Sequence[Token]) -> Token | None:
    """The last noun before a preposition."""
    last: Token | None = None
    for token in phrase:
        if token.kind != "word" or not token.is_noun_like:
            break
        last = token
    return last


def _places_and_bodies(document: Document, number: int) -> Iterator[tuple[int, str | None]]:
    """Where a unit names or describes a body or place, and the body; None for a place."""
    for name in names_in(document, number):
        if is_plain_place(document, name):
            yield name.start, None
        elif is_body(document, name):
            yield name.start, full_name(document, name)
    for one in descriptions_in(document, number):
        if one.kind in BODIES and one.head in one.label.lower().split():  # no plural
            yield one.start, _label(document, one)


def _kind_named_last(document: Document, noun: str) -> SourceKind | None:
    """The kind of the body named last that a noun like "the company" stands for; else None."""
    classes = document.language.classes_of(noun)
    if "firm noun" not in classes:
        return None
    return "media_outlet" if "media outlet" in classes else "organisation"


def _name_of(document: Document, one: Description) -> str | None:
    """The name beside a description: "Orla Rail, a railway company", "the company Orla Rail"."""
    tokens = document.units[one.unit].tokens
    start, stop = token_at(tokens, one.start), token_at(tokens, one.end)
    for name in names_in(document, one.unit):
        if not is_body(document, name):
            continue
        is_before = start > 1 and name.end == tokens[start - 2].end
        joins = tokens[start - 1].text == "," or "be" in tokens[start - 1].classes
        if is_before and joins:
            return full_name(document, name)
        after = stop + (stop < len(tokens) and tokens[stop].text == ",")
        if after < len(tokens) and name.start == tokens[after].start:
            return full_name(document, name)
    return _apposed(document, tokens, one.unit, stop)


def _apposed(document: Document, tokens: Tokens, unit: int, stop: int) -> str | None:
    """The name between commas at `stop`, if it may be a body's: "a firm, Quorl Messaging,"."""
    is_fronted = "preposition" in tokens[0].classes  # At the bank, Ann Lee, ...
    if is_fronted or stop + 1 >= len(tokens) or tokens[stop].text != ",":
        return None
    for name in names_in(document, unit):
        at = token_at(tokens, name.end)
        if name.start == tokens[stop + 1].start and len(name.words) > 1:
            is_closed = at < len(tokens) and tokens[at].text in {",", "."}
            return name.label if is_closed and not is_certain_person(document, name) else None
    return None
