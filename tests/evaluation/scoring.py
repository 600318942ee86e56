"""Short ways to write counts and to count one pair of records in tests."""

from typing import Any

from factx.evaluation import Count, Share, Tally
from factx.evaluation.comparison import Comparison
from factx.evaluation.measures import count
from factx.evaluation.score import compare
from factx.evaluation.view import RecordView
from factx.records import FactRecord


def tally(recalled: float, gold: int, precise: float, predicted: int) -> Tally:
    """`recalled` of `gold` items were found, `precise` of `predicted` items are right."""
    return Tally(recalled=recalled, gold=gold, precise=precise, predicted=predicted)


def share(right: int, of: int) -> Share:
    """`right` of those that were asked about."""
    return Share(right=right, of=of)


def counted(gold: FactRecord, predicted: FactRecord | None) -> dict[str, Count]:
    """Every measure of one article."""
    return count(compare(gold, predicted))


def annotated(gold: RecordView, predicted: RecordView) -> dict[str, Count]:
    """Every measure of one article that has no record."""
    return count(Comparison(gold, predicted))


def rounded(counts: "dict[str, Count]") -> dict[str, tuple[float, ...]]:
    """The figures without what adding fractions in another order changes."""
    return {name: figures(each) for name, each in counts.items()}


def figures(each: Count) -> tuple[float, ...]:
    """(recalled, gold, precise, predicted) or (right, of)."""
    return tuple(round(float(number), 9) for _, number in each)


def typed(statement: dict[str, Any], quote_type: str) -> dict[str, Any]:
    """A statement as `said` makes it, its quote of the given type whatever the marks say."""
    return {**statement, "quote": {**statement["quote"], "type": quote_type}}
