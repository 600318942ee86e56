"""The passage of an article that comes nearest to words that do not stand in it."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import cached_property

from rapidfuzz import fuzz

from factx.records import Span
from factx.text import Index, fold

_WORD = re.compile(r"\w+(?:['.,]\w+)*")
# Words that stand in an article more often than this say nothing about where in it something is.
_COMMON = 50
# Query words looked at: enough to find any passage, few enough to bound the work.
_LOOKED_AT = 80
_WORST = 60.0


class NearestFinder:
    """Finds near passages by the words they share, in work bounded for any text."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @cached_property
    def _words(self) -> list[tuple[str, int, int]]:
        """The folded words of the article with their folded offsets."""
        return [(m.group(), m.start(), m.end()) for m in _WORD.finditer(self.index.folded.text)]

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        positions: defaultdict[str, list[int]] = defaultdict(list)
        for number, (word, _, _) in enumerate(self._words):
            positions[word].append(number)
        return positions

    def find(self, drafted: str) -> Span | None:
        """The passage most like `drafted`, at word edges; None if nothing shares enough with it."""
        query = _WORD.findall(fold(drafted))
        begin = self._likely_beginning(query[:_LOOKED_AT])
        if begin is None:
            return None
        slack = 3 + len(query) // 4
        first = max(0, begin - slack)
        last = min(len(self._words), begin + len(query) + slack) - 1
        start, end = self._words[first][1], self._words[last][2]
        aligned = fuzz.partial_ratio_alignment(
            " ".join(query), self.index.folded.text[start:end], score_cutoff=_WORST
        )
        if aligned is None or aligned.dest_end <= aligned.dest_start:
            return None
        return self._span(start + aligned.dest_start, start + aligned.dest_end, set(query))

    def _likely_beginning(self, query: list[str]) -> int | None:
        """Number of the article's word at which most of the query's words would fall into place."""
        votes: Counter[int] = Counter()
        width = 4 + len(query) // 4
        for number, word in enumerate(query):
            places = self._positions.get(word, [])
            if len(places) <= _COMMON:
                for place in places:
                    votes[(place - number) // width] += 1
        if not votes:
            return None
        best = max(votes, key=lambda bin_: (votes[bin_] + votes[bin_ + 1], -bin_))
        return max(0, best * width)

    def _span(self, start: int, end: int, query: set[str]) -> Span | None:
        """The folded stretch as a span of the article, from one word of the query to another."""
        first = bisect_right(self._words, start, key=lambda word: word[2])
        last = bisect_left(self._words, end, key=lambda word: word[1]) - 1
        while first < last and self._words[first][0] not in query:
            first += 1
        while first < last and self._words[last][0] not in query:
            last -= 1
        if first > last:
            return None
        place = self.index.folded.origin(self._words[first][1], self._words[last][2])
        if place is None:
            return None
        return Span(start=place[0], end=place[1], text=self.index.text[slice(*place)])
