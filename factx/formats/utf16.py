"""Offsets for tools that count UTF-16 units, as JavaScript does: an emoji is two of them."""

from bisect import bisect_right
from collections.abc import Sequence


class Units:
    """Where the characters of one text stand when UTF-16 units are counted, and back."""

    def __init__(self, text: str) -> None:
        # Only characters beyond the first 65,536 take two units: the places of those are enough.
        self._wide: Sequence[int] = [n for n, char in enumerate(text) if ord(char) > 0xFFFF]
        self._units: Sequence[int] = [place + n for n, place in enumerate(self._wide)]

    def of(self, offset: int) -> int:
        """The unit at which the character at `offset` begins."""
        return offset + bisect_right(self._wide, offset - 1)

    def offset(self, unit: int) -> int | None:
        """The offset of the character that begins at `unit`; None where none begins."""
        before = bisect_right(self._units, unit - 1)
        if before and self._units[before - 1] == unit - 1:
            return None
        return unit - before
