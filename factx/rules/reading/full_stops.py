"""Full stops that end no sentence in a language: after ordinals and its abbreviations."""

import re
from functools import lru_cache

from factx.rules.language.language import Language
from factx.text import Offsets

_WORDS_BEFORE = 40
"""How many characters before a full stop are read."""
_MOST_DIGITS = 2
"""The most digits of an ordinal that is a day; a year may end a sentence."""
_WORD = re.compile(r"\w+")


@lru_cache(16)
def _currencies(language: Language) -> frozenset[str]:
    """The currencies that end with a full stop: "Rs."."""
    entries = language.entries("quantities", "currency")
    return frozenset(word for entry in entries if (word := entry.split()[0]).endswith("."))


def is_within_sentence(
    text: str, begin: int, end: int, following: Offsets, language: Language
) -> bool:
    """Whether the full stop at `end` is inside a sentence that goes on with `following`.

    It is after an abbreviation of the language, such as "bzw.", after a currency before a number,
    such as "Rs. 400", and after a number that a word for a month follows or an article precedes, if
    numbers with a full stop are ordinals.
    """
    has_ordinals = "ordinal stops" in language.traits
    currencies = _currencies(language)
    if not (has_ordinals or currencies or language.members("joined abbreviation")):
        return False
    if text[end - 1] != "." or "\n" in text[end : following[0]]:
        return False
    if currencies and text[following[0]].isdigit():
        last = text[max(begin, end - _WORDS_BEFORE) : end].split()[-1]
        if last.lstrip('("“‘') in currencies:
            return True
    before = text[max(begin, end - _WORDS_BEFORE) : end - 1].split()
    if not before or not _WORD.fullmatch(before[-1]):
        return False
    last = before[-1].lower()
    if not last.isdigit():
        return "joined abbreviation" in language.classes_of(last)
    if not has_ordinals or len(last) > _MOST_DIGITS:
        return False
    after = _WORD.match(text, *following)
    if after is not None and "month" in language.classes_of(after.group().lower()):
        return True
    return len(before) > 1 and "ordinal opener" in language.classes_of(before[-2].lower())
