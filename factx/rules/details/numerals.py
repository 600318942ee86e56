"""Numbers in words, and the words next to a number."""

import re
from functools import cache

from factx.rules.language.language import Language

_VALUE = re.compile(r" (?:\d[\d.]*|[A-Z]{3})$")
NEAR = 24
"""Number of characters before an expression that are searched for the word before it."""
WORD = re.compile(r"\s([^\W\d_]+(?:-[^\W\d_]+)*)")
"""A space and the word after it."""
_LAST_WORD = re.compile(r"([\w’'-]+)\s+\Z")


def alternatives(language: Language, file: str, *sections: str) -> str:
    """A pattern for any entry of some sections, longer ones first; it never matches without any.

    An entry with a value, such as `million 1000000`, matches without the value. A straight
    apostrophe also matches a curly one.
    """
    words = sorted(phrases(language, file, *sections), key=len, reverse=True)
    patterns = (re.escape(word).replace(r"\ ", r"\s").replace("'", "['’]") for word in words)
    return "|".join(patterns) or r"(?!)"


def phrases(language: Language, file: str, *sections: str) -> list[str]:
    """The entries of some sections without their values."""
    entries = (entry for section in sections for entry in language.entries(file, section))
    return [_VALUE.sub("", entry) for entry in entries]


def value_of(words: str, language: Language, *sections: str) -> float | None:
    """The value of an entry of quantities.txt, such as `million 1000000`; None if it has none."""
    entry = " ".join(words.split())
    values = (_values(language, section) for section in sections)
    return next((known[entry] for known in values if entry in known), None)


@cache
def currencies(language: Language) -> dict[str, str]:
    """The code in ISO 4217 of each sign of a currency."""
    entries = language.entries("quantities", "currency")
    return {sign: code for sign, _, code in (entry.rpartition(" ") for entry in entries)}


def cardinal(language: Language) -> str:
    """A pattern for the numbers from 0 to 99 in words."""
    small = alternatives(language, "quantities", "number")
    return rf"(?:{alternatives(language, 'quantities', 'tens')})(?:[-\s](?:{small}))?|{small}"


def number_of(words: str, language: Language) -> float | None:
    """The value of a number in words or digits; None if the words are vague: "several hundred"."""
    if words[0].isdigit():
        return float(words.replace(",", ""))
    total = current = 0.0
    powers, small = _values(language, "power"), _small(language)
    for word in re.split(r"[\s-]+", words.lower()):
        if word in small:
            current += small[word]
        elif word in powers and powers[word] < 1000:
            current = (current or 1) * powers[word]
        elif word in powers:
            total += (current or 1) * powers[word]
            current = 0
        elif word in language.entries("quantities", "filler"):
            continue
        else:
            return None
    return total + current


@cache
def _values(language: Language, section: str) -> dict[str, float]:
    entries = (entry.rpartition(" ") for entry in language.entries("quantities", section))
    return {word: float(value) for word, _, value in entries}


@cache
def _small(language: Language) -> dict[str, float]:
    small = {word: float(n) for n, word in enumerate(language.entries("quantities", "number"))}
    tens = {word: 20.0 + 10 * n for n, word in enumerate(language.entries("quantities", "tens"))}
    halves = dict.fromkeys(language.entries("quantities", "half"), 0.5)
    return small | tens | halves


def word_before(text: str, at: int) -> str:
    """The word before an offset; empty if a mark or nothing precedes it."""
    found = _LAST_WORD.search(text[max(0, at - NEAR) : at])
    return found[1] if found else ""


def words_before(text: str, at: int) -> tuple[str, str]:
    """The two words before an offset in lower case; empty if a mark or nothing precedes them."""
    last = word_before(text, at)
    earlier = word_before(text, text.rindex(last, 0, at)) if last else ""
    return earlier.lower(), last.lower()


def is_plural(word: str, language: Language) -> bool:
    """Whether a word looks like a plural noun."""
    lower = word.lower()
    if lower in language.entries("quantities", "not counted"):
        return False
    if lower.rpartition("-")[2] in language.entries("quantities", "plural of itself"):
        return True
    classes = language.classes_of(lower)
    return "s form" in classes and classes.isdisjoint({"singular s form", "closed class"})
