"""The other half of the account: what was drafted and is not in the record."""

from collections.abc import Iterator

from factx.grounding.candidates import Locator, Miss
from factx.grounding.placement import Slot, passages_of
from factx.grounding.spans import Cutter
from factx.grounding.standing import Survivors
from factx.records import Draft, Passage, Ungrounded
from factx.records.ungrounded import DraftedKind


def lost_parts(
    draft: Draft, survivors: Survivors, cutter: Cutter, locator: Locator
) -> Iterator[Ungrounded]:
    """An entry for each passage that is not in the record, in the order of the draft.

    Items that are lost and have no passage of their own follow, then what a model wrote that fits
    no field; so nothing that was drafted goes without a word.
    """
    names = {source.id: source.name for source in draft.sources}
    names |= {claim.id: claim.text for claim in draft.claims}
    told: set[str] = set()
    for slot, passage in passages_of(draft):
        entry = _lost_passage(slot, passage, survivors, cutter, locator)
        if entry is not None:
            told.add(slot.item)
            note = _told_of(names.get(slot.item), entry.detail)
            yield entry.model_copy(update={"detail": note, "attempts": draft.attempts})
    for source in draft.sources:
        if source.id in survivors.lost and source.id not in told:
            why = _told_of(source.name, survivors.lost[source.id]) or ""
            yield _lost_item("source", source.id, why)
    for attribution in draft.attributions:
        if attribution.id in survivors.lost and attribution.id not in told:
            yield _lost_item("attribution", attribution.id, survivors.lost[attribution.id])
    for relation in draft.relations:
        if not {relation.first, relation.second} <= survivors.ids:
            what = f"{relation.first} {relation.type} {relation.second}"
            yield _lost_item("relation", None, f"{what}: one of the two was lost")
    for invalid in draft.invalid:
        yield Ungrounded(**dict(invalid), reason="invalid", nearest=None)


def _lost_passage(
    slot: Slot, passage: Passage, survivors: Survivors, cutter: Cutter, locator: Locator
) -> Ungrounded | None:
    """The entry for one passage; None if it is in the record."""
    span = cutter.span(slot, passage)
    why = survivors.lost.get(slot.item)
    if span is not None and why is None:
        return None
    reason = cutter.places.missed.get(slot, "depends_on")
    miss = locator.miss(passage) if reason == "not_in_text" else Miss(reason)
    if miss.nearest is not None:
        span = cutter.at(miss.nearest)
    return Ungrounded(
        kind=slot.kind,
        drafted=passage.wording,
        reason=miss.reason,
        nearest=span,
        differs=miss.differs,
        item=slot.item,
        detail=why if reason == "depends_on" else None,
    )


def _lost_item(kind: DraftedKind, item: str | None, why: str) -> Ungrounded:
    return Ungrounded(
        kind=kind, drafted=None, reason="depends_on", nearest=None, item=item, detail=why
    )


def _told_of(name: str | None, why: str | None) -> str | None:
    """Why, with the name of the source or the text of the claim, which no passage tells."""
    return ": ".join(part for part in (name, why) if part) or None
