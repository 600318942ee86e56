"""Find expressions of quantity, and their values and units if the words state them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import isfinite
from typing import NamedTuple
from unicodedata import numeric

from factx.rules.details.labels import (
    is_age,
    is_hour,
    is_label_or_title,
    is_name,
    is_number_of_something,
)
from factx.rules.details.numerals import (
    NEAR,
    WORD,
    alternatives,
    cardinal,
    currencies,
    number_of,
    phrases,
    value_of,
    word_before,
)
from factx.rules.details.ranges import Figure, is_approximated, joined, tail_end, widened
from factx.rules.details.times import TimeExpression, hours
from factx.rules.details.units import Unit, noun_after, rate_after, written_unit
from factx.rules.language.key_words import key_words, words_in
from factx.rules.language.language import Language
from factx.text import Offsets

_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+|[^\w\s]")
_FILE = "quantities"


class QuantityExpression(NamedTuple):
    """An expression of quantity."""

    place: Offsets
    value: float | None
    unit: str | None
    """The noun or unit, "%", or a currency's code in ISO 4217, with a rate: "INR an acre"."""


def quantities(
    text: str,
    start: int,
    end: int,
    language: Language,
    *,
    apart_from: Sequence[TimeExpression],
) -> list[QuantityExpression]:
    """The expressions of quantity in a range of the text, in order.

    A range is one of them, and "about" and the like are part of it. Ordinals, ages, scores, hours,
    and numbers in names or in times are left out. `apart_from` has the times in the range.
    """
    is_in_words = not _signs(language).isdisjoint(words_in(text, start, end))
    if not is_in_words and _DIGIT.search(text, start, end) is None:
        return []
    numbers = list(_numbers(text, start, end, language))
    if not numbers:
        return []
    found: list[Figure] = []
    taken = sorted([*(place for place, _ in apart_from), *hours(text, start, end, language)])
    at = 0
    for match in numbers:
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        following = taken[at] if at < len(taken) else (len(text), len(text))
        if following[0] < match.end() or _is_before_hour(match, following[0], language):
            continue
        if found and match.start() < found[-1].place[1]:
            continue
        figure = _quantity(match, end, language)
        if figure is not None:
            rate = rate_after(text, figure.place[1], end, language)
            found.append(_measured_by(figure, rate) if rate else figure)
    whole = widened(text, joined(text, found, language), start, end, language)
    return [QuantityExpression(one.place, one.value, _unit_of(one)) for one in whole]


def _numbers(text: str, start: int, end: int, language: Language) -> Iterator[re.Match[str]]:
    """The numbers of any kind in a range; only at words and signs that can open one."""
    number, openers = _number(language), _openers(language)
    done = start
    for word in _WORD.finditer(text, start, end):
        begin, opener = word.start(), word.group()
        if begin >= done and (opener[0].isdecimal() or opener.lower() in openers):
            match = number.match(text, begin, end)
            if match is not None:
                yield match
                done = match.end()


def _measured_by(figure: Figure, rate: Unit) -> Figure:
    return figure._replace(place=(figure.place[0], rate.end), rate=rate.name)


def _unit_of(figure: Figure) -> str | None:
    """The unit with the rate: "INR an acre"."""
    return " ".join(filter(None, (figure.unit, figure.rate))) or None


def _is_before_hour(match: re.Match[str], hour: int, language: Language) -> bool:
    """Whether a number is of minutes before or after an hour: "ten to one in the morning"."""
    between = match.string[match.end() : min(hour, match.end() + NEAR)].strip()
    return between in language.entries(_FILE, "clock joint")


def _quantity(match: re.Match[str], end: int, language: Language) -> Figure | None:
    """The quantity that begins with a number; None if the number does not count or measure."""
    place = match.span()
    if match["factor"]:
        value = value_of(match["factor"].lower(), language, "multiplier")
        return Figure(place, value, next(iter(language.entries(_FILE, "multiplier unit"))))
    if match["part_of"]:
        part, whole = (number_of(match[name], language) for name in ("part_of", "whole_of"))
        return Figure(place, round(part / whole, 6) if part and whole else None, None)
    if match["whole"]:
        rest = value_of(match["remainder"].lower(), language, "and a half")
        return Figure(place, rest and 1 + rest, language.plural(match["whole"]))
    if match["measure"]:
        return _measure(match, end, language)
    if match["lone"]:
        noun = noun_after(match.string, match.end(), end, language, is_one=True)
        is_counted = noun is not None and noun.name not in language.entries(_FILE, "not single")
        return Figure((place[0], noun.end), 1, noun.name) if noun and is_counted else None
    if match["halved"]:
        return _half(match, end, language)
    if match["parts"] or match["vague"]:
        return _part(match, end, language)
    if match["currency"]:
        unit = currencies(language)[match["currency"]]
        return Figure(place, _value(match, language), unit)
    return _amount(match, end, language)


