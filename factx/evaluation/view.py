"""An annotated article as the measures see it: words in place of characters, items in fixed order.

The measures read this and no record, so that anything that says who said what about a text can be
scored, whatever form it came in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from factx.evaluation.function_words import content_words
from factx.evaluation.tokens import NONE, Place, Tokens, TokenSet
from factx.records import FactRecord, Layer, Span


@dataclass(frozen=True, slots=True)
class Part:
    """One role of an attribution: its places, tidied, and the words they touch."""

    places: tuple[Place, ...] = ()
    tokens: TokenSet = NONE

    @classmethod
    def of(cls, tokens: Tokens, places: Iterable[Place]) -> "Part":
        """The part that stands at `places`; empty if there are none."""
        tidied = tokens.tidy(places)
        return cls(tidied, tokens.touched(tidied)) if tidied else cls()


@dataclass(frozen=True, slots=True)
class Saying:
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

    def role(self, name: str) -> Part:
        """Its content, source or cue."""
        return {"content": self.content, "source": self.source, "cue": self.cue}[name]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source with its mentions."""

    id: str
    mentions: tuple[TokenSet, ...]
    kind: str = "other"
    naming: str = "named"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim."""

    id: str
    evidence: Part
    words: tuple[str, ...]
    """The content words of its text, sorted."""
    attributed: bool
    kind: str
    factuality: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two quotes or two claims."""

    type: str
    first: str
    second: str
    optional: bool = False


@dataclass(frozen=True)
class Annotation:
    """What somebody says of one text, each kind of item in an order that its ids have no part in.

    Items that differ in nothing but the id are interchangeable to every measure, so no figure hangs
    on the order in which they were given.
    """

    tokens: Tokens
    sayings: Sequence[Saying]
    speakers: Sequence[Speaker] = ()
    assertions: Sequence[Assertion] = ()
    links: Sequence[Link] = ()
    layers: frozenset[Layer] = field(
        default_factory=lambda: frozenset[Layer](("attributions", "claims", "relations"))
    )
    """What was looked for; the other layers are not compared."""

    @classmethod
    def of(cls, record: FactRecord, tokens: Tokens) -> "Annotation":
        """What `record` says of the text whose words `tokens` are."""
        looked_for = record.provenance.layers
        speakers = sorted(_speakers(record, tokens), key=_speaker_order)
        return cls(
            tokens=tokens,
            sayings=_in_order(list(_sayings(record, tokens)), speakers),
            speakers=speakers,
            assertions=sorted(_assertions(record, tokens), key=_assertion_order),
            links=_links(record),
            **({"layers": frozenset(looked_for)} if looked_for else {}),
        )

    @cached_property
    def speaker_numbers(self) -> dict[str, int]:
        """The place of each speaker in `speakers`, by its id."""
        return {speaker.id: number for number, speaker in enumerate(self.speakers)}


def _saying_order(saying: Saying) -> tuple[object, ...]:
    places = saying.content.places, saying.source.places, saying.cue.places
    return (*places, saying.quote_type, saying.type, saying.negated, saying.optional)


def _in_order(sayings: Sequence[Saying], speakers: Sequence[Speaker]) -> list[Saying]:
    """By what they say themselves, then by who says it, then by what they are within."""
    ranks = {speaker.id: number for number, speaker in enumerate(speakers)}
    by_id = {saying.id: saying for saying in sayings}

    def order(saying: Saying | None) -> tuple[object, ...]:
        if saying is None:
            return ()
        who = tuple(sorted(ranks[source] for source in saying.sources))
        return (_saying_order(saying), who, order(by_id.get(saying.parent or "")))

    return sorted(sayings, key=order)


def _speaker_order(speaker: Speaker) -> tuple[object, ...]:
    mentions = sorted(tuple(sorted(mention)) for mention in speaker.mentions)
    return mentions, speaker.kind, speaker.naming, speaker.optional


def _assertion_order(assertion: Assertion) -> tuple[object, ...]:
    says = assertion.words, assertion.attributed, assertion.kind, assertion.factuality
    return (assertion.evidence.places, *says, assertion.optional)


def _sayings(record: FactRecord, tokens: Tokens) -> Iterable[Saying]:
    quotes = {quote.id: quote for quote in record.quotes}
    for attribution in record.attributions:
        quote = quotes[attribution.quote]
        source = Part.of(tokens, _places(attribution.source_span))
        yield Saying(
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
        )


def _speakers(record: FactRecord, tokens: Tokens) -> Iterable[Speaker]:
    for source in record.sources:
        mentions = (tokens.touched(_places(mention)) for mention in source.mentions)
        yield Speaker(
            id=source.id,
            mentions=tuple(sorted(mentions, key=sorted)),
            kind=source.kind,
            naming=source.naming,
            optional=source.optional,
        )


def _assertions(record: FactRecord, tokens: Tokens) -> Iterable[Assertion]:
    for claim in record.claims:
        yield Assertion(
            id=claim.id,
            evidence=Part.of(tokens, _places(*claim.evidence)),
            words=tuple(sorted(content_words(claim.text))),
            attributed=claim.attribution is not None,
            kind=claim.kind,
            factuality=claim.factuality,
            optional=claim.optional,
        )


def _links(record: FactRecord) -> list[Link]:
    return [
        Link(relation.type, relation.first, relation.second, relation.optional)
        for relation in record.relations
    ]


def _places(*spans: Span | None) -> tuple[Place, ...]:
    return tuple(span.place for span in spans if span is not None)
