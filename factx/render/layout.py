"""Entries and sections: labels, bodies and notes, wrapped to the width of the terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from factx.render.characters import one_line, printable

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

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", one_line(self.label))  # it may be an id of others

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lead = " " * self.indent + (f"{self.label}  " if self.label else "")
        parts = [self.body, Text(self.note, style=DIM)]
        if options.max_width - len(lead) < _NARROWEST:
            parts, lead = [Text(self.label, style=DIM), *parts], ""
        width = max(options.max_width - len(lead), 1)
        lines = [line for part in parts if part for line in part.wrap(console, width)]
        for number, line in enumerate(lines):
            line.rstrip()
            if line.plain and lead:  # as segments, so that no line is wrapped twice
                yield Segment(lead if number == 0 else " " * len(lead), console.get_style(DIM))
            style = console.get_style(line.style)
            yield from Segment.apply_style(line.render(console), style)
            yield Segment.line()


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
