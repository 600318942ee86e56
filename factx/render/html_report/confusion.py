"""Confusion tables: gold in rows, predicted in columns."""

from collections.abc import Iterator

from factx.evaluation.confusion import NOTHING, Confusion, values_of
from factx.render.evaluation.figures import category_value
from factx.render.html_report.figures import number
from factx.render.html_report.measures import scrolling
from factx.render.web.markup import Html, element

# The categories by which the script can filter the list of articles.
_FILTERS = frozenset(("quote_type", "attribution_type", "claim_kind", "claim_factuality"))


def confusion_tables(confusions: dict[str, Confusion]) -> Iterator[Html]:
    """Yield a table for each category that has items."""
    for category, confusion in confusions.items():
        if confusion:
            yield element("section", *_table(category, confusion), class_="confusion")


def _table(category: str, confusion: Confusion) -> Iterator[Html]:
    title = category.replace("_", " ").capitalize()
    yield element("h3", title)
    values = values_of(confusion)
    head = element(
        "tr",
        element("th", "gold ↓ predicted →", scope="col", class_="corner"),
        *(element("th", category_value(value), scope="col") for value in values),
    )
    rows = (
        element(
            "tr",
            element("th", category_value(gold), scope="row"),
            *(_cell(category, gold, predicted, confusion) for predicted in values),
        )
        for gold in values
    )
    table = element("table", element("thead", head), element("tbody", *rows))
    yield scrolling(table, f"{title}: gold in rows, predicted in columns")


def _cell(category: str, gold: str, predicted: str, confusion: Confusion) -> Html:
    times = confusion.get(gold, {}).get(predicted, 0)
    diagonal = "diagonal" if gold == predicted != NOTHING else None
    if not times:
        return element("td", "" if gold == predicted == NOTHING else "·", class_=diagonal)
    if category not in _FILTERS:
        return element("td", number(times), class_=diagonal)
    row, column = category_value(gold), category_value(predicted)
    button = element(
        "button",
        number(times),
        type="button",
        class_="cell",
        aria_pressed="false",
        aria_label=f"{number(times)}: gold {row}, predicted {column}; show",
        data_category=category,
        data_gold=gold,
        data_predicted=predicted,
    )
    return element("td", button, class_=diagonal)
