"""Offsets: the start and end of a stretch of text."""

Offsets = tuple[int, int]
"""Start and end, half-open, in code points."""


def overlap(one: Offsets, other: Offsets) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]
