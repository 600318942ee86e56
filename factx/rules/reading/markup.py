"""Characters that are no part of the sentence: emphasis, links, bullets, marks of quoted lines."""

import re
from collections.abc import Iterator

from factx.text import Offsets

INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
"""Soft hyphens, marks without width and marks of direction, as a character class."""

_HIDDEN = re.compile(
    r"(?P<bracket>\[)[^\[\]\n]{1,200}(?P<rest>\]\([^()\s]{1,500}\))"  # [Ann Lee](https://...)
    r"|(?<!\s)[*_]+|[*_]+(?!\s)"  # **Ann Lee**
    r"|(?:^|(?<=\n))[ \t]*>[ \t>]*"  # > a quoted line
)
_BULLET = re.compile(r"(?:(?:[-*•‣◦·–—>]|#+|\d{1,2}[.)])\s+|[#>]+(?=\w))+(?=\S)")
_MARKS = frozenset("*_[>")
_WORD = re.compile(r"[^\W\d_]+")
_LOUD_WORDS = 3
"""Fewest words in capitals that are a sentence in capitals and not a name."""


def hidden(text: str, start: int, end: int) -> Iterator[Offsets]:
    """The stretches of markup in a range, in order."""
    if _MARKS.isdisjoint(text[start:end]):
        return
    for match in _HIDDEN.finditer(text, start, end):
        if match["bracket"]:
            yield match.span("bracket")
            yield match.span("rest")
        else:
            yield match.span()


def past_bullet(text: str, start: int, end: int) -> int:
    """Where the sentence begins after the bullet, number or marks at the start of its line."""
    if text[start].isalpha() or text[start] == '"':
        return start
    match = _BULLET.match(text, start, end)
    return match.end() if match else start


def is_loud(text: str, start: int, end: int) -> bool:
    """Whether a range is several words, all in capitals."""
    found = text[start:end]
    if not found.isupper():
        return False
    return len(_WORD.findall(found)) >= _LOUD_WORDS
