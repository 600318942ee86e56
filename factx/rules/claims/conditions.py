"""Under which condition a proposition holds."""

import re
from collections.abc import Sequence
from functools import cache

from factx.rules.language.language import Language
from factx.rules.reading.document import Document
from factx.text import Offsets

_COMMA = re.compile(r",(?!\d)")


def condition(document: Document, places: Sequence[Offsets]) -> Offsets | None:
    """The clause in it that says when it holds: "if it rains"."""
    text = document.text
    for start, end in places:
        for match in _condition(document.language).finditer(text, start, end):
            comma = _COMMA.search(text, match.end(), end)
            stop = comma.start() if comma is not None else end
            if len(text[match.start() : stop].split()) > 2:
                return match.start(), stop
    return None


@cache
def _condition(language: Language) -> re.Pattern[str]:
    entries = sorted(language.members("condition"), key=lambda entry: (-len(entry), entry))
    return re.compile(r"(?i)\b(?:" + "|".join(re.escape(entry) for entry in entries) + r")\b")
