"""The figures of a report, formatted in the same way in all reports."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from factx.evaluation import Count, EvaluationReport, Gate, Share, SystemBaseline
from factx.evaluation.bootstrap import Difference, Interval
from factx.evaluation.confusion import NOTHING
from factx.render.characters import printable
from factx.render.phrases import count

NO_VALUE = "-"
"""The value of a measure with nothing to count."""

GROUPS = {
    "attribution": "Attributions",
    "content": "Contents",
    "source": "Source spans",
    "cue": "Cues",
    "sources": "Sources",
    "claims": "Claims",
    "relations": "Relations",
}
"""The titles of the groups of shipped measures."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure, formatted."""

    name: str
    group: str
    title: str
    precision: str
    recall: str
    value: str
    """F1 or share."""
    counts: str
    """`45/51, 45/48` of gold and of predicted items; `40/45` for a share."""
    interval: str
    floor: str
    fell: bool
    against: str
    """The difference from the other system, if there is one."""


def rows(
    report: EvaluationReport, *, floors: SystemBaseline | None = None, gate: Gate | None = None
) -> Iterator[Row]:
    """Yield a row for each measure that has something to count or is below its floor."""
    fallen = {fall.measure for fall in gate.falls} if gate else set[str]()
    differences = report.against.differences if report.against else {}
    for name, measure in report.measures.items():
        found = report.totals[name]
        if found.value is None and name not in fallen:
            continue
        floor = floors.floors.get(name) if floors else None
        yield Row(
            name=name,
            group=group_title(measure.group),
            title=printable(measure.title),
            precision=percent(found.precision) if not isinstance(found, Share) else "",
            recall=percent(found.recall) if not isinstance(found, Share) else "",
            value=percent(found.value),
            counts=fractions(found),
            interval=interval(report.intervals.get(name)),
            floor=percent(floor) if floor is not None else "",
            fell=name in fallen,
            against=difference(differences.get(name)),
        )


def group_title(group: str) -> str:
    """The title of a group of measures; one that is not factx's has its own name."""
    return GROUPS.get(group, group)


def percent(value: float | None) -> str:
    """Format a ratio in percent with one decimal; None is a dash."""
    return NO_VALUE if value is None else f"{100 * value:.1f}"


def fractions(found: Count) -> str:
    """Format counts: `40/45` for a share, otherwise the fractions of recall and precision."""
    if isinstance(found, Share):
        return f"{found.right}/{found.of}"
    return f"{number(found.recalled)}/{found.gold}, {number(found.precise)}/{found.predicted}"


def number(value: float) -> str:
    """Format a count, with one decimal if it is not a whole number."""
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"


def interval(found: Interval | None) -> str:
    """Format a 95% interval in percent."""
    return f"{percent(found.low)}-{percent(found.high)}" if found else ""


def difference(found: Difference | None) -> str:
    """Format a difference in points, and in how many resamples it has that sign."""
    if found is None:
        return ""
    side = ahead(found)
    return f"{100 * found.difference:+.1f}" + (f", {side}" if side else "")


def ahead(found: Difference) -> str:
    """Return in how many resamples a system is ahead or behind; empty if that says nothing."""
    if found.ahead is None or found.difference == 0:
        return ""
    side = "ahead" if found.difference > 0 else "behind"
    return f"{side} in {math.floor(found.ahead):,} of {count(found.resamples, 'resample')}"


def category_value(value: str) -> str:
    """A category as it heads a row or column of a confusion table."""
    return "none" if value == NOTHING else value.replace("_", " ")


def excerpt(text: str, places: tuple[tuple[int, int], ...], *, limit: int = 90) -> str:
    """Return the text at `places`; the middle of a long one is left out."""
    words = " ... ".join(text[start:end] for start, end in places)
    words = " ".join(words.split())
    return words if len(words) <= limit else f"{words[: limit - 25]} ... {words[-20:]}"
