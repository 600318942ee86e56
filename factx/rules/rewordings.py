"""Find statements of one speaker that repeat or reword each other."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from factx.records.relation import RelationType
from factx.rules.language.language import Language
from factx.rules.statements.statement import Statement
from factx.text import Index, overlap

_FEWEST = 5
"""Fewest content words in common; fewer may be chance."""
_SHARE = 0.65
"""The least share of the shorter wording's content words that the other has in the same order."""
_MOST = 60
"""Most statements per speaker that are compared, the first ones."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")


class Rewording(NamedTuple):
    """A relation between two statements, given by their positions."""

    type: RelationType
    first: int
    second: int


def find_rewordings(
    index: Index,
    statements: Sequence[Statement],
    speakers_of: Sequence[tuple[int, ...]],
    language: Language,
) -> list[Rewording]:
    """The rewordings among the statements of each speaker, from the shorter wording to the fuller.

    If both have the same words, the later statement repeats the earlier. Statements with different
    numbers are never related. `speakers_of` has the speakers of each statement.
    """
    by_speaker: dict[int, list[int]] = {}
    for at, speakers in enumerate(speakers_of):
        for speaker in speakers:
            by_speaker.setdefault(speaker, []).append(at)
    compared = {at for own in by_speaker.values() if len(own) > 1 for at in own[:_MOST]}
    wordings = [
        list(_wordings(index, statement, language)) if at in compared else []
        for at, statement in enumerate(statements)
    ]
    found: dict[int, tuple[float, Rewording]] = {}
    for own in by_speaker.values():
        for one, other in combinations(own[:_MOST], 2):
            if _touch(statements[one], statements[other]):
                continue  # one is part of the other
            scored = _rewording(wordings, one, other)
            if scored is not None and scored[0] > found.get(scored[1].first, (0.0,))[0]:
                found[scored[1].first] = scored
    return [found[at][1] for at in sorted(found)]


def _touch(one: Statement, other: Statement) -> bool:
    return any(overlap(piece, another) for piece in one.content for another in other.content)


def _wordings(index: Index, statement: Statement, language: Language) -> Iterator[list[str]]:
    """The content words of a statement, then those of each of its sentences if it has several."""
    function_words = language.members("function word")
    pieces: dict[int, list[str]] = {}
    for start, end in statement.content:
        for number in range(index.sentence_of(start), index.sentence_of(end - 1) + 1):
            begin, stop = index.sentence_reach(number)
            found: list[str] = _WORD.findall(index.text, max(start, begin), min(end, stop))
            words = [word for word in map(str.lower, found) if word not in function_words]
            if words:
                pieces.setdefault(number, []).extend(words)
    yield [word for piece in pieces.values() for word in piece]
    if len(pieces) > 1:
        yield from pieces.values()


def _rewording(
    wordings: Sequence[Sequence[list[str]]], one: int, other: int
) -> tuple[float, Rewording] | None:
    """The relation of two statements and how alike they are; None if they are not alike."""
    whole, rival = wordings[one][0], wordings[other][0]
    if whole == rival and len(whole) >= _FEWEST:
        return 1.0, Rewording("repeats", other, one)
    first, second = (one, other) if len(whole) <= len(rival) else (other, one)
    short = wordings[first][0]
    best = max((_likeness(short, fuller) for fuller in wordings[second]), default=0.0)
    return (best, Rewording("variant_of", first, second)) if best >= _SHARE else None


def _likeness(short: Sequence[str], fuller: Sequence[str]) -> float:
    """The share of `short` that `fuller` has in the same order; 0 if they differ in a number."""
    kept = set(short) & set(fuller)
    if len(kept) < _FEWEST or len(kept) < _SHARE * len(set(short)):
        return 0.0
    if any(word[0].isdigit() for word in set(short) - kept):
        return 0.0
    common = _common([w for w in short if w in kept], [w for w in fuller if w in kept])
    return common / len(short) if common >= _FEWEST else 0.0


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for at, rival in enumerate(other, 1):
            before, row[at] = row[at], before + 1 if word == rival else max(row[at], row[at - 1])
    return row[-1]
