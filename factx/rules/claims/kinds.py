"""Whether a proposition is a fact, a prediction, a position or an opinion."""

import re
from collections.abc import Sequence
from functools import cache

from factx.records.claim import ClaimKind
from factx.rules.language.language import Language

WORD = re.compile(r"\w+(?:['’]\w+)*")


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


@cache
def _any_of(language: Language, section: str) -> re.Pattern[str]:
    """A pattern for any entry of a section of `claims.txt`, whole words only."""
    entries = sorted(language.members(section), key=lambda entry: (-len(entry), entry))
    return re.compile(" (?:" + "|".join(re.escape(entry) for entry in entries) + ") ")
