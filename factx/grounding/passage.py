"""Describe a stretch of text as a passage that is found again."""

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
    sentence, words = index.sentence_of(start), index.text[start:end]
    begin, stop = index.sentence_reach(sentence)
    if index.text.count(words, begin, stop - 1 + len(words)) < 2:
        return sentence, None  # so it is for most, and only the others are worth a closer look
    equals = index.find_exact(words, begin, stop)
    if len(equals) < 2 or (start, end) not in equals:
        return sentence, None
    return sentence, equals.index((start, end)) + 1
