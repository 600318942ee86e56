"""Find expressions of time, and their dates if the words state them."""

import re
from datetime import date
from functools import cache
from itertools import chain
from typing import NamedTuple

from factx.rules.details.numerals import NEAR, WORD, alternatives, cardinal, is_plural, word_before
from factx.rules.language.language import Language
from factx.text import Offsets

_YEAR = r"(?P<y4>(?:1[5-9]|20)\d\d)(?![\w%⁄]|[.,:/-]\d|-\w)"
_DAY = r"(?P<d2>3[01]|[12]\d|0?[1-9])"
_NO_FIGURE = r"(?<![\w.,:/$€£#-])"


class TimeExpression(NamedTuple):
    """An expression of time."""

    place: Offsets
    value: str | None
    """The date in ISO 8601; None if the words do not state one."""


def times(text: str, start: int, end: int, language: Language) -> list[TimeExpression]:
    """The dates, weekdays, months, seasons and years in a range of the text, in order.

    Hours are left out. A preposition before a time is not part of it, but an article is.
    """
    matches = chain.from_iterable(
        pattern.finditer(text, start, end)
        for sign, patterns in _times(language)
        if sign.search(text, start, end)
        for pattern in patterns
    )
    found: list[TimeExpression] = []
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        is_next = not found or match.start() >= found[-1].place[1]
        if is_next and _is_time(match, language):
            found.append(TimeExpression(match.span(), _date(match, language)))
    return found


def hours(text: str, start: int, end: int, language: Language) -> list[Offsets]:
    """The hours in a range of the text, in order: "4.30pm", "9:15", "ten in the morning"."""
    sign, hour = _hour(language)
    if not sign.search(text, start, end):
        return []
    return [match.span() for match in hour.finditer(text, start, end)]


def _date(match: re.Match[str], language: Language) -> str | None:
    """The date in the groups of a match; None without a year, or if there is no such day."""
    parts = match.groupdict()
    year, month, day = parts.get("y4"), parts.get("m2"), parts.get("d2")
    if parts.get("other"):
        return None  # two days
    if form := parts.get("m3"):
        month = str(_months(language).index(form[:3].lower()) + 1)
    if year is None or month is None:
        return year
    if day is None:
        return f"{year}-{int(month):02}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None  # 31 February


@cache
def _months(language: Language) -> tuple[str, ...]:
    """The first three letters of each month, in order."""
    return tuple(month[:3] for month in language.entries("times", "month"))


def _is_time(match: re.Match[str], language: Language) -> bool:
    """Whether a match is a time; one that may be something else depends on the words around it."""
    group = match.lastgroup
    if group not in {"lone_month", "lone_year", "lone_season", "lone_day"}:
        return True
    text, (start, end) = match.string, match.span()
    opener = word_before(text, start).lower()
    following = WORD.match(text, end, end + NEAR)
    if group == "lone_day":
        is_alone = following is None or "function word" in language.classes_of(following[1])
        return is_alone and opener in language.entries("times", "day of month opener")
    if group == "lone_season":
        return opener in language.entries("times", "season opener")
    if group == "lone_month":
        is_name = re.match(r"\s[A-Z][a-z]", text[end : end + 3]) is not None
        is_doubtful = is_name or match[0] in language.entries("times", "month or word")
        return not is_doubtful or opener in language.entries("times", "opener")
    if opener in language.entries("times", "sure year opener"):
        return True
    if following and is_plural(following[1], language):
        return False
    return match[0] >= "1900" or opener in language.entries("times", "year opener")


