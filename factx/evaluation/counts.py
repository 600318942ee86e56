"""Counts, and the ratios that are computed from them."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from pydantic import Field

from factx.records.base import Value


class Tally(Value):
    """How much of the gold was found, and how much of the predicted is right."""

    recalled: float = Field(ge=0)
    """Gold items found; fractions if an item can be found in part."""
    gold: int = Field(ge=0)
    """Gold items."""
    precise: float = Field(ge=0)
    """Predicted items that are right; fractions if an item can be right in part."""
    predicted: int = Field(ge=0)
    """Predicted items."""

    @property
    def precision(self) -> float | None:
        """Share of the predicted items that are right; None if nothing was predicted."""
        return self.precise / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of the gold items that were found; None if there is no gold."""
        return self.recalled / self.gold if self.gold else None

    @property
    def value(self) -> float | None:
        """F1, the harmonic mean of precision and recall (van Rijsbergen, 1979).

        0 if only one side has items, None if neither has.
        """
        return value_of(numbers_of(self))


class Share(Value):
    """A share: how many of the items asked about are right."""

    right: int = Field(ge=0)
    """Items that are right."""
    of: int = Field(ge=0)
    """Items asked about."""

    @property
    def value(self) -> float | None:
        """The share; None if there are no items."""
        return value_of(numbers_of(self))


Count = Tally | Share
Counts = Mapping[str, Count]
"""The count of each measure, by its name."""


def total(each: Iterable[Counts]) -> dict[str, Count]:
    """Sum the counts of many articles; the result is empty for none.

    The sums are exact until they are rounded once at the end, so the order of articles makes no
    difference. Counts are added as they arrive and not kept, so memory does not grow.
    """
    sums: dict[str, list[Fraction | int]] = {}
    for counts in each:
        for name, count in counts.items():
            row = sums.setdefault(name, [0] * len(numbers_of(count)))
            for place, number in enumerate(numbers_of(count)):
                row[place] += int(number) if number == int(number) else Fraction(number)
    return {name: _count(row) for name, row in sums.items()}


def numbers_of(count: Count) -> tuple[float, ...]:
    """The numbers of a count: right and of, or recalled, gold, precise and predicted."""
    if isinstance(count, Share):
        return count.right, count.of
    return count.recalled, count.gold, count.precise, count.predicted


def value_of(numbers: Sequence[float]) -> float | None:
    """The share or F1 of a count with these numbers; None if it has no items."""
    if len(numbers) == 2:
        return numbers[0] / numbers[1] if numbers[1] else None
    recalled, gold, precise, predicted = numbers
    if not gold and not predicted:
        return None
    recall = recalled / gold if gold else 0.0
    precision = precise / predicted if predicted else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _count(row: Sequence[Fraction | int]) -> Count:
    if len(row) == 2:
        return Share(right=int(row[0]), of=int(row[1]))
    recalled, gold, precise, predicted = row
    return Tally(
        recalled=float(recalled), gold=int(gold), precise=float(precise), predicted=int(predicted)
    )
