"""Which items of a draft are kept after some of its passages were not found.

Losing an item must not change the meaning of another. Without its quote an attribution is lost.
Without any mention a source is lost, and with it the attributions that have no other source. What
depends on a lost attribution is lost too: its children, its claims and the claims that report it.
So is a claim whose condition was not found.
"""

from collections import defaultdict
from dataclasses import dataclass

from factx.grounding.placement import PassageKey, Placement
from factx.records import Draft


@dataclass(frozen=True)
class KeptItems:
    """The ids of the items that are kept, and why the others are lost."""

    ids: frozenset[str]
    lost: dict[str, str]
    """The reason for each lost item, in words."""


def kept_items(draft: Draft, placement: Placement) -> KeptItems:
    """Decide which sources, quotes, attributions and claims of `draft` are kept."""
    lost: dict[str, str] = {}
    for quote in draft.quotes:
        if quote.id not in placement.whole:
            lost[quote.id] = "not all of it was found"
    before = -1
    while len(lost) > before:  # a source may depend on an attribution that is lost later
        before = len(lost)
        _lose_sources(draft, placement, lost)
        _lose_attributions(draft, lost)
    _lose_quotes(draft, lost)
    _lose_claims(draft, placement, lost)
    items = (*draft.sources, *draft.quotes, *draft.attributions, *draft.claims)
    return KeptItems(frozenset(item.id for item in items if item.id not in lost), lost)


def _lose_sources(draft: Draft, placement: Placement, lost: dict[str, str]) -> None:
    """A source needs a mention, or the source span of an attribution that is kept."""
    with_source_span: set[str] = set()
    for attribution in draft.attributions:
        if (
            PassageKey("source_span", attribution.id) in placement.found
            and attribution.id not in lost
        ):
            with_source_span.update(attribution.sources)
    for source in draft.sources:
        keys = [PassageKey("mention", source.id, number) for number in range(len(source.mentions))]
        mentioned = any(key in placement.found for key in (PassageKey("source", source.id), *keys))
        if not mentioned and source.id not in with_source_span and source.id not in lost:
            lost[source.id] = "no mention of it was found"


def _lose_attributions(draft: Draft, lost: dict[str, str]) -> None:
    children: defaultdict[str, list[str]] = defaultdict(list)
    lost_now: list[str] = []
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
            lost_now.append(attribution.id)
    while lost_now:
        for child in children[lost_now.pop()]:
            if child not in lost:
                lost[child] = "the attribution it reaches us through was lost"
                lost_now.append(child)


def _lose_quotes(draft: Draft, lost: dict[str, str]) -> None:
    attributed = {a.quote for a in draft.attributions if a.id not in lost}
    for quote in draft.quotes:
        if quote.id not in lost and quote.id not in attributed:
            lost[quote.id] = "its attribution was lost"


def _lose_claims(draft: Draft, placement: Placement, lost: dict[str, str]) -> None:
    for claim in draft.claims:
        if claim.id not in placement.whole:
            lost[claim.id] = "not all of its evidence was found"
        elif claim.attribution in lost:
            lost[claim.id] = "its attribution was lost"
        elif claim.reports in lost:
            lost[claim.id] = "the attribution it reports was lost"
        elif (
            claim.condition is not None and PassageKey("condition", claim.id) not in placement.found
        ):
            lost[claim.id] = "its condition was not found"
