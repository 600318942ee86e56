"""schema.org: JSON-LD with quotations and claims, for search engines and libraries.

It has no terms for offsets, cues, types of attribution or certainty, which are left out.
"""

from typing import Any
from urllib.parse import quote as percent

from factx.records import Article, FactRecord, Source

_TYPES = {
    "person": "Person",
    "group": "Organization",
    "official_body": "GovernmentOrganization",
    "organisation": "Organization",
    "media_outlet": "NewsMediaOrganization",
    "document": "CreativeWork",
}


def graph_of(record: FactRecord) -> dict[str, Any]:
    """The article, its sources, quotations and claims as one JSON-LD graph."""
    article = record.article

    def name(item: str) -> str:
        return f"urn:factx:{article.sha256}:{percent(item, safe='')}"

    news = {"@id": article.url or name("article"), **article_of(article)}
    said = {  # by nobody, where the article says that they did not say it
        a.id: [{"@id": name(source)} for source in a.sources if not a.negated]
        for a in record.attributions
    }
    speakers: dict[str, list[dict[str, str]]] = {}
    for attribution in record.attributions:
        speakers.setdefault(attribution.quote, []).extend(said[attribution.id])
    quotations = [
        {
            "@id": name(quote.id),
            "@type": "Quotation",
            "text": " ... ".join(span.text for span in quote.spans),
            "creator": one_or_all(speakers.get(quote.id, [])),
            "isPartOf": {"@id": news["@id"]},
        }
        for quote in record.quotes
    ]
    claims = [
        {
            "@id": name(claim.id),
            "@type": "Claim",
            "text": claim.text,
            "author": one_or_all(said[claim.attribution]) if claim.attribution else None,
            "appearance": {"@id": news["@id"]},
        }
        for claim in record.claims
    ]
    sources = [{"@id": name(source.id), **agent_of(source)} for source in record.sources]
    every = [news, *sources, *quotations, *claims]
    return {"@context": "https://schema.org", "@graph": [without_nothing(item) for item in every]}


def article_of(article: Article) -> dict[str, Any]:
    """The NewsArticle, without what is unknown."""
    publisher = {"@type": "Organization", "name": article.publisher}
    return without_nothing(
        {
            "@type": "NewsArticle",
            "headline": article.title,
            "url": article.url,
            "datePublished": article.published,
            "inLanguage": article.lang,
            "author": {"@type": "Person", "name": article.byline} if article.byline else None,
            "publisher": publisher if article.publisher else None,
        }
    )


def agent_of(source: Source) -> dict[str, Any]:
    """The Person, Organization or other agent that a source is."""
    kind = _TYPES.get(source.kind, "Thing")
    role = {"jobTitle": source.role} if kind == "Person" else {"description": source.role}
    belongs = {"@type": "Organization", "name": source.affiliation} if source.affiliation else None
    agent = {"@type": kind, "name": source.name, **role}
    return without_nothing({**agent, "affiliation": belongs if kind == "Person" else None})


def one_or_all(found: list[Any]) -> Any:
    """The values without duplicates: one alone, several as a list, None if there are none."""
    distinct = [each for number, each in enumerate(found) if each not in found[:number]]
    return distinct[0] if len(distinct) == 1 else distinct or None


def without_nothing(item: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {key: value for key, value in item.items() if value is not None}
