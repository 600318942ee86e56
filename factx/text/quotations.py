"""Find quotations."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from factx.text.offsets import Offsets
from factx.text.sentences import sentence_blocks
from factx.text.words import UNSPACED

# Opening mark -> the mark that closes it. Languages use marks differently: a mark opens a
# quotation if none is open, and while one is open, only its own closing mark counts.
_CLOSING = {
    '"': '"',
    "``": "''",
    "''": "''",
    "“": "”",
    "„": "“",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "‹": "›",
    "‘": "’",
    "'": "'",
}
_OPENING = re.compile("|".join(_CLOSING))
# Swedish and Finnish write the same mark on both sides: such a mark closes itself in a text
# without the mark that would be its partner elsewhere.
_SAME = {"”": "“„", "»": "«"}
_OPENING_OR_SAME = re.compile("|".join([*_CLOSING, "”"]))
_DEEPEST = 4
"""The most quotations within each other that are read; more are marks that were left out."""
_GERMAN = re.compile("[„“”]")
_UNSPACED = regex.compile(f"[{UNSPACED}]")
_ENDED = ".,!?;…"
_STRAIGHT_LAST = re.compile(r'(?<=\S)"(?!\w)')
_TURNED = re.compile(r"[,.!?…]“(?=\s|$)")
_YEAR = re.compile(r"[‘']\d\d(?!\d)")
_APOSTROPHES = frozenset("‘'")
_WORD_END = re.compile(r"’(?!\w)")
_STRAIGHT_WORD_END = re.compile(r"(?<=\S)'(?![\w'])")
_STRAIGHT_FIRST = re.compile(r"(?<![^\s(\[\"“—–-])'(?=[^\W\d_])")
_SPACED = re.compile(r"[\w\"”']\s[,.?!](?=\s|$)")
"""A punctuation mark between spaces."""
_COMPLETE = re.compile(r"(?<!\w)(?:“[^“”\n]+”|\"(?=\S)[^\"\n]+(?<=\S)\"(?!\w))")
"""A quotation in double marks with both its marks."""
_ANY_OPENING = re.compile(r"(?<![^\s(\[])[\"“„«](?=\S)")
_BULLET = re.compile(r"(?:(?:[-*•–—>]|\d{1,2}[.)])\s+)?")
_LONGEST_NESTED = 60
"""In characters: what is enclosed in marks of the same kind."""
_MOST_NESTED = 4
"""Most quotations in one in the same marks."""
_NEAR = 400
"""In characters: how far from a mark between spaces others are looked for."""
_MOST_UNMARKED = 6
"""Most paragraphs after an open quotation that do not repeat its mark."""


class Quotation(NamedTuple):
    """A quotation with its marks."""

    start: int
    """Offset of the opening mark."""
    end: int
    """Offset after the closing mark, or after the paragraph if the quotation stays open."""
    continues: bool
    """Whether it continues the quotation before it and repeats its opening mark."""


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of `text`, in order; nested ones are left out.

    A quotation that is open at the end of a paragraph continues if the next paragraph begins with
    the same opening mark, as the press does with long speeches, or if only its closing mark
    follows. A mark that nothing closes before the next quotation is ignored. Single straight marks
    are apostrophes, unless they enclose several words.
    """
    found: list[Quotation] = []
    carried: str | None = None
    same = frozenset(
        mark for mark, partners in _SAME.items() if not any(one in text for one in partners)
    )
    blocks = sentence_blocks(text)
    number = 0
    while number < len(blocks):
        carried = _scan(text, blocks, number, carried, found, same)
        number += 1
        last = _unmarked_end(text, blocks, number, _partner(carried, same)) if carried else None
        if last is None:
            continue
        for start, end in blocks[number:last]:
            found.append(Quotation(start, end, continues=True))
        assert carried is not None
        start, end = blocks[last]
        close = text.index(_partner(carried, same), start) + len(_partner(carried, same))
        found.append(Quotation(start, close, continues=True))
        carried = _scan(text, blocks, last, None, found, same, begin=close)
        number = last + 1
    return tuple(found)


