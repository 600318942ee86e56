"""Transcripts: paragraphs that begin with the name of the speaker, as in "RUIZ: We will appeal."

"Q:" and "A:" name no speaker: such turns are no statements, and no claims of the article.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from factx.rules.reading.document import Document
from factx.rules.statements.statement import Statement
from factx.text import Offsets, paragraphs

_FEWEST = 3
"""Fewest paragraphs that begin with a speaker in a transcript."""
_SPEECH = 4
"""Fewest words of a turn; fewer are an entry in a list: "Paid: 781"."""
_MOST_BETWEEN = 3
"""Most paragraphs that continue a turn."""
_NAME = r"[A-Z][\w.'’-]+"
_OPENER = re.compile(
    rf"(?P<opener>{_NAME}(?: {_NAME}){{0,4}})(?: \([^()\n]{{1,40}}\))?(?P<colon>:)\s"
)
_ASIDE = re.compile(r"[(\[*—–-]")


class _Turn(NamedTuple):
    """A paragraph, with its speaker if it begins with one."""

    start: int
    end: int
    source: Offsets | None
    colon: int


def turns(document: Document) -> list[Statement]:
    """The turns of a transcript as statements; empty if the text is not a transcript.

    A text is a transcript if at least three paragraphs begin with a speaker, and two of them with
    the same one. The paragraphs between two speakers continue the turn of the first, up to an aside
    in brackets.
    """
    found = [_turn(document, start, end) for start, end in _lines(document)]
    speakers = Counter(document.text[slice(*turn.source)] for turn in found if turn.source)
    if speakers.total() < _FEWEST or max(speakers.values()) < 2:
        return []
    return list(_statements(document, found))


def interview_units(document: Document) -> frozenset[int]:
    """The units in paragraphs that begin with a label such as "Q:" or "A", which names no speaker.

    Empty unless a paragraph begins with the label of a question.
    """
    lines = [line for line in _lines(document) if _opens_with(document, line[0], "interview label")]
    if not any(_opens_with(document, start, "question label") for start, _ in lines):
        return frozenset()
    return frozenset(
        number
        for start, end in lines
        for number in range(document.unit_at(start), document.unit_at(end - 1) + 1)
    )


def _opens_with(document: Document, start: int, label: str) -> bool:
    tokens = document.units[document.unit_at(start)].tokens
    opening = [token for token in tokens[:4] if token.start >= start][:2]
    if len(opening) < 2 or opening[0].start != start or label not in opening[0].classes:
        return False
    return opening[1].text in {":", "."} or (
        len(opening[0].text) == 1 and opening[0].text.isupper() and opening[1].text[0].isupper()
    )


def _lines(document: Document) -> Iterator[Offsets]:
    for start, end in paragraphs(document.text):
        at = start
        for line in document.text[start:end].split("\n"):
            if line.strip():
                yield at, at + len(line)
            at += len(line) + 1


def _turn(document: Document, start: int, end: int) -> _Turn:
    match = _OPENER.match(document.text, start, end)
    if match is None or match["opener"].lower() in document.language.members("label"):
        return _Turn(start, end, None, start)
    return _Turn(start, end, match.span("opener"), match.start("colon"))


def _statements(document: Document, found: list[_Turn]) -> Iterator[Statement]:
    opening = [at for at, turn in enumerate(found) if turn.source is not None]
    for at, following in zip(opening, [*opening[1:], len(found)], strict=True):
        turn = found[at]
        content = [_stripped(document.text, turn.colon + 1, turn.end)]
        between = found[at + 1 : following] if following < len(found) else []
        if len(between) <= _MOST_BETWEEN:
            for later in between:
                if _ASIDE.match(document.text, later.start):
                    break
                content.append(_stripped(document.text, later.start, later.end))
        content = [place for place in content if place[0] < place[1]]
        if sum(document.text.count(" ", *place) + 1 for place in content) >= _SPEECH:
            yield Statement(
                content=tuple(content),
                cue=(turn.colon, turn.colon + 1),
                source=turn.source,
                unit=document.unit_at(turn.start),
            )


def _stripped(text: str, start: int, end: int) -> Offsets:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())
