"""The noun phrases of an article that describe somebody or something that can speak."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from factx.records.source import SourceKind
from factx.rules.reading.document import Document, Token, Tokens, token_at
from factx.rules.reading.kinds import kind_of_noun
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import (
    noun_phrase_after,
    without_article,
)
from factx.text import Offsets

_LONGEST = 14
"""The most tokens after the noun of a description."""
_NEAR = 2
"""How many units back a pronoun means somebody who was only described."""


_ENDS = frozenset({"irregular past", "comparison"})
"""Classes of words that hardly ever belong to the noun before them: "gave the mill more water"."""


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
    is_owned: bool
    """Whether its owner precedes it: "the council's committee"."""

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


def fuller(
    document: Document, head: str, offset: int, *, has_name: bool = False
) -> Description | None:
    """The last description before `offset` with the same noun and more words; else None.

    `has_name` asks for one that has a name: "the Lee campaign".
    """
    found = _full_descriptions(document).get(head, [])
    for at in range(bisect_left(found, offset, key=lambda one: one.start) - 1, -1, -1):
        if found[at].end <= offset and not (has_name and found[at].label.islower()):
            return found[at]
    return None


def described(document: Document, noun: str, offset: int) -> Description | None:
    """The same for any noun, also one of a thing that cannot speak: "the lorry", "the auction"."""
    found = _full_descriptions_of(document, noun)
    at = bisect_left(found, offset, key=lambda one: one.end)
    return found[at - 1] if at else None


@lru_cache(100)
def _full_descriptions_of(document: Document, noun: str) -> tuple[Description, ...]:
    found = (
        _description(document, document.units[unit].tokens, at, unit, "other")
        for unit, at in _places(document).get(noun, ())
    )
    return tuple(one for one in found if one is not None and _is_full(one))


@lru_cache(4)
def _full_descriptions(document: Document) -> Mapping[str, list[Description]]:
    """The descriptions with a determiner and several words, by their nouns."""
    found: dict[str, list[Description]] = {}
    for one in descriptions(document):
        if _is_full(one):
            found.setdefault(one.head, []).append(one)
    return found


def _is_full(one: Description) -> bool:
    """Whether it has a determiner or an owner, and several words."""
    return " " in one.label and (one.is_owned or one.end - one.start > len(one.label))


@lru_cache(4)
def _places(document: Document) -> Mapping[str, list[tuple[int, int]]]:
    """The units and positions of each lower-case word outside quotations."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, unit in enumerate(document.units):
        for at, token in enumerate(unit.tokens if unit.is_prose else ()):
            if token.kind == "word" and not token.is_capitalised:
                found.setdefault(token.low, []).append((number, at))
    return found


def nearest(
    document: Document, offset: int, unit: int, fits: Callable[[Description], bool]
) -> Description | None:
    """The description that a pronoun at `offset` may mean: a subject, in the nearest unit."""
    for number in range(unit, max(-1, unit - _NEAR), -1):
        held = [one for one in descriptions_in(document, number) if one.end <= offset and fits(one)]
        if number == unit:
            held = [one for one in held if not _is_fronted(document, one)]
        if held:
            best = min(held, key=lambda one: (one.is_object, one.start))
            return _with_part(document, best)
    return None


def _is_fronted(document: Document, one: Description) -> bool:
    """Whether it is in the phrase that opens its sentence: "In a report of 12 pages it found"."""
    tokens = document.units[one.unit].tokens
    return one.is_object and token_at(tokens, one.start) == 1


def _with_part(document: Document, one: Description) -> Description:
    """A document with the part or copy of it that is meant: "a page from her notebook"."""
    tokens = document.units[one.unit].tokens
    at = token_at(tokens, one.start)
    if not one.is_object or one.kind != "document" or at < 3:
        return one
    link, noun, opener = tokens[at - 1], tokens[at - 2], tokens[at - 3]
    if "origin preposition" not in link.classes or "determiner" not in opener.classes:
        return one
    if noun.is_capitalised or not _is_noun(noun):
        return one
    label = " ".join(document.text[noun.start : one.end].split())
    return one._replace(start=opener.start, label=label, is_object=False)


def _descriptions_in(document: Document, tokens: Tokens, unit: int) -> Iterator[Description]:
    for at, token in enumerate(tokens):
        if token.kind != "word" or token.is_capitalised or not _is_noun(token):
            continue
        kind = kind_of_noun(token.low, document.language)
        is_inner = at + 1 < len(tokens) and _is_noun(tokens[at + 1])
        if kind is None or (is_inner and not _rules(tokens, at + 1)):
            continue
        one = _description(document, tokens, at, unit, kind)
        if one is not None:
            yield one


def _description(
    document: Document, tokens: Tokens, at: int, unit: int, kind: SourceKind
) -> Description | None:
    """The description whose noun is at `at`; None if a verb may precede it."""
    start = _start(tokens, at)
    if start is None:
        return None
    stop = _stop(tokens, start, at)
    if kind != "document" and _is_complement(tokens, start, at + 1):
        stop = at + 1
    words = without_article(tokens[start:stop])
    return Description(
        start=tokens[start].start,
        end=tokens[stop - 1].end,
        label=" ".join(document.text[words[0].start : words[-1].end].split()),
        head=document.language.singular(tokens[at].low),
        kind=kind,
        unit=unit,
        is_object=start > 0 and "preposition" in tokens[start - 1].classes,
        is_definite="definite article" in tokens[start].classes,
        is_owned=any("genitive" in token.classes for token in tokens[start:at]),
    )


