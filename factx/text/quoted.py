"""How much of a stretch stands between quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

from factx.text.index import Index
from factx.text.quotations import Quotation
from factx.text.sentences import Offsets

_WORD = re.compile(r"\w+")


def quoted_as(index: Index, stretches: Iterable[Offsets]) -> Literal["direct", "indirect", "mixed"]:
    """Whether all, none or some of the words of `stretches` stand between quotation marks."""
    words = [
        match.span() for start, end in stretches for match in _WORD.finditer(index.text, start, end)
    ]
    inside = sum(is_quoted(index, word) for word in words)
    if inside == 0:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"


def is_quoted(index: Index, stretch: Offsets) -> bool:
    """Whether all of `stretch` stands in one quotation, its marks included."""
    return quotation_around(index, stretch) is not None


def quotation_around(index: Index, stretch: Offsets) -> Quotation | None:
    """The quotation in which all of `stretch` stands, its marks included; None if in none."""
    number = bisect_right(index.quotations, stretch[0], key=lambda q: q.start) - 1
    if number < 0 or stretch[1] > index.quotations[number].end:
        return None
    return index.quotations[number]
