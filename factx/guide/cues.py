"""Cues: the words of saying, and nothing else."""

import re
from collections.abc import Iterator

from factx.guide.view import Finds, Look
from factx.records import Attribution, Span

_DAY = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:yesterday|tomorrow)\b")
_NEGATION = re.compile(
    r"(?i)\b(?:not|never|no longer|hardly|without|neither|nor|cannot|yet to)\b"
    r"|\b(?:stop\w* short|refus|declin)|n['’]t\b"
)


def _cues(look: Look) -> Iterator[tuple[Attribution, Span]]:
    for attribution in look.record.attributions:
        if attribution.cue is not None:
            yield attribution, attribution.cue


def cue_date(look: Look) -> Finds:
    """A cue holds a weekday, "yesterday" or "tomorrow"."""
    for attribution, cue in _cues(look):
        if _DAY.search(cue.text):
            yield attribution.id, cue.text


def cue_punctuation(look: Look) -> Finds:
    """A cue holds a quotation mark, full stop, colon or semicolon."""
    for attribution, cue in _cues(look):
        if re.search(r"[“”„‘\"«».:;]", cue.text):
            yield attribution.id, cue.text


def cue_far(look: Look) -> Finds:
    """Cue and content stand neither in one paragraph nor in neighbouring ones."""
    for attribution, cue in _cues(look):
        place = look.paragraph(cue)
        spans = look.content(attribution).spans
        if all(abs(look.paragraph(span) - place) > 1 for span in spans):
            yield attribution.id, cue.text


def cue_no_comment(look: Look) -> Finds:
    """A cue holds "comment" after declined, refused or would not."""
    for attribution, cue in _cues(look):
        if re.search(r"(?is)\b(?:declin|refus|would not|wouldn).*\bcomment\b", cue.text):
            yield attribution.id, cue.text


def negated_cue(look: Look) -> Finds:
    """`negated`, and the cue holds no not, n't, never, without, neither, refuse or decline."""
    for attribution, cue in _cues(look):
        if attribution.negated and not _NEGATION.search(f"{look.before(cue)[-12:]}{cue.text}"):
            yield attribution.id, cue.text
