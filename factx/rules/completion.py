"""Fill in the fields of a record that can be read off its article, whoever drafted it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from factx.records import Attribution, Claim, FactRecord, Quantity, Quote, Source, Span, Time
from factx.records.base import Item, is_unset
from factx.records.claim import Check
from factx.rules.claims.actors import officials_among
from factx.rules.claims.checks import checks_of
from factx.rules.claims.conditions import condition
from factx.rules.claims.factuality import hedges_of
from factx.rules.details.attributions import attribution_details
from factx.rules.details.denials import was_not_said
from factx.rules.details.quantities import QuantityExpression, quantities
from factx.rules.details.sources import source_details
from factx.rules.details.times import TimeExpression, times
from factx.rules.language.choice import language_for
from factx.rules.language.own_words import OwnWords
from factx.rules.reading.document import Document, read_document, tokens_between
from factx.rules.statements.unsaid import is_unsaid
from factx.text import Offsets, index_of, is_bounded, overlap

_BODIES = frozenset({"official_body", "organisation", "media_outlet"})
ItemT = TypeVar("ItemT", bound=Item)


def complete(record: FactRecord, *, words: OwnWords | None = None) -> FactRecord:
    """Fill the empty fields of a record that can be read off its spans and the words around them.

    These are `negated`, `when`, `addressee` and `stance` of attributions, `role`, `affiliation`
    and `number` of sources, `condition`, `hedges`, `times`, `quantities` and `checks` of claims;
    the last only if no claim has any. A field that is set stays as it is, with one exception: a
    claim of a statement that was not made gets the factuality "Uu". In German, French and Spanish,
    only `negated` is read. A record without its article's text, or in another language, is returned
    unchanged.

    Examples:
        >>> article = factx.Article(text="Ana Ruiz, the mayor, said on Monday that it rained.")
        >>> draft = factx.Draft.from_data({
        ...     "sources": [{"id": "s", "name": "Ana Ruiz", "kind": "person", "naming": "named"}],
        ...     "quotes": [{"id": "1", "spans": [{"text": "it rained"}]}],
        ...     "attributions": [{
        ...         "id": "a", "quote": "1", "sources": ["s"], "cue": {"text": "said"},
        ...         "source_span": {"text": "Ana Ruiz, the mayor"},
        ...     }],
        ... })
        >>> record = factx.complete(factx.ground(article, draft))
        >>> record.sources[0].role, record.attributions[0].when.text
        ('mayor', 'Monday')
    """
    language = language_for(record.article, words)
    if record.article.text is None or language.scope == "quotations":
        return record
    document = read_document(index_of(record.article.text), language)
    quotes = {quote.id: quote for quote in record.quotes}
    if language.scope == "attributions":
        return _with_denials(document, record, quotes)
    attributions = {
        attribution.id: _attribution(document, quotes[attribution.quote], attribution)
        for attribution in record.attributions
    }
    sources = tuple(_source(document, source) for source in record.sources)
    claims = [
        _claim(document, claim, attributions.get(claim.attribution or ""))
        for claim in record.claims
    ]
    if not any(claim.checks for claim in claims):
        contested = {
            end
            for one in record.relations
            if one.type == "contradicts"
            for end in (one.first, one.second)
        }
        claims = _checked(document, sources, attributions, claims, contested)
    return record.model_copy(
        update={
            "sources": sources,
            "attributions": tuple(attributions.values()),
            "claims": tuple(claims),
        }
    )


def _with_denials(
    document: Document, record: FactRecord, quotes: Mapping[str, Quote]
) -> FactRecord:
    """The record with `negated` where the article says so, in a language that is read in part."""
    attributions = {
        one.id: _filled(
            one,
            negated=is_unsaid(
                document,
                cue=one.cue.place if one.cue else None,
                content=quotes[one.quote].spans[0].place,
            ),
        )
        for one in record.attributions
    }
    claims = tuple(_as_made(one, attributions.get(one.attribution or "")) for one in record.claims)
    return record.model_copy(
        update={"attributions": tuple(attributions.values()), "claims": claims}
    )


def _as_made(claim: Claim, attribution: Attribution | None) -> Claim:
    """The claim with the factuality "Uu" if it is of a statement that was not made."""
    is_unmade = attribution is not None and attribution.negated and attribution.type == "statement"
    return claim.model_copy(update={"factuality": "Uu"}) if is_unmade else claim


def _filled(item: ItemT, **fields: Any) -> ItemT:
    """The item with the values of `fields` for those of its fields that are empty."""
    empty = {
        name: value for name, value in fields.items() if value and is_unset(getattr(item, name))
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
    return _as_made(filled, attribution)


def _checked(
    document: Document,
    sources: Sequence[Source],
    attributions: Mapping[str, Attribution],
    claims: Sequence[Claim],
    contested: Collection[str],
) -> list[Claim]:
    """The claims with the checks that their words show, and those that another contradicts."""
    officials = officials_among(document, sources)
    bodies = {one.id for one in sources if one.role or one.affiliation or one.kind in _BODIES}
    found: list[Claim] = []
    for claim in claims:
        holder = attributions.get(claim.attribution or "")
        speaks = holder is not None and not bodies.isdisjoint(holder.sources)
        checks = checks_of(document, claim, officials=officials, speaks_for_body=speaks)
        rivals: tuple[Check, ...] = ("contested",) if claim.id in contested else ()
        found.append(_filled(claim, checks=checks + rivals))
    return found


def _hedges(document: Document, claim: Claim, attribution: Attribution | None) -> list[Offsets]:
    """The words that weaken a claim that is not certain, without the cue of its attribution."""
    if claim.factuality[:2] not in {"PR", "PS"}:
        return []
    parts = [tokens_between(document, *span.place) for span in claim.evidence]
    found = hedges_of([token for part in parts for token in part])
    cue = attribution.cue.place if attribution and attribution.cue else (0, 0)
    found = found or [place for part in parts for place in hedges_of(part)]
    return [place for place in found if not overlap(place, cue)]


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
