"""Find every place in the article where a passage may stand."""

import string
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from factx.grounding.approximate import NearMatch, near_matches
from factx.grounding.bare import Bare
from factx.grounding.elided import elided_matches
from factx.grounding.suggestion import Nearest
from factx.records import Passage
from factx.records.span import Match
from factx.records.ungrounded import Reason
from factx.text import Index, Offsets
from factx.text.fold import QUOTATION_MARKS

# Longest passage given by its first and last words, in characters.
_LONGEST_PASSAGE = 6000
# Characters at the ends of a string that may differ without changing what it says.
_PUNCTUATION = "".join(QUOTATION_MARKS) + string.whitespace + "\u00a0\u202f.,;:!?…()[]"
# Distance up to which a quotation mark beside a string belongs to it, in characters.
_REACH = 4
# Longest string of capitals that counts as an acronym, in letters.
_LONGEST_ACRONYM = 5
# Strings up to this length are also compared letter by letter to suggest what was meant.
_SHORT = 40


class Candidate(NamedTuple):
    """A place where a passage may stand."""

    start: int
    end: int
    match: Match = "exact"
    differs: tuple[str, ...] = ()
    """The words that differ: "+" before a drafted one, "-" before one of the article's."""
    pieces: tuple[Offsets, ...] = ()
    """The parts of the stretch that an elided string contains, in reading order."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a passage was not found, and the closest match."""

    reason: Reason
    nearest: Offsets | None = None
    differs: tuple[str, ...] = ()


class Locator:
    """Looks up passages in one article and caches the results."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._places: dict[tuple[str | int | None, ...], tuple[Candidate, ...]] = {}
        self._in_sentence: dict[tuple[str, int], tuple[Candidate, ...]] = {}
        self._found: dict[tuple[str | None, ...], tuple[Candidate, ...]] = {}
        self._alike: dict[tuple[int, str | None], tuple[Candidate, ...]] = {}
        self._near: dict[str, list[NearMatch]] = {}
        self._nearest = Nearest(index)

    @cached_property
    def bare(self) -> Bare:
        """The article without its markup."""
        return Bare(self.index.text)

    @cached_property
    def joined(self) -> Bare:
        """The same, with the items of each list in one line, joined by commas."""
        return Bare(self.index.text, joined=True)

    def candidates(self, passage: Passage) -> tuple[Candidate, ...]:
        """The places where `passage` may stand, in reading order; empty if there are none.

        Matchers are tried from strict to loose: exact characters, then without typography, then
        without markup, then without the punctuation at the ends, then as an elided passage, then
        with a few words different. `sentence` and `nth` narrow the matches down if they fit, and
        are ignored otherwise. Equal passages get the same tuple.
        """
        key = passage.text, passage.first, passage.last, passage.sentence, passage.nth
        if key not in self._places:
            self._places[key] = self._all_places(passage)
        return self._places[key]

    def _all_places(self, passage: Passage) -> tuple[Candidate, ...]:
        if passage.sentence is not None and passage.text is not None:
            places = self._exactly_inside(passage.text.strip(), passage.sentence)
            if places:
                return _nth(places, passage.nth)
        anywhere: tuple[Candidate, ...] = ()
        for matcher in _MATCHERS:
            if anywhere and matcher in _LOOSE_MATCHERS:
                break
            found = self._look_up(passage, matcher)
            if not found:
                continue
            if passage.sentence is None:
                return self._whole_in_its_case(found, passage)
            inside = self._inside(found, passage.sentence)
            if inside:
                return _nth(self._in_its_case(inside, passage), passage.nth)
            anywhere = anywhere or found
        return self._whole_in_its_case(anywhere, passage)

    def _exactly_inside(self, words: str, sentence: int) -> tuple[Candidate, ...]:
        """The places where `words` stand exactly so in a sentence."""
        key = words, sentence
        if key not in self._in_sentence:
            places = self.index.find_exact(words, *self.index.sentence_reach(sentence))
            self._in_sentence[key] = tuple(Candidate(*place) for place in places)
        return self._in_sentence[key]

    def stands(self, words: str) -> bool:
        """Whether the article contains `words`, apart from typography and marked omissions."""
        passage = Passage(text=words)
        found = (
            self._look_up(passage, matcher)
            for matcher in _MATCHERS
            if matcher is not _approximate_matches
        )
        return any(candidate.match != "approximate" for places in found for candidate in places)

    def _inside(self, found: tuple[Candidate, ...], sentence: int) -> tuple[Candidate, ...]:
        """The candidates that begin in the sentence; `found` is in reading order."""
        begin, stop = self.index.sentence_reach(sentence)
        low = bisect_left(found, (begin,))
        return found[low : bisect_left(found, (stop,))]

    def _whole_in_its_case(
        self, found: tuple[Candidate, ...], passage: Passage
    ) -> tuple[Candidate, ...]:
        """`_in_its_case` for all places that a matcher found, which have one tuple."""
        key = id(found), passage.text
        if key not in self._alike:
            self._alike[key] = self._in_its_case(found, passage)
        return self._alike[key]

    def _in_its_case(self, found: tuple[Candidate, ...], passage: Passage) -> tuple[Candidate, ...]:
        """The candidates with the same capitals as the passage, if there are several.

        An acronym always needs its capitals: WHO does not match "who".
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
        """Why a passage without candidates was not found."""
        near = self.near(passage.wording)
        if not near:
            meant = None
            if len(passage.wording) <= _SHORT:
                meant = self._nearest.find(passage.wording, passage.sentence or 0)
            return Miss("not_in_text", meant.place if meant else None)
        best = next((match for match in near if match.reason != "not_in_text"), near[0])
        return Miss(best.reason or "not_in_text", best.place, best.differs)

    def near(self, words: str) -> list[NearMatch]:
        """The stretches most like `words`, the closest first."""
        if words not in self._near:
            self._near[words] = near_matches(self.index, words)
        return self._near[words]

    def _look_up(self, passage: Passage, matcher: "Matcher") -> tuple[Candidate, ...]:
        key = (matcher.__name__, passage.text, passage.first, passage.last)
        if key not in self._found:
            if passage.text is not None:
                found = matcher(self, passage.text.strip())
            else:
                found = self._between(passage) if matcher is _exact_matches else []
            self._found[key] = tuple(sorted(found, key=lambda c: (c.start, c.end)))
        return self._found[key]

    def _between(self, passage: Passage) -> list[Candidate]:
        """Candidates from each place of the first words to the next place of the last words."""
        begins = self.candidates(Passage(text=passage.first))
        ends = self.candidates(Passage(text=passage.last))
        found: dict[int, Candidate] = {}
        for begin in begins:
            at = bisect_left(ends, (begin.start,))
            while at < len(ends) and ends[at].end < begin.end:
                at += 1
            if at < len(ends) and ends[at].end - begin.start <= _LONGEST_PASSAGE:
                end = ends[at]
                worse: Match = max((begin.match, end.match), key=_STRICTEST.index)
                # If several beginnings share one end, the last and nearest is meant.
                differs = (*begin.differs, *end.differs)
                found[end.end] = Candidate(begin.start, end.end, worse, differs)
        return list(found.values())


