"""Expressions of quantity, with their values and units where the words give them."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from unicodedata import numeric

from factx.rules.details.numerals import (
    NEAR,
    WORD,
    alternatives,
    cardinal,
    currencies,
    is_plural,
    number_of,
    valued,
    word_before,
)
from factx.rules.details.times import TimeExpression, hours
from factx.rules.language.language import Language
from factx.text import Offsets

_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FILE = "quantities"
_MANY_PARTS = "plural denominator"
_MOST_WORDS = 4
"""The most words from a number to its noun: 118,000 electric pressure cookers."""


class QuantityExpression(NamedTuple):
    """An expression of quantity."""

    place: Offsets
    value: float | None
    unit: str | None
    """The noun or unit, "%", or the code of a currency in ISO 4217."""


def quantities(
    text: str,
    start: int,
    end: int,
    language: Language,
    *,
    apart_from: Sequence[TimeExpression],
) -> list[QuantityExpression]:
    """The expressions of quantity in a range of the text, in order.

    Ordinals, ages, scores, hours, numbers in names and what is part of a time are left out.
    """
    offsets = language.entries("times", "offset")
    dates = (place for place, _ in apart_from if not text.endswith(offsets, 0, place[1]))
    taken = sorted([*dates, *hours(text, start, end, language)])
    found: list[QuantityExpression] = []
    at = 0
    for match in _number(language).finditer(text, start, end):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at < len(taken) and taken[at][0] < match.end():
            continue
        if found and match.start() < found[-1].place[1]:
            continue
        expression = _quantity(match, end, language)
        if expression is not None:
            found.append(expression)
    return _sharing_units(text, found, language)


def _quantity(match: re.Match[str], end: int, language: Language) -> QuantityExpression | None:
    """The quantity that a number opens, if it counts or measures."""
    start, stop = match.span()
    if word := match["factor"]:
        value = valued(language, "multiplier")[word.lower()]
        return QuantityExpression((start, stop), value, *language.entries(_FILE, "multiplier unit"))
    if match["share"]:
        share, among = (number_of(match[name], language) for name in ("share", "total"))
        value = round(share / among, 6) if share and among else None
        return QuantityExpression((start, stop), value, None)
    if match["whole"]:
        value = 1 + valued(language, "and a half")[match["remainder"]]
        return QuantityExpression((start, stop), value, language.plural(match["whole"]))
    if match["halved"]:
        return _half(match, end, language)
    if match["parts"] or match["vague"]:
        return _part(match, end, language)
    if match["currency"]:
        unit = currencies(language)[match["currency"]]
        return QuantityExpression((start, stop), _value(match, language), unit)
    return _amount(match, end, language)


def _value(match: re.Match[str], language: Language) -> float | None:
    """The value of a number; None if it is vague or a range."""
    value = number_of(match["digits"] or match["spelled"], language)
    if value is None or match["upto"]:
        return None
    if match["fraction"]:
        value += numeric(match["fraction"])
    if match["rest"]:
        value += valued(language, "and a half")[match["rest"].lower()]
    if match["attached"]:
        value *= valued(language, "attached power")[match["attached"]]
    if match["scale"]:
        value *= valued(language, "power")[match["scale"].lower()]
    return round(value, 6)


def _half(match: re.Match[str], end: int, language: Language) -> QuantityExpression | None:
    """Half an hour, half of the voters, or a fall by half."""
    text, (start, stop) = match.string, match.span()
    following = WORD.match(text, stop, end)
    opener = word_before(text, start).lower()
    word = following[1].lower() if following else ""
    if following and word in language.entries(_FILE, "whole article"):
        noun = WORD.match(text, following.end(), end)
        if noun is not None:
            return QuantityExpression((start, noun.end()), 0.5, language.plural(noun[1].lower()))
    is_of = word in language.entries(_FILE, "halved") and not _is_ordinal_half(
        text, start, language
    )
    is_quantity = is_of or opener in language.entries(_FILE, "half opener")
    return QuantityExpression((start, stop), 0.5, None) if is_quantity else None


def _is_ordinal_half(text: str, start: int, language: Language) -> bool:
    """Whether an adjective and a determiner precede "half": "the northern half of"."""
    before = text[max(0, start - NEAR) : start].split()[-2:]
    if len(before) < 2:
        return False
    earlier_classes, classes = (language.classes_of(word) for word in before)
    return "determiner" in earlier_classes and "function word" not in classes


def _part(match: re.Match[str], end: int, language: Language) -> QuantityExpression | None:
    """A part or a vague number of something: "two-thirds of voters", "hundreds of homes"."""
    text, (start, stop) = match.string, match.span()
    value = None
    if match["parts"]:
        divisors = valued(language, "denominator") | valued(language, "plural denominator")
        is_one = match["parts"].lower() in language.entries(_FILE, "one part")
        parts = 1.0 if is_one else number_of(match["parts"], language)
        value = round(parts / divisors[match["divisor"].lower()], 6) if parts else None
    of = WORD.match(text, stop, end)
    if of is None or of[1] not in language.entries(_FILE, "of"):
        is_many = match["divisor"] and match["divisor"].lower() in valued(language, _MANY_PARTS)
        return QuantityExpression((start, stop), value, None) if is_many else None
    noun = _noun(text, of.end(), end, language)
    if noun is None:
        return QuantityExpression((start, stop), value, None)
    return QuantityExpression((start, noun.end), value, noun.unit)


def _amount(match: re.Match[str], end: int, language: Language) -> QuantityExpression | None:
    """A number with its noun or unit."""
    text, (start, stop) = match.string, match.span()
    if _is_number_of_something(text, start, stop, language):
        return None
    value = _value(match, language)
    noun = _unit(match, end, language) or _noun(text, stop, end, language, is_one=value == 1)
    if noun is None and match["attached"] in language.entries(_FILE, "attached unit"):
        value = number_of(match["digits"], language)
        noun = _Unit(stop, match["attached"])
    if noun is not None:
        is_age = _age(language).match(text, noun.end) is not None
        return None if is_age else QuantityExpression((start, noun.end), value, noun.unit)
    if (
        match["upto"]
        or value == 1
        or text[stop : stop + 1].isalpha()
        or text[stop : stop + 1] == "-"
    ):
        return None
    is_doubtful = (
        _is_label(text, start, stop, language)
        if match["digits"]
        else (
            value is not None and value <= 12 and _is_after(text, start, language, "clock opener")
        )
    )
    return None if is_doubtful else QuantityExpression((start, stop), value, None)


class _Unit(NamedTuple):
    end: int
    unit: str


def _unit(match: re.Match[str], end: int, language: Language) -> _Unit | None:
    """The unit that is written with a number: "40%", "9 km", "71-metre", "nine-page"."""
    text, stop = match.string, match.end()
    found = _units(language).match(text, stop, end)
    if found is None:
        return None
    if found["hundredths"]:
        return _Unit(found.end(), "%")
    if compound := found["compound"]:
        is_unit = compound not in language.entries(_FILE, "not compound")
        return _Unit(found.end(), language.plural(compound)) if is_unit else None
    is_symbol = match["digits"] and not match["attached"]
    return _Unit(found.end(), found[found.lastindex or 0]) if is_symbol else None


def _noun(
    text: str, at: int, end: int, language: Language, *, is_one: bool = False
) -> _Unit | None:
    """The noun after a number: the first plural, or for one the last word before a function word.

    None if no noun follows within four words.
    """
    modifiers: list[str] = []
    last = None
    for _ in range(_MOST_WORDS):
        match = WORD.match(text, at, end)
        if match is None:
            break
        at = match.end()
        if is_plural(match[1], language):
            head = _head(text, at, end, match[1], language)
            return head or _Unit(at, " ".join([*modifiers, match[1]]))
        if _ends_phrase(match[1], language, is_first=last is None):
            break
        last = match
        is_modifier = match[1] in language.entries(_FILE, "unit modifier")
        modifiers = [*modifiers, match[1]] if is_modifier else []
    if last is None or not is_one or last[1] in language.entries(_FILE, "not one"):
        return None
    return _Unit(last.end(), last[1])


def _head(text: str, at: int, end: int, noun: str, language: Language) -> _Unit | None:
    """The plural after a noun that only looks like the head: "crew members"."""
    following = WORD.match(text, at, end)
    if noun not in language.entries(_FILE, "plural of itself") or following is None:
        return None
    is_head = is_plural(following[1], language)
    return _Unit(following.end(), f"{noun} {following[1]}") if is_head else None


def _ends_phrase(word: str, language: Language, *, is_first: bool) -> bool:
    """Whether a word cannot stand between a number and its noun."""
    found = language.word(word)
    is_participle = "ed form" in found.classes
    if not found.classes.isdisjoint({"function word", "closed class", "adverb", "time"}):
        return True
    is_past = any(form.shape == "past" for form in found.forms)
    return is_past and not (is_first and is_participle)


def _is_number_of_something(text: str, start: int, stop: int, language: Language) -> bool:
    """Whether a number is an age or the number of a house."""
    if _is_after(text, start, language, "age opener") or _address(language).match(text, stop):
        return True
    before, after = text[max(0, start - NEAR) : start], text[stop : stop + 1]
    is_set_off = re.search(r"[A-Z][\w’'-]*(?:,\s|\s\()$", before) is not None
    return is_set_off and text[start].isdigit() and after in {",", ".", ")", ";", ""}


def _is_label(text: str, start: int, stop: int, language: Language) -> bool:
    """Whether digits without a noun name something: "Highway 61", "page 4", "No. 88"."""
    joint = alternatives(language, _FILE, "shared unit")
    earlier = rf"([^\W\d][^\W\d]*\.?)\s(?:\d+(?:,|\s(?:{joint}))\s)*$"
    found = re.search(earlier, text[max(0, start - NEAR) : start])
    if found is None:
        return False
    if found[1].lower() in language.entries(_FILE, "numbered"):
        return True
    return found[1][0].isupper() and "function word" not in language.classes_of(found[1])


def _is_after(text: str, start: int, language: Language, section: str) -> bool:
    return word_before(text, start).lower() in language.entries(_FILE, section)


def _sharing_units(
    text: str, found: list[QuantityExpression], language: Language
) -> list[QuantityExpression]:
    """The same, with the unit of a number also for one before it: "70 to 80 per cent"."""
    joints = language.entries(_FILE, "shared unit")
    for at in range(len(found) - 2, -1, -1):
        one, following = found[at], found[at + 1]
        joint, *others = text[one.place[1] : following.place[0]][:NEAR].split() or [""]
        is_joined = joint in joints and all(
            "determiner" in language.classes_of(word) for word in others
        )
        if one.unit is None and is_joined:
            found[at] = one._replace(unit=following.unit)
    return found


@cache
def _number(language: Language) -> re.Pattern[str]:
    """Matches numbers of all kinds, with their currency and the power they are multiplied by."""

    def any_of(*sections: str) -> str:
        return alternatives(language, _FILE, *sections)

    small, power, half = cardinal(language), any_of("power"), any_of("half")
    and_small = rf"(?:\s(?:(?:{any_of('additive')})\s)?(?:{small}))?"
    counted = rf"(?:{small})(?:[-\s](?:{power}){and_small})*"
    article = rf"(?:{any_of('vague number')}|(?:{half})\s(?:{any_of('whole article')}))"
    lapse = alternatives(language, "times", "duration")
    number = rf"\d{{1,3}}|{small}"
    vague = rf"{article}\s(?:{power})(?:\s(?:{power}))*{and_small}"
    and_a_half, one = any_of("and a half"), any_of("whole article")
    divisor = any_of("plural denominator", "denominator")
    multiplier, vague_plural = any_of("multiplier"), any_of("vague plural")
    kinds = (
        rf"(?i:(?P<share>{number})\s(?:{any_of('out of')})\s(?P<total>{number}))"
        rf"(?![\w-]|[.,:]\d|\s(?:{lapse})s?\b)",
        rf"(?i:(?P<parts>{any_of('one part')}|{small})[-\s](?P<divisor>{divisor}))(?![\w-])",
        rf"(?i:(?P<vague>{vague_plural})|(?P<factor>{multiplier}))(?![\w-])",
        rf"(?:(?:(?P<currency>{any_of('currency')})\s?)?(?P<digits>{_DIGITS})"
        rf"(?P<fraction>[¼-¾⅓⅔])?(?:[-–](?P<upto>{_DIGITS}))?(?![\d⁄–]|[’'.,:/-]\d)"
        rf"|(?i:(?P<spelled>{counted}|{vague}))(?![\w’']))"
        rf"(?:(?P<attached>{any_of('attached power')})(?!\w))?"
        rf"(?:\s(?P<rest>{and_a_half})(?!\w))?(?:[\s-](?P<scale>{power})(?!\w))?",
        rf"(?i:(?P<halved>{half}))(?![\w-])",
        rf"(?i:{one})\s(?P<whole>[a-z]{{3,20}})\s(?P<remainder>{and_a_half})(?!\w)",
    )
    return re.compile(rf"(?<![\w.,:/’'—–-])(?:{'|'.join(kinds)})")


@cache
def _units(language: Language) -> re.Pattern[str]:
    """Matches the unit directly after a number."""

    def any_of(*sections: str) -> str:
        return alternatives(language, _FILE, *sections)

    age, percent = any_of("age"), any_of("percent")
    unit = rf"(?:{any_of('abbreviated unit')})|(?:{any_of('unit')})(?!\w)"
    kinds = (
        rf"\s?(?P<hundredths>%|(?:{percent})(?!\w))",
        rf"[\s-]?(?P<symbol>{unit})",
        rf"(?P<attached>{any_of('attached unit')})(?!\w)",
        rf"-(?P<compound>[a-z]{{3,}})(?![\w’'])(?!-(?!{age}))",
    )
    return re.compile("|".join(kinds))


@cache
def _age(language: Language) -> re.Pattern[str]:
    old = alternatives(language, _FILE, "age")
    return re.compile(rf"[\s-](?:{old})(?!\w)")


@cache
def _address(language: Language) -> re.Pattern[str]:
    """Matches the name of a street after the number of a house."""
    street = alternatives(language, _FILE, "street")
    return re.compile(rf"\s(?:[A-Z][\w’'-]*\s){{1,3}}(?:{street})(?!\w)")
