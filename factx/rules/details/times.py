"""Find expressions of time, and their dates if the words state them."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import NamedTuple

from factx.rules.details.numerals import (
    NEAR,
    WORD,
    alternatives,
    cardinal,
    is_plural,
    phrases,
    word_before,
    words_before,
)
from factx.rules.language.key_words import key_words, words_in
from factx.rules.language.language import Language
from factx.text import Offsets

_YEAR = r"(?P<y4>(?:1[5-9]|20)\d\d)(?![\w%⁄]|[.,:/-]\d|-\w)"
_DAY = r"(?P<d2>3[01]|[12]\d|0?[1-9])"
_DIGIT = re.compile(r"\d")
_NO_FIGURE = r"(?<![\w.,:/$€£#-])"


class TimeExpression(NamedTuple):
    """An expression of time."""

    place: Offsets
    value: str | None
    """The date in ISO 8601; None if the words do not state one."""


def times(text: str, start: int, end: int, language: Language) -> list[TimeExpression]:
    """The dates, weekdays, months, seasons and years in a range of the text, in order.

    A preposition before a time is not part of it, nor is the part of the day after it: "Tuesday
    night" has the time "Tuesday". Hours, weeks and "two years ago" are left out.
    """
    found = _matches(text, start, end, language, (_times(language),))
    return [
        TimeExpression((match.start(), _end_of_day(match)), _date(match, language))
        for match in found
    ]


def moments(text: str, start: int, end: int, language: Language) -> list[TimeExpression]:
    """The expressions of time that say when something was said, in order.

    These are also hours, weeks, "two years ago", and days with the part of the day.
    """
    found = _matches(text, start, end, language, (_times(language), _vague_times(language)))
    dates = (TimeExpression(match.span(), _date(match, language)) for match in found)
    clock = (TimeExpression(place, None) for place in hours(text, start, end, language))
    return sorted([*dates, *clock], key=lambda one: one.place)


def _matches(
    text: str, start: int, end: int, language: Language, kinds: Sequence["_Times"]
) -> list[re.Match[str]]:
    """The matches that are times; of those that overlap, the first and longest."""
    words = words_in(text, start, end)
    has_figure = _DIGIT.search(text, start, end) is not None
    patterns: list[re.Pattern[str]] = []
    for kind in kinds:
        for sign, some in kind.in_figures if has_figure else ():
            patterns += some if sign.search(text, start, end) else ()
        if not kind.signs.isdisjoint(words):
            patterns += [one for signs, one in kind.in_words if not signs.isdisjoint(words)]
    if not patterns:
        return []
    matches = chain.from_iterable(pattern.finditer(text, start, end) for pattern in patterns)
    found: list[re.Match[str]] = []
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        is_next = not found or match.start() >= found[-1].end()
        if is_next and _is_time(match, language):
            found.append(match)
    return found


def _end_of_day(match: re.Match[str]) -> int:
    """The end of a time without the part of the day after it."""
    at = match.start("rest") if "rest" in match.re.groupindex else -1
    return match.end() if at < 0 else at


def hours(text: str, start: int, end: int, language: Language) -> list[Offsets]:
    """The hours in a range of the text, in order: "4.30pm", "9:15", "at 3.12", "ten at night"."""
    in_figures, signs, hour = _hour(language)
    if signs.isdisjoint(words_in(text, start, end)) and not in_figures.search(text, start, end):
        return []
    return [
        match.span("bare" if match["bare"] else 0)
        for match in hour.finditer(text, start, end)
        if not match["bare"] or _is_alone(text, match.end(), end, language)
    ]


def _is_alone(text: str, at: int, end: int, language: Language) -> bool:
    """Whether no noun or unit follows a number that ends at `at`."""
    following = WORD.match(text, at, end)
    if following is None:
        return True
    percent = language.entries("quantities", "percent")
    is_alone = "function word" in language.classes_of(following[1])
    return is_alone and not text.startswith(percent, following.start(1))


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
    if group is None or not group.startswith("lone_"):
        return True
    text, (start, end) = match.string, match.span()
    opener = word_before(text, start)
    following = WORD.match(text, end, end + NEAR)
    if group == "lone_word":  # Russia Today
        return not (match[0][0].isupper() and opener[:1].isupper())
    if group == "lone_holiday":
        return following is None or not _is_noun_after_holiday(following[1], language)
    if group == "lone_month":
        is_name = re.match(r"\s[A-Z][a-z]", text[end : end + 3]) is not None
        is_doubtful = is_name or match[0] in language.entries("times", "month or word")
        return not is_doubtful or opener.lower() in language.entries("times", "opener")
    if group == "lone_season":
        return opener.lower() in language.entries("times", "season opener")
    classes = language.classes_of(following[1]) if following else frozenset[str]()
    if group == "lone_day":
        is_alone = following is None or "function word" in classes
        return is_alone and opener.lower() in language.entries("times", "day of month opener")
    if group == "lone_short_year":  # in 76 they met
        opens_clause = not classes.isdisjoint({"subject", "plain article", "subordinator"})
        return opens_clause and opener.lower() in language.entries("times", "sure year opener")
    is_before_plural = following is not None and is_plural(following[1], language)
    if "s verb" in classes and opener.lower() in language.entries("times", "year opener"):
        is_before_plural = False  # the end of 2015 leaves it open
    if opener.lower() in language.entries("times", "to"):  # the 2008 and 2012 elections
        is_before_plural = is_before_plural and not words_before(text, start)[0].isdigit()
    return _is_year(match[0], opener, is_before_plural=is_before_plural, language=language)


def _is_noun_after_holiday(word: str, language: Language) -> bool:
    """Whether the word after a holiday makes it a modifier: "Christmas trees"."""
    if not word.islower() or word in language.entries("times", "holiday part"):
        return False
    return language.classes_of(word).isdisjoint({"function word", "closed class", "past verb"})


def _is_year(figure: str, opener: str, *, is_before_plural: bool, language: Language) -> bool:
    """Whether a number such as 2016 is a year, and not a count: "with 2016 people"."""
    word = opener.lower()
    if word in language.entries("times", "sure year opener"):
        return True
    if is_before_plural:
        is_owned = "genitive" in language.classes_of(opener)  # Obama's 2012 supporters
        is_owned = is_owned or word in language.entries("times", "year determiner")
        return figure >= "1900" and is_owned
    return figure >= "1900" or word in language.entries("times", "year opener")


class _Times(NamedTuple):
    """Patterns of times, each with a sign that all its matches contain.

    A group with a name in "lone" may match something else; the group "rest" is the part of a day.
    """

    in_figures: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...]
    in_words: tuple[tuple[frozenset[str], re.Pattern[str]], ...]
    """With words of which a match contains one."""
    signs: frozenset[str]
    """All these words."""


@cache
def _times(language: Language) -> _Times:
    """The patterns of days, months, seasons and years."""
    word = _Words(language)
    any_of, signs_of = word.any_of, word.signs_of
    days, years = signs_of("day"), rf"(?:\s{_YEAR})?"
    calendar = any_of("calendar period", "season", "holiday", "named day")
    deictic = rf"\b(?i:{any_of('deictic')})\s"
    in_season = rf"(?:{word.named}|{word.the}(?:{any_of('season')}))"
    in_words = (
        (
            signs_of("deictic"),
            rf"{deictic}(?:{calendar}|{any_of('day', 'month form')})(?!\w){word.part}",
        ),
        (signs_of("today"), rf"\b(?i:{any_of('today')})\s(?:{any_of('part of day')})\b"),
        (signs_of("next period"), rf"\b(?i:{any_of('next')})\s(?:{any_of('next period')})\b"),
        (
            signs_of("same"),
            rf"{word.the}\b(?i:{any_of('same')})\s"
            rf"(?:{any_of('day', 'relative day', 'calendar period', 'period')})\s"
            rf"(?:{deictic}(?:{calendar})|(?:{any_of('inside')})\s(?:{word.the}{deictic})?"
            rf"(?:{calendar}|{_YEAR}))(?!\w)",
        ),
        (
            signs_of("part of period"),
            rf"{word.the}\b(?i:{any_of('part of period')})\s"
            rf"(?:{any_of('calendar period', 'period', 'season', 'day')})\s"
            rf"(?:{any_of('inside')})\s{in_season}{years}(?!\w)",
        ),
        (
            days,
            rf"\b(?:{any_of('day')})\s(?:{any_of('inside')})\s{in_season}{years}(?!\w)",
        ),
        (
            days | set(map(language.plural, days)),
            rf"\b(?:{any_of('day')})s?\b(?!\s{word.title}){word.part}",
        ),
        (signs_of("word"), rf"(?P<lone_word>\b(?i:{any_of('word')})\b){word.part}"),
        (signs_of("named day"), rf"\b(?:{any_of('named day')})\b"),
        (signs_of("holiday"), rf"(?P<lone_holiday>\b(?:{any_of('holiday')})\b(?!-))"),
        (
            signs_of("month form"),
            rf"(?P<lone_month>(?<![\w-])(?:{any_of('month form')}))(?![\w-])",
        ),
        (
            signs_of("season"),
            rf"(?P<lone_season>{word.the}\b(?:{any_of('season')})\b)"
            rf"(?!(?:\s(?:{any_of('of', 'since')}))?\s{_YEAR})",
        ),
    )
    return _Times(_in_figures(word), *_in_words(in_words))


@cache
def _vague_times(language: Language) -> _Times:
    """The patterns of weeks, nights and times counted from now."""
    word = _Words(language)
    any_of, signs_of = word.any_of, word.signs_of
    number = rf"\d+|{cardinal(language)}|{any_of('offset number')}"
    in_words = (
        (
            signs_of("deictic"),
            rf"\b(?i:{any_of('deictic')})\s(?:{any_of('period')})(?!\w){word.part}",
        ),
        (
            signs_of("relative day"),
            rf"\b(?i:{any_of('day deictic')})\s(?:{any_of('relative day')})\b",
        ),
        (
            signs_of("offset"),
            rf"(?<![\w.,-])(?i:{number})\s(?:{any_of('duration')})s?\s(?:{any_of('offset')})\b",
        ),
        (signs_of("night word"), rf"\b(?i:{any_of('night word')})\b"),
    )
    return _Times((), *_in_words(in_words))


class _Words:
    """Patterns for some words of times in a language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.named = rf"(?<![\w-])(?P<m3>{self.any_of('month form')})"
        self.the = rf"(?:\b(?i:{self.any_of('article')})\s)?"
        titles = map(str.capitalize, language.entries("times", "part of day"))
        self.title = rf"(?:{'|'.join(titles)})\b"
        """A part of the day in a name: "Saturday Night Live"."""
        self.part = rf"(?:(?P<rest>\s(?:{self.any_of('part of day')}))\b)?"

    def any_of(self, *sections: str) -> str:
        return alternatives(self._language, "times", *sections)

    def signs_of(self, section: str) -> frozenset[str]:
        return key_words(phrases(self._language, "times", section))


