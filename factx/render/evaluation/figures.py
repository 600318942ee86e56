"""The figures of a report as they are printed, alike in every form of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from factx.evaluation import MEASURES, Count, EvaluationReport, Gate, Share, SystemBaseline
from factx.evaluation.bootstrap import Difference, Interval
from factx.evaluation.confusion import NOTHING

NO_VALUE = "-"
"""Stands where there was nothing to count."""

GROUPS = {
    "attribution": "Attributions",
    "content": "Contents",
    "source": "Source spans",
    "cue": "Cues",
    "sources": "Sources",
    "claims": "Claims",
    "relations": "Relations",
}
"""What a person calls the groups of measures."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure, ready to be printed."""

    name: str
    group: str
    title: str
    precision: str
    recall: str
    value: str
    """F1, or the share of those that are right."""
    counts: str
    """`45/51, 45/48`: of the gold, and of the predicted; `40/45` for a share."""
    interval: str
    floor: str
    fell: bool
    against: str
    """How far the system is ahead of the other, if there is one."""


def rows(
    report: EvaluationReport, *, floors: SystemBaseline | None = None, gate: Gate | None = None
) -> Iterator[Row]:
    """A row for each measure that has something to count."""
    fallen = {fall.measure for fall in gate.falls} if gate else set[str]()
    differences = report.against.differences if report.against else {}
    for name, measure in MEASURES.items():
        count = report.totals[name]
        if count.value is None and name not in fallen:
            continue
        floor = floors.floors.get(name) if floors else None
        yield Row(
            name=name,
            group=GROUPS[measure.group],
            title=measure.title,
            precision=percent(count.precision) if not isinstance(count, Share) else "",
            recall=percent(count.recall) if not isinstance(count, Share) else "",
            value=percent(count.value),
            counts=fractions(count),
            interval=interval(report.intervals.get(name)),
            floor=percent(floor) if floor is not None else "",
            fell=name in fallen,
            against=difference(differences.get(name)),
        )


def percent(value: float | None) -> str:
    """A share in percent, to a tenth; a dash where there is none."""
    return NO_VALUE if value is None else f"{100 * value:.1f}"


def fractions(count: Count) -> str:
    """What was counted: `40/45`, or recall's and precision's fractions."""
    if isinstance(count, Share):
        return f"{count.right}/{count.of}"
    return f"{number(count.recalled)}/{count.gold}, {number(count.precise)}/{count.predicted}"


def number(value: float) -> str:
    """A count, with a decimal where parts of items were earned."""
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"


def interval(found: Interval | None) -> str:
    """A 95 % interval in percent."""
    return f"{percent(found.low)}-{percent(found.high)}" if found else ""


def difference(found: Difference | None) -> str:
    """How far a system is ahead, in points, and the probability that the sign is right."""
    if found is None:
        return ""
    return f"{100 * found.difference:+.1f} (p {found.probability:.3f})"


def category_value(value: str) -> str:
    """A category as it heads a row or column of a confusion table."""
    return "none" if value == NOTHING else value.replace("_", " ")


def excerpt(text: str, places: tuple[tuple[int, int], ...], *, limit: int = 90) -> str:
    """The words at `places`, their middle left out where they are many."""
    words = " ... ".join(text[start:end] for start, end in places)
    words = " ".join(words.split())
    return words if len(words) <= limit else f"{words[: limit - 25]} ... {words[-20:]}"
