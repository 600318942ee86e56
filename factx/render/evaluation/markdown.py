"""An evaluation in Markdown, for a pull request or the summary of a CI job."""

import re
from collections.abc import Iterable, Iterator, Mapping

from factx.evaluation import HEADLINE, EvaluationReport, Gate, SystemBaseline
from factx.evaluation.confusion import Confusion, values_of
from factx.render.characters import printable
from factx.render.evaluation.figures import (
    Row,
    category_value,
    fractions,
    interval,
    percent,
    rows,
)
from factx.render.evaluation.own_fields import COLUMNS, cells
from factx.render.evaluation.table import headline
from factx.render.evaluation.verdict import verdict

# Characters with a meaning in Markdown or HTML.
_ACTIVE = re.compile(r"([\\`*_{}\[\]()#+!|<>&~@:-])")
_MAIN_MEASURES = f"{HEADLINE} attribution.content sources.mentions claims.found".split()


def markdown(
    report: EvaluationReport,
    texts: Mapping[str, str],
    *,
    floors: SystemBaseline | None = None,
    gate: Gate | None = None,
    update: str = "",
) -> str:
    """Return the headline, the falls and the main measures; the rest is in folded sections."""
    return "\n".join(_lines(report, texts, floors, gate, update)) + "\n"


def _lines(
    report: EvaluationReport,
    texts: Mapping[str, str],
    floors: SystemBaseline | None,
    gate: Gate | None,
    update: str,
) -> Iterator[str]:
    mark = "" if gate is None else (" passed: " if gate.passed else " failed: ")
    yield f"### Who said what:{mark or ' '}{escaped(headline(report))}"
    yield ""
    found = report.totals[HEADLINE]
    bounds = interval(report.intervals.get(HEADLINE))
    within = f", 95% interval {bounds}" if bounds else ""
    yield f"End to end F1 **{percent(found.value)}** ({fractions(found)}{within})"
    yield ""
    if gate is not None and not gate.passed:
        yield "```text"
        yield from (line.replace("```", "'''") for line in verdict(gate, texts, update=update))
        yield "```"
        yield ""
    if report.failures:
        yield "Without a prediction, counted as zero predictions:"
        yield ""
        for article, failure in report.failures.items():
            yield f"- {escaped(article)}: {escaped(failure)}"
        yield ""
    every = list(rows(report, floors=floors, gate=gate))
    yield from _table((r for r in every if r.name in _MAIN_MEASURES or r.fell), report, floors)
    yield ""
    if report.fields:
        yield f"| {' | '.join(COLUMNS)} |"
        yield "|---|---|--:|--:|--:|"
        for name, score in report.fields.items():
            yield f"| {' | '.join([escaped(name), *cells(score)])} |"
        yield ""
    yield "<details><summary>All measures</summary>"
    yield ""
    yield from _table(every, report, floors)
    yield ""
    yield "</details>"
    yield ""
    yield "<details><summary>Confusions: gold in rows, predicted in columns</summary>"
    yield ""
    for category, confusion in report.confusions.items():
        yield from _confusion(category, confusion)
    yield "</details>"


def _table(
    drawn: Iterable[Row], report: EvaluationReport, floors: SystemBaseline | None
) -> Iterator[str]:
    heads = ["measure", "P", "R", "F1", "of gold, of predicted"]
    heads += ["95%"] if report.intervals else []
    heads += ["floor"] if floors is not None else []
    heads += [f"against {escaped(report.against.system)}"] if report.against else []
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'--:|' * 3}{'---|' * (len(heads) - 4)}"
    for row in drawn:
        value = f"**{row.value}**" if row.fell else row.value
        cells = [f"`{row.name}`", row.precision, row.recall, value, row.counts]
        cells += [row.interval] if report.intervals else []
        cells += [row.floor] if floors is not None else []
        cells += [row.against] if report.against else []
        yield f"| {' | '.join(cells)} |"


def _confusion(category: str, confusion: Confusion) -> Iterator[str]:
    values = values_of(confusion)
    if not values:
        return
    heads = [category.replace("_", " "), *map(category_value, values)]
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'--:|' * len(values)}"
    for gold in values:
        numbers = [str(confusion.get(gold, {}).get(predicted, "")) for predicted in values]
        yield f"| {' | '.join([category_value(gold), *numbers])} |"
    yield ""


def escaped(text: str) -> str:
    """Return `text` on one line, escaped for Markdown."""
    return _ACTIVE.sub(r"\\\1", printable(text)).replace("\\&", "&amp;").replace("\\<", "&lt;")
