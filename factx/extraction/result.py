"""What became of one article among many."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factx.records import Article, FactRecord


@dataclass(frozen=True, slots=True)
class Result:
    """An article with its record, or with the error that it failed with.

    Examples:
        >>> article = factx.Article(id="rain", text="Ana said it rained.")
        >>> (result,) = factx.extract_many([article])
        >>> result.error is None, result.record.statements[0].text
        (True, 'it rained')
    """

    article: "Article"
    record: "FactRecord | None" = None
    error: Exception | None = None
    """Why there is no record: a `FactxError`, or any other exception that the drafter raised."""
    seconds: float = 0.0
    """The time from the start of the article to its end, in seconds."""
