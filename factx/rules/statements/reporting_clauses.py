"""What is said in one unit, and by whom: reporting clauses with the words they report."""

from collections.abc import Iterator

from factx.rules.language.lexicon import words
from factx.rules.reading.clauses import Clause, clauses
from factx.rules.reading.document import Unit
from factx.rules.reading.noun_phrases import Range, is_noun_like, is_subject_pronoun
from factx.rules.reading.verb_groups import verb_groups
from factx.rules.statements.asides import around, relative, stands_alone
from factx.rules.statements.between import after_cue
from factx.rules.statements.complements import complement
from factx.rules.statements.phrases import by_according, by_colon, by_poll, by_words_of
from factx.rules.statements.quoted import left_quotation, second_half
from factx.rules.statements.reach import limit_of
from factx.rules.statements.reporting_nouns import by_nouns
from factx.rules.statements.statement import Statement, Tokens, stretch
from factx.text import Offsets


def unit_statements(text: str, unit: Unit, number: int) -> list[Statement]:
    """The statements that the reporting clauses of one unit make, in the order of their cues."""
    tokens = unit.tokens
    if len(tokens) < 2:
        return []
    found = clauses(tokens, verb_groups(tokens))
    made = [*_by_clauses(text, tokens, found, number)]
    made += by_according(tokens, number)
    made += by_words_of(tokens, number)
    made += by_colon(text, tokens, number)
    made += by_poll(tokens, number)
    made += by_nouns(tokens, number)
    return sorted(made, key=lambda s: (s.cue or s.content[0], s.content))


def _by_clauses(text: str, tokens: Tokens, found: list[Clause], number: int) -> Iterator[Statement]:
    said: list[Range] = []
    for at, clause in enumerate(found):
        limit = limit_of(tokens, clause, found[at + 1 :])
        limit = min([limit, *(stop for start, stop in said if start <= clause.begin < stop)])
        after = after_cue(tokens, clause, limit)
        left = left_quotation(text, tokens, clause)
        right = None
        if left is None or left[0] == 0 < left[1] - 1:
            right = complement(text, tokens, clause, after, limit, found[at + 1 :])
        ranges: list[Range] = []
        if right is not None:
            ranges = [right]
        elif left is not None:
            ranges = [left, *second_half(text, tokens, clause, after.at, limit)]
        elif (related := relative(tokens, clause, after.at, limit)) is not None:
            ranges = related
        elif stands_alone(tokens, clause, after.at):
            ranges = around(tokens, clause, after.at, limit)
        if not ranges:
            continue
        if left is None and len(ranges) == 1 and ranges[0][0] >= clause.stop:
            said += ranges
        yield Statement(
            content=tuple(stretch(tokens, r) for r in ranges),
            cue=stretch(tokens, (clause.cue.first, clause.cue.stop)),
            source=stretch(tokens, clause.subject) if clause.subject else None,
            antecedent=_antecedent(tokens, clause),
            type=clause.cue.verb.type,
            verb=clause.cue.verb.base,
            negated=clause.cue.negated,
            addressee=stretch(tokens, after.addressee) if after.addressee else None,
            unit=number,
        )


def _antecedent(tokens: Tokens, clause: Clause) -> Offsets | None:
    """What "who" stands for: the noun phrase before it."""
    if clause.subject is None or tokens[clause.subject[0]].low not in {"who", "which", "that"}:
        return None
    stop = clause.subject[0]
    if stop and tokens[stop - 1].text == ",":
        stop -= 1
    start = stop
    while start and stop - start < 8 and is_noun_like(tokens[start - 1]):
        if is_subject_pronoun(tokens[start - 1]) or tokens[start - 1].kind != "word":
            break
        start -= 1
    if start and tokens[start - 1].low in words("function", "article"):
        start -= 1
    return stretch(tokens, (start, stop)) if start < stop else None
