"""The list of articles: filters, and for each article its figures and data for the script."""

from collections import Counter
from collections.abc import Iterator, Mapping

from factx.errors import InputError
from factx.evaluation import HEADLINE, ArticleScore, Case, EvaluationReport, Tally
from factx.render.evaluation.figures import percent
from factx.render.html_report.classes import CLASSES, Class
from factx.render.html_report.figures import fraction, number
from factx.render.html_report.rows import article_data
from factx.render.phrases import count
from factx.render.web.markup import Html, element, joined, json_script

_LAYERS = {"attribution": "attributions", "claim": "claims"}
_QUOTE_TYPES = ("direct", "mixed", "indirect")


def filters(report: EvaluationReport) -> Html:
    """Return the form that filters items; the script keeps its state in the page's address."""
    return element(
        "form",
        _toggles("Result", "errors", ((c.name, _badge(c), c.meaning) for c in CLASSES)),
        _toggles("Layer", "layer", ((name, title, None) for name, title in _LAYERS.items())),
        _toggles("Quote type", "quote", ((name, name, None) for name in _QUOTE_TYPES)),
        element(
            "div",
            _labelled("Search", element("input", type="search", id="query", autocomplete="off")),
            _labelled("Article", _article_choice(report)),
            _labelled("Order", _order_choice()),
            element(
                "label",
                element("input", type="checkbox", id="only"),
                " only items with errors",
                class_="check",
            ),
            class_="fields",
        ),
        element(
            "p",
            element("output", id="shown", role="status"),
            " ",
            element("span", id="cell-filter"),
            element("button", "clear all filters", type="button", id="clear"),
            element("button", "open those shown", type="button", id="open-shown"),
            element("button", "close all", type="button", id="close-all"),
            class_="state",
        ),
        id="filters",
        aria_label="Filter the items",
    )


def legend() -> Html:
    """Return the legend of the marks in the texts."""
    marks = (
        ("content", "what was said, numbered as in the list"),
        ("source", "who said it"),
        ("cue", "reporting words"),
    )
    return element(
        "p",
        "In the texts: ",
        joined(
            (
                joined((element("span", name, class_=f"mark {name} right"), f" {meaning}"))
                for name, meaning in marks
            ),
            "; ",
        ),
        "; the colour and underline of a content, and the letters after its number, show its "
        "result. Evidence of claims is marked if a claim is selected, or only claims are shown.",
        class_="legend",
    )


def article_list(report: EvaluationReport, cases: Mapping[str, Case]) -> Iterator[Html]:
    """Yield each article: a line of figures, and its data, which the script displays below.

    Raises `InputError` if an article has no case, or its case has another text.
    """
    for number_, score in enumerate(report.articles):
        case = cases.get(score.article)
        if case is None:
            raise InputError(score.article, "it is in the report, but its gold is not given")
        if case.gold.article.sha256 != score.sha256:
            raise InputError(score.article, "the report is about another text than the given one")
        yield element(
            "details",
            _summary(score, case),
            element("p", f"✗ No prediction: {score.failure}", class_="failure")
            if score.failure is not None
            else None,
            _about(case),
            element("div", class_="body"),
            json_script(article_data(score, case)),
            class_="article",
            id=f"article-{number_}",
        )


def _summary(score: ArticleScore, case: Case) -> Html:
    total = score.counts[HEADLINE]
    title = case.gold.article.title
    errors = Counter(error for outcome in score.outcomes for error in outcome.errors)
    found = f"{percent(total.value)} F1" if total.value is not None else "nothing to count"
    if isinstance(total, Tally) and total.gold:
        found += f", {fraction(total.recalled, total.gold)} found"
    return element(
        "summary",
        element("h3", element("bdi", title or score.article)),
        element("bdi", score.article, class_="id") if title else None,
        element("span", "✗ no prediction", class_="failed") if score.failure is not None else None,
        element("span", found, class_="figure"),
        *(
            element("span", _badge(c, errors[c.name]), class_="chip")
            for c in CLASSES
            if errors[c.name]
        ),
        element("span", class_="matching"),
    )


def _about(case: Case) -> Html | None:
    """Return the metadata of an article as plain text; the address is not a link."""
    article = case.gold.article
    known = [fact for fact in (article.publisher, article.published, article.byline) if fact]
    known += [article.url] if article.url else []
    known += [f"{name}: {value}" for name, value in sorted((article.meta or {}).items())]
    if not known:
        return None
    return element("p", joined((element("bdi", fact) for fact in known), " · "), class_="about")


def _badge(of: Class, times: int | None = None) -> Html:
    """Return the letter and title of a class in its colour, with a number."""
    return element(
        "span",
        element("b", of.letter, aria_hidden="true"),
        f" {of.title}",
        f" {number(times)}" if times is not None else None,
        class_=f"badge {of.name}",
    )


def _toggles(title: str, facet: str, values: "Iterator[tuple[str, str, str | None]]") -> Html:
    buttons = (
        element(
            "button",
            shown,
            " ",
            element("span", class_="count"),
            type="button",
            title=meaning,
            aria_pressed="false",
            data_facet=facet,
            data_value=value,
        )
        for value, shown, meaning in values
    )
    return element("fieldset", element("legend", title), *buttons)


def _labelled(title: str, field: Html) -> Html:
    return element("label", f"{title} ", field)


def _article_choice(report: EvaluationReport) -> Html:
    every = element("option", f"all {count(len(report.articles), 'article')}", value="")
    each = (
        element("option", score.article, value=place) for place, score in enumerate(report.articles)
    )
    return element("select", every, *each, id="article")


def _order_choice() -> Html:
    return element(
        "select",
        element("option", "as in the report", value=""),
        element("option", "most errors first", value="errors"),
        id="order",
    )
