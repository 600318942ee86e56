"""Fill in the fields of a record that can be read off its article, whoever drafted it."""

from collections.abc import Sequence
from typing import Any, TypeVar

from factx.records import Attribution, Claim, FactRecord, Quantity, Quote, Source, Span, Time
from factx.records.base import Item, is_unset
from factx.rules.claims.conditions import condition
from factx.rules.claims.factuality import hedges_of
from factx.rules.details.attributions import attribution_details
from factx.rules.details.denials import was_not_said
from factx.rules.details.quantities import QuantityExpression, quantities
from factx.rules.details.sources import source_details
from factx.rules.details.times import TimeExpression, times
from factx.rules.language.language import language_of
from factx.rules.reading.document import Document, read_document, tokens_between
from factx.text import Offsets, index_of, is_bounded, overlap

ItemT = TypeVar("ItemT", bound=Item)


def complete(record: FactRecord) -> FactRecord:
    """Fill the empty fields of a record that can be read off its spans and the words around them.

    These are `negated`, `when`, `addressee` and `stance` of attributions, `role`, `affiliation`
    and `number` of sources, and `condition`, `hedges`, `times` and `quantities` of claims. A field
    that is set stays as it is, with one exception: a claim of a statement that was not made gets
    the factuality "Uu". A record without its article's text, or in a language that the rules do not
    read in full, is returned unchanged.
    """
    language = language_of(record.article.lang)
    if record.article.text is None or language.scope != "full":
        return record
    document = read_document(index_of(record.article.text), language)
    quotes = {quote.id: quote for quote in record.quotes}
    attributions = {
        attribution.id: _attribution(document, quotes[attribution.quote], attribution)
        for attribution in record.attributions
    }
    claims = (
        _claim(document, claim, attributions.get(claim.attribution or ""))
        for claim in record.claims
    )
    return record.model_copy(
        update={
            "sources": tuple(_source(document, source) for source in record.sources),
            "attributions": tuple(attributions.values()),
            "claims": tuple(claims),
        }
    )


def _filled(item: ItemT, **fields: Any) -> ItemT:
    """The item with the values of `fields` for those of its fields that are empty."""
    empty = {
        name: value
        for name, value in fields.items()
        if not is_unset(value) and is_unset(getattr(item, name))
    }
    return item.model_copy(update=empty) if empty else item


def _source(document: Document, source: Source) -> Source:
    details = source_details(
        document,
        name=source.name,
        kind=source.kind,
        naming=source.naming,
        mentions=[mention.place for mention in source.mentions],
    )
    return _filled(source, **details._asdict())


def _attribution(document: Document, quote: Quote, attribution: Attribution) -> Attribution:
    cue = attribution.cue.place if attribution.cue else None
    source = attribution.source_span.place if attribution.source_span else None
    content = [span.place for span in quote.spans]
    details = attribution_details(document, cue=cue, source=source, content=content)
    return _filled(
        attribution,
        negated=was_not_said(document, cue=cue, source=source),
        when=_time(document, details.when) if details.when else None,
        addressee=_span(document, details.addressee) if details.addressee else None,
        stance=details.stance,
    )


def _claim(document: Document, claim: Claim, attribution: Attribution | None) -> Claim:
    places = [span.place for span in claim.evidence]
    when = _times(document, places)
    under = condition(document, places)
    filled = _filled(
        claim,
        condition=_span(document, under) if under else None,
        hedges=tuple(_span(document, place) for place in _hedges(document, claim, attribution)),
        times=tuple(_time(document, one) for one in when),
        quantities=tuple(_quantity(document, one) for one in _quantities(document, places, when)),
    )
    is_unmade = attribution is not None and attribution.negated and attribution.type == "statement"
    if is_unmade and claim.factuality != "Uu":
        return filled.model_copy(update={"factuality": "Uu"})
    return filled


def _hedges(document: Document, claim: Claim, attribution: Attribution | None) -> list[Offsets]:
    """The words that weaken a claim that is not certain, without the cue of its attribution."""
    if claim.factuality[:2] not in {"PR", "PS"}:
        return []
    tokens = [t for span in claim.evidence for t in tokens_between(document, *span.place)]
    cue = attribution.cue.place if attribution and attribution.cue else (0, 0)
    return [place for place in hedges_of(tokens) if not overlap(place, cue)]


def _times(document: Document, places: Sequence[Offsets]) -> list[TimeExpression]:
    found = (one for place in places for one in times(document.text, *place, document.language))
    return [one for one in found if is_bounded(document.text, *one.place)]


def _quantities(
    document: Document, places: Sequence[Offsets], when: Sequence[TimeExpression]
) -> list[QuantityExpression]:
    text, language = document.text, document.language
    found = (one for place in places for one in quantities(text, *place, language, apart_from=when))
    return [one for one in found if is_bounded(text, *one.place)]


def _span(document: Document, place: Offsets) -> Span:
    return Span(**_at(document, place))


def _time(document: Document, found: TimeExpression) -> Time:
    basis = "stated" if found.value else None
    return Time(**_at(document, found.place), value=found.value, basis=basis)


def _quantity(document: Document, found: QuantityExpression) -> Quantity:
    return Quantity(**_at(document, found.place), value=found.value, unit=found.unit)


def _at(document: Document, place: Offsets) -> dict[str, Any]:
    return {"start": place[0], "end": place[1], "text": document.text[slice(*place)]}
