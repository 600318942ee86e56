"""Suggest the words of the article that an inexact copy may have meant."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio_alignment

from factx.text import Folded, Index, Offsets, fold

_WORD = re.compile(r"\w+")
_NEIGHBOURS = (0, 1, -1, 2, -2)
_CLOSE = 85.0
"""A match at or above this score near the hinted sentence ends the search."""
_LIKE = 65.0
"""Below this score nothing is suggested."""
_LONGEST = 500
"""Characters of a passage to compare, which bounds the time."""
_WIDEST = 2000
"""Characters of the article to compare at a time."""


class Near(NamedTuple):
    """A stretch of the article that may have been meant."""

    place: Offsets
    """Its offsets."""
    text: str
    """The article's own words."""
    sentence: int
    """Number of the sentence in which it begins."""
    score: float
    """Similarity, up to 100."""


class Nearest:
    """Finds suggestions in one article: near the hinted sentence first, then by shared words."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._known: dict[frozenset[str], list[int]] = {}

    def find(self, words: str, sentence: int) -> Near | None:
        """The stretch most like `words`, if any is similar; `sentence` hints where it begins."""
        wanted = fold(words)[:_LONGEST].strip()
        if len(wanted) < 4:
            return None
        best: Near | None = None
        for number in dict.fromkeys(self._candidates(wanted, sentence)):
            near = self._compare(wanted, number)
            if near is not None and (best is None or near.score > best.score):
                best = near
            if best is not None and best.score >= _CLOSE:
                return best
        return best if best is not None and best.score >= _LIKE else None

    def _candidates(self, wanted: str, sentence: int) -> Iterator[int]:
        for step in _NEIGHBOURS:
            if 1 <= sentence + step <= len(self.index.sentences):
                yield sentence + step
        yield from self._sharing(frozenset(self._places.keys() & _WORD.findall(wanted)))

    def _sharing(self, words: frozenset[str]) -> list[int]:
        """The sentences that share most of `words`, which weigh more the rarer they are."""
        if words not in self._known:
            shared: Counter[int] = Counter()
            for word in words:
                places = self._places[word]
                weight = round(1000 / len(places))
                for number in places[:1000]:
                    shared[number] += weight
            best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
            self._known[words] = [number for number, _ in best[:4]]
        return self._known[words]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The numbers of the sentences that contain each word."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number in range(1, len(self.index.sentences) + 1):
            for word in set(_WORD.findall(fold(self.index.sentence_text(number)))):
                places[word].append(number)
        return places

    def _compare(self, wanted: str, number: int) -> Near | None:
        """The part of the sentence, or of the next ones, that is most like `wanted`."""
        window = Folded(self._window(number, len(wanted)))
        found = partial_ratio_alignment(wanted, window.text)
        if found is None or found.dest_end <= found.dest_start:
            return None
        start, end = _widen(window.text, found.dest_start, found.dest_end, wanted)
        origin = window.origin(start, end) if start < end else None
        if origin is None:
            return None
        offset = self.index.sentences[number - 1][0]
        place = (offset + origin[0], offset + origin[1])
        text = self.index.text[slice(*place)]
        return Near(place, text, self.index.sentence_of(place[0]), found.score)

    def _window(self, number: int, length: int) -> str:
        start = self.index.sentences[number - 1][0]
        for _, end in self.index.sentences[number - 1 : number + 9]:
            if end - start > length * 3 // 2:
                return self.index.text[start : min(end, start + _WIDEST)]
        last = min(number + 9, len(self.index.sentences))
        return self.index.text[start : min(self.index.sentences[last - 1][1], start + _WIDEST)]


def _widen(text: str, start: int, end: int, wanted: str) -> tuple[int, int]:
    """`start` to `end`, widened to whole words and to the nearby ends of `wanted`."""
    margin = 10 + len(wanted) // 3
    words = _WORD.findall(wanted)
    if words:
        before = text.rfind(words[0], max(0, start - margin), start + len(words[0]))
        after = text.find(words[-1], max(start, end - len(words[-1])), end + margin)
        start = before if before >= 0 else start
        end = after + len(words[-1]) if after >= 0 else end
    while 0 < start < len(text) and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and not text[start].isalnum() and text[start] != wanted[0]:
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] != wanted[-1]:
        end -= 1
    return start, end
