"""The results of an import: records, and whatever no record can contain."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from factx.errors import InputError
from factx.records import FactRecord


@dataclass(frozen=True, slots=True)
class Loss:
    """Something in a file that no record can contain.

    `where` is its place in the file, and `what` describes it. Losses of one kind have the same
    `what`, so that they can be counted.
    """

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """An imported record, and what was left out of it."""

    where: str
    record: FactRecord
    losses: tuple[Loss, ...] = ()
    inferred: Mapping[str, int] = field(default_factory=dict[str, int])
    """What was inferred because the file does not contain it, and how often."""
    problems: tuple[InputError, ...] = ()
    """What is wrong in the file: each bad line or field is left out, with what depends on it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A JSON value and where it was read, or a text with its brat annotations."""

    where: str
    data: object
