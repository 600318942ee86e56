"""The words of an article as numbers: spans are compared by the words they touch."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

Place = tuple[int, int]
"""Offsets of a stretch, in code points, half-open."""
TokenSet = frozenset[int]
"""Words by their number in the text, from 0; where a span has none, its punctuation marks, each as
the negative of its offset less one."""

NONE: TokenSet = frozenset()

_WORD = re.compile(r"\w+")
_HEAD_WORD_OR_BREAK = re.compile(r"\w+(?:['’]\w+)?|[,;(:—]")
_BREAKS = frozenset(",;(:—")
# What follows these in a noun phrase only tells more about its head: "a spokesman [for the mayor]".
_POSTMODIFIERS = frozenset(
    "of for from in at who with to on by that which whose and or as about among like".split()
)


class Tokens:
    """The word tokens (`\\w+`) of one text, and which of them a set of spans touches."""

    def __init__(self, text: str) -> None:
        self.text = text
        places = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def __len__(self) -> int:
        return len(self._starts)

    def touched(self, places: Iterable[Place]) -> TokenSet:
        """The words that share a character with a place; without any, the marks that stand there.

        So a cue that is a mere colon can be compared, and quotation marks or a full stop at the
        edge of a content make no difference.
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

    def head(self, places: tuple[Place, ...]) -> TokenSet:
        """The head word of a source, by rule: the last word before a comma or a preposition.

        "Mara Ruiz" for "Mara Ruiz, a lawyer for the city" gives "Ruiz". Of a source in several
        pieces the first counts. Where no word is found, all that is touched is the head.
        """
        if not places:
            return NONE
        start, end = places[0]
        last: Place | None = None
        for match in _HEAD_WORD_OR_BREAK.finditer(self.text[start:end]):
            word = match.group()
            if last is not None and (word in _BREAKS or word.lower() in _POSTMODIFIERS):
                break
            if word[0].isalnum():
                last = start + match.start(), start + match.end()
        return self.touched([last] if last is not None else places)

    def tidy(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Places in order, trimmed of white space, those that touch or overlap made one."""
        tidied: list[Place] = []
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
    """Twice the common tokens through the tokens of both; 0 where either is empty (Dice, 1945)."""
    if not gold or not predicted:
        return 0.0
    return 2.0 * len(gold & predicted) / (len(gold) + len(predicted))


def iou(gold: TokenSet, predicted: TokenSet) -> float:
    """The common tokens through all tokens; 0 where both are empty (Jaccard, 1901)."""
    union = len(gold | predicted)
    return len(gold & predicted) / union if union else 0.0
