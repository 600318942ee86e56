"""Which gold claims the evidence of predicted claims covers."""

from collections.abc import Sequence

from factx.evaluation.assignment import overlaps
from factx.evaluation.tokens import NONE, TokenSet
from factx.evaluation.view import ClaimView

_COVERED = 0.8
"""Share of a gold claim's evidence that predicted evidence has to contain."""


def covered(gold: Sequence[ClaimView], predicted: Sequence[ClaimView]) -> list[int]:
    """The numbers of the gold claims whose evidence all predicted claims together cover."""
    read = NONE.union(*(claim.evidence.tokens for claim in predicted))
    return [n for n, claim in enumerate(gold) if _contains(read, claim.evidence.tokens)]


def covering(
    gold: Sequence[ClaimView], predicted: Sequence[ClaimView]
) -> dict[int, list[TokenSet]]:
    """The evidence of the gold claims that each predicted claim covers, by its number.

    Predicted claims that cover none are left out.
    """
    ours = [claim.evidence.tokens for claim in gold]
    theirs = [claim.evidence.tokens for claim in predicted]
    found: dict[int, list[TokenSet]] = {}
    for g, p in overlaps(ours, theirs):
        if _contains(theirs[p], ours[g]):
            found.setdefault(p, []).append(ours[g])
    return found


def is_one(evidence: Sequence[TokenSet]) -> bool:
    """Whether one of the gold claims contains all others.

    A claim within another is covered along with it: "It closed because a bolt broke" cannot be
    predicted without "a bolt broke".
    """
    return any(all(_contains(one, other) for other in evidence) for one in evidence)


def _contains(tokens: TokenSet, evidence: TokenSet) -> bool:
    return len(evidence & tokens) >= _COVERED * len(evidence)
