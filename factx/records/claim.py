"""A proposition that a source or the article asserts."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from factx.records.base import Bare, Id, Item, Words, shortened, unset
from factx.records.span import Quantity, Span, Time

ClaimKind = Literal["fact", "prediction", "position", "opinion"]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
"""FactBank's scale: certain (CT), probable (PR), possible (PS); + or -; u for unknown."""
Standing = Literal["main", "background", "presupposed"]
Check = Literal["figure", "act", "cause", "rule", "contested"]


def _distinct(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    if len(set(checks)) < len(checks):
        raise ValueError("a check is given twice")
    return checks


Checks = Annotated[
    tuple[Check, ...],
    AfterValidator(_distinct),
    Field(json_schema_extra={"uniqueItems": True}),
]
"""Reasons for checking a claim, each at most once."""


class Claim(Item):
    """One proposition. That somebody said it is an attribution, not another claim.

    Examples:
        >>> (claim,) = factx.extract("Ana Ruiz said the bridge closed.").claims
        >>> claim.text, claim.attribution
        ('the bridge closed', 'a1')
    """

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
    standing: Standing | None = unset()
    """Whether a main clause asserts it, a subordinate part does, or it is taken for granted."""
    reports: Id | None = unset()
    """The attribution that it retells: wanted, offered, asked for or denied, but not asserted."""
    checks: Checks = unset(())
    """Why it is worth checking: a figure, an act, a cause, a rule, or contested by another."""

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        yield None, self.id
        yield None, Bare(shortened(self.text))
        yield None, Bare(self.kind)
        yield None, Bare(self.factuality)
        if self.attribution is not None:
            yield "attribution", self.attribution
