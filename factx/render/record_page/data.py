"""The data of a record for the script: its text in pieces, and who said what, by piece."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from factx.records import Attribution, Claim, FactRecord, Source, Span, Ungrounded
from factx.render.characters import printable
from factx.render.web.pieces import Pieces
from factx.render.words import FACTUALITY, REASONS, kind_words

Data = dict[str, Any]
"""Data for JSON; empty values are left out to keep the page small."""


def record_data(record: FactRecord) -> Data:
    """Return the data of a record.

    Statements, claims and sources refer to each other by their place in their lists. A passage is
    a list of pieces: the first of each span and the one after its last. Of a record without its
    article's text, the passages are texts.
    """
    return _Writer(record).data()


class _Writer:
    """The places of a record's items, and its text in pieces if it has one."""

    def __init__(self, record: FactRecord) -> None:
        self.record = record
        text = record.article.text
        self.pieces = Pieces(text, _shown_spans(record)) if text is not None else None
        self.sources = _places(source.id for source in record.sources)
        self.statements = _places(attribution.id for attribution in record.attributions)
        self.quotes = {quote.id: quote for quote in record.quotes}

    def data(self) -> Data:
        record = self.record
        article = record.article
        about = [printable(fact) for fact in (article.publisher, article.published) if fact]
        by = printable(article.byline or "")
        spoken = _spoken(record)
        return filled(
            id=article.id,
            title=printable(article.title or ""),
            about=" · ".join([*about, *([by] if by else [])]),
            url=printable(article.url or ""),
            lang=article.lang,
            pieces=self.pieces.texts if self.pieces is not None else None,
            sources=[self._source(source, spoken) for source in record.sources],
            statements=[self._statement(attribution) for attribution in record.attributions],
            claims=[self._claim(claim) for claim in record.claims],
            relations=[
                f"{r.first} {r.type.replace('_', ' ')} {r.second}" for r in record.relations
            ],
            lost=[self._lost(lost) for lost in record.ungrounded],
            made=_made(record),
        )

    def _source(self, source: Source, spoken: Counter[tuple[str, str]]) -> Data:
        about = [printable(fact) for fact in (source.role, source.affiliation) if fact]
        return filled(
            id=source.id,
            name=printable(source.name),
            about=[fact for fact in about if fact.casefold() not in source.name.casefold()],
            kind=kind_words(source.kind),
            naming=source.naming,
            mentions=self._passage(*source.mentions),
            quotes=spoken["quotes", source.id],
            words=spoken["words", source.id],
            doubt=printable(source.doubt or ""),
        )

    def _statement(self, item: Attribution) -> Data:
        quote = self.quotes[item.quote]
        return filled(
            id=quote.id,
            quote=quote.type,
            type=item.type,
            by=[self.sources[source] for source in item.sources],
            said=self._passage(*quote.spans),
            source=self._passage(item.source_span),
            cue=self._passage(item.cue),
            parent=self.statements.get(item.parent or ""),
            negated=item.negated,
            when=printable(item.when.text) if item.when else None,
            to=printable(item.addressee.text) if item.addressee else None,
            stance=item.stance,
            loose=[printable(d) for span in quote.spans for d in span.differs],
            doubt=printable(item.doubt or quote.doubt or ""),
        )

    def _claim(self, claim: Claim) -> Data:
        return filled(
            id=claim.id,
            text=printable(claim.text),
            evidence=self._passage(*claim.evidence),
            by=self.statements.get(claim.attribution or ""),
            retells=self.statements.get(claim.reports or ""),
            kind=claim.kind,
            sure=FACTUALITY[claim.factuality],
            condition=printable(claim.condition.text) if claim.condition else None,
            standing=claim.standing if claim.standing != "main" else None,
            checks=claim.checks,
            doubt=printable(claim.doubt or ""),
        )

    def _lost(self, lost: Ungrounded) -> Data:
        why = [REASONS[lost.reason]]
        if lost.differs:
            why[0] += f": {', '.join(lost.differs)}"
        why += [lost.detail] if lost.detail else []
        return filled(
            what=kind_words(lost.kind),
            of=lost.item,
            text=printable(lost.drafted or ""),
            why=[printable(reason) for reason in why],
            nearest=self._passage(lost.nearest),
        )

    def _passage(self, *spans: Span | None) -> list[int] | list[str]:
        if self.pieces is not None:
            return self.pieces.runs(*spans)
        return [printable(span.text) for span in spans if span is not None]


def _shown_spans(record: FactRecord) -> Iterator[Span]:
    """Yield every span that the page marks."""
    for source in record.sources:
        yield from source.mentions
    for quote in record.quotes:
        yield from quote.spans
    for attribution in record.attributions:
        yield from (span for span in (attribution.source_span, attribution.cue) if span is not None)
    for claim in record.claims:
        yield from claim.evidence
    yield from (lost.nearest for lost in record.ungrounded if lost.nearest is not None)


def _spoken(record: FactRecord) -> Counter[tuple[str, str]]:
    """Count the quotes and the quoted words of each source."""
    words = {quote.id: sum(len(s.text.split()) for s in quote.spans) for quote in record.quotes}
    spoken: Counter[tuple[str, str]] = Counter()
    for attribution in record.attributions:
        for source in attribution.sources:
            spoken["quotes", source] += 1
            spoken["words", source] += words[attribution.quote]
    return spoken


def _made(record: FactRecord) -> str:
    origin = record.provenance
    if origin.drafter == "human":
        drafter = "a person"
    else:
        drafter = origin.system if origin.model else f"the {origin.drafter} drafter"
    broken = f", broken off: {origin.broken_off}" if origin.broken_off else ""
    return printable(f"drafted by {drafter}, grounded by factx {origin.factx_version}{broken}")


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def filled(**fields: object) -> Data:
    """Return the fields that have a value, of which 0 is one."""
    return {
        name: value
        for name, value in fields.items()
        if value or (isinstance(value, int) and value is not False)
    }
