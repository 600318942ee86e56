"""Find expressions of quantity, and their values and units if the words state them."""

import re
from collections.abc import Sequence
from functools import cache
from math import isfinite
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
    value_of,
    word_before,
)
from factx.rules.details.times import TimeExpression, hours
from factx.rules.language.language import Language
from factx.text import Offsets

_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FILE = "quantities"
_MOST_WORDS = 4
"""Most words from a number to its noun: "118,000 electric pressure cookers"."""


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

    Ordinals, ages, scores, hours, and numbers in names or in times are left out. `apart_from` has
    the times in the range.
    """
    numbers = list(_number(language).finditer(text, start, end))
    if not numbers:
        return []
    offsets = language.entries("times", "offset")
    dates = (place for place, _ in apart_from if not text.endswith(offsets, 0, place[1]))
    taken = sorted([*dates, *hours(text, start, end, language)])
    found: list[QuantityExpression] = []
    at = 0
    for match in numbers:
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
    """The quantity that begins with a number; None if the number does not count or measure."""
    place = match.span()
    if match["factor"]:
        value = value_of(match["factor"].lower(), language, "multiplier")
        return QuantityExpression(place, value, *language.entries(_FILE, "multiplier unit"))
    if match["share"]:
        share, total = (number_of(match[name], language) for name in ("share", "total"))
        return QuantityExpression(place, round(share / total, 6) if share and total else None, None)
    if match["whole"]:
        rest = value_of(match["remainder"].lower(), language, "and a half")
        return QuantityExpression(place, rest and 1 + rest, language.plural(match["whole"]))
    if match["halved"]:
        return _half(match, end, language)
    if match["parts"] or match["vague"]:
        return _part(match, end, language)
    if match["currency"]:
        unit = currencies(language)[match["currency"]]
        return QuantityExpression(place, _value(match, language), unit)
    return _amount(match, end, language)


def _value(match: re.Match[str], language: Language) -> float | None:
    """The value of a number; None if it is vague, a range, or too large for a float."""
    value = number_of(match["digits"] or match["spelled"], language)
    more = value_of((match["rest"] or "").lower(), language, "and a half") or 0
    attached = value_of(match["attached"] or "", language, "attached power") or 1
    scale = value_of((match["scale"] or "").lower(), language, "power") or 1
    if value is None or match["upto"]:
        return None
    fraction = numeric(match["fraction"]) if match["fraction"] else 0
    value = (value + fraction + more) * attached * scale
    return round(value, 6) if isfinite(value) else None


def _half(match: re.Match[str], end: int, language: Language) -> QuantityExpression | None:
    """The quantity that begins with "half": half an hour, half of the voters, a fall by half."""
    text, (start, stop) = match.string, match.span()
    following = WORD.match(text, stop, end)
    opener = word_before(text, start).lower()
    word = following[1].lower() if following else ""
    if following and word in language.entries(_FILE, "whole article"):
        noun = WORD.match(text, following.end(), end)
        if noun is not None:
            return QuantityExpression((start, noun.end()), 0.5, language.plural(noun[1].lower()))
    is_halved = word in language.entries(_FILE, "halved")
    is_part = is_halved and not _is_ordinal_half(text, start, language)
    is_quantity = is_part or opener in language.entries(_FILE, "half opener")
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
    value = _share(match, language) if match["parts"] else None
    of = WORD.match(text, stop, end)
    if of is None or of[1] not in language.entries(_FILE, "of"):
        divisor, vague = (match["divisor"] or "").lower(), (match["vague"] or "").lower()
        is_sure = value_of(divisor, language, "plural denominator") is not None or (
            vague and vague not in language.entries(_FILE, "vague plural before of")
        )
        return QuantityExpression((start, stop), value, None) if is_sure else None
    noun = _noun(text, of.end(), end, language)
    if noun is None:
        return QuantityExpression((start, stop), value, None)
    return QuantityExpression((start, noun.end), value, noun.unit)


def _share(match: re.Match[str], language: Language) -> float | None:
    """The value of "two-thirds" and "a third"."""
    words = match["parts"].lower()
    is_one = " ".join(words.split()) in language.entries(_FILE, "one part")
    parts = 1.0 if is_one else number_of(words, language)
    divisor = value_of(match["divisor"].lower(), language, "denominator", "plural denominator")
    return round(parts / divisor, 6) if parts and divisor else None


def _amount(match: re.Match[str], end: int, language: Language) -> QuantityExpression | None:
    """A number with its noun or unit."""
    text, (start, stop) = match.string, match.span()
    if _is_number_of_something(text, start, stop, language):
        return None
    value = _value(match, language)
    noun = _unit(match, end, language) or _noun(text, stop, end, language, is_one=value == 1)
    if noun is None and match["attached"] in language.entries(_FILE, "attached unit"):
        value = None if value is None else number_of(match["digits"], language)
        noun = _Unit(stop, match["attached"])
    if noun is not None and not _is_name(match, noun.unit, language):
        return QuantityExpression((start, noun.end), value, noun.unit)
    is_cut = match["upto"] or text[stop : stop + 1].isalpha() or text.startswith("-", stop)
    if noun is not None or is_cut or value == 1 or _is_label_or_hour(match, value, language):
        return None
    return QuantityExpression((start, stop), value, None)


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
        is_verb = is_one and last is not None and "ed form" in language.classes_of(match[1])
        if is_verb or _ends_phrase(match[1], language, is_first=last is None):
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
    if _address(language).match(text, stop) or _years_old(language).match(text, stop):
        return True
    if _aged(language).search(text[max(0, start - NEAR) : start]):
        return True
    before, after = text[max(0, start - NEAR) : start], text[stop : stop + 1]
    is_set_off = re.search(r"[A-Z][\w’'-]*(?:,\s|\s\()$", before) is not None
    return is_set_off and text[start].isdigit() and after in {",", ".", ")", ";", ""}


def _is_name(match: re.Match[str], unit: str, language: Language) -> bool:
    """Whether a number and its noun are a name: "the Four Seasons", "Channel 4 News"."""
    if not unit[0].isupper():
        return False
    return _is_title(match) if match["spelled"] else _is_label(match, language)


def _is_label_or_hour(match: re.Match[str], value: float | None, language: Language) -> bool:
    """Whether a number without a noun is a label or an hour: "page 4", "by six"."""
    if match["digits"]:
        return _is_label(match, language)
    is_early = value is not None and value <= 12
    is_hour = is_early and _is_after(match.string, match.start(), language, "clock opener")
    return is_hour or _is_title(match)


def _is_title(match: re.Match[str]) -> bool:
    """Whether number words are capitalised as in a name: "the Group of Seven", "Ten Hag"."""
    text = match.string
    is_inside = word_before(text, match.start()) != ""
    return match[0][0].isupper() and (is_inside or text[match.end() : match.end() + 2].istitle())


def _is_label(match: re.Match[str], language: Language) -> bool:
    """Whether the word before a number makes it a label: "Highway 61", "pages 4 and 5"."""
    found = _label(language).search(match.string[max(0, match.start() - NEAR) : match.start()])
    if found is None:
        return False
    if found[1].lower() in language.entries(_FILE, "numbered"):
        return True
    return found[1] != found[1].lower() and "function word" not in language.classes_of(found[1])


def _is_after(text: str, start: int, language: Language, section: str) -> bool:
    return word_before(text, start).lower() in language.entries(_FILE, section)


def _sharing_units(
    text: str, found: list[QuantityExpression], language: Language
) -> list[QuantityExpression]:
    """The quantities, with a unit also for a number that shares it: "70 to 80 per cent"."""
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
    """Matches a number of any kind with its currency and magnitude ("million")."""

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
    multiplier, vague_plural = (
        any_of("multiplier"),
        any_of("vague plural", "vague plural before of"),
    )
    kinds = (
        rf"(?i:(?P<share>{number})\s(?:{any_of('out of')})\s(?P<total>{number}))"
        rf"(?![\w-]|[.,:]\d|\s(?:{lapse})s?\b)",
        rf"(?i:(?P<parts>{any_of('one part')}|{small})[-\s](?P<divisor>{divisor}))(?![\w-])",
        rf"(?i:(?P<vague>{vague_plural})|(?P<factor>{multiplier}))(?![\w-])",
        rf"(?:(?:(?P<currency>{any_of('currency')})\s?)?(?P<digits>{_DIGITS})"
        rf"(?P<fraction>[¼-¾⅓⅔])?(?:[-–](?P<upto>{_DIGITS}))?(?![\d⁄–]|[’'.,:/-]\d)"
        rf"|(?i:(?P<spelled>{counted}|{vague}))(?![\w’']))"
        rf"(?:(?P<attached>{any_of('attached power')})(?!\w))?"
        rf"(?i:\s(?P<rest>{and_a_half})(?!\w))?(?i:[\s-](?P<scale>{power})(?!\w))?",
        rf"(?i:(?P<halved>{half}))(?![\w-])",
        rf"(?i:{one})\s(?P<whole>[a-z]{{3,20}})\s(?i:(?P<remainder>{and_a_half}))(?!\w)",
    )
    start = rf"(?<![\w.,:/’'—–-])|(?<=[—–-])(?=(?:{any_of('currency')})\d)"
    return re.compile(rf"(?:{start})(?:{'|'.join(kinds)})")


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
        r"-(?P<compound>[a-z]{3,})(?![\w’'-])",
    )
    return re.compile("|".join(kinds))


@cache
def _label(language: Language) -> re.Pattern[str]:
    """Matches the word before a number, or before several joined numbers: "pages 4 and"."""
    return re.compile(rf"([^\W\d]+\.?)\s{_earlier(language)}\Z")


@cache
def _aged(language: Language) -> re.Pattern[str]:
    """Matches the words before an age, also before a second one: "aged between 18 and"."""
    opener = alternatives(language, _FILE, "age opener")
    return re.compile(rf"\b(?:{opener})\s{_earlier(language)}\Z")


def _earlier(language: Language) -> str:
    """A pattern for numbers that are joined to the one after them."""
    return rf"(?:\d+(?:,|\s(?:{alternatives(language, _FILE, 'shared unit')}))\s)*"


@cache
def _years_old(language: Language) -> re.Pattern[str]:
    """Matches the words after an age: " years old", "-year-old", " to 24-year-olds"."""
    joint = alternatives(language, _FILE, "shared unit")
    old = alternatives(language, _FILE, "age")
    return re.compile(rf"(?:\s(?:{joint})\s\d+)?[\s-][^\W\d_]+[\s-](?:{old})(?!\w)")


@cache
def _address(language: Language) -> re.Pattern[str]:
    """Matches the name of a street after the number of a house."""
    street = alternatives(language, _FILE, "street")
    return re.compile(rf"\s(?:[A-Z][\w’'-]*\s){{1,3}}(?:{street})(?!\w)")
