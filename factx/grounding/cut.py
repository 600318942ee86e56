"""Spans cut out of the article where passages were found."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from factx.grounding.locate import Candidate
from factx.grounding.place import Places, Slot
from factx.records import Passage, Quantity, QuantityPassage, Span, Time, TimePassage
from factx.records.ungrounded import DraftedKind
from factx.text import Stretch

S = TypeVar("S", bound=Span)


class Cutter:
    """Turns the found places of one article's passages into spans of its text."""

    def __init__(self, text: str, places: Places) -> None:
        self.text = text
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

    def at(self, place: Stretch) -> Span:
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


def unique(spans: Iterable[S]) -> tuple[S, ...]:
    """The spans in reading order, the first of those at one place."""
    by_place: dict[tuple[int, int], S] = {}
    for span in spans:
        by_place.setdefault(span.place, span)
    return tuple(by_place[place] for place in sorted(by_place))
