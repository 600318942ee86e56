"""Fold text for comparison, and map the folded text back to its source.

Folding removes differences that come from typesetting, keyboards and content systems: case, white
space, quotation marks, apostrophes, dashes, ellipses, ligatures and Unicode forms. It never changes
a word, a digit or a mark that has a meaning: x² stays different from x2.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

import regex

_DOUBLE = '"“”„‟«»‹›″‶〝〞〟「」『』'
_SINGLE = "'‘’‚‛′‵`´ʼ"
_DASHES = "‐‑‒–—―−-"
QUOTATION_MARKS = frozenset(_DOUBLE + _SINGLE)
"""Every character that may be a quotation mark or an apostrophe."""

_PLAIN = str.maketrans(
    {**dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DASHES, "-")}
)
# What does not fold to its lower case in place: white space other than one space between words,
# hyphens and single marks, which may be doubled, and everything outside ASCII.
_SPECIAL = re.compile(
    rf" (?=[\s{_DASHES}])\s*|[^\S ]\s*|-+\s*|``?|''|[^\x00-\x7f\s]+(?:(?<=[{_DASHES}])\s+)?"
)
_CLUSTER = regex.compile(r"\X")
# Compatibility forms that have a meaning: 10² is not 102, and 1½ is not 11/2.
_MEANT = ("<super>", "<sub>", "<fraction>")
# No script has more marks on one character; longer clusters are not normalised.
_LONGEST_CLUSTER = 32
# The folded forms of special parts up to this length are cached.
_SHORT = 16


class Run(NamedTuple):
    """A stretch of source and its folded form, character by character unless `atom`."""

    at: int
    """Where it begins in the folded text."""
    length: int
    """Number of folded characters; 0 if folding drops the stretch."""
    start: int
    """Where it begins in the source."""
    end: int
    """Where it ends in the source."""
    atom: bool
    """Whether it can only be matched as a whole: "ß" folds to "ss", which cannot be split."""


class Folded:
    """A text folded for comparison, with the source offsets of every folded stretch."""

    def __init__(self, text: str) -> None:
        self._runs: list[Run] = []
        self._pieces: list[str] = []
        self._at = done = 0
        for match in _SPECIAL.finditer(text):
            start, end = match.span()
            if start > done and _joins(text[start]):
                start -= 1
            self._add(text[done:start].lower(), done, start, atom=False)
            for piece, length in _fold_special(text[start:end]):
                # White space on either side of a dash is dropped.
                if piece == " " and text[end : end + 1] in _DASHES and end < len(text):
                    piece = ""
                self._add(piece, start, start + length, atom=True)
                start += length
            done = end
        self._add(text[done:].lower(), done, len(text), atom=False)
        self.text = "".join(self._pieces)
        self._starts = [run.at for run in self._runs]

    def _add(self, piece: str, start: int, end: int, *, atom: bool) -> None:
        if start < end:
            self._pieces.append(piece)
            self._runs.append(Run(self._at, len(piece), start, end, atom))
            self._at += len(piece)

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """Source offsets of folded `start` to `end`; None if that would split a character."""
        first, last = self._run_at(start), self._run_at(end - 1)
        if first.atom and start != first.at:
            return None
        if last.atom and end != last.at + last.length:
            return None
        return (
            first.start if first.atom else first.start + start - first.at,
            last.end if last.atom else last.start + end - last.at,
        )

    def _run_at(self, position: int) -> Run:
        # A dropped stretch has length 0 and begins where the next run begins.
        return self._runs[bisect_right(self._starts, position) - 1]


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """The folded form of `text`, without white space at its ends."""
    return Folded(text).text.strip(" ")


def _joins(char: str) -> bool:
    """Whether `char` belongs to the ASCII character before it, as combining marks do."""
    return char > "\x7f" and (char in "\u200c\u200d" or unicodedata.category(char)[0] == "M")


def _fold_special(part: str) -> tuple[tuple[str, int], ...]:
    """The folded form of each grapheme cluster of `part`, with its length in the source."""
    return _fold_short(part) if len(part) <= _SHORT else _fold_clusters(part)


@lru_cache(maxsize=4096)
def _fold_short(part: str) -> tuple[tuple[str, int], ...]:
    return _fold_clusters(part)


def _fold_clusters(part: str) -> tuple[tuple[str, int], ...]:
    if part.isspace():
        return ((" ", len(part)),)
    if part in ("``", "''"):
        return (('"', 2),)
    word = part.rstrip()
    if word.strip("-"):
        clusters = (match.group() for match in _CLUSTER.finditer(word))
        found = [(_fold_cluster(cluster), len(cluster)) for cluster in clusters]
    else:
        found = [("-", len(word))]
    if len(word) < len(part):
        found.append(("", len(part) - len(word)))
    return tuple(found)


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    if len(cluster) > _LONGEST_CLUSTER:  # normalising takes quadratic time
        return cluster.casefold()
    kept = "".join(c for c in cluster if unicodedata.category(c) != "Cf").translate(_PLAIN)
    if any(unicodedata.decomposition(c).startswith(_MEANT) for c in kept):
        return kept
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", kept).casefold())
