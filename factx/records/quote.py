"""What was said."""

from typing import Literal

from pydantic import Field

from factx.records.base import Item, unset
from factx.records.span import Span

QuoteType = Literal["direct", "indirect", "mixed"]


class Quote(Item):
    """The content of an attribution, in one piece or several."""

    spans: tuple[Span, ...] = Field(min_length=1)
    """Its pieces in reading order; more than one where other words come between."""
    type: QuoteType
    """direct: all inside quotation marks; indirect: nothing is; mixed: some is."""
    elisions: tuple[Span, ...] = unset(())
    """Where the article itself marks words left out: "...", "[...]"."""
