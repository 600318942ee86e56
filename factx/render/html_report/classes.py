"""The classes that an item falls into, each with a letter, a name and what it means."""

from typing import NamedTuple


class Class(NamedTuple):
    """A class of items."""

    name: str
    """What data and styles call it."""
    letter: str
    """Its mark beside an item's number, so that nobody depends on colours."""
    title: str
    """What a person reads."""
    meaning: str
    """When an item falls into it."""


CLASSES = (
    Class(
        "missed", "M", "missed", "in the gold, and nothing predicted has words in common with it"
    ),
    Class("invented", "I", "invented", "predicted, and paired with nothing in the gold"),
    Class("boundary", "B", "boundary", "paired, but with more, fewer or other words"),
    Class(
        "wrong_source",
        "S",
        "wrong source",
        "paired, but the source has not the head word of the gold source; of claims: attributed on "
        "one side and the article's own on the other",
    ),
    Class(
        "wrong_type",
        "T",
        "wrong type",
        "paired, but of another type, quote type, kind or factuality",
    ),
    Class("right", "✓", "no error", "paired, and the same in every respect"),
    Class(
        "left_out",
        "○",
        "not counted",
        "optional in the gold, in the place of such, or of a layer that was not annotated",
    ),
)
"""All classes; the errors come first, in the order of `factx.evaluation.item_errors.ERRORS`."""
