"""Ground a draft in an article."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from factx.errors import InvalidData
from factx.grounding.candidates import Locator
from factx.grounding.kept_items import kept_items
from factx.grounding.mentions import mention_form, name_within
from factx.grounding.placement import PassageKey, passages_of, place_passages
from factx.grounding.spans import SpanBuilder
from factx.grounding.ungrounded import ungrounded_entries
from factx.records import (
    Article,
    Attribution,
    Claim,
    Counts,
    Draft,
    DraftAttribution,
    DraftClaim,
    DraftQuote,
    DraftSource,
    FactRecord,
    Mention,
    Passage,
    Provenance,
    Quote,
    Relation,
    Source,
    Span,
)
from factx.records.article import RESTORE_LINE_ENDS, other_line_ends
from factx.records.base import Item
from factx.records.span import distinct
from factx.text import Index, index_of, overlap, quoted_as
from factx.version import __version__

ItemT = TypeVar("ItemT", bound=Item)


def ground(article: Article, draft: Draft) -> FactRecord:
    """Ground `draft` in `article`: find its passages, and number its items in reading order.

    Every passage is either in the record or listed as ungrounded. With an item that is not found,
    everything that depends on it is ungrounded too. The same article and draft always give the same
    record. Raises `InvalidData` if the draft was written about another text.
    """
    if draft.article_sha256 is not None and draft.article_sha256 != article.sha256:
        problem = "it was written about another text"
        if other_line_ends(article.get_text(), draft.article_sha256):
            difference = "it was written about this text with other line ends"
            problem = f"{difference}; {RESTORE_LINE_ENDS}"
        raise InvalidData(f"the draft for {article.id}", [problem])
    index = index_of(article.get_text())
    locator = Locator(index)
    placement = place_passages(draft, locator)
    kept = kept_items(draft, placement)
    builder = SpanBuilder(index, placement)
    parts = _Assembly(draft, kept.ids, index, builder)
    ungrounded = tuple(ungrounded_entries(draft, kept, builder, locator))
    drafted = sum(1 for _ in passages_of(draft)) + len(draft.invalid)
    lost = sum(entry.drafted is not None for entry in ungrounded)
    return FactRecord(
        article=article,
        sources=tuple(map(parts.source, parts.sources)),
        quotes=tuple(map(parts.quote, parts.quotes)),
        attributions=tuple(map(parts.attribution, parts.attributions)),
        claims=tuple(map(parts.claim, parts.claims)),
        relations=tuple(parts.relations()),
        ungrounded=ungrounded,
        counts=Counts(drafted=drafted, grounded=drafted - lost, ungrounded=lost),
        provenance=Provenance(factx_version=__version__, **dict(draft.origin)),
    )


Order = list[tuple[int, int]]
"""The offsets of an item's spans, by which items are sorted."""


