"""The fields of an article in JSON, also as trafilatura and newspaper4k write them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from factx.records import Article
from factx.text.language_tags import language_tag

KEYS = tuple(Article.model_fields)
"""The keys of an article."""

_OTHER_NAMES = {
    "byline": ("author", "authors"),
    "published": ("date", "publish_date"),
    "url": ("canonical_link", "source"),
    "publisher": ("sitename", "source-hostname", "meta_site_name"),
    "lang": ("language", "meta_lang"),
}
"""What trafilatura and newspaper4k call the fields of an article, the best one first."""
_COPIES = frozenset({"raw_text", "html", "article_html"})
"""Keys with the text once more, or the page that it was taken from."""


def article_fields(data: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """The fields of an article, and the keys in `data` that went into its `meta`.

    A field under the name that trafilatura or newspaper4k has for it is renamed, if it fits. Other
    keys go to `meta`, those that are not strings as JSON; empty ones and copies of the text do not.
    """
    fields = {key: value for key, value in data.items() if key in KEYS}
    if fields.get("id") is None:
        fields.pop("id", None)
    unknown = {key: value for key, value in data.items() if key not in KEYS}
    for name, others in _OTHER_NAMES.items():
        for key in others:
            value = _as_field(name, unknown.get(key))
            if value and not fields.get(name):
                fields[name] = value
            if value and value == fields[name]:
                unknown.pop(key)
    kept = dict(_as_texts(unknown))
    meta = fields.get("meta")
    if kept and (meta is None or isinstance(meta, Mapping)):
        fields["meta"] = {**kept, **cast("Mapping[str, Any]", meta or {})}
    return fields, list(kept)


def _as_field(name: str, value: object) -> str | None:
    """The value of another key as the field `name`; None if it is not that."""
    if name == "byline" and isinstance(value, list):
        names = cast("list[object]", value)
        value = ", ".join(names) if all(isinstance(one, str) for one in names) else None  # pyright: ignore
    if not isinstance(value, str) or not value.strip():
        return None
    if name == "url" and not value.startswith(("http://", "https://")):
        return None
    return language_tag(value) if name == "lang" else value


def _as_texts(unknown: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in unknown.items():
        is_empty = value in (None, "", [], {}, [""])
        if not is_empty and key not in _COPIES:
            yield key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
