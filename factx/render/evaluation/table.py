"""An evaluation as a table for the terminal."""

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from factx.evaluation import EvaluationReport, Gate, SystemBaseline
from factx.render.characters import printable
from factx.render.evaluation.figures import rows
from factx.render.phrases import count


def table(
    report: EvaluationReport, *, floors: SystemBaseline | None = None, gate: Gate | None = None
) -> RenderableType:
    """Lay out all measures with something to count, in percent, with counts and intervals."""
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    drawn.add_column("", no_wrap=True)
    for name in ("P", "R", "F1"):
        drawn.add_column(name, justify="right", no_wrap=True)
    drawn.add_column("of gold, of predicted")
    if report.intervals:
        drawn.add_column("95%", no_wrap=True)
    if floors is not None:
        drawn.add_column("floor", justify="right", no_wrap=True)
    if report.against is not None:
        drawn.add_column(f"against {printable(report.against.system)}")
    group = ""
    for row in rows(report, floors=floors, gate=gate):
        if row.group != group:
            group = row.group
            drawn.add_row(Text(group, style="bold"))
        cells = [f"  {row.title}", row.precision, row.recall, row.value, row.counts]
        if report.intervals:
            cells.append(row.interval)
        if floors is not None:
            cells.append(f"{row.floor} !" if row.fell else row.floor)
        if report.against is not None:
            cells.append(row.against)
        drawn.add_row(*map(Text, cells), style="bold red" if row.fell else "")
    return Group(Text(printable(headline(report)), style="bold"), Text(), drawn)


def headline(report: EvaluationReport) -> str:
    """Return the system and the number of articles in one line."""
    failed = len(report.failures)
    missing = f", {failed} of them without a prediction" if failed else ""
    return f"{report.system} on {count(len(report.articles), 'article')}{missing}"
