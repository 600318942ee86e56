"""Find the condition of a claim: "if it rains", "had it rained"."""

import re
from collections.abc import Sequence
from functools import cache

from factx.rules.claims.main_clause import is_inverted
from factx.rules.language.key_words import key_words, words_in
from factx.rules.language.language import Language
from factx.rules.reading.document import Document, having, tokens_between
from factx.text import Offsets

_END = re.compile(r"[,.;](?!\d)")
_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"(\w+)\W+\Z")
_LONGEST_WORD = 20


def condition(document: Document, places: Sequence[Offsets]) -> Offsets | None:
    """The conditional clause in the evidence of a claim; None if it has none."""
    text = document.text
    opener, signs = _condition(document.language)
    for at, (start, end) in enumerate(places):
        is_last = at + 1 == len(places)
        inverted = _inverted(document, start, end, is_last=is_last)
        inverted = inverted or _inverted_later(document, start, end)
        if inverted is not None:
            return inverted
        if signs.isdisjoint(words_in(text, start, end)):
            continue
        for match in opener.finditer(text, start, end):
            if _is_duration(document, start, match.start()):
                continue
            mark = _END.search(text, match.end(), end)
            stop = mark.start() if mark is not None else end
            stop = _before_main_clause(document, match.end(), stop)
            if match.group().lower() in document.language.members("whole condition"):
                return match.span()
            if len(text[match.start() : stop].split()) > 2:
                return match.start(), stop
    return None


def _before_main_clause(document: Document, start: int, end: int) -> int:
    """Where a condition ends that no comma ends: "if it rains | we will go"."""
    tokens = tokens_between(document, start, end)
    has_verb = False
    for at, token in enumerate(tokens[:-1]):
        is_subject = "personal pronoun" in token.classes and "modal" in tokens[at + 1].classes
        if is_subject and has_verb and "coordinator" not in tokens[at - 1].classes:
            return tokens[at - 1].end
        has_verb = has_verb or token.is_finite
    return end


def _is_duration(document: Document, start: int, conjunction: int) -> bool:
    """Whether a preposition precedes the conjunction: "for as long as it rains"."""
    before = _LAST_WORD.search(document.text[max(start, conjunction - _LONGEST_WORD) : conjunction])
    return before is not None and "preposition" in document.language.classes_of(before[1].lower())


def _inverted(document: Document, start: int, end: int, *, is_last: bool) -> Offsets | None:
    """The clause at the start of a range that begins with its verb: "Had it rained, ..."

    It ends with a range that is not the last: "Had it rained, Ruiz said, ..."
    """
    word = _WORD.match(document.text, start, end)
    if word is None or "inverting auxiliary" not in document.language.classes_of(
        word.group().lower()
    ):
        return None
    mark = _END.search(document.text, start, end)
    if mark is None:
        return None if is_last else (start, end)
    return (start, mark.start()) if mark.group() == "," else None


def _inverted_later(document: Document, start: int, end: int) -> Offsets | None:
    """The clause after a comma that begins with its verb: "It leaks, should it rain." """
    tokens = tokens_between(document, start, end)
    for at in having(tokens, "inverting auxiliary"):
        if at and tokens[at - 1].text == "," and is_inverted(tokens, at):
            mark = _END.search(document.text, tokens[at].end, end)
            return tokens[at].start, mark.start() if mark is not None else end
    return None


@cache
def _condition(language: Language) -> tuple[re.Pattern[str], frozenset[str]]:
    """Matches what opens a condition, or is one as a whole; and words of which each has one."""
    members = language.members("condition") | language.members("whole condition")
    entries = sorted(members, key=lambda entry: (-len(entry), entry))
    pattern = r"(?i)\b(?:" + "|".join(re.escape(entry) for entry in entries) + r")\b"
    return re.compile(pattern), key_words(members)
