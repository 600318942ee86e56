"""Cases in which the text itself shows what is meant: [square brackets] mark a stretch."""

import re
from typing import NamedTuple


class Marked(NamedTuple):
    """A text and the stretches that were marked in it."""

    text: str
    places: list[tuple[int, int]]

    @property
    def pieces(self) -> list[str]:
        return [self.text[start:end] for start, end in self.places]


def marked(case: str) -> Marked:
    """`case` without its square brackets, and where they stood. Brackets do not nest."""
    text = ""
    places: list[tuple[int, int]] = []
    for number, part in enumerate(re.split(r"[\[\]]", case)):
        if number % 2:
            places.append((len(text), len(text) + len(part)))
        text += part
    return Marked(text, places)


def show(text: str, places: "list[tuple[int, int]] | tuple[tuple[int, int], ...]") -> str:
    """The text with brackets around `places`: what a failing case prints."""
    shown, done = "", 0
    for start, end in places:
        shown += f"{text[done:start]}[{text[start:end]}]"
        done = end
    return shown + text[done:]
