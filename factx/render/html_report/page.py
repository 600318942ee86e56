"""The whole page: one file without network requests, which runs only its own script."""

from collections.abc import Iterator, Sequence

from factx.errors import InputError
from factx.evaluation import Case, EvaluationReport, Gate
from factx.render.characters import printable
from factx.render.html_report.articles import article_list, filters, legend
from factx.render.html_report.classes import CLASSES
from factx.render.html_report.confusion import confusion_tables
from factx.render.html_report.measures import measures_table
from factx.render.html_report.own_fields import fields_table
from factx.render.html_report.verdict import comparison, failures, gate_verdict, headline
from factx.render.phrases import count
from factx.render.web.document import document, own_file
from factx.render.web.markup import Html, element, json_script


def page(report: EvaluationReport, cases: Sequence[Case], *, gate: Gate | None = None) -> str:
    """Return an evaluation as one HTML page.

    `cases` are the cases of `report`, in any order; `gate` is its comparison with a baseline. The
    page needs no network and no other file. A text is displayed when its article is opened, so that
    a page with a thousand articles loads fast; without JavaScript, there are figures but no texts.
    Equal input gives equal bytes.

    Raises `InputError` if the cases do not match the report, and `ValueError` if a gold record has
    no text.
    """
    by_article = {case.gold.article.id: case for case in cases}
    unscored = by_article.keys() - {score.article for score in report.articles}
    if unscored:
        raise InputError(min(unscored), "it is among the cases, but not in the report")
    body = (
        element("a", "Skip to the articles", href="#articles", class_="skip"),
        _header(report, gate),
        element("main", *_main(report, by_article, gate)),
        _footer(report),
        json_script({c.name: [c.letter, c.title] for c in CLASSES}, id="classes"),
    )
    title = f"{report.system}: factx evaluation"
    script = own_file("html_report/page.js")
    return "".join(document(body, title=title, styles=["html_report/page.css"], script=script))


def _header(report: EvaluationReport, gate: Gate | None) -> Html:
    fields = {"fields": "Your own fields"} if report.fields else {}
    links = {"measures": "Measures", **fields, "confusions": "Confusions", "articles": "Articles"}
    if gate is not None:
        links = {"gate": "Gate", **links}
    return element(
        "header",
        element("p", "factx evaluation", class_="kicker"),
        element("h1", element("bdi", printable(report.system))),
        element(
            "p",
            f"{count(len(report.articles), 'article')}, scored by factx {report.factx_version}",
        ),
        headline(report),
        comparison(report.against) if report.against is not None else None,
        failures(report),
        element(
            "nav",
            *(element("a", title, href=f"#{name}") for name, title in links.items()),
            aria_label="On this page",
        ),
    )


def _main(
    report: EvaluationReport, cases: dict[str, Case], gate: Gate | None
) -> Iterator[Html | None]:
    yield gate_verdict(gate) if gate is not None else None
    yield _section("measures", "Measures", measures_table(report, gate))
    if report.fields:
        yield _section("fields", "Your own fields", fields_table(report.fields))
    tables = [*confusion_tables(report.confusions)]
    if tables:
        yield _section(
            "confusions",
            "Confusions",
            element(
                "p",
                "Gold in rows, predicted in columns; the framed diagonal is agreement, and “none” "
                "means no counterpart. Select a number to show its items below.",
            ),
            element("div", *tables, class_="confusions"),
        )
    yield _section(
        "articles",
        "Articles",
        element("noscript", element("p", "The texts and filters need JavaScript.")),
        filters(report),
        legend(),
        element("div", *article_list(report, cases), id="list"),
    )


def _section(name: str, title: str, *children: Html) -> Html:
    heading = element("h2", title, id=name, tabindex=-1)
    return element("section", heading, *children, aria_labelledby=name)


def _footer(report: EvaluationReport) -> Html:
    facts = (
        "Counts are summed over articles, then divided.",
        f"Intervals: bootstrap over articles, {count(report.resamples, 'resample')}, "
        f"seed {report.seed}."
        if report.resamples
        else "No intervals were computed.",
    )
    return element(
        "footer",
        element("p", " ".join(facts)),
        element("p", "Digest of the gold: ", element("code", report.fixtures)),
    )
