"""Whether a proposition is a fact, a prediction, a position or an opinion."""

import re
from collections.abc import Sequence
from functools import cache

from factx.records.claim import ClaimKind
from factx.rules.language.language import Language

_WORD = re.compile(r"\w+(?:['’]\w+)*")

_NEAR = 2
"""Most words from the start to "will" in what somebody says to be going to do: "I never will"."""


def plain_words(text: str) -> list[str]:
    """The words of a text as in the word files: in lower case, with straight apostrophes."""
    words: list[str] = _WORD.findall(text)
    return " ".join(words).lower().replace("’", "'").split()


def kind_of_claim(words: Sequence[str], language: Language, *, is_said: bool) -> ClaimKind:
    """The kind of a proposition with these plain words; "fact" if no word shows another.

    Only what somebody says can be what they want or will do themselves; `is_said` says that it is.
    """
    padded = f" {' '.join(words)} "
    if _has_sign(padded, words, language, "opinion"):
        return "opinion"
    if _has_sign(padded, words, language, "position"):
        return "position"
    if is_said and _has_sign(padded, words, language, "own position"):
        return "position"
    future = _any_of(language, "prediction")[1]
    found = [one for one in future.finditer(padded) if _is_future(padded, one, language)]
    if not found:
        return "fact"
    is_first = "first person subject" in language.classes_of(words[0].partition("'")[0])
    is_near = len(padded[: found[0].start()].split()) <= _NEAR
    return "position" if is_said and is_first and is_near else "prediction"


def _has_sign(padded: str, words: Sequence[str], language: Language, section: str) -> bool:
    signs, pattern = _any_of(language, section)
    return not signs.isdisjoint(words) and pattern.search(padded) is not None


def _is_future(padded: str, match: re.Match[str], language: Language) -> bool:
    """Whether a word like "will" is a verb of what is to come: not "a will", "would have been"."""
    before = padded[: match.start()].rpartition(" ")[2]
    after = padded[match.end() :].partition(" ")[0]
    if not language.classes_of(before).isdisjoint({"noun marker", "'s form"}):
        return "modal" not in language.classes_of(match.group().strip())
    return "perfect auxiliary" not in language.classes_of(after)


@cache
def _any_of(language: Language, section: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """The longest word of each entry of a section of `claims.txt`, and what matches any entry."""
    entries = sorted(language.members(section), key=lambda entry: (-len(entry), entry))
    pattern = " (?:" + "|".join(re.escape(entry) for entry in entries) + ") "
    return frozenset(max(entry.split(), key=len) for entry in entries), re.compile(pattern)
