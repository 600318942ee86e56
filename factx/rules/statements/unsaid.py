"""What an article denies, supposes or asks, in a language whose clauses are not parsed."""

from collections.abc import Iterator

from factx.rules.reading.document import Document, Unit
from factx.rules.statements.frames import Frame, verb_frames
from factx.rules.statements.statement import offsets_of
from factx.text import Offsets, overlap


def is_unsaid(document: Document, *, cue: Offsets | None, content: Offsets) -> bool:
    """Whether the words around a cue negate, suppose or ask that something was said.

    "hat nie gesagt", "personne n'a dit", "si Ruiz dijera". False for an attribution without a cue.
    """
    if cue is None:
        return False
    unit = document.units[document.unit_at(cue[0])]
    for frame, place in _frames(document, unit):
        if overlap(place, cue):
            return frame.negated or not frame.is_made or _is_asked(document, unit, place, content)
    return False


def _frames(document: Document, unit: Unit) -> Iterator[tuple[Frame, Offsets]]:
    """The frames of a sentence with the places of their cues, also of what is denied above them."""
    for frame in verb_frames(document.language, unit.tokens, with_unsaid=True):
        yield frame, offsets_of(unit.tokens, frame.cue)


def _is_asked(document: Document, unit: Unit, cue: Offsets, content: Offsets) -> bool:
    """Whether the sentence asks if something was said after the cue, outside quotation marks."""
    tokens = unit.tokens
    is_question = tokens[-1].text == "?" and cue[1] <= content[0] and content[1] > tokens[0].start
    asking = document.language.members("verb of asking")
    verbs = (f.verb for f, place in _frames(document, unit) if place == cue and f.verb is not None)
    is_asking = any(verb.base in asking for verb in verbs)
    is_quoted = any(t.kind == "quotation" and overlap(t.place, content) for t in tokens)
    has_colon = ":" in document.text[cue[1] : content[0]]
    return is_question and not (is_asking or is_quoted or has_colon)
