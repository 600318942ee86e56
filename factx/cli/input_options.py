"""The options for how articles are read."""

import codecs
from typing import Annotated

import typer


def _known(name: str | None) -> str | None:
    """The name of an encoding of text; raises `BadParameter` if Python knows none of that name."""
    if name is None:
        return None
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        found = None
    if found is None or not getattr(found, "_is_text_encoding", True):
        raise typer.BadParameter(f"there is no encoding {name!r}; name one such as windows-1252")
    return name


def _tag(name: str | None) -> str | None:
    """The tag of a language; raises `BadParameter` if it is none, nor the name of a language."""
    from factx.text.language_tags import language_tag

    tag = None if name is None else language_tag(name)
    if name is not None and tag is None:
        raise typer.BadParameter(f"{name!a} is not a language: give a tag such as en or de-CH")
    return tag


Lang = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        callback=_tag,
        help="Language of articles that do not name theirs, such as en or German.",
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        callback=_known,
        help="Encoding of .txt and .md files, such as windows-1252. Default: utf-8.",
    ),
]