def _measure(match: re.Match[str], end: int, language: Language) -> Figure | None:
    """A unit after "a" where it measures: "barely a millimetre", "a day later", "for a year"."""
    text, (start, stop) = match.string, match.span()
    following = WORD.match(text, stop, end)
    word = following[1] if following else ""
    is_lasting = match["measure"].lower() in language.entries(_FILE, "lasting measure")
    is_alone = not word or not language.classes_of(word).isdisjoint({"function word", "adverb"})
    is_extent = is_lasting and is_alone and _is_after(match, "extent", language)
    is_amount = not is_lasting and word in language.entries(_FILE, "of")
    is_measured = word in language.entries(_FILE, "more") or is_extent or is_amount
    if is_measured or is_approximated(text, start, language):
        return Figure((start, stop), 1, match["measure"].lower())
    return None


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


def _half(match: re.Match[str], end: int, language: Language) -> Figure | None:
    """The quantity that begins with "half": half an hour, half of the voters, a fall by half."""
    text, (start, stop) = match.string, match.span()
    following = WORD.match(text, stop, end)
    opener = word_before(text, start).lower()
    word = following[1].lower() if following else ""
    if following and word in language.entries(_FILE, "whole article"):
        noun = WORD.match(text, following.end(), end)
        if noun is not None:
            return Figure((start, noun.end()), 0.5, language.plural(noun[1].lower()))
    is_halved = word in language.entries(_FILE, "halved")
    is_part = is_halved and not _is_ordinal_half(text, start, language)
    is_quantity = is_part or opener in language.entries(_FILE, "half opener")
    is_figure = is_approximated(text, start, language) or tail_end(text, stop, end, language) > stop
    return Figure((start, stop), 0.5, None) if is_quantity or is_figure else None


def _is_ordinal_half(text: str, start: int, language: Language) -> bool:
    """Whether an adjective and a determiner precede "half": "the northern half of"."""
    before = text[max(0, start - NEAR) : start].split()[-2:]
    if len(before) < 2:
        return False
    earlier_classes, classes = (language.classes_of(word) for word in before)
    return "determiner" in earlier_classes and "function word" not in classes


def _part(match: re.Match[str], end: int, language: Language) -> Figure | None:
    """A part or a vague number of something: "two-thirds of voters", "hundreds of homes"."""
    text, (start, stop) = match.string, match.span()
    value = _share(match, language) if match["parts"] else None
    of = WORD.match(text, stop, end)
    if of is None or of[1] not in language.entries(_FILE, "of"):
        divisor, vague = (match["divisor"] or "").lower(), (match["vague"] or "").lower()
        is_end = of is None or "function word" in language.classes_of(of[1])
        is_figure = _is_after(match, "part opener", language) or is_approximated(
            text, start, language
        )
        is_sure = (
            value_of(divisor, language, "plural denominator") is not None
            or (vague and vague not in language.entries(_FILE, "vague plural before of"))
            or (is_end and is_figure)
        )
        return Figure((start, stop), value, None) if is_sure else None
    noun = noun_after(text, of.end(), end, language)
    if noun is None:
        return Figure((start, stop), value, None)
    return Figure((start, noun.end), value, noun.name)


def _share(match: re.Match[str], language: Language) -> float | None:
    """The value of "two-thirds" and "a third"."""
    words = match["parts"].lower()
    is_one = " ".join(words.split()) in language.entries(_FILE, "one part")
    parts = 1.0 if is_one else number_of(words, language)
    divisor = value_of(match["divisor"].lower(), language, "denominator", "plural denominator")
    return round(parts / divisor, 6) if parts and divisor else None


def _amount(match: re.Match[str], end: int, language: Language) -> Figure | None:
    """A number with its noun or unit."""
    text, (start, stop) = match.string, match.span()
    if is_number_of_something(text, start, stop, end, language):
        return None
    value = _value(match, language)
    tail = tail_end(text, stop, end, language)  # 20 or so people
    noun = written_unit(match, stop, end, language)
    noun = noun or noun_after(text, tail, end, language, is_one=value == 1)
    if noun is None and match["attached"] in language.entries(_FILE, "attached unit"):
        value = None if value is None else number_of(match["digits"], language)
        noun = Unit(stop, match["attached"])
    if value == 1 and noun and noun.name in language.entries(_FILE, "moment"):
        noun = None if _is_after(match, "clock opener", language) else noun
    if noun is not None and not is_name(match, noun.name, language):
        return Figure((start, noun.end), value, noun.name)
    is_joined = re.match(r"-\s", text[stop : stop + 2]) is not None  # a 5- to 10-year plan
    is_cut = text[stop : stop + 1].isalpha() or (text.startswith("-", stop) and tail == stop)
    if noun is not None or match["upto"] or (is_cut and not is_joined):
        return None
    if is_age(text, start, value, language):
        return None
    is_label = is_label_or_title(match, language) or is_hour(match, value, end, language)
    is_counted = value != 1 or tail > stop or _is_one_of_few(match, end, language)
    return Figure((start, stop), value, None, is_sure=is_counted and not (is_label or is_joined))


