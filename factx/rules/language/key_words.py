"""Tell quickly whether a text can contain any of many phrases.

A pattern of many alternatives takes long to search for, and few sentences contain a match. So the
words of a sentence are looked up first.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")


def key_words(phrases: Iterable[str]) -> frozenset[str]:
    """The longest word of every phrase in lower case; whatever contains a phrase contains it."""
    return frozenset(max(_WORD.findall(phrase.lower()), key=len) for phrase in phrases)


@lru_cache(32)
def words_in(text: str, start: int, end: int) -> frozenset[str]:
    """The words in a range of a text in lower case, without digits, compounds taken apart."""
    return frozenset(_WORD.findall(text[start:end].lower()))
