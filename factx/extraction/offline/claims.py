"""What is asserted: the article's own sentences, and what each speaker asserts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from factx.extraction.offline.lexicon import words
from factx.extraction.offline.statement import Statement
from factx.extraction.offline.units import Reading
from factx.records.claim import ClaimKind, Factuality
from factx.text import Index, Stretch

_MARKS = " \t\r\n\"'“”‘’«»„.,;:—–-"
_LEAD = re.compile(r"(?:(?:that|[Aa]nd|[Bb]ut)\b[\s,]*)+")
_ASKS = re.compile(r"(?:whether|if|how|what|why|who|where|when|which|to)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_FEWEST = 3
"""A stretch of fewer words says nothing that could be true or false."""
_LONGEST = 4_000
"""No sentence of prose is longer."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A proposition as it stands in the article."""

    evidence: tuple[Stretch, ...]
    text: str
    standalone: bool
    kind: ClaimKind
    factuality: Factuality
    statement: int | None
    """The statement whose content it is; None for the article's own."""


def assertions(
    reading: Reading, index: Index, statements: Sequence[Statement], parents: Sequence[int | None]
) -> list[Assertion]:
    """The propositions of an article in reading order."""
    found = list(_authorial(reading, statements))
    outer = {parent for parent in parents if parent is not None}
    for number, statement in enumerate(statements):
        if number not in outer and not statement.negated:
            found += _attributed(reading.text, index, statement, number)
    return sorted(found, key=lambda claim: (claim.evidence, claim.statement or 0))


def _authorial(reading: Reading, statements: Sequence[Statement]) -> Iterator[Assertion]:
    """The sentences in which nobody is made to speak."""
    spoken = {statement.unit for statement in statements}
    for number, unit in enumerate(reading.units):
        if number in spoken or not unit.is_prose or not unit.tokens:
            continue
        if all(token.kind != "word" for token in unit.tokens):
            continue
        claim = _assertion(reading.text, (_bare(reading.text, unit.start, unit.end),), None)
        if claim is not None:
            yield claim


def _attributed(text: str, index: Index, statement: Statement, number: int) -> Iterator[Assertion]:
    """What a statement asserts: each sentence of what is quoted, or the whole of a clause."""
    pieces = [_sentences_of(text, index, place) for place in statement.content]
    opening = text[statement.content[0][0] : statement.content[0][0] + 12].lstrip(_MARKS)
    is_wanted = statement.type == "intention"
    if _ASKS.match(opening) and not (is_wanted and opening.startswith("to")):
        return
    is_interrupted = len(pieces) == 2 and text[statement.content[0][1] - 1] not in "\"”’'»"
    groups = [(place,) for piece in pieces for place in piece]
    if is_interrupted:
        groups = [tuple(place for piece in pieces for place in piece)]
    for group in groups:
        claim = _assertion(text, tuple(_bare(text, *place) for place in group), number)
        if claim is not None:
            yield _as_held(claim, statement)


def _as_held(claim: Assertion, statement: Statement) -> Assertion:
    """A proposition as the verb that reports it presents it."""
    if statement.type == "intention":
        return replace(claim, kind="position", factuality="Uu", standalone=False)
    if statement.type == "attitude":
        return replace(claim, factuality="Uu")
    if statement.verb in words("claims", "denying"):
        opposite: dict[Factuality, Factuality] = {"CT+": "CT-", "CT-": "CT+"}
        return replace(claim, factuality=opposite.get(claim.factuality, claim.factuality))
    if statement.verb in words("claims", "expecting") and claim.factuality in {"CT+", "CT-"}:
        return replace(claim, factuality="PR+" if claim.factuality == "CT+" else "PR-")
    return claim


def _sentences_of(text: str, index: Index, place: Stretch) -> list[Stretch]:
    """The parts of the sentences that a stretch runs over."""
    start, end = place
    found: list[Stretch] = []
    for number in range(index.sentence_of(start), len(index.sentences) + 1):
        first, last = index.sentences[number - 1]
        if first >= end:
            break
        if max(first, start) < min(last, end):
            found.append((max(first, start), min(last, end)))
    return found


def _bare(text: str, start: int, end: int) -> Stretch:
    """A stretch without the marks around it and the words that only join it to others."""
    while start < end and text[start] in _MARKS:
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


def _assertion(text: str, evidence: tuple[Stretch, ...], statement: int | None) -> Assertion | None:
    kept = tuple((start, end) for start, end in evidence if start < end)
    if not kept or any(end - start > _LONGEST for start, end in kept):
        return None
    wording = " ".join(text[start:end] for start, end in kept)
    said = [_plain(word) for word in _WORD.findall(wording)]
    if len(said) < _FEWEST:
        return None
    return Assertion(
        kept,
        wording,
        standalone=words("claims", "reference").isdisjoint(said),
        kind=_kind(said),
        factuality=_factuality(said, wording),
        statement=statement,
    )


def _plain(word: str) -> str:
    """A word as the lists have it, the month May kept apart from the verb."""
    return word if word == "May" else word.lower().replace("’", "'")


def _kind(said: Sequence[str]) -> ClaimKind:
    padded = f" {' '.join(said)} "
    for kind in ("opinion", "position", "prediction"):
        if _any_of(kind).search(padded):
            return kind
    return "fact"


def _factuality(said: Sequence[str], wording: str) -> Factuality:
    padded = f" {' '.join(said)} "
    if wording.endswith("?") or said[0] in words("claims", "open"):
        return "Uu"
    is_negative = _any_of("negative").search(padded) or any(w.endswith("n't") for w in said)
    if _any_of("possible").search(padded):
        return "PS-" if is_negative else "PS+"
    if _any_of("probable").search(padded):
        return "PR-" if is_negative else "PR+"
    return "CT-" if is_negative else "CT+"


@cache
def _any_of(section: str) -> re.Pattern[str]:
    """A pattern for any entry of a section of `en/claims.txt`, whole words only."""
    entries = sorted(words("claims", section), key=lambda entry: (-len(entry), entry))
    return re.compile(" (?:" + "|".join(re.escape(entry) for entry in entries) + ") ")
