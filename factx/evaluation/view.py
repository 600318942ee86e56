"""Views of an annotated article for the measures: words instead of characters, in a fixed order.

The measures read views and not records, so annotations in any form can be scored.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from factx.evaluation.tokens import NONE, TokenizedText, TokenSet
from factx.records import FactRecord, Layer, Span, rank
from factx.text import Offsets, fold
from factx.text.function_words import content_words

_ARTICLE = re.compile(r"^(?:the|an?) (?=\S)")

TokenSets = tuple[TokenSet, ...]
"""The words of each span, sorted; empty if the record has no span there."""


@dataclass(frozen=True, slots=True)
class Part:
    """One role of an attribution: its offsets and the words they touch."""

    places: tuple[Offsets, ...] = ()
    tokens: TokenSet = NONE

    @classmethod
    def of(cls, tokens: TokenizedText, places: Iterable[Offsets]) -> "Part":
        """The part at `places`; empty if there are none."""
        tidied = tokens.tidy(places)
        return cls(tidied, tokens.touched(tidied)) if tidied else cls()


@dataclass(frozen=True, slots=True)
class AttributionView:
    """An attribution with its quote."""

    id: str
    content: Part
    source: Part
    cue: Part
    head: TokenSet
    """The head word of the source."""
    quote_type: str
    type: str = "statement"
    negated: bool = False
    sources: tuple[str, ...] = ()
    parent: str | None = None
    optional: bool = False
    quote: str = ""
    """Id of the quote."""
    when: TokenSets = ()
    addressee: TokenSets = ()
    stance: str = ""
    """Empty for neutral wording too, which is the same as no stance."""

    def role(self, name: str) -> Part:
        """The content, source or cue."""
        return {"content": self.content, "source": self.source, "cue": self.cue}[name]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with its mentions."""

    id: str
    mentions: TokenSets
    kind: str = "other"
    naming: str = "named"
    optional: bool = False
    name: str = ""
    """Name, role and affiliation are folded by `folded_label`; empty if the record has none."""
    role: str = ""
    affiliation: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim."""

    id: str
    evidence: Part
    words: tuple[str, ...]
    """The content words of its text, sorted."""
    attribution: str | None
    kind: str
    factuality: str
    optional: bool = False
    times: TokenSets = ()
    quantities: TokenSets = ()
    hedges: TokenSets = ()
    condition: TokenSets = ()
    standing: str = ""
    """Empty if the record has none."""
    reports: str | None = None
    checks: tuple[str, ...] = ()
    """Sorted."""
    rank: int = 0

    @property
    def attributed(self) -> bool:
        """Whether it has an attribution; if not, it is the article's own."""
        return self.attribution is not None


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relation between two quotes or two claims."""

    type: str
    first: str
    second: str
    optional: bool = False


@dataclass(frozen=True)
class RecordView:
    """One annotation of a text, with each kind of item in an order that does not depend on ids.

    Items that differ only in their ids are interchangeable to every measure, so the order in which
    they were given changes no count.
    """

    tokens: TokenizedText
    attributions: Sequence[AttributionView]
    sources: Sequence[SourceView] = ()
    claims: Sequence[ClaimView] = ()
    relations: Sequence[RelationView] = ()
    layers: frozenset[Layer] = field(
        default_factory=lambda: frozenset[Layer](("attributions", "claims", "relations"))
    )
    """The layers that were annotated; the others are not compared."""

    @classmethod
    def of(cls, record: FactRecord, tokens: TokenizedText) -> "RecordView":
        """The view of `record`, whose text has the words `tokens`."""
        looked_for = record.provenance.layers
        sources = sorted(_sources(record, tokens), key=_source_order)
        attributions = _in_order(list(_attributions(record, tokens)), sources)
        return cls(
            tokens=tokens,
            attributions=attributions,
            sources=sources,
            claims=_claims_in_order(list(_claims(record, tokens)), attributions),
            relations=_relations(record),
            **({"layers": frozenset(looked_for)} if looked_for else {}),
        )


def _attribution_order(attribution: AttributionView) -> tuple[object, ...]:
    places = attribution.content.places, attribution.source.places, attribution.cue.places
    return (
        *places,
        attribution.quote_type,
        attribution.type,
        attribution.negated,
        attribution.optional,
        *_in_numbers(attribution.when, attribution.addressee),
        attribution.stance,
    )


def _in_order(
    attributions: Sequence[AttributionView], sources: Sequence[SourceView]
) -> list[AttributionView]:
    """Sort by content, source and cue, then by sources, then by parent."""
    ranks = {source.id: number for number, source in enumerate(sources)}
    own = _dense_ranks(
        [
            (_attribution_order(attribution), sorted(ranks[who] for who in attribution.sources))
            for attribution in attributions
        ]
    )
    positions = {attribution.id: at for at, attribution in enumerate(attributions)}
    parents = [positions.get(attribution.parent or "") for attribution in attributions]
    order = _chain_ranks(own, parents)
    return [attributions[at] for at in sorted(range(len(attributions)), key=order.__getitem__)]


def _chain_ranks(own: list[int], parents: list[int | None]) -> list[int]:
    """The rank of each item by its own rank, then that of its parent, and so on up the chain.

    Each round compares twice as many items of every chain.
    """
    ranks, beyond = own, parents
    while any(at is not None for at in beyond):
        after = [-1 if at is None else ranks[at] for at in beyond]
        ranks = _dense_ranks(list(zip(ranks, after, strict=True)))
        beyond = [None if at is None else beyond[at] for at in beyond]
    return ranks


def _dense_ranks(keys: list[Any]) -> list[int]:
    """The rank of each key from 0; equal keys have the same."""
    ranks: list[int] = [0] * len(keys)
    order = sorted(range(len(keys)), key=keys.__getitem__)
    for before, at in pairwise(order):
        ranks[at] = ranks[before] + (keys[at] != keys[before])
    return ranks


def _source_order(source: SourceView) -> tuple[object, ...]:
    labels = source.name, source.role, source.affiliation, source.number
    return (*_in_numbers(source.mentions), source.kind, source.naming, source.optional, *labels)


def _claims_in_order(
    claims: Sequence[ClaimView], attributions: Sequence[AttributionView]
) -> list[ClaimView]:
    """Sort by evidence, then by what is said of each claim; attributions count by position."""
    ranks = {attribution.id: number for number, attribution in enumerate(attributions, start=1)}

    def order(claim: ClaimView) -> tuple[object, ...]:
        says = claim.words, claim.attributed, claim.kind, claim.factuality
        spans = _in_numbers(claim.times, claim.quantities, claim.hedges, claim.condition)
        voices = [ranks.get(each or "", 0) for each in (claim.attribution, claim.reports)]
        details = (*voices, claim.standing, claim.checks)
        return (claim.evidence.places, *says, claim.optional, *spans, *details)

    return sorted(claims, key=order)


def _in_numbers(*each: TokenSets) -> list[list[list[int]]]:
    """The token sets as lists, which can be sorted."""
    return [[sorted(tokens) for tokens in token_sets] for token_sets in each]


def _attributions(record: FactRecord, tokens: TokenizedText) -> Iterable[AttributionView]:
    quotes = {quote.id: quote for quote in record.quotes}
    for attribution in record.attributions:
        quote = quotes[attribution.quote]
        source = Part.of(tokens, _places(attribution.source_span))
        yield AttributionView(
            id=attribution.id,
            content=Part.of(tokens, _places(*quote.spans)),
            source=source,
            cue=Part.of(tokens, _places(attribution.cue)),
            head=tokens.head(source.places),
            quote_type=quote.type,
            type=attribution.type,
            negated=attribution.negated,
            sources=attribution.sources,
            parent=attribution.parent,
            optional=attribution.optional or quote.optional,
            quote=quote.id,
            when=_token_sets(tokens, attribution.when),
            addressee=_token_sets(tokens, attribution.addressee),
            stance="" if attribution.stance in (None, "neutral") else attribution.stance,
        )


def _sources(record: FactRecord, tokens: TokenizedText) -> Iterable[SourceView]:
    for source in record.sources:
        yield SourceView(
            id=source.id,
            mentions=_token_sets(tokens, *source.mentions),
            kind=source.kind,
            naming=source.naming,
            optional=source.optional,
            name=folded_label(source.name),
            role=folded_label(source.role or ""),
            affiliation=folded_label(source.affiliation or ""),
            number=source.number or "",
        )


def _claims(record: FactRecord, tokens: TokenizedText) -> Iterable[ClaimView]:
    for claim in record.claims:
        yield ClaimView(
            id=claim.id,
            evidence=Part.of(tokens, _places(*claim.evidence)),
            words=tuple(sorted(content_words(claim.text))),
            attribution=claim.attribution,
            kind=claim.kind,
            factuality=claim.factuality,
            optional=claim.optional,
            times=_token_sets(tokens, *claim.times),
            quantities=_token_sets(tokens, *claim.quantities),
            hedges=_token_sets(tokens, *claim.hedges),
            condition=_token_sets(tokens, claim.condition),
            standing=claim.standing or "",
            reports=claim.reports,
            checks=tuple(sorted(claim.checks)),
            rank=rank(claim),
        )


def _relations(record: FactRecord) -> list[RelationView]:
    return [
        RelationView(relation.type, relation.first, relation.second, relation.optional)
        for relation in record.relations
    ]


def _places(*spans: Span | None) -> tuple[Offsets, ...]:
    return tuple(span.place for span in spans if span is not None)


def _token_sets(tokens: TokenizedText, *spans: Span | None) -> TokenSets:
    touched = (tokens.touched(_places(span)) for span in spans if span is not None)
    return tuple(sorted(touched, key=sorted))


def folded_label(text: str) -> str:
    """`text` in lower case, without its typography and a leading article."""
    return _ARTICLE.sub("", fold(text))
