"""What comes of reading: records, and what of a file has no place in one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from factx.records import FactRecord


@dataclass(frozen=True, slots=True)
class Loss:
    """Something in a file that no record holds: `where` it stands, and `what` it is, in words.

    Losses of one kind have the same words, so that they can be counted.
    """

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One record that was read, and what was left out of it."""

    where: str
    record: FactRecord
    losses: tuple[Loss, ...] = ()
    inferred: Mapping[str, int] = field(default_factory=dict[str, int])
    """What the file does not say and was inferred, and how often."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One JSON value of a file, and where it stands."""

    where: str
    data: object
