"""Whether text is inside quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

from factx.text.index import Index
from factx.text.offsets import Offsets
from factx.text.quotations import Quotation

_WORD = re.compile(r"\w+")


def quoted_as(index: Index, stretches: Iterable[Offsets]) -> Literal["direct", "indirect", "mixed"]:
    """Whether all, none or some of the words of `stretches` are inside quotation marks."""
    if not index.quotations:
        return "indirect"
    words = [
        match.span() for start, end in stretches for match in _WORD.finditer(index.text, start, end)
    ]
    inside = sum(is_quoted(index, word) for word in words)
    if inside == 0:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"


def is_quoted(index: Index, stretch: Offsets) -> bool:
    """Whether all of `stretch` is in one quotation, marks included."""
    return quotation_around(index, stretch) is not None


def quotation_around(index: Index, stretch: Offsets) -> Quotation | None:
    """The quotation that contains all of `stretch`, marks included; None if there is none."""
    number = bisect_right(index.quotation_starts, stretch[0]) - 1
    if number < 0 or stretch[1] > index.quotations[number].end:
        return None
    return index.quotations[number]
