"""The words of an article as numbers, by which spans are compared."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from factx.text import Offsets

TokenSet = frozenset[int]
"""Numbers of words, from 0. A span without words has its punctuation marks instead, each as the
negative of its offset minus one."""

NONE: TokenSet = frozenset()

_WORD = re.compile(r"\w+")
_HEAD_WORD_OR_BREAK = re.compile(r"\w+(?:['’]\w+)?|[,;(:—]")
_BREAKS = frozenset(",;(:—")
# In a noun phrase these introduce a postmodifier: "a spokesman [for the mayor]".
_POSTMODIFIERS = frozenset(
    "of for from in at who with to on by that which whose and or as about among like".split()
)


class TokenizedText:
    """The word tokens (`\\w+`) of one text, and which of them a set of spans touches."""

    def __init__(self, text: str) -> None:
        self.text = text
        places = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def __len__(self) -> int:
        return len(self._starts)

    def touched(self, places: Iterable[Offsets]) -> TokenSet:
        """The words that share a character with `places`, or else the punctuation marks in them.

        So a colon can be a cue, and quotation marks or a full stop at the edge of a content make no
        difference.
        """
        places = tuple(places)
        words = frozenset(
            number
            for start, end in places
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )
        if words:
            return words
        return frozenset(
            -offset - 1
            for start, end in places
            for offset in range(start, end)
            if not self.text[offset].isspace()
        )

    def head(self, places: tuple[Offsets, ...]) -> TokenSet:
        """The head word of a source: the last word before a comma or a preposition.

        "Mara Ruiz, a lawyer for the city" gives "Ruiz". If the source has several pieces, the first
        counts. Without any word, everything touched is the head.
        """
        if not places:
            return NONE
        start, end = places[0]
        last: Offsets | None = None
        for match in _HEAD_WORD_OR_BREAK.finditer(self.text[start:end]):
            word = match.group()
            if last is not None and (word in _BREAKS or word.lower() in _POSTMODIFIERS):
                break
            if word[0].isalnum():
                last = start + match.start(), start + match.end()
        return self.touched([last] if last is not None else places)

    def tidy(self, places: Iterable[Offsets]) -> tuple[Offsets, ...]:
        """`places`, sorted and trimmed of white space; touching and overlapping ones are merged."""
        tidied: list[Offsets] = []
        for start, end in sorted(places):
            stretch = self.text[start:end]
            start += len(stretch) - len(stretch.lstrip())
            end -= len(stretch) - len(stretch.rstrip())
            if start >= end:
                continue
            if tidied and not self.text[tidied[-1][1] : start].strip():
                tidied[-1] = tidied[-1][0], max(tidied[-1][1], end)
            else:
                tidied.append((start, end))
        return tuple(tidied)


def dice(gold: TokenSet, predicted: TokenSet) -> float:
    """Twice the common tokens, divided by the tokens of both; 0 if either is empty (Dice, 1945)."""
    if not gold or not predicted:
        return 0.0
    return 2.0 * len(gold & predicted) / (len(gold) + len(predicted))


def iou(gold: TokenSet, predicted: TokenSet) -> float:
    """The common tokens, divided by all tokens; 0 if both are empty (Jaccard, 1901)."""
    union = len(gold | predicted)
    return len(gold & predicted) / union if union else 0.0
