"""The scores of fields of the user's own: as a line, and as the cells of a table."""

from factx.evaluation.own_fields import FieldScore
from factx.render.characters import printable
from factx.render.phrases import count

COLUMNS = ("field", "measure", "value", "items found", "without a value", "not found")
"""The heads of a table with a row for each field."""


def own_field(name: str, score: FieldScore) -> str:
    """The score of the field, with the number of items that it is of."""
    missing = f", {score.missing:,} without a value" if score.missing else ""
    items = count(score.items, "item")
    lost = f"; {score.not_found:,} not found" if score.not_found else ""
    return f"{printable(name)}: {score.measure} {_value(score)} ({items}{missing}{lost})"


def cells(score: FieldScore) -> tuple[str, ...]:
    """The cells of a table after the name of the field."""
    numbers = (score.items, score.missing, score.not_found)
    return score.measure, _value(score), *(f"{number:,}" for number in numbers)


def _value(score: FieldScore) -> str:
    return "none" if score.value is None else f"{score.value:.3f}"
