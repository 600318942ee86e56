"""Transcripts: paragraphs that begin with the name of the speaker, as in "RUIZ: We will appeal."

"A:" stands for the person whom the article interviews. "Q:" stands for the paper: its turns are no
statements, and no claims of the article.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factx.rules.reading.document import Document, tokens_between
from factx.rules.reading.known_names import known_names
from factx.rules.reading.names import names
from factx.rules.statements.statement import Statement
from factx.text import Offsets, paragraphs

_FEWEST = 3
"""Fewest paragraphs that begin with a speaker in a transcript."""
_SPEECH = 4
"""Fewest words of a turn; fewer are an entry in a list: "Paid: 781"."""
_QUESTION, _ANSWER = "question label", "interview label"
_MOST_BETWEEN = 3
"""Most paragraphs that continue a turn."""
_NAME = r"[A-Z][\w.'’-]+"
_OPENER = re.compile(
    r"(?:\d{1,2}[:.h]\d{2}(?: ?\w\.?m\.?)?(?: [A-Z]{2,4})?[ \t]*[-–—:|]?[ \t]*)?"
    rf"[*_]*(?P<opener>@\w+|{_NAME}(?: (?:{_NAME}|[a-z][\w’'-]*)){{0,4}})"
    r"(?: \([^()\n]{1,40}\))?(?P<colon>:)[*_]*\s"
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
    in brackets. If all are labels such as "Interviewer" and "Answer", it is an interview: see
    `answers`.
    """
    found = [_turn(document, start, end) for start, end in _lines(document)]
    if all(_label(document, turn.start) for turn in found if turn.source is not None):
        return []
    speakers = Counter(_surname(document, turn.source) for turn in found if turn.source)
    if speakers.total() < _FEWEST or max(speakers.values()) < 2:
        return []
    found = [
        turn._replace(source=None, colon=turn.start)
        if turn.source and not _is_speaker(document, turn.source, speakers)
        else turn
        for turn in found
    ]
    return list(_statements(document, found))


def _surname(document: Document, place: Offsets) -> str:
    """The last word of a label: "MAYOR IDA LUND" and "LUND" are one speaker."""
    return document.text[slice(*place)].split()[-1].lower()


def _is_speaker(document: Document, place: Offsets, speakers: Counter[str]) -> bool:
    """Whether a label names who speaks, and is no heading such as "The plan"."""
    label = document.text[slice(*place)]
    tokens = tokens_between(document, *place)
    if label.isupper() or not tokens or label[0] == "@":
        return True
    if any(token.is_finite for token in tokens) or "function word" in tokens[0].classes:
        return False
    is_plain = any(token.kind == "word" and not token.is_capitalised for token in tokens)
    is_body = any(not t.classes.isdisjoint({"body noun", "person noun", "title"}) for t in tokens)
    return not is_plain or is_body or speakers[_surname(document, place)] > 1


def answers(document: Document) -> list[Statement]:
    """The answers in an interview with "Q:" and "A:", each a statement of whoever is interviewed.

    That is the person whom the text before the first question names most often.
    """
    lines = list(_lines(document))
    labels = [_label(document, start) for start, _ in lines]
    first = next((at for at, label in enumerate(labels) if label == _QUESTION), None)
    if first is None:
        return []
    person = _interviewed(document, lines[first][0])
    found = [
        _answer(document, lines, labels, at, person)
        for at in range(first, len(lines))
        if labels[at] == _ANSWER
    ]
    return [one for one in found if one.content[0][0] < one.content[0][1]]


def _answer(
    document: Document,
    lines: Sequence[Offsets],
    labels: Sequence[str],
    at: int,
    person: Offsets | None,
) -> Statement:
    """The answer that begins in the line at `at`, with the paragraphs that continue it."""
    start, end = lines[at]
    opening = next(t for t in document.units[document.unit_at(start)].tokens if t.start >= start)
    colon = document.text[opening.end : opening.end + 1] in {":", "."}
    content = [_stripped(document.text, opening.end + colon, end)]
    for following in range(at + 1, min(len(lines), at + 1 + _MOST_BETWEEN)):
        is_aside = _ASIDE.match(document.text, lines[following][0]) is not None
        if labels[following] or is_aside or following == len(lines) - 1:
            break
        content.append(_stripped(document.text, *lines[following]))
    return Statement(
        content=tuple(content),
        source=opening.place if person is not None else None,
        antecedent=person,
        unit=document.unit_at(start),
    )


def _interviewed(document: Document, end: int) -> Offsets | None:
    """Where the person is first named in full whom a text names most often before `end`."""
    known = known_names(document)
    people = [
        name
        for name in names(document)
        if name.end <= end and known.kinds.get(name.label, "person") == "person"
    ]
    counted = Counter(name.words[-1] for name in people).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None
    return next(
        (n.place for n in people if n.words[-1] == counted[0][0] and len(n.words) > 1), None
    )


def interview_units(document: Document) -> frozenset[int]:
    """The units in paragraphs that begin with a label of a question, such as "Q:"."""
    return frozenset(
        number
        for start, end in _lines(document)
        if _label(document, start) == _QUESTION
        for number in range(document.unit_at(start), document.unit_at(end - 1) + 1)
    )


def _label(document: Document, start: int) -> str:
    """The class of the label that a line begins with; empty if it begins with none."""
    if not _opens_with(document, start, _ANSWER):
        return ""
    return _QUESTION if _opens_with(document, start, _QUESTION) else _ANSWER


def _opens_with(document: Document, start: int, label: str) -> bool:
    tokens = document.units[document.unit_at(start)].tokens
    opening = [token for token in tokens[:4] if token.start >= start][:2]
    if len(opening) < 2 or opening[0].start != start:
        return False
    letter, dot, rest = opening[0].text.partition(".")
    if dot and not rest and len(letter) == 1:  # A. I signed it.
        return label in document.language.classes_of(letter.lower())
    if label not in opening[0].classes:
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
