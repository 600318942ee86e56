"""The content of an attribution."""

from typing import Literal

from pydantic import Field

from factx.records.base import Item, unset
from factx.records.span import Span

QuoteType = Literal["direct", "indirect", "mixed"]


class Quote(Item):
    """What was said, in one part or several."""

    spans: tuple[Span, ...] = Field(min_length=1)
    """Its parts in reading order; several if other words come between them."""
    type: QuoteType
    """direct: all in quotation marks; indirect: nothing; mixed: some of it."""
    elisions: tuple[Span, ...] = unset(())
    """Ellipses in the article: "...", "[...]"."""
