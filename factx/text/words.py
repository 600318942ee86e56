"""The words of a folded text, with their positions."""

import re
import unicodedata
from collections import defaultdict

import regex

from factx.text.fold import Folded
from factx.text.offsets import Offsets

_IDEOGRAMS = r"\p{Han}\p{Hiragana}\p{Katakana}"
_LONG_WORDS = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
UNSPACED = _IDEOGRAMS + _LONG_WORDS
"""Scripts without spaces between words, as a character class for `regex`."""

# A word includes what joins its parts: don't, 1,400, e.g.
_WORD = re.compile(r"\w+(?:['.,:/]\w+)*")
# A number includes its signs: $5, -3, 40%.
_SIGNS = frozenset("+-±~<>≤≥")
_UNITS = frozenset("%‰°")
# In scripts without spaces between words, each character is a word. Only texts in
# such scripts, or with separate combining marks, need the slower pattern.
_UNUSUAL = regex.compile(rf"[{UNSPACED}\p{{M}}]")
_WORD_OR_CHARACTER = regex.compile(
    rf"[{UNSPACED}]\p{{M}}*|[\w--[{UNSPACED}]]+(?:['.,:/][\w--[{UNSPACED}]]+)*", regex.V1
)


_BY_WORD = ((regex.compile(f"[{_IDEOGRAMS}]"), 2), (regex.compile(f"[{_LONG_WORDS}]"), 5))
"""How many characters a word has on average, by script without spaces."""


def count_words(text: str, start: int, end: int) -> int:
    """Roughly how many words a range of a text has, in scripts without spaces too."""
    count = text.count(" ", start, end) + 1
    if text[start:end].isascii():
        return count
    return count + sum(len(pattern.findall(text, start, end)) // size for pattern, size in _BY_WORD)


class Words:
    """The words of one text in order, and the numbers of each word's occurrences, from 0."""

    def __init__(self, folded: Folded, *, like: "Words | None" = None) -> None:
        """The words of `folded`; words are separated as in `like`, if given."""
        self._folded = folded
        text = folded.text
        if like is not None:
            self._is_plain = like._is_plain
        else:
            self._is_plain = text.isascii() or _UNUSUAL.search(text) is None
        pattern = _WORD if self._is_plain else _WORD_OR_CHARACTER
        self.texts: list[str] = []
        self.starts: list[int] = []  # in the folded text
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for number, match in enumerate(pattern.finditer(text)):
            word, start = match.group(), match.start()
            if word[0].isdigit():
                start, word = _with_signs(text, start, word)
            self.texts.append(word)
            self.starts.append(start)
            self.places[word].append(number)

    def __len__(self) -> int:
        return len(self.texts)

    def origin(self, first: int, last: int) -> Offsets | None:
        """Source offsets from word `first` to word `last`; None if that would split a character."""
        end = self.starts[last] + len(self.texts[last])
        return self._folded.origin(self.starts[first], end)


def is_currency(char: str) -> bool:
    """Whether `char` is a currency sign."""
    return unicodedata.category(char) == "Sc"


def _with_signs(text: str, start: int, word: str) -> tuple[int, str]:
    """The start and text of a number, with the signs and units attached to it."""
    end = start + len(word)
    while start and (text[start - 1] in _SIGNS or is_currency(text[start - 1])):
        start -= 1
    if end < len(text) and (text[end] in _UNITS or is_currency(text[end])):
        end += 1
    return start, text[start:end]
