"""The article that a caller of the library gives: an article, its text, or the path of its file."""

import os
import re
from collections.abc import Mapping
from typing import Any, cast

from factx.errors import BadArgument, WrongType
from factx.records import Article
from factx.text.language_tags import language_tag

Given = Article | str | os.PathLike[str] | Mapping[str, Any]
"""An article, its text, the path of its file, or its fields as in JSON."""

_ADDRESS = re.compile(r"\s*https?://\S+\s*")
_FILE_NAME = re.compile(r"\s*\S[^\n]*\.(?:txt|md|jsonl?|html?|pdf|docx?)\s*", re.IGNORECASE)
_LONGEST_NAME = 260
"""A longer text is not a path that was passed by mistake."""


def article_of(given: Given, *, lang: str | None = None) -> Article:
    """The article that `given` is, names, or has the text of.

    A string is the text itself; a path is the file of one article. `lang` is the language of an
    article that names none. Raises `BadArgument` if a string looks like a path or an address, or if
    `lang` is no language, `WrongType` if `given` is something else, `InvalidData` if it makes no
    article, and `InputError` if its file cannot be read.
    """
    article = _article(given)
    if lang is None:
        return article
    tag = language_tag(lang)
    if tag is None:
        raise BadArgument(f"lang: {lang!a:.40} is not a language: give a tag such as en or de-CH")
    return article if article.lang else article.model_copy(update={"lang": tag})


def _article(given: object) -> Article:
    if isinstance(given, Article):
        return given
    if isinstance(given, str):
        _refuse_names(given)
        return Article(text=given)
    if isinstance(given, os.PathLike):
        from factx.files import read_article

        return read_article(os.fspath(cast("os.PathLike[str]", given)))
    if isinstance(given, Mapping):
        from factx.files.articles import article_in

        return article_in("the article", dict(cast("Mapping[str, Any]", given)))
    kind = type(given).__name__
    raise WrongType(f"an article is a text, a path or a factx.Article, not {kind}")


def _refuse_names(text: str) -> None:
    """Raise `BadArgument` if a text looks like a path or an address."""
    name = text.strip()
    if len(name) <= _LONGEST_NAME and _ADDRESS.fullmatch(name):
        raise BadArgument(f"{name!a} is an address, which factx does not open: pass the text")
    if len(name) <= _LONGEST_NAME and _FILE_NAME.fullmatch(name):
        raise BadArgument(f"{name!a} looks like a file: pass pathlib.Path({name!a})")