class _Assembly:
    """Builds the record's items, in reading order, from the kept items of a draft."""

    def __init__(
        self, draft: Draft, kept: frozenset[str], index: Index, builder: SpanBuilder
    ) -> None:
        self.draft = draft
        self.index = index
        self.builder = builder
        self.attributions_of: defaultdict[str, list[DraftAttribution]] = defaultdict(list)
        for attribution in _kept(draft.attributions, kept):
            for source in attribution.sources:
                self.attributions_of[source].append(attribution)
        self.mentions = {s.id: self._mentions(s) for s in _kept(draft.sources, kept)}
        self.contents = {
            **{q.id: builder.contents(q.id, q.spans) for q in _kept(draft.quotes, kept)},
            **{c.id: builder.spans("claim", c.id, c.evidence) for c in _kept(draft.claims, kept)},
        }
        self.sources = sorted(_kept(draft.sources, kept), key=lambda s: _order(self.mentions[s.id]))
        self.quotes = sorted(_kept(draft.quotes, kept), key=lambda q: _order(self.contents[q.id]))
        number = {quote.id: number for number, quote in enumerate(self.quotes)}
        self.attributions = sorted(_kept(draft.attributions, kept), key=lambda a: number[a.quote])
        self.claims = sorted(_kept(draft.claims, kept), key=lambda c: _order(self.contents[c.id]))
        self.ids = {
            **_numbered("s", self.sources),
            **_numbered("q", self.quotes),
            **_numbered("a", self.attributions),
            **_numbered("c", self.claims),
        }

    def source(self, source: DraftSource) -> Source:
        fields = {"id": self.ids[source.id], "mentions": self.mentions[source.id]}
        return Source.model_validate({**dict(source), **fields})

    def quote(self, quote: DraftQuote) -> Quote:
        spans = self.contents[quote.id]
        fields = {
            "id": self.ids[quote.id],
            "spans": spans,
            "type": quote.type or quoted_as(self.index, (span.place for span in spans)),
            "elisions": self.builder.spans("elision", quote.id, quote.elisions),
        }
        return Quote.model_validate({**dict(quote), **fields})

    def attribution(self, attribution: DraftAttribution) -> Attribution:
        name, builder = attribution.id, self.builder
        fields = {
            "id": self.ids[name],
            "quote": self.ids[attribution.quote],
            "sources": [self.ids[s] for s in attribution.sources if s in self.ids],
            "source_span": builder.span(PassageKey("source_span", name), attribution.source_span),
            "cue": builder.span(PassageKey("cue", name), attribution.cue),
            "parent": self._id(attribution.parent),
            "when": builder.time(PassageKey("when", name), attribution.when),
            "addressee": builder.span(PassageKey("addressee", name), attribution.addressee),
        }
        return Attribution.model_validate({**dict(attribution), **fields})

    def claim(self, claim: DraftClaim) -> Claim:
        name, builder = claim.id, self.builder
        times = (
            builder.time(PassageKey("time", name, n), time) for n, time in enumerate(claim.times)
        )
        quantities = (
            builder.quantity(PassageKey("quantity", name, n), quantity)
            for n, quantity in enumerate(claim.quantities)
        )
        fields = {
            "id": self.ids[name],
            "evidence": self.contents[name],
            "attribution": self._id(claim.attribution),
            "reports": self._id(claim.reports),
            "condition": builder.span(PassageKey("condition", name), claim.condition),
            "hedges": builder.spans("hedge", name, claim.hedges),
            "times": distinct(time for time in times if time),
            "quantities": distinct(quantity for quantity in quantities if quantity),
        }
        return Claim.model_validate({**dict(claim), **fields})

    def relations(self) -> Iterator[Relation]:
        for relation in self.draft.relations:
            if relation.first in self.ids and relation.second in self.ids:
                ends = {"first": self.ids[relation.first], "second": self.ids[relation.second]}
                yield relation.model_copy(update=ends)

    def _id(self, drafted: str | None) -> str | None:
        return None if drafted is None else self.ids[drafted]

    def _mentions(self, source: DraftSource) -> tuple[Mention, ...]:
        """The mentions of a source: those drafted, and the source spans of its attributions."""
        found: list[Mention] = []
        for number, mention in enumerate(source.mentions):
            span = self.builder.span(PassageKey("mention", source.id, number), mention)
            if span is not None:
                found.append(Mention(**dict(span), form=mention.form))
        name = self.builder.span(PassageKey("source", source.id), Passage(text=source.name))
        if name is not None:
            found.append(Mention(**dict(name), form=mention_form(name.text, source)))
        for attribution in self.attributions_of[source.id]:
            key = PassageKey("source_span", attribution.id)
            span = self.builder.span(key, attribution.source_span)
            if span is not None and not any(
                overlap(span.place, mention.place) for mention in found
            ):
                found.append(self._source_span_mention(source, span, len(attribution.sources)))
        return distinct(found)

    def _source_span_mention(self, source: DraftSource, span: Span, voices: int) -> Mention:
        """The source span as a mention; if several sources share it, the part with the name."""
        if voices > 1:
            start, end = name_within(self.index.text, span.place, source)
            text = self.index.text[start:end]
            return Mention(start=start, end=end, text=text, form=mention_form(text, source))
        return Mention(**dict(span), form=mention_form(span.text, source))


def _kept(items: Iterable[ItemT], kept: frozenset[str]) -> list[ItemT]:
    return [item for item in items if item.id in kept]


def _order(spans: Sequence[Span]) -> Order:
    return [span.place for span in spans]


def _numbered(letter: str, items: Iterable[Item]) -> dict[str, str]:
    return {item.id: f"{letter}{number}" for number, item in enumerate(items, start=1)}
