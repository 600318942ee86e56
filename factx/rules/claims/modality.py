"""Of what kind a proposition is, and under which condition."""

import re
from collections.abc import Sequence
from functools import cache

from factx.records.claim import ClaimKind
from factx.rules.language.language import Language
from factx.text import Offsets

WORD = re.compile(r"\w+(?:['’]\w+)*")


_COMMA = re.compile(r",(?!\d)")


def plain(word: str) -> str:
    """A word as the lists have it."""
    return word.lower().replace("’", "'")


def kind_of_claim(said: Sequence[str], language: Language) -> ClaimKind:
    """What the words of a proposition, as `plain` gives them, show it to be."""
    padded = f" {' '.join(said)} "
    for kind in ("opinion", "position", "prediction"):
        if _any_of(language, kind).search(padded):
            return kind
    return "fact"


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
