"""The statements of one unit: reporting clauses, reporting phrases and reporting nouns."""

from collections.abc import Iterator
from dataclasses import replace

from factx.rules.reading.asides import bracketed
from factx.rules.reading.beside_speech import with_verbs_beside_speech
from factx.rules.reading.clauses import Clause, clauses
from factx.rules.reading.document import Document, Tokens, place_of
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.nobody import is_nobody
from factx.rules.reading.noun_phrases import Range
from factx.rules.reading.supposed import is_supposed
from factx.rules.reading.verb_groups import VerbGroup, verb_groups
from factx.rules.statements.antecedents import antecedent_of
from factx.rules.statements.clause_context import ClauseContext
from factx.rules.statements.content import content_of
from factx.rules.statements.layouts import by_label, by_signature
from factx.rules.statements.limits import limit_of
from factx.rules.statements.phrases import by_according, by_colon, by_poll, by_words_of
from factx.rules.statements.quoted_beside_names import apart, name_before
from factx.rules.statements.reporting_nouns import by_nouns
from factx.rules.statements.statement import Statement, offsets_of
from factx.text import Offsets

_NAMERS = frozenset({"person noun", "person", "agent noun", "title", "subject", "relative"})
"""Classes of a person, who calls something by a name; a thing has it: 'a club called "Night"'."""


def unit_statements(document: Document, number: int) -> list[Statement]:
    """The statements of unit `number` in the order of their cues; empty if it has none."""
    return tokens_statements(document, document.units[number].tokens, number)


def tokens_statements(document: Document, tokens: Tokens, number: int) -> list[Statement]:
    """The statements of a sentence of unit `number`, given by its tokens."""
    if len(tokens) < 2:
        return []
    inside, tokens = apart(document, tokens, number, name_before)
    for start, stop in reversed(bracketed(tokens)):
        if within := _in_brackets(document, tokens, (start, stop), number):
            inside += within
            tokens = [*tokens[: start - 1], *tokens[stop + 1 :]]
    found = [
        *inside,
        *_by_clauses(document, tokens, number),
        *by_according(tokens, number),
        *by_words_of(tokens, number),
        *by_colon(document, tokens, number),
        *by_label(document, tokens, number),
        *by_signature(document, tokens, number),
        *by_poll(tokens, number),
        *by_nouns(document, tokens, number),
    ]
    if len(found) < 2:
        return found
    return sorted(_outer_cues(found), key=lambda s: (s.cue or s.content[0], s.content))


def _in_brackets(
    document: Document, tokens: Tokens, covered: Range, number: int
) -> list[Statement]:
    """The statements within brackets; "who" after the opening one is whoever stands before it."""
    start, stop = covered
    found = tokens_statements(document, tokens[start:stop], number)
    if not found or "relative" not in tokens[start].classes:
        return found
    antecedent = antecedent_of([*tokens[: start - 1], *tokens[start:stop]], start - 1)
    if antecedent is None:
        return found
    opens = tokens[start].place
    return [
        replace(one, antecedent=place_of(tokens, antecedent)) if one.source == opens else one
        for one in found
    ]


def _outer_cues(found: list[Statement]) -> list[Statement]:
    """The statements whose cues are within no other: "voiced the fear that" is one."""
    cues = [statement.cue for statement in found if statement.cue is not None]
    return [s for s in found if s.cue is None or not any(_is_inside(s.cue, cue) for cue in cues)]


def _is_inside(inner: Offsets, outer: Offsets) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _by_clauses(document: Document, tokens: Tokens, number: int) -> Iterator[Statement]:
    groups = with_verbs_beside_speech(document, tokens, verb_groups(tokens))
    found = clauses(tokens, [one for one in groups if not _is_own_name(document, tokens, one)])
    contents: list[Range] = []
    for at, clause in enumerate(found):
        later = found[at + 1 :]
        around = [piece for piece in contents if piece[0] <= clause.begin < piece[1]]
        stops = [stop for _, stop in around]
        limit = min([limit_of(document.text, tokens, clause, later), *stops])
        floor = max((start for start, _ in contents if start <= clause.begin), default=0)
        content = content_of(ClauseContext(document, tokens, clause, limit, floor, later))
        if not content.ranges:
            continue
        if content.is_after_cue:
            contents += content.ranges
        yield Statement(
            content=tuple(offsets_of(tokens, r) for r in content.ranges),
            cue=offsets_of(tokens, (clause.cue.first, clause.cue.stop)),
            source=offsets_of(tokens, clause.subject) if clause.subject else None,
            antecedent=_antecedent(tokens, clause),
            type=clause.cue.verb.type,
            verb=clause.cue.verb.name,
            negated=clause.cue.negated,
            is_made=_is_made(tokens, clause),
            unit=number,
        )


def _is_own_name(document: Document, tokens: Tokens, cue: VerbGroup) -> bool:
    """Whether a quotation is the name of the noun before a verb: 'a club called "Night Train"'."""
    if not cue.first or not cue.is_bare or cue.voice != "finite":
        return False
    if cue.verb.base not in document.language.members("verb of naming"):
        return False
    head = tokens[cue.first - 1]
    is_next = cue.stop < len(tokens) and tokens[cue.stop].kind == "quotation"
    if not is_next or not head.is_noun_like or head.is_capitalised:
        return False
    if cue.stop + 1 < len(tokens) and is_main_verb(tokens, cue.stop + 1):
        return True  # a man called "the Fox" said
    is_several = document.language.singular(head.low) != head.low
    return not is_several and head.classes.isdisjoint(_NAMERS)


def _is_made(tokens: Tokens, clause: Clause) -> bool:
    """Whether somebody says it, unlike in "nobody says" and "if X says"."""
    begin = clause.subject[0] if clause.order == "shared" and clause.subject else clause.begin
    if is_supposed(tokens, begin, clause.cue.first, clause.cue.stop):
        return False
    if clause.subject is None:
        return True
    if is_nobody(tokens, clause.subject):
        return False
    antecedent = _antecedent_range(tokens, clause)
    return antecedent is None or not is_nobody(tokens, antecedent)


def _antecedent(tokens: Tokens, clause: Clause) -> Offsets | None:
    """The noun phrase before a relative subject such as "who"."""
    found = _antecedent_range(tokens, clause)
    return offsets_of(tokens, found) if found is not None else None


def _antecedent_range(tokens: Tokens, clause: Clause) -> Range | None:
    if clause.subject is None or "relative" not in tokens[clause.subject[0]].classes:
        return None
    return antecedent_of(tokens, clause.subject[0])
