"""Find strings with marked changes: "..." for words left out, "[the mayor]" for words put in."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from factx.grounding.meaning import changed_meaning, names_in
from factx.text import Index, Offsets, quotation_around
from factx.text.fold import QUOTATION_MARKS

_MARK = re.compile(
    r"[\[(]\s{0,3}(?:\.{3,}|…|\.(?: \.)+)\s{0,3}[\])]"
    r"|\.{3,}|…|\.(?: \.){2,}|\[(?P<inserted>[^\[\]]{1,80})\]"
)
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")
# Longest stretch that an ellipsis leaves out and that a bracket replaces, in characters.
_LONGEST_OMISSION = 1500
_LONGEST_REPLACED = 60
# Limits that keep the time bounded for hostile input.
_MOST_PIECES = 20
_MOST_BEGINNINGS = 1000
# Fewest words of a string with an ellipsis.
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class ElidedMatch:
    """A stretch of the article that matches a string with gaps."""

    place: Offsets
    """Offsets of the whole stretch."""
    pieces: tuple[Offsets, ...]
    """The parts that the string contains, in reading order; empty if it also puts words in."""
    differs: tuple[str, ...]
    """Words left out, each with "-", and words put in, each with "+"."""


@dataclass(slots=True)
class _Gap:
    """A gap between two pieces of a string, before the first or after the last."""

    inserted: str = ""
    elided: bool = False

    @property
    def widest(self) -> int:
        """How many characters of the article the gap may stand for."""
        return _LONGEST_OMISSION if self.elided else _LONGEST_REPLACED


def elided_matches(
    index: Index, drafted: str, find: Callable[[str], Sequence[Offsets]]
) -> list[ElidedMatch]:
    """The stretches that match `drafted`, if it has an ellipsis or brackets.

    `find` looks up its pieces. From each place of the first piece, each next piece is the nearest.
    Brackets must not add or replace words that carry the meaning, except that they may add a name
    where the article has none.
    """
    pieces, gaps = _split(drafted)
    words = sum(len(_WORD.findall(piece)) for piece in pieces)
    if words < _FEWEST or len(gaps) < 2 or len(pieces) > _MOST_PIECES:
        return []
    if not any(gap.inserted or gap.elided for gap in gaps):
        return []
    places = [find(piece) for piece in pieces]
    if not all(places):
        return []
    found: list[ElidedMatch] = []
    for begin in places[0][:_MOST_BEGINNINGS]:
        chain = _follow(begin, places[1:], gaps[1:])
        if chain:
            ends = _quoted_ends(index, chain, drafted, gaps)
            match = _match(index, chain, ends, gaps)
            found += [match] if match is not None else []
    return found


def _split(drafted: str) -> tuple[list[str], list[_Gap]]:
    """The pieces of a string that have words, and the gaps around them, one more than pieces."""
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
        pieces.append(piece.strip())
        gaps.append(_Gap())


def _follow(
    begin: Offsets, places: Sequence[Sequence[Offsets]], gaps: Sequence[_Gap]
) -> tuple[Offsets, ...]:
    """`begin` and the nearest place of each further piece; empty if one is too far away."""
    chain = [begin]
    for following, gap in zip(places, gaps, strict=False):
        at = bisect_left(following, (chain[-1][1], 0))
        if at == len(following) or following[at][0] - chain[-1][1] > gap.widest:
            return ()
        chain.append(following[at])
    return tuple(chain)


def _stands_beside_name(index: Index, start: int, stop: int) -> bool:
    """Whether a bracket at an end of the string, which replaces nothing, stands beside a name.

    "[Tan] will resign" does not match "Ruiz will resign".
    """
    if start < stop:
        return False
    words = [*_WORD.findall(index.text, max(0, start - 40), start)[-1:]]
    words += _WORD.findall(index.text, stop, stop + 40)[:1]
    return names_in(words)


def _quoted_ends(
    index: Index, chain: tuple[Offsets, ...], drafted: str, gaps: Sequence[_Gap]
) -> Offsets:
    """Offsets of the whole; a bracket at an end extends to the quotation mark there.

    "[Ms Ruiz] has won" matches all of "She has won".
    """
    start, end = chain[0][0], chain[-1][1]
    first, last = quotation_around(index, chain[0]), quotation_around(index, chain[-1])
    if gaps[0].inserted and drafted[:1] in QUOTATION_MARKS and first is not None:
        start = first.start if start - first.start <= _LONGEST_REPLACED else start
    if gaps[-1].inserted and drafted[-1:] in QUOTATION_MARKS and last is not None:
        end = last.end if last.end - end <= _LONGEST_REPLACED else end
    return start, end


def _match(
    index: Index, chain: tuple[Offsets, ...], ends: Offsets, gaps: Sequence[_Gap]
) -> ElidedMatch | None:
    """The match with the words that differ; None if one of them carries the meaning."""
    differs: list[str] = []
    edges = [ends[0], *(edge for piece in chain for edge in piece), ends[1]]
    for gap, start, stop in zip(gaps, edges[::2], edges[1::2], strict=True):
        left = _WORD.findall(index.text, start, stop)
        put = _WORD.findall(gap.inserted)
        replaced = [] if gap.elided else left
        changed = changed_meaning(put, replaced)
        if changed not in (None, "changed_name") or (changed and names_in(replaced)):
            return None
        if put and _stands_beside_name(index, start, stop):
            return None
        differs += [f"+{word}" for word in put] + [f"-{word}" for word in left]
    inserted = any(gap.inserted for gap in gaps)
    return ElidedMatch(ends, () if inserted else chain, tuple(differs))
