"""Numbers that do not count or measure: ages, hours, addresses, labels, numbers in names."""

import re
from functools import cache

from factx.rules.details.numerals import NEAR, WORD, alternatives, cardinal, is_plural, word_before
from factx.rules.language.language import Language
from factx.rules.reading.kinds import is_person_noun

_FILE = "quantities"
_CLAUSE = 60
"""Number of characters before "at" that are searched for what is measured."""
_BRACKET = 300
"""Number of characters before a number that are searched for an opening bracket."""
_OLDEST = 120
"""The highest number that is read as an age."""
_SENTENCE_ENDS = re.compile(r"[.!?;]\s")


def is_number_of_something(text: str, start: int, stop: int, end: int, language: Language) -> bool:
    """Whether a number is an age, the number of a house or of a telephone, or a rank."""
    if _is_mark(text, start, stop):
        return True
    if _address(language).match(text, stop) or _years_old(language).match(text, stop):
        return True
    before = text[max(0, start - NEAR) : start]
    if _aged(language).search(before) or _is_telephone(text, start, stop, end, language):
        return True
    opener = word_before(text, start).lower()
    if opener in language.entries(_FILE, "rank") or opener in language.entries(_FILE, "no"):
        return True
    is_set_off = re.search(r"[A-Z][\w’'-]*(?:,\s|\s\()$", before) is not None
    closes = re.match(r"[,.);]|\s[–—―-]|\Z", text[stop : stop + 2]) is not None
    return is_set_off and text[start].isdigit() and closes


def _is_mark(text: str, start: int, stop: int) -> bool:
    """Whether a number numbers an item or is an attribute: "1) Cut costs", id="12"."""
    if text.startswith('="', max(0, start - 2)):
        return True
    before = text[max(0, start - _BRACKET) : start]
    return text.startswith(")", stop) and before.rfind("(") <= before.rfind(")")


def _is_telephone(text: str, start: int, stop: int, end: int, language: Language) -> bool:
    """Whether a number is dialled: "called 911", "a 911 call"."""
    following = WORD.match(text, stop, end)
    is_emergency = text[start:stop] in language.entries(_FILE, "emergency number")
    if is_emergency and following and following[1] in language.entries(_FILE, "emergency noun"):
        return True
    is_alone = following is None or not is_plural(following[1], language)
    is_dialled = word_before(text, start).lower() in language.entries(_FILE, "telephone verb")
    return is_dialled and is_alone and text[start:stop].isdigit() and stop - start > 2


def is_name(match: re.Match[str], unit: str, language: Language) -> bool:
    """Whether a number and its noun are a name: "the Four Seasons", "Fortune 500 companies"."""
    if unit[0].isupper():
        is_title = _is_title(match) if match["spelled"] else _is_label(match, language)
        return is_title or _is_title_of_time(match, unit, language)
    opener = word_before(match.string, match.start())
    is_labelled = opener.lower() in language.entries(_FILE, "numbered")
    return is_labelled and opener[0].isupper() and bool(match["digits"])


def is_label_or_title(match: re.Match[str], language: Language) -> bool:
    """Whether a number without a noun is a label: "page 4", "lane two", "the Group of Seven"."""
    return _is_label(match, language) or (bool(match["spelled"]) and _is_title(match))


def is_hour(match: re.Match[str], value: float | None, end: int, language: Language) -> bool:
    """Whether a number without a noun is an hour: "by six", "in the chair at 7"."""
    if value is None or not value.is_integer() or not 1 <= value <= 12:
        return False
    text = match.string
    following = WORD.match(text, match.end(), end)
    if following and following[1] in language.entries(_FILE, "of"):
        return False
    section = "figure clock opener" if match["digits"] else "clock opener"
    before = text[max(0, match.start() - _CLAUSE) : match.start()]
    opener = _opener(language, section).search(before)
    if opener is None:
        return False
    if opener["gauge"] is None:
        return True
    clause = _SENTENCE_ENDS.split(before[: opener.start()])[-1]
    words = re.findall(r"[^\W\d_]+", clause.lower())
    return not any(word in language.entries(_FILE, "measured at") for word in words)


@cache
def _opener(language: Language, section: str) -> re.Pattern[str]:
    """Matches what precedes an hour: "at ", "at about ", "by five or "."""
    opener = alternatives(language, _FILE, section)
    gauge = alternatives(language, _FILE, "level preposition")
    about = alternatives(language, "times", "about")
    joint = alternatives(language, _FILE, "range joint")
    return re.compile(
        rf"\b(?i:(?P<gauge>{gauge})|{opener})\s(?:(?:{about})\s)?"
        rf"(?:(?i:{cardinal(language)}|\d+)\s(?:{joint})\s)?\Z"
    )


def _is_label(match: re.Match[str], language: Language) -> bool:
    """Whether the word before a number makes it a label: "Highway 61", "pages 4 and 5"."""
    found = _label(language).search(match.string[max(0, match.start() - NEAR) : match.start()])
    if found is None:
        return False
    if found[1].lower() in language.entries(_FILE, "numbered"):
        return True
    is_name = found[1] != found[1].lower() and bool(match["digits"])
    return is_name and "function word" not in language.classes_of(found[1])


def _is_title(match: re.Match[str]) -> bool:
    """Whether number words are capitalised as in a name: "the Group of Seven", "Ten Hag"."""
    text = match.string
    is_inside = word_before(text, match.start()) != ""
    return match[0][0].isupper() and (is_inside or text[match.end() : match.end() + 2].istitle())


def _is_title_of_time(match: re.Match[str], unit: str, language: Language) -> bool:
    """Whether a unit of time is capitalised before a word that is not: the film "13 Hours"."""
    is_time = language.singular(unit.lower()) in language.entries("times", "duration")
    return is_time and not re.match(r"\s\w+\s[A-Z]", match.string[match.end() : match.end() + NEAR])


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
    number = rf"(?:\d+|(?i:{cardinal(language)}))"
    joint = alternatives(language, _FILE, "shared unit")
    return rf"(?:{number}(?:,|\s(?:{joint}))\s)*"


def is_age(text: str, start: int, value: float | None, language: Language) -> bool:
    """Whether a number without a noun is an age: "people under 30", "Ruiz will be 40"."""
    if value is None or value > _OLDEST:
        return False
    if _aging(language).search(text, max(0, start - NEAR), start):
        return True
    words = text[max(0, start - NEAR) : start].lower().split()
    if len(words) < 2 or words[-1] not in language.entries(_FILE, "age bound"):
        return False
    return is_person_noun(words[-2], language) and is_plural(words[-2], language)


@cache
def _aging(language: Language) -> re.Pattern[str]:
    """Matches a name and the verb before an age."""
    verb = alternatives(language, _FILE, "age verb")
    return re.compile(rf"[A-Z][a-z’'-]+\s(?:{verb})\s\Z")


@cache
def _years_old(language: Language) -> re.Pattern[str]:
    """Matches the words after an age: " years old", "-year-old", " to 24-year-olds"."""
    joint = alternatives(language, _FILE, "shared unit")
    old = alternatives(language, _FILE, "age")
    return re.compile(rf"(?:-?\s(?:{joint})\s\d+)?[\s-][^\W\d_]+[\s-](?:{old})(?!\w)")


@cache
def _address(language: Language) -> re.Pattern[str]:
    """Matches the name of a street after the number of a house."""
    street = alternatives(language, _FILE, "street")
    part = rf"[A-Z][\w’'-]*|\d+(?:{alternatives(language, 'times', 'ordinal ending')})"
    return re.compile(rf"\s(?:(?:{part})\s){{1,3}}(?:{street})(?!\w)")
