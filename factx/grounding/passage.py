"""The way back: how to write down a stretch of text so that it is found again."""

from factx.records import Passage
from factx.text import Index


def passage_at(index: Index, start: int, end: int) -> Passage:
    """The passage that stands at `start` to `end`, with its sentence, and `nth` where it recurs.

    Locating it gives these very offsets back, provided that they cut no word in two.
    """
    sentence, nth = address(index, start, end)
    return Passage(text=index.text[start:end], sentence=sentence, nth=nth)


def address(index: Index, start: int, end: int) -> tuple[int, int | None]:
    """Sentence number and `nth` of a stretch; `nth` is None where its string is the only one."""
    sentence = index.sentence_of(start)
    equals = index.find_exact(index.text[start:end], *index.sentence_reach(sentence))
    if len(equals) < 2 or (start, end) not in equals:
        return sentence, None
    return sentence, equals.index((start, end)) + 1
