"""The body of the subject of a clause: "who runs Orla Rail", "who works at the mill"."""

from collections.abc import Sequence

from factx.rules.details.complements import body_at, end_of_complement
from factx.rules.details.references import body_there
from factx.rules.reading.descriptions import described
from factx.rules.reading.document import Document, Token
from factx.rules.reading.noun_phrases import without_article

_EMPLOYS = frozenset({"employing preposition", "benefactive preposition"})
"""Classes of prepositions after which any name is a body's: "at", "for", "with"."""


def body_in_clause(document: Document, clause: Sequence[Token], start: int = 0) -> str | None:
    """The body that the subject of a clause leads or works for, by its verbs from `start` on.

    The clause is given without its subject, or without the "who" that stands for it.
    """
    verb: Token | None = None
    for at in range(start, len(clause)):
        token = clause[at]
        if "additive conjunction" in token.classes:
            verb = None
        elif _is_serving(clause, at):
            verb = None if "verb of leading" in token.classes else token
            body = _led(document, clause, at)
            if body is not None:
                return body
        elif "place adverb" in token.classes and at and clause[at - 1] is verb:
            return body_there(document, token.start)
        elif verb is not None and _links(verb, token):
            is_owner = not token.classes.isdisjoint(_EMPLOYS)
            body = body_at(document, clause, at + 1, is_owner=is_owner)
            if body is not None and ("be" not in verb.classes or body[0].isupper()):
                return body  # but not "is at the library"
    return None


def opening_body(document: Document, clause: Sequence[Token]) -> str | None:
    """The same if the verb of leading or working is the main verb of a sentence: "Lee runs it"."""
    at = 0
    while at < len(clause) and not clause[at].classes.isdisjoint({"finite auxiliary", "adverb"}):
        at += 1
    if at == len(clause) or not _is_serving(clause, at):
        return None
    return body_in_clause(document, clause, at)


def _is_serving(clause: Sequence[Token], at: int) -> bool:
    """Whether a verb of leading or working stands at `at`, and no noun such as "the head"."""
    token, earlier_classes = clause[at], clause[at - 1].classes if at else frozenset[str]()
    if token.is_capitalised:
        return False
    if not earlier_classes.isdisjoint({"determiner", "genitive", "adjective"}):
        return False
    if "be" in earlier_classes and "base verb" in token.classes:
        return False  # "was head", but "was leading"
    if "present be" in token.classes:
        return at + 1 < len(clause) and "employing preposition" in clause[at + 1].classes
    if "verb of employing" in token.classes:
        return "be" in earlier_classes
    if _is_over(clause, at):
        return False
    if "verb of leading over" in token.classes:
        return at + 1 < len(clause) and "leading particle" in clause[at + 1].classes
    return not token.classes.isdisjoint({"verb of leading", "verb of working"})


def _is_over(clause: Sequence[Token], at: int) -> bool:
    """Whether a verb says that somebody no longer leads or works: "led", "used to lead"."""
    classes = [token.classes for token in clause[max(0, at - 2) : at + 1]]
    if any("habitual past" in found for found in classes):
        return True
    is_past = "past verb" in classes[-1] and "base verb" not in classes[-1]
    is_perfect = any("present perfect" in found for found in classes)
    return is_past and not is_perfect and "verb of joining" not in classes[-1]


def _led(document: Document, clause: Sequence[Token], at: int) -> str | None:
    """The body that is the object of a verb of leading at `at`; None after other verbs."""
    if "verb of leading over" in clause[at].classes:
        start = at + 2
    elif "verb of leading" in clause[at].classes:
        start = at + 1
    else:
        return None
    body = body_at(document, clause, start)
    if body is not None:
        return body
    words = without_article(clause[start : end_of_complement(clause, start)])
    if not words or "led noun" not in words[-1].classes:
        return None
    one = described(document, words[-1].low, words[-1].start) if len(words) == 1 else None
    return one.label if one is not None else " ".join(word.text for word in words)


def _links(verb: Token, token: Token) -> bool:
    """Whether a body may follow a preposition after a verb: "at", and "by" after "is employed"."""
    if "serving preposition" in token.classes:
        return True
    is_agent = not token.classes.isdisjoint({"agent preposition", "infinitive marker"})
    return is_agent and "verb of employing" in verb.classes
