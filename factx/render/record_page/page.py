"""Records as one page in one file: the text with its quotes, and next to it who said what."""

from collections.abc import Iterable, Iterator

from factx.records import FactRecord
from factx.render.record_page.data import record_data
from factx.render.web.document import document, own_file
from factx.render.web.markup import Html, element, joined, json_script

_FACETS = {
    "Quote": ("quote", ("direct", "mixed", "indirect")),
    "Source": ("kind", ("person", "group", "official body", "organisation", "media outlet",
                        "document", "other")),
    "Naming": ("naming", ("named", "unnamed", "pseudonymous")),
    "To check": ("checks", ("figure", "act", "cause", "rule", "contested")),
}  # fmt: skip


def record_page(records: Iterable[FactRecord], *, title: str | None = None) -> Iterator[str]:
    """Yield the page of `records` in pieces, a record at a time, for one or for thousands.

    The page needs no network and no other file. Its script shows one article at a time, so that a
    page with a thousand opens fast; without JavaScript there is nothing to read. Equal records
    give equal pages. `title` names the page; the first article does if it is not given.
    """
    yield from document(
        _body(records, title),
        title=title or "factx: who said what",
        styles=["record_page/page.css"],
        script=own_file("record_page/page.js"),
    )


def _body(records: Iterable[FactRecord], title: str | None) -> Iterator[Html]:
    yield element("a", "Skip to the article", href="#reading", class_="skip")
    yield element(
        "header",
        element("p", "factx: who said what", class_="kicker"),
        element("h1", element("bdi", title), id="title", data_given=title is not None),
        element("p", id="contents"),
    )
    yield element("noscript", element("p", "This page needs JavaScript to show its articles."))
    yield _filters()
    yield _legend()
    yield element(
        "div",
        element("nav", element("ol", id="list"), id="articles", aria_label="Articles", hidden=True),
        element("main", id="reading", tabindex=-1),
        element("aside", id="said", aria_label="Who said what"),
        id="page",
    )
    yield element(
        "footer",
        element(
            "p",
            "Keys: ",
            element("kbd", "j"),
            " and ",
            element("kbd", "k"),
            " go to the next and the previous quote, ",
            element("kbd", "/"),
            " to the search, ",
            element("kbd", "Esc"),
            " lets go.",
        ),
    )
    for record in records:
        yield json_script(record_data(record), class_="record")


def _filters() -> Html:
    sets = (_toggles(name, facet, values) for name, (facet, values) in _FACETS.items())
    search = element("input", type="search", id="query", autocomplete="off")
    return element(
        "form",
        element("div", element("label", "Search the articles ", search), class_="fields"),
        element(
            "details",
            element("summary", "Filters"),
            *sets,
            id="facets",
        ),
        element(
            "p",
            element("output", id="shown", role="status"),
            element("button", type="button", id="only-source", hidden=True),
            element("button", "clear all filters", type="button", id="clear"),
            class_="state",
        ),
        id="filters",
        aria_label="Search and filter",
    )


def _toggles(title: str, facet: str, values: Iterable[str]) -> Html:
    buttons = (
        element(
            "button",
            value,
            " ",
            element("span", class_="count"),
            type="button",
            aria_pressed="false",
            data_facet=facet,
            data_value=value,
        )
        for value in values
    )
    return element("fieldset", element("legend", title), *buttons)


def _legend() -> Html:
    marks = (
        ("said direct c0", "in marks"),
        ("said mixed c0", "partly in marks"),
        ("said indirect c0", "in the article’s words"),
    )
    shown = (
        joined((element("span", "what was said", class_=f"mark {name}"), f" {meaning}"))
        for name, meaning in marks
    )
    return element(
        "p",
        "A colour for each source. ",
        joined(shown, ", "),
        "; point at a quote, or select its number, for its source, cue and claims.",
        class_="legend",
    )
