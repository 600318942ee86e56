"""The titles and appositions beside a name."""

from collections.abc import Iterator, Sequence

from factx.rules.language.reporting_words import FINITE
from factx.rules.reading.document import DASHES, SET_OFF, Range, Token, Tokens
from factx.rules.reading.names import is_title

LONGEST = 16
"""The most tokens in a title, an apposition or a clause beside a name."""
_OPENERS = SET_OFF | {"("}
"""Marks before an apposition."""
_BREAKS = frozenset({",", ";", ":", ".", "?", "!", ")", *DASHES})
"""Marks after it."""


def appositions(tokens: Tokens, span: Range) -> Iterator[Sequence[Token]]:
    """The title before a name and the appositions before and after it."""
    start, stop = span
    title = _title(tokens, start)
    following = tokens[stop].classes if stop < len(tokens) else frozenset[str]()
    if title and following.isdisjoint({"person noun", "body noun"}):  # a senior Kovalt adviser
        yield title
    if start and tokens[start - 1].text == ",":
        yield _phrase_before(tokens, start - 1)
    if stop < len(tokens) and tokens[stop].text in _OPENERS:
        yield _phrase_after(tokens, stop + 1)


def _title(tokens: Tokens, stop: int) -> Sequence[Token]:
    """The words before a name that belong to it: "former Treasury secretary"."""
    at = stop
    while at and stop - at < LONGEST:
        token = tokens[at - 1]
        if token.kind != "word" or not _belongs(tokens, at - 1, stop):
            break
        at -= 1
    while at < stop and not tokens[at].classes.isdisjoint({"linking", "determiner"}):
        at += 1
    if at < stop and not tokens[stop - 1].classes.isdisjoint({"linking", "determiner"}):
        return ()
    while stop > at and "honorific" in tokens[stop - 1].classes:
        stop -= 1
    return tokens[at:stop]


def _belongs(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether the word at `at` is part of the title that ends at `stop`."""
    token = tokens[at]
    if "linking" in token.classes and not token.is_capitalised:
        if "genitive preposition" not in token.classes and is_title(tokens[at + 1]):
            return False  # an aide to Governor Ann Lee
        return bool(at) and not tokens[at - 1].classes.isdisjoint({"title", "person noun"})
    if "determiner" in token.classes:
        return "plain article" in token.classes and "linking" in tokens[at - 1].classes
    if "genitive" in token.classes:
        return True
    is_verb = not token.shapes <= {"base"} or _follows_subject(tokens, at)
    return token.is_noun_like and (token.is_capitalised or not is_verb)


def _follows_subject(tokens: Tokens, at: int) -> bool:
    """Whether a past form has its subject before it: "He interviewed", but not "the retired"."""
    if "ed form" not in tokens[at].classes or not at:
        return False
    before = tokens[at - 1]
    if "adverb" in before.classes and at > 1:
        before = tokens[at - 2]
    return before.is_capitalised or "subject" in before.classes


def _phrase_before(tokens: Tokens, comma: int) -> Sequence[Token]:
    """The noun phrase that ends at a comma: "the mayor of Tarn" in "the mayor of Tarn, Ann"."""
    at = start = comma
    while at and comma - at < LONGEST:
        token = tokens[at - 1]
        if token.kind != "word" or (not token.is_capitalised and _is_verb(token)):
            break
        at -= 1
        if "determiner" in token.classes:
            start = at
            if not at or "linking" not in tokens[at - 1].classes:
                return tokens[start:comma]
    is_owned = any("genitive" in token.classes for token in tokens[at:start])
    return tokens[at if is_owned or not at else start : comma]


def _is_verb(token: Token) -> bool:
    return token.is_finite or not token.shapes.isdisjoint(FINITE)


def _phrase_after(tokens: Tokens, start: int) -> Sequence[Token]:
    """The apposition from `start` up to the next mark, after an age if there is one."""
    if start + 1 < len(tokens) and tokens[start].text.isdecimal():
        start += 2
    return up_to_break(tokens[start : start + LONGEST])


def up_to_break(phrase: Sequence[Token]) -> Sequence[Token]:
    """The tokens before the first mark that ends an apposition."""
    stop = next((i for i, token in enumerate(phrase) if i and token.text in _BREAKS), len(phrase))
    return phrase[:stop]