def _is_one_of_few(match: re.Match[str], end: int, language: Language) -> bool:
    """Whether "one of" counts: "one of the two", "and one of fraud", "only one of them"."""
    text, stop = match.string, match.end()
    of = WORD.match(text, stop, end)
    if of is None or of[1] not in language.entries(_FILE, "of"):
        return False
    if is_approximated(text, match.start(), language):
        return True
    first = WORD.match(text, of.end(), end)
    if first is None:
        return re.match(r"\s\d", text[of.end() : of.end() + 2]) is not None
    if language.classes_of(first[1]).isdisjoint({"determiner", "function word"}):
        return first[1].islower() and _is_after(match, "additive", language)
    return _number(language).match(text, first.end() + 1, end) is not None


def _is_after(match: re.Match[str], section: str, language: Language) -> bool:
    """Whether an entry of a section precedes a match."""
    before = word_before(match.string, match.start())
    return before.lower() in language.entries(_FILE, section)


@cache
def _signs(language: Language) -> frozenset[str]:
    """Words of which all numbers in words have one."""
    whole = phrases(language, _FILE, "number", "tens", "power", "half", "multiplier")
    of = phrases(language, _FILE, "vague plural", "vague plural before of")
    parts = phrases(language, _FILE, "denominator", "plural denominator", "and a half")
    after_a = phrases(language, _FILE, "measure", "lasting measure", "single")
    return key_words([*whole, *of, *parts, *after_a])


@cache
def _openers(language: Language) -> frozenset[str]:
    """The first words and signs of numbers that do not begin with a digit."""
    spelled = phrases(language, _FILE, "number", "tens", "vague number", "half", "whole article")
    others = phrases(language, _FILE, "one part", "multiplier", "currency")
    of = phrases(language, _FILE, "vague plural", "vague plural before of")
    openers = (_WORD.match(entry.lower()) for entry in (*spelled, *others, *of))
    return frozenset(opener.group() for opener in openers if opener is not None)


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
        rf"(?i:(?P<part_of>{number})\s(?:{any_of('out of')})\s(?P<whole_of>{number}))"
        rf"(?![\w-]|[.,:]\d|\s(?:{lapse})s?\b)",
        rf"(?i:(?P<parts>{any_of('one part')}|{small})[-\s](?P<divisor>{divisor}))(?![\w-])",
        rf"(?i:(?P<vague>(?:{vague_plural})(?:\s(?:{any_of('of')})\s(?:{vague_plural}))*)"
        rf"|(?P<factor>{multiplier}))(?![\w-])",
        rf"(?:(?:(?P<currency>{any_of('currency')})\s?)?(?P<digits>{_DIGITS})"
        rf"(?P<fraction>[¼-¾⅓⅔])?(?:[-–](?P<upto>{_DIGITS}))?(?![\d⁄–]|[’'.,:/-]\d)"
        rf"|(?i:(?P<spelled>{counted}|{vague}))(?![\w’']))"
        rf"(?:(?P<attached>{any_of('attached power')})(?!\w))?"
        rf"(?i:\s(?P<rest>{and_a_half})(?!\w))?(?i:[\s-](?P<scale>{power})(?!\w))?",
        rf"(?i:(?P<halved>{half}))(?![\w-])",
        rf"(?i:{one})\s(?P<whole>[a-z]{{3,20}})\s(?i:(?P<remainder>{and_a_half}))(?!\w)",
        rf"(?i:(?:{one})\s(?P<measure>{any_of('measure', 'lasting measure')}))(?![\w-])",
        rf"(?i:(?:{one})\s(?P<lone>{any_of('single')}))(?![\w-])",
    )
    start = rf"(?<![\w.,:/’'—–-])|(?<=[—–-])(?=(?:{any_of('currency')})\d)|(?<=%[–-])(?=\d)"
    return re.compile(rf"(?:{start})(?:{'|'.join(kinds)})")
