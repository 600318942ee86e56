"""Transcripts: paragraphs that open with who speaks, as in "RUIZ: We will appeal."

"Q:" and "A:" name nobody; what is said behind them is read like any other text.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from factx.rules.reading.document import Document
from factx.rules.statements.statement import Statement
from factx.text import Offsets, paragraphs

_FEWEST = 3
"""Fewer marked paragraphs make no transcript."""
_SPEECH = 4
"""Fewer words behind a mark are an entry in a list: "Paid: 781"."""
_MOST_BETWEEN = 3
"""A turn goes on over no more paragraphs than this without a mark of its own."""
_NAME = r"[A-Z][\w.'’-]+"
_MARK = re.compile(rf"(?P<who>{_NAME}(?: {_NAME}){{0,4}})(?: \([^()\n]{{1,40}}\))?(?P<colon>:)\s")
_ASIDE = re.compile(r"[(\[*—–-]")


class _Turn(NamedTuple):
    """A paragraph, and where its mark stands if it has one."""

    start: int
    end: int
    who: Offsets | None
    colon: int


def turns(document: Document) -> list[Statement]:
    """The turns of a transcript; none in a text that is not one.

    A text is one if three of its paragraphs open with a speaker's mark and a mark returns. What
    stands between two marked paragraphs goes on with the first, but for asides in brackets.
    """
    found = [_turn(document, start, end) for start, end in _lines(document)]
    marks = Counter(document.text[slice(*turn.who)] for turn in found if turn.who)
    if marks.total() < _FEWEST or max(marks.values()) < 2:
        return []
    return list(_statements(document, found))


def _lines(document: Document) -> Iterator[Offsets]:
    for start, end in paragraphs(document.text):
        at = start
        for line in document.text[start:end].split("\n"):
            if line.strip():
                yield at, at + len(line)
            at += len(line) + 1


def _turn(document: Document, start: int, end: int) -> _Turn:
    mark = _MARK.match(document.text, start, end)
    if mark is None or mark["who"].lower() in document.language.members("label"):
        return _Turn(start, end, None, start)
    return _Turn(start, end, mark.span("who"), mark.start("colon"))


def _statements(document: Document, found: list[_Turn]) -> Iterator[Statement]:
    marked = [at for at, turn in enumerate(found) if turn.who is not None]
    for at, following in zip(marked, [*marked[1:], len(found)], strict=True):
        turn = found[at]
        content = [_bare(document.text, turn.colon + 1, turn.end)]
        between = found[at + 1 : following] if following < len(found) else []
        if len(between) <= _MOST_BETWEEN:
            for later in between:
                if _ASIDE.match(document.text, later.start):
                    break
                content.append(_bare(document.text, later.start, later.end))
        content = [place for place in content if place[0] < place[1]]
        if sum(document.text.count(" ", *place) + 1 for place in content) >= _SPEECH:
            yield Statement(
                content=tuple(content),
                cue=(turn.colon, turn.colon + 1),
                source=turn.who,
                unit=document.unit_at(turn.start),
            )


def _bare(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
