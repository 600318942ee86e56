"""Strings that say themselves that they are not whole: "..." and "[...]" for words left out, and
"[the mayor]" for words put in."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from factx.grounding.meaning import changed_meaning, names_in
from factx.text import Index, Stretch

_MARK = re.compile(
    r"[\[(]\s{0,3}(?:\.{3,}|…)\s{0,3}[\])]|\.{3,}|…|\.(?: \.){2,}|\[(?P<inserted>[^\[\]]{1,80})\]"
)
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")
# What an ellipsis may leave out and what a bracket may replace, in characters of the article.
_LONGEST_OMISSION = 1500
_LONGEST_REPLACED = 60
# Words that a string with an ellipsis must still have.
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Gapped:
    """A stretch of the article that a string with gaps stands for."""

    pieces: tuple[Stretch, ...]
    """What the string has of the article, in reading order."""
    differs: tuple[str, ...]
    """The words that it leaves out, "-" before each, and that it puts in, "+" before each."""
    inserted: bool
    """Whether it puts words in, and not only leaves some out."""


@dataclass(slots=True)
class _Gap:
    """What stands between two pieces of a string, or before the first or after the last."""

    inserted: str = ""
    elided: bool = False

    @property
    def widest(self) -> int:
        """How many characters of the article it may stand for."""
        return _LONGEST_OMISSION if self.elided else _LONGEST_REPLACED


def gapped_matches(
    index: Index, drafted: str, find: Callable[[str], Sequence[Stretch]]
) -> list[Gapped]:
    """The stretches that `drafted` stands for, where it has an ellipsis or brackets in it.

    `find` looks for its pieces; from each place of the first, each next is taken as near as it
    stands. What brackets put in, or stand in place of, must not bear the meaning; but they may put
    in a name where the article has none, which is what brackets are for.
    """
    pieces, gaps = _split(drafted)
    words = sum(len(_WORD.findall(piece)) for piece in pieces)
    if words < _FEWEST or not any(gap.inserted or gap.elided for gap in gaps):
        return []
    places = [find(piece) for piece in pieces]
    if not all(places):
        return []
    chains = (_follow(begin, places[1:], gaps[1:]) for begin in places[0])
    matches = (_match(index, chain, gaps) for chain in chains if chain)
    return [match for match in matches if match is not None]


def _split(drafted: str) -> tuple[list[str], list[_Gap]]:
    """The pieces of a string that have words, and the gaps around them: one more than pieces."""
    pieces: list[str] = []
    gaps = [_Gap()]
    done = 0
    for mark in _MARK.finditer(drafted):
        _add_piece(pieces, gaps, drafted[done : mark.start()])
        inserted = mark["inserted"]
        gaps[-1].inserted += f" {inserted}" if inserted else ""
        gaps[-1].elided |= not inserted
        done = mark.end()
    _add_piece(pieces, gaps, drafted[done:])
    return pieces, gaps


def _add_piece(pieces: list[str], gaps: list[_Gap], piece: str) -> None:
    if _WORD.search(piece):
        pieces.append(piece)
        gaps.append(_Gap())


def _follow(
    begin: Stretch, places: Sequence[Sequence[Stretch]], gaps: Sequence[_Gap]
) -> tuple[Stretch, ...]:
    """`begin` and the nearest place of each further piece; nothing if one is too far away."""
    chain = [begin]
    for following, gap in zip(places, gaps, strict=False):
        at = bisect_left(following, (chain[-1][1], 0))
        if at == len(following) or following[at][0] - chain[-1][1] > gap.widest:
            return ()
        chain.append(following[at])
    return tuple(chain)


def _match(index: Index, chain: tuple[Stretch, ...], gaps: Sequence[_Gap]) -> Gapped | None:
    """The chain with the words that differ; None if one of those put in or replaced has weight."""
    differs: list[str] = []
    ends = [(0, 0), *chain, (0, 0)]
    for number, gap in enumerate(gaps):
        within = 0 < number < len(chain)
        left = _WORD.findall(index.text, ends[number][1], ends[number + 1][0]) if within else []
        put = _WORD.findall(gap.inserted)
        changed = changed_meaning(put, [] if gap.elided else left) if put else None
        if changed not in (None, "changed_name") or (changed and names_in(left)):
            return None
        differs += [f"+{word}" for word in put] + [f"-{word}" for word in left]
    return Gapped(chain, tuple(differs), any(gap.inserted for gap in gaps))
