"""Choose between several places for a passage.

The choice depends on offsets alone. The cost of a place is the number of characters between it and
what it belongs to, plus a surcharge for each end of a sentence between them. Equal costs are a tie,
and ties are reported, not broken.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TypeVar

from factx.grounding.candidates import Candidate
from factx.text import Index, is_quoted

C = TypeVar("C")

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


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A content with the nearest cue and source, and the cost."""

    content: Chain
    cue: Candidate | None
    source: Candidate | None
    cost: int


def chains(pieces: Sequence[Sequence[Candidate]]) -> list[Chain]:
    """The ways to place all `pieces`: one for each place of the first, the next ones near it.

    A piece with no place after the one before is placed where it occurs last, since pieces may be
    drafted out of order. Ways in which different pieces overlap are left out.
    """
    if not all(pieces):
        return []
    if len(pieces) == 1:
        return [(only,) for only in dict.fromkeys(pieces[0])]
    found: dict[Chain, None] = {}
    for begin in pieces[0]:
        chain = [begin]
        for piece in pieces[1:]:
            at = bisect_left(piece, chain[-1].end, key=lambda c: c.start)
            chain.append(piece[at] if at < len(piece) else piece[-1])
        ordered = sorted(set(chain), key=lambda c: (c.start, c.end))
        if not any(after.start < before.end for before, after in pairwise(ordered)):
            found[tuple(chain)] = None
    return list(found)


def extent(chain: Chain) -> int:
    """Characters from the start of the first piece to the end of the last."""
    return max(c.end for c in chain) - min(c.start for c in chain)


def arrangements(
    index: Index,
    contents: Sequence[Chain],
    cues: Sequence[Candidate],
    sources: Sequence[Candidate],
) -> list[Arrangement]:
    """The nearest cue and source for each place of the content, with the cost.

    The cost is 0 if there is nothing to choose.
    """
    alone = len(contents) == 1
    return [_best_arrangement(index, content, cues, sources, alone=alone) for content in contents]


def _best_arrangement(
    index: Index,
    content: Chain,
    cues: Sequence[Candidate],
    sources: Sequence[Candidate],
    *,
    alone: bool,
) -> Arrangement:
    if len(cues) < 2 and len(sources) < 2 and alone:
        return Arrangement(content, next(iter(cues), None), next(iter(sources), None), 0)
    options: list[Arrangement] = []
    for cue in _around(cues, content) if cues else (None,):
        anchor = content if cue is None else (cue,)
        for source in _around(sources, anchor) if sources else (None,):
            cost = 0
            if cue is not None:
                cost += distance(index, cue, content)
            if source is not None:
                beside = distance(index, source, anchor) if cue is not None else 0
                # A source that touches the cue, on either side, is as near as possible.
                touches = cue is not None and beside <= 1
                cost += beside + (0 if touches else distance(index, source, content))
            options.append(Arrangement(content, cue, source, cost))
    return min(options, key=lambda s: s.cost)  # the earliest in the text if costs are equal


def _around(candidates: Sequence[Candidate], anchor: Chain) -> Iterator[Candidate]:
    """The candidates nearest to each piece of `anchor`, in order; the first if there is none."""
    near: set[int] = set() if anchor or not candidates else {0}
    for piece in anchor:
        before = bisect_left(candidates, piece.start, key=lambda c: c.start)
        after = bisect_left(candidates, piece.end, key=lambda c: c.start)
        near.update(range(max(0, before - _NEIGHBOURS), min(len(candidates), before + 1)))
        near.update(range(after, min(len(candidates), after + _NEIGHBOURS)))
    return (candidates[number] for number in sorted(near))


def distance(index: Index, candidate: Candidate, anchor: Chain) -> int:
    """The cost from `candidate` to the nearest piece of `anchor`; high if inside one."""
    return min((_piece_distance(index, candidate, piece) for piece in anchor), default=0)


def _piece_distance(index: Index, candidate: Candidate, piece: Candidate) -> int:
    if candidate.start < piece.end and piece.start < candidate.end:
        return _ASIDE if _is_aside(index, candidate, piece) else _INSIDE
    if candidate.end <= piece.start:
        first, last = candidate.end, piece.start
    else:
        first, last = piece.end, candidate.start
    crossed = index.sentence_of(last) - index.sentence_of(max(0, first - 1))
    return last - first + _SENTENCE * crossed


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


