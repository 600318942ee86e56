"""How two quotes or two claims of an article stand to each other."""

from typing import Literal

from factx.records.base import Id, Value, unset

RelationType = Literal["variant_of", "repeats", "supports", "contradicts"]


class Relation(Value):
    """A directed link between two quotes or two claims."""

    type: RelationType
    """variant_of: two wordings of one utterance, elided or changed."""
    first: Id
    """The quote or claim that stands in the relation."""
    second: Id
    """The quote or claim it stands in relation to."""
    drafted_by: str | None = unset()
    """The drafter that found it, where several were combined."""
    optional: bool = unset(False)
    """Gold only: its absence is no error."""
    doubt: str | None = unset()
    """Gold only: what the annotator was unsure of."""
