"""The link between what was said and who said it."""

from typing import Literal

from factx.records.base import Id, Item, unset
from factx.records.span import Span, Time

AttributionType = Literal["statement", "belief", "attitude", "intention"]
Stance = Literal["neutral", "endorsing", "distancing"]


class Attribution(Item):
    """One quote, tied to its sources by the words that do the tying."""

    quote: Id
    """The quote it is about."""
    sources: tuple[Id, ...]
    """Who said it; empty where the article names nobody."""
    source_span: Span | None
    """The mention beside the cue: the whole noun phrase with its title."""
    cue: Span | None
    """The words of saying: the verb group with auxiliaries, negation and adverbs, not the date."""
    type: AttributionType
    """Whether it was stated, believed, felt or intended."""
    parent: Id | None
    """The attribution through which this one reaches us ("Bloomberg reported that T. said ...")."""
    negated: bool = unset(False)
    """The article says that this was not said ("did not say")."""
    when: Time | None = unset()
    """When it was said."""
    addressee: Span | None = unset()
    """Whom it was said to."""
    stance: Stance | None = unset()
    """How the wording stands to the content: "noted" endorses, "claimed" keeps a distance."""
