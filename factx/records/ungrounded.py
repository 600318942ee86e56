"""What was drafted and could not be vouched for."""

from typing import Literal

from factx.records.base import Ordinal, Value, unset
from factx.records.span import Span

DraftedKind = Literal[
    "source",
    "mention",
    "quote",
    "elision",
    "attribution",
    "source_span",
    "cue",
    "when",
    "addressee",
    "claim",
    "condition",
    "hedge",
    "time",
    "quantity",
    "relation",
]
Reason = Literal[
    "not_in_text",
    "changed_number",
    "changed_negation",
    "changed_modal",
    "changed_name",
    "ambiguous",
    "depends_on",
    "invalid",
]


class Ungrounded(Value):
    """Something that was written about the article and is not part of the record, and why."""

    kind: DraftedKind
    """The part of a draft that it was: a quote's piece, a cue, a claim's evidence, ..."""
    drafted: str | None
    """The passage as it was written; null for an item lost whole that has no passage of its own."""
    reason: Reason
    """not_in_text: no such words; changed_...: near, but a word that bears the meaning differs;
    ambiguous: equally good places; depends_on: it hangs on something lost; invalid: malformed."""
    nearest: Span | None
    """The passage of the article that comes nearest, or where it was found if it only hangs on
    something lost."""
    differs: tuple[str, ...] = unset(())
    """The words in which the nearest passage differs."""
    item: str | None = unset()
    """The id that the item had in the draft."""
    detail: str | None = unset()
    """What was wrong, in words."""
    attempts: Ordinal | None = unset()
    """How often the model was asked."""
