"""Leave out optional gold and its counterparts: neither missing nor finding it counts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from factx.evaluation.assignment import Pairs
from factx.evaluation.pairing import Member, matched, pair_claims, pair_mentions
from factx.evaluation.view import AttributionView, ClaimView, RecordView, SourceView


class _Markable(Protocol):
    @property
    def optional(self) -> bool: ...


_Item = TypeVar("_Item", bound=_Markable)
Sides = tuple[list[_Item], list[_Item]]
"""Gold and predicted items."""


def counting_attributions(
    gold: Sequence[AttributionView], predicted: Sequence[AttributionView]
) -> Sides[AttributionView]:
    """The attributions without optional gold and its counterparts."""
    if not any(attribution.optional for attribution in gold):
        return [*gold], [*predicted]
    return _required(gold, predicted, matched(gold, predicted))


def counting_claims(gold: Sequence[ClaimView], predicted: Sequence[ClaimView]) -> Sides[ClaimView]:
    """The claims without optional gold and its counterparts."""
    if not any(claim.optional for claim in gold):
        return [*gold], [*predicted]
    return _required(gold, predicted, pair_claims(gold, predicted))


def counting_sources(
    gold: Sequence[SourceView], predicted: Sequence[SourceView]
) -> Sides[SourceView]:
    """The sources without optional gold, and without the mentions paired with it."""
    if not any(source.optional for source in gold):
        return [*gold], [*predicted]
    pairs = pair_mentions(gold, predicted)
    excused = {p for g, p in pairs.items() if gold[g[0]].optional}
    kept = [_without_mentions(s, n, excused) for n, s in enumerate(predicted)]
    return [s for s in gold if not s.optional], [s for s in kept if s.mentions]


def undisputed(first: RecordView, second: RecordView) -> tuple[RecordView, RecordView]:
    """Two annotations without items that either marks as optional, and without their counterparts.

    All pairs are formed before anything is left out, so the order of the two makes no difference.
    """
    attributions = _insisted(
        first.attributions, second.attributions, matched(first.attributions, second.attributions)
    )
    claims = _insisted(
        first.claims,
        second.claims,
        pair_claims(first.claims, second.claims),
    )
    sources = _insisted_sources(first.sources, second.sources)
    relations = [[r for r in side.relations if not r.optional] for side in (first, second)]
    ours, theirs = (
        replace(
            side,
            attributions=attributions[number],
            claims=claims[number],
            sources=sources[number],
            relations=relations[number],
        )
        for number, side in enumerate((first, second))
    )
    return ours, theirs


def _required(gold: Sequence[_Item], predicted: Sequence[_Item], pairs: Pairs) -> Sides[_Item]:
    excused = {p for g, p in pairs.items() if gold[g].optional}
    return [item for item in gold if not item.optional], _without(predicted, excused)


def _insisted(first: Sequence[_Item], second: Sequence[_Item], pairs: Pairs) -> Sides[_Item]:
    answered = [(a, b) for a, b in pairs.items() if first[a].optional or second[b].optional]
    ours = {a for a, _ in answered} | {a for a, item in enumerate(first) if item.optional}
    theirs = {b for _, b in answered} | {b for b, item in enumerate(second) if item.optional}
    return _without(first, ours), _without(second, theirs)


def _insisted_sources(
    first: Sequence[SourceView], second: Sequence[SourceView]
) -> Sides[SourceView]:
    pairs = pair_mentions(first, second)
    answered = [(a, b) for a, b in pairs.items() if first[a[0]].optional or second[b[0]].optional]
    ours, theirs = {a for a, _ in answered}, {b for _, b in answered}
    kept = [
        [_without_mentions(s, n, excused) for n, s in enumerate(side) if not s.optional]
        for side, excused in ((first, ours), (second, theirs))
    ]
    return [s for s in kept[0] if s.mentions], [s for s in kept[1] if s.mentions]


def _without(items: Sequence[_Item], excused: set[int]) -> list[_Item]:
    return [item for number, item in enumerate(items) if number not in excused]


def _without_mentions(source: SourceView, number: int, excused: set[Member]) -> SourceView:
    left = tuple(m for n, m in enumerate(source.mentions) if (number, n) not in excused)
    return source if len(left) == len(source.mentions) else replace(source, mentions=left)
