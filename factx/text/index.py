"""Search an article's text, with everything derived from it computed once."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from weakref import WeakValueDictionary

import regex

from factx.text.fold import Folded, fold
from factx.text.offsets import Offsets
from factx.text.quotations import Quotation, quotations
from factx.text.sentences import sentences
from factx.text.words import UNSPACED, Words, is_currency

# In scripts without spaces, a word may begin or end anywhere.
_UNSPACED = regex.compile(f"[{UNSPACED}]")
_RUN = regex.compile(rf"[\w--[_{UNSPACED}]]+", regex.V1)
_CARRIES_ON = regex.compile(r"[\p{M}\u200d\U0001F3FB-\U0001F3FF]")
_WORD_START = re.compile(r"(?<!\w)\w|(?<=\w)\W")
# Longer texts are searched by the rarest word of a string.
_LARGE = 50_000
# Characters that never join to a word.
_PLAIN_EDGES = frozenset(' \n\t"“”;!?()[]')
# Number of equal words to compare for their spelling.
_ENOUGH = 200
_IN_NUMBERS = ".,'’:/٫٬\u00a0\u202f\u2009"
_SIGNS = "-−–—±"
_UNITS = "%‰°"
_HAN_NUMBERS = frozenset("〇零一二三四五六七八九十百千万萬億亿兆")
# Parts that change the meaning of the rest: non-violent, twenty-five.
_COMPOUNDING = re.compile(
    r"(?<!\w)(?:non|anti|un|ex|half|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-‐‑]$",
    re.IGNORECASE,
)


class Index:
    """The text of one article, with its sentences, quotations and words computed on demand."""

    def __init__(self, text: str, *, like: "Index | None" = None) -> None:
        """Index `text`; its words are separated as in `like`, if that is given.

        For the text of an article, call `index_of`.
        """
        self.text = text
        self._like = like
        self._contained: dict[str, bool] = {}
        self._recurring: dict[tuple[str, int], list[Offsets]] = {}

    @cached_property
    def sentences(self) -> tuple[Offsets, ...]:
        """The sentences, numbered from 1."""
        return sentences(self.text)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The outermost quotations."""
        return quotations(self.text)

    @cached_property
    def quotation_starts(self) -> list[int]:
        """Where the outermost quotations start."""
        return [quotation.start for quotation in self.quotations]

    @cached_property
    def folded(self) -> Folded:
        """The folded text."""
        return Folded(self.text)

    @cached_property
    def words(self) -> Words:
        """The folded words and their positions."""
        return Words(self.folded, like=self._like.words if self._like else None)

    def sentence_of(self, offset: int) -> int:
        """Number, from 1, of the sentence that contains `offset`, or of the last one before it."""
        return bisect_right(self._sentence_starts, offset) or 1

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_text(self, number: int) -> str:
        """The text of a sentence; empty if the number does not exist."""
        if not 1 <= number <= len(self.sentences):
            return ""
        start, end = self.sentences[number - 1]
        return self.text[start:end]

    def sentence_reach(self, number: int) -> Offsets:
        """Offsets from the start of a sentence to the start of the next one."""
        if number > max(1, len(self.sentences)):
            return len(self.text), len(self.text)
        start = self.sentences[number - 1][0] if number > 1 else 0
        end = self.sentences[number][0] if number < len(self.sentences) else len(self.text)
        return start, end

    def find_exact(self, words: str, begin: int = 0, stop: int | None = None) -> list[Offsets]:
        """The places where `words` occur exactly and as whole words, without overlaps.

        Only places that begin at or after `begin` and before `stop` are returned.
        """
        stop = len(self.text) if stop is None else stop
        if not words:
            return []
        if stop - begin > _LARGE and (found := self._at_runs(words)) is not None:
            return found[bisect_left(found, (begin, 0)) : bisect_left(found, (stop, 0))]
        reach = stop - 1 + len(words)
        start = self.text.find(words, begin, reach)
        if start < 0:
            return []
        if self.text.find(words, start + 1, reach) < 0:  # so it is for most words
            end = start + len(words)
            return [(start, end)] if is_bounded(self.text, start, end) else []
        return list(self._exact(words, start, stop))

    def contains(self, words: str) -> bool:
        """Whether `words` occur exactly and as whole words; faster than to find all places."""
        if words not in self._contained:
            self._contained[words] = bool(words) and any(self._exact(words, 0, len(self.text)))
        return self._contained[words]

    def _exact(self, words: str, begin: int, stop: int) -> Iterator[Offsets]:
        def place(start: int) -> Offsets | None:
            end = start + len(words)
            return (start, end) if is_bounded(self.text, start, end) else None

        return _occurrences(
            self.text, words, place, lambda at: _is_edge(self.text, at), begin, stop
        )

    def recurring(self, words: str, sentence: int) -> list[Offsets]:
        """The places of `words` that begin in a sentence, as `find_exact`; none if it is one."""
        key = words, sentence
        if key not in self._recurring:
            begin, stop = self.sentence_reach(sentence)
            several = stop - begin > _LARGE
            # So it is for most words, and only the others are worth a closer look.
            several = several or self.text.count(words, begin, stop - 1 + len(words)) > 1
            found = self.find_exact(words, begin, stop) if several else []
            self._recurring[key] = found if len(found) > 1 else []
        return self._recurring[key]

    @cached_property
    def _runs(self) -> dict[str, list[int]]:
        """Where each run of letters and digits begins, in scripts with spaces."""
        runs: defaultdict[str, list[int]] = defaultdict(list)
        for match in _RUN.finditer(self.text):
            runs[match.group()].append(match.start())
        return runs

    def _at_runs(self, words: str) -> list[Offsets] | None:
        """The places of `words`, searched at each occurrence of their rarest run of letters.

        None if they have no run that is sure to be a whole one: a place never ends in a run, but
        in a script without spaces.
        """
        own = list(_RUN.finditer(words))
        if not own or _UNSPACED.search(words):
            return None
        rarest = min(own, key=lambda match: len(self._runs.get(match.group(), ())))
        found: list[Offsets] = []
        for run in self._runs.get(rarest.group(), ()):
            start = run - rarest.start()
            end = start + len(words)
            is_free = start >= (found[-1][1] if found else 0)
            if is_free and self.text.startswith(words, start) and is_bounded(self.text, start, end):
                found.append((start, end))
        return found

    def has_word(self, word: str) -> bool:
        """Whether `word` occurs exactly and as a whole word."""
        for number in self.words.places.get(fold(word), ())[:_ENOUGH]:
            place = self.words.origin(number, number)
            if place and self.text[slice(*place)] == word:
                return True
        return False

    def find_folded(self, words: str) -> list[Offsets]:
        """The places where `words` occur as whole words apart from typography, without overlaps."""
        wanted = fold(words)
        if not wanted:
            return []
        if len(self.text) > _LARGE and (anchor := self._anchor(words)):
            return self._anchored(*anchor)
        return list(
            _occurrences(
                self.folded.text,
                wanted,
                lambda at: self._folded_place(at, len(wanted)),
                self._is_folded_start,
            )
        )

    def _folded_place(self, at: int, length: int) -> Offsets | None:
        origin = self.folded.origin(at, at + length)
        return origin if origin and is_bounded(self.text, *origin) else None

    def _is_folded_start(self, at: int) -> bool:
        origin = self.folded.origin(at, at + 1)
        return origin is None or _is_edge(self.text, origin[0])

    def _anchor(self, words: str) -> tuple[str, str, int] | None:
        """`words` folded, with their rarest inner word and its offset; None without inner words.

        The first and the last word may be parts of longer ones, such as Ruiz in Ruiz's.
        """
        own = Words(Folded(words.strip()), like=self.words)
        inner = range(1, len(own) - 1)
        if not inner:
            return None
        rarest = min(inner, key=lambda number: len(self.words.places.get(own.texts[number], ())))
        return fold(words), own.texts[rarest], own.starts[rarest]

    def _anchored(self, wanted: str, word: str, offset: int) -> list[Offsets]:
        """The places of the folded text `wanted`, searched at each occurrence of `word`."""
        found: list[Offsets] = []
        for number in self.words.places.get(word, ()):
            at = self.words.starts[number] - offset
            if at < 0 or not self.folded.text.startswith(wanted, at):
                continue
            place = self._folded_place(at, len(wanted))
            if place and (not found or place[0] >= found[-1][1]):
                found.append(place)
        return found


