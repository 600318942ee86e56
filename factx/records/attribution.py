"""The link between a quote and its sources."""

from collections.abc import Iterator
from typing import Any, Literal

from factx.records.base import Id, Item, unset
from factx.records.span import Span, Time

AttributionType = Literal["statement", "belief", "attitude", "intention"]
Stance = Literal["neutral", "endorsing", "distancing"]


class Attribution(Item):
    """A quote with its sources and the words that attribute it to them.

    Examples:
        >>> (attribution,) = factx.extract("Ana Ruiz said it rained.").attributions
        >>> attribution.cue.text, attribution.sources, attribution.quote
        ('said', ('s1',), 'q1')
    """

    quote: Id
    """The quote that is attributed."""
    sources: tuple[Id, ...]
    """Who said it; empty if the article gives no source."""
    source_span: Span | None
    """The mention next to the cue: the whole noun phrase with its title."""
    cue: Span | None
    """The reporting words: the verb group with auxiliaries, negation and adverbs, not the date."""
    type: AttributionType
    """Whether the source states, believes, feels or intends it."""
    parent: Id | None
    """The attribution that reports this one ("Bloomberg reported that T. said ...")."""
    negated: bool = unset(False)
    """It was not said ("did not say", "nobody said"), or it is only supposed or asked."""
    when: Time | None = unset()
    """When it was said."""
    addressee: Span | None = unset()
    """Whom it was said to."""
    stance: Stance | None = unset()
    """Stance of the cue towards the content: "noted" endorses it, "claimed" distances itself."""

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        yield None, self.id
        yield "quote", self.quote
        yield "sources", self.sources
        yield "cue", self.cue.text if self.cue else None
        for name in ("parent", "negated"):
            if getattr(self, name):
                yield name, getattr(self, name)
