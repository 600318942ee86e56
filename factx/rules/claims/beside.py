"""What the article itself asserts beside its main clauses and beside what somebody says."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factx.rules.claims.main_clause import is_verb
from factx.rules.reading.document import Document, Token, Tokens
from factx.rules.reading.noun_phrases import noun_phrase_before
from factx.rules.statements.statement import Statement
from factx.text import Offsets, overlap

_ENDS = frozenset({",", ".", ";", ":", "—", "–", "--", "!", "?"})
_LONGEST_HEAD = 12
"""The most tokens of the noun phrase that a clause is about."""


class Beside(NamedTuple):
    """A clause beside the main clause of a sentence."""

    evidence: tuple[Offsets, ...]
    """The clause with the noun phrase that it is about."""
    clause: Offsets
    """The clause alone; it decides whether the claim is negative."""


def clauses_beside(
    document: Document, number: int, statements: Sequence[Statement]
) -> Iterator[Beside]:
    """The clauses beside the main clause of a unit, in order.

    These are clauses with "who" or "which" and participles between commas, together with the noun
    before them, and what a source is said to do before it is said to speak: "He voted no and
    said". `statements` are those of the unit.
    """
    tokens = document.units[number].tokens
    parts = [p for s in statements for p in (*s.content, s.cue) if p is not None]
    for at in range(2, len(tokens) - 1):
        beside = _set_off(tokens, at)
        if beside is not None and not _is_part(beside.evidence[0], parts):
            yield beside
    for statement in statements:
        predicate = _earlier_predicate(tokens, statement)
        if predicate is not None and statement.source and not _is_part(predicate, parts):
            yield Beside((statement.source, predicate), predicate)


def _is_part(place: Offsets, parts: Sequence[Offsets]) -> bool:
    """Whether a place overlaps what somebody is reported to say."""
    return any(overlap(place, part) for part in parts)


def _set_off(tokens: Tokens, at: int) -> Beside | None:
    """The noun phrase and the clause about it that begins at `at` after a comma."""
    if tokens[at - 1].text != ",":
        return None
    is_relative = "relative pronoun" in tokens[at].classes
    if not is_relative and not _is_participle(tokens, at):
        return None
    head = noun_phrase_before(tokens, at - 1)
    stop = next((i for i in range(at + 1, len(tokens)) if tokens[i].text in _ENDS), len(tokens))
    if head is None or head[1] - head[0] > _LONGEST_HEAD or tokens[head[0]].kind != "word":
        return None
    if not is_relative and (stop >= len(tokens) or tokens[stop].text != ","):
        return None
    if is_relative and stop - at < 3:
        return None
    end = tokens[stop - 1].end
    return Beside(((tokens[head[0]].start, end),), (tokens[at].start, end))


def _is_participle(tokens: Tokens, at: int) -> bool:
    """Whether a past participle with a preposition or number begins at `at`: "dated May 4"."""
    token, following = tokens[at], tokens[at + 1]
    if token.is_capitalised or "ed form" not in token.classes:
        return False
    return "preposition" in following.classes or not following.classes.isdisjoint({"time"})


def _earlier_predicate(tokens: Tokens, statement: Statement) -> Offsets | None:
    """What the source does before it says something: "voted no" in "He voted no and said"."""
    if statement.source is None or statement.cue is None or statement.cue[0] < statement.source[1]:
        return None
    between = [t for t in tokens if statement.source[1] <= t.start and t.end <= statement.cue[0]]
    if len(between) < 3 or "additive conjunction" not in between[-1].classes:
        return None
    predicate = between[:-1]
    while predicate and predicate[-1].kind == "mark":
        predicate.pop()
    if len(predicate) < 2 or not _begins_predicate(predicate):
        return None
    return predicate[0].start, predicate[-1].end


def _begins_predicate(tokens: Sequence[Token]) -> bool:
    first = tokens[0]
    if first.kind != "word" or first.is_capitalised:
        return False
    if not first.classes.isdisjoint({"preposition", "determiner", "conjunction", "relative"}):
        return False
    return is_verb(first) or "ed form" in first.classes or "adverb" in first.classes
