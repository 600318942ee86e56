"""Text without its markup and typesetting: what copies of a passage leave out or put in.

Emphasis and links of Markdown, bullets, hyphens at the ends of lines, brackets around a changed
letter, tags of HTML, spaces beside quotation marks and within "per cent", and "per cent" for "%".
No word, number or sign is lost.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from factx.text import Index, Offsets

_PERCENT = r"per[ ]?cent|prozent|procent|por[ ]?ciento|por[ ]?cento|per[ ]?cento|pour[ ]?cent"
"""What is written out for "%"."""
# Each alternative drops what is outside its groups. All are bounded, since texts may be hostile.
_MARKUP = re.compile(
    r"(?=[-\u2010\[\]<*_+•·▪‣◦–—\s])(?:"  # they begin with these, which is fast to see
    r"(?<=[^\W\d_])[-\u2010]\r?\n[ \t]{0,8}(?=[a-zß-ÿ])"  # clo-sed, over the end of a line
    r"|\[(?P<letters>\w{1,3})\](?=\w)"  # [W]e
    r"|(?<=\w)\[(?P<ending>\w{1,4})\]"  # mean[s]
    r"|\[(?=[^\[\]\n]{1,200}\]\([^()\s]{1,300}\))|\]\((?=[\w/#.])[^()\s]{1,300}\)"
    r"|</?(?:a|abbr|b|cite|em|font|i|mark|q|small|span|strong|sub|sup|u)\b[^<>]{0,300}>"
    r"|(?<![\w*])[*_]{1,3}(?=\S)|(?<=[^\s*_])[*_]{1,3}(?!\w)"
    r"|(?<=[\n\r])[ \t]{0,8}(?:[*+•·▪‣◦]|[-–—](?=[ \t]{1,8}\D))[ \t]{1,8}"  # not a minus
    r"|(?<=[“‘„‚«‹(])\s{1,8}|(?<!\s)\s{1,8}(?=[,.;!?”’»›)])"
    r"|(?<=\d)\s{1,2}(?=%)"
    rf"|(?i:(?<=\d)[-\s]{{1,2}}(?P<percent>{_PERCENT})\b)"
    r"|(?i:(?<=\bper)\s{1,8}(?=cent\b)))"
)
_BULLET = r"(?:[*+•·▪‣◦]|[-–—](?=[ \t]{1,8}\D))"
_JOINED = re.compile(
    rf"(?P<joint>(?<=\S)[;,]?[ \t]{{0,8}}(?:\r?\n){{1,3}}[ \t]{{0,8}}{_BULLET}[ \t]{{1,8}})"
    rf"|{_MARKUP.pattern}"
)
"""The same, and the end of an item of a list with the bullet of the next one."""


class Bare:
    """A text without its markup, and the way back to the offsets of the text.

    With `joined`, a comma stands for the line break and the bullet between the items of a list.
    """

    def __init__(self, text: str, *, joined: bool = False) -> None:
        self._starts: list[int] = []
        """Where each kept stretch begins in the bare text."""
        self._origins: list[int] = []
        """Where it begins in the text."""
        pieces: list[str] = []
        length = done = 0
        for found in (_JOINED if joined else _MARKUP).finditer(text):
            for piece, start in [(text[done : found.start()], done), *_kept(found)]:
                if piece:
                    pieces.append(piece)
                    self._starts.append(length)
                    self._origins.append(start)
                    length += len(piece)
            done = found.end()
        self.is_same = done == 0
        """Whether the text has no markup."""
        pieces.append(text[done:])
        self._starts.append(length)
        self._origins.append(done)
        self.text = "".join(pieces)

    @cached_property
    def index(self) -> Index:
        """The index of the bare text."""
        return Index(self.text)

    def origin(self, place: Offsets) -> Offsets:
        """The offsets in the text of a stretch of the bare text."""
        return self._offset(place[0]), self._offset(place[1] - 1) + 1

    def _offset(self, at: int) -> int:
        run = bisect_right(self._starts, at) - 1
        return self._origins[run] + at - self._starts[run]


def _kept(found: re.Match[str]) -> Iterator[tuple[str, int]]:
    """What is kept of markup, or stands for it, and where in the text that is."""
    for name in ("letters", "ending"):
        if found[name]:
            yield found[name], found.start(name)
    if found["percent"]:
        yield "%", found.end() - 1  # so that a span that ends with it ends with the word
    if found.re is _JOINED and found["joint"]:
        yield ", ", found.start()
