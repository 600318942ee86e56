"""The content of an attribution."""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from factx.records.base import Bare, Item, shortened, unset
from factx.records.span import Span

QuoteType = Literal["direct", "indirect", "mixed"]


class Quote(Item):
    """What was said, in one part or several.

    Examples:
        >>> (quote,) = factx.extract("“We wait,” Ana said, “for rain.”").quotes
        >>> quote.type, quote.text, len(quote.spans)
        ('direct', '“We wait,” ... “for rain.”', 2)
    """

    spans: tuple[Span, ...] = Field(min_length=1)
    """Its parts in reading order; several if other words come between them."""
    type: QuoteType
    """direct: all in quotation marks; indirect: nothing; mixed: some of it."""
    elisions: tuple[Span, ...] = unset(())
    """Ellipses in the article: "...", "[...]"."""

    @property
    def text(self) -> str:
        """All parts, with " ... " between them."""
        return " ... ".join(span.text for span in self.spans)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        yield None, self.id
        yield None, Bare(self.type)
        yield None, Bare(shortened(self.text))
