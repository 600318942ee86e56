"""From a passage to every place in the article where it may stand."""

import string
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from factx.grounding.approximate import NearMatch, near_matches
from factx.grounding.elided import gapped_matches
from factx.grounding.suggestion import Nearest
from factx.records import Passage
from factx.records.span import Match
from factx.records.ungrounded import Reason
from factx.text import Index, Offsets
from factx.text.fold import QUOTATION_MARKS

# How far the last words of a passage may stand from its first, in characters.
_LONGEST_PASSAGE = 6000
# What may be wrong at the ends of a string without changing what it says.
_PUNCTUATION = "".join(QUOTATION_MARKS) + string.whitespace + "\u00a0\u202f.,;:!?…()[]"
# How far beside a string its quotation mark may stand.
_REACH = 4
# Letters of the longest string of capitals that is taken for an acronym.
_LONGEST_ACRONYM = 5
# Strings up to this length are also compared letter by letter to find what was meant.
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a passage may stand."""

    start: int
    end: int
    match: Match = "exact"
    differs: tuple[str, ...] = ()
    """The words that differ: "+" before a drafted one, "-" before one of the article's."""
    pieces: tuple[Offsets, ...] = ()
    """What an elided string has of the stretch, in reading order."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a passage has no place, and what comes nearest to it."""

    reason: Reason
    nearest: Offsets | None = None
    differs: tuple[str, ...] = ()


class Locator:
    """Looks passages up in one article, and remembers what it has looked up."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._found: dict[tuple[str | None, ...], tuple[Candidate, ...]] = {}
        self._near: dict[str, list[NearMatch]] = {}
        self._nearest = Nearest(index)

    def candidates(self, passage: Passage) -> tuple[Candidate, ...]:
        """Where `passage` may stand, in reading order; nothing if nowhere.

        Looked for to the letter first, then but for typography, then without the punctuation at its
        ends, then as something elided, then as something of which a few words differ. `sentence`
        and `nth` narrow down what is found where they fit, and are else ignored.
        """
        if passage.sentence is not None and passage.text is not None:
            begin, stop = self.index.sentence_reach(passage.sentence)
            places = self.index.find_exact(passage.text.strip(), begin, stop)
            if places:
                return _nth([Candidate(*place) for place in places], passage.nth)
        anywhere: tuple[Candidate, ...] = ()
        for way in _WAYS:
            if anywhere and way in _LOOSE:
                break
            found = self._look_up(passage, way)
            if not found:
                continue
            if passage.sentence is None:
                return self._in_its_case(found, passage)
            inside = self._inside(found, passage.sentence)
            if inside:
                return _nth(self._in_its_case(inside, passage), passage.nth)
            anywhere = anywhere or found
        return self._in_its_case(anywhere, passage)

    def stands(self, words: str) -> bool:
        """Whether `words` stand in the article but for typography, or for what an ellipsis or
        brackets in them leave out: nothing in them differs from it."""
        passage = Passage(text=words)
        found = (self._look_up(passage, way) for way in _WAYS if way is not _approximately)
        return any(candidate.match != "approximate" for places in found for candidate in places)

    def _inside(self, found: tuple[Candidate, ...], sentence: int) -> tuple[Candidate, ...]:
        """The candidates, which are in reading order, that begin in the sentence."""
        begin, stop = self.index.sentence_reach(sentence)
        low = bisect_left(found, begin, key=lambda c: c.start)
        return found[low : bisect_left(found, stop, key=lambda c: c.start)]

    def _in_its_case(self, found: tuple[Candidate, ...], passage: Passage) -> tuple[Candidate, ...]:
        """Of several places, those that have the capitals just where the passage has them.

        An acronym has no others: WHO is not "who".
        """
        if not found or found[0].match == "exact" or passage.text is None:
            return found
        wanted = _capitals(passage.text)
        acronym = 1 < len(wanted) <= _LONGEST_ACRONYM and all(wanted)
        if len(found) < 2 and not acronym:
            return found
        same = tuple(c for c in found if _capitals(self.index.text[c.start : c.end]) == wanted)
        return same if same or acronym else found

    def miss(self, passage: Passage) -> Miss:
        """What there is to say of a passage that has no candidates."""
        near = self.near(passage.wording)
        if not near:
            meant = None
            if len(passage.wording) <= _SHORT:
                meant = self._nearest.find(passage.wording, passage.sentence or 0)
            return Miss("not_in_text", meant.place if meant else None)
        best = next((match for match in near if match.reason != "not_in_text"), near[0])
        return Miss(best.reason or "not_in_text", best.place, best.differs)

    def near(self, words: str) -> list[NearMatch]:
        """The stretches most like `words`, the likest first."""
        if words not in self._near:
            self._near[words] = near_matches(self.index, words)
        return self._near[words]

    def _look_up(self, passage: Passage, way: "Way") -> tuple[Candidate, ...]:
        key = (way.__name__, passage.text, passage.first, passage.last)
        if key not in self._found:
            if passage.text is not None:
                found = way(self, passage.text.strip())
            else:
                found = self._between(passage) if way is _exactly else []
            self._found[key] = tuple(sorted(found, key=lambda c: (c.start, c.end)))
        return self._found[key]

    def _between(self, passage: Passage) -> list[Candidate]:
        """From each place of the first words to the nearest place of the last words after it."""
        begins = self.candidates(Passage(text=passage.first))
        ends = self.candidates(Passage(text=passage.last))
        found: dict[int, Candidate] = {}
        for begin in begins:
            at = bisect_left(ends, begin.start, key=lambda c: c.start)
            while at < len(ends) and ends[at].end < begin.end:
                at += 1
            if at < len(ends) and ends[at].end - begin.start <= _LONGEST_PASSAGE:
                end = ends[at]
                worse: Match = max((begin.match, end.match), key=_STRICTEST.index)
                # Where several beginnings share one end, the nearest one is meant: the last.
                differs = (*begin.differs, *end.differs)
                found[end.end] = Candidate(begin.start, end.end, worse, differs)
        return list(found.values())


_STRICTEST: tuple[Match, ...] = ("exact", "normalised", "elided", "approximate")
Way = Callable[[Locator, str], list[Candidate]]
"""A way to look for words: how much may differ."""


def _exactly(locator: Locator, words: str) -> list[Candidate]:
    return [Candidate(*place) for place in locator.index.find_exact(words)]


def _folded(locator: Locator, words: str) -> list[Candidate]:
    return [Candidate(*place, "normalised") for place in locator.index.find_folded(words)]


def _without_edges(locator: Locator, words: str) -> list[Candidate]:
    """Found without the marks at its ends; the article's own quotation marks are taken in again."""
    core = words.strip(_PUNCTUATION)
    if not core or core == words:
        return []
    head, _, tail = words.partition(core)
    index = locator.index
    places = index.find_exact(core) or index.find_folded(core)
    return [
        Candidate(*_with_marks(index.text, place, head, tail), "normalised") for place in places
    ]


