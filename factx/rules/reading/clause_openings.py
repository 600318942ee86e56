"""Whether a clause begins at a word: a subject and its finite verb, or the other way round."""

from factx.rules.reading.document import Token, Tokens
from factx.rules.reading.main_verbs import is_main_verb

_LONGEST_SUBJECT = 12
"""The most tokens from the start of a subject to its verb."""
_MARKS_WITHIN = "().&"
"""Marks that do not end a subject."""


def opens_clause(tokens: Tokens, at: int, limit: int, *, is_sure: bool = False) -> bool:
    """Whether the tokens from `at` on are surely a subject with its finite verb.

    A noun with a participle ("the car parked outside") is no clause, nor is a noun before another
    subject ("the report she had lost"). With `is_sure` neither is one whose verb has its base form
    ("three men leave the club").
    """
    if opens_measure(tokens, at, limit):
        at += 2
    if limit - at < 2:
        return False
    token = tokens[at]
    if "contracted subject" in token.classes:
        return True  # it's late
    if token.is_subject_pronoun and "determiner" not in token.classes:
        return is_predicate(tokens, at + 1, limit)
    if token.kind == "mark" or not _opens_subject(token):
        return False
    for i in range(at + 1, min(limit, at + _LONGEST_SUBJECT)):
        if _is_finite_verb(tokens, i, limit):
            return not is_sure or "base verb" not in tokens[i].classes
        if not _continues(tokens, i):
            return False
    return False


def opens_inverted(tokens: Tokens) -> bool:
    """Whether a verb of saying and its subject open a sentence: 'Said Ann Lee, "..."'."""
    if len(tokens) < 4 or not any(
        "quote" in form.verb.takes and form.shape in {"past", "s"} and not form.verb.particles
        for form in tokens[0].forms
    ):
        return False
    following = tokens[1]
    is_subject = (following.is_capitalised and following.is_name) or not (
        following.classes.isdisjoint({"article", "number"})
    )
    opens = next((at for at, token in enumerate(tokens) if token.kind == "quotation"), 0)
    if opens < 3 or tokens[opens - 1].text not in {",", ":"}:
        return False
    is_other = opens > 3 and not tokens[opens - 2].shapes.isdisjoint({"past", "s"})
    return is_subject and not is_other  # Asked the same, Ann Lee said, "..."


def opens_measure(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether "at least" or "at most" begins at `at`, before another word."""
    if at + 2 >= limit or "measure preposition" not in tokens[at].classes:
        return False
    return "superlative degree" in tokens[at + 1].classes


def is_predicate(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a finite verb follows a pronoun that can only be a subject if one does."""
    while at < limit and "adverb" in tokens[at].classes and not tokens[at].is_finite:
        at += 1
    if at >= limit:
        return False
    token = tokens[at]
    if token.is_finite or token.kind == "quotation":
        return True
    if not token.classes.isdisjoint({"preposition", "article", "conjunction"}):
        return False
    if "ed form" in token.classes and tokens[at - 1].is_subject_pronoun:
        return True
    return bool(token.forms) or not token.classes.isdisjoint({"base verb", "past verb", "s verb"})


def _opens_subject(token: Token) -> bool:
    if not token.classes.isdisjoint({"preposition", "conjunction", "infinitive marker"}):
        return False
    return token.is_noun_like or not token.classes.isdisjoint({"determiner", "subject"})


def _continues(tokens: Tokens, at: int) -> bool:
    """Whether the token at `at` can belong to the subject that a clause begins with."""
    token, before = tokens[at], tokens[at - 1]
    if token.kind == "mark":
        return token.is_noun_like or token.text in _MARKS_WITHIN
    if not token.classes.isdisjoint({"relative pronoun", "complementizer", "possessive relative"}):
        return False
    if "determiner" in token.classes or token.is_subject_pronoun:
        return not before.classes.isdisjoint(
            {"preposition", "conjunction", "'s form", "number", "determiner"}
        )
    is_joined = not token.classes.isdisjoint({"linking", "additive conjunction", "disjunction"})
    return token.is_noun_like or is_joined or "adverb" in token.classes


def _is_finite_verb(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether the token at `at` is a finite verb of the noun before it."""
    token, before = tokens[at], tokens[at - 1]
    if "auxiliary" in token.classes:
        return token.is_finite
    if not before.is_noun_like and "adverb" not in before.classes and before.text != ")":
        return False
    if token.is_capitalised or token.is_subject_pronoun:
        return False
    following = tokens[at + 1] if at + 1 < limit else None
    if following is None or following.text in {".", ",", ";"}:
        return is_main_verb(tokens, at)
    takes_object = following.kind == "quotation" or "object of a past" in following.classes
    takes_object |= following.is_capitalised or following.text[0].isdigit()
    if "base verb" in token.classes:
        is_plural = not before.classes.isdisjoint({"s form", "plural"})
        can_be = is_plural or "past verb" in token.classes
        return can_be and (takes_object or "preposition" in following.classes)
    if not is_main_verb(tokens, at):
        return False
    if "ed form" not in token.classes and "participle verb" not in token.classes:
        return True
    return takes_object or "s form" in following.classes
