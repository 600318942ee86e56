"""Pair the attributions, mentions and claims of two annotations."""

from collections import Counter
from collections.abc import Sequence

from factx.evaluation.assignment import Pairs, overlaps, pair
from factx.evaluation.tokens import TokenSet, dice, iou
from factx.evaluation.view import AttributionView, ClaimView, SourceView

MATCH = 0.5
"""Intersection over union of words from which two items are paired."""
_WORDING = 0.6
"""F1 of content words from which two claims with common evidence are paired."""
# Ties are broken by the whole attribution: content before source before cue. Each weight is too
# small to outweigh one word in the role that is paired.
_TIE_CONTENT, _TIE_SOURCE, _TIE_CUE = 1e-6, 1e-8, 1e-10

Member = tuple[int, int]
"""A mention: the number of its source, and its number within the source."""


def pair_role(
    gold: Sequence[AttributionView], predicted: Sequence[AttributionView], role: str
) -> Pairs:
    """Attributions paired by the words of one role; the other roles break ties."""
    ours = [attribution.role(role).tokens for attribution in gold]
    theirs = [attribution.role(role).tokens for attribution in predicted]
    return pair(
        {
            (g, p): 2.0 * common / (len(ours[g]) + len(theirs[p])) + _tie(gold[g], predicted[p])
            for (g, p), common in overlaps(ours, theirs).items()
        }
    )


def matched(gold: Sequence[AttributionView], predicted: Sequence[AttributionView]) -> Pairs:
    """Attributions paired by content, at least half the same."""
    return {
        g: p
        for g, p in pair_role(gold, predicted, "content").items()
        if iou(gold[g].content.tokens, predicted[p].content.tokens) >= MATCH
    }


def pair_mentions(
    gold: Sequence[SourceView], predicted: Sequence[SourceView]
) -> dict[Member, Member]:
    """Mentions paired one to one, at least half the same."""
    ours = [(s, m) for s, source in enumerate(gold) for m in range(len(source.mentions))]
    theirs = [(s, m) for s, source in enumerate(predicted) for m in range(len(source.mentions))]
    pairs = pair_spans(
        [gold[s].mentions[m] for s, m in ours], [predicted[s].mentions[m] for s, m in theirs]
    )
    return {ours[g]: theirs[p] for g, p in pairs.items()}


def pair_spans(gold: Sequence[TokenSet], predicted: Sequence[TokenSet]) -> Pairs:
    """Spans paired one to one, at least half the same."""
    return pair(
        {
            (g, p): dice(gold[g], predicted[p])
            for g, p in overlaps(gold, predicted)
            if iou(gold[g], predicted[p]) >= MATCH
        }
    )


def pair_claims(gold: Sequence[ClaimView], predicted: Sequence[ClaimView]) -> Pairs:
    """Claims paired one to one, by evidence first and wording second."""
    ours = [claim.evidence.tokens for claim in gold]
    theirs = [claim.evidence.tokens for claim in predicted]
    weights: dict[tuple[int, int], float] = {}
    for g, p in overlaps(ours, theirs):
        wording = _wording(gold[g], predicted[p])
        if iou(ours[g], theirs[p]) >= MATCH or wording >= _WORDING:
            # If several claims have the same evidence, the wording decides.
            weights[g, p] = dice(ours[g], theirs[p]) + wording
    return pair(weights)


def _tie(gold: AttributionView, predicted: AttributionView) -> float:
    return (
        _TIE_CONTENT * dice(gold.content.tokens, predicted.content.tokens)
        + _TIE_SOURCE * dice(gold.source.tokens, predicted.source.tokens)
        + _TIE_CUE * dice(gold.cue.tokens, predicted.cue.tokens)
    )


def _wording(gold: ClaimView, predicted: ClaimView) -> float:
    """F1 of the content words of two claims, each counted as often as it occurs."""
    common = (Counter(gold.words) & Counter(predicted.words)).total()
    words = len(gold.words) + len(predicted.words)
    return 2 * common / words if words else 0.0
