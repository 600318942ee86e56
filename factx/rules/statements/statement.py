"""One thing said, and the offsets that tokens give it."""

from collections.abc import Sequence
from dataclasses import dataclass

from factx.records.attribution import AttributionType
from factx.rules.reading.document import Token, is_utterance
from factx.rules.reading.noun_phrases import Range
from factx.text import Offsets

Tokens = Sequence[Token]
STOPS = frozenset({".", ",", ";", ":", "—", "–", "-", "--", "!", "?", "…"})
"""Marks that belong to no content at its ends."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, with offsets into the article."""

    content: tuple[Offsets, ...]
    """What is said, in reading order."""
    cue: Offsets | None
    """The words of saying."""
    source: Offsets | None
    """The mention of who says it."""
    antecedent: Offsets | None
    """The noun phrase that a source like "who" stands for."""
    type: AttributionType
    """Stated, believed, felt or intended."""
    verb: str
    """The base form of the cue's verb; empty for a cue without one."""
    negated: bool
    """The article says that it was not said."""
    addressee: Offsets | None
    """Whom it was said to."""
    unit: int
    """Number of the unit in which its cue stands."""


def stretch(tokens: Tokens, covered: Range) -> Offsets:
    """From the first to the last token's offsets, marks at the ends left out but for quotations."""
    start, stop = covered
    while start < stop - 1 and tokens[start].text in STOPS and not _is_sign(tokens, start):
        start += 1
    while stop - 1 > start and tokens[stop - 1].text in STOPS:
        stop -= 1
    if start and tokens[start - 1].text in _SIGNS and _is_sign(tokens, start - 1):
        start -= 1
    return tokens[start].start, tokens[stop - 1].end


_SIGNS = frozenset("+-–")


def _is_sign(tokens: Tokens, at: int) -> bool:
    """Whether a dash belongs to the number behind it."""
    following = tokens[at + 1]
    return tokens[at].end == following.start and following.text[0].isdigit()


def speaks(text: str, token: Token) -> bool:
    """Whether a quotation looks like speech by itself."""
    return is_utterance(text, token.start, token.end)
