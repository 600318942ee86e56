"""Whether a word is a finite verb, by its form and the words next to it."""

from factx.rules.language.word import COMMON_VERBS
from factx.rules.reading.document import Token, Tokens

_SINGULAR = frozenset({"indefinite article", "singular determiner"})
_NOMINAL = frozenset({"determiner", "preposition", "adjective", "genitive", "'s form"})
"""Before a noun or adjective, and not before a finite verb."""
_OPENS_OBJECT = frozenset({"determiner", "personal pronoun", "reflexive pronoun", "complementizer"})
"""After a finite verb, and seldom directly after a noun."""
_REACH = 6
"""Most tokens from the start of a subject to its verb."""


def is_main_verb(tokens: Tokens, at: int) -> bool:
    """Whether the word at `at` is surely a finite verb: "sent a", "Allen bristles at".

    Many nouns look like verbs ("plans", "look"), so these count only where a noun could not be.
    """
    token = tokens[at]
    if not token.may_be_finite:
        return False
    if token.is_finite or token.classes.isdisjoint(COMMON_VERBS):
        return True
    return _stands_as_verb(tokens, at)


def _stands_as_verb(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    before = _before(tokens, at)
    if before is None or before.kind == "mark" or not before.classes.isdisjoint(_NOMINAL):
        return False
    if "closed class" in token.classes:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    takes_object = following is not None and not following.classes.isdisjoint(_OPENS_OBJECT)
    has_subject = before.is_noun_like or not before.classes.isdisjoint(
        {"personal pronoun", "relative pronoun", "negative pronoun", "indefinite pronoun"}
    )
    if not has_subject:
        return False
    if "past verb" in token.classes and "base verb" not in token.classes:
        return True
    if "s verb" in token.classes:
        return takes_object or before.is_capitalised or _is_singular(tokens, at)
    if "people pronoun" in before.classes or "first person subject" in before.classes:
        return True  # we like
    is_plural = "s form" in before.classes and "'s form" not in before.classes
    return is_plural and (takes_object or "raising verb" in token.classes)


def _before(tokens: Tokens, at: int) -> Token | None:
    """The token before `at`, over adverbs."""
    at -= 1
    while at >= 0 and "adverb" in tokens[at].classes:
        at -= 1
    return tokens[at] if at >= 0 else None


def _is_singular(tokens: Tokens, at: int) -> bool:
    """Whether a phrase with "a" or "each" ends before `at`, which so is no plural noun."""
    for token in reversed(tokens[max(0, at - _REACH) : at]):
        if not token.classes.isdisjoint(_SINGULAR):
            return True
        if token.kind == "mark" or "closed class" in token.classes:
            return False
    return False
