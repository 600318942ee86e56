"""Reporting words inside the marks of a quotation: « Non, a-t-il dit. Jamais. »."""

from collections.abc import Iterator

from factx.rules.reading.document import Document, Range, Tokens, tokens_between
from factx.rules.statements.frames import Frame, verb_frames
from factx.rules.statements.statement import Statement, offsets_of
from factx.text import Offsets

_MOST_TOKENS = 600
"""As in a sentence: what is longer is no prose."""
_STOPS = frozenset({".", "!", "?", "…"})


def cued_inside(document: Document, number: int) -> Iterator[Statement]:
    """The quotations of a unit that contain their own cue, as statements without it."""
    if "cues inside marks" not in document.language.traits:
        return
    for place in document.units[number].quotations:
        tokens = tokens_between(document, place[0] + 1, place[1] - 1)
        found = _cued(document, tokens)
        if found is not None:
            first, frame = found
            yield _statement(tokens, first, frame, place, number)


def _cued(document: Document, tokens: Tokens) -> tuple[int, Frame] | None:
    """The frame in the first sentence that has one, and where that sentence begins."""
    for start, stop in sentence_ranges(tokens):
        sentence = tokens[start:stop]
        for frame in verb_frames(document.language, sentence):
            is_inserted = frame.begin > 0 and sentence[frame.begin - 1].text in {",", *_STOPS}
            if frame.is_after and is_inserted and frame.source and frame.follows("quote"):
                return start, frame
    return None


def sentence_ranges(tokens: Tokens) -> Iterator[Range]:
    """Ranges of tokens up to a full stop; a question or exclamation may be followed by its cue."""
    if len(tokens) > _MOST_TOKENS:
        return
    begin = 0
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.text in _STOPS and (following is None or following.text[0].isupper()):
            yield begin, at + 1
            begin = at + 1
    if begin < len(tokens):
        yield begin, len(tokens)


def _statement(tokens: Tokens, first: int, frame: Frame, place: Offsets, number: int) -> Statement:
    stop = first + frame.stop
    while stop < len(tokens) and tokens[stop].text in {",", *_STOPS}:
        stop += 1
    before = tokens[first + frame.begin - 1]
    end = before.start if before.text == "," else before.end
    pieces = [(place[0], end)]
    if stop < len(tokens):
        pieces.append((tokens[stop].start, place[1]))
    shifted = [(first + start, first + last) for start, last in (frame.cue, frame.source or (0, 0))]
    return Statement(
        content=tuple(pieces),
        cue=offsets_of(tokens, shifted[0]),
        source=offsets_of(tokens, shifted[1]),
        type=frame.verb.type if frame.verb else "statement",
        verb=frame.verb.base if frame.verb else "",
        unit=number,
    )
