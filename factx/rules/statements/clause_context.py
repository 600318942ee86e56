"""A reporting clause with what its content depends on."""

from collections.abc import Sequence
from dataclasses import dataclass

from factx.rules.reading.clauses import Clause
from factx.rules.reading.document import Document, Token, Tokens, is_utterance


@dataclass(frozen=True, slots=True)
class ClauseContext:
    """A reporting clause with its sentence."""

    document: Document
    tokens: Tokens
    """The tokens of its unit."""
    clause: Clause
    limit: int
    """The token before which content after the cue ends."""
    floor: int
    """The token at which content begins at the earliest that the clause interrupts."""
    later: Sequence[Clause]
    """The reporting clauses after it in the unit."""

    @property
    def takes(self) -> frozenset[str]:
        """What may follow the verb."""
        return self.clause.cue.verb.takes

    def has_verb(self, name: str) -> bool:
        """Whether the verb belongs to a class of verbs."""
        return self.clause.cue.verb.base in self.document.language.members(name)

    def is_speech(self, token: Token) -> bool:
        """Whether a token is a quotation that ends like a sentence or clause."""
        return is_utterance(self.document.text, token.start, token.end)
