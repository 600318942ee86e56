"""Find quotations."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from factx.text.sentences import sentence_blocks

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
}
_OPENING = re.compile("|".join(_CLOSING))
_ENDED = ".,!?;…"
_STRAIGHT_LAST = re.compile(r'(?<=\S)"(?!\w)')
_TURNED = re.compile(r"[,.!?…]“(?=\s|$)")
_YEAR = re.compile(r"‘\d\d(?!\d)")


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
    the same opening mark, as the press does with long speeches. Single straight marks count as
    apostrophes.
    """
    found: list[Quotation] = []
    carried: str | None = None
    for start, end in sentence_blocks(text):
        carried = _scan(text, start, end, carried, found)
    return tuple(found)


def _scan(
    text: str, start: int, end: int, carried: str | None, found: list[Quotation]
) -> str | None:
    """Add the quotations of one paragraph; return the mark of the one that stays open, if any."""
    at = start
    while mark := _OPENING.search(text, at, end):
        opened = mark.start()
        at = mark.end()
        if not _opens(text, opened, at, end):
            continue
        continues = opened == start and mark.group() == carried
        close = _close_of(text, mark, end)
        if close is not None:
            found.append(Quotation(opened, close, continues=continues))
            at = close
        elif mark.group() != "‘":
            found.append(Quotation(opened, end, continues=continues))
            return mark.group()
    return None


def _opens(text: str, start: int, end: int, stop: int) -> bool:
    """Whether the mark can open a quotation: after no letter or digit, and before no space.

    French puts a space after «; it opens a quotation if a » after a space closes it.
    """
    if text[start] in "「『":
        return True
    if _YEAR.match(text, start):
        return False  # in ‘08: an apostrophe that an editor turned round
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if text[start] == "«" and after.isspace():
        close = text.find("»", end, stop)
        return close >= 0 and not before.isalnum() and text[close - 1].isspace()
    return not before.isalnum() and not after.isspace()


def _close_of(text: str, mark: re.Match[str], end: int) -> int | None:
    """Offset after the mark that closes `mark`, before `end`; None if there is none."""
    closing = _CLOSING[mark.group()]
    if closing == "’":
        close = next(_apostrophes_last(text, mark.start(), end), -1)
    elif mark.group() in '"“':
        close = _double_last(text, mark, end)
    elif mark.group() == "„":
        close = text.find("“", mark.end(), end)
        curly = text.find("”", mark.end(), close if close >= 0 else end)
        close = curly if curly >= 0 else close
    else:
        close = text.find(closing, mark.end(), end)
        while closing == "''" and close >= 0 and text[close + 2 : close + 3] == "'":
            close += 1  # the first of three closes a quotation within this one
    return close + len(closing) if close >= 0 else None


def _double_last(text: str, mark: re.Match[str], end: int) -> int:
    """Offset of the mark that closes " or “; -1 if there is none.

    The other form may close it too, as in text that was edited twice. ” closes " if it comes first
    and no “ has opened it. " closes “ if no ” comes before the next “, and the straight marks in
    between do not pair up. “ closes “ where only a closing mark can stand, as in German.
    """
    closing = _CLOSING[mark.group()]
    close = text.find(closing, mark.end(), end)
    reach = close if close >= 0 else end
    opened = text.find("“", mark.end(), reach)
    limit = opened if opened >= 0 else reach
    if closing == '"':
        curly = text.find("”", mark.end(), limit)
        return curly if curly >= 0 else close
    if opened >= 0 and _TURNED.match(text, opened - 1):
        return opened
    if limit == close or text.count('"', mark.end(), limit) % 2 == 0:
        return close
    straight = _STRAIGHT_LAST.search(text, mark.end(), limit)
    return straight.start() if straight is not None else close


def _apostrophes_last(text: str, opened: int, end: int) -> Iterator[int]:
    """Offsets of ’ that may close ‘: first those that end a clause, then those that end a word."""
    limit = text.find("‘", opened + 1, end)
    limit = limit if limit >= 0 else end
    word_ends = [match.start() for match in re.finditer(r"’(?!\w)", text[opened + 1 : limit])]
    offsets = [opened + 1 + at for at in word_ends]
    yield from (at for at in offsets if text[at - 1] in _ENDED)
    yield from offsets
