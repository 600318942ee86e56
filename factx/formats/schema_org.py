"""schema.org: JSON-LD with quotations and claims, for search engines and libraries.

It has no terms for offsets, cues, types of attribution or certainty, which are left out.
"""

from typing import Any
from urllib.parse import quote as percent

from factx.records import FactRecord, Source

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

    news = {
        "@id": article.url or name("article"),
        "@type": "NewsArticle",
        "headline": article.title,
        "url": article.url,
        "datePublished": article.published,
        "inLanguage": article.lang,
        "author": {"@type": "Person", "name": article.byline} if article.byline else None,
        "publisher": {"@type": "Organization", "name": article.publisher}
        if article.publisher
        else None,
    }
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
            "creator": _one_or_all(speakers.get(quote.id, [])),
            "isPartOf": {"@id": news["@id"]},
        }
        for quote in record.quotes
    ]
    claims = [
        {
            "@id": name(claim.id),
            "@type": "Claim",
            "text": claim.text,
            "author": _one_or_all(said[claim.attribution]) if claim.attribution else None,
            "appearance": {"@id": news["@id"]},
        }
        for claim in record.claims
    ]
    sources = [_agent(source, name(source.id)) for source in record.sources]
    every = [news, *sources, *quotations, *claims]
    return {"@context": "https://schema.org", "@graph": [_without_nothing(item) for item in every]}


def _agent(source: Source, name: str) -> dict[str, Any]:
    kind = _TYPES.get(source.kind, "Thing")
    role = {"jobTitle": source.role} if kind == "Person" else {"description": source.role}
    belongs = {"@type": "Organization", "name": source.affiliation} if source.affiliation else None
    agent = {"@id": name, "@type": kind, "name": source.name, **role}
    return {**agent, "affiliation": belongs if kind == "Person" else None}


def _one_or_all(found: list[dict[str, str]]) -> Any:
    distinct = list({each["@id"]: each for each in found}.values())
    return distinct[0] if len(distinct) == 1 else distinct or None


def _without_nothing(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value is not None}
