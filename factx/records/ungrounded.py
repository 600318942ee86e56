"""Drafted parts that are not in the record, with reasons."""

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
    """A part of a draft that is not in the record, and the reason.

    Examples:
        >>> draft = factx.Draft.from_data({
        ...     "quotes": [{"id": "1", "spans": [{"text": "it snowed"}]}],
        ...     "attributions": [{"id": "a", "quote": "1"}],
        ... })
        >>> record = factx.ground(factx.Article(text="Ana said it rained."), draft)
        >>> [(entry.kind, entry.reason) for entry in record.ungrounded]
        [('quote', 'not_in_text'), ('attribution', 'depends_on')]
    """

    kind: DraftedKind
    """The kind of part: a part of a quote, a cue, the evidence of a claim, ..."""
    drafted: str | None
    """The drafted passage; null for an item that has no passage of its own."""
    reason: Reason
    """not_in_text: not in the article; changed_...: similar, but a word that changes the meaning
    differs; ambiguous: several equally good matches; depends_on: found, but something it depends on
    was not; invalid: malformed."""
    nearest: Span | None
    """The closest passage of the article, or the passage itself if the reason is depends_on."""
    differs: tuple[str, ...] = unset(())
    """The words in which the closest passage differs."""
    item: str | None = unset()
    """The id of the item in the draft."""
    detail: str | None = unset()
    """What is wrong."""
    attempts: Ordinal | None = unset()
    """How many times the model was prompted."""
