"""The table of the user's own fields."""

from collections.abc import Mapping

from factx.evaluation.own_fields import FieldScore
from factx.render.characters import printable
from factx.render.evaluation.own_fields import COLUMNS, cells
from factx.render.html_report.measures import scrolling
from factx.render.web.markup import Html, element


def fields_table(fields: Mapping[str, FieldScore]) -> Html:
    """Return a row for each field, with its measure and the items that it was scored on."""
    head = element("tr", *(element("th", column, scope="col") for column in COLUMNS))
    rows = (
        element(
            "tr",
            element("th", element("code", printable(name)), scope="row"),
            *(element("td", cell) for cell in cells(score)),
        )
        for name, score in fields.items()
    )
    caption = element("caption", "Scored on the items that were found.")
    table = element("table", caption, element("thead", head), element("tbody", *rows))
    return scrolling(table, "Your own fields")
