"""A claim that the rules derive, with offsets into the article."""

from dataclasses import dataclass

from factx.records.claim import ClaimKind, Factuality, Standing
from factx.text import Offsets


@dataclass(frozen=True, slots=True)
class RuleClaim:
    """A claim that the rules derive, with offsets into the article."""

    evidence: tuple[Offsets, ...]
    text: str
    """The words of the evidence, with the speaker's name in place of a pronoun if that is safe."""
    standalone: bool
    kind: ClaimKind
    factuality: Factuality
    statement: int | None
    """The position of the statement that makes the claim; None if the article itself makes it."""
    standing: Standing = "main"
    reports: int | None = None
    """The position of the statement that it retells, if it does."""
