"""Split text into sentences, numbered from 1.

Every draft and recording contains sentence numbers, so the rules are few and stable.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
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

# Each run of stops is matched once, which keeps the time linear. The pattern begins with a set of
# characters, because `re` finds those fast.
_END = re.compile(
    r"[.!?…。！？](?:(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+[\"'”“’‘»«›‹)\]」』]*+"
    r"(?:[ \u00a0\u202f]»)?(?=\s|$)"
    r"|(?<=[。！？])(?<![。！？]{2})[。！？]*+[」』”’）]*+)"
)
_BEFORE_WORD = re.compile(r"[\s\"'“”‘’(\[«»—–/-]")
_ACRONYM = re.compile(r"(?:\w\.)+\w")
_NEXT = re.compile(r"\s*[\"'“‘„«‹(\[「『—–-]*\s*(?P<word>\w[\w’'.]*)?")
_LINE_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_GAP = re.compile(r"[\n\r\u2028\u2029\x0b\x0c\x85]\s+")
_WRAP_WIDTHS = range(40, 121)
# A line that ends inside a sentence has at least this many words and characters.
_FEWEST_WORDS, _NARROWEST = 3, 16
_FULL = 0.6
"""A shorter line that ends like a sentence ends a paragraph; a share of the longest."""
_LEADING_ON = frozenset(
    "the a an of in on at to for from by with and or but that as his her its their our my".split()
)
_STOPS = frozenset(".!?:;…。！？")
_OPENING = frozenset("\"'“‘«„(")
_QUOTING = re.compile(r"(?:>\s*)+")
_ITEM = re.compile(r"(?:[-*•–—]|\d{1,3}[.)])\s|[A-Z][\w.'’ -]{0,40}:\s")
"""A bullet, a number, or a label such as the name of a speaker."""


def sentences(text: str) -> tuple[Offsets, ...]:
    """The sentences of `text` in order, without the white space between them.

    A line break ends a sentence, except in paragraphs that are wrapped at a fixed width. Every
    character except white space belongs to exactly one sentence; an empty text has none.
    """
    found: list[Offsets] = []
    for start, end in sentence_blocks(text):
        _split(text, start, end, found)
    return tuple(found)


@lru_cache(8)
def sentence_blocks(text: str) -> tuple[Offsets, ...]:
    """Stretches that no sentence crosses: lines, or whole paragraphs if they are wrapped."""
    return tuple(_sentence_blocks(text))


def _sentence_blocks(text: str) -> Iterator[Offsets]:
    blocks = [(place, list(_rows(text, *place))) for place in paragraphs(text)]
    is_wrapped = _is_wrapped_text(text, [rows for _, rows in blocks if len(rows) > 1])
    for place, rows in blocks:
        if len(rows) < 2:
            yield place
        elif is_wrapped:
            yield from _joined(text, rows)
        elif _is_wrapped(text, rows):
            yield place
        else:
            yield from rows


def _rows(text: str, start: int, end: int) -> Iterator[Offsets]:
    if _LINE_BREAK.search(text, start, end) is None:
        yield start, end
    else:
        yield from lines(text, start, end)


@lru_cache(8)
def paragraphs(text: str) -> tuple[Offsets, ...]:
    """Stretches between blank lines, without the white space around them."""
    return tuple(_paragraphs(text))


def _paragraphs(text: str) -> Iterator[Offsets]:
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


def _is_wrapped_text(text: str, paragraphs: list[list[Offsets]]) -> bool:
    """Whether the lines of a text are broken inside sentences, at any width.

    That is so if a third of the breaks within paragraphs are. A list or a poem breaks at the end of
    a sentence, or before a capital.
    """
    breaks = inside = 0
    for rows in paragraphs:
        for one, following in pairwise(rows):
            breaks += 1
            inside += _breaks_sentence(text, one, following)
    return inside > 0 and inside * 3 >= breaks


def _breaks_sentence(text: str, row: Offsets, following: Offsets) -> bool:
    """Whether a line surely ends inside a sentence that the following line continues."""
    start, end = row
    words = text[start:end].split()
    if len(words) < _FEWEST_WORDS or end - start < _NARROWEST:
        return False
    begin = _QUOTING.match(text, *following)
    first = text[begin.end() if begin else following[0]]
    if text[end - 1] in _STOPS or not (first.isalnum() or first in _OPENING):
        return False
    last = words[-1].rstrip(",")
    return first.islower() or (last.islower() and last in _LEADING_ON)


def _joined(text: str, rows: list[Offsets]) -> Iterator[Offsets]:
    """The rows of a wrapped paragraph as one, without those that are lines of their own."""
    width = max(end - start for start, end in rows)
    begin, last = rows[0]
    for start, end in rows[1:]:
        is_ended = text[last - 1] in _STOPS and last - _row_start(text, last) < width * _FULL
        if is_ended or _ITEM.match(text, start, end):
            yield begin, last
            begin = start
        last = end
    yield begin, last


def _row_start(text: str, end: int) -> int:
    return max(text.rfind("\n", 0, end), 0)


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
