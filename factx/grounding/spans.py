"""Build spans of the article from the places of passages."""

from collections.abc import Sequence

from factx.grounding.candidates import Candidate
from factx.grounding.placement import PassageKey, Placement
from factx.records import (
    Mention,
    MentionPassage,
    Passage,
    Quantity,
    QuantityPassage,
    Span,
    Time,
    TimePassage,
)
from factx.records.source import MentionForm
from factx.records.span import SpanT, distinct
from factx.records.ungrounded import DraftedKind
from factx.text import Index, Offsets, Quotation, quotation_around


class SpanBuilder:
    """Builds spans of one article's text from the places of passages."""

    def __init__(self, index: Index, placement: Placement) -> None:
        self.index = index
        self.text = index.text
        self.placement = placement

    def span_at(self, candidate: Candidate, passage: Passage) -> Span:
        """The span at `candidate`, with the drafted string if it differs."""
        return self._made(Span, candidate, passage)

    def _made(
        self, kind: type[SpanT], candidate: Candidate, passage: Passage, **fields: object
    ) -> SpanT:
        text = self.text[candidate.start : candidate.end]
        if candidate.match != "exact":
            fields |= {"match": candidate.match, "differs": candidate.differs}
        if passage.text != text:
            fields["drafted"] = passage.text
        fields |= {"start": candidate.start, "end": candidate.end, "text": text}
        return kind.model_validate(fields)

    def plain_span(self, place: Offsets) -> Span:
        """The span at `place`, without a drafted string."""
        return Span(start=place[0], end=place[1], text=self.text[slice(*place)])

    def place(self, key: PassageKey) -> Offsets | None:
        """Where a passage is; None if it has no place."""
        candidate = self.placement.found.get(key)
        return None if candidate is None else (candidate.start, candidate.end)

    def span(self, key: PassageKey, passage: Passage | None) -> Span | None:
        """The span of one passage; None if there is no passage or it has no place."""
        return self._found(Span, key, passage) if passage is not None else None

    def _found(
        self, kind: type[SpanT], key: PassageKey, passage: Passage, **fields: object
    ) -> SpanT | None:
        candidate = self.placement.found.get(key)
        return None if candidate is None else self._made(kind, candidate, passage, **fields)

    def spans(self, kind: DraftedKind, item: str, passages: Sequence[Passage]) -> tuple[Span, ...]:
        """The distinct spans of an item's passages of one kind, in reading order."""
        if not passages:
            return ()
        found = (self.span(PassageKey(kind, item, number), p) for number, p in enumerate(passages))
        return distinct(span for span in found if span is not None)

    def contents(self, quote: str, passages: Sequence[Passage]) -> tuple[Span, ...]:
        """The distinct spans of a quote's pieces, in reading order.

        An ellipsis may leave out words that are not quoted, as "We go ... and win" does for "We
        go," she said, "and win". Then each quoted part is a span of its own.
        """
        found: list[Span] = []
        for number, passage in enumerate(passages):
            candidate = self.placement.found[PassageKey("quote", quote, number)]
            pieces = self._quoted_pieces(candidate)
            found += [self.span_at(piece, passage) for piece in pieces or [candidate]]
        return distinct(found)

    def _quoted_pieces(self, candidate: Candidate) -> list[Candidate]:
        """The pieces of an elided match that stand in different quotations, with their marks."""
        if not candidate.pieces:
            return []
        around = [quotation_around(self.index, piece) for piece in candidate.pieces]
        quotations = [quotation for quotation in around if quotation is not None]
        if len(quotations) < len(around) or len(set(quotations)) < 2:
            return []
        return [
            candidate._replace(start=start, end=end, pieces=())
            for piece, quotation in zip(candidate.pieces, quotations, strict=True)
            for start, end in [_to_marks(self.text, piece, quotation)]
        ]

    def time(self, key: PassageKey, passage: TimePassage | None) -> Time | None:
        """Like `span`, for an expression of time."""
        if passage is None:
            return None
        return self._found(Time, key, passage, value=passage.value, basis=passage.basis)

    def quantity(self, key: PassageKey, passage: QuantityPassage) -> Quantity | None:
        """Like `span`, for an expression of quantity."""
        return self._found(Quantity, key, passage, value=passage.value, unit=passage.unit)

    def mention(self, key: PassageKey, passage: MentionPassage) -> Mention | None:
        """Like `span`, for a mention of a source."""
        return self._found(Mention, key, passage, form=passage.form)

    def source_span(self, key: PassageKey, passage: Passage, form: MentionForm) -> Mention | None:
        """Like `span`, for a source span as a mention of its source."""
        return self._found(Mention, key, passage, form=form)


def _to_marks(text: str, piece: Offsets, quotation: Quotation) -> Offsets:
    """`piece` widened to the ends of its quotation, if only marks are left out there."""
    start, end = piece
    if not any(char.isalnum() for char in text[quotation.start : start]):
        start = quotation.start
    if not any(char.isalnum() for char in text[end : quotation.end]):
        end = quotation.end
    return start, end
