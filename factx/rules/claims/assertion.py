"""A claim of the rules: a proposition as it stands in the article."""

from dataclasses import dataclass

from factx.records.claim import ClaimKind, Factuality
from factx.text import Offsets


@dataclass(frozen=True, slots=True)
class Assertion:
    """A proposition as it stands in the article."""

    evidence: tuple[Offsets, ...]
    text: str
    """So that it stands alone where that is safe, or else the evidence."""
    standalone: bool
    kind: ClaimKind
    factuality: Factuality
    statement: int | None
    """The statement whose content it is; None for the article's own."""
