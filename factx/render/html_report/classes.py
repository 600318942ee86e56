"""The classes of items in the report: errors, no error, not counted."""

from typing import NamedTuple


class Class(NamedTuple):
    """One class of items."""

    name: str
    """Its name in data and styles."""
    letter: str
    """The letter after an item's number, for readers who cannot see its colour."""
    title: str
    """Its name on the page."""
    meaning: str
    """Which items belong to it."""


CLASSES = (
    Class("missed", "M", "missed", "in the gold, and no predicted item shares words with it"),
    Class("invented", "I", "invented", "predicted, and not paired with a gold item"),
    Class("boundary", "B", "boundary", "paired, but with more, fewer or other words"),
    Class(
        "wrong_source",
        "S",
        "wrong source",
        "paired, but the source lacks the head word of the gold source; for claims: attributed on "
        "one side, asserted by the article on the other",
    ),
    Class(
        "wrong_type",
        "T",
        "wrong type",
        "paired, but of another type, quote type, kind or factuality",
    ),
    Class("right", "✓", "no error", "paired, and equal"),
    Class(
        "left_out",
        "○",
        "not counted",
        "optional in the gold, paired with an optional item, or of a layer without annotation",
    ),
)
"""All classes; errors first, in the order of `factx.evaluation.item_errors.ERRORS`."""
