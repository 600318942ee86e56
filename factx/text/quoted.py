"""How much of a stretch stands between quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

from factx.text.index import Index
from factx.text.sentences import Stretch

_WORD = re.compile(r"\w+")


def quoted_as(index: Index, stretches: Iterable[Stretch]) -> Literal["direct", "indirect", "mixed"]:
    """Whether all, none or some of the words of `stretches` stand between quotation marks."""
    words = [
        match.span() for start, end in stretches for match in _WORD.finditer(index.text, start, end)
    ]
    inside = sum(_is_quoted(index, word) for word in words)
    if inside == 0:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"


def _is_quoted(index: Index, word: Stretch) -> bool:
    number = bisect_right(index.quotations, word[0], key=lambda quotation: quotation.start) - 1
    return number >= 0 and word[1] <= index.quotations[number].end
