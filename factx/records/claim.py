"""What is asserted, by a source or by the article."""

from typing import Literal

from pydantic import Field

from factx.records.base import Id, Item, Words, unset
from factx.records.span import Quantity, Span, Time

ClaimKind = Literal["fact", "prediction", "position", "opinion"]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
"""FactBank's scale: certain, probable, possible; + or -; u where polarity or all is open."""


class Claim(Item):
    """One proposition. That somebody said it is no claim of its own but the attribution."""

    text: Words
    """The proposition so that it stands alone: names for pronouns, dates where the text allows."""
    standalone: bool
    """False where that could not be done and `text` is the evidence as it stands."""
    evidence: tuple[Span, ...] = Field(min_length=1)
    """The smallest spans from which it can be read, in reading order."""
    attribution: Id | None
    """The attribution whose content asserts it; null where the article itself does."""
    kind: ClaimKind
    """fact, prediction, position (what an actor wants or undertakes) or opinion."""
    factuality: Factuality
    """How certain it is, and with which polarity, as its holder presents it."""
    condition: Span | None = unset()
    """The condition under which it is asserted."""
    hedges: tuple[Span, ...] = unset(())
    """Words that weaken it: "may", "allegedly"."""
    times: tuple[Time, ...] = unset(())
    """Expressions of time within it."""
    quantities: tuple[Quantity, ...] = unset(())
    """Expressions of quantity within it."""
    checkworthy: bool | None = unset()
    """Whether a fact-checker would take it up."""