def _in_words(
    kinds: Sequence[tuple[frozenset[str], str]],
) -> tuple[tuple[tuple[frozenset[str], re.Pattern[str]], ...], frozenset[str]]:
    patterns = tuple((signs, _opening_a_word(pattern)) for signs, pattern in kinds)
    return patterns, frozenset[str]().union(*(signs for signs, _ in kinds))


def _in_figures(word: _Words) -> tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...]:
    """The patterns of dates and years in figures."""
    any_of, named, the = word.any_of, word.named, word.the
    weekday = rf"(?:\b(?:{any_of('day')}),?\s)?"
    of, ordinal, season = any_of("of"), any_of("ordinal ending"), any_of("season")
    early = rf"\b(?i:{any_of('part of year')})[-\s]"
    figure = rf"\d{{1,2}}(?:{ordinal})?"
    to = rf"\s(?:{any_of('to')})\s|\s?[-–]\s?"
    dates = (
        rf"{weekday}{the}(?:{_NO_FIGURE}(?P<other>{figure})(?:{to}))?(?<![\w.,:/$€£#])"
        rf"{_DAY}(?:{ordinal})?\s(?:(?:{of})\s)?{named}(?!\w)(?:,?\s{_YEAR})?",
        rf"{weekday}{named}\s{_DAY}(?:{ordinal})?(?:(?:{to})(?P<other>{figure}))?"
        rf"(?![\w%⁄]|[.:/-]\d|,\d)(?:,?\s{_YEAR})?",
        rf"{named}(?:\s(?:{of})|,)?\s{_YEAR}",
    )
    years = (
        rf"{_NO_FIGURE}(?P<y4>(?:1[5-9]|20)\d\d)-(?P<m2>0[1-9]|1[0-2])-{_DAY}(?![\w-])",
        rf"(?:{early})?\b(?i:{season})(?:\s(?:{of}|{any_of('since')}))?\s{_YEAR}",
        rf"{early}{_YEAR}",
        rf"{the}(?:{early})?(?<![\w-])(?:(?:1[5-9]|20)\d0|[’']\d0)[’']?s\b",
        rf"\b(?i:{any_of('article')})\s(?:{early})?\d0[’']s\b",
        rf"{_NO_FIGURE}(?:1[5-9]|20)\d\d[-–/](?:(?:1[5-9]|20)\d\d|\d\d)(?![\w-]|[.,:/–]\d)",
        rf"(?P<lone_year>{_NO_FIGURE}{_YEAR})",
    )
    short = rf"(?P<lone_short_year>{_NO_FIGURE}[3-9]\d)(?!\w|[.,:/-]\d)"
    day = rf"(?P<lone_day>{the}{_DAY}(?:{ordinal})\b)"
    kinds = (
        (any_of("month form"), dates),
        (r"[\d’']\d\d|\d\d[’']", years),
        (r"\b\d\d\b", (short,)),
        (rf"\d(?:{ordinal})", (day,)),
    )
    return tuple((re.compile(sign), tuple(map(_opening_a_word, some))) for sign, some in kinds)


def _opening_a_word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})")


@cache
def _hour(language: Language) -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str]]:
    """What hours in figures contain, a word of those in words, and what finds both."""
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
    opener = alternatives(language, "times", "hour opener")
    bare = rf"(?i:\b(?:{opener})\s)(?P<bare>{about}(?:1?\d|2[0-3])\.[0-5]\d)(?![\w%]|[.,:/-]\d)"
    return (
        re.compile(rf"\d(?:[:.]\d|\s?(?:{mark}))"),
        key_words(phrases(language, "times", "hour", "whole hour")),
        re.compile(rf"{bare}|{about}(?<![\w.:,/$€£-])(?:{'|'.join(kinds)})"),
    )
