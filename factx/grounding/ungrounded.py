"""List what was drafted and is not in the record."""

from collections.abc import Iterable, Iterator

from factx.grounding.candidates import Locator, Miss
from factx.grounding.kept_items import KeptItems
from factx.grounding.placement import PassageKey
from factx.grounding.spans import SpanBuilder
from factx.records import Draft, Passage, Ungrounded
from factx.records.ungrounded import DraftedKind


def ungrounded_entries(
    draft: Draft,
    passages: Iterable[tuple[PassageKey, Passage]],
    kept: KeptItems,
    builder: SpanBuilder,
    locator: Locator,
) -> Iterator[Ungrounded]:
    """An entry for each of `passages` that is not in the record, in the order of the draft.

    Lost items without a passage of their own follow, then invalid entries, so that everything
    drafted is accounted for.
    """
    names = {source.id: source.name for source in draft.sources}
    names |= {claim.id: claim.text for claim in draft.claims}
    listed: set[str] = set()
    for key, passage in passages:
        entry = _lost_passage(key, passage, kept, builder, locator)
        if entry is not None:
            listed.add(key.item)
            note = _with_name(names.get(key.item), entry.detail)
            yield entry.model_copy(update={"detail": note, "attempts": draft.attempts})
    for source in draft.sources:
        if source.id in kept.lost and source.id not in listed:
            why = _with_name(source.name, kept.lost[source.id]) or ""
            yield _lost_item("source", source.id, why)
    for attribution in draft.attributions:
        if attribution.id in kept.lost and attribution.id not in listed:
            yield _lost_item("attribution", attribution.id, kept.lost[attribution.id])
    for relation in draft.relations:
        if not {relation.first, relation.second} <= kept.ids:
            what = f"{relation.first} {relation.type} {relation.second}"
            yield _lost_item("relation", None, f"{what}: one of the two was lost")
    for invalid in draft.invalid:
        yield Ungrounded(**dict(invalid), reason="invalid", nearest=None)


def _lost_passage(
    key: PassageKey, passage: Passage, kept: KeptItems, builder: SpanBuilder, locator: Locator
) -> Ungrounded | None:
    """The entry for one passage; None if it is in the record."""
    why = kept.lost.get(key.item)
    if key in builder.placement.found and why is None:
        return None
    span = builder.span(key, passage)
    reason = builder.placement.missed.get(key, "depends_on")
    miss = locator.miss(passage) if reason == "not_in_text" else Miss(reason)
    if miss.nearest is not None:
        span = builder.plain_span(miss.nearest)
    return Ungrounded(
        kind=key.kind,
        drafted=passage.wording,
        reason=miss.reason,
        nearest=span,
        differs=miss.differs,
        item=key.item,
        detail=why if reason == "depends_on" else None,
    )


def _lost_item(kind: DraftedKind, item: str | None, why: str) -> Ungrounded:
    return Ungrounded(
        kind=kind, drafted=None, reason="depends_on", nearest=None, item=item, detail=why
    )


def _with_name(name: str | None, why: str | None) -> str | None:
    """The reason, with the name of the source or the text of the claim."""
    return ": ".join(part for part in (name, why) if part) or None