def _scan(
    text: str,
    blocks: Sequence[Offsets],
    number: int,
    carried: str | None,
    found: list[Quotation],
    same: frozenset[str],
    *,
    begin: int | None = None,
) -> str | None:
    """Add the quotations of one paragraph; return the mark of the one that stays open, if any."""
    start, end = blocks[number]
    at = start if begin is None else begin
    bullet = _BULLET.match(text, start, end) if begin is None else None
    start = bullet.end() if bullet else start
    opening = _OPENING_OR_SAME if "”" in same else _OPENING
    while mark := opening.search(text, at, end):
        opened = mark.start()
        at = mark.end()
        if not _opens(text, opened, at, end):
            continue
        continues = opened == start and mark.group() == carried
        if mark.group() in same:
            closing = text.find(mark.group(), at, end)
            close = closing + 1 if closing >= 0 else None
        else:
            close = _close_of(text, mark, end)
        if close is not None:
            found.append(Quotation(opened, close, continues=continues))
            at = close
        elif mark.group() == "”" or _is_no_quotation(text, mark, blocks, number):
            continue
        else:
            found.append(Quotation(opened, end, continues=continues))
            return mark.group()
    return None


def _is_no_quotation(
    text: str, mark: re.Match[str], blocks: Sequence[Offsets], number: int
) -> bool:
    """Whether an unclosed mark, which the next paragraph does not repeat, opens nothing.

    It is an apostrophe, or a quotation opens and closes after it.
    """
    if number + 1 < len(blocks) and text.startswith(mark.group(), blocks[number + 1][0]):
        return mark.group() in _APOSTROPHES and mark.start() != blocks[number][0]
    if mark.group() in _APOSTROPHES:
        return True
    return _COMPLETE.search(text, mark.end(), blocks[number][1]) is not None


def _partner(mark: str, same: frozenset[str]) -> str:
    """The mark that closes what `mark` opens."""
    return mark if mark in same else _CLOSING[mark]


def _unmarked_end(text: str, blocks: Sequence[Offsets], number: int, closing: str) -> int | None:
    """The paragraph that closes a quotation whose opening mark the next ones do not repeat.

    None if a mark opens before one closes.
    """
    if closing == "’":
        return None
    for at in range(number, min(len(blocks), number + _MOST_UNMARKED)):
        start, end = blocks[at]
        close = text.find(closing, start, end)
        opened = _ANY_OPENING.search(text, start, end)
        if opened is not None and (close < 0 or opened.start() < close):
            return None
        if close > start and not text[close - 1].isspace():
            return at
        if close >= 0:
            return None
    return None


def _opens(text: str, start: int, end: int, stop: int) -> bool:
    """Whether the mark can open a quotation: after no letter or digit, and before no space.

    French puts a space after «; it opens a quotation if a » after a space closes it. In text whose
    punctuation is set off by spaces, so are quotation marks.
    """
    if text[start] in "「『":
        return True
    if _YEAR.match(text, start):
        return False  # in ‘08: an apostrophe that an editor turned round
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() and _UNSPACED.match(before) is None:
        return False
    if not after.isspace():
        return True
    if text[start] == "«":
        close = text.find("»", end, stop)
        return close >= 0 and text[close - 1].isspace()
    closing = _CLOSING.get(text[start:end], text[start:end])
    close = text.find(closing, end, stop)
    is_apart = close >= 0 and text[close - 1].isspace()
    if not is_apart or closing == "'":
        return False
    return _SPACED.search(text, start, min(stop, start + _NEAR)) is not None


def _close_of(text: str, mark: re.Match[str], end: int) -> int | None:
    """Offset after the mark that closes `mark`, before `end`; None if there is none."""
    closing = _CLOSING[mark.group()]
    if closing in {"’", "'"}:
        close = next(_apostrophes_last(text, mark, end), -1)
    elif mark.group() in '"“':
        close = _nested_last(text, mark, end)
        close = close if close >= 0 else _double_last(text, mark, end)
    elif mark.group() == "„":
        close = _german_last(text, mark.end(), end)
    else:
        close = text.find(closing, mark.end(), end)
        while closing == "''" and close >= 0 and text[close + 2 : close + 3] == "'":
            close += 1  # the first of three closes a quotation within this one
    return close + len(closing) if close >= 0 else None


