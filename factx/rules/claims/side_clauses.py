"""Side clauses: relative clauses and participles between commas, and predicates before a cue.

They are claims of the article, even in a sentence that reports a statement.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factx.records.claim import Standing
from factx.rules.claims.main_clause import is_verb
from factx.rules.reading.document import Document, Token, Tokens, place_of
from factx.rules.reading.noun_phrases import noun_phrase_before
from factx.rules.statements.statement import Statement
from factx.text import Offsets, overlap

_ENDS = frozenset({",", ".", ";", ":", "—", "–", "--", "!", "?"})
_LONGEST_HEAD = 12
"""Most tokens of the noun phrase that a side clause describes."""


class SideClause(NamedTuple):
    """A clause with the noun phrase that it describes."""

    evidence: tuple[Offsets, ...]
    """The noun phrase and the clause, in one or two pieces."""
    clause: Offsets
    """The clause alone, which decides the factuality."""
    standing: Standing


def side_clauses(
    document: Document, number: int, statements: Sequence[Statement]
) -> Iterator[SideClause]:
    """The side clauses of a unit, those between commas first.

    Between commas, these are clauses with "who" or "which" and participles. Before a cue, it is
    what the source did: "voted no" in "He voted no and said". `statements` are those of the unit.
    """
    tokens = document.units[number].tokens
    parts = [p for s in statements for p in (*s.content, s.cue) if p is not None]
    for at in range(2, len(tokens) - 1):
        found = _between_commas(tokens, at)
        if found is not None and not _is_part(found.evidence[0], parts):
            yield found
    for statement in statements:
        predicate = _earlier_predicate(tokens, statement)
        if predicate is not None and statement.source and not _is_part(predicate, parts):
            yield SideClause((statement.source, predicate), predicate, "main")


def _is_part(place: Offsets, parts: Sequence[Offsets]) -> bool:
    """Whether a place overlaps any part of a statement."""
    return any(overlap(place, part) for part in parts)


def _between_commas(tokens: Tokens, at: int) -> SideClause | None:
    """The side clause that begins at `at` after a comma; None if none does."""
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
    return SideClause(
        (place_of(tokens, (head[0], stop)),), place_of(tokens, (at, stop)), "background"
    )


def _is_participle(tokens: Tokens, at: int) -> bool:
    """Whether a past participle with a preposition or number begins at `at`: "dated May 4"."""
    token, following = tokens[at], tokens[at + 1]
    if token.is_capitalised or "ed form" not in token.classes:
        return False
    return "preposition" in following.classes or "time" in following.classes


def _earlier_predicate(tokens: Tokens, statement: Statement) -> Offsets | None:
    """The predicate of the source before the cue: "voted no" in "He voted no and said"."""
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
    return place_of(predicate, (0, len(predicate)))


def _begins_predicate(tokens: Sequence[Token]) -> bool:
    first = tokens[0]
    if first.kind != "word" or first.is_capitalised:
        return False
    if not first.classes.isdisjoint({"preposition", "determiner", "conjunction", "relative"}):
        return False
    return is_verb(first) or "ed form" in first.classes or "adverb" in first.classes
