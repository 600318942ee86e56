"""The protocol of drafters."""

from typing import Protocol

from factx.records import Article, Draft


class Drafter(Protocol):
    """Writes who said what in an article as strings, which are grounded afterwards.

    Examples:
        >>> class Fixed:
        ...     async def draft(self, article):
        ...         return factx.Draft.from_data({
        ...             "quotes": [{"id": "1", "spans": [{"text": "it rained"}]}],
        ...             "attributions": [{"id": "a", "quote": "1"}],
        ...         })
        >>> factx.extract("Ana said it rained.", drafter=Fixed()).quotes[0].spans
        (Span(9, 18, 'it rained'),)
    """

    async def draft(self, article: Article) -> Draft:
        """Return a draft about `article`; raises a `FactxError` if that fails."""
        ...
