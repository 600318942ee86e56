"""Split a sentence at its joined main clauses: "the dam leaks, and the town will pay"."""

from collections.abc import Iterator, Sequence

from factx.rules.reading.document import Document, Token, place_of, tokens_between
from factx.rules.reading.noun_phrases import (
    Range,
    has_verb,
    is_finite,
    is_subject_pronoun,
    leading_noun_phrase,
)
from factx.text import Offsets

_SUBJECT_REACH = 7
"""Most tokens from the conjunction to the end of the subject after it."""

_CLAUSE_OPENERS = frozenset(
    {"clause subject", "complementizer", "relative pronoun", "question word", "subordinator"}
)


def propositions(document: Document, start: int, end: int) -> Iterator[tuple[Offsets, ...]]:
    """The main clauses of a range, each as its pieces; the whole range if it has only one.

    A clause without a subject of its own has two pieces: the subject before it, and the clause.
    """
    tokens = tokens_between(document, start, end)
    begin = 0
    subject: Range | None = None
    for at in _joints(tokens):
        left = tokens[begin:at]
        if not _has_predicate(left) and not _contrasts(tokens, at):
            continue
        stop = at + 1
        while stop < len(tokens) and _leads(tokens[stop]):
            stop += 1
        right = tokens[stop:]
        shares = bool(right) and _is_verb(right[0])
        found = leading_noun_phrase(left, len(left))
        if found is not None:
            subject = begin + found[0], begin + found[1]
        if shares and subject is not None and _contains_clause(tokens[subject[1] : at]):
            continue  # in "Police say he shot and fled" it was not the police who fled
        follows = _is_clause(right) or (_contrasts(tokens, at) and _has_finite(right))
        if not (shares and subject is not None) and not follows:
            continue
        yield _proposition(tokens, begin, at, None)
        if not shares:
            subject = None
            begin = stop
            continue
        following = _next_joint(tokens, stop)
        yield _proposition(tokens, stop, following, subject)
        begin = following + 1 if following < len(tokens) else len(tokens)
        break
    if begin < len(tokens):
        first, last = (start, end) if begin == 0 else (tokens[begin].start, end)
        yield ((first, last),)


def _leads(token: Token) -> bool:
    return token.kind == "mark" or "clause boundary" in token.classes


def _joints(tokens: Sequence[Token]) -> Iterator[int]:
    """Where a main clause may end: at "; ", ", and", "and", "but"."""
    return (at for at in range(2, len(tokens) - 2) if _joins(tokens, at))


def _joins(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.text == ",":
        return "coordinator" in tokens[at + 1].classes
    joins = "coordinator" in token.classes and tokens[at - 1].text not in {",", ";"}
    return token.text == ";" or joins


def _next_joint(tokens: Sequence[Token], start: int) -> int:
    return next((at for at in _joints(tokens) if at > start + 1), len(tokens))


def _proposition(
    tokens: Sequence[Token], begin: int, stop: int, subject: Range | None
) -> tuple[Offsets, ...]:
    place = place_of(tokens, (begin, stop))
    return (place,) if subject is None else (place_of(tokens, subject), place)


def _has_predicate(tokens: Sequence[Token]) -> bool:
    """Whether the tokens are a main clause: a subject with a finite verb, and no "if" before it."""
    if not tokens or "subordinator" in tokens[0].classes:
        return False
    subject = leading_noun_phrase(tokens, len(tokens))
    return subject is not None and has_verb(tokens, subject[1], len(tokens))


def _contains_clause(tokens: Sequence[Token]) -> bool:
    """Whether a predicate contains a clause, whose subject the next predicate may share."""
    return any(not token.classes.isdisjoint(_CLAUSE_OPENERS) for token in tokens)


def _has_finite(tokens: Sequence[Token]) -> bool:
    return any(is_finite(token) for token in tokens[: _SUBJECT_REACH + 1])


def _contrasts(tokens: Sequence[Token], at: int) -> bool:
    """Whether ", but" stands at `at`, which joins clauses even if the first verb is unknown."""
    return tokens[at].text == "," and "adversative conjunction" in tokens[at + 1].classes


def _is_clause(tokens: Sequence[Token]) -> bool:
    """Whether the tokens begin with a subject of their own, closely followed by its verb."""
    subject = leading_noun_phrase(tokens, len(tokens))
    if subject is None or subject[0] > 0:
        return False
    if is_subject_pronoun(tokens[0]):
        return True
    stop = min(len(tokens), subject[1] + 2)
    return subject[1] <= _SUBJECT_REACH and has_verb(tokens, subject[1], stop)


def _is_verb(token: Token) -> bool:
    if is_finite(token):
        return True
    return any(form.shape == "past" for form in token.forms)
