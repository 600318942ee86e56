"""Figures as the page writes them: in percent as in every report, counts beside them."""

from factx.evaluation.bootstrap import Interval
from factx.evaluation.counts import Count, Share
from factx.render.evaluation.figures import NO_VALUE, percent
from factx.render.html_report.markup import Html, element, joined


def points(difference: float) -> str:
    """A difference of two ratios in points of percent, with its sign."""
    return f"{100 * difference:+.1f}".replace("-", "−")


def number(value: float) -> str:
    """A count, or a sum of parts with one decimal where it is no whole number."""
    return f"{value:,.1f}".removesuffix(".0")


def fraction(part: float, whole: int) -> str:
    """Counts as a fraction: 45/51."""
    return f"{number(part)}/{number(whole)}"


def interval(found: Interval | None) -> str:
    """A 95 % interval, its bounds in reading order."""
    return NO_VALUE if found is None else f"{percent(found.low)} to {percent(found.high)}"


def counted(value: float | None, part: float, whole: int) -> Html:
    """A ratio with the counts that it is made of."""
    if value is None:
        return Html(NO_VALUE)
    counts = element("span", fraction(part, whole), class_="counts")
    return joined((percent(value), counts), " ")


def in_words(count: Count) -> str:
    """What a count was made of, in a sentence."""
    if isinstance(count, Share):
        return f"{fraction(count.right, count.of)} right"
    return (
        f"precision {percent(count.precision)} ({fraction(count.precise, count.predicted)}), "
        f"recall {percent(count.recall)} ({fraction(count.recalled, count.gold)})"
    )


def counts_of(what: int, name: str) -> str:
    """A number of things, in the plural where it must be."""
    return f"{number(what)} {name}{'' if what == 1 else 's'}"
