"""Building HTML from elements; all text that is not `Html` is escaped."""

import json
from collections.abc import Iterable
from html import escape

from factx.render.characters import visible


class Html(str):
    """Markup, which is not escaped again."""

    __slots__ = ()


Child = str | None
"""A child of an element: markup, text that will be escaped, or nothing."""

_VOID = frozenset(("meta", "input"))
# "<", ">" and "&" could end a script or start a comment in it; the others change the direction of
# text or end a line in the page's source.
_ESCAPED = (
    *map(ord, "<>&\ufeff"),
    *range(0x7F, 0xA0),
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
)
_IN_SCRIPT = {code: f"\\u{code:04x}" for code in _ESCAPED}


def element(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """Return an element, without children that are None and attributes that are None or False.

    Write `_` for `-` in the name of an attribute, and add `_` to a keyword of Python: `data_row`,
    `class_`.
    """
    inside = "".join(_child(child) for child in children if child is not None)
    start = f"<{name}{_attributes(attributes)}>"
    return Html(start if name in _VOID else f"{start}{inside}</{name}>")


def joined(children: Iterable[Child], between: str = "") -> Html:
    """Join children with text between them."""
    return Html(_child(between).join(_child(child) for child in children if child is not None))


def json_script(data: object, **attributes: str | int | bool | None) -> Html:
    """Return a script element with JSON data, escaped so that nothing in it can end the element."""
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
