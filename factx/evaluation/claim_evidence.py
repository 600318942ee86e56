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


def atomic(gold: Sequence[ClaimView], predicted: Sequence[ClaimView]) -> dict[int, bool]:
    """Whether each predicted claim is one claim, by its number; those that cover none are left out.

    A predicted claim that covers several gold claims is one of them if it has all words of the
    others from that one: "It closed because a bolt broke" cannot be said without "a bolt broke".
    """
    ours = [claim.evidence.tokens for claim in gold]
    theirs = [claim.evidence.tokens for claim in predicted]
    found: dict[int, list[TokenSet]] = {}
    for g, p in overlaps(ours, theirs):
        if _contains(theirs[p], ours[g]):
            found.setdefault(p, []).append(ours[g] & theirs[p])
    return {
        p: max(map(len, evidence)) == len(NONE.union(*evidence)) for p, evidence in found.items()
    }


def _contains(tokens: TokenSet, evidence: TokenSet) -> bool:
    return len(evidence & tokens) >= _COVERED * len(evidence)
