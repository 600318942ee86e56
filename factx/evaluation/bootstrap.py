"""Bootstrap intervals: how much a figure varies with the choice of articles (Efron, 1979)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import mul
from random import Random

from pydantic import Field

from factx.evaluation.counts import Counts, numbers_of, value_of
from factx.records.base import Value

RESAMPLES = 1000
SEED = 20261122
_LEVEL = 0.95
_FEWEST = 5
"""Articles from which on it is counted in how many resamples a system is ahead."""


class Interval(Value):
    """The middle 95% of a figure's values over resampled articles."""

    low: float
    """2.5% of the values are lower."""
    high: float
    """2.5% of the values are higher."""


class Difference(Value):
    """The difference between two systems' figures on the same articles."""

    difference: float
    """The system's value minus the other's."""
    low: float | None
    """2.5% of the resampled differences are lower; null for a single article."""
    high: float | None
    """2.5% of the resampled differences are higher; null for a single article."""
    ahead: float | None = Field(ge=0)
    """Resamples in which the same system is ahead; a tie counts half. Null for fewer than five
    articles, which say little about others."""
    resamples: int = Field(ge=1)
    """Resamples in which both systems have a value."""


def intervals(
    articles: Sequence[Counts], *, resamples: int = RESAMPLES, seed: int = SEED
) -> dict[str, Interval]:
    """The 95% percentile interval of each measure that has a value.

    Whole articles are resampled, because the items of one article are not independent. A resample
    in which a measure has no value is skipped for that measure. The result is empty for fewer than
    two articles or no resamples. The same seed gives the same intervals.
    """
    if len(articles) < 2:
        return {}
    columns = _columns(articles)
    values: dict[str, list[float]] = {name: [] for name in columns}
    for weights in _resampled(len(articles), resamples, seed):
        for name, column in columns.items():
            if (value := _value(column, weights)) is not None:
                values[name].append(value)
    return {name: Interval(**_middle(drawn)) for name, drawn in values.items() if drawn}


def differences(
    articles: Sequence[Counts],
    others: Sequence[Counts],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> dict[str, Difference]:
    """The paired bootstrap of two systems, resampled on the same articles.

    `articles` and `others` are the counts of the same articles in the same order. A measure that
    has no value for one of the systems, or was not counted, is left out. A single article has no
    interval, and fewer than five do not tell in how many resamples a system is ahead.
    """
    columns, theirs = _columns(articles), _columns(others)
    everything = [1] * len(articles)
    values: dict[str, list[float]] = {}
    found: dict[str, float] = {}
    for name in [name for name in columns if name in theirs]:
        ours, other = (_value(side[name], everything) for side in (columns, theirs))
        if ours is not None and other is not None:
            found[name], values[name] = ours - other, []
    for weights in _resampled(len(articles), resamples, seed):
        for name, drawn in values.items():
            ours, other = _value(columns[name], weights), _value(theirs[name], weights)
            if ours is not None and other is not None:
                drawn.append(ours - other)
    return {
        name: Difference(
            difference=found[name],
            ahead=_same_sign(found[name], drawn) if len(articles) >= _FEWEST else None,
            resamples=len(drawn),
            **(_middle(drawn) if len(articles) > 1 else {"low": None, "high": None}),
        )
        for name, drawn in values.items()
        if drawn
    }


def _same_sign(difference: float, drawn: Sequence[float]) -> float:
    sign = 1 if difference >= 0 else -1
    return sum(1.0 if d * sign > 0 else 0.5 if d == 0 else 0.0 for d in drawn)


def _middle(drawn: list[float]) -> dict[str, float]:
    """The percentiles that enclose 95% of the values."""
    drawn = sorted(drawn)
    tail = (1 - _LEVEL) / 2
    last = len(drawn) - 1
    return {
        "low": drawn[min(last, int(tail * len(drawn)))],
        "high": drawn[min(last, int((1 - tail) * len(drawn)))],
    }


def _resampled(articles: int, resamples: int, seed: int) -> Iterator[list[int]]:
    """How often each article is drawn, per resample."""
    if not articles:
        return
    random = Random(seed)  # noqa: S311  (figures that can be repeated, no secret)
    for _ in range(resamples):
        drawn = Counter(random.randrange(articles) for _ in range(articles))
        yield [drawn[number] for number in range(articles)]


_Column = Sequence[Sequence[float]]
"""The numbers of one measure's counts, each a row over all articles."""


def _columns(articles: Sequence[Counts]) -> Mapping[str, _Column]:
    names = articles[0] if articles else ()
    return {
        name: list(zip(*(numbers_of(counts[name]) for counts in articles), strict=True))
        for name in names
    }


def _value(column: _Column, weights: Sequence[int]) -> float | None:
    """The measure's value, with each article counted as often as `weights` says."""
    return value_of([sum(map(mul, weights, numbers)) for numbers in column])
