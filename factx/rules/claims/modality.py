"""Of what kind a proposition is, how certain, and under which condition."""

import re
from collections.abc import Sequence
from functools import cache

from factx.records.claim import ClaimKind, Factuality
from factx.rules.language.language import Language
from factx.text import Offsets

WORD = re.compile(r"\w+(?:['’]\w+)*")


_COMMA = re.compile(r",(?!\d)")


def plain(word: str) -> str:
    """A word as the lists have it, the month May kept apart from the verb."""
    return word if word == "May" else word.lower().replace("’", "'")


def kind_of_claim(said: Sequence[str], language: Language) -> ClaimKind:
    """What the words of a proposition, as `plain` gives them, show it to be."""
    padded = f" {' '.join(said)} "
    for kind in ("opinion", "position", "prediction"):
        if _any_of(language, kind).search(padded):
            return kind
    return "fact"


def factuality_of(said: Sequence[str], wording: str, language: Language) -> Factuality:
    """How certain the words present it to be, and with which polarity."""
    padded = f" {' '.join(said)} "
    if wording.endswith("?") or said[0] in language.members("open"):
        return "Uu"
    is_negative = _any_of(language, "negative").search(padded) or any(
        w.endswith("n't") for w in said
    )
    if _any_of(language, "possible").search(padded):
        return "PS-" if is_negative else "PS+"
    if _any_of(language, "probable").search(padded):
        return "PR-" if is_negative else "PR+"
    return "CT-" if is_negative else "CT+"


def hedges(text: str, places: Sequence[Offsets], language: Language) -> tuple[Offsets, ...]:
    """The words in it that weaken it."""
    weak = language.members("possible") | language.members("probable")
    return tuple(
        match.span()
        for start, end in places
        for match in WORD.finditer(text, start, end)
        if plain(match.group()) in weak
    )


def condition(text: str, places: Sequence[Offsets], language: Language) -> Offsets | None:
    """The clause in it that says when it holds: "if it rains"."""
    for start, end in places:
        for match in _condition(language).finditer(text, start, end):
            comma = _COMMA.search(text, match.end(), end)
            stop = comma.start() if comma is not None else end
            if len(text[match.start() : stop].split()) > 2:
                return match.start(), stop
    return None


@cache
def _any_of(language: Language, section: str) -> re.Pattern[str]:
    """A pattern for any entry of a section of `claims.txt`, whole words only."""
    entries = sorted(language.members(section), key=lambda entry: (-len(entry), entry))
    return re.compile(" (?:" + "|".join(re.escape(entry) for entry in entries) + ") ")


@cache
def _condition(language: Language) -> re.Pattern[str]:
    entries = sorted(language.members("condition"), key=lambda entry: (-len(entry), entry))
    return re.compile(r"(?i)\b(?:" + "|".join(re.escape(entry) for entry in entries) + r")\b")
