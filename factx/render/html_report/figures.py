"""The figures of the page: in percent, with counts."""

from factx.evaluation.bootstrap import Interval
from factx.evaluation.counts import Count, Share
from factx.render.evaluation.figures import NO_VALUE, percent
from factx.render.web.markup import Html, element, joined


def points(difference: float) -> str:
    """Format a difference of two ratios in percentage points, with its sign."""
    return f"{100 * difference:+.1f}".replace("-", "−")


def number(value: float) -> str:
    """Format a count, with one decimal if it is not a whole number."""
    return f"{value:,.1f}".removesuffix(".0")


def fraction(part: float, whole: int) -> str:
    """Format counts as a fraction: 45/51."""
    return f"{number(part)}/{number(whole)}"


def interval(found: Interval | None) -> str:
    """Format a 95% interval."""
    return NO_VALUE if found is None else f"{percent(found.low)} to {percent(found.high)}"


def counted(value: float | None, part: float, whole: int) -> Html:
    """Format a ratio with its counts."""
    if value is None:
        return Html(NO_VALUE)
    counts = element("span", fraction(part, whole), class_="counts")
    return joined((percent(value), counts), " ")


def in_words(count: Count) -> str:
    """Format a count with precision and recall."""
    if isinstance(count, Share):
        return f"{fraction(count.right, count.of)} right"
    return (
        f"precision {percent(count.precision)} ({fraction(count.precise, count.predicted)}), "
        f"recall {percent(count.recall)} ({fraction(count.recalled, count.gold)})"
    )
