"""Choose between several places for a passage.

The choice depends on offsets alone. Equal costs are a tie, and ties are reported, not broken.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from factx.grounding.anchor import Anchor, Free
from factx.grounding.candidates import Candidate
from factx.text import Index


class Arrangement(NamedTuple):
    """The nearest cue and source of a content, and the cost."""

    cue: Candidate | None
    source: Candidate | None
    cost: int


def arrangement(
    index: Index,
    content: Anchor,
    cues: Sequence[Candidate],
    sources: Sequence[Candidate],
    *,
    alone: bool,
) -> Arrangement:
    """The nearest cue and source, with the cost.

    The cost is 0 if there is nothing to choose: one cue and source, and the content has only this
    place (`alone`).
    """
    if len(cues) < 2 and len(sources) < 2 and alone:
        return Arrangement(next(iter(cues), None), next(iter(sources), None), 0)
    if not cues:
        source = nearest(index, sources, content) if sources else None
        return Arrangement(None, source, content.distance(index, source) if source else 0)
    best: tuple[int, Candidate, Candidate | None] | None = None
    to_cue = [(content.distance(index, cue), cue) for cue in content.around(cues)]
    to_source: dict[Candidate, int] = {}
    for far, cue in sorted(to_cue):
        if best is not None and far > best[0]:
            break  # no source makes it nearer
        beside = Anchor((cue,))
        for source in beside.around(sources) if sources else (None,):
            cost = far
            if source is not None:
                cost += beside.distance(index, source)
                # A source that touches the cue, on either side, is as near as possible.
                if cost > far + 1:
                    if source not in to_source:
                        to_source[source] = content.distance(index, source)
                    cost += to_source[source]
            # The earliest in the text if costs are equal.
            if best is None or (cost, cue, source) < best:
                best = cost, cue, source
    assert best is not None
    return Arrangement(best[1], best[2], best[0])


def nearest(
    index: Index, candidates: Sequence[Candidate], anchor: Anchor, free: Free | None = None
) -> Candidate | None:
    """The candidate nearest to `anchor`, the earlier one of equals; None without candidates.

    With `free`, only those that are free.
    """
    around = anchor.around(candidates, free)
    return min(around, key=lambda candidate: anchor.distance(index, candidate), default=None)


def outside(index: Index, candidate: Candidate, content: Anchor) -> int:
    """The cost from `candidate` to `content`; 0 if it is inside, or without a content."""
    return 0 if content.contains(candidate) else content.distance(index, candidate)


class Beside:
    """Places for equal passages of an item inside its anchor, or else beside it.

    Each is taken once, until all are taken; `taken` has those of all passages of the item.
    """

    def __init__(
        self,
        index: Index,
        candidates: Sequence[Candidate],
        anchor: Anchor,
        taken: set[Candidate],
    ) -> None:
        self._index = index
        self._candidates = candidates
        self._anchor = anchor
        self._taken = taken
        self._inside = anchor.within(candidates)
        self._free = Free(candidates, taken)

    def take(self) -> Candidate | None:
        """The next place; the first one again if all are taken, and None if there is none."""
        chosen = next((one for one in self._inside if one not in self._taken), None)
        if chosen is None:
            free = self._free if self._taken else None
            chosen = nearest(self._index, self._candidates, self._anchor, free)
        if chosen is None:
            return self._first
        self._taken.add(chosen)
        return chosen

    @cached_property
    def _first(self) -> Candidate | None:
        """The place for the first passage."""
        inside = next(self._anchor.within(self._candidates), None)
        return inside or nearest(self._index, self._candidates, self._anchor)
