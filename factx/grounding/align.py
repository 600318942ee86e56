"""Align words with an article that has similar ones.

Query and article are compared word by word. Each word that both have votes for the position at
which the query would then begin, and only the positions with the most votes are aligned. So the
time depends on the words that the two share and not on the length of the article.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from factx.text import Words

# A word that occurs more often than this in the article does not vote.
_COMMON = 40
# This many words at the start of the query vote, and as many at its end.
_VOTERS = 120
# Longer queries are not aligned.
_LONGEST = 1000
# Number of positions to align.
_TRIED = 3


class Edit(NamedTuple):
    """Words of the query and of the article that stand for each other, as half-open ranges.

    Either range may be empty.
    """

    drafted: tuple[int, int]
    found: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A stretch of the article, as numbers of words, and how the query differs from it."""

    first: int
    last: int
    edits: tuple[Edit, ...]
    """The differences, in the order of the text."""
    distance: int
    """Number of words to change, add or remove."""


def alignments(query: Sequence[str], words: Words) -> list[Aligned]:
    """The up to three stretches of the article most like `query`, the closest first.

    None for a query longer than any quotation, because the time to align grows with its square.
    """
    if len(query) > _LONGEST:
        return []
    found: dict[tuple[int, int], Aligned] = {}
    for begin in _beginnings(query, words):
        aligned = _align(query, words, begin)
        if aligned is not None:
            found.setdefault((aligned.first, aligned.last), aligned)
    return sorted(found.values(), key=lambda a: (a.distance, a.first))


def _beginnings(query: Sequence[str], words: Words) -> list[int]:
    """The positions where the query may begin, by the votes of its words, best first."""
    votes: Counter[int] = Counter()
    for number, word in _voters(query):
        places = words.places.get(word, ())
        if len(places) <= _COMMON:
            weight = 1 + 8 // (1 + len(places))
            for place in places:
                votes[place - number] += weight
    best: list[int] = []
    slack = _slack(query)
    for begin, _ in votes.most_common(_TRIED * (2 * slack + 1)):
        if all(abs(begin - other) > slack for other in best):
            best.append(begin)
    return best[:_TRIED]


def _voters(query: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The words that vote, with their numbers: all, or the first and last of a long query."""
    for number, word in enumerate(query):
        if number < _VOTERS or number >= len(query) - _VOTERS:
            yield number, word


def _slack(query: Sequence[str]) -> int:
    """How many words longer or shorter than the query a stretch may be."""
    return 2 + len(query) // 8


def _align(query: Sequence[str], words: Words, begin: int) -> Aligned | None:
    """The stretch near `begin` with the fewest edits; None if no word of the query is there."""
    low = max(0, begin - _slack(query))
    window = words.texts[low : max(0, begin) + len(query) + _slack(query)]
    blocks = [b for b in LCSseq.editops(query, window).as_matching_blocks() if b.size]
    if not blocks:
        return None
    # Words of the query before its first match, or after its last, count as changed.
    firsts = {max(0, b.b - b.a) for b in blocks[:2]}
    lasts = {min(len(window), b.b + len(query) - b.a) - 1 for b in blocks[-2:]}
    first, last = min(
        ((first, last) for first in firsts for last in lasts if first <= last),
        key=lambda ends: (Levenshtein.distance(query, window[ends[0] : ends[1] + 1]), *ends),
        default=(0, -1),
    )
    if first > last:
        return None
    stretch = window[first : last + 1]
    start = low + first
    edits: list[Edit] = []
    for op in Levenshtein.opcodes(query, stretch):
        if op.tag == "equal":
            continue
        edit = Edit((op.src_start, op.src_end), (start + op.dest_start, start + op.dest_end))
        if edits and edits[-1].drafted[1] == op.src_start and edits[-1].found[1] == edit.found[0]:
            before = edits.pop()
            edit = Edit((before.drafted[0], op.src_end), (before.found[0], edit.found[1]))
        edits.append(edit)
    distance = Levenshtein.distance(query, stretch)
    return Aligned(start, low + last, tuple(edits), distance)
