"""Relations between two quotes or two claims."""

from typing import Literal

from factx.records.base import Id, Value, unset

RelationType = Literal["variant_of", "repeats", "supports", "contradicts"]


class Relation(Value):
    """A directed link between two quotes or two claims.

    Examples:
        >>> factx.Relation(type="repeats", first="q2", second="q1").type
        'repeats'
    """

    type: RelationType
    """variant_of: two wordings of one utterance; contradicts: claims of different holders."""
    first: Id
    """The quote or claim that the relation starts from."""
    second: Id
    """The quote or claim that it points to."""
    drafted_by: str | None = unset()
    """The drafter that found it, if several were combined."""
    optional: bool = unset(False)
    """Gold only: an extractor may find it or not; neither is an error."""
    doubt: str | None = unset()
    """Gold only: what the annotator was unsure of."""
