"""From an article and a draft to the record: the pure half of factx."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from factx.errors import InvalidData
from factx.grounding.candidates import Locator
from factx.grounding.mentions import mention_form, name_within
from factx.grounding.placement import Slot, passages_of, place
from factx.grounding.spans import Cutter, unique
from factx.grounding.standing import survivors
from factx.grounding.ungrounded import lost_parts
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
from factx.text import Index, index_of, quoted_as
from factx.version import __version__

ItemT = TypeVar("ItemT", bound=Item)


def ground(article: Article, draft: Draft) -> FactRecord:
    """The record of `article` that `draft` amounts to: its spans, ids, and what has no place.

    Every passage is either in the record or listed as ungrounded, and what hangs on something lost
    is lost with it. The same article and draft always give the same record. Raises `InvalidData` if
    the draft was written about another text.
    """
    if draft.article_sha256 is not None and draft.article_sha256 != article.sha256:
        problem = "it was written about another text"
        if other_line_ends(article.get_text(), draft.article_sha256):
            difference = "it was written about this text with other line ends"
            problem = f"{difference}; {RESTORE_LINE_ENDS}"
        raise InvalidData(f"the draft for {article.id}", [problem])
    index = index_of(article.get_text())
    locator = Locator(index)
    places = place(draft, locator)
    standing = survivors(draft, places)
    cutter = Cutter(index, places)
    parts = _Assembly(draft, standing.ids, index, cutter)
    ungrounded = tuple(lost_parts(draft, standing, cutter, locator))
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
"""By what items are put into reading order: the places of their spans."""


class _Assembly:
    """The standing items of a draft in reading order, turned into records one by one."""

    def __init__(
        self, draft: Draft, standing: frozenset[str], index: Index, cutter: Cutter
    ) -> None:
        self.draft = draft
        self.index = index
        self.cutter = cutter
        self.heard: defaultdict[str, list[DraftAttribution]] = defaultdict(list)
        for attribution in _standing(draft.attributions, standing):
            for source in attribution.sources:
                self.heard[source].append(attribution)
        self.mentions = {s.id: self._mentions(s) for s in _standing(draft.sources, standing)}
        self.contents = {
            **{q.id: cutter.contents(q.id, q.spans) for q in _standing(draft.quotes, standing)},
            **{
                c.id: cutter.spans("claim", c.id, c.evidence)
                for c in _standing(draft.claims, standing)
            },
        }
        self.sources = sorted(
            _standing(draft.sources, standing), key=lambda s: _order(self.mentions[s.id])
        )
        self.quotes = sorted(
            _standing(draft.quotes, standing), key=lambda q: _order(self.contents[q.id])
        )
        number = {quote.id: number for number, quote in enumerate(self.quotes)}
        self.attributions = sorted(
            _standing(draft.attributions, standing), key=lambda a: number[a.quote]
        )
        self.claims = sorted(
            _standing(draft.claims, standing), key=lambda c: _order(self.contents[c.id])
        )
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
            "elisions": self.cutter.spans("elision", quote.id, quote.elisions),
        }
        return Quote.model_validate({**dict(quote), **fields})

    def attribution(self, attribution: DraftAttribution) -> Attribution:
        name, cutter = attribution.id, self.cutter
        fields = {
            "id": self.ids[name],
            "quote": self.ids[attribution.quote],
            "sources": [self.ids[s] for s in attribution.sources if s in self.ids],
            "source_span": cutter.span(Slot("source_span", name), attribution.source_span),
            "cue": cutter.span(Slot("cue", name), attribution.cue),
            "parent": self._id(attribution.parent),
            "when": cutter.time(Slot("when", name), attribution.when),
            "addressee": cutter.span(Slot("addressee", name), attribution.addressee),
        }
        return Attribution.model_validate({**dict(attribution), **fields})

    def claim(self, claim: DraftClaim) -> Claim:
        name, cutter = claim.id, self.cutter
        times = (cutter.time(Slot("time", name, n), time) for n, time in enumerate(claim.times))
        quantities = (
            cutter.quantity(Slot("quantity", name, n), quantity)
            for n, quantity in enumerate(claim.quantities)
        )
        fields = {
            "id": self.ids[name],
            "evidence": self.contents[name],
            "attribution": self._id(claim.attribution),
            "condition": cutter.span(Slot("condition", name), claim.condition),
            "hedges": cutter.spans("hedge", name, claim.hedges),
            "times": unique(time for time in times if time),
            "quantities": unique(quantity for quantity in quantities if quantity),
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
        """Where a source is mentioned: as drafted, and wherever it is heard in an attribution."""
        found: list[Mention] = []
        for number, mention in enumerate(source.mentions):
            span = self.cutter.span(Slot("mention", source.id, number), mention)
            if span is not None:
                found.append(Mention(**dict(span), form=mention.form))
        name = self.cutter.span(Slot("source", source.id), Passage(text=source.name))
        if name is not None:
            found.append(Mention(**dict(name), form=mention_form(name.text, source)))
        for attribution in self.heard[source.id]:
            slot = Slot("source_span", attribution.id)
            span = self.cutter.span(slot, attribution.source_span)
            if span is not None and not any(_overlap(span, mention) for mention in found):
                found.append(self._heard_mention(source, span, len(attribution.sources)))
        return unique(found)

    def _heard_mention(self, source: DraftSource, span: Span, voices: int) -> Mention:
        """The source span as a mention; of several voices' common span, the part with the name."""
        if voices > 1:
            start, end = name_within(self.index.text, span.place, source)
            text = self.index.text[start:end]
            return Mention(start=start, end=end, text=text, form=mention_form(text, source))
        return Mention(**dict(span), form=mention_form(span.text, source))


def _standing(items: Iterable[ItemT], standing: frozenset[str]) -> list[ItemT]:
    return [item for item in items if item.id in standing]


def _order(spans: Sequence[Span]) -> Order:
    return [span.place for span in spans]


def _numbered(letter: str, items: Iterable[Item]) -> dict[str, str]:
    return {item.id: f"{letter}{number}" for number, item in enumerate(items, start=1)}


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
