"""What an import yields: records, and whatever of a file no record can contain."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from factx.records import FactRecord


@dataclass(frozen=True, slots=True)
class Loss:
    """Something in a file that no record can contain: `where` it is, and `what` it is, in words.

    Losses of one kind have the same words, so that they can be counted.
    """

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """One record that was imported, and what was left out of it."""

    where: str
    record: FactRecord
    losses: tuple[Loss, ...] = ()
    inferred: Mapping[str, int] = field(default_factory=dict[str, int])
    """What the file does not contain and was inferred, and how often."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One JSON value of a file and where it was read, or a text with its brat annotations."""

    where: str
    data: object
