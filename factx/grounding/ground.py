"""Ground a draft in an article."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from factx.errors import InvalidData
from factx.grounding.candidates import locator_of
from factx.grounding.draft_of import draft_of_parts
from factx.grounding.kept_items import kept_items
from factx.grounding.mentions import mention_form, name_within
from factx.grounding.parts import Parts, in_reading_order
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
    Origin,
    Passage,
    Provenance,
    Quote,
    Source,
    Span,
)
from factx.records.article import RESTORE_LINE_ENDS, other_line_ends
from factx.records.base import Item
from factx.records.span import distinct
from factx.text import Covered, Index, Offsets, index_of, is_bounded, quoted_as
from factx.version import __version__

ItemT = TypeVar("ItemT", bound=Item)


def ground(article: Article, draft: Draft) -> FactRecord:
    """Ground `draft` in `article`: find its passages, and number its items in reading order.

    Every passage is either in the record or listed as ungrounded. With an item that is not found,
    everything that depends on it is ungrounded too. The same article and draft always give the same
    record. Raises `InvalidData` if the draft was written about another text.

    Examples:
        >>> article = factx.Article(text="The bridge will not close in May, Ana Ruiz said.")
        >>> draft = factx.Draft.from_data({
        ...     "quotes": [{"id": "1", "spans": [{"text": "The bridge will close in May"}]}],
        ...     "attributions": [{"id": "a", "quote": "1"}],
        ... })
        >>> record = factx.ground(article, draft)
        >>> record.quotes, record.ungrounded[0].reason
        ((), 'changed_negation')
    """
    if draft.article_sha256 is not None and draft.article_sha256 != article.sha256:
        problem = "it was written about another text"
        if other_line_ends(article.get_text(), draft.article_sha256):
            difference = "it was written about this text with other line ends"
            problem = f"{difference}; {RESTORE_LINE_ENDS}"
        raise InvalidData(f"the draft for {article.id}", [problem])
    index = index_of(article.get_text())
    locator = locator_of(index)
    placement = place_passages(draft, locator)
    kept = kept_items(draft, placement)
    builder = SpanBuilder(index, placement)
    assembly = _Assembly(draft, kept.ids, index, builder)
    passages = list(passages_of(draft))
    ungrounded = tuple(ungrounded_entries(draft, passages, kept, builder, locator))
    drafted = len(passages) + len(draft.invalid)
    lost = sum(entry.drafted is not None for entry in ungrounded)
    return FactRecord(
        article=article,
        **in_reading_order(assembly.parts())._asdict(),
        ungrounded=ungrounded,
        counts=Counts(drafted=drafted, grounded=drafted - lost, ungrounded=lost),
        provenance=Provenance(factx_version=__version__, **dict(draft.origin)),
    )


def ground_parts(article: Article, parts: Parts, origin: Origin) -> FactRecord:
    """The record of items whose places in `article` are known, as `ground` makes it of their draft.

    If a span splits a word or has white space at its ends, or the pieces of an item overlap, the
    items are grounded as a draft instead, which corrects or lists them.
    """
    text, spans = article.get_text(), [span.place for span in parts.spans()]
    pieces = (*(quote.spans for quote in parts.quotes), *(one.evidence for one in parts.claims))
    are_words = all(_are_words(text, *place) for place in set(spans))
    if not are_words or any(map(_overlap_each_other, pieces)):
        return ground(article, draft_of_parts(article, parts, origin))
    return FactRecord(
        article=article,
        **in_reading_order(parts)._asdict(),
        ungrounded=(),
        counts=Counts(drafted=len(spans), grounded=len(spans), ungrounded=0),
        provenance=Provenance(factx_version=__version__, **dict(origin)),
    )


def _are_words(text: str, start: int, end: int) -> bool:
    """Whether a range splits no word and has no white space at its ends."""
    is_stripped = not text[start].isspace() and not text[end - 1].isspace()
    return is_stripped and is_bounded(text, start, end)


def _overlap_each_other(pieces: Sequence[Span]) -> bool:
    return any(after.start < before.end for before, after in pairwise(pieces))


class _Assembly:
    """Builds the record's items from the kept items of a draft, under the draft's ids."""

    def __init__(
        self, draft: Draft, kept: frozenset[str], index: Index, builder: SpanBuilder
    ) -> None:
        self.draft = draft
        self.kept = kept
        self.index = index
        self.builder = builder
        self.attributions_of: defaultdict[str, list[DraftAttribution]] = defaultdict(list)
        for attribution in self._kept(draft.attributions):
            for source in attribution.sources:
                self.attributions_of[source].append(attribution)

    def parts(self) -> Parts:
        """All items, in the order of the draft."""
        draft = self.draft
        return Parts(
            tuple(map(self._source, self._kept(draft.sources))),
            tuple(map(self._quote, self._kept(draft.quotes))),
            tuple(map(self._attribution, self._kept(draft.attributions))),
            tuple(map(self._claim, self._kept(draft.claims))),
            tuple(one for one in draft.relations if {one.first, one.second} <= self.kept),
        )

    def _kept(self, items: Iterable[ItemT]) -> Iterator[ItemT]:
        return (item for item in items if item.id in self.kept)

    def _source(self, source: DraftSource) -> Source:
        return Source.model_validate({**vars(source), "mentions": self._mentions(source)})

    def _quote(self, quote: DraftQuote) -> Quote:
        spans = self.builder.contents(quote.id, quote.spans)
        fields = {
            "spans": spans,
            "type": quote.type or quoted_as(self.index, (span.place for span in spans)),
            "elisions": self.builder.spans("elision", quote.id, quote.elisions),
        }
        return Quote.model_validate({**vars(quote), **fields})

    def _attribution(self, attribution: DraftAttribution) -> Attribution:
        name, builder = attribution.id, self.builder
        fields = {
            "sources": tuple(source for source in attribution.sources if source in self.kept),
            "source_span": builder.span(PassageKey("source_span", name), attribution.source_span),
            "cue": builder.span(PassageKey("cue", name), attribution.cue),
            "when": builder.time(PassageKey("when", name), attribution.when),
            "addressee": builder.span(PassageKey("addressee", name), attribution.addressee),
        }
        return Attribution.model_validate({**vars(attribution), **fields})

    def _claim(self, claim: DraftClaim) -> Claim:
        name, builder = claim.id, self.builder
        times = (
            builder.time(PassageKey("time", name, n), time) for n, time in enumerate(claim.times)
        )
        quantities = (
            builder.quantity(PassageKey("quantity", name, n), quantity)
            for n, quantity in enumerate(claim.quantities)
        )
        evidence = builder.spans("claim", name, claim.evidence)
        is_verbatim = claim.text == " ".join(passage.wording for passage in claim.evidence)
        fields = {
            "evidence": evidence,
            "text": " ".join(span.text for span in evidence) if is_verbatim else claim.text,
            "condition": builder.span(PassageKey("condition", name), claim.condition),
            "hedges": builder.spans("hedge", name, claim.hedges),
            "times": distinct(time for time in times if time),
            "quantities": distinct(quantity for quantity in quantities if quantity),
        }
        return Claim.model_validate({**vars(claim), **fields})

    def _mentions(self, source: DraftSource) -> tuple[Mention, ...]:
        """The mentions of a source: those drafted, and the source spans of its attributions."""
        found: list[Mention] = []
        for number, mention in enumerate(source.mentions):
            span = self.builder.mention(PassageKey("mention", source.id, number), mention)
            if span is not None:
                found.append(span)
        name = self.builder.span(PassageKey("source", source.id), Passage(text=source.name))
        if name is not None:
            found.append(Mention(**vars(name), form=mention_form(name.text, source)))
        covered = Covered(mention.place for mention in found)
        for attribution in self.attributions_of[source.id]:
            place = self.builder.place(PassageKey("source_span", attribution.id))
            if place is not None and not covered.overlaps(place):
                mention = self._source_span_mention(source, attribution, place)
                found.append(mention)
                covered.add(mention.place)
        return distinct(found)

    def _source_span_mention(
        self, source: DraftSource, attribution: DraftAttribution, place: Offsets
    ) -> Mention:
        """The source span as a mention; if several sources share it, the part with the name."""
        if len(attribution.sources) > 1:
            start, end = name_within(self.index.text, place, source)
            text = self.index.text[start:end]
            return Mention(start=start, end=end, text=text, form=mention_form(text, source))
        passage = attribution.source_span
        assert passage is not None
        form = mention_form(self.index.text[slice(*place)], source)
        mention = self.builder.source_span(PassageKey("source_span", attribution.id), passage, form)
        assert mention is not None
        return mention
