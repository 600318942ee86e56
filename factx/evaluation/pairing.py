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
_TIES = {"content": 1e-6, "source": 1e-8, "cue": 1e-10}
_MANY = 2500
"""Pairs with equal words from which they are paired by ties alone, in less time."""

Member = tuple[int, int]
"""A mention: the number of its source, and its number within the source."""


def pair_role(
    gold: Sequence[AttributionView], predicted: Sequence[AttributionView], role: str
) -> Pairs:
    """Attributions paired by the words of one role; the other roles break ties.

    Thousands may have the same words there, such as the name before a list of quotes.
    """
    ours, theirs = _by_words(gold, role), _by_words(predicted, role)
    common = overlaps(list(ours), list(theirs))
    partners = Counter(g for g, _ in common), Counter(p for _, p in common)
    our_groups, their_groups = list(ours.items()), list(theirs.items())
    pairs: Pairs = {}
    weights: dict[tuple[int, int], float] = {}
    for (g, p), words in common.items():
        (our_words, golds), (their_words, others) = our_groups[g], their_groups[p]
        if partners[0][g] == partners[1][p] == 1 and len(golds) * len(others) > _MANY:
            pairs |= _pair_equals(gold, predicted, golds, others)
            continue
        share = 2.0 * words / (len(our_words) + len(their_words))
        weights |= {
            (one, other): share + _tie(gold[one], predicted[other])
            for one in golds
            for other in others
        }
    return {**pairs, **pair(weights)}


def _by_words(attributions: Sequence[AttributionView], role: str) -> dict[TokenSet, list[int]]:
    """The numbers of the attributions with each set of words in one role."""
    groups: dict[TokenSet, list[int]] = {}
    for number, attribution in enumerate(attributions):
        groups.setdefault(attribution.role(role).tokens, []).append(number)
    return groups


def _pair_equals(
    gold: Sequence[AttributionView],
    predicted: Sequence[AttributionView],
    golds: Sequence[int],
    others: Sequence[int],
) -> Pairs:
    """Attributions paired of which each may be paired with each, so that only ties decide.

    As many are paired as there are on the smaller side. A role that is the same in all pairs
    decides nothing, and most pairs have no word of the others in common.
    """
    weights: dict[tuple[int, int], float] = {}
    for role, weight in _TIES.items():
        ours = [gold[number].role(role).tokens for number in golds]
        theirs = [predicted[number].role(role).tokens for number in others]
        if len(set(ours)) == len(set(theirs)) == 1:
            continue
        for (g, p), words in overlaps(ours, theirs).items():
            earned = weight * 2.0 * words / (len(ours[g]) + len(theirs[p]))
            weights[g, p] = weights.get((g, p), 0.0) + earned
    found = pair(weights)
    taken = set(found.values())
    alone = (number for number in range(len(golds)) if number not in found)
    free = (number for number in range(len(others)) if number not in taken)
    found |= dict(zip(alone, free, strict=False))
    return {golds[g]: others[p] for g, p in found.items()}


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
    return sum(
        weight * dice(gold.role(role).tokens, predicted.role(role).tokens)
        for role, weight in _TIES.items()
    )


def _wording(gold: ClaimView, predicted: ClaimView) -> float:
    """F1 of the content words of two claims, each counted as often as it occurs."""
    common = (Counter(gold.words) & Counter(predicted.words)).total()
    words = len(gold.words) + len(predicted.words)
    return 2 * common / words if words else 0.0
