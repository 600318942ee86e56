"""Expressions of time and of quantity, with their values where the words give them."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from factx.rules.language.language import Language
from factx.text import Offsets

_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_POWERS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"


class TimeExpression(NamedTuple):
    """An expression of time."""

    place: Offsets
    value: str | None
    """The date in ISO 8601, where the words give one."""


class QuantityExpression(NamedTuple):
    """An expression of quantity."""

    place: Offsets
    value: float | None
    unit: str | None


def times(text: str, start: int, end: int, language: Language) -> list[TimeExpression]:
    """The expressions of time in a stretch, in order."""
    found: list[TimeExpression] = []
    for match in _time(language).finditer(text, start, end):
        value = None
        if match["year"]:
            value = match["year"]
            if match["month"] and match["day"]:
                month = _months(language).index(match["month"].lower().rstrip(".")[:3]) + 1
                value = f"{match['year']}-{month:02}-{int(match['day']):02}"
        found.append(TimeExpression(match.span(), value or match["alone"]))
    return found


def quantities(
    text: str,
    start: int,
    end: int,
    language: Language,
    *,
    apart_from: Sequence[TimeExpression],
) -> list[QuantityExpression]:
    """The expressions of quantity in a stretch, in order; what is part of a time is none."""
    taken = [expression.place for expression in apart_from]
    found: list[QuantityExpression] = []
    for match in _quantity(language).finditer(text, start, end):
        if any(match.start() < stop and begin < match.end() for begin, stop in taken):
            continue
        expression = _expression(match, language)
        if expression is not None:
            found.append(expression)
    return found


def _expression(match: re.Match[str], language: Language) -> QuantityExpression | None:
    number, power = match["number"], match["power"]
    value = (
        float(number.replace(",", "")) if number else _small(language).get(match["word"].lower())
    )
    if value is not None and power:
        value *= _POWERS[power]
    noun = match["noun"]
    stop = match.end("power") if power else match.end("number" if number else "word")
    if match["currency"]:
        return QuantityExpression((match.start(), stop), value, _CURRENCIES[match["currency"]])
    if match["percent"]:
        return QuantityExpression((match.start(), match.end("percent")), value, "%")
    is_counted = noun and noun not in language.members("preposition") and noun[-1] == "s"
    if is_counted and noun not in {"is", "was", "has", "as", "this", "does"}:
        return QuantityExpression(match.span(), value, noun)
    if number is None:
        return None
    return QuantityExpression((match.start(), stop), value, None)


@cache
def _months(language: Language) -> tuple[str, ...]:
    """The first three letters of each month, in order."""
    return tuple(month[:3] for month in language.entries("times", "month"))


@cache
def _small(language: Language) -> dict[str, float]:
    """The values of number words."""
    return {word: float(at) for at, word in enumerate(language.entries("times", "number"))}


def _alternatives(language: Language, section: str) -> str:
    """A section of times.txt as the inside of a pattern, longer words before their beginnings."""
    return "|".join(map(re.escape, sorted(language.entries("times", section), reverse=True)))


@cache
def _time(language: Language) -> re.Pattern[str]:
    month = _alternatives(language, "month form")
    day = _alternatives(language, "day")
    period = _alternatives(language, "period")
    word = _alternatives(language, "word")
    number = "|".join(language.entries("times", "number"))
    return re.compile(
        rf"\b(?P<month>{month})\s(?P<day>\d{{1,2}})(?![\w%⁄]|[.:/-]\d|,\d)(?:,\s(?P<year>(?:19|20)\d\d)(?!\w))?"
        rf"|(?<![\w:.,/$€£-])\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m\b(?![-–—])"
        rf"|\b(?:{month})\s(?:19|20)\d\d\b"
        rf"|(?<![\w,.:/$€£-])(?P<alone>(?:19|20)\d\d)(?![,.:/]\d|[%\w-])"
        rf"|\b(?:{day})(?:\s(?:morning|afternoon|evening|night))?\b"
        rf"|\b(?:last|next|this|earlier this|later this)\s(?:{period}|{day}|{month})\b"
        rf"|(?<![\w-])(?:\d+|{number}|a|an)\s(?:{period})s?\s(?:ago|later|earlier)\b"
        rf"|\b(?:{word})\b"
    )


@cache
def _quantity(language: Language) -> re.Pattern[str]:
    number = "|".join(language.entries("times", "number")[1:])
    power = "|".join(_POWERS)
    return re.compile(
        rf"(?<![\w.,:/’'$€£¥—–-])(?P<currency>[$€£¥])?"
        rf"(?:(?P<number>{_NUMBER})(?![\w’'⁄]|[.,:/]\d|-\w)|(?P<word>(?:{number})\b(?!-)))"
        rf"(?:\s(?P<power>{power})\b)?"
        rf"(?P<percent>\s?%|\s(?:percent|per\scent)\b)?"
        rf"(?:\s(?P<noun>[a-z]+)\b)?",
    )
