"""Join figures to ranges, and add the words around a figure that stay with it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from factx.rules.details.numerals import NEAR, alternatives, value_of, words_before
from factx.rules.language.language import Language
from factx.text import Offsets

_FILE = "quantities"


class Figure(NamedTuple):
    """A number with its noun or unit."""

    place: Offsets
    value: float | None
    """None if it is vague or a range."""
    unit: str | None
    rate: str | None = None
    """What it is measured by: "an acre"."""
    is_sure: bool = True
    """Whether it counts or measures also outside a range."""


def joined(text: str, figures: Iterable[Figure], language: Language) -> list[Figure]:
    """The figures in order, with the two of a range as one, and without those of a score: "6 to 3".

    A number gets the unit that it shares with the one after it: "11 of the 48 rollers".
    """
    found: list[Figure] = []
    following: Figure | None = None
    for one in reversed(list(figures)):
        if following is not None:
            between = text[one.place[1] : following.place[0]][:NEAR]
            if _is_range(text, one, following, between, language):
                one = _range(one, following)
                found.pop()
            elif _is_score(text, one, following, between, language):
                one = one._replace(is_sure=False)
                found.pop()
            elif one.unit is None and _shares_unit(between, language):
                one = one._replace(unit=following.unit)
        found.append(one)
        following = one
    return [one for one in reversed(found) if one.is_sure]


def _range(one: Figure, following: Figure) -> Figure:
    place = one.place[0], following.place[1]
    return Figure(place, None, following.unit or one.unit, following.rate)


def _is_range(text: str, one: Figure, following: Figure, between: str, language: Language) -> bool:
    """Whether two figures are the least and the most of a range."""
    if one.rate or not following.is_sure or not _have_one_unit(one, following, language):
        return False
    if one.value is not None and following.value is not None and one.value >= following.value:
        return False
    before = words_before(text, one.place[0])
    if before[-1] in language.entries(_FILE, "range opener"):
        return _joint(language, "range end").fullmatch(between) is not None
    joint = _joint(language, "range joint").fullmatch(between)
    if joint is None:
        return False
    if joint["word"] is None:
        return one.unit is not None  # $5-$10
    return joint["word"] not in language.entries(_FILE, "change joint") or not _is_change(
        one, before, language
    )


def _have_one_unit(one: Figure, following: Figure, language: Language) -> bool:
    """Whether two figures have the same unit, or the first has none: "five or six thousand"."""
    if one.unit is None or one.unit == following.unit:
        return True
    return following.unit is not None and (
        language.singular(one.unit) == language.singular(following.unit)
    )


def _is_change(one: Figure, before: Sequence[str], language: Language) -> bool:
    """Whether a number is what something changed from or by: "from 5 to 10", "rose $2 to $30"."""
    if before[-1] in language.entries(_FILE, "change opener"):
        return before[-2] not in language.entries(_FILE, "not change opener")
    return one.unit is not None and before[-1] in language.entries(_FILE, "change verb")


def _is_score(text: str, one: Figure, following: Figure, between: str, language: Language) -> bool:
    """Whether two numbers without a noun are a score or ratio: "won 6 to 3", "a 2 to 1 margin"."""
    joint = _joint(language, "change joint").fullmatch(between)
    if joint is None or joint["word"] is None or one.unit is not None:
        return False
    if following.unit in language.entries(_FILE, "score noun"):
        return True
    is_change = words_before(text, one.place[0])[-1] in language.entries(_FILE, "change opener")
    return following.unit is None and not is_change


def _shares_unit(between: str, language: Language) -> bool:
    joint, *others = between.split() or [""]
    is_joint = joint in language.entries(_FILE, "shared unit")
    return is_joint and all("determiner" in language.classes_of(word) for word in others)


@cache
def _joint(language: Language, section: str) -> re.Pattern[str]:
    """Matches all that stands between two figures of a range."""
    joint = alternatives(language, _FILE, section)
    about = alternatives(language, _FILE, "approximator")
    return re.compile(rf"[-–]|-?\s(?P<word>{joint})\s(?:(?i:{about})\s)?")


def widened(
    text: str, figures: Iterable[Figure], start: int, end: int, language: Language
) -> Iterator[Figure]:
    """The figures with the words that stay with them: "about 40", "five years or more".

    Words before `start`, from `end` on or in another figure are left alone.
    """
    for one in figures:
        first = _start(text, one, start, language)
        tail = _tail(language).match(text, one.place[1], end)
        stop = tail.end() if tail else one.place[1]
        yield one._replace(place=(first, stop))
        start = stop


def is_approximated(text: str, at: int, language: Language) -> bool:
    """Whether what begins at an offset is qualified as a figure: "barely a millimetre"."""
    found = _approximator(language).search(text, max(0, at - NEAR), at)
    return found is not None and not _is_preposition(
        text, found, Figure((at, at), 1, None), language
    )


def tail_end(text: str, at: int, end: int, language: Language) -> int:
    """Where "or so" and the like ends after a number; `at` if there is none."""
    tail = _tail(language).match(text, at, end)
    return tail.end() if tail else at


def _start(text: str, one: Figure, floor: int, language: Language) -> int:
    """Where a figure begins with what qualifies it."""
    at = one.place[0]
    opener = _range_opener(language).search(text, max(floor, at - NEAR), at)
    if opener is not None and one.value is None:
        return opener.start()
    while True:
        found = _approximator(language).search(text, max(floor, at - NEAR), at)
        if found is None or _is_preposition(text, found, one, language):
            return at
        at = found.start()


def _is_preposition(text: str, found: re.Match[str], one: Figure, language: Language) -> bool:
    """Whether an approximator is another word: "a film about two boys", "fell over two years"."""
    word = " ".join(found["word"].lower().split())
    earlier, before = words_before(text, found.start())
    takers = language.entries(_FILE, f"takes {word}")
    if before in takers or (earlier in takers and "object" in language.classes_of(before)):
        return True
    if word in language.entries(_FILE, "comparing"):
        return _ends_number(before, language)
    if word not in language.entries(_FILE, "spanning") or found["intensifier"]:
        return False
    units = language.entries("times", "duration")
    is_time = one.unit is not None and language.singular(one.unit) in units
    classes = language.classes_of(before)
    return is_time and classes.isdisjoint({"preposition", "be"})


def _ends_number(word: str, language: Language) -> bool:
    """Whether a word is a number or its unit, which "more than" compares with what follows."""
    if any(character.isdigit() for character in word):
        return True
    if value_of(word, language, "power") is not None:
        return True
    percent = language.entries(_FILE, "percent")
    return word in percent or word in language.entries(_FILE, "compared")


@cache
def _approximator(language: Language) -> re.Pattern[str]:
    approximator = alternatives(language, _FILE, "approximator")
    intensifier = alternatives(language, _FILE, "intensifier")
    return re.compile(
        rf"(?<![\w-])(?:(?P<intensifier>(?i:{intensifier}))\s)?(?P<word>(?i:{approximator}))\s\Z"
    )


@cache
def _range_opener(language: Language) -> re.Pattern[str]:
    opener = alternatives(language, _FILE, "range opener")
    return re.compile(rf"(?<![\w-])(?i:{opener})\s\Z")


@cache
def _tail(language: Language) -> re.Pattern[str]:
    tail = alternatives(language, _FILE, "tail")
    attached = alternatives(language, _FILE, "attached tail")
    return re.compile(rf"(?:\s(?:{tail})|{attached}|\+)(?![\w-])")
