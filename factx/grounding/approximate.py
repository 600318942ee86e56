"""Near matches: a few words differ, and none of them carries the meaning."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from factx.grounding.align import Aligned, Edit, alignments
from factx.grounding.meaning import changed_meaning
from factx.records.ungrounded import Reason
from factx.text import Index, Offsets, fold, is_bounded

# A shorter passage cannot be recognised if one word differs.
_FEWEST = 5
# One word in this many may differ, and always one.
_ONE_IN = 8


@dataclass(frozen=True, slots=True)
class NearMatch:
    """A stretch of the article that a drafted string resembles."""

    place: Offsets
    differs: tuple[str, ...]
    """The words that differ: "+" before a drafted one, "-" before one of the article's."""
    reason: Reason | None
    """Why it is no match; None if it is one."""
    distance: int
    """Number of words that differ."""


def near_matches(index: Index, drafted: str) -> list[NearMatch]:
    """The stretches of the article most like `drafted`, the closest first."""
    query = Index(drafted, like=index)
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
    if distance > max(1, length // 3):  # too far off to say what was changed
        drafted = [query.words.texts[slice(*edit.drafted)] for edit in aligned.edits]
        found = [index.words.texts[slice(*edit.found)] for edit in aligned.edits]
        return NearMatch(place, _differing(drafted, found), "not_in_text", distance)
    pairs = [_cased_pair(query, index, edit) for edit in aligned.edits]
    drafted, found = [ours for ours, _ in pairs], [theirs for _, theirs in pairs]
    whole = _with_edges(index.text, place, query)
    before = [_word_before(index, edit) for edit in aligned.edits]
    reason = _first_change(pairs, before)
    if reason is None:
        if distance == 0:
            close = _differ_in_punctuation(index, whole, query.text)
        else:
            close = length >= _FEWEST and distance <= max(1, length // _ONE_IN)
            close = close and not any(map(_lacks_capitals, chain.from_iterable(drafted + found)))
        reason = None if close and is_bounded(index.text, *whole) else "not_in_text"
    return NearMatch(whole, _differing(drafted, found), reason, distance)


def _word_before(index: Index, edit: Edit) -> str:
    """The article's word before those of an edit; "" at the beginning."""
    return index.words.texts[edit.found[0] - 1] if edit.found[0] else ""


def _first_change(
    pairs: Sequence[tuple[Sequence[str], Sequence[str]]], before: Sequence[str]
) -> Reason | None:
    """The reason given by the first edit that changes the meaning; None if no edit does."""
    for (drafted, found), word in zip(pairs, before, strict=True):
        change = changed_meaning(drafted, found, before=word)
        if change is not None:
            return change
    return None


def _differ_in_punctuation(index: Index, place: Offsets, drafted: str) -> bool:
    """Whether only punctuation differs, and `place` lies within one sentence."""
    if index.sentence_of(place[0]) != index.sentence_of(place[1] - 1):
        return False
    return _bare(index.text[slice(*place)]) == _bare(drafted)


def _bare(text: str) -> list[str]:
    """The letters, digits and symbols of the folded text."""
    return [char for char in fold(text) if unicodedata.category(char)[0] not in "PZC"]


def _lacks_capitals(word: str) -> bool:
    """Whether `word` is in a script without capitals, for which there are no word lists."""
    return any(char.isalpha() and char.lower() == char.upper() for char in word)


def _differing(drafted: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The words of each edit: "+" before drafted ones, "-" before the article's."""
    return tuple(
        sign + word
        for ours, theirs in zip(drafted, found, strict=True)
        for sign, words in (("+", ours), ("-", theirs))
        for word in words
    )


def _with_edges(text: str, place: Offsets, query: Index) -> Offsets:
    """`place` with the adjacent marks that the query has too, such as quotation marks."""
    own = query.words.origin(0, len(query.words) - 1)
    if own is None:
        return place
    start, end = place
    head, tail = query.text[: own[0]], query.text[own[1] :]
    while head and start and fold(text[start - 1]) == fold(head[-1]):
        head, start = head[:-1], start - 1
    while tail and end < len(text) and fold(text[end]) == fold(tail[0]):
        tail, end = tail[1:], end + 1
    while start < place[0] and text[start].isspace():
        start += 1
    while end > place[1] and text[end - 1].isspace():
        end -= 1
    return (start, end) if is_bounded(text, start, end) else place


def _cased_pair(query: Index, index: Index, edit: Edit) -> tuple[list[str], list[str]]:
    """The words of an edit as written, but without the capital of a sentence's first word.

    A word that opens a sentence, or the draft, is lower-cased if the article also has it in lower
    case. If both sides of the edit begin with a capital, they may be names and stay as they are.
    """
    ours, theirs = _written(query, edit.drafted), _written(index, edit.found)
    if ours and theirs and ours[0][:1].isupper() and theirs[0][:1].isupper():
        return ours, theirs
    for text, words, numbers in ((query, ours, edit.drafted), (index, theirs, edit.found)):
        for at, number in enumerate(range(*numbers)):
            if words[at][:1].isupper() and _opens(text, text.words.origin(number, number)):
                lower = words[at].lower()
                words[at] = lower if index.has_word(lower) else words[at]
    return ours, theirs


def _written(text: Index, numbers: tuple[int, int]) -> list[str]:
    """The words with these numbers, as written."""
    places = (text.words.origin(number, number) for number in range(*numbers))
    return [
        text.text[slice(*place)] if place else text.words.texts[number]
        for number, place in zip(range(*numbers), places, strict=True)
    ]


def _opens(text: Index, place: Offsets | None) -> bool:
    """Whether only marks precede `place` in its sentence."""
    if place is None or not text.sentences:
        return False
    start, _ = text.sentences[text.sentence_of(place[0]) - 1]
    return place[0] - start < 4 and not any(c.isalnum() for c in text.text[start : place[0]])