def _is_noun(token: Token) -> bool:
    if token.kind != "word" or not token.is_noun_like or token.is_time:
        return False
    is_verb = not token.classes.isdisjoint(
        {"subject", "ed form", "irregular past", "participle verb"}
    )
    return not is_verb or "person" in token.classes


def _start(tokens: Tokens, head: int) -> int | None:
    """The determiner or the first modifier of a noun; None if a verb may precede it."""
    at = head
    while at and head - at < _LONGEST:
        token = tokens[at - 1]
        if "determiner" in token.classes:
            return at - 1
        if token.kind != "word" or not token.is_noun_like or "adverb" in token.classes:
            break
        if token.forms and not token.classes.isdisjoint({"ed form", "s form"}):
            break
        if _rules(tokens, at - 1):
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
        ends = (i for i in range(stop, last) if not tokens[i].classes.isdisjoint(_ENDS))
        return next(ends, last)
    while stop < min(len(tokens), head + _LONGEST) and not _ends(tokens, stop):
        stop += 1
    while stop > head + 1 and _is_opener(tokens[stop - 1]):
        stop -= 1
    return stop


def _is_passive(tokens: Tokens, at: int) -> bool:
    """Whether "by" follows a participle, or a time and "by": "posted Monday by the wardens"."""
    if "ed form" not in tokens[at].classes or tokens[at].is_capitalised:
        return False
    by = at + 2 if at + 1 < len(tokens) and tokens[at + 1].is_time else at + 1
    return by < len(tokens) and "agent preposition" in tokens[by].classes


def _has_object(token: Token, following: Token | None) -> bool:
    """Whether a word is a finite verb and its object follows: "used old numbers"."""
    if token.is_capitalised or token.classes.isdisjoint({"ed form", "s verb"}):
        return False
    if following is None or following.kind != "word" or following.is_time:
        return False
    is_name = following.is_capitalised and "ed form" in token.classes  # a report called Low Water
    is_noun = following.is_noun_like and "adverb" not in following.classes
    return not is_name and (is_noun or "determiner" in following.classes)


def _is_only_verb(tokens: Tokens, at: int) -> bool:
    """Whether a participle is the verb of its sentence, which has no other: "lawyers relied on"."""
    if "ed form" not in tokens[at].classes or tokens[at].is_capitalised:
        return False
    others = (i for i in range(1, len(tokens)) if i != at)
    return not any(tokens[i].is_finite or is_main_verb(tokens, i) for i in others)


def _rules(tokens: Tokens, at: int) -> bool:
    """Whether the word at `at` is a verb between a singular and a plural: "law requires firms"."""
    if not 0 < at < len(tokens) - 1 or "s verb" not in tokens[at].classes:
        return False
    before = tokens[at - 1]
    if before.kind != "word" or not before.is_noun_like or "s form" in before.classes:
        return False
    objects = tokens[at + 1 : at + 4]
    end = next((i for i, t in enumerate(objects) if not t.is_noun_like), len(objects))
    return any("s form" in token.classes for token in objects[:end])


def _is_complement(tokens: Tokens, start: int, at: int) -> bool:
    """Whether what follows a definite noun belongs to the verb: "asked the agency for a recall"."""
    if start == 0 or at >= len(tokens) or "definite article" not in tokens[start].classes:
        return False
    verb = tokens[start - 1]
    is_verb = verb.is_finite or not verb.classes.isdisjoint({"ed form", "ing form", "base verb"})
    if not is_verb or "preposition" not in tokens[at].classes:
        return False
    if "genitive preposition" in tokens[at].classes:  # accused the agency of lying
        return at + 1 < len(tokens) and "ing form" in tokens[at + 1].classes
    return tokens[at].classes.isdisjoint(
        {"employing preposition", "place preposition", "origin preposition"}
    )


def _is_opener(token: Token) -> bool:
    """Whether a description cannot end in it."""
    return not token.classes.isdisjoint({"connective", "determiner"})


def _ends(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    if _is_passive(tokens, at):
        return False
    if token.kind != "word" or token.is_finite or token.is_subject_pronoun or _rules(tokens, at):
        return True
    if not token.classes.isdisjoint({"conjunction", "relative", "irregular past", "adverb"}):
        return True
    before = tokens[at - 1]
    if token.is_time and not before.classes.intersection({"ed form", "preposition", "determiner"}):
        return True  # told a jury yesterday; but "a notice posted Thursday by the council"
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if _has_object(token, following) or _is_only_verb(tokens, at):
        return True
    is_dated = following is not None and following.is_time and "preposition" in token.classes
    is_participle = not token.classes.isdisjoint({"ed form", "participle verb"})
    return is_dated or (bool(token.forms) and not is_participle)


def kind_fits(kind: SourceKind, pronoun: frozenset[str]) -> bool:
    """Whether a pronoun with these classes can mean a source of a kind."""
    if not pronoun.isdisjoint({"masculine pronoun", "feminine pronoun"}):
        return kind == "person"
    return kind == "group" if "plural pronoun" in pronoun else kind not in {"person", "group"}
