"""Whether a subject stands for nobody, or for those who did not speak: "nobody", "all but Orr"."""

from factx.rules.reading.document import Range, Tokens
from factx.rules.reading.polarity import negations

_REACH = 6
"""Most tokens from a word like "if" or "nobody" to what it governs."""
_NOBODY = frozenset(
    {"negative pronoun", "negative correlative", "scarce quantifier", "free choice"}
)
_NOT_ANY = _NOBODY | {"negative determiner"}
_VERBAL = frozenset({"auxiliary", "complementizer", "ed form"})


def is_nobody(tokens: Tokens, subject: Range) -> bool:
    """Whether a subject names no actual speaker: "nobody", "few", "not one of them", "anyone"."""
    start = subject[0]
    classes = tokens[start].classes
    following = tokens[start + 1] if start + 1 < subject[1] else None
    if "negative determiner" in classes:
        return following is None or "comparison" not in following.classes
    if not classes.isdisjoint(_NOBODY):
        return start == 0 or "indefinite article" not in tokens[start - 1].classes  # a few
    if negations(tokens, start, start + 1) and following:
        return True
    if _is_excepted(tokens, subject) or _is_alternative(tokens, start):
        return True
    if start > 1 and "noun preposition" in tokens[start - 1].classes:
        return _is_nobody_of(tokens, start - 1)
    return _is_denied(tokens, start)


def _is_excepted(tokens: Tokens, subject: Range) -> bool:
    """Whether a subject is who did not speak: "everyone but X", "all apart from X".

    Of "nobody but X" it is the only one who did.
    """
    for at in range(max(1, subject[0] - 2), subject[1]):
        classes = tokens[at].classes
        if at > subject[0] and tokens[at].kind == "mark":
            break  # an apposition
        following = tokens[at + 1].classes if at + 1 < len(tokens) else frozenset[str]()
        is_adverb = "exception adverb" in classes and (
            "origin preposition" in following or "comparative conjunction" in following
        )
        if "exception preposition" in classes or is_adverb:
            return _is_after_universal(tokens, at)
    return False


def _is_after_universal(tokens: Tokens, at: int) -> bool:
    """Whether a word like "everyone" stands closely before `at`, with no verb between."""
    for before in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[before]
        is_verb = bool(token.forms) and before > 0
        if token.kind != "word" or is_verb or not token.classes.isdisjoint(_VERBAL):
            return False
        if "universal" in token.classes:
            return True
    return False


def _is_alternative(tokens: Tokens, start: int) -> bool:
    """Whether a subject is one of two of whom one spoke: "either X or Y said"."""
    if start < 2 or "disjunction" not in tokens[start - 1].classes:
        return False
    for at in range(start - 2, max(-1, start - 2 - _REACH), -1):
        token = tokens[at]
        if token.kind != "word":
            return True
        if token.is_finite or (token.forms and at > 0) or not token.classes.isdisjoint(_VERBAL):
            return False
    return True


def _is_nobody_of(tokens: Tokens, at: int) -> bool:
    """Whether the noun phrase before the preposition at `at` is like "nobody at the port"."""
    for before in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[before]
        if token.kind != "word" or not token.classes.isdisjoint(_VERBAL):
            return False
        if token.forms and before > 1:
            return False
        if not token.classes.isdisjoint(_NOT_ANY):
            return before == 0 or "article" not in tokens[before - 1].classes
    return False


def _is_denied(tokens: Tokens, start: int) -> bool:
    """Whether a negation stands before the subject: "not one of them", "hardly anyone"."""
    if start > 1 and "auxiliary" in tokens[start - 1].classes:
        start -= 1  # nor has X said
    if start == 0:
        return False
    before = tokens[start - 1]
    if not before.classes.isdisjoint(_NOT_ANY):
        return start == 1 or "indefinite article" not in tokens[start - 2].classes
    return "scarce adverb" in before.classes or negations(tokens, start - 1, start) > 0