@cache
def _times(language: Language) -> tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...]:
    """Patterns of times with figures and of times in words, each after a pattern that all contain.

    A group with a name in "lone" may match something else.
    """

    def any_of(*sections: str) -> str:
        return alternatives(language, "times", *sections)

    month, season, day = any_of("month form"), any_of("season"), any_of("day")
    word, offset, relative_day = any_of("word"), any_of("offset"), any_of("relative day")
    named = rf"(?<![\w-])(?P<m3>{month})"
    weekday = rf"(?:\b(?:{day}),?\s)?"
    the = rf"(?:\b(?i:{any_of('article')})\s)?"
    of = any_of("of")
    ordinal = any_of("ordinal ending")
    part = rf"(?:\s(?:{any_of('part of day')}))?\b"
    early = rf"\b(?i:{any_of('part of year')})[-\s]"
    figure = rf"\d{{1,2}}(?:{ordinal})?"
    to = rf"\s(?:{any_of('to')})\s|\s?[-–]\s?"
    period = any_of("period", "season", "holiday")
    number = rf"\d+|{cardinal(language)}|{any_of('offset number')}"
    in_figures = (
        rf"{weekday}{the}(?:{_NO_FIGURE}(?P<other>{figure})(?:{to}))?(?<![\w.,:/$€£#])"
        rf"{_DAY}(?:{ordinal})?\s(?:(?:{of})\s)?{named}(?!\w)(?:,?\s{_YEAR})?",
        rf"{weekday}{named}\s{_DAY}(?:{ordinal})?(?:(?:{to})(?P<other>{figure}))?"
        rf"(?![\w%⁄]|[.:/-]\d|,\d)(?:,?\s{_YEAR})?",
        rf"{named}(?:\s(?:{of})|,)?\s{_YEAR}",
        rf"{_NO_FIGURE}(?P<y4>(?:1[5-9]|20)\d\d)-(?P<m2>0[1-9]|1[0-2])-{_DAY}(?![\w-])",
        rf"{the}(?:{early})?\b(?i:{season})(?:\s(?:{of}))?\s{_YEAR}",
        rf"{early}{_YEAR}",
        rf"{the}(?:{early})?(?<![\w-])(?:(?:1[5-9]|20)\d0|[’']\d0)[’']?s\b",
        rf"{_NO_FIGURE}(?:1[5-9]|20)\d\d[-–/](?:(?:1[5-9]|20)\d\d|\d\d)(?![\w-]|[.,:/–]\d)",
        rf"(?P<lone_year>{_NO_FIGURE}{_YEAR})",
        rf"(?P<lone_day>{the}{_DAY}(?:{ordinal})\b)",
    )
    in_words = (
        rf"\b(?i:{any_of('deictic')})\s(?:{period}|{day}|{month})(?!\w){part}",
        rf"\b(?i:{any_of('day deictic')})\s(?:{relative_day})\b",
        rf"{the}\b(?i:{any_of('part of period')})\s(?:{any_of('period', 'day')})\s(?:{of})\s"
        rf"(?:{named}|{the}{season})(?:\s{_YEAR})?(?!\w)",
        rf"\b(?:{day})s?{part}",
        rf"(?<![\w.,-])(?i:{number})\s(?:{any_of('duration')})s?\s(?:{offset})\b",
        rf"\b(?i:{word}){part}",
        rf"\b(?:{any_of('holiday')})\b",
        rf"(?P<lone_month>(?<![\w-])(?:{month}))(?![\w-])",
        rf"(?P<lone_season>{the}\b(?:{season})\b)",
    )
    sign = rf"(?<!\w)(?:{period}|{day}|{month}|{relative_day}|{offset}|(?i:{word}))"
    return (
        (re.compile(r"\d"), tuple(map(_opening_a_word, in_figures))),
        (re.compile(sign), tuple(map(_opening_a_word, in_words))),
    )


def _opening_a_word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})")


@cache
def _hour(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What all hours contain, and what finds them."""
    mark = alternatives(language, "times", "hour mark")
    phrase = alternatives(language, "times", "hour")
    whole = alternatives(language, "times", "whole hour")
    kinds = (
        rf"\d{{1,2}}(?:[:.]\d\d)?\s?(?:{mark})(?![\w–—-])",
        r"(?:[01]?\d|2[0-3]):[0-5]\d(?!\w|[:.,]\d)",
        rf"(?i:{cardinal(language)}|\d{{1,2}})\s(?:{phrase})(?!\w)",
        rf"(?:{whole})\b",
    )
    about = rf"(?:\b(?:{alternatives(language, 'times', 'about')})\s)?"
    return (
        re.compile(rf"\d\s?(?:{mark})|\d:\d|\s(?:{phrase})|{whole}"),
        re.compile(rf"{about}(?<![\w.:,/$€£-])(?:{'|'.join(kinds)})"),
    )
