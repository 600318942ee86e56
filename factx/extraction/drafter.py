"""What every drafter is: something that writes a draft about an article."""

from typing import Protocol

from factx.records import Article, Draft


class Drafter(Protocol):
    """Writes down who said what in an article, in strings; what it writes is looked up later."""

    async def draft(self, article: Article) -> Draft:
        """A draft about `article`; raises a `FactxError` where none could be made."""
        ...
