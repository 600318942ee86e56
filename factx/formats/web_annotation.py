"""W3C Web Annotations: JSON-LD for archives and annotation servers.

An article is an AnnotationPage. Each stretch has two selectors: its position in code points, and
its words with some context, which still works if the text is moved. A quote in several pieces has
several targets.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote as percent

from factx.errors import InputError
from factx.records import Article, Attribution, Claim, FactRecord, Quote, Source, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters of prefix and suffix, as Hypothesis and Apache Annotator take


def page_of(record: FactRecord) -> dict[str, Any]:
    """The AnnotationPage of a record; raises `InputError` if it has no text."""
    article = record.article
    if article.text is None:
        raise InputError(f"record {article.id}", "it was written without the article's text")
    page = _Page(article, article.text)
    return {
        "@context": CONTEXT,
        "id": page.name(),
        "type": "AnnotationPage",
        "items": [
            *(page.source(source) for source in record.sources),
            *(page.quote(quote) for quote in record.quotes),
            *(part for said in record.attributions for part in page.attribution(said)),
            *(page.claim(claim) for claim in record.claims),
        ],
    }


class _Page:
    def __init__(self, article: Article, text: str) -> None:
        self.article = article
        self.text = text

    def name(self, item: str = "") -> str:
        """The IRI of the page, or of an item of the record."""
        page = f"urn:factx:{self.article.sha256}"
        return f"{page}:{percent(item, safe='')}" if item else page

    def source(self, source: Source) -> dict[str, Any]:
        facts = {"role": source.role, "affiliation": source.affiliation}
        tags = ["source", source.kind, source.naming]
        named = [_described(f"{key}: {said}") for key, said in facts.items() if said]
        body = [*map(_tag, tags), _described(source.name), *named]
        return self._annotation(source.id, "identifying", body, source.mentions)

    def quote(self, quote: Quote) -> dict[str, Any]:
        tags = [_tag("quote"), _tag(quote.type)]
        return self._annotation(quote.id, "classifying", tags, quote.spans)

    def attribution(self, said: Attribution) -> Iterator[dict[str, Any]]:
        """The attribution, which links a quote to its sources, with its cue and source span."""
        tags = [_tag("attribution"), _tag(said.type), *([_tag("negated")] if said.negated else [])]
        ends = [*said.sources, *([said.parent] if said.parent else [])]
        yield {
            "id": self.name(said.id),
            "type": "Annotation",
            "motivation": "linking",
            "body": [*tags, *(self.name(end) for end in ends)],
            "target": self.name(said.quote),
        }
        for part, span in (("cue", said.cue), ("source_span", said.source_span)):
            if span is not None:
                body = [_tag(part), self.name(said.id)]
                yield self._annotation(f"{said.id}.{part}", "classifying", body, [span])

    def claim(self, claim: Claim) -> dict[str, Any]:
        said = [self.name(claim.attribution)] if claim.attribution else []
        tags = [_tag(word) for word in ("claim", claim.kind, claim.factuality)]
        body = [_described(claim.text), *tags, *said]
        return self._annotation(claim.id, "describing", body, claim.evidence)

    def _annotation(
        self, item: str, motivation: str, body: list[Any], spans: Sequence[Span]
    ) -> dict[str, Any]:
        targets = [self._target(span) for span in spans]
        return {
            "id": self.name(item),
            "type": "Annotation",
            "motivation": motivation,
            "body": body,
            "target": targets if len(targets) > 1 else targets[0],
        }

    def _target(self, span: Span) -> dict[str, Any]:
        start, end = span.place
        return {
            "type": "SpecificResource",
            "source": self.article.url or self.name("text"),
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": span.text,
                    "prefix": self.text[max(0, start - _AROUND) : start],
                    "suffix": self.text[end : end + _AROUND],
                },
            ],
        }


def _tag(word: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "tagging", "value": word}


def _described(words: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "describing", "value": words}
