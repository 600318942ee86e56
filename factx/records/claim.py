"""A proposition that a source or the article asserts."""

from typing import Literal

from pydantic import Field

from factx.records.base import Id, Item, Words, unset
from factx.records.span import Quantity, Span, Time

ClaimKind = Literal["fact", "prediction", "position", "opinion"]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
"""FactBank's scale: certain (CT), probable (PR), possible (PS); + or -; u for unknown."""


class Claim(Item):
    """One proposition. That somebody said it is an attribution, not another claim."""

    text: Words
    """The proposition, readable on its own: names for pronouns, and dates if the text has them."""
    standalone: bool
    """False if `text` could not be made readable on its own and is the unchanged evidence."""
    evidence: tuple[Span, ...] = Field(min_length=1)
    """The smallest spans that state it, in reading order."""
    attribution: Id | None
    """The attribution whose content asserts it; null if the article itself does."""
    kind: ClaimKind
    """fact, prediction, position (what an actor wants or undertakes) or opinion."""
    factuality: Factuality
    """Its certainty and polarity, as the source or the article presents it."""
    condition: Span | None = unset()
    """The condition under which it is asserted."""
    hedges: tuple[Span, ...] = unset(())
    """Words that weaken it: "may", "allegedly"."""
    times: tuple[Time, ...] = unset(())
    """Expressions of time within it."""
    quantities: tuple[Quantity, ...] = unset(())
    """Expressions of quantity within it."""
    checkworthy: bool | None = unset()
    """Whether it is worth checking."""
