"""Entries and sections: labels, bodies and notes, wrapped to the width of the terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from factx.render.characters import printable

DIM = "dim"
"""The style of labels and notes."""

_NARROWEST = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A label, a body next to it and a dim note below, wrapped to the width."""

    label: str
    body: Text
    note: str = ""
    indent: int = 2

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lead = " " * self.indent + (f"{self.label}  " if self.label else "")
        parts = [self.body, Text(self.note, style=DIM)]
        if options.max_width - len(lead) < _NARROWEST:
            parts, lead = [Text(self.label, style=DIM), *parts], ""
        width = max(options.max_width - len(lead), 1)
        lines = [line for part in parts if part for line in part.wrap(console, width)]
        for number, line in enumerate(lines):
            line.rstrip()
            start = Text(lead if number == 0 else " " * len(lead), style=DIM)
            yield Text.assemble(start, line) if line.plain else Text()


def section(title: str, entries: Iterable[Entry]) -> Sequence[RenderableType]:
    """Lay out entries under a title, with aligned labels; nothing without entries."""
    listed = list(entries)
    if not listed:
        return []
    width = max(len(entry.label) for entry in listed)
    aligned = (replace(entry, label=entry.label.ljust(width)) for entry in listed)
    return [Text(), Entry("", Text(title.upper(), style="bold"), indent=0), *aligned]


def joined(facts: Iterable[str]) -> str:
    """Join facts into one line with dots between them, without duplicates."""
    return " · ".join(dict.fromkeys(map(printable, facts)))
