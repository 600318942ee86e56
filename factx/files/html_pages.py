"""Web pages: their main text and metadata, as trafilatura extracts them."""

import logging
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from factx.errors import InputError, MissingExtra
from factx.files.decoding import decode, read_bytes
from factx.text.language_tags import language_tag

SUFFIXES = (".html", ".htm")
"""The suffixes of web pages."""
INSTALL = 'pip install "factx[html]"'
"""The command that installs what reads them."""


@cache
def can_read_pages() -> bool:
    """Whether trafilatura is installed."""
    return find_spec("trafilatura") is not None


def page_fields(path: str, encoding: str | None = None) -> Mapping[str, Any]:
    """The fields of the article in the page at `path`: its text, title, byline and so on.

    Raises `InputError` if no article is in it, and `MissingExtra` if trafilatura is not installed.
    """
    if not can_read_pages():
        raise MissingExtra("a web page", INSTALL)
    data = read_bytes(path)
    if not data.strip():
        raise InputError(path, "it is empty")
    page = data if encoding is None else decode(path, data, encoding=encoding)
    trafilatura: Any = import_module("trafilatura")
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    tree = trafilatura.load_html(page)
    if tree is None:
        raise InputError(path, "it is not a web page")
    lang = language_tag(tree.get("lang") or "")
    found: Any = trafilatura.bare_extraction(tree, with_metadata=True, include_comments=False)
    text = getattr(found, "text", None)
    if not text or not text.strip():
        raise InputError(path, "no article was found in this page: save its text as a .txt file")
    fields = {
        "text": text,
        "lang": lang,
        "title": found.title,
        "url": found.url,
        "publisher": found.sitename,
        "published": found.date,
        "byline": found.author,
    }
    return {name: value for name, value in fields.items() if value}
