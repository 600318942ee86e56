"""The problems of an answer, described so that a model can correct them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from time import monotonic
from typing import TypeVar

from pydantic import ValidationError

from factx.grounding.candidates import locator_of
from factx.grounding.suggestion import Nearest
from factx.llm.numbering import numbering_of
from factx.llm.wire.answer import (
    CLAIM_KINDS,
    FACTUALITIES,
    NAMINGS,
    SOURCE_KINDS,
    TYPES,
    Answer,
    Piece,
    Surplus,
    Wire,
    WireClaim,
    WireSource,
    WireStatement,
)
from factx.llm.wire.claim_lines import SAME
from factx.llm.wire.evidence import EvidenceReader
from factx.llm.wire.json_reader import AGAIN, NOT_JSON
from factx.llm.wire.notation import canonical, mismatches
from factx.records import Passage
from factx.records.base import problems_of
from factx.text import Index, fold

T = TypeVar("T")
MOST_SHOWN = 12
"""Limit of problems sent at once: each takes room in the prompt, and a model corrects few."""
DEADLINE: ContextVar[float | None] = ContextVar("deadline", default=None)
"""When there is no time left to ask again, by `time.monotonic`; a review stops then."""


def is_late() -> bool:
    """Whether the deadline is over."""
    deadline = DEADLINE.get()
    return deadline is not None and monotonic() > deadline


def problems(answer: Answer, index: Index, known: Iterable[str] = ()) -> list[str]:
    """The problems of `answer`, for the model to read; the last line counts those left out.

    `known` are the numbers of sources in the prompt, which the answer need not list.
    """
    found = list(Reviewer(answer, index, known).problems())
    if len(found) <= MOST_SHOWN:
        return found
    return [*found[:MOST_SHOWN], f"and {len(found) - MOST_SHOWN} more problems like these"]


class Reviewer:
    """Reviews one answer against its article."""

    def __init__(self, answer: Answer, index: Index, known: Iterable[str] = ()) -> None:
        self.answer = canonical(answer, index, is_late)
        self.written = answer
        self.index = index
        self.numbering = numbering_of(index)
        self.locator = locator_of(index)
        self.nearest = Nearest(index)
        self.sources = _numbers(answer.sources)
        self.known = frozenset(known)
        self.evidence = EvidenceReader(self.answer, index, locator=self.locator, known=self.known)
        self.names = Counter(
            fold(source.name) for source in answer.sources if isinstance(source, WireSource)
        )
        self.statements = _numbers(answer.statements)
        self.seen: dict[object, tuple[str, str]] = {}
        self.found = 0

    def problems(self) -> Iterator[str]:
        """The problems in words, in the order of the answer, up to the deadline."""
        for problem in self._problems():
            self.found += 1
            yield problem

    def _problems(self) -> Iterator[str]:
        yield from damage("the answer", self.answer)
        for at, source in _in_time(self.answer.sources):
            yield from self._source(f"source {at}", source)
        for at, statement in _in_time(self.answer.statements):
            yield from self._statement(f"statement {at}", statement)
            yield from self._mismatches(f"statement {at}", self.written.statements[at - 1])
        for at, claim in _in_time(self.answer.claims):
            yield from self._claim(f"claim {at}", claim)

    def _source(self, where: str, source: object) -> Iterator[str]:
        if not isinstance(source, WireSource):
            yield from malformed(where, source, WireSource)
            return
        where = f"source {source.number}" if source.number else where
        yield from damage(where, source)
        yield from _repeated(where, source.number, self.sources)
        if not source.name.strip():
            yield f"{where}: it has no name"
        yield from _unknown_word(where, "kind", source.kind, SOURCE_KINDS)
        yield from _unknown_word(where, "naming", source.naming, NAMINGS)

    def _statement(self, where: str, statement: object) -> Iterator[str]:
        if not isinstance(statement, WireStatement):
            yield from malformed(where, statement, WireStatement)
            return
        place, where = where, f"statement {statement.number}" if statement.number else where
        yield from damage(where, statement)
        yield from _repeated(where, statement.number, self.statements)
        first, other = self.seen.setdefault(repetition_key(statement), (place, where))
        if first != place and statement.content:
            yield f"{where}: it repeats {other}: leave it out"
            return
        yield from self._pieces(where, (statement.mention,), statement.said_in)
        yield from self._passage(where, statement.cue, statement.said_in)
        if not any(piece.text.strip() for piece in statement.content):
            yield f"{where}: it has no content"
        yield from self._pieces(where, statement.content, statement.begins_in)
        for number in statement.sources:
            if not self.sources[number] and number not in self.known:
                yield f"{where}: there is no source {number}"
        speaker = statement.speaker.strip()
        if speaker and not any(statement.sources) and self.names[fold(speaker)] != 1:
            yield (
                f'{where}: "{_short(speaker)}" has no source: '
                "write the number of a source and a colon before it"
            )
        yield from _unknown_word(where, "type", statement.type, TYPES)
        if statement.parent and statement.parent == statement.number:
            yield f"{where}: it cannot be its own parent: leave it out"
        elif statement.parent and not self.statements[statement.parent]:
            yield f"{where}: there is no statement {statement.parent}: leave its parent out"

    def _mismatches(self, where: str, written: object) -> Iterator[str]:
        if isinstance(written, WireStatement):
            where = f"statement {written.number}" if written.number else where
            for number, words in mismatches(written.content, self.numbering):
                yield f"{where}: {number} is another quotation than {_short(words)}: write only one"

    def _claim(self, where: str, claim: object) -> Iterator[str]:
        if not isinstance(claim, WireClaim):
            yield from malformed(where, claim, WireClaim)
            return
        yield from damage(where, claim)
        if claim.statement and not self.statements[claim.statement]:
            yield f"{where}: there is no statement {claim.statement}"
        if claim.reports and not self.statements[claim.reports]:
            yield f"{where}: there is no statement {claim.reports}"
        yield from self._evidence(where, claim)
        yield from _unknown_word(where, "kind", claim.kind, CLAIM_KINDS)
        yield from _unknown_word(where, "factuality", claim.factuality, FACTUALITIES)

    def _evidence(self, where: str, claim: WireClaim) -> Iterator[str]:
        evidence = self.evidence.read(claim)
        # The problems of a statement's content are already in those of the statement.
        written = [piece for piece in claim.evidence if piece.text != SAME]
        missing = [*self._pieces(where, written, claim.begins_in)]
        yield from missing
        if missing:
            return
        if not evidence.parts and not evidence.problems:
            yield f"{where}: it has no evidence"
        for problem in evidence.problems:
            yield f"{where}: {problem}"
        for name in () if claim.text.strip() else evidence.unnamed:
            yield f"{where}: {_short(name)} cannot be put in for these words"

    def _pieces(self, where: str, pieces: Sequence[Piece], sentence: int) -> Iterator[str]:
        for at, piece in enumerate(pieces):
            # Only the first piece begins in the given sentence.
            hint = sentence if at == 0 else 0
            missing = list(self._passage(where, piece.text, hint, near=sentence))
            missing += self._passage(where, piece.until, 0, near=sentence)
            yield from missing or self._ends(where, piece)

    def _ends(self, where: str, piece: Piece) -> Iterator[str]:
        """A problem if the last words do not follow the first ones in the article."""
        first, last = (self.numbering.written_out(words) for words in (piece.text, piece.until))
        if not first.strip() or not last.strip():
            return
        if not self.locator.candidates(Passage(first=first.strip(), last=last.strip())):
            yield f'{where}: "{_short(last)}" does not come after "{_short(first)}"'

    def _passage(
        self, where: str, words: str, sentence: int, *, near: int | None = None
    ) -> Iterator[str]:
        """A problem if `words` are not in the article; in which sentence does not matter."""
        words = self.numbering.written_out(words)
        if not words.strip() or self.locator.stands(words):
            return
        there = 1 <= sentence <= len(self.index.sentences)
        place = f"sentence {sentence}" if there else "the article"
        problem = f'{where}: {place} does not contain "{_short(words)}"'
        # The search costs time, and the model is shown only the first problems.
        is_shown = self.found < MOST_SHOWN
        meant = (
            self.nearest.find(words, near if near is not None else sentence) if is_shown else None
        )
        if meant is None:
            yield f"{problem}: copy the words as they stand"
        else:
            elsewhere = "" if meant.sentence == sentence else f" in sentence {meant.sentence}"
            yield f'{problem}: did you mean "{_short(meant.text)}"{elsewhere}?'


def _in_time(items: Iterable[T]) -> Iterator[tuple[int, T]]:
    """The items up to the deadline, counted from 1."""
    for at, item in enumerate(items, 1):
        if is_late():
            return
        yield at, item


def repetition_key(statement: WireStatement) -> object:
    """A key that is equal for two statements if one repeats the other."""
    pieces = tuple((fold(piece.text), fold(piece.until)) for piece in statement.content)
    return pieces, statement.begins_in, fold(statement.speaker), fold(statement.cue)


def damage(where: str, part: Wire) -> Iterator[str]:
    """What is wrong with the JSON of a part: keys that it has twice, and text between its keys."""
    for name, value in (part.model_extra or {}).items():
        if name.endswith(AGAIN):
            yield f'{where}: "{name.removesuffix(AGAIN)}" is given more than once'
        elif name == NOT_JSON:
            yield f'{where}: "{_short(str(value))}" is no part of the JSON'


def malformed(where: str, value: object, form: type[Wire]) -> list[str]:
    """Why `value` is not an item of this form; nothing for null, which says nothing."""
    if value is None:
        return []
    if isinstance(value, Surplus):
        return [f"{where}: {value.problem}, and {value} were left out"]
    try:
        form.model_validate(value)
    except ValidationError as error:
        return [f"{where}: {problem}" for problem in problems_of(error)]
    return []


def _numbers(items: Iterable[object]) -> Counter[str]:
    return Counter(item.number for item in items if isinstance(item, WireSource | WireStatement))


def _repeated(where: str, number: str, counts: Counter[str]) -> Iterator[str]:
    if not number:
        yield f"{where}: it has no number"
    elif counts[number] > 1:
        yield f"{where}: the number {number} is given {counts[number]} times"


def _unknown_word(where: str, field: str, word: str, allowed: Sequence[str]) -> Iterator[str]:
    if normal(word) not in {normal(one) for one in allowed}:
        yield f'{where}: {field} is "{_short(word)}" and must be one of {", ".join(allowed)}'


def normal(word: str) -> str:
    """A word of a closed set without case, spaces and hyphens, for comparison."""
    return "_".join(re.split(r"[\s_-]+(?!$)", word.strip().lower()))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 200 else f"{line[:140]} ... {line[-50:]}"
