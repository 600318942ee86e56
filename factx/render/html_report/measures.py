"""The table of all measures, in groups."""

from collections.abc import Iterator
from itertools import groupby

from factx.evaluation import Described, EvaluationReport, Gate
from factx.evaluation.counts import Count, Share, Tally
from factx.render.characters import printable
from factx.render.evaluation.figures import NO_VALUE, ahead, group_title, percent
from factx.render.html_report.figures import (
    counted,
    fraction,
    interval,
    points,
)
from factx.render.web.markup import Html, element, joined


def measures_table(report: EvaluationReport, gate: Gate | None) -> Html:
    """Return the table of all measures that have counts; each name opens its explanation."""
    columns = ["Measure", "F1 or share", "95% interval", "Precision", "Recall"]
    if report.against is not None:
        columns += [report.against.system, "Difference", "95% interval", "Resamples"]
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    bodies = (
        element("tbody", _group_head(group, len(columns)), *_rows(measures, report, gate))
        for group, measures in groupby(report.measures.values(), key=lambda measure: measure.group)
    )
    table = element(
        "table",
        element(
            "caption",
            "In percent. Open a name to read what counts as right.",
            " Resamples: in how many, of the same articles for both systems, it is ahead or behind."
            if report.against is not None
            else None,
        ),
        element("thead", head),
        *bodies,
        class_="figures",
    )
    return scrolling(table, "All measures")


def scrolling(table: Html, label: str) -> Html:
    """Return a box in which a wide table can be scrolled, also by keyboard."""
    return element("div", table, class_="scroll", role="region", aria_label=label, tabindex=0)


def _group_head(group: str, columns: int) -> Html:
    title = element("th", printable(group_title(group)), scope="rowgroup", colspan=columns)
    return element("tr", title, class_="group")


def _rows(
    measures: Iterator[Described], report: EvaluationReport, gate: Gate | None
) -> Iterator[Html]:
    floors = {fall.measure: fall.floor for fall in gate.falls} if gate is not None else {}
    for measure in measures:
        count = report.totals[measure.name]
        cells = [
            _named(measure, floors.get(measure.name)),
            element("td", percent(count.value)),
            element("td", interval(report.intervals.get(measure.name)), class_="range"),
            *_parts(count),
        ]
        if report.against is not None:
            cells += _against(measure.name, report)
        yield element(
            "tr",
            *cells,
            id=f"measure.{measure.name}",
            class_=None if count.value is not None else "empty",
        )


def _named(measure: Described, floor: float | None) -> Html:
    title = measure.title
    fallen = element("strong", f"▼ below its floor {percent(floor)}", class_="fallen")
    explained = element(
        "details",
        element("summary", title.strip()),
        element("p", measure.meaning),
        element("p", element("code", measure.name)),
    )
    return element(
        "th",
        explained,
        fallen if floor is not None else None,
        scope="row",
        class_="part" if title != title.strip() else None,
    )


def _parts(count: Count) -> Iterator[Html]:
    match count:
        case Share(right=right, of=of):
            counts = f"{fraction(right, of)} right" if of else NO_VALUE
            yield element("td", element("span", counts, class_="counts"), colspan=2)
        case Tally(recalled=recalled, gold=gold, precise=precise, predicted=predicted):
            yield element("td", counted(count.precision, precise, predicted))
            yield element("td", counted(count.recall, recalled, gold))


def _against(name: str, report: EvaluationReport) -> Iterator[Html]:
    assert report.against is not None
    other = report.against.totals.get(name)
    found = report.against.differences.get(name)
    yield element("td", percent(other.value if other is not None else None))
    if found is None:
        yield from (element("td", NO_VALUE) for _ in range(3))
        return
    yield element("td", points(found.difference))
    bounds = (found.low, found.high)
    known = [points(bound) for bound in bounds if bound is not None]
    yield element("td", joined(known, " to ") if known else NO_VALUE, class_="range")
    yield element("td", ahead(found) or NO_VALUE)
