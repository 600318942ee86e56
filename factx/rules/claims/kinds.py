"""Whether a proposition is a fact, a prediction, a position or an opinion."""

import re
from collections.abc import Sequence
from functools import cache

from factx.records.claim import ClaimKind
from factx.rules.language.language import Language

WORD = re.compile(r"\w+(?:['’]\w+)*")


def plain(word: str) -> str:
    """A word as it is written in the word files: in lower case, with straight apostrophes."""
    return word.lower().replace("’", "'")


def kind_of_claim(words: Sequence[str], language: Language) -> ClaimKind:
    """The kind of a proposition with these `plain` words; "fact" if no word shows another."""
    padded = f" {' '.join(words)} "
    for kind in ("opinion", "position", "prediction"):
        if _any_of(language, kind).search(padded):
            return kind
    return "fact"


@cache
def _any_of(language: Language, section: str) -> re.Pattern[str]:
    """Matches any entry of a section of `claims.txt` as whole words."""
    entries = sorted(language.members(section), key=lambda entry: (-len(entry), entry))
    return re.compile(" (?:" + "|".join(re.escape(entry) for entry in entries) + ") ")
