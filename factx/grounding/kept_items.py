"""Which items of a draft are kept after some of its passages were not found.

Losing an item must not change the meaning of another. Without its quote an attribution is lost.
Without any mention a source is lost, and with it the attributions that have no other source. What
depends on a lost attribution is lost too: its children, its claims and the claims that report it.
So is a claim whose condition was not found.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from factx.grounding.placement import PassageKey, Placement
from factx.records import Draft, DraftAttribution, DraftSource


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
    _Dependencies(draft, placement, lost).lose()
    _lose_quotes(draft, lost)
    _lose_claims(draft, placement, lost)
    items = (*draft.sources, *draft.quotes, *draft.attributions, *draft.claims)
    return KeptItems(frozenset(item.id for item in items if item.id not in lost), lost)


class _Dependencies:
    """Sources and attributions, each of which may be lost with another.

    They are lost in rounds, since a source may depend on an attribution that is lost in the round
    before; each round looks only at what depends on the items lost in that one.
    """

    def __init__(self, draft: Draft, placement: Placement, lost: dict[str, str]) -> None:
        self._draft = draft
        self._placement = placement
        self._lost = lost
        self._children: defaultdict[str, list[str]] = defaultdict(list)
        self._said_by: defaultdict[str, list[DraftAttribution]] = defaultdict(list)
        self._spans: Counter[str] = Counter()
        """How many source spans of kept attributions mention each source."""
        for attribution in draft.attributions:
            if attribution.parent is not None:
                self._children[attribution.parent].append(attribution.id)
            for source in attribution.sources:
                self._said_by[source].append(attribution)
                self._spans[source] += self._has_source_span(attribution)

    def lose(self) -> None:
        """Add the reason of every source and attribution that is lost."""
        attributions = {attribution.id: attribution for attribution in self._draft.attributions}
        self._lose_sources(self._draft.sources)
        lost_now = self._lose_attributions(self._draft.attributions)
        sources = {source.id: source for source in self._draft.sources}
        while lost_now:
            for name in lost_now:
                if self._has_source_span(attributions[name]):
                    self._spans.subtract(attributions[name].sources)
            affected = {source for name in lost_now for source in attributions[name].sources}
            unheard = self._lose_sources([sources[name] for name in affected])
            said_by = {one.id: one for name in unheard for one in self._said_by[name]}
            lost_now = self._lose_attributions(said_by.values())

    def _has_source_span(self, attribution: DraftAttribution) -> bool:
        return PassageKey("source_span", attribution.id) in self._placement.found

    def _lose_sources(self, sources: Iterable[DraftSource]) -> list[str]:
        """A source needs a mention, or the source span of an attribution that is kept."""
        found: list[str] = []
        for source in sources:
            numbers = range(len(source.mentions))
            keys = [PassageKey("mention", source.id, number) for number in numbers]
            keys.append(PassageKey("source", source.id))
            mentioned = any(key in self._placement.found for key in keys)
            if not mentioned and not self._spans[source.id] and source.id not in self._lost:
                self._lost[source.id] = "no mention of it was found"
                found.append(source.id)
        return found

    def _lose_attributions(self, attributions: Iterable[DraftAttribution]) -> list[str]:
        """An attribution needs its quote, one of its sources if it has some, and its parent."""
        lost, found = self._lost, list[str]()
        for attribution in attributions:
            if attribution.id in lost:
                continue
            if attribution.quote in lost:
                lost[attribution.id] = "its quote was not found"
            elif attribution.sources and all(source in lost for source in attribution.sources):
                lost[attribution.id] = "no source of it was found"
            if attribution.id in lost:
                found.append(attribution.id)
        for name in found:  # which grows
            for child in self._children[name]:
                if child not in lost:
                    lost[child] = "the attribution it reaches us through was lost"
                    found.append(child)
        return found


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
