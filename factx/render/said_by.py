"""The part of a record that some of its sources said."""

from factx.errors import InputError
from factx.records import FactRecord, Source
from factx.render.characters import printable


def said_by(record: FactRecord, source: str) -> FactRecord:
    """Return the record with only what sources named `source` say; raises `InputError` for none.

    `source` is an id, or a part of a name in any case. Statements that others report of these
    sources are kept, with the statements that report them.
    """
    chosen = {found.id for found in _named(record, source)}
    attributions = {attribution.id: attribution for attribution in record.attributions}
    kept: set[str] = set()
    for attribution in record.attributions:
        if chosen.isdisjoint(attribution.sources):
            continue
        step: str | None = attribution.id
        while step is not None and step not in kept:
            kept.add(step)
            step = attributions[step].parent
    quotes = {attributions[name].quote for name in kept}
    sources = chosen | {each for name in kept for each in attributions[name].sources}
    claims = [
        claim if claim.reports in kept else claim.model_copy(update={"reports": None})
        for claim in record.claims
        if claim.attribution in kept or (claim.attribution is None and claim.reports in kept)
    ]
    items = quotes | {claim.id for claim in claims}
    return record.model_copy(
        update={
            "sources": tuple(each for each in record.sources if each.id in sources),
            "quotes": tuple(quote for quote in record.quotes if quote.id in quotes),
            "attributions": tuple(a for a in record.attributions if a.id in kept),
            "claims": tuple(claims),
            "relations": tuple(r for r in record.relations if {r.first, r.second} <= items),
            "ungrounded": (),
        }
    )


def _named(record: FactRecord, source: str) -> list[Source]:
    wanted = source.casefold()
    found = [each for each in record.sources if each.id == source]
    found = found or [each for each in record.sources if wanted in each.name.casefold()]
    if not found:
        names = ", ".join(printable(each.name) for each in record.sources) or "none"
        raise InputError(f"record {record.article.id}", f"no source {source!r}; it has: {names}")
    return found
