"""Spans cut out of the article where passages were found."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from factx.grounding.candidates import Candidate
from factx.grounding.placement import Places, Slot
from factx.records import Passage, Quantity, QuantityPassage, Span, Time, TimePassage
from factx.records.ungrounded import DraftedKind
from factx.text import Index, Offsets, Quotation, quotation_around

S = TypeVar("S", bound=Span)


class Cutter:
    """Turns the found places of one article's passages into spans of its text."""

    def __init__(self, index: Index, places: Places) -> None:
        self.index = index
        self.text = index.text
        self.places = places

    def cut(self, candidate: Candidate, passage: Passage) -> Span:
        """The article's characters at `candidate`, with the drafted ones where they differ."""
        text = self.text[candidate.start : candidate.end]
        return Span(
            start=candidate.start,
            end=candidate.end,
            text=text,
            match=None if candidate.match == "exact" else candidate.match,
            drafted=None if passage.text == text else passage.text,
            differs=candidate.differs,
        )

    def at(self, place: Offsets) -> Span:
        """The article's characters at `place`."""
        return Span(start=place[0], end=place[1], text=self.text[slice(*place)])

    def span(self, slot: Slot, passage: Passage | None) -> Span | None:
        """The span of one passage; None if there is no passage or it has no place."""
        candidate = self.places.found.get(slot)
        return None if candidate is None or passage is None else self.cut(candidate, passage)

    def spans(self, kind: DraftedKind, item: str, passages: Sequence[Passage]) -> tuple[Span, ...]:
        """The spans of an item's passages of one kind, in reading order, none twice."""
        found = (self.span(Slot(kind, item, number), p) for number, p in enumerate(passages))
        return unique(span for span in found if span is not None)

    def contents(self, quote: str, passages: Sequence[Passage]) -> tuple[Span, ...]:
        """The spans of a quote's pieces, in reading order, none twice.

        Where an ellipsis leaves out words that are not quoted, as in "We go ... and win" for
        "We go," she said, "and win", what was quoted is a span each, and what was not is in none.
        """
        found: list[Span] = []
        for number, passage in enumerate(passages):
            candidate = self.places.found[Slot("quote", quote, number)]
            pieces = self._quoted_pieces(candidate)
            found += [self.cut(piece, passage) for piece in pieces or [candidate]]
        return unique(found)

    def _quoted_pieces(self, candidate: Candidate) -> list[Candidate]:
        """The pieces of an elided place that stand in different quotations, with their marks."""
        around = [quotation_around(self.index, piece) for piece in candidate.pieces]
        quotations = [quotation for quotation in around if quotation is not None]
        if len(quotations) < len(around) or len(set(quotations)) < 2:
            return []
        return [
            replace(candidate, start=start, end=end, pieces=())
            for piece, quotation in zip(candidate.pieces, quotations, strict=True)
            for start, end in [_to_marks(self.text, piece, quotation)]
        ]

    def time(self, slot: Slot, passage: TimePassage | None) -> Time | None:
        """Like `span`, for an expression of time."""
        span = self.span(slot, passage)
        if span is None or passage is None:
            return None
        return Time(**dict(span), value=passage.value, basis=passage.basis)

    def quantity(self, slot: Slot, passage: QuantityPassage) -> Quantity | None:
        """Like `span`, for an expression of quantity."""
        span = self.span(slot, passage)
        if span is None:
            return None
        return Quantity(**dict(span), value=passage.value, unit=passage.unit)


def _to_marks(text: str, piece: Offsets, quotation: Quotation) -> Offsets:
    """`piece` widened to the ends of its quotation where nothing but marks is left out there."""
    start, end = piece
    if not any(char.isalnum() for char in text[quotation.start : start]):
        start = quotation.start
    if not any(char.isalnum() for char in text[end : quotation.end]):
        end = quotation.end
    return start, end


def unique(spans: Iterable[S]) -> tuple[S, ...]:
    """The spans in reading order, the first of those at one place."""
    by_place: dict[tuple[int, int], S] = {}
    for span in spans:
        by_place.setdefault(span.place, span)
    return tuple(by_place[place] for place in sorted(by_place))
