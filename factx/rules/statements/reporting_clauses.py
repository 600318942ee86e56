"""The statements of one unit: reporting clauses, reporting phrases and reporting nouns."""

from collections.abc import Iterator

from factx.rules.reading.clauses import Clause, clauses
from factx.rules.reading.document import Document, Tokens
from factx.rules.reading.noun_phrases import Range, is_noun_like, is_subject_pronoun
from factx.rules.reading.polarity import is_nobody, is_supposed
from factx.rules.reading.verb_groups import verb_groups
from factx.rules.statements.content import ClauseContext, content_of, limit_of
from factx.rules.statements.phrases import by_according, by_colon, by_poll, by_words_of
from factx.rules.statements.reporting_nouns import by_nouns
from factx.rules.statements.statement import Statement, offsets_of
from factx.text import Offsets

_LONGEST_ANTECEDENT = 8


def unit_statements(document: Document, number: int) -> list[Statement]:
    """The statements of unit `number` in the order of their cues; empty if it has none."""
    tokens = document.units[number].tokens
    if len(tokens) < 2:
        return []
    found = [
        *_by_clauses(document, tokens, number),
        *by_according(tokens, number),
        *by_words_of(tokens, number),
        *by_colon(document, tokens, number),
        *by_poll(tokens, number),
        *by_nouns(document, tokens, number),
    ]
    return sorted(found, key=lambda s: (s.cue or s.content[0], s.content))


def _by_clauses(document: Document, tokens: Tokens, number: int) -> Iterator[Statement]:
    found = clauses(tokens, verb_groups(tokens))
    contents: list[Range] = []
    for at, clause in enumerate(found):
        later = found[at + 1 :]
        around = (stop for start, stop in contents if start <= clause.begin < stop)
        limit = min([limit_of(tokens, clause, later), *around])
        content = content_of(ClauseContext(document, tokens, clause, limit, later))
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
    stop = clause.subject[0]
    if stop and tokens[stop - 1].text == ",":
        stop -= 1
    start = stop
    while start and stop - start < _LONGEST_ANTECEDENT and is_noun_like(tokens[start - 1]):
        if is_subject_pronoun(tokens[start - 1]) or tokens[start - 1].kind != "word":
            break
        start -= 1
    if start and "article" in tokens[start - 1].classes:
        start -= 1
    return (start, stop) if start < stop else None
