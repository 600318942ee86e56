"""What is asserted: the article's own sentences, and what each speaker asserts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from factx.records.claim import ClaimKind, Factuality
from factx.rules.claims.factuality import (
    at_most_possible,
    at_most_probable,
    factuality_of,
    hedges_of,
    opposite,
)
from factx.rules.claims.modality import WORD, condition, kind_of_claim, plain
from factx.rules.claims.propositions import propositions
from factx.rules.details.quantities import QuantityExpression, quantities
from factx.rules.details.times import TimeExpression, times
from factx.rules.language.language import Language
from factx.rules.reading.document import Document, Token, tokens_between
from factx.rules.reading.noun_phrases import is_finite, is_noun_like
from factx.rules.speakers.linking import Speaker
from factx.rules.statements.statement import Statement
from factx.text import Index, Offsets, is_bounded

_MARKS = " \t\r\n\"'“”‘’«»„.,;:—–-"
_LEAD = re.compile(r"(?:(?:that|[Aa]nd|[Bb]ut)\b[\s,]*)+")
_ASKS = re.compile(r"(?:whether|if|how|what|why|who|where|when|which|to)\b", re.IGNORECASE)
_FEWEST = 3
"""A stretch of fewer words says nothing that could be true or false."""
_LONGEST_SOURCE = 8
"""Spaces in a source from which on it is not repeated in a claim."""
_LONGEST = 4_000
"""No sentence of prose is longer."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A proposition as it stands in the article."""

    evidence: tuple[Offsets, ...]
    text: str
    """So that it stands alone where that is safe, or else the evidence."""
    standalone: bool
    kind: ClaimKind
    factuality: Factuality
    statement: int | None
    """The statement whose content it is; None for the article's own."""
    condition: Offsets | None
    hedges: tuple[Offsets, ...]
    times: tuple[TimeExpression, ...]
    quantities: tuple[QuantityExpression, ...]


def assertions(
    reading: Document,
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
    found = list(_authorial(reading, statements, unasserted))
    outer = {parent for parent in parents if parent is not None}
    for number, statement in enumerate(statements):
        if number not in outer and _asserts(reading, statements, parents, number):
            claims = _attributed(reading, index, statement, number)
            found += (_named(reading, claim, statement, voices[number]) for claim in claims)
    return sorted(found, key=lambda claim: (claim.evidence[-1], claim.statement or 0))


def _asserts(
    reading: Document, statements: Sequence[Statement], parents: Sequence[int | None], number: int
) -> bool:
    """Whether a statement asserts anything: not one that was not made, or is within a denial."""
    statement = statements[number]
    if statement.negated and statement.type == "statement":
        return False
    if statement.negated and statement.verb in reading.language.members("knowing"):
        return False
    outer = parents[number]
    while outer is not None:
        if statements[outer].negated or _denies(statements[outer], reading.language):
            return False
        outer = parents[outer]
    return True


def _denies(statement: Statement, language: Language) -> bool:
    return statement.verb in language.members("denying") | language.members("doubting")


def _authorial(
    reading: Document, statements: Sequence[Statement], unasserted: frozenset[int]
) -> Iterator[Assertion]:
    """The sentences in which nobody is made to speak."""
    spoken = {statement.unit for statement in statements} | unasserted
    contents = sorted(place for statement in statements for place in statement.content)
    at = 0
    for number, unit in enumerate(reading.units):
        while at < len(contents) and contents[at][1] <= unit.start:
            at += 1
        is_within = at < len(contents) and contents[at][0] <= unit.start
        if number in spoken or is_within or not unit.is_prose or not unit.tokens:
            continue
        if all(token.kind != "word" for token in unit.tokens) or _is_labelled(unit.tokens):
            continue
        for proposition in propositions(reading, unit.start, unit.end):
            yield from _assertion(reading, proposition.places, None)


def _is_labelled(tokens: Sequence[Token]) -> bool:
    """Whether it opens with the name of a speaker or thing: "RUIZ: It is not safe." """
    colon = next((at for at, token in enumerate(tokens[:6]) if token.text == ":"), 0)
    return colon > 0 and all(t.is_capitalised or t.text == "." for t in tokens[:colon])


def _attributed(
    reading: Document, index: Index, statement: Statement, number: int
) -> Iterator[Assertion]:
    """What a statement asserts: the clauses of what is quoted, or of the clause reported."""
    text = reading.text
    if not _is_proposition(reading, statement):
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
            for proposition in propositions(reading, *_bare(text, *place))
        ]
    for group in groups:
        for claim in _assertion(reading, group, number):
            yield _as_held(reading, claim, statement)


