"""The claims of an article: those of its own sentences, and those of each statement."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from factx.rules.claims.factuality import factuality_of
from factx.rules.claims.kinds import WORD, kind_of_claim, plain
from factx.rules.claims.main_clause import main_clause
from factx.rules.claims.propositions import propositions
from factx.rules.claims.reported import as_reported, denies
from factx.rules.claims.rule_claim import RuleClaim
from factx.rules.claims.side_clauses import side_clauses
from factx.rules.claims.speaker_name import with_speaker_name
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
"""Fewest words of a claim; fewer say nothing that could be true or false."""
_LONGEST = 4_000
"""Most characters in a piece of evidence; no sentence of prose is longer."""


def find_claims(
    document: Document,
    index: Index,
    statements: Sequence[Statement],
    parents: Sequence[int | None],
    speakers: Sequence[Speaker | None],
    skipped_units: frozenset[int] = frozenset(),
) -> list[RuleClaim]:
    """The claims of an article in reading order.

    `parents` and `speakers` have the parent and the only speaker of each statement. Units in
    `skipped_units` give no claims of the article itself, such as the turns of an interview.
    """
    found = list(_claims_of_article(document, statements, skipped_units))
    found += _claims_of_side_clauses(document, statements, skipped_units)
    outer = {parent for parent in parents if parent is not None}
    for number, statement in enumerate(statements):
        if number not in outer and _is_asserted(document, statements, parents, number):
            found += (
                with_speaker_name(document, claim, statement, speakers[number])
                for claim in _claims_of_statement(document, index, statement, number)
            )
    return sorted(found, key=lambda claim: (claim.evidence[-1], claim.statement or 0))


def _is_asserted(
    document: Document, statements: Sequence[Statement], parents: Sequence[int | None], number: int
) -> bool:
    """Whether a statement was made, and no statement around it is denied."""
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


def _claims_of_article(
    document: Document, statements: Sequence[Statement], skipped_units: frozenset[int]
) -> Iterator[RuleClaim]:
    """The claims of the units without a statement."""
    skipped = {s.unit for s in statements if not _is_in_subject(document, s)} | skipped_units
    contents = sorted(place for statement in statements for place in statement.content)
    at = 0
    for number, unit in enumerate(document.units):
        while at < len(contents) and contents[at][1] <= unit.start:
            at += 1
        is_within = at < len(contents) and contents[at][0] <= unit.start
        if number in skipped or is_within or not unit.is_prose or not unit.tokens:
            continue
        if all(token.kind != "word" for token in unit.tokens) or _is_labelled(unit.tokens):
            continue
        for places in propositions(document, unit.start, unit.end):
            yield from _claim(document, places, None)


def _claims_of_side_clauses(
    document: Document, statements: Sequence[Statement], skipped_units: frozenset[int]
) -> Iterator[RuleClaim]:
    """The claims of the article in side clauses, with the factuality of the clause alone."""
    by_unit: defaultdict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        places = (place for place in (*statement.content, statement.cue) if place is not None)
        for number in {document.unit_at(start) for start, _ in places}:
            by_unit[number].append(statement)
    for number, unit in enumerate(document.units):
        if number in skipped_units or not unit.is_prose or _is_labelled(unit.tokens):
            continue
        for side in side_clauses(document, number, by_unit[number]):
            tokens = tokens_between(document, *side.clause)
            for claim in _claim(document, side.evidence, None):
                yield replace(claim, factuality=factuality_of(tokens), standing=side.standing)


def _is_in_subject(document: Document, statement: Statement) -> bool:
    """Whether a statement is only the subject of its sentence: "Her claim that ... was false"."""
    unit = document.units[statement.unit]
    is_noun = statement.verb in document.language.reporting_nouns
    is_first = statement.source is not None and statement.source[0] == unit.start
    return is_noun and is_first and statement.content[-1][1] < unit.end - 1


def _is_labelled(tokens: Sequence[Token]) -> bool:
    """Whether a unit opens with a name and a colon: "RUIZ: It is not safe." """
    colon = next((at for at, token in enumerate(tokens[:6]) if token.text == ":"), 0)
    return colon > 0 and all(t.is_capitalised or t.text == "." for t in tokens[:colon])


def _claims_of_statement(
    document: Document, index: Index, statement: Statement, number: int
) -> Iterator[RuleClaim]:
    """A claim for each proposition in the content of a statement.

    An intention is not split into propositions, nor is a sentence that the cue interrupts.
    """
    text = document.text
    if not _is_proposition(document, statement):
        return
    pieces = [_sentences_of(index, place) for place in statement.content]
    is_interrupted = len(pieces) == 2 and text[statement.content[0][1] - 1] not in "\"”’'»"
    if is_interrupted:
        groups = [tuple(place for piece in pieces for place in piece)]
    elif statement.type == "intention":
        groups = [(place,) for piece in pieces for place in piece]
    else:
        groups = [
            places
            for piece in pieces
            for place in piece
            for places in propositions(document, *_trimmed(document, *place))
        ]
    for group in groups:
        for claim in _claim(document, group, number):
            yield as_reported(document, claim, statement)


def _is_proposition(document: Document, statement: Statement) -> bool:
    """Whether the content of a statement is a proposition, not a question or a noun phrase."""
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
    return _has_predicate(clause) or _takes_only_clauses(statement, document.language)


def _has_predicate(tokens: Sequence[Token]) -> bool:
    """Whether a verb, "to" or a form in -ing follows the first token."""
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


def _takes_only_clauses(statement: Statement, language: Language) -> bool:
    """Whether the verb of a statement never has a noun phrase as its content."""
    known = language.forms.get(statement.verb.partition(" ")[0], ())
    return not known or all("noun" not in form.verb.takes for form in known)


def _sentences_of(index: Index, place: Offsets) -> list[Offsets]:
    """A place split at the sentence boundaries in it."""
    start, end = place
    found: list[Offsets] = []
    for number in range(index.sentence_of(start), len(index.sentences) + 1):
        first, last = index.sentences[number - 1]
        if first >= end:
            break
        if max(first, start) < min(last, end):
            found.append((max(first, start), min(last, end)))
    return found


def _trimmed(document: Document, start: int, end: int) -> Offsets:
    """A range without the marks at its ends and the conjunctions at its start."""
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
    """Whether a word at the start is a conjunction: "and", "But", "that"."""
    classes = language.classes_of(word.lower())
    return "coordinator" in classes or ("complementizer" in classes and word.islower())


def _closes_inside(text: str, start: int, end: int) -> bool:
    """Whether the last character closes a quotation that opens in the range."""
    opening = {"”": "“", "»": "«", "’": "‘"}.get(text[end - 1])
    if opening is not None:
        return text.rfind(opening, start, end) > text.rfind(text[end - 1], start, end - 1)
    return text[end - 1] == '"' and text.count('"', start, end) % 2 == 0


def _claim(
    document: Document, places: Sequence[Offsets], statement: int | None
) -> Iterator[RuleClaim]:
    """The claim with its evidence at these places; none if it is a question, too short or long."""
    text, language = document.text, document.language
    trimmed = (_trimmed(document, *place) for place in places)
    kept = tuple((start, end) for start, end in trimmed if start < end)
    if not kept or any(end - start > _LONGEST for start, end in kept):
        return
    if not all(is_bounded(text, start, end) for start, end in kept):
        return  # a number would be cut in two
    wording = " ".join(text[start:end] for start, end in kept)
    words = [plain(word) for word in WORD.findall(wording)]
    tokens = [token for place in kept for token in tokens_between(document, *place)]
    if len(words) < _FEWEST or any(token.text == "?" for token in tokens[-2:]):
        return
    yield RuleClaim(
        kept,
        wording,
        standalone=language.members("reference").isdisjoint(words),
        kind=kind_of_claim(words, language),
        factuality=factuality_of(tokens),
        statement=statement,
    )