def _elided(locator: Locator, words: str) -> list[Candidate]:
    """What a string with an ellipsis or brackets in it stands for."""

    def find(piece: str) -> list[Offsets]:
        found = _exactly(locator, piece) or _folded(locator, piece)
        found = found or _without_edges(locator, piece)
        return [(c.start, c.end) for c in found]

    return [
        Candidate(
            *found.place,
            "elided" if found.pieces else "approximate",
            found.differs,
            found.pieces,
        )
        for found in gapped_matches(locator.index, words, find)
    ]


def _approximately(locator: Locator, words: str) -> list[Candidate]:
    """The stretches of which the fewest words differ, if only few do and none bears the meaning."""
    good = [match for match in locator.near(words) if match.reason is None]
    return sorted(
        (
            Candidate(*match.place, _kind_of(match), match.differs)
            for match in good
            if match.distance == good[0].distance
        ),
        key=lambda c: c.start,
    )


def _kind_of(match: NearMatch) -> Match:
    return "approximate" if match.distance else "normalised"


def _with_marks(text: str, place: Offsets, head: str, tail: str) -> Offsets:
    """`place` widened to the quotation marks beside it, where what was drafted had some there."""
    start, end = place
    if QUOTATION_MARKS.intersection(head):
        start -= _steps_to_mark(text[max(0, start - _REACH) : start][::-1])
    if QUOTATION_MARKS.intersection(tail):
        end += _steps_to_mark(text[end : end + _REACH])
    return start, end


def _steps_to_mark(text: str) -> int:
    """How many characters lead to the first quotation mark and over it; 0 if a word is before it.

    Only punctuation may come before it, and the one space that French puts inside its marks.
    """
    for step, char in enumerate(text):
        if char in QUOTATION_MARKS:
            return step + 1
        french = step == 0 and char.isspace() and text[1:2] in tuple("«»‹›")
        if char not in _PUNCTUATION or (char.isspace() and not french):
            return 0
    return 0


def _capitals(text: str) -> list[bool]:
    """For each letter, whether it is a capital."""
    return [char.isupper() for char in text if char.isalpha()]


def _nth(found: Sequence[Candidate], nth: int | None) -> tuple[Candidate, ...]:
    if nth is not None and nth <= len(found):
        return (found[nth - 1],)
    return tuple(found)


_WAYS: tuple[Way, ...] = (_exactly, _folded, _without_edges, _elided, _approximately)
# Ways that are not tried where a stricter one has found something, in whatever sentence.
_LOOSE = (_elided, _approximately)
