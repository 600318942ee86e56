"""A statement: content with its source and cue, given by offsets into the article."""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factx.records.attribution import AttributionType
from factx.rules.reading.document import DASHES, Tokens, place_of
from factx.rules.reading.noun_phrases import Range
from factx.text import Offsets, count_words

_NEAR = 24
"""Number of statements before and after one that are searched for its parent."""
_SIGNS = frozenset("+-–")
_SPEECH = 6
"""A shorter quotation (in words) without a cue may be a title or a motto."""
STOPS = frozenset({".", ",", ";", ":", "!", "?", "…", *DASHES})
"""Punctuation marks at which a clause ends; content does not begin with one."""
STOPS_BUT_COMMA = STOPS - {","}
_LEFT_OUT = STOPS - {"!", "?"}
"""Punctuation marks that content does not end with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Content with its source and cue, given by offsets into the article."""

    content: tuple[Offsets, ...]
    """The words that are reported, in reading order; at least one piece."""
    unit: int
    """Number of the unit that contains the cue, or the content if there is no cue."""
    cue: Offsets | None = None
    """The reporting words."""
    source: Offsets | None = None
    """The mention of the speaker next to the cue."""
    antecedent: Offsets | None = None
    """The noun phrase that a source like "who" stands for."""
    type: AttributionType = "statement"
    """Whether it is stated, believed, felt or intended."""
    verb: str = ""
    """The base form of the cue's verb with its particles; empty if the cue has no verb."""
    negated: bool = False
    """Whether the article says that it was not said."""
    is_made: bool = True
    """False if nobody says it ("few believe"), or it is only supposed or asked ("if X says")."""

    @property
    def extent(self) -> Offsets:
        """From the start of content and cue to their end; the source may be outside."""
        places = [*self.content, self.cue] if self.cue else self.content
        starts, ends = zip(*places, strict=True)
        return min(starts), max(ends)


def parents_of(statements: Sequence[Statement]) -> list[int | None]:
    """For each statement, the innermost statement whose content contains it; mostly None."""
    parents: list[int | None] = []
    pieces = [(*place, other) for other, one in enumerate(statements) for place in one.content]
    first = stop = 0
    for at, statement in enumerate(statements):
        start, end = statement.extent
        while pieces[first][2] < at - _NEAR:
            first += 1
        while stop < len(pieces) and pieces[stop][2] <= at + _NEAR:
            stop += 1
        outer = [
            (last - begin, other)
            for begin, last, other in pieces[first:stop]
            if begin <= start and end <= last and other != at
            if (begin, last) != (start, end) or _is_cued_inside(statement)
        ]
        parents.append(min(outer)[1] if outer else None)
    return parents


def _is_cued_inside(statement: Statement) -> bool:
    """Whether the cue of a statement opens or ends its extent: its content is only a part of it."""
    return statement.cue is not None and statement.extent not in statement.content


def outside(spoken: Sequence[Statement], found: Iterable[Statement]) -> list[Statement]:
    """The statements in `spoken`, and those that begin outside them, in reading order."""
    extents = sorted(one.extent for one in spoken)
    kept: list[Statement] = []
    for one in found:
        at = bisect_right(extents, (one.content[0][0], sys.maxsize))
        if not at or extents[at - 1][1] <= one.content[0][0]:
            kept.append(one)
    return sorted([*spoken, *kept], key=lambda one: (one.content[0], one.unit))


def is_long(text: str, places: Iterable[Offsets]) -> bool:
    """Whether a quotation in these pieces is long enough to be speech without a cue."""
    return sum(count_words(text, *place) for place in places) >= _SPEECH


def offsets_of(tokens: Tokens, covered: Range) -> Offsets:
    """The offsets of a range of tokens, without the punctuation marks at its ends."""
    start, stop = covered
    while start < stop - 1 and tokens[start].text in STOPS and not _is_sign(tokens, start):
        start += 1
    while stop - 1 > start and tokens[stop - 1].text in _LEFT_OUT:
        stop -= 1
    if start and tokens[start - 1].text in _SIGNS and _is_sign(tokens, start - 1):
        start -= 1
    return place_of(tokens, (start, stop))


def _is_sign(tokens: Tokens, at: int) -> bool:
    """Whether a dash belongs to the number after it."""
    following = tokens[at + 1]
    return tokens[at].end == following.start and following.text[0].isdigit()
