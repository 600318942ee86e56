"""The head of the page: the headline figure, its interval, and the verdict on the floors."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from factx.evaluation import HEADLINE, MEASURES, Against, EvaluationReport, Gate
from factx.evaluation.baseline import ArticleFall, Change, Fall
from factx.render.characters import printable
from factx.render.evaluation.figures import ahead, percent
from factx.render.html_report.figures import (
    in_words,
    interval,
    points,
)
from factx.render.phrases import count
from factx.render.web.markup import Html, element, joined

_CHANGES = {
    "lost": "found before, but not now",
    "gained": "found now, but not before",
    "invented": "newly invented",
    "no_longer_invented": "no longer invented",
}


def headline(report: EvaluationReport) -> Html:
    """Return the headline figure with its counts and interval."""
    total = report.totals[HEADLINE]
    found = report.intervals.get(HEADLINE)
    bounds = (
        f"95% interval {interval(found)}, over {count(report.resamples, 'resample')} of "
        "whole articles"
        if found is not None
        else "no interval was computed"
    )
    figure_of = "F1" if total.value is not None else "nothing to count"
    return element(
        "div",
        element(
            "p",
            element("strong", percent(total.value), class_="headline"),
            f" {figure_of}: {MEASURES[HEADLINE].title}, both right",
        ),
        element("p", f"{in_words(total)}; {bounds}"),
        class_="verdict",
    )


def comparison(against: Against) -> Html:
    """Return the difference from another system, with its interval."""
    found = against.differences.get(HEADLINE)
    if found is None:
        text = "no headline figure to compare"
    else:
        text = points(found.difference) if found.difference else "no difference"
        if found.low is not None and found.high is not None:
            text += f" (95% interval {points(found.low)} to {points(found.high)})"
        side = ahead(found)
        text += f", {side}" if side else ""
    return element(
        "p", "Against ", element("bdi", element("b", against.system)), f": {text}", class_="verdict"
    )


def failures(report: EvaluationReport) -> Html | None:
    """Return the articles without a prediction, with reasons; their gold counts as missed."""
    if not report.failures:
        return None
    listed = (
        element("li", article_link(article), f": {reason}")
        for article, reason in report.failures.items()
    )
    number = count(len(report.failures), "article")
    return element(
        "details",
        element("summary", f"✗ {number} without a prediction, counted as zero predictions"),
        element("ul", *listed),
        class_="verdict bad",
        open=len(report.failures) <= 10,
    )


def gate_verdict(gate: Gate) -> Html:
    """Return the verdict on the floors, the measures below them and the changed items."""
    return element(
        "section",
        element("h2", "Gate", id="gate"),
        _passed_or_not(gate),
        _list("Articles whose gold is new, removed or changed", map(article_link, gate.changed)),
        _list("Measures below their floors", map(_fall, gate.falls)),
        *_changes(gate.changes),
        aria_labelledby="gate",
    )


def article_link(article: str, item: str | None = None) -> Html:
    """Return a link that shows one article only, or an item in it."""
    target = f"#article={quote(article, safe='')}"
    if item is not None:
        target += f"&item={quote(item, safe='')}"
    return element(
        "a", element("bdi", item.partition(":")[2] if item is not None else article), href=target
    )


def _passed_or_not(gate: Gate) -> Html:
    if gate.passed:
        return element("p", "✓ Passed: no measure is below its floor.", class_="verdict good")
    if gate.changed:
        reason = "✗ Stopped: the gold changed, so the floors no longer apply."
    else:
        fallen = count(len(gate.falls), "measure")
        reason = f"✗ Failed: {fallen} below the floor."
    return element("p", reason, class_="verdict bad")


def _fall(fall: Fall) -> Html:
    title = f"{printable(fall.title)} " if fall.title is not None else ""
    is_now = "has nothing to count" if fall.value is None else f"is {percent(fall.value)}"
    return joined(
        (
            element("a", element("code", fall.measure), href=f"#measure.{fall.measure}"),
            f" {title}{is_now}, its floor is {percent(fall.floor)}",
            element("ul", *(element("li", _article_fall(article)) for article in fall.articles))
            if fall.articles
            else None,
        )
    )


def _article_fall(fall: ArticleFall) -> Html:
    return joined((article_link(fall.article), f": {percent(fall.before)} → {percent(fall.now)}"))


def _changes(changes: Sequence[Change]) -> Iterator[Html | None]:
    for kind, meaning in _CHANGES.items():
        of_kind = [change for change in changes if change.kind == kind]
        by_article = groupby(of_kind, key=lambda change: change.article)
        yield _list(
            f"Items {meaning} ({count(len(of_kind), 'item')})",
            (_changed(article, group) for article, group in by_article),
        )


def _changed(article: str, changes: Iterator[Change]) -> Html:
    names = (_change(article, change) for change in changes)
    return joined((article_link(article), ": ", joined(names, ", ")))


def _change(article: str, change: Change) -> Html | str:
    outcome = change.outcome
    if outcome is None:
        return change.name
    side, item = ("gold", outcome.gold) if outcome.gold else ("predicted", outcome.predicted)
    return article_link(article, f"{side}:{item}")


def _list(title: str, items: "Iterator[Html] | map[Html]") -> Html | None:
    listed = [element("li", item) for item in items]
    if not listed:
        return None
    return element(
        "details",
        element("summary", title),
        element("ul", *listed),
        open=len(listed) <= 10,
    )
