"""Typography taken away: text as it is compared, with the origin of every character.

Folding makes equal what a typesetter, a keyboard or a content system may have made different:
case, white space, quotation marks, apostrophes, dashes, ellipses, ligatures and Unicode forms. It
never touches a word, a digit or a mark that bears meaning: x² stays apart from x2.
"""

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

import regex

_DOUBLE = '"“”„‟«»‹›″‶〝〞〟「」『』'
_SINGLE = "'‘’‚‛′‵`´ʼ"
_DASHES = "‐‑‒–—―−-"
QUOTATION_MARKS = frozenset(_DOUBLE + _SINGLE)
"""Every character that may stand as a quotation mark or an apostrophe."""

_PLAIN = str.maketrans(
    {**dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DASHES, "-")}
)
# What does not fold to its lower case in place: white space beside a dash, which is dropped; other
# white space unless it is one space; dashes and single marks that stand doubled; and every grapheme
# cluster with a character outside ASCII.
_SPECIAL = regex.compile(
    rf"(?P<drop>\s+(?=[{_DASHES}])|(?<=[{_DASHES}])\s+)| \s+|[^\S ]\s*|--+|``|''"
    r"|(?=[^\x00-\x7f]|.[\p{M}\u200d])\X"
)
# Compatibility forms that mean something: 10² is not 102, and 1½ is not 11/2.
_MEANT = ("<super>", "<sub>", "<fraction>")


class Run(NamedTuple):
    """A stretch of source and what it folded to; character by character if `atom` is false."""

    at: int
    """Where it begins in the folded text."""
    length: int
    """How many folded characters it has; 0 for what folding drops."""
    start: int
    """Where it begins in the source."""
    end: int
    """Where it ends in the source."""
    atom: bool
    """Whether it can only be matched whole: "ß" folds to "ss", and half of it is nothing."""


class Folded:
    """A text folded for comparison, able to tell where each folded stretch comes from."""

    def __init__(self, text: str) -> None:
        self._runs: list[Run] = []
        pieces: list[str] = []
        at = done = 0
        for match in _SPECIAL.finditer(text):
            start, end = match.span()
            if start > done:
                pieces.append(text[done:start].lower())
                self._runs.append(Run(at, start - done, done, start, atom=False))
                at += start - done
            piece = "" if match["drop"] else _fold_special(match.group())
            pieces.append(piece)
            self._runs.append(Run(at, len(piece), start, end, atom=True))
            at += len(piece)
            done = end
        if done < len(text):
            pieces.append(text[done:].lower())
            self._runs.append(Run(at, len(text) - done, done, len(text), atom=False))
        self.text = "".join(pieces)
        self._starts = [run.at for run in self._runs]

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """Source offsets of folded `start` to `end`; None if that would cut a character in two."""
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
        # What folding drops has length 0 and shares its beginning with the run that follows it.
        return self._runs[bisect_right(self._starts, position) - 1]


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """The folded form of `text` alone, without white space at its ends."""
    return Folded(text).text.strip(" ")


@lru_cache(maxsize=4096)
def _fold_special(cluster: str) -> str:
    if cluster.isspace():
        return " "
    if cluster in ("``", "''"):
        return '"'
    if not cluster.strip("-"):
        return "-"
    kept = "".join(c for c in cluster if unicodedata.category(c) != "Cf").translate(_PLAIN)
    if any(unicodedata.decomposition(c).startswith(_MEANT) for c in kept):
        return kept
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", kept).casefold())
