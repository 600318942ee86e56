"""The noun or unit of a number, and the rate that it is measured by."""

import re
from functools import cache
from typing import NamedTuple

from factx.rules.details.numerals import WORD, alternatives, is_plural
from factx.rules.language.language import Language

_FILE = "quantities"
_MOST_WORDS = 4
"""Most words from a number to its noun: "118,000 electric pressure cookers"."""


class Unit(NamedTuple):
    """A noun or unit, or a rate."""

    end: int
    """The offset at which it ends."""
    name: str


def written_unit(match: re.Match[str], at: int, end: int, language: Language) -> Unit | None:
    """The unit that is written with a number: "40%", "9 km", "71-metre".

    None for a compound that only describes: "a four-lane road". `at` is where the number ends.
    """
    found = _units(language).match(match.string, at, end)
    if found is None:
        return None
    if found["hundredths"]:
        return Unit(found.end(), "%")
    if compound := found["compound"]:
        is_measure = compound in _compounds(language)
        return Unit(found.end(), language.plural(compound)) if is_measure else None
    is_symbol = match["digits"] and not match["attached"]
    return Unit(found.end(), found[found.lastindex or 0]) if is_symbol else None


@cache
def _compounds(language: Language) -> frozenset[str]:
    sections = ("measure", "lasting measure", "compound measure")
    return frozenset(word for name in sections for word in language.entries(_FILE, name))


def noun_after(
    text: str, at: int, end: int, language: Language, *, is_one: bool = False
) -> Unit | None:
    """The noun after a number: the first plural, or for one the last word before a function word.

    None if no noun follows within four words.
    """
    modifiers: list[str] = []
    last = None
    for _ in range(_MOST_WORDS):
        match = WORD.match(text, at, end)
        if match is not None and last is not None and not is_one:
            match = _after_and(text, match, end, language)  # 46 Latin American and other states
        if match is None or not _continues_noun(match[1], last, language, is_one=is_one):
            break
        at = match.end()
        if not is_one and is_plural(match[1], language):
            head = _head(text, at, end, match[1], language)
            return head or Unit(at, " ".join([*modifiers, match[1]]))
        if _ends_phrase(match[1], language, is_first=last is None):
            break
        last = match
        is_modifier = match[1] in language.entries(_FILE, "unit modifier")
        modifiers = [*modifiers, match[1]] if is_modifier else []
    if last is None or not is_one or last[1] in language.entries(_FILE, "not one"):
        return None
    return Unit(last.end(), last[1])


def _after_and(
    text: str, word: re.Match[str], end: int, language: Language
) -> re.Match[str] | None:
    """The word after an "and" between two modifiers; the word itself if it is another."""
    if word[1] not in language.entries(_FILE, "additive"):
        return word
    following = WORD.match(text, word.end(), end)
    is_number = following is not None and following[1] in language.entries(_FILE, "number")
    return None if is_number else following


def _continues_noun(
    word: str, last: re.Match[str] | None, language: Language, *, is_one: bool
) -> bool:
    """Whether a word may stand after `last`, the word of the noun before it: no verb or object."""
    if last is None:
        return True
    if is_one:  # one man asked, one man asks, one man left
        classes = language.classes_of(word)
        is_past = "past verb" in classes and "base verb" not in classes
        return classes.isdisjoint({"ed form", "s verb"}) and not is_past
    is_object = word[0].isupper() and last[1].islower()  # 19 support Sanders
    return not (is_object and "base verb" in language.classes_of(last[1]))


def _head(text: str, at: int, end: int, noun: str, language: Language) -> Unit | None:
    """The plural after a noun that only looks like the head: "crew members"."""
    following = WORD.match(text, at, end)
    if following is None or not is_plural(following[1], language):
        return None
    is_modifier = noun in language.entries(_FILE, "plural of itself")
    return Unit(following.end(), f"{noun} {following[1]}") if is_modifier else None


def _ends_phrase(word: str, language: Language, *, is_first: bool) -> bool:
    """Whether a word cannot stand between a number and its noun."""
    found = language.word(word)
    is_participle = "ed form" in found.classes
    if not found.classes.isdisjoint({"function word", "closed class", "adverb", "time"}):
        return True
    if word in language.entries(_FILE, "not counted"):
        return True
    is_past = "past" in found.shapes
    return is_past and not (is_first and is_participle)


def rate_after(text: str, at: int, end: int, language: Language) -> Unit | None:
    """The rate after a quantity: "an acre" in "Rs. 10,000 an acre", "per household"."""
    found = _rate(language).match(text, at, end)
    if found is None:
        return None
    following = WORD.match(text, found.end(), end)
    if following and following[1] in language.entries(_FILE, "not a rate"):
        return None
    return Unit(found.end(), " ".join(re.split(r"[\s-]", found[0].strip(" -\n"))))


@cache
def _rate(language: Language) -> re.Pattern[str]:
    def any_of(*sections: str) -> str:
        return alternatives(language, _FILE, *sections)

    noun = any_of("measure", "lasting measure", "rate noun")
    article, by, percent = any_of("whole article"), any_of("per"), any_of("percent")
    return re.compile(
        rf"[\s-](?!(?:{percent})\b)(?:(?:{article})[\s-](?:{noun})|"
        rf"(?:{by})\s[^\W\d_]+)(?![\w-])"
    )


@cache
def _units(language: Language) -> re.Pattern[str]:
    """Matches the unit directly after a number."""

    def any_of(*sections: str) -> str:
        return alternatives(language, _FILE, *sections)

    percent = any_of("percent")
    unit = rf"(?:{any_of('abbreviated unit')})|(?:{any_of('unit')})(?!\w)"
    kinds = (
        rf"\s?(?P<hundredths>%|(?:{percent})(?!\w))",
        rf"[\s-]?(?P<symbol>{unit})",
        rf"(?P<attached>{any_of('attached unit')})(?!\w)",
        r"-(?P<compound>[a-z]{3,}(?:-[a-z]+)?)(?![\w’'-])",
    )
    return re.compile("|".join(kinds))
