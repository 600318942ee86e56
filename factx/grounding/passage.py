"""Describe a stretch of text as a passage that is found again."""

from bisect import bisect_left

from factx.records import Passage
from factx.text import Index


def passage_at(index: Index, start: int, end: int) -> Passage:
    """The passage for `start` to `end`, with its sentence, and `nth` if the string recurs there.

    Locating it gives the same offsets, provided that they do not split a word.
    """
    sentence, nth = address(index, start, end)
    return Passage(text=index.text[start:end], sentence=sentence, nth=nth)


def address(index: Index, start: int, end: int) -> tuple[int, int | None]:
    """Sentence number and `nth` of a stretch; `nth` is None if its string occurs once."""
    sentence = index.sentence_of(start)
    equals = index.recurring(index.text[start:end], sentence)
    at = bisect_left(equals, (start, end))
    return sentence, at + 1 if (start, end) in equals[at : at + 1] else None
