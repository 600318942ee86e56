"""Counts, which are the data, and the ratios that are computed from them when asked."""

from collections.abc import Iterable, Mapping
from math import fsum

from pydantic import Field

from factx.records.base import Value


class Tally(Value):
    """How much of the gold was found, and how much of the predicted is right."""

    recalled: float = Field(ge=0)
    """What the gold items earned: 1 for each that was found, or the part of it that was."""
    gold: int = Field(ge=0)
    """Gold items."""
    precise: float = Field(ge=0)
    """What the predicted items earned: 1 for each that is right, or the part of it that is."""
    predicted: int = Field(ge=0)
    """Predicted items."""

    @property
    def precision(self) -> float | None:
        """Share of the predicted that is right; None where nothing was predicted."""
        return self.precise / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None where there is no gold."""
        return self.recalled / self.gold if self.gold else None

    @property
    def value(self) -> float | None:
        """F1, the harmonic mean of both (van Rijsbergen, 1979).

        0 where only one side has items, None where neither has.
        """
        if not self.gold and not self.predicted:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


class Share(Value):
    """How many of those that were asked about are right."""

    right: int = Field(ge=0)
    """Those that are right."""
    of: int = Field(ge=0)
    """All that were asked about."""

    @property
    def value(self) -> float | None:
        """The share; None where there were none."""
        return self.right / self.of if self.of else None


Count = Tally | Share
Counts = Mapping[str, Count]
"""A count for each measure, by its name."""


def total(each: Iterable[Counts]) -> dict[str, Count]:
    """The sums of counts, which are the counts of all articles together; empty for none.

    Fractions are added so that the order of the articles makes no difference.
    """
    columns: dict[str, list[Count]] = {}
    for counts in each:
        for name, count in counts.items():
            columns.setdefault(name, []).append(count)
    return {name: _sum(column) for name, column in columns.items()}


def _sum(column: list[Count]) -> Count:
    tallies = [count for count in column if isinstance(count, Tally)]
    if not tallies:
        shares = [count for count in column if isinstance(count, Share)]
        return Share(right=sum(s.right for s in shares), of=sum(s.of for s in shares))
    return Tally(
        recalled=fsum(tally.recalled for tally in tallies),
        gold=sum(tally.gold for tally in tallies),
        precise=fsum(tally.precise for tally in tallies),
        predicted=sum(tally.predicted for tally in tallies),
    )
