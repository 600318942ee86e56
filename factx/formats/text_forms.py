"""Offsets that count another form of a text: with other line ends, or with its byte-order mark.

git and editors change line ends between the text that somebody annotated and the one that is read
here, and some tools count the byte-order mark. All annotations of one file count alike, so the form
is the one in which most of them have their words.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from factx.text import Offsets

T = TypeVar("T")

BOM = "\ufeff"
_ALONE = re.compile(r"(?<!\r)\n")


@dataclass(frozen=True)
class TextForm:
    """A form of a text, with the way from its offsets to those of the text itself."""

    text: str
    steps: Sequence[int] = ()
    """The places in this form after which its offsets differ by one more from those of the text."""
    step: int = 0
    """1 if the text is longer there, -1 if it is shorter."""
    shift: int = 0
    """What is added to every offset."""

    def place(self, start: int, end: int) -> Offsets:
        """The offsets in the text itself."""
        return self._offset(start), self._offset(end)

    def _offset(self, offset: int) -> int:
        return offset + self.shift + self.step * bisect_left(self.steps, offset)


def form_of(
    text: str,
    annotations: Sequence[T],
    fits: Callable[[TextForm, T], bool],
    *,
    marked: bool = False,
) -> TextForm:
    """The form of `text` in which most of `annotations` fit; the text itself if none is better.

    `marked` says that the file has a byte-order mark, which `text` lacks.
    """
    best, most = TextForm(text), -1
    for form in _forms(text, marked=marked):
        count = sum(fits(form, annotation) for annotation in annotations)
        if count > most:
            best, most = form, count
        if most == len(annotations):
            break
    return best


def _forms(text: str, *, marked: bool) -> Iterator[TextForm]:
    ends = [TextForm(text)]
    if "\r\n" in text:
        twin = text.replace("\r\n", "\n")
        returns = [m.start() for m in re.finditer("\r\n", text)]
        ends.append(TextForm(twin, [at - n for n, at in enumerate(returns)], 1))
    alone = [found.start() for found in _ALONE.finditer(text)]
    if alone:
        twin = _ALONE.sub("\r\n", text)
        ends.append(TextForm(twin, [at + n for n, at in enumerate(alone)], -1))
    yield from ends
    for form in ends if marked else ():
        steps = [at + 1 for at in form.steps]
        yield TextForm(BOM + form.text, steps, form.step, -1)
