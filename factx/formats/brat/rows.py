"""The lines of an annotation file, each kind as a value with named fields."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from factx.errors import InputError
from factx.text import Offsets

NOTE = "AnnotatorNotes"
"""brat's own kind of note; used for doubts."""
EVENT = "Attribution"
BREAK = re.compile("[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# More digits than an offset has are none: the time to read them grows with their square.
_OFFSETS = re.compile(r"(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)\Z")
_ESCAPED = re.compile(r"\\(\\|n|t|r|u[0-9a-f]{4})")
_PLAIN = {"\\": "\\", "n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True)
class Standoff:
    """A text and its annotations, as in two files."""

    id: str
    text: str
    annotations: str
    where: str = ""
    """The annotation file."""
    annotator: str | None = None
    """The annotator, if the file's name contains it."""


class Row(NamedTuple):
    """A line, with the file and line number."""

    where: str
    id: str
    rest: str
    """The line after the id and the tab."""

    @property
    def head(self) -> list[str]:
        """The fields of the second column."""
        return self.rest.partition("\t")[0].split()

    @property
    def text(self) -> str:
        """The third column."""
        return self.rest.partition("\t")[2]


class TextBound(NamedTuple):
    """A labelled span, in one or several pieces."""

    label: str
    pieces: list[Offsets]
    where: str


class Event(NamedTuple):
    """An event: its trigger and the ids of the spans or events that have a role in it."""

    id: str
    label: str
    trigger: str
    roles: list[tuple[str, str]]
    where: str


class Relation(NamedTuple):
    """A labelled link between two ids."""

    id: str
    label: str
    first: str
    second: str
    where: str


class Comment(NamedTuple):
    """An attribute or note of the item with the id `target`."""

    target: str
    key: str
    value: str
    where: str


def rows(standoff: Standoff) -> Iterator[Row]:
    """The lines that are not blank."""
    for number, line in enumerate(standoff.annotations.split("\n"), start=1):
        if line.strip():
            name, _, rest = line.removesuffix("\r").partition("\t")
            yield Row(f"{standoff.where or standoff.id}:{number}", name, rest)


def labelled_offsets(head: str) -> tuple[str, list[Offsets]] | None:
    """The label and the pieces in "LABEL 0 5;7 9", with the offsets of the file."""
    found = _OFFSETS.match(head)
    if found is None:
        return None
    pairs = (pair.split() for pair in found.group(2).split(";"))
    return found.group(1), [(int(start), int(end)) for start, end in pairs]


def event_of(row: Row) -> Event:
    """The event on a line, its roles without their numbers."""
    label, _, trigger = row.head[0].partition(":")
    roles: list[tuple[str, str]] = []
    for word in row.head[1:]:
        role, _, target = word.partition(":")
        roles.append((role.rstrip("0123456789"), target))
    return Event(row.id, label, trigger, roles, row.where)


def relations_of(row: Row) -> Iterator[Relation]:
    """The relation on a line, or the relations between the members of an equivalence."""
    label, *others = row.head
    if row.id.startswith("*"):
        for first, second in pairwise(others):
            yield Relation(row.id, label, first, second, row.where)
        return
    if len(others) != 2:
        raise InputError(row.where, "a relation has two ends, Arg1:ID and Arg2:ID")
    first, second = (word.partition(":")[2] for word in others)
    yield Relation(row.id, label, first, second, row.where)


def comment_of(row: Row) -> Comment:
    """The attribute or the note on a line; the value of a flag is empty."""
    head = row.head
    if row.id.startswith("#"):
        if len(head) < 2:
            raise InputError(row.where, "a note has a kind, an id and a text")
        return Comment(head[1], head[0], row.text, row.where)
    if len(head) not in (2, 3):
        raise InputError(row.where, "an attribute has a name, an id and perhaps a value")
    return Comment(head[1], head[0], head[2] if head[2:] else "", row.where)


def words(text: str, parts: Sequence[Offsets]) -> str:
    """The text column of pieces: their words on one line, joined by spaces."""
    return BREAK.sub(" ", " ".join(text[start:end] for start, end in parts))


def is_break(gap: str) -> bool:
    """Whether only white space with a line break is between two pieces."""
    return gap.isspace() and BREAK.search(gap) is not None


def escaped(text: str) -> str:
    """A note's text on one line."""
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    text = text.replace("\r", "\\r")
    return BREAK.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def plain(text: str) -> str:
    """The text of a note from its escaped form."""

    def char(found: re.Match[str]) -> str:
        code = found.group(1)
        return _PLAIN.get(code) or chr(int(code[1:], 16))

    return _ESCAPED.sub(char, text)
