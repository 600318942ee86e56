"""Near matches: a few words differ, and none of them bears the meaning."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from factx.grounding.align import Aligned, alignments
from factx.grounding.meaning import changed_meaning
from factx.records.ungrounded import Reason
from factx.text import Index, Stretch, fold

# Fewer words than this are too few to be recognised when one differs.
_FEWEST = 5
# One word in so many may differ, and always one.
_ONE_IN = 8


@dataclass(frozen=True, slots=True)
class NearMatch:
    """A stretch of the article that a drafted string resembles."""

    place: Stretch
    differs: tuple[str, ...]
    """The words that differ: "+" before a drafted one, "-" before one of the article's."""
    reason: Reason | None
    """Why it is no match: what bears the meaning and differs, or too much; None if it is one."""
    distance: int
    """How many words differ."""


def near_matches(index: Index, drafted: str) -> list[NearMatch]:
    """The stretches of the article most like `drafted`, the likest first; empty if none is."""
    query = Index(drafted)
    return [
        match
        for aligned in alignments(query.words.texts, index.words)
        if (match := _judge(index, query, aligned)) is not None
    ]


def _judge(index: Index, query: Index, aligned: Aligned) -> NearMatch | None:
    place = index.words.origin(aligned.first, aligned.last)
    length, distance = len(query.words), aligned.distance
    if place is None or distance > max(1, length * 2 // 3):
        return None
    if distance > max(1, length // 3):  # far off: what it changes needs no saying
        drafted = [query.words.texts[slice(*edit.drafted)] for edit in aligned.edits]
        found = [index.words.texts[slice(*edit.found)] for edit in aligned.edits]
        return NearMatch(place, _differing(drafted, found), "not_in_text", distance)
    drafted = [_cased(query, edit.drafted, index) for edit in aligned.edits]
    found = [_cased(index, edit.found, index) for edit in aligned.edits]
    reason = changed_meaning(list(chain(*drafted)), list(chain(*found)))
    if reason is None and (length < _FEWEST or distance > max(1, length // _ONE_IN)):
        reason = "not_in_text"
    place = _with_edges(index.text, place, query.text)
    return NearMatch(place, _differing(drafted, found), reason, distance)


def _differing(drafted: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The words of each edit, "+" before those drafted and "-" before those of the article."""
    return tuple(
        sign + word
        for ours, theirs in zip(drafted, found, strict=True)
        for sign, words in (("+", ours), ("-", theirs))
        for word in words
    )


def _with_edges(text: str, place: Stretch, drafted: str) -> Stretch:
    """`place` with the marks beside it that `drafted` has there too: quotation marks, %."""
    start, end = place
    words = [at for at, char in enumerate(drafted) if char.isalnum()]
    head, tail = drafted[: words[0]], drafted[words[-1] + 1 :]
    while head and start and fold(text[start - 1]) == fold(head[-1]):
        head, start = head[:-1], start - 1
    while tail and end < len(text) and fold(text[end]) == fold(tail[0]):
        tail, end = tail[1:], end + 1
    return start, end


def _cased(text: Index, numbers: tuple[int, int], article: Index) -> Sequence[str]:
    """The words with those numbers as they are written, but without a sentence's capital.

    A word that opens a sentence, or the draft, and that the article also has in lower case is
    written so.
    """
    words: list[str] = []
    for number in range(*numbers):
        place = text.words.origin(number, number)
        word = text.text[slice(*place)] if place else text.words.texts[number]
        if word[:1].isupper() and _opens(text, place) and article.has_word(word.lower()):
            word = word.lower()
        words.append(word)
    return words


def _opens(text: Index, place: Stretch | None) -> bool:
    """Whether nothing but marks stands before `place` in its sentence."""
    if place is None or not text.sentences:
        return False
    start, _ = text.sentences[text.sentence_of(place[0]) - 1]
    return place[0] - start < 4 and not any(c.isalnum() for c in text.text[start : place[0]])
