"""Which claims most need checking, by their checks."""

from factx.records.claim import Claim
from factx.records.record import FactRecord

SHORT_LIST = 2
"""The lowest rank on the short list."""


def rank(claim: Claim) -> int:
    """One point per check; `contested` counts twice."""
    return len(claim.checks) + ("contested" in claim.checks)


def ranked(record: FactRecord) -> list[Claim]:
    """The claims with checks, highest rank first; equal ranks in reading order.

    Examples:
        >>> record = factx.extract("Ana Ruiz said the flood cost 12 million euros.")
        >>> [claim.text for claim in factx.ranked(record)]
        ['the flood cost 12 million euros']
    """
    return sorted((claim for claim in record.claims if claim.checks), key=rank, reverse=True)


def short_list(record: FactRecord) -> list[Claim]:
    """The ranked claims with a rank of at least `SHORT_LIST`."""
    return [claim for claim in ranked(record) if rank(claim) >= SHORT_LIST]
