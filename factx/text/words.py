"""The words of a folded text, and where each of them stands."""

import re
from collections import defaultdict

import regex

from factx.text.fold import Folded
from factx.text.sentences import Stretch

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts that put no space between words, as a class for `regex`."""

# A word keeps what joins its parts (don't, 1,400, e.g) and a number its signs ($5, -3, 40%).
_WORD = re.compile(r"(?:[$€£¥₹+-]+(?=\d))?\w+(?:['.,:/]\w+)*[%‰°]?")
# In scripts that put no space between words, every character is taken for one. Only texts that have
# such scripts, or marks that stand by themselves, need the slower pattern.
_UNUSUAL = regex.compile(rf"[{UNSPACED}\p{{M}}]")
_WORD_OR_CHARACTER = regex.compile(
    rf"[{UNSPACED}]\p{{M}}*"
    rf"|(?:[$€£¥₹+-]+(?=\d))?[\w--[{UNSPACED}]]+(?:['.,:/][\w--[{UNSPACED}]]+)*[%‰°]?",
    regex.V1,
)


class Words:
    """The words of one text in order, and for each word the numbers of its places, from 0."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        pattern = _WORD_OR_CHARACTER if _UNUSUAL.search(folded.text) else _WORD
        self.texts: list[str] = []
        self.starts: list[int] = []  # in the folded text
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for number, match in enumerate(pattern.finditer(folded.text)):
            word = match.group()
            self.texts.append(word)
            self.starts.append(match.start())
            self.places[word].append(number)

    def __len__(self) -> int:
        return len(self.texts)

    def origin(self, first: int, last: int) -> Stretch | None:
        """Source offsets from word `first` to the end of word `last`; None if neither is whole."""
        end = self.starts[last] + len(self.texts[last])
        return self._folded.origin(self.starts[first], end)
