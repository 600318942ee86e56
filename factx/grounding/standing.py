"""What of a draft can stand once some of its passages have no place.

Losing an item must not change the meaning of another. A content that is not found takes its
attributions with it; a source that is found nowhere takes those that name nobody else; what reaches
us through a lost attribution, or is claimed in one, is lost too, and so is a claim whose condition
cannot be shown.
"""

from collections import defaultdict
from dataclasses import dataclass

from factx.grounding.placement import Places, Slot
from factx.records import Draft


@dataclass(frozen=True)
class Survivors:
    """The ids of the items that stand, and what each of the others was lost for."""

    ids: frozenset[str]
    lost: dict[str, str]
    """For each lost item, in words, why."""


def survivors(draft: Draft, places: Places) -> Survivors:
    """Which sources, quotes, attributions and claims of `draft` stand, given its `places`."""
    lost: dict[str, str] = {}
    for quote in draft.quotes:
        if quote.id not in places.whole:
            lost[quote.id] = "not all of it was found"
    before = -1
    while len(lost) > before:  # a source may be heard only in an attribution that falls later
        before = len(lost)
        _lose_sources(draft, places, lost)
        _lose_attributions(draft, lost)
    _lose_quotes(draft, lost)
    _lose_claims(draft, places, lost)
    items = (*draft.sources, *draft.quotes, *draft.attributions, *draft.claims)
    return Survivors(frozenset(item.id for item in items if item.id not in lost), lost)


def _lose_sources(draft: Draft, places: Places, lost: dict[str, str]) -> None:
    """A source stands on a mention, or on the source span of an attribution with a content."""
    heard: set[str] = set()
    for attribution in draft.attributions:
        if Slot("source_span", attribution.id) in places.found and attribution.id not in lost:
            heard.update(attribution.sources)
    for source in draft.sources:
        slots = [Slot("mention", source.id, number) for number in range(len(source.mentions))]
        mentioned = any(slot in places.found for slot in (Slot("source", source.id), *slots))
        if not mentioned and source.id not in heard and source.id not in lost:
            lost[source.id] = "no mention of it was found"


def _lose_attributions(draft: Draft, lost: dict[str, str]) -> None:
    children: defaultdict[str, list[str]] = defaultdict(list)
    falling: list[str] = []
    for attribution in draft.attributions:
        if attribution.parent is not None:
            children[attribution.parent].append(attribution.id)
        if attribution.id in lost:
            continue
        if attribution.quote in lost:
            lost[attribution.id] = "its quote was not found"
        elif attribution.sources and all(source in lost for source in attribution.sources):
            lost[attribution.id] = "no source of it was found"
        if attribution.id in lost:
            falling.append(attribution.id)
    while falling:
        for child in children[falling.pop()]:
            if child not in lost:
                lost[child] = "the attribution it reaches us through was lost"
                falling.append(child)


def _lose_quotes(draft: Draft, lost: dict[str, str]) -> None:
    attributed = {a.quote for a in draft.attributions if a.id not in lost}
    for quote in draft.quotes:
        if quote.id not in lost and quote.id not in attributed:
            lost[quote.id] = "its attribution was lost"


def _lose_claims(draft: Draft, places: Places, lost: dict[str, str]) -> None:
    for claim in draft.claims:
        if claim.id not in places.whole:
            lost[claim.id] = "not all of its evidence was found"
        elif claim.attribution in lost:
            lost[claim.id] = "its attribution was lost"
        elif claim.condition is not None and Slot("condition", claim.id) not in places.found:
            lost[claim.id] = "its condition was not found"
