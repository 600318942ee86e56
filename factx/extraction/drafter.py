"""The protocol of drafters."""

from typing import Protocol

from factx.records import Article, Draft


class Drafter(Protocol):
    """Writes who said what in an article as strings, which are grounded afterwards."""

    async def draft(self, article: Article) -> Draft:
        """Return a draft about `article`; raises a `FactxError` if that fails."""
        ...
