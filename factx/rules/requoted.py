"""Find statements of one speaker that quote the same words again."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from factx.rules.reading.document import Document
from factx.rules.rewordings import Rewording
from factx.rules.statements.statement import Statement
from factx.text import overlap

_FEWEST_QUOTED = 3
"""Fewest words between quotation marks that show that both quote one utterance."""
_FEWEST = 5
"""Fewest words of a statement without quotation marks that show it."""
_MOST = 60
"""Most statements per speaker that are compared, the first ones."""
_NEGATING = frozenset({"negator", "negative determiner", "denying word"})
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def find_requoted(
    document: Document, statements: Sequence[Statement], speakers_of: Sequence[tuple[int, ...]]
) -> list[Rewording]:
    """The pairs of statements of one speaker that share a quotation, the shorter first.

    So are a statement without quotation marks and one that contains all its words in their order,
    and two that differ in one word and give the same number.
    """
    by_speaker: dict[int, list[int]] = {}
    for at, speakers in enumerate(speakers_of):
        for speaker in speakers:
            by_speaker.setdefault(speaker, []).append(at)
    groups = [own[:_MOST] for own in by_speaker.values() if len(own) > 1]
    compared = {at: statements[at] for own in groups for at in own}
    words = {at: _words(document.text, one) for at, one in compared.items()}
    quoted = {at: tuple(_quoted(document, one)) for at, one in compared.items()}
    found: dict[tuple[int, int], Rewording] = {}
    for own in groups:
        for one, other in combinations(own, 2):
            if _touch(statements[one], statements[other]):
                continue
            shares = any(_shares(q, quoted[other]) for q in quoted[one])
            shares |= any(_shares(q, quoted[one]) for q in quoted[other])
            first, second = sorted((one, other), key=lambda at: len(words[at]))
            if not quoted[first] and len(words[first]) >= _FEWEST:
                rest = set(words[second]) - set(words[first])
                is_same = not any(_denies(document, word) for word in rest)
                is_same &= _is_within(words[first], words[second]) or _differ_in_a_word(
                    words[first], words[second]
                )
                shares |= is_same
            if shares and words[first] == words[second]:
                found[other, one] = Rewording("repeats", other, one)
            elif shares:
                found[first, second] = Rewording("variant_of", first, second)
    return [found[pair] for pair in sorted(found)]


def _touch(one: Statement, other: Statement) -> bool:
    return any(overlap(piece, another) for piece in one.content for another in other.content)


def _words(text: str, statement: Statement) -> tuple[str, ...]:
    return tuple(word for piece in statement.content for word in _words_of(text, *piece))


def _words_of(text: str, start: int, end: int) -> Iterator[str]:
    return (word.lower().replace("’", "'") for word in _WORD.findall(text, start, end))


def _quoted(document: Document, statement: Statement) -> Iterator[tuple[str, ...]]:
    """The words of each quotation in a statement."""
    for start, end in statement.content:
        for quotation in document.quotations_between(start, end):
            yield tuple(_words_of(document.text, quotation.start, min(end, quotation.end)))


def _denies(document: Document, word: str) -> bool:
    """Whether a word negates what it stands with."""
    return not document.language.classes_of(word).isdisjoint(_NEGATING)


def _shares(quotation: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether a quotation of some words is within another."""
    if len(quotation) < _FEWEST_QUOTED:
        return False
    return any(_is_within(quotation, other) for other in others)


def _is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    if len(short) > len(long):
        return False
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def _differ_in_a_word(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one word is all that `long` has more, and both have a number."""
    if len(long) != len(short) + 1 or not any(word[0].isdigit() for word in short):
        return False
    return any([*long[:at], *long[at + 1 :]] == list(short) for at in range(len(long)))
