"""Join whoever is only described with the named speaker of the same quotation.

A first paragraph often quotes a few words of somebody it does not name yet: 'The treasurer "never
counted the doors"'. Whoever says these words later is the same person. So is whoever says in
quotation marks all that a short statement without them reports.
"""

import re
from collections.abc import Iterator, Sequence

from factx.rules.reading.document import Document
from factx.rules.statements.statement import Statement
from factx.text import Offsets, overlap

_FEWEST = 4
"""Fewest words that two people seldom share."""
_CONTENT = 2
"""Fewest of them that are no function words."""
_FEWEST_UNQUOTED = 5
"""Fewest words of a statement without quotation marks."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")

Words = tuple[str, ...]


def speakers_of_same_words(
    document: Document,
    statements: Sequence[Statement],
    linked: Sequence[tuple[int, ...]],
    named: Sequence[bool],
) -> dict[int, int]:
    """For each speaker without a name, the named one of a quotation with the same words.

    `linked` has the speakers of each statement, and `named` whether a speaker has a name.
    """
    single = [(s, g[0]) for s, g in zip(statements, linked, strict=True) if len(g) == 1]
    asked = [
        (speaker, *one)
        for statement, speaker in single
        if not named[speaker]
        for one in _asked(document, statement)
    ]
    said: dict[Words, set[tuple[int, Words, Offsets]]] = {
        words[:_FEWEST]: set() for _, words, _ in asked
    }
    for statement, speaker in single if asked else ():
        for words, place in _quoted(document, statement) if named[speaker] else ():
            for at in range(len(words) - _FEWEST + 1):
                if (first := words[at : at + _FEWEST]) in said:
                    said[first].add((speaker, words, place))
    found: dict[int, set[int]] = {}
    for one, words, place in asked:
        found.setdefault(one, set()).update(
            other
            for other, longer, elsewhere in said[words[:_FEWEST]]
            if _contains(longer, words) and not overlap(place, elsewhere)
        )
    return {one: next(iter(others)) for one, others in found.items() if len(others) == 1}


def _asked(document: Document, statement: Statement) -> Iterator[tuple[Words, Offsets]]:
    """The words of a statement that few would share, with their places."""
    yield from (one for one in _quoted(document, statement) if _is_telling(document, one[0]))
    yield from _unquoted(document, statement)


def _quoted(document: Document, statement: Statement) -> Iterator[tuple[Words, Offsets]]:
    """The words and the place of each quotation in a statement that is long enough."""
    for start, end in statement.content:
        for one in document.quotations_between(start, end):
            words = _words(document, one.start, min(end, one.end))
            if len(words) >= _FEWEST:
                yield words, (one.start, one.end)


def _unquoted(document: Document, statement: Statement) -> Iterator[tuple[Words, Offsets]]:
    """The words and the place of a statement in one piece that has no quotation."""
    start, end = statement.content[0]
    if len(statement.content) > 1 or any(document.quotations_between(start, end)):
        return
    words = _words(document, start, end)
    if words and "complementizer" in document.language.classes_of(words[0]):
        words = words[1:]
    if len(words) >= _FEWEST_UNQUOTED and _content(document, words):
        yield words, (start, end)


def _words(document: Document, start: int, end: int) -> Words:
    return tuple(_WORD.findall(document.text[start:end].lower().replace("’", "'")))


def _content(document: Document, words: Words) -> int:
    """How many words are no function words."""
    members = document.language.members("function word")
    return sum(word not in members for word in words)


def _is_telling(document: Document, words: Words) -> bool:
    return _content(document, words) >= _CONTENT


def _contains(longer: Words, words: Words) -> bool:
    return f" {' '.join(words)} " in f" {' '.join(longer)} "