def cheapest(options: Iterable[C], cost: Callable[[C], int]) -> list[C]:
    """All options with the lowest cost, in their order; more than one is a tie."""
    best: list[C] = []
    lowest: int | None = None
    for option in options:
        price = cost(option)
        if lowest is None or price < lowest:
            best, lowest = [option], price
        elif price == lowest:
            best.append(option)
    return best


def nearest(index: Index, candidates: Sequence[Candidate], anchor: Chain) -> Candidate | None:
    """The candidate nearest to `anchor`, the earlier one of equals; None without candidates."""
    return min(_around(candidates, anchor), key=lambda c: distance(index, c, anchor), default=None)


def within(candidates: Sequence[Candidate], anchor: Chain) -> list[Candidate]:
    """The candidates that lie inside a piece of `anchor`."""
    found: list[Candidate] = []
    for piece in anchor:
        at = bisect_left(candidates, piece.start, key=lambda c: c.start)
        for candidate in islice(candidates, at, None):
            if candidate.start >= piece.end:
                break
            if candidate.end <= piece.end:
                found.append(candidate)
    return found


def outside(index: Index, candidate: Candidate, content: Chain) -> int:
    """The cost from `candidate` to `content`; 0 if it is inside, or without a content."""
    if not content or any(p.start <= candidate.start and candidate.end <= p.end for p in content):
        return 0
    return distance(index, candidate, content)


def break_ties(
    tied: Mapping[str, Sequence[Chain]],
    settled: Mapping[str, Chain],
    words: Mapping[str, tuple[str, ...]],
) -> dict[str, Chain]:
    """Choose between equally good places by the order of the draft.

    `words` has the words of every item in the order of the draft, which is assumed to be that of
    the text. A place qualifies if no item with the same words has it and it lies between the
    settled items drafted before and after. If one place qualifies, it is chosen. If several do, the
    first is chosen if other items have the same words, and none otherwise.
    """
    limits = _limits(settled, words)
    same = Counter(words.values())
    taken = {(words[item], chain) for item, chain in settled.items()}
    pools: dict[tuple[tuple[str, ...], int], _Pool] = {}
    chosen: dict[str, Chain] = {}
    passed = 0
    for item, wording in words.items():
        if item in tied:
            options = tied[item]
            pool = pools.setdefault((wording, id(options)), _Pool(options, wording, taken))
            chain = pool.take(passed, limits.get(item), alone=same[wording] == 1)
            if chain is not None:
                chosen[item] = chain
                taken.add((wording, chain))
        if item in settled or item in chosen:
            passed = (settled.get(item) or chosen[item])[0].start
    return chosen


def _limits(settled: Mapping[str, Chain], words: Iterable[str]) -> dict[str, int]:
    """Where the next settled item begins, for each item that is not settled."""
    limits: dict[str, int] = {}
    start: int | None = None
    for item in reversed(list(words)):
        if item in settled:
            start = settled[item][0].start
        elif start is not None:
            limits[item] = start
    return limits


class _Pool:
    """The equally good places of items with the same words; each can be taken once.

    `_next` skips places that are taken, so that taking all of them takes nearly linear time.
    """

    def __init__(
        self,
        options: Sequence[Chain],
        wording: tuple[str, ...],
        taken: Container[tuple[tuple[str, ...], Chain]],
    ) -> None:
        self._options = sorted(options, key=lambda chain: chain[0].start)
        self._starts = [chain[0].start for chain in self._options]
        self._wording = wording
        self._taken = taken
        self._next = list(range(len(self._options) + 1))

    def take(self, passed: int, limit: int | None, *, alone: bool) -> Chain | None:
        """The first free place from `passed` to `limit`, or else anywhere.

        If no other item has the same words (`alone`), the place must be the only one.
        """
        for low, high in ((passed, limit), (0, None)):
            at = self._free(bisect_left(self._starts, low))
            if at < len(self._options) and (high is None or self._starts[at] <= high):
                after = self._free(at + 1)
                several = after < len(self._options) and (
                    high is None or self._starts[after] <= high
                )
                return None if several and alone else self._options[at]
        return None

    def _free(self, at: int) -> int:
        """Number of the first free place from `at` on."""
        path: list[int] = []
        while at < len(self._options):
            if self._next[at] != at:
                path.append(at)
                at = self._next[at]
            elif (self._wording, self._options[at]) in self._taken:
                self._next[at] = at + 1
            else:
                break
        for step in path:
            self._next[step] = at
        return at