def _is_proposition(reading: Document, statement: Statement) -> bool:
    """Whether a content asserts something: no question, and no mere noun phrase."""
    text = reading.text
    start, end = statement.content[0]
    opening = text[start : start + 12].lstrip(_MARKS)
    is_wanted = statement.type == "intention"
    if _ASKS.match(opening) and not (is_wanted and opening.startswith("to")):
        return False
    if is_wanted or opening.startswith("that ") or len(statement.content) > 1:
        return True
    if any(mark in text[start:end] for mark in '"“”«»„`'):
        return True  # called the loss "irreversible"
    return _has_predicate(tokens_between(reading, start, end)) or _is_bare(
        statement, reading.language
    )


def _has_predicate(tokens: Sequence[Token]) -> bool:
    """Whether something behind the first word can be said of it: a verb, "to" or "-ing"."""
    for before, token in pairwise(tokens):
        if token.kind != "word" or token.is_capitalised:
            continue
        if is_finite(token) or token.low == "to" or token.low.endswith("ed"):
            return True
        if any(form.shape in {"past", "s"} for form in token.forms):
            return True
        is_open = before.kind == "word" and is_noun_like(before)
        if token.low.endswith("ing") and len(token.low) > 5 and is_open:
            return True
    return False


def _is_bare(statement: Statement, language: Language) -> bool:
    """Whether its verb reports clauses and nothing else."""
    known = language.forms.get(statement.verb.partition(" ")[0], ())
    return not known or all("noun" not in form.verb.takes for form in known)


def _as_held(reading: Document, claim: Assertion, statement: Statement) -> Assertion:
    """A proposition as the verb that reports it presents it."""
    language, verb = reading.language, statement.verb
    factuality = claim.factuality
    match statement.type:
        case "intention":
            if verb in language.members("refusing"):
                factuality = opposite(factuality)
            elif verb not in language.members("promising"):
                factuality = "Uu"
            claim = replace(claim, kind="position", standalone=False)
        case "attitude":
            if verb in language.members("fearing"):
                factuality = at_most_possible(factuality)
            elif verb not in language.members("accepting"):
                factuality = "Uu"
        case "belief":
            if verb not in language.members("knowing"):
                factuality = at_most_probable(factuality)
        case "statement":
            if verb in language.members("expecting"):
                factuality = at_most_probable(factuality)
            elif verb not in language.members("promising") and _is_infinitive(reading, claim):
                factuality = "Uu"
    if statement.negated or _denies(statement, language):
        claim, factuality = _with_cue(reading, claim, statement), opposite(factuality)
    elif statement.type == "intention":
        claim = _with_cue(reading, claim, statement)
    return replace(claim, factuality=factuality)


def _is_infinitive(reading: Document, claim: Assertion) -> bool:
    """Whether it is something to be done: "residents to boil water"."""
    tokens = [t for place in claim.evidence for t in tokens_between(reading, *place)]
    if any(is_finite(token) for token in tokens):
        return False
    return any("infinitive marker" in token.classes for token in tokens)


def _with_cue(reading: Document, claim: Assertion, statement: Statement) -> Assertion:
    """The proposition with source and cue, without which a denial reads as its opposite."""
    source = statement.source
    if source is not None and reading.text.count(" ", *source) >= _LONGEST_SOURCE:
        source = None
    places = sorted({p for p in (source, statement.cue, *claim.evidence) if p})
    joined: list[Offsets] = []
    for start, end in places:
        if joined and _only_joins(reading, joined[-1][1], start):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    text = " ".join(reading.text[start:end] for start, end in joined)
    return replace(claim, evidence=tuple(joined), text=text, standalone=False)


def _only_joins(reading: Document, start: int, end: int) -> bool:
    """Whether there is nothing but marks and "that" in a stretch."""
    between = tokens_between(reading, start, end)
    return all(t.kind == "mark" or "complementizer" in t.classes for t in between)


