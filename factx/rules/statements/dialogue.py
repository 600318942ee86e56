"""Dialogue with dashes: a paragraph that begins with one is what somebody says.

A dash inside the paragraph leads to the narrator and back: "—Cerramos —dijo Ana—. Mañana." A dash
after a full stop leads to the next sentence of the speaker: "— Oui, dit-il. — Demain."
"""

import re
from collections.abc import Iterator

from factx.rules.reading.document import Document, Tokens
from factx.rules.statements.frames import Frame, verb_frames
from factx.rules.statements.inside_marks import sentence_ranges
from factx.rules.statements.statement import Statement, offsets_of
from factx.text import Offsets, count_words, sentence_blocks

_DASH = re.compile(r"(?<!\w)[—–]|[—–](?!\w)")
_OPENS = re.compile(r"[—–]\s?(?=\S)")
_ENDED = re.compile(r"[.!?…,。！？][\"'”»]*$")
_FEWEST = 2
"""Fewest words of speech; fewer are an entry in a list."""


def spoken_paragraphs(document: Document) -> list[Statement]:
    """The paragraphs that begin with a dash and end like a sentence, as statements in order."""
    found: list[Statement] = []
    for start, end in sentence_blocks(document.text):
        opening = _OPENS.match(document.text, start, end)
        if opening is None or not _ENDED.search(document.text[max(start, end - 4) : end]):
            continue
        spoken, told = _parts(document.text, opening.end(), end)
        found += _statement(document, spoken, told)
    return found


def _parts(text: str, start: int, end: int) -> tuple[list[Offsets], list[Offsets]]:
    """What is spoken in a paragraph and what the narrator says, between the dashes."""
    spoken: list[Offsets] = []
    told: list[Offsets] = []
    is_told = False
    at = start
    for dash in _DASH.finditer(text, start, end):
        (told if is_told else spoken).append((at, dash.start()))
        following = text[dash.end() : end].lstrip()[:1]
        is_told = not is_told and following.islower()
        at = dash.end()
    (told if is_told else spoken).append((at, end))
    return [_trimmed(text, *one) for one in spoken], [_trimmed(text, *one) for one in told]


def _statement(
    document: Document, spoken: list[Offsets], told: list[Offsets]
) -> Iterator[Statement]:
    pieces: list[Offsets] = []
    cue: Offsets | None = None
    source: Offsets | None = None
    frames = [(frame, tokens) for place in told for frame, tokens in _frames(document, place)]
    for place in spoken:
        cut = None if frames else _inserted(document, place)
        if cut is None:
            pieces.append(place)
            continue
        frame, tokens, parts = cut
        frames.append((frame, tokens))
        pieces += parts
    for frame, tokens in frames:
        cue = offsets_of(tokens, frame.cue)
        source = offsets_of(tokens, frame.source) if frame.source is not None else None
        if source is not None:
            break
    kept = [place for place in pieces if place[0] < place[1]]
    if kept and document.text[kept[-1][1] - 1] == ".":
        kept[-1] = kept[-1][0], kept[-1][1] - 1
    if kept and sum(count_words(document.text, *place) for place in kept) >= _FEWEST:
        unit = document.unit_at(cue[0] if cue else kept[0][0])
        yield Statement(content=tuple(kept), cue=cue, source=source, unit=unit)


def _frames(document: Document, place: Offsets) -> Iterator[tuple[Frame, Tokens]]:
    """The frames in what the narrator says."""
    tokens = _tokens(document, place)
    for start, end in sentence_ranges(tokens):
        for frame in verb_frames(document.language, tokens[start:end]):
            yield frame, tokens[start:end]


def _inserted(document: Document, place: Offsets) -> tuple[Frame, Tokens, list[Offsets]] | None:
    """A frame after a comma within what is spoken, and the pieces around it."""
    tokens = _tokens(document, place)
    for start, end in sentence_ranges(tokens):
        sentence = tokens[start:end]
        for frame in verb_frames(document.language, sentence):
            before = sentence[frame.begin - 1] if frame.begin else None
            if not frame.is_after or frame.source is None or before is None:
                continue
            if before.text in {",", "!", "?", "…"}:
                stop = start + frame.stop
                while stop < len(tokens) and tokens[stop].text in {",", "."}:
                    stop += 1
                pieces = [(place[0], before.start if before.text == "," else before.end)]
                if stop < len(tokens):
                    pieces.append((tokens[stop].start, place[1]))
                return frame, sentence, pieces
    return None


def _tokens(document: Document, place: Offsets) -> Tokens:
    return [
        token
        for number in range(document.unit_at(place[0]), document.unit_at(place[1] - 1) + 1)
        for token in document.units[number].tokens
        if place[0] <= token.start and token.end <= place[1]
    ]


def _trimmed(text: str, start: int, end: int) -> Offsets:
    """A piece without white space, and without the comma or the full stop that a dash left."""
    while start < end and (text[start].isspace() or text[start] in ",.;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end
