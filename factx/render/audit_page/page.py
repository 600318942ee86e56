"""An audit as one page in one file: for each table a chart, the table, and its rows as CSV."""

from base64 import b64encode
from collections.abc import Iterator

from factx.audit import Audit, Column, Table
from factx.audit.tables import Cell
from factx.render.characters import printable
from factx.render.phrases import count
from factx.render.web.document import document
from factx.render.web.markup import Html, element

SHOWN = 25
"""How many rows of a table the page shows; the CSV has all of them."""

_WIDTH, _BAR = 100, 6


def audit_page(audit: Audit, *, title: str | None = None) -> Iterator[str]:
    """Yield the page of an audit in pieces. It needs no network, no other file and no script."""
    name = title or "Sourcing audit"
    yield from document(_body(audit, name), title=name, styles=["audit_page/page.css"])


def _body(audit: Audit, title: str) -> Iterator[Html]:
    tables = [table for table in audit.tables() if table.rows]
    links = (element("a", table.title, href=f"#{table.name}") for table in tables)
    sources = count(audit.all.sources, "source")
    yield element(
        "header",
        element("p", "factx: sourcing audit", class_="kicker"),
        element("h1", element("bdi", printable(title))),
        element(
            "p",
            f"{count(audit.articles, 'article')}, {sources}, "
            f"{count(audit.all.total, 'statement')} with "
            f"{count(audit.all.words.total(), 'word')}",
        ),
        element("nav", *links, aria_label="On this page"),
    )
    yield element("main", *(_section(table) for table in tables), *_nothing(tables))
    yield element(
        "footer",
        element(
            "p",
            "A statement is what somebody said, wrote, believed or wants, as the articles have it; "
            "it counts once for each of its sources. Words are those of the quotes.",
        ),
    )


def _nothing(tables: list[Table]) -> Iterator[Html]:
    if not tables:
        yield element("p", "There are no records to count.")


def _section(table: Table) -> Html:
    rows = table.rows[:SHOWN]
    rest = len(table.rows) - len(rows)
    more = f" Shown are the first {SHOWN} of {len(table.rows):,} rows." if rest else ""
    return element(
        "section",
        element("h2", table.title, id=table.name, tabindex=-1),
        element("p", f"{table.note}{more}", class_="about"),
        _chart(table) if table.drawn is not None and len(table.rows) > 1 else None,
        element(
            "div",
            element(
                "table",
                element("thead", element("tr", *(_head(column) for column in table.columns))),
                element("tbody", *(_row(table.columns, row) for row in rows)),
            ),
            class_="scroll",
            tabindex=0,
            role="region",
            aria_label=table.title,
        ),
        element(
            "p",
            element(
                "a",
                f"{table.name}.csv",
                href=f"data:text/csv;base64,{b64encode(table.csv().encode()).decode()}",
                download=f"{table.name}.csv",
            ),
            f" has all {count(len(table.rows), 'row')}.",
            class_="about",
        ),
        aria_labelledby=table.name,
    )


def _head(column: Column) -> Html:
    return element("th", column.title, scope="col", class_=f"{column.kind}s")


def _row(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> Html:
    first, *others = zip(columns, row, strict=True)
    return element(
        "tr",
        element("th", element("bdi", printable(str(first[1]))), scope="row", class_="texts"),
        *(
            element("td", _written(column, cell), class_=f"{column.kind}s")
            for column, cell in others
        ),
    )


def _written(column: Column, cell: Cell) -> Html | str:
    if column.kind == "share":
        return f"{100 * float(cell):.1f}%"
    if column.kind == "count":
        return f"{cell:,}"
    return element("bdi", printable(str(cell)))


def _chart(table: Table) -> Html:
    """A bar for each of the rows shown, with its value; the table below says the same."""
    values = list(table.drawn_values())[:SHOWN]
    most = max(values) or 1
    names = [printable(str(row[0])) for row in table.rows[:SHOWN]]
    kind = next(column for column in table.columns if column.title == table.drawn)
    bars = (
        element(
            "li",
            element("span", element("bdi", name), class_="name"),
            element(
                "svg",
                element("rect", width=f"{_WIDTH * value / most:.2f}", height=_BAR),
                viewBox=f"0 0 {_WIDTH} {_BAR}",
                preserveAspectRatio="none",
                aria_hidden="true",
            ),
            element("span", _written(kind, value if kind.kind == "share" else int(value))),
        )
        for name, value in zip(names, values, strict=True)
    )
    caption = element("figcaption", table.drawn or "")
    return element("figure", caption, element("ol", *bars), class_="chart")
