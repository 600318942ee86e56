"""Merge the answers about the parts of one article into one.

A model numbers the sources of each part from 1 or continues from those found so far, and two parts
that overlap may contain the same statement. A source keeps one number, by its name; a statement
that is already there is left out without a problem, because factx asked twice.
"""

from collections.abc import Collection, Iterable, Mapping
from string import ascii_lowercase
from typing import Any

from factx.llm.wire.answer import (
    Answer,
    EvidencePiece,
    WireClaim,
    WireSource,
    WireStatement,
)
from factx.llm.wire.claim_lines import renumbered
from factx.llm.wire.review import normal, repetition_key
from factx.text import fold


def merge(answers: Iterable[Answer]) -> Answer:
    """One answer with everything in `answers`, in order; a single answer is returned unchanged."""
    parts = list(answers)
    if len(parts) == 1:
        return parts[0]
    merger = AnswerMerger()
    for answer in parts:
        merger.add(answer)
    return merger.answer()


class AnswerMerger:
    """Merges answers one by one."""

    def __init__(self) -> None:
        self._sources: list[Any] = []
        self._statements: list[Any] = []
        self._claims: list[Any] = []
        self._numbers: dict[object, str] = {}
        self._keys: dict[object, str] = {}
        self._taken: set[str] = set()
        self._asserted: set[object] = set()
        self._extra: dict[str, Any] = {}

    @property
    def known(self) -> tuple[str, ...]:
        """The sources so far, as the lines that a model writes."""
        return tuple(
            " ".join(f"{one.number} | {one.name} | {one.kind} | {one.naming}".split())
            for one in self._sources
            if isinstance(one, WireSource)
        )

    def answer(self) -> Answer:
        """Everything so far."""
        return Answer.model_construct(
            sources=tuple(self._sources),
            statements=tuple(self._statements),
            claims=tuple(self._claims),
            **self._extra,
        )

    def add(self, answer: Answer) -> None:
        """Add the answer about the next part."""
        numbers = self._add_sources(answer)
        keys = self._add_statements(answer, numbers)
        for claim in answer.claims:
            if isinstance(claim, WireClaim):
                statement = keys.get(claim.statement, claim.statement)
                reports = keys.get(claim.reports, claim.reports)
                evidence = tuple(_renamed(piece, numbers) for piece in claim.evidence)
                claim = claim.model_copy(
                    update={"statement": statement, "reports": reports, "evidence": evidence}
                )
                key = claim.statement or claim.begins_in
                same = (key, fold(claim.text), evidence)
                if same in self._asserted:
                    continue
                self._asserted.add(same)
            self._claims.append(claim)
        self._extra |= answer.model_extra or {}

    def _add_sources(self, answer: Answer) -> dict[str, str]:
        """Add the new sources; returns the new number of each source of this answer."""
        numbers: dict[str, str] = {}
        own: set[object] = set()
        for source in answer.sources:
            if not isinstance(source, WireSource):
                self._sources.append(source)
                continue
            same = (fold(source.name), normal(source.kind), normal(source.naming))
            number = self._numbers.get(same, str(len(self._sources) + 1))
            number = numbers.setdefault(source.number, number)
            if same not in self._numbers or same in own:
                self._numbers.setdefault(same, number)
                self._sources.append(source.model_copy(update={"number": number}))
            own.add(same)
        return numbers

    def _add_statements(self, answer: Answer, numbers: dict[str, str]) -> dict[str, str]:
        """Add the new statements; returns the new key of each statement of this answer."""
        keys: dict[str, str] = {}
        new: list[WireStatement] = []
        own: set[object] = set()
        for statement in answer.statements:
            if not isinstance(statement, WireStatement):
                self._statements.append(statement)
                continue
            same = repetition_key(statement)
            if same in self._keys and same not in own:
                keys[statement.number] = self._keys[same]
                continue
            own.add(same)
            if statement.number not in keys:
                keys[statement.number] = self._free(statement.number, keys.values())
            self._keys.setdefault(same, keys[statement.number])
            new.append(statement)
        self._taken |= set(keys.values())
        for statement in new:
            sources = tuple(numbers.get(number, number) for number in statement.sources)
            update = {
                "number": keys[statement.number],
                "sources": sources,
                "parent": keys.get(statement.parent, statement.parent),
            }
            self._statements.append(statement.model_copy(update=update))
        return keys

    def _free(self, key: str, given: Collection[str]) -> str:
        """`key`, with another letter if an earlier part has it already."""
        bare = key.rstrip(ascii_lowercase)
        tried = [key, *(f"{bare}{letter}" for letter in ascii_lowercase[1:])]
        return next((one for one in tried if one not in self._taken and one not in given), key)


def _renamed(piece: EvidencePiece, numbers: Mapping[str, str]) -> EvidencePiece:
    """A piece whose names have the new numbers of their sources."""
    update: dict[str, str] = {}
    for field in ("name", "until_name"):
        written = getattr(piece, field)
        read = (renumbered(written, old, new) for old, new in numbers.items() if written)
        update |= {field: next(filter(None, read), written)}
    return piece.model_copy(update=update) if piece.name or piece.until_name else piece
