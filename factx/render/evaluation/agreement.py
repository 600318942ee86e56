"""Agreement between annotators as tables for the terminal."""

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from factx.evaluation import MEASURES, AgreementReport, PairAgreement, Share
from factx.evaluation.counts import Count
from factx.render.characters import printable
from factx.render.evaluation.figures import GROUPS, NO_VALUE, number, percent
from factx.render.phrases import count


def agreement_table(report: AgreementReport) -> RenderableType:
    """Lay out measures with something to count, alpha and kappa for each pair of annotators."""
    return Group(*(part for pair in report.pairs for part in _pair(pair)))


def _pair(pair: PairAgreement) -> Iterator[RenderableType]:
    names = printable(f"{pair.first} and {pair.second}")
    yield Text(f"{names}, {count(pair.articles, 'article')} in common", style="bold")
    yield Text()
    yield _measures(pair)
    yield Text()
    yield _coefficients(pair)
    yield Text()


def _measures(pair: PairAgreement) -> Table:
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    drawn.add_column("", no_wrap=True)
    drawn.add_column("F1", justify="right", no_wrap=True)
    drawn.add_column("items in common")
    group = ""
    for name, measure in MEASURES.items():
        found = pair.counts[name]
        if found.value is None:
            continue
        if measure.group != group:
            group = measure.group
            drawn.add_row(Text(GROUPS[group], style="bold"))
        drawn.add_row(f"  {measure.title}", percent(found.value), _common(found))
    return drawn


def _common(found: Count) -> str:
    """Format the counts; both directions are summed, so each is halved."""
    if isinstance(found, Share):
        return f"{number(found.right / 2)} of {number(found.of / 2)}"
    earned = (found.recalled + found.precise) / 4
    return f"{number(earned)} of {number(found.gold / 2)} on average"


def _coefficients(pair: PairAgreement) -> Table:
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    drawn.add_column("", no_wrap=True)
    drawn.add_column("", justify="right", no_wrap=True)
    drawn.add_column("")
    drawn.add_row(Text("Krippendorff's alpha over words", style="bold"))
    for role, alpha in pair.alpha.items():
        words = f"both {alpha.both}, one {alpha.one}, neither {alpha.neither}"
        drawn.add_row(f"  {role}", _coefficient(alpha.value), words)
    drawn.add_row(Text("Cohen's kappa on paired items", style="bold"))
    for name, kappa in pair.kappa.items():
        title = f"  {name.replace('_', ' ')}"
        drawn.add_row(title, _coefficient(kappa.value), count(kappa.items, "item"))
    return drawn


def _coefficient(value: float | None) -> str:
    return NO_VALUE if value is None else f"{value:.3f}"
