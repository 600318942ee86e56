"""Offsets: the start and end of a stretch of text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

Offsets = tuple[int, int]
"""Start and end, half-open, in code points."""


def overlap(one: Offsets, other: Offsets) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


class Covered:
    """The stretches that others cover together, kept in order."""

    def __init__(self, places: Iterable[Offsets] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for place in sorted(places):
            self.add(place)

    def overlaps(self, place: Offsets) -> bool:
        """Whether `place` shares a character with one of them."""
        at = bisect_left(self._starts, place[1]) - 1
        return at >= 0 and self._ends[at] > place[0]

    def add(self, place: Offsets) -> None:
        """Cover `place` too."""
        first = bisect_right(self._ends, place[0])
        last = bisect_left(self._starts, place[1])
        if first < last:  # it overlaps these
            place = min(place[0], self._starts[first]), max(place[1], self._ends[last - 1])
        self._starts[first:last] = [place[0]]
        self._ends[first:last] = [place[1]]