_IN_USE: WeakValueDictionary[str, Index] = WeakValueDictionary()


@lru_cache(maxsize=8)
def index_of(text: str) -> Index:
    """The index of an article's text; the last few are kept and shared, and those in use."""
    found = _IN_USE.get(text)
    if found is None:
        found = _IN_USE[text] = Index(text)
    return found


def is_bounded(text: str, start: int, end: int) -> bool:
    """Whether `start` to `end` splits no word, number or composed character."""
    return _is_edge(text, start) and _is_edge(text, end)


def _is_edge(text: str, at: int) -> bool:
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if before in _PLAIN_EDGES or after in _PLAIN_EDGES:
        return after <= "\x7f" or not _carries_on(after)  # a shortcut for most places
    if after in ".," and before.isalpha():
        return True  # another shortcut, for the end of most sentences
    if before == "\u200d" or _carries_on(after):
        return False
    if _is_word(before) and _is_word(after):
        unspaced = _UNSPACED.match(before) is not None or _UNSPACED.match(after) is not None
        return unspaced and not (before in _HAN_NUMBERS and after in _HAN_NUMBERS)
    return not (_is_inside_number(text, at) or _is_inside_compound(text, at))


def _is_inside_number(text: str, at: int) -> bool:
    """Whether `at` is between digits and other parts of their number.

    "400" does not match in "1,400", nor "5" in "5%", "$5" or "-5".
    """
    before, after = text[at - 1], text[at]
    if after.isdecimal() and before in _SIGNS:
        return at < 2 or not text[at - 2].isalnum()
    if after.isdecimal() and is_currency(before):
        return True
    if before.isdecimal() and (after in _UNITS or is_currency(after)):
        return True
    if after in _IN_NUMBERS:
        left, right = at - 1, at + 1
    elif before in _IN_NUMBERS:
        left, right = at - 2, at
    else:
        return False
    return left >= 0 and right < len(text) and text[left].isdecimal() and text[right].isdecimal()


