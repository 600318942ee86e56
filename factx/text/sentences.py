"""Split text into sentences, numbered from 1.

Every draft and recording contains sentence numbers, so the rules are few and stable.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from factx.text.offsets import Offsets

# Titles and abbreviations before a name or number: their full stop ends no sentence.
_BEFORE_NAMES = frozenset(
    "mr mrs ms mx dr prof rev hon st sen rep gov gen col lt capt cmdr maj sgt supt insp"
    " messrs mme mlle vs v cf e.g i.e dept approx ca".split()
)
# The same before a number; otherwise they are words: "She voted no. He did not."
_BEFORE_NUMBERS = frozenset("no nos vol fig art sec pp p".split())
# Abbreviations that may end a sentence: they do if the next word cannot continue it.
_MAYBE_LAST = frozenset("inc ltd co corp jr etc ave blvd rd bros".split())
# The same, only with a capital: "The cat sat. It slept."
_DATES = frozenset(
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
    " Mon Tue Tues Wed Thu Thurs Fri Sat Sun".split()
)
# Capitalised words that hardly ever follow an abbreviation inside a sentence.
_OPENERS = frozenset(
    "The A An It He She They We I You This That These Those There In On At But And Or If When While"
    " After Before As For From With By His Her Their Its Our My What Who Why How No Not Yet So"
    " Although However Meanwhile".split()
)

# Each run of stops is matched once, which keeps the time linear.
_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»›)\]」』]*+(?=\s|$)|(?<![。！？])[。！？]++[」』”’）]*+"
)
_BEFORE_WORD = re.compile(r"[\s\"'“”‘’(\[«»—–/-]")
_ACRONYM = re.compile(r"(?:\w\.)+\w")
_NEXT = re.compile(r"\s*[\"'“‘„«‹(\[「『—–-]*\s*(?P<word>\w[\w’'.]*)?")
_LINE_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_GAP = re.compile(rf"(?:{_LINE_BREAK.pattern})\s+")
_WRAP_WIDTHS = range(40, 121)


def sentences(text: str) -> tuple[Offsets, ...]:
    """The sentences of `text` in order, without the white space between them.

    A line break ends a sentence, except in paragraphs that are wrapped at a fixed width. Every
    character except white space belongs to exactly one sentence; an empty text has none.
    """
    found: list[Offsets] = []
    for start, end in sentence_blocks(text):
        _split(text, start, end, found)
    return tuple(found)


def sentence_at(numbered: tuple[Offsets, ...], offset: int) -> int:
    """Number, from 1, of the sentence that contains `offset`, or of the last one before it."""
    return max(1, bisect_right(numbered, (offset, 1 << 62)))


def sentence_blocks(text: str) -> Iterator[Offsets]:
    """Stretches that no sentence crosses: lines, or whole paragraphs if they are wrapped."""
    for start, end in paragraphs(text):
        if _LINE_BREAK.search(text, start, end) is None:
            yield start, end
            continue
        rows = list(lines(text, start, end))
        if len(rows) > 1 and _is_wrapped(text, rows):
            yield start, end
        else:
            yield from rows


def paragraphs(text: str) -> Iterator[Offsets]:
    """Stretches between blank lines, without the white space around them."""
    start = 0
    for gap in _GAP.finditer(text):
        if gap.group() == "\n\n" or len(_LINE_BREAK.findall(gap.group())) > 1:
            yield from _trimmed(text, start, gap.start())
            start = gap.end()
    yield from _trimmed(text, start, len(text))


def lines(text: str, start: int, end: int) -> Iterator[Offsets]:
    """Lines between `start` and `end` that are not blank, without the white space around them."""
    begin = start
    for gap in _LINE_BREAK.finditer(text, start, end):
        yield from _trimmed(text, begin, gap.start())
        begin = gap.end()
    yield from _trimmed(text, begin, end)


def _is_wrapped(text: str, rows: list[Offsets]) -> bool:
    """Whether the line breaks are those of an editor that wraps at a fixed width.

    Each line but the last must be too full for the first word of the next line. Two lines alone
    must also break in the middle of a sentence.
    """
    width = max(end - start for start, end in rows)
    if width not in _WRAP_WIDTHS:
        return False
    for (start, end), (after, stop) in pairwise(rows):
        word = text[after:stop].split(maxsplit=1)[0]
        if end - start + 1 + len(word) <= width:
            return False
    return len(rows) > 2 or text[rows[1][0]].islower()


def _split(text: str, start: int, end: int, found: list[Offsets]) -> None:
    """Add the sentences of a block, which begins and ends without white space, to `found`."""
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if stop < end and _ends_sentence(text, begin, match, end):
            found.append((begin, stop))
            begin = stop
            while text[begin].isspace():
                begin += 1
    found.append((begin, end))


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    if stop.group()[0] in "。！？":
        return True
    following = _NEXT.match(text, stop.end(), end)
    word = following["word"] if following else None
    if word and word[0].islower():
        return False  # "What now?" she asked.
    if stop.group() != ".":
        return True
    return not _is_abbreviated(text[max(begin, stop.start() - 20) : stop.start()], word)


def _is_abbreviated(before: str, word: str | None) -> bool:
    """Whether the full stop after `before` abbreviates a word and `word` continues the sentence."""
    last = _BEFORE_WORD.split(before)[-1]
    carries_on = word is not None and word not in _OPENERS
    if len(last) == 1 and last.isupper():
        return carries_on  # an initial: J. Alvarez
    if last.lower() in _BEFORE_NAMES:
        return True
    if last.lower() in _BEFORE_NUMBERS:
        return word is not None and word[0].isdigit()
    if last in _DATES or last.lower() in _MAYBE_LAST or _ACRONYM.fullmatch(last):
        return carries_on
    return False


def _trimmed(text: str, start: int, end: int) -> Iterator[Offsets]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
