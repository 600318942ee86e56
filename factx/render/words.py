"""The words in which people read a record's values."""

from typing import Final

FACTUALITY: Final = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    "CT-": "certainly not",
    "PR-": "probably not",
    "PS-": "possibly not",
    "CTu": "certain, but not which way",
    "Uu": "open",
}
"""How sure the holder of a claim is of it, for each value of `factuality`."""

REASONS: Final = {
    "not_in_text": "not in the article",
    "changed_number": "a number differs",
    "changed_negation": "a negation differs",
    "changed_modal": "a modal verb differs",
    "changed_name": "a name differs",
    "ambiguous": "several places fit equally well",
    "depends_on": "depends on something that was not found",
    "invalid": "malformed",
}
"""Why a drafted part is not in the record."""


def kind_words(kind: str) -> str:
    """Return the kind of a source as people write it: `official body`."""
    return kind.replace("_", " ")
