"""HTML out of elements: what is not markup already is escaped, whatever it says."""

import json
from collections.abc import Iterable
from html import escape

from factx.render.characters import visible


class Html(str):
    """Text that is markup, and stands in a page as it is."""

    __slots__ = ()


Child = str | None
"""What may stand in an element: markup, text that is still to be escaped, or nothing."""

_VOID = frozenset(("meta", "input"))
# "<", ">" and "&" could end a script or open a comment in it; the others turn or end a line for
# whoever reads the page's source.
_ESCAPED = (
    *map(ord, "<>&\ufeff"),
    *range(0x7F, 0xA0),
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
)
_IN_SCRIPT = {code: f"\\u{code:04x}" for code in _ESCAPED}


def element(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element; None children are left out, and so are attributes that are None or False.

    An attribute's name is written with `_` for `-`, and with one more `_` at its end where it is a
    word of Python's: `class_`, `data_row`.
    """
    inside = "".join(_child(child) for child in children if child is not None)
    start = f"<{name}{_attributes(attributes)}>"
    return Html(start if name in _VOID else f"{start}{inside}</{name}>")


def joined(children: Iterable[Child], between: str = "") -> Html:
    """Children one after the other, with text between them."""
    return Html(_child(between).join(_child(child) for child in children if child is not None))


def json_script(data: object, **attributes: str | int | bool | None) -> Html:
    """Data for the page's own script to read: JSON in which nothing can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
    return element("script", Html(text), type="application/json", **attributes)


def _child(child: Child) -> str:
    if child is None or isinstance(child, Html):
        return child or ""
    return escape(visible(child))


def _attributes(attributes: dict[str, str | int | bool | None]) -> str:
    written = ""
    for name, value in attributes.items():
        name = name.rstrip("_").replace("_", "-")
        if value is True:
            written += f" {name}"
        elif value is not None and value is not False:
            written += f' {name}="{escape(visible(str(value)))}"'
    return written