@lru_cache(maxsize=8)
def locator_of(index: Index) -> Locator:
    """The locator of an article, with what it has found; the last few are kept and shared."""
    return Locator(index)


_STRICTEST: tuple[Match, ...] = ("exact", "normalised", "elided", "approximate")
Matcher = Callable[[Locator, str], list[Candidate]]
"""Finds words in an article; matchers differ in how much may differ."""


def _exact_matches(locator: Locator, words: str) -> list[Candidate]:
    return [Candidate(*place) for place in locator.index.find_exact(words)]


def _folded_matches(locator: Locator, words: str) -> list[Candidate]:
    return [Candidate(*place, "normalised") for place in locator.index.find_folded(words)]


def _bare_matches(locator: Locator, words: str) -> list[Candidate]:
    """Matches of a string apart from markup, in the article or in the string."""
    written, article = Bare(words).text, locator.bare
    if written == words and article.is_same:
        return []  # they would have been found
    found = _without_markup(article, written)
    if not found and "," in written and not article.is_same:
        found = _without_markup(locator.joined, written)
    return found


def _without_markup(article: Bare, written: str) -> list[Candidate]:
    """The places of a string without markup in an article without markup."""
    index = article.index
    places = index.find_folded(written.strip())
    core = written.strip(_PUNCTUATION)
    if not places and core:
        head, _, tail = written.partition(core)
        places = [_with_marks(index.text, place, head, tail) for place in index.find_folded(core)]
    return [Candidate(*article.origin(place), "normalised") for place in places]


def _matches_without_edges(locator: Locator, words: str) -> list[Candidate]:
    """Matches without the marks at the ends, widened to the article's own quotation marks."""
    core = words.strip(_PUNCTUATION)
    if not core or core == words:
        return []
    head, _, tail = words.partition(core)
    index = locator.index
    places = index.find_exact(core) or index.find_folded(core)
    return [
        Candidate(*_with_marks(index.text, place, head, tail), "normalised") for place in places
    ]


def _elided_matches(locator: Locator, words: str) -> list[Candidate]:
    """Matches of a string that has an ellipsis or brackets."""

    def find(piece: str) -> list[Offsets]:
        found = _exact_matches(locator, piece) or _folded_matches(locator, piece)
        found = found or _matches_without_edges(locator, piece)
        return [(c.start, c.end) for c in found]

    return [
        Candidate(
            *found.place,
            "elided" if found.pieces else "approximate",
            found.differs,
            found.pieces,
        )
        for found in elided_matches(locator.index, words, find)
    ]


def _approximate_matches(locator: Locator, words: str) -> list[Candidate]:
    """The stretches with the fewest different words, if none of these carries the meaning."""
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
    """`place` widened to adjacent quotation marks, on the sides where `head` or `tail` has some."""
    start, end = place
    if QUOTATION_MARKS.intersection(head):
        start -= _steps_to_mark(text[max(0, start - _REACH) : start][::-1])
    if QUOTATION_MARKS.intersection(tail):
        end += _steps_to_mark(text[end : end + _REACH])
    return start, end


def _steps_to_mark(text: str) -> int:
    """Number of characters up to and including the first quotation mark; 0 if a word comes first.

    Only punctuation may precede it, and the one space that French puts inside quotation marks.
    """
    for step, char in enumerate(text):
        if char in QUOTATION_MARKS:
            return step + 1
        french = step == 0 and char.isspace() and text[1:2] in tuple("«»‹›")
        if char not in _PUNCTUATION or (char.isspace() and not french):
            return 0
    return 0


def _capitals(text: str) -> list[bool]:
    """Whether each letter is a capital."""
    return [char.isupper() for char in text if char.isalpha()]


def _nth(found: tuple[Candidate, ...], nth: int | None) -> tuple[Candidate, ...]:
    return (found[nth - 1],) if nth is not None and nth <= len(found) else found


_MATCHERS: tuple[Matcher, ...] = (
    _exact_matches,
    _folded_matches,
    _bare_matches,
    _matches_without_edges,
    _elided_matches,
    _approximate_matches,
)
# Not tried if a stricter matcher has found something in any sentence.
_LOOSE_MATCHERS = (_elided_matches, _approximate_matches)
