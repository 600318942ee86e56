"""Attributions shown in their sentence: {source span}, <cue>, [content], ¶ for a new paragraph.

It is the notation of the annotation guide's examples. A line has at most one source span and one
cue, and a pair of brackets for each stretch of the content; marks may stand inside each other.
"""

import re
from typing import Any, NamedTuple

from building import grounded, said, speaker

from factx.records import FactRecord
from factx.text import Index, Offsets, is_quoted

_CLOSING = {"{": "}", "<": ">", "[": "]"}
_ELLIPSIS = re.compile(r"…|\.\.\.")


class MarkedLine(NamedTuple):
    """A line read: its text, and where its parts stand in it."""

    text: str
    source: Offsets | None
    cue: Offsets | None
    contents: list[Offsets]

    def holds(self, other: "MarkedLine") -> bool:
        """Whether all that the other says stands within what this one says."""
        return all(
            any(start <= s and e <= end for start, end in self.contents) for s, e in other.contents
        )


def plain(line: str) -> str:
    """The text of a line without its marks."""
    return re.sub(r"[{}<>\[\]]", "", line).replace(" ¶ ", "\n\n")


def read_line(line: str) -> MarkedLine:
    """The line's text and marks; ValueError where they do not pair or there are too many."""
    text = ""
    open_marks: list[tuple[str, int]] = []
    found: dict[str, list[Offsets]] = {mark: [] for mark in _CLOSING}
    for character in line.replace(" ¶ ", "\n\n"):
        if character in _CLOSING:
            open_marks.append((character, len(text)))
        elif character in _CLOSING.values():
            matching = [opened for opened in open_marks if _CLOSING[opened[0]] == character]
            if not matching:
                raise ValueError(f"{character} closes nothing in {line!r}")
            mark, start = matching[-1]
            open_marks.remove((mark, start))
            found[mark].append((start, len(text)))
        else:
            text += character
    if open_marks or len(found["{"]) > 1 or len(found["<"]) > 1:
        raise ValueError(f"the marks of {line!r} make no attribution")
    source, cue, contents = found.values()
    return MarkedLine(text, next(iter(source), None), next(iter(cue), None), sorted(contents))


def record_of(*lines: str, **fields: Any) -> FactRecord:
    """The record of lines of one text, an attribution each in this order: a1, a2, ...

    One source for each wording of a source span. What stands within the content of a line before
    has that as its parent. Ellipses between quotation marks are noted as elisions.
    """
    read = [read_line(line) for line in lines]
    texts = {line.text for line in read}
    assert len(texts) == 1, "lines of one record have one text"
    (text,) = texts
    index = Index(text)
    voices = list(dict.fromkeys(text[slice(*line.source)] for line in read if line.source))
    statements = [_statement(index, number, read, voices) for number in range(len(read))]
    sources = [
        speaker(name, id=f"s{number}", kind="other", naming="unnamed")
        for number, name in enumerate(voices, start=1)
    ]
    return grounded(text, *statements, **{"sources": sources, **fields})


def _statement(
    index: Index, number: int, lines: list[MarkedLine], voices: list[str]
) -> dict[str, Any]:
    text, source, cue, contents = line = lines[number]
    around = [n for n, other in enumerate(lines[:number], start=1) if other.holds(line)]
    statement = said(
        *(_address(index, content) for content in contents),
        source=_address(index, source) if source else None,
        cue=_address(index, cue) if cue else None,
        who=f"s{voices.index(text[slice(*source)]) + 1}" if source else "",
        id=str(number + 1),
        parent=f"a{around[-1]}" if around else None,
    )
    statement["quote"]["elisions"] = [
        {"text": found.group(), "sentence": index.sentence_of(found.start())}
        for start, end in contents
        for found in _ELLIPSIS.finditer(text, start, end)
        if is_quoted(index, found.span())
    ]
    return statement


def _address(index: Index, place: Offsets) -> str:
    """`words@sentence`, or `words@sentence/nth` where they stand there more than once."""
    words = index.text[slice(*place)]
    number = index.sentence_of(place[0])
    begin, end = index.sentences[number - 1]
    equal = [
        found.start()
        for found in re.finditer(rf"(?<!\w)(?={re.escape(words)}(?!\w))", index.text)
        if begin <= found.start() < end
    ]
    return f"{words}@{number}" + (f"/{equal.index(place[0]) + 1}" if len(equal) > 1 else "")
