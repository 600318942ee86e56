"""Read fields of JSON in other formats, with errors that name the place."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from factx.errors import InputError, InvalidData
from factx.records import Article
from factx.records.base import Value

T = TypeVar("T", bound=Value)

_FACTS = ("lang", "title", "url", "publisher", "published", "byline", "meta")


def get_object(where: str, data: object, what: str) -> Mapping[str, Any]:
    """`data` if it is a JSON object; raises `InputError` if not."""
    if not isinstance(data, Mapping):
        raise InputError(where, f"{what} is not a JSON object")
    return cast("Mapping[str, Any]", data)


def get_list(where: str, data: Mapping[str, Any], key: str) -> Sequence[Any]:
    """The list at `key`; empty if there is none."""
    found: object = data.get(key)
    if found is None:
        return ()
    if not isinstance(found, list):
        raise InputError(where, f"its {key} is not a list")
    return cast("list[Any]", found)


def get_text(where: str, data: Mapping[str, Any], key: str) -> str:
    """The text at `key`."""
    found: object = data.get(key)
    if not isinstance(found, str):
        raise InputError(
            where, f"it has no {key}" if found is None else f"its {key} is not a string"
        )
    return found


def get_offset(where: str, data: Mapping[str, Any], key: str) -> int:
    """The offset at `key`, which some tools write as a string."""
    found: object = data.get(key)
    if isinstance(found, str) and found.isdecimal():
        return int(found)
    if isinstance(found, bool) or not isinstance(found, int) or found < 0:
        raise InputError(where, f"its {key} is not an offset: {found!r}")
    return found


def facts_of(article: Article) -> dict[str, Any]:
    """The metadata of an article that are set, without its text, id and sha256."""
    found = {name: getattr(article, name) for name in _FACTS}
    return {name: value for name, value in found.items() if value is not None}


def article_of(where: str, text: str, identity: str | None, facts: Mapping[str, Any]) -> Article:
    """The article of `text` with the metadata in `facts`; raises `InputError`."""
    known = {name: value for name, value in facts.items() if name in _FACTS}
    fields = {"text": text, **({"id": identity} if identity else {}), **known}
    return valid(Article, where, fields)


def valid(kind: type[T], where: str, fields: Mapping[str, Any]) -> T:
    """A `kind` with these fields; raises `InputError` with every problem."""
    try:
        return kind.from_data(fields)
    except InvalidData as error:
        raise InputError(where, "; ".join(error.problems)) from error
