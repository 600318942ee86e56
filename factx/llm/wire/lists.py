"""The items of a list of an answer, in whatever form a model wrote the list."""

from typing import Any, cast

from factx.llm.wire.json_signs import is_line

_NO_ITEMS = frozenset({"", "-", "–", "—", "none", "null", "n/a", "nil", "nothing", "empty"})
"""What models write in place of a list without items."""


def items_of(value: Any) -> list[Any]:
    """The items in the value of a key that should have a list.

    Besides a list of items, it may be one string with a line each, an object whose values are
    lines, lists of lines in a list, a single item, or nothing. Anything else is an invalid item.
    """
    if not value:
        return []
    if isinstance(value, str):
        if is_line(value):
            return [line for line in value.splitlines() if line.strip()]
        return [] if value.strip().strip(".").lower() in _NO_ITEMS else [value]
    if isinstance(value, dict):
        named = cast("dict[str, Any]", value)
        return _lines_in(named) or ([value] if any(named.values()) else [])
    if not isinstance(value, list):
        return [value]
    flat: list[Any] = []
    for item in cast("list[Any]", value):
        lines = cast("list[Any]", item) if isinstance(item, list) else [None]
        is_list = not lines or any(_is_line(line) for line in lines)
        flat += lines if is_list else [item]
    return flat


def has_items(value: Any) -> bool:
    """Whether an object in place of a list contains lines, and is not the schema of a list."""
    return not isinstance(value, dict) or bool(_lines_in(cast("dict[str, Any]", value)))


def line_in(item: dict[str, Any]) -> str | None:
    """The line of an item that is an object around one; None if it is anything else."""
    lines = [value for value in item.values() if _is_line(value)]
    return lines[0] if len(lines) == len(item) == 1 else None


def _lines_in(data: dict[str, Any]) -> list[Any]:
    """The values of an object, with those of its lists, if any of them is a line."""
    found: list[Any] = []
    for value in data.values():
        found += cast("list[Any]", value) if isinstance(value, list) else [value]
    return found if any(_is_line(one) for one in found) else []


def _is_line(value: object) -> bool:
    return isinstance(value, str) and is_line(value)
