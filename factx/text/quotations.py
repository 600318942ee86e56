"""What stands between quotation marks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from factx.text.sentences import sentence_blocks

# Opening mark -> the mark that closes it. Languages disagree on which one opens: a mark opens where
# no quotation is open, and while one is, only its own closing mark means anything.
_CLOSING = {
    '"': '"',
    "“": "”",
    "„": "“",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "‹": "›",
    "‘": "’",
}
_OPENING = re.compile("[" + "".join(_CLOSING) + "]")
_ENDED = ".,!?;…"


class Quotation(NamedTuple):
    """A stretch between quotation marks, marks included."""

    start: int
    """Offset of the opening mark."""
    end: int
    """Offset past the closing mark, or past the paragraph where the quotation stays open."""
    closed: bool
    """Whether it is closed; if not, it may go on in the next paragraph."""
    continues: bool
    """Whether it goes on from the paragraph before, repeating the opening mark."""


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of `text`, in order and apart; those inside others are left out.

    A quotation that stays open at the end of a paragraph goes on if the next paragraph begins with
    the same opening mark, as the press does with long speeches. Single straight marks are taken for
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
    """Add the quotations of one paragraph; return the mark of one that stays open, if any."""
    at = start
    while mark := _OPENING.search(text, at, end):
        opened = mark.start()
        at = opened + 1
        if not _opens(text, opened):
            continue
        continues = opened == start and mark.group() == carried
        close = _close_of(text, opened, end)
        if close is not None:
            found.append(Quotation(opened, close + 1, closed=True, continues=continues))
            at = close + 1
        elif mark.group() != "‘":
            found.append(Quotation(opened, end, closed=False, continues=continues))
            return mark.group()
    return None


def _opens(text: str, at: int) -> bool:
    """Whether the mark at `at` can open: after no letter or digit, and before no space."""
    if text[at] in "「『":
        return True
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isalnum() and not after.isspace()


def _close_of(text: str, opened: int, end: int) -> int | None:
    """Offset of the mark that closes the one at `opened`, before `end`."""
    closing = _CLOSING[text[opened]]
    if closing != "’":
        close = text.find(closing, opened + 1, end)
        return close if close >= 0 else None
    return next(_apostrophes_last(text, opened, end), None)


def _apostrophes_last(text: str, opened: int, end: int) -> Iterator[int]:
    """Where ’ may close what ‘ opened: those that end a clause, then those that end a word."""
    limit = text.find("‘", opened + 1, end)
    limit = limit if limit >= 0 else end
    word_ends = [match.start() for match in re.finditer(r"’(?!\w)", text[opened + 1 : limit])]
    offsets = [opened + 1 + at for at in word_ends]
    yield from (at for at in offsets if text[at - 1] in _ENDED)
    yield from offsets
