"""Add a field of your own to every claim: the desk that should check it."""

import sys
from pathlib import Path

import factx

record = factx.extract(Path(sys.argv[1]))
desks = {"figure": "data", "rule": "legal"}
claims = tuple(
    claim.model_copy(update={"extra": {"desk": desks[claim.checks[0]]}})
    for claim in record.claims
    if claim.checks and claim.checks[0] in desks
)
factx.write(sys.argv[2], record.model_copy(update={"claims": claims}), "claims")