def _nested_last(text: str, mark: re.Match[str], end: int) -> int:
    """Offset of the mark that closes " or “ if it encloses others of its kind; -1 otherwise.

    What is enclosed must be a few words that do not end like speech.
    """
    opening, closing = mark.group(), _CLOSING[mark.group()]
    at, is_nested = mark.end(), False
    for _ in range(_MOST_NESTED + 1):
        close = text.find(closing, at, end)
        if close < 0:
            return -1
        inner = _inner_opening(text, opening, at, close)
        if inner is None:
            return close if is_nested else -1
        if opening == closing:
            close = text.find(closing, inner + 1, end)
        if close < 0 or close - inner > _LONGEST_NESTED:
            return -1
        goes_on = text[close - 1] in "?!" and text[close + 2 : close + 3].islower()
        if text[close - 1] in _ENDED and text[close + 1 : close + 2] != closing and not goes_on:
            return -1
        at, is_nested = close + 1, True
    return -1


def _inner_opening(text: str, opening: str, start: int, close: int) -> int | None:
    """Where a mark of the same kind opens at `close` or before it; None if none does."""
    at = text.find(opening, start, close + 1)
    if at <= start or not text[at - 1].isspace():
        return None
    following = text[at + 1 : at + 2]
    return None if not following or following.isspace() else at


def _german_last(text: str, begin: int, end: int) -> int:
    """Offset of the mark that closes „; -1 if there is none.

    That is “ or ”, after those that close quotations within this one. A straight mark closes it if
    no other does before the next „.
    """
    first, depth, limit = -1, 1, end
    for mark in _GERMAN.finditer(text, begin, end):
        if mark.group() == "„":
            limit = min(limit, mark.start())
            depth += 1
            if depth > _DEEPEST:
                break
            continue
        first = mark.start() if first < 0 else first
        depth -= 1
        if not depth:
            return mark.start()
    straight = _STRAIGHT_LAST.search(text, begin, min(limit, first) if first >= 0 else limit)
    return straight.start() if straight is not None else first


def _double_last(text: str, mark: re.Match[str], end: int) -> int:
    """Offset of the mark that closes " or “; -1 if there is none.

    The other form may close it too, as in text that was edited twice. ” closes " if it comes first
    and no “ has opened it. " closes “ if no ” comes before the next “, and the straight marks in
    between do not pair up, or if the first of them ends a clause, so that it opens nothing. “
    closes “ where only a closing mark can stand, as in German.
    """
    closing = _CLOSING[mark.group()]
    close = text.find(closing, mark.end(), end)
    reach = close if close >= 0 else end
    opened = text.find("“", mark.end(), reach)
    limit = opened if opened >= 0 else reach
    if closing == '"':
        curly = text.find("”", mark.end(), limit)
        if curly >= 0:
            return curly
        opens_next = close >= 0 and _inner_opening(text, closing, mark.end(), close) == close
        return -1 if opens_next else close
    if opened >= 0 and _TURNED.match(text, opened - 1):
        return opened
    first = text.find('"', mark.end(), limit)
    if first > 0 and text[first - 1] in _ENDED and text[first + 1 : first + 2].isspace():
        return first
    if limit == close or text.count('"', mark.end(), limit) % 2 == 0:
        return close
    straight = _STRAIGHT_LAST.search(text, mark.end(), limit)
    return straight.start() if straight is not None else close


def _apostrophes_last(text: str, mark: re.Match[str], end: int) -> Iterator[int]:
    """Offsets of ’ or ' that may close ‘ or ': first those that end a clause, then a word.

    A straight mark closes several words only, and after an s only before punctuation.
    """
    opened, closing = mark.start(), _CLOSING[mark.group()]
    if closing == "’":
        limit = text.find("‘", opened + 1, end)
        limit = limit if limit >= 0 else end
    else:
        following = _STRAIGHT_FIRST.search(text, opened + 1, end)
        limit = following.start() if following else end
    pattern = _WORD_END if closing == "’" else _STRAIGHT_WORD_END
    offsets = [match.start() for match in pattern.finditer(text, opened + 1, limit)]
    yield from (at for at in offsets if text[at - 1] in _ENDED)
    if closing == "’":
        yield from offsets
        return
    for at in offsets:
        is_genitive = text[at - 1] == "s" and text[at + 1 : at + 2] == " "
        if not is_genitive and " " in text[opened:at]:
            yield at
