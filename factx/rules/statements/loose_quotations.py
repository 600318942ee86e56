"""Quotations without a cue: those that continue a statement, and those that stand alone."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from factx.rules.reading.clauses import clauses
from factx.rules.reading.document import Document, Unit, is_utterance, place_of
from factx.rules.reading.noun_phrases import leading_noun_phrase, noun_phrase_after
from factx.rules.reading.verb_groups import verb_groups
from factx.rules.statements.layouts import introduced_by, signed
from factx.rules.statements.statement import Statement, is_long
from factx.text import Offsets

_MOST_PARAGRAPHS = 8
"""Most paragraphs of a speech before the one that says whose it is."""


def with_quotations(document: Document, found: Sequence[Statement]) -> list[Statement]:
    """The statements in `found` and the quotations that are in none of them, in reading order.

    A quotation that is a unit by itself continues the statement before it in its paragraph, or in
    the paragraph before if its opening mark is repeated. If it stays open, it belongs to the
    statement that the paragraphs after it lead to. Otherwise it is a statement without a cue, by
    the speaker before it if there is one.
    """
    statements = list(found)
    added: dict[int, list[Offsets]] = {}
    latest = _latest(document, statements)
    turns = _turns(document, statements)
    previous: int | None = None
    for number, unit in enumerate(document.units):
        if number in latest:
            previous = latest[number]
            continue
        pieces = _quotations_alone(document, unit)
        if not pieces or _is_within(turns, unit):
            continue
        if previous is not None and _continues(
            document, number, pieces, statements[previous], added.get(previous, ())
        ):
            added.setdefault(previous, []).extend(pieces)
            latest[number] = previous
        elif (later := _closing_statement(document, pieces, statements, latest)) is not None:
            added.setdefault(later, []).extend(pieces)
            previous = latest[number] = later
        elif is_long(document.text, pieces) or _is_said(document, number, latest):
            statements.append(
                _signed(document, number, pieces)
                or _uncued(document, number, pieces, statements, latest)
            )
            previous = latest[number] = len(statements) - 1
    for at, pieces in added.items():
        content = tuple(sorted({*statements[at].content, *pieces}))
        statements[at] = replace(statements[at], content=content)
    return sorted(statements, key=lambda s: (min(s.content), s.unit))


def _turns(document: Document, statements: Sequence[Statement]) -> list[Offsets]:
    """Answers and contents of several units, in order; quotations in them are not loose."""
    return sorted(
        (start, end)
        for statement in statements
        for start, end in statement.content
        if statement.cue is None or document.unit_at(start) < document.unit_at(end - 1)
    )


def _is_within(turns: Sequence[Offsets], unit: Unit) -> bool:
    """Whether a unit is part of the last turn that begins before it."""
    at = bisect_right(turns, (unit.start, unit.end))
    return at > 0 and unit.end <= turns[at - 1][1]


def _latest(document: Document, statements: Sequence[Statement]) -> dict[int, int]:
    """By unit, the statement that a quotation after the unit continues.

    It is the one whose content ends last, among those that quote speech if there are any.
    """
    latest: dict[int, int] = {}
    for at, statement in enumerate(statements):
        rival = statements[latest.setdefault(statement.unit, at)]
        if rival is statement:
            continue
        ranks = [(_quotes_speech(document, one), one.content[-1][1]) for one in (statement, rival)]
        if ranks[0] >= ranks[1]:
            latest[statement.unit] = at
    return latest


def _quotes_speech(document: Document, statement: Statement) -> bool:
    """Whether a piece of its content begins with a quotation that looks like speech."""
    return any(
        (quotation := document.quotations.get(start)) is not None
        and is_utterance(document.text, quotation.start, quotation.end)
        for start, _ in statement.content
    )


def _quotations_alone(document: Document, unit: Unit) -> tuple[Offsets, ...]:
    """The quotations of a unit that contains nothing else."""
    if not unit.is_prose or any(token.kind == "word" for token in unit.tokens):
        return ()
    return tuple(q for q in unit.quotations if is_utterance(document.text, *q))


def _continues(
    document: Document,
    number: int,
    pieces: Sequence[Offsets],
    statement: Statement,
    added: Sequence[Offsets],
) -> bool:
    """Whether the quotations of unit `number` continue a statement and what was added to it."""
    end = added[-1][1] if added else statement.content[-1][1]
    before = document.units[number - 1]
    if document.quotations[pieces[0][0]].continues:
        return end >= before.start
    if before.paragraph != document.units[number].paragraph:
        return False
    if end < before.start and statement.unit != number - 1:
        return False
    quoted = (True for place in statement.content for _ in document.quotations_between(*place))
    return bool(added) or any(quoted)


def _signed(document: Document, number: int, pieces: tuple[Offsets, ...]) -> Statement | None:
    """A quotation that the next unit signs: "— Ann Lee, chair"."""
    if number + 1 >= len(document.units):
        return None
    name = signed(document, number + 1)
    if name is None:
        return None
    source = place_of(document.units[number + 1].tokens, name)
    return Statement(content=pieces, source=source, unit=number + 1)


def _is_said(document: Document, number: int, latest: dict[int, int]) -> bool:
    """Whether a short quotation follows a statement in its paragraph: 'He was puzzled. "Why?"'."""
    if not number or document.units[number - 1].paragraph != document.units[number].paragraph:
        return False
    if number - 1 in latest:
        return True
    tokens = document.units[number - 1].tokens
    return any("quote" in group.verb.takes for group in verb_groups(tokens))


def _closing_statement(
    document: Document,
    pieces: Sequence[Offsets],
    statements: Sequence[Statement],
    latest: dict[int, int],
) -> int | None:
    """The statement of the paragraph in which a quotation that stays open ends.

    '"We ran.' and in the next paragraph '"We hid," she said.' are one statement.
    """
    at = bisect_right(document.starts, pieces[-1][0])
    for start in document.starts[at : at + _MOST_PARAGRAPHS]:
        if not document.quotations[start].continues:
            return None
        number = document.unit_at(start)
        if number in latest:
            one = latest[number]
            is_its = any(begin <= start < end for begin, end in statements[one].content)
            return one if is_its and statements[one].cue is not None else None
        if not _quotations_alone(document, document.units[number]):
            return None
    return None


def _uncued(
    document: Document,
    number: int,
    pieces: tuple[Offsets, ...],
    statements: Sequence[Statement],
    latest: dict[int, int],
) -> Statement:
    """A quotation without a cue, by the speaker or subject right before it."""
    source: Offsets | None = None
    antecedent: Offsets | None = None
    unit = document.units[number]
    before = document.units[number - 1] if number else None
    if before is not None and (introduced := _introduced(before, number, pieces)) is not None:
        return introduced
    if number - 1 in latest:
        last = statements[latest[number - 1]]
        if not _is_question(document, last):
            source, antecedent = last.source, last.antecedent
    elif before is not None and before.paragraph == unit.paragraph and before.tokens:
        subject = leading_noun_phrase(before.tokens, len(before.tokens))
        if subject is not None and _can_speak(before, subject):
            source = place_of(before.tokens, subject)
    return Statement(content=pieces, source=source, antecedent=antecedent, unit=number)


def _is_question(document: Document, statement: Statement) -> bool:
    """Whether somebody asks something outside quotation marks, which another person answers."""
    base = statement.verb.partition(" ")[0]
    if base not in document.language.members("verb of asking"):
        return False
    return not any(True for place in statement.content for _ in document.quotations_between(*place))


def _introduced(before: Unit, number: int, pieces: tuple[Offsets, ...]) -> Statement | None:
    """A quotation after a sentence that ends in a colon: "Kovalt added:"."""
    tokens = before.tokens
    if len(tokens) < 3 or tokens[-1].text != ":":
        return None
    label = introduced_by(tokens)
    if label is not None:
        place = place_of(tokens, label)
        return Statement(content=pieces, cue=tokens[-1].place, source=place, unit=number - 1)
    found = [c for c in clauses(tokens, verb_groups(tokens)) if "quote" in c.cue.verb.takes]
    subject, cue, verb = leading_noun_phrase(tokens, len(tokens) - 1), None, ""
    if found and found[-1].subject is not None:
        last = found[-1]
        subject, verb = last.subject, last.cue.verb.name
        cue = place_of(tokens, (last.cue.first, last.cue.stop))
    elif tokens[0].forms:  # Added Kovalt:
        after = noun_phrase_after(tokens, 1, len(tokens) - 1)
        if after is not None and after[1] == len(tokens) - 1:
            subject, cue = after, tokens[0].place
    if subject is None:
        return None
    return Statement(
        content=pieces,
        cue=cue or tokens[-1].place,
        source=place_of(tokens, subject),
        verb=verb,
        unit=number - 1,
    )


def _can_speak(unit: Unit, subject: tuple[int, int]) -> bool:
    """Whether a subject is a pronoun like "she" or a name."""
    first, stop = subject
    if "third person pronoun" in unit.tokens[first].classes:
        return True
    return all(token.is_capitalised for token in unit.tokens[first:stop])
