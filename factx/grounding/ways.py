"""The ways to place all pieces of a content, and the cheapest of them near given places."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import islice, pairwise

from factx.grounding.anchor import Chain, gap
from factx.grounding.candidates import Candidate
from factx.text import Index, Offsets

# Most pieces to place for one content in all the ways that are tried. More are hostile input: a
# content of hundreds of equal pieces has as many ways, and each is as long.
_MOST_PLACED = 20_000


class Ways:
    """The ways to place all `pieces` of a content: one for each place of the first, the next near.

    A piece with no place after the one before is placed where it occurs last, since pieces may be
    drafted out of order. Ways in which different pieces overlap are left out. A way is made when
    it is asked for, and no further than it can be the cheapest, since both pieces and places may
    be many. If too many would have to be tried, none is the cheapest.
    """

    def __init__(self, pieces: Sequence[Sequence[Candidate]]) -> None:
        self._pieces = pieces
        self._firsts = list(dict.fromkeys(pieces[0])) if all(pieces) else []
        self._starts = [first.start for first in self._firsts]
        self._placed = 0
        """How many pieces were placed for the content that is looked up."""

    @cached_property
    def few(self) -> list[Chain]:
        """The first two ways, or as many as there are."""
        made = (self._way(at) for at in range(len(self._firsts)))
        return list(islice((way for way in made if way is not None), 2))

    @cached_property
    def shortest(self) -> list[Chain]:
        """The ways with the lowest extent, in their order."""
        return self._cheapest(reversed(range(len(self._firsts))), extent)

    def cheapest(
        self, index: Index, places: Sequence[Offsets], slack: int, cost: Callable[[Chain], int]
    ) -> list[Chain]:
        """All ways with the lowest cost, in their order; more than one is a tie.

        `cost` is a way's extent and the distance from one of `places`, less `slack`, or more than
        that. So the ways are tried from these places outwards, until the distance alone is more
        than the lowest cost.
        """
        if len(places) >= len(self._firsts):
            return self._cheapest(range(len(self._firsts)), cost)
        self._placed = 0
        tried: dict[int, Chain | None] = {}
        prices: dict[int, int] = {}
        lowest: int | None = None
        for bound, at in self._outwards(index, places):
            if lowest is not None and bound - slack > lowest:
                break
            if self._placed > _MOST_PLACED:
                return []
            if at not in tried:
                way = tried[at] = self._way(at, lowest)
                if way is not None:
                    prices[at] = cost(way)
                    lowest = prices[at] if lowest is None else min(lowest, prices[at])
        return [way for at, way in sorted(tried.items()) if way and prices[at] == lowest]

    def _cheapest(self, order: Iterable[int], cost: Callable[[Chain], int]) -> list[Chain]:
        self._placed = 0
        best: dict[int, Chain] = {}
        lowest: int | None = None
        for at in order:
            if self._placed > _MOST_PLACED:
                return []
            way = self._way(at, lowest)
            price = cost(way) if way is not None else 0
            if way is None or (lowest is not None and price > lowest):
                continue
            if price != lowest:
                best, lowest = {}, price
            best[at] = way
        return [way for _, way in sorted(best.items())]

    def _way(self, at: int, limit: int | None = None) -> Chain | None:
        """The way from a place of the first piece.

        None if different pieces overlap in it, or if its extent is more than `limit`.
        """
        first = self._firsts[at]
        if len(self._pieces) == 1:
            return (first,)
        chain = [first]
        start, end = first.start, first.end
        for piece in self._pieces[1:]:
            to = bisect_left(piece, (chain[-1].end,))
            chain.append(piece[to] if to < len(piece) else piece[-1])
            self._placed += 1
            start, end = min(start, chain[-1].start), max(end, chain[-1].end)
            if limit is not None and end - start > limit:
                return None
        ordered = sorted(set(chain))
        if any(after.start < before.end for before, after in pairwise(ordered)):
            return None
        return tuple(chain)

    def _outwards(self, index: Index, places: Sequence[Offsets]) -> Iterator[tuple[int, int]]:
        """The number of each way, nearest to one of `places` first, after the least it costs.

        A way may come several times.
        """
        waiting: list[tuple[int, int, int, int, int]] = []
        for start, end in places:
            at = bisect_left(self._starts, start)
            waiting += [
                (self._bound(index, start, end, to), to, step, start, end)
                for to, step in ((at - 1, -1), (at, 1))
                if 0 <= to < len(self._firsts)
            ]
        heapify(waiting)
        while waiting:
            bound, at, step, start, end = heappop(waiting)
            yield bound, at
            to = at + step
            if 0 <= to < len(self._firsts):
                heappush(waiting, (self._bound(index, start, end, to), to, step, start, end))

    def _bound(self, index: Index, start: int, end: int, at: int) -> int:
        """The least that the way at `at` costs if `start` to `end` is what it has to be near."""
        begin = self._starts[at]
        first, last = (end, begin) if begin >= start else (begin + self._longest, start)
        if len(self._pieces) > 1:  # the others may be in other sentences: only characters count
            return max(0, last - first)
        return self._least + (gap(index, first, last) if first < last else 0)

    @cached_property
    def _longest(self) -> int:
        """The greatest length of a first piece."""
        return max(first.end - first.start for first in self._firsts)

    @cached_property
    def _least(self) -> int:
        """The least length of a first piece."""
        return min(first.end - first.start for first in self._firsts)


def extent(chain: Chain) -> int:
    """Characters from the start of the first piece to the end of the last."""
    return max(c.end for c in chain) - min(c.start for c in chain)