def _is_inside_compound(text: str, at: int) -> bool:
    """Whether `at` is inside a word whose parts mean something else.

    "can" does not match in "can't", "violent" in "non-violent", nor "five" in "twenty-five".
    """
    before, after = text[at - 1], text[at]
    if after in "'’":
        return text[at + 1 : at + 2] in ("t", "T") and not text[at + 2 : at + 3].isalnum()
    if before in "-‐‑" and after.isalnum():
        return _COMPOUNDING.search(text, max(0, at - 9), at) is not None
    if after in "-‐‑" and text[at + 1 : at + 2].isalnum():
        return _COMPOUNDING.search(text, max(0, at - 8), at + 1) is not None
    return False


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_" or _carries_on(char)


def _carries_on(char: str) -> bool:
    """Whether `char` belongs to the character before it, as combining marks do."""
    return char > "\x7f" and _CARRIES_ON.match(char) is not None


def _occurrences(
    text: str,
    words: str,
    place: Callable[[int], Offsets | None],
    can_begin: Callable[[int], bool],
    begin: int = 0,
    stop: int | None = None,
) -> Iterator[Offsets]:
    """The offsets that `place` returns for the occurrences of `words` in `text`, without None.

    The search continues after an accepted occurrence, and after a rejected one at the next word
    that `can_begin` a place, so that no text makes it read the same characters repeatedly, not even
    a long number such as 1,1,1,1.
    """
    reach = len(text) if stop is None else min(len(text), stop - 1 + len(words))
    at = text.find(words, begin, reach)
    while at >= 0:
        found = place(at)
        if found is not None:
            yield found
        if found is not None or not words[0].isalnum():
            at = text.find(words, at + len(words), reach)
        else:
            starts = (match.start() for match in _WORD_START.finditer(text, at + 1))
            start = next(filter(can_begin, starts), None)
            at = -1 if start is None else text.find(words, start, reach)
