"""Cues, names and pronouns next to a quotation, found without parsing the sentence.

The words are those of `LANGUAGE/direct.txt`: the forms that reporting verbs take next to a
quotation, and the word classes in which the name of a speaker begins, goes on and ends.
"""

from functools import cache
from typing import get_args

from factx.rules.language.language import Gender, Language
from factx.rules.reading.document import Token, Tokens
from factx.rules.reading.noun_phrases import Range

_LONGEST_NAME = 9
_GENDERS: tuple[Gender, ...] = get_args(Gender)


def cue_end(language: Language, tokens: Tokens, at: int) -> int | None:
    """The token after the cue that begins at `at`; None if none begins there."""
    for cue in _cues(language).get(tokens[at].low, ()):
        if tuple(token.low for token in tokens[at : at + len(cue)]) == cue:
            return at + len(cue)
    return None


@cache
def _cues(language: Language) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The cues by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in language.entries("direct", "cue"):
        parts = tuple(entry.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(cues, key=len, reverse=True)) for first, cues in found.items()}


def gender_of(phrase: Tokens) -> Gender | None:
    """The gender that a title or a pronoun shows; None if neither does."""
    for gender in _GENDERS:
        if any(f"{gender} title" in token.classes for token in phrase):
            return gender
        if len(phrase) == 1 and f"{gender} pronoun" in phrase[0].classes:
            return gender
    return None


def is_pronoun(token: Token) -> bool:
    """Whether a token is a pronoun for somebody named before."""
    return not token.classes.isdisjoint({"masculine pronoun", "feminine pronoun"})


def name_from(tokens: Tokens, start: int) -> Range | None:
    """The phrase that names somebody from `start` on: article, adjectives, capitalised words."""
    end, has_name = start, False
    if start < len(tokens) and is_pronoun(tokens[start]):
        return start, start + 1
    while end < len(tokens) and end - start < _LONGEST_NAME:
        token = tokens[end]
        following = tokens[end + 1] if end + 1 < len(tokens) else None
        if token.kind != "word":
            break
        if token.is_capitalised:
            has_name = True
        elif has_name:
            if "link" not in token.classes or following is None:
                break
            if not (following.is_capitalised or "determiner" in following.classes):
                break
        elif end > start and "determiner" not in tokens[start].classes:
            break
        end += 1
    return (start, end) if has_name else None


def name_up_to(tokens: Tokens, stop: int) -> Range | None:
    """The phrase that names somebody and ends right before `stop`, an apposition included."""
    if stop and is_pronoun(tokens[stop - 1]):
        return stop - 1, stop
    for start in range(stop):
        opener = tokens[start]
        if opener.kind != "word":
            continue
        if not (opener.is_capitalised or "determiner" in opener.classes):
            continue
        found = name_from(tokens, start)
        if found is None:
            continue
        if found[1] == stop:
            return found
        if found[1] < stop and tokens[found[1]].text == "," and tokens[stop - 1].text == ",":
            return found
    return None
