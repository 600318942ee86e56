"""schema.org's ClaimReview: a skeleton for each claim on the short list, for a fact-checker.

The fact-checker fills in what is empty: `url`, `datePublished`, `author` and `reviewRating`.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from factx.formats.schema_org import agent_of, article_of, one_or_all, without_nothing
from factx.records import Attribution, Claim, FactRecord, short_list

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")


def reviews_of(record: FactRecord) -> Iterator[str]:
    """The reviews of a record as JSON, which is safe within a script element of HTML."""
    for claim in short_list(record):
        text = json.dumps(_review(record, claim), ensure_ascii=False)
        yield text.replace("<", "\\u003c")


def _review(record: FactRecord, claim: Claim) -> dict[str, Any]:
    by = next((a for a in record.attributions if a.id == claim.attribution), None)
    article = article_of(record.article)
    item = {
        "@type": "Claim",
        "author": _holders(record, article, by),
        "datePublished": _date(by) or record.article.published,
        "appearance": article,
    }
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "",
        "datePublished": "",
        "author": {"@type": "Organization", "name": "", "url": ""},
        "claimReviewed": claim.text,
        "itemReviewed": without_nothing(item),
        "reviewRating": {"@type": "Rating", "alternateName": ""},
    }


def _holders(record: FactRecord, article: dict[str, Any], by: Attribution | None) -> Any:
    """Who made the claim: its sources, or the author and publisher of the article."""
    if by is None:
        return one_or_all([article[key] for key in ("author", "publisher") if key in article])
    said_by = () if by.negated else by.sources
    return one_or_all([agent_of(source) for source in record.sources if source.id in said_by])


def _date(by: Attribution | None) -> str | None:
    """When the claim was made, if the article says the day."""
    value = by.when.value if by is not None and by.when is not None else None
    return value if value is not None and _DAY.fullmatch(value) else None
