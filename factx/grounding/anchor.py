"""The places that a passage stands near, and how far it is from them.

The cost of a place is the number of characters between it and what it belongs to, plus a surcharge
for each end of a sentence between them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from functools import cached_property

from factx.grounding.candidates import Candidate
from factx.text import Index, Offsets, is_quoted

Chain = tuple[Candidate, ...]
"""The places of a content's pieces, in the order in which they were drafted."""

# Surcharge for each end of a sentence, in characters.
_SENTENCE = 200
# Cost of a cue or source inside the content that it introduces: it is probably a part of the
# content.
_INSIDE = 5000
# Cost of one that interrupts the content, as speakers do.
_ASIDE = 1
_ASIDE_LENGTH = 40
# Number of cues on each side of a content, and of sources on each side of a cue, to compare.
_NEIGHBOURS = 2


class Anchor:
    """The pieces of a content, or a cue; the pieces do not overlap."""

    def __init__(self, chain: Chain = ()) -> None:
        self.chain = chain

    @cached_property
    def pieces(self) -> list[Candidate]:
        """The pieces in reading order."""
        return sorted(set(self.chain))

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    @cached_property
    def _ends(self) -> list[int]:
        return [piece.end for piece in self.pieces]

    def contains(self, candidate: Candidate) -> bool:
        """Whether `candidate` lies in one of the pieces."""
        at = bisect_right(self._starts, candidate.start) - 1
        return at >= 0 and candidate.end <= self._ends[at]

    def distance(self, index: Index, candidate: Candidate) -> int:
        """The cost from `candidate` to the nearest piece; high inside one, and 0 without pieces."""
        before = bisect_right(self._ends, candidate.start)  # the pieces that end before it
        after = bisect_left(self._starts, candidate.end)  # the first piece that begins after it
        costs: list[int] = []
        if before:
            costs.append(gap(index, self._ends[before - 1], candidate.start))
        if after < len(self.pieces):
            costs.append(gap(index, candidate.end, self._starts[after]))
        if before < after:
            is_in_one = after - before == 1
            aside = is_in_one and _is_aside(index, candidate, self.pieces[before])
            costs.append(_ASIDE if aside else _INSIDE)
        return min(costs, default=0)

    def around(
        self, candidates: Sequence[Candidate], free: "Free | None" = None
    ) -> Iterator[Candidate]:
        """The candidates nearest to each piece, in order; the first if there are no pieces.

        With `free`, only those that are free.
        """
        near: set[int] = set()
        if not self.pieces:
            near.add(free.next(0, 1) if free else 0)
        for piece in self.pieces:
            before = bisect_left(candidates, (piece.start,))
            after = bisect_left(candidates, (piece.end,), before)
            for at, step, number in (
                (before - 1, -1, _NEIGHBOURS),
                (before, 1, 1),
                (after, 1, _NEIGHBOURS),
            ):
                for _ in range(number):
                    at = free.next(at, step) if free else at
                    near.add(at)
                    at += step
        return (candidates[at] for at in sorted(near) if 0 <= at < len(candidates))

    def within(self, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
        """The candidates that lie inside a piece, piece by piece in the order of the draft."""
        for piece in self.chain:
            for at in range(bisect_left(candidates, (piece.start,)), len(candidates)):
                if candidates[at].start >= piece.end:
                    break
                if candidates[at].end <= piece.end:
                    yield candidates[at]


class Free:
    """The candidates for a passage that no other passage of its item has taken.

    It skips those that are taken, so that taking all of them takes nearly linear time.
    """

    def __init__(self, candidates: Sequence[Candidate], taken: Container[Candidate]) -> None:
        self._candidates = candidates
        self._taken = taken
        self._skips: dict[int, dict[int, int]] = {1: {}, -1: {}}

    def next(self, at: int, step: int) -> int:
        """The number of the first free candidate from `at` on, forwards or backwards."""
        skips, path = self._skips[step], list[int]()
        while 0 <= at < len(self._candidates) and self._candidates[at] in self._taken:
            path.append(at)
            at = skips.get(at, at + step)
        skips.update(dict.fromkeys(path, at))
        return at


def gap(index: Index, first: int, last: int) -> int:
    """The cost of the stretch from `first` to `last`, which nothing overlaps."""
    crossed = index.sentence_of(last) - index.sentence_of(max(0, first - 1))
    return last - first + _SENTENCE * crossed


def length(index: Index, place: Offsets) -> int:
    """The most by which a passage at `place` can be nearer to one thing than to another."""
    crossed = index.sentence_of(place[1] - 1) - index.sentence_of(place[0])
    return place[1] - place[0] + _SENTENCE * crossed


def _is_aside(index: Index, candidate: Candidate, piece: Candidate) -> bool:
    """Whether `candidate` interrupts the content it lies in: "We go," she said, "and win."

    It does between two quotations, and after a comma if another comma follows soon: The tunnel, she
    said, was closed.
    """
    if candidate.start <= piece.start or piece.end <= candidate.end:
        return False
    if is_quoted(index, (piece.start, piece.start + 1)) or is_quoted(
        index, (piece.end - 1, piece.end)
    ):
        return not is_quoted(index, (candidate.start, candidate.end))
    before = index.text[max(piece.start, candidate.start - 2) : candidate.start].rstrip()
    return before.endswith(",") and "," in index.text[candidate.end : candidate.end + _ASIDE_LENGTH]