def _named(
    reading: Document, claim: Assertion, statement: Statement, voice: Speaker | None
) -> Assertion:
    """The proposition with its speaker's name for an opening pronoun, where nobody else is meant.

    "I" is the speaker in direct speech. "she" is in "Kovalt said she would resign", if no other
    woman is named there. Only the first word is replaced, and only if nothing else points outside.
    """
    if claim.standalone or voice is None or voice.naming != "named" or len(claim.evidence) != 1:
        return claim
    said = [plain(word) for word in WORD.findall(claim.text)]
    pronoun, _, auxiliary = said[0].partition("'")
    if auxiliary or not _points_only_at(said, pronoun, reading.language):
        return claim
    is_quoted = any(True for _ in reading.quotations_between(*statement.content[0]))
    if pronoun == "i":
        is_same = is_quoted and (
            said[1] in reading.language.members("plain predicate") or said[1].endswith("ed")
        )
    else:
        is_same = not is_quoted and voice.gender == pronoun and _is_alone(reading, statement, voice)
    if not is_same:
        return claim
    return replace(claim, text=voice.name + claim.text[len(pronoun) :], standalone=True)


def _points_only_at(said: Sequence[str], pronoun: str, language: Language) -> bool:
    """Whether the first word is the only one that points outside, but for its own forms."""
    own = {"he": {"he", "his", "him"}, "she": {"she", "her"}, "i": {"i"}}.get(pronoun)
    return own is not None and language.members("reference").isdisjoint(set(said) - own)


def _is_alone(reading: Document, statement: Statement, voice: Speaker) -> bool:
    """Whether the unit of a statement names nobody but its speaker."""
    unit = reading.units[statement.unit]
    return sum(place[0] < unit.end and unit.start < place[1] for place in voice.rivals) == 0


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


def _bare(text: str, start: int, end: int) -> Offsets:
    """A stretch without the marks around it and the words that only join it to others."""
    while start < end and text[start] in _MARKS and is_bounded(text, start + 1, end):
        start += 1
    lead = _LEAD.match(text, start, end)
    if lead is not None:
        start = lead.end()
        while start < end and text[start] in _MARKS:
            start += 1
    while end > start and text[end - 1] in _MARKS and not _closes_inside(text, start, end):
        end -= 1
    return start, end


def _closes_inside(text: str, start: int, end: int) -> bool:
    """Whether the last character closes a quotation that was opened within the stretch."""
    opening = {"”": "“", "»": "«", "’": "‘"}.get(text[end - 1])
    if opening is not None:
        return text.rfind(opening, start, end) > text.rfind(text[end - 1], start, end - 1)
    return text[end - 1] == '"' and text.count('"', start, end) % 2 == 0


def _assertion(
    reading: Document, places: Sequence[Offsets], statement: int | None
) -> Iterator[Assertion]:
    """The assertion of some stretches; none where they say nothing or are no prose."""
    text, language = reading.text, reading.language
    bare = (_bare(text, *place) for place in places)
    kept = tuple((start, end) for start, end in bare if start < end)
    if not kept or any(end - start > _LONGEST for start, end in kept):
        return
    if not all(is_bounded(text, start, end) for start, end in kept):
        return  # a figure of some odd form is cut in two: better no claim than half a number
    wording = " ".join(text[start:end] for start, end in kept)
    said = [plain(word) for word in WORD.findall(wording)]
    tokens = [token for place in kept for token in tokens_between(reading, *place)]
    if len(said) < _FEWEST or any(token.text == "?" for token in tokens[-2:]):
        return
    when = tuple(
        one
        for place in kept
        for one in times(text, *place, language)
        if is_bounded(text, *one.place)
    )
    yield Assertion(
        kept,
        wording,
        standalone=language.members("reference").isdisjoint(said),
        kind=kind_of_claim(said, language),
        factuality=factuality_of(tokens),
        statement=statement,
        condition=condition(text, kept, language),
        hedges=hedges_of(tokens),
        times=when,
        quantities=tuple(
            one
            for place in kept
            for one in quantities(text, *place, language, apart_from=when)
            if is_bounded(text, *one.place)
        ),
    )
