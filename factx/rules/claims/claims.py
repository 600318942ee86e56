"""What is asserted: the article's own sentences, and what each speaker asserts."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from factx.rules.claims.assertion import Assertion
from factx.rules.claims.factuality import (
    factuality_of,
)
from factx.rules.claims.held import as_held, denies
from factx.rules.claims.kinds import WORD, kind_of_claim, plain
from factx.rules.claims.main_clause import main_clause
from factx.rules.claims.named import named
from factx.rules.claims.propositions import propositions
from factx.rules.language.language import Language
from factx.rules.reading.document import Document, Token, tokens_between
from factx.rules.reading.noun_phrases import is_finite, is_noun_like
from factx.rules.speakers.linking import Speaker
from factx.rules.statements.statement import Statement
from factx.text import Index, Offsets, is_bounded

_MARKS = " \t\r\n\"'“”‘’«»„.,;:—–-"
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"[\s,]*")
_FEWEST = 3
"""A stretch of fewer words says nothing that could be true or false."""
_LONGEST = 4_000
"""No sentence of prose is longer."""


def assertions(
    document: Document,
    index: Index,
    statements: Sequence[Statement],
    parents: Sequence[int | None],
    voices: Sequence[Speaker | None],
    unasserted: frozenset[int] = frozenset(),
) -> list[Assertion]:
    """The propositions of an article in reading order; `voices` has who makes each statement.

    In the units `unasserted` the article itself asserts nothing: there nobody says something, or
    somebody might, or it is a turn of an interview.
    """
    found = list(_authorial(document, statements, unasserted))
    outer = {parent for parent in parents if parent is not None}
    for number, statement in enumerate(statements):
        if number not in outer and _asserts(document, statements, parents, number):
            claims = _attributed(document, index, statement, number)
            found += (named(document, claim, statement, voices[number]) for claim in claims)
    return sorted(found, key=lambda claim: (claim.evidence[-1], claim.statement or 0))


def _asserts(
    document: Document, statements: Sequence[Statement], parents: Sequence[int | None], number: int
) -> bool:
    """Whether a statement asserts anything: not one that was not made, or is within a denial."""
    statement = statements[number]
    if statement.negated and statement.type == "statement":
        return False
    if statement.negated and statement.verb in document.language.members("knowing"):
        return False
    outer = parents[number]
    while outer is not None:
        if statements[outer].negated or denies(statements[outer], document.language):
            return False
        outer = parents[outer]
    return True


def _authorial(
    document: Document, statements: Sequence[Statement], unasserted: frozenset[int]
) -> Iterator[Assertion]:
    """The sentences in which nobody is made to speak."""
    spoken = {s.unit for s in statements if not _is_in_subject(document, s)} | unasserted
    contents = sorted(place for statement in statements for place in statement.content)
    at = 0
    for number, unit in enumerate(document.units):
        while at < len(contents) and contents[at][1] <= unit.start:
            at += 1
        is_within = at < len(contents) and contents[at][0] <= unit.start
        if number in spoken or is_within or not unit.is_prose or not unit.tokens:
            continue
        if all(token.kind != "word" for token in unit.tokens) or _is_labelled(unit.tokens):
            continue
        for proposition in propositions(document, unit.start, unit.end):
            yield from _assertion(document, proposition.places, None)


def _is_in_subject(document: Document, statement: Statement) -> bool:
    """Whether the article asserts something about a statement: "Her claim that ... was false"."""
    unit = document.units[statement.unit]
    is_noun = statement.verb in document.language.reporting_nouns
    is_first = statement.source is not None and statement.source[0] == unit.start
    return is_noun and is_first and statement.content[-1][1] < unit.end - 1


def _is_labelled(tokens: Sequence[Token]) -> bool:
    """Whether it opens with the name of a speaker or thing: "RUIZ: It is not safe." """
    colon = next((at for at, token in enumerate(tokens[:6]) if token.text == ":"), 0)
    return colon > 0 and all(t.is_capitalised or t.text == "." for t in tokens[:colon])


def _attributed(
    document: Document, index: Index, statement: Statement, number: int
) -> Iterator[Assertion]:
    """What a statement asserts: the clauses of what is quoted, or of the clause reported."""
    text = document.text
    if not _is_proposition(document, statement):
        return
    pieces = [_sentences_of(text, index, place) for place in statement.content]
    is_interrupted = len(pieces) == 2 and text[statement.content[0][1] - 1] not in "\"”’'»"
    if is_interrupted:
        groups = [tuple(place for piece in pieces for place in piece)]
    elif statement.type == "intention":
        groups = [(place,) for piece in pieces for place in piece]
    else:
        groups = [
            proposition.places
            for piece in pieces
            for place in piece
            for proposition in propositions(document, *_bare(document, *place))
        ]
    for group in groups:
        for claim in _assertion(document, group, number):
            yield as_held(document, claim, statement)


def _is_proposition(document: Document, statement: Statement) -> bool:
    """Whether a content asserts something: no question, and no mere noun phrase."""
    text = document.text
    start, end = statement.content[0]
    opening = _WORD.match(text[start : start + 12].lstrip(_MARKS))
    classes = document.language.classes_of(opening.group().lower()) if opening else frozenset[str]()
    is_wanted = statement.type == "intention"
    is_infinitive = "infinitive marker" in classes
    if "question word" in classes or (is_infinitive and not is_wanted):
        return False
    if is_wanted or "complementizer" in classes or len(statement.content) > 1:
        return True
    if any(mark in text[start:end] for mark in '"“”«»„`'):
        return True  # called the loss "irreversible"
    clause = main_clause(tokens_between(document, start, end))
    return _has_predicate(clause) or _is_bare(statement, document.language)


def _has_predicate(tokens: Sequence[Token]) -> bool:
    """Whether something behind the first word can be said of it: a verb, "to" or "-ing"."""
    for before, token in pairwise(tokens):
        if token.kind != "word" or token.is_capitalised:
            continue
        if is_finite(token) or not token.classes.isdisjoint({"infinitive marker", "ed form"}):
            return True
        if any(form.shape in {"past", "s"} for form in token.forms):
            return True
        is_open = before.kind == "word" and is_noun_like(before)
        if "ing form" in token.classes and len(token.low) > 5 and is_open:
            return True
    return False


def _is_bare(statement: Statement, language: Language) -> bool:
    """Whether its verb reports clauses and nothing else."""
    known = language.forms.get(statement.verb.partition(" ")[0], ())
    return not known or all("noun" not in form.verb.takes for form in known)


def _sentences_of(text: str, index: Index, place: Offsets) -> list[Offsets]:
    """The parts of the sentences that a stretch runs over."""
    start, end = place
    found: list[Offsets] = []
    for number in range(index.sentence_of(start), len(index.sentences) + 1):
        first, last = index.sentences[number - 1]
        if first >= end:
            break
        if max(first, start) < min(last, end):
            found.append((max(first, start), min(last, end)))
    return found


def _bare(document: Document, start: int, end: int) -> Offsets:
    """A stretch without the marks around it and the words that only join it to others."""
    text = document.text
    while start < end and text[start] in _MARKS and is_bounded(text, start + 1, end):
        start += 1
    while (lead := _WORD.match(text, start, end)) and _joins(lead.group(), document.language):
        between = _BETWEEN.match(text, lead.end(), end)
        start = between.end() if between else lead.end()
    while start < end and text[start] in _MARKS and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in _MARKS and not _closes_inside(text, start, end):
        end -= 1
    return start, end


def _joins(word: str, language: Language) -> bool:
    """Whether a word at the start is only a conjunction: "and", "But", "that"."""
    classes = language.classes_of(word.lower())
    return "coordinator" in classes or ("complementizer" in classes and word.islower())


def _closes_inside(text: str, start: int, end: int) -> bool:
    """Whether the last character closes a quotation that was opened within the stretch."""
    opening = {"”": "“", "»": "«", "’": "‘"}.get(text[end - 1])
    if opening is not None:
        return text.rfind(opening, start, end) > text.rfind(text[end - 1], start, end - 1)
    return text[end - 1] == '"' and text.count('"', start, end) % 2 == 0


def _assertion(
    document: Document, places: Sequence[Offsets], statement: int | None
) -> Iterator[Assertion]:
    """The assertion of some stretches; none where they say nothing or are no prose."""
    text, language = document.text, document.language
    bare = (_bare(document, *place) for place in places)
    kept = tuple((start, end) for start, end in bare if start < end)
    if not kept or any(end - start > _LONGEST for start, end in kept):
        return
    if not all(is_bounded(text, start, end) for start, end in kept):
        return  # a figure of some odd form is cut in two: better no claim than half a number
    wording = " ".join(text[start:end] for start, end in kept)
    said = [plain(word) for word in WORD.findall(wording)]
    tokens = [token for place in kept for token in tokens_between(document, *place)]
    if len(said) < _FEWEST or any(token.text == "?" for token in tokens[-2:]):
        return
    yield Assertion(
        kept,
        wording,
        standalone=language.members("reference").isdisjoint(said),
        kind=kind_of_claim(said, language),
        factuality=factuality_of(tokens),
        statement=statement,
    )
