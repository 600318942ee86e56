"""Offsets in UTF-16 units, as JavaScript counts them: an emoji is two units."""

from bisect import bisect_right
from collections.abc import Sequence


class Units:
    """Converts the offsets of one text between code points and UTF-16 units."""

    def __init__(self, text: str) -> None:
        # Only characters after the first 65,536 take two units, so their offsets are enough.
        self._wide: Sequence[int] = [n for n, char in enumerate(text) if ord(char) > 0xFFFF]
        self._units: Sequence[int] = [place + n for n, place in enumerate(self._wide)]

    def of(self, offset: int) -> int:
        """The unit at which the character at `offset` begins."""
        return offset + bisect_right(self._wide, offset - 1)

    def offset(self, unit: int) -> int | None:
        """The offset of the character that begins at `unit`; None if none does."""
        before = bisect_right(self._units, unit - 1)
        if before and self._units[before - 1] == unit - 1:
            return None
        return unit - before
