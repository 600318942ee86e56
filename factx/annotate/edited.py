"""The record of what a person marked on the page: checked, renumbered, and exact by construction.

A page sends a record whose spans have offsets only; their texts are those of the article.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from factx.errors import InvalidData
from factx.grounding.ground import ground_parts
from factx.grounding.parts import Parts
from factx.records import Article, Attribution, Claim, FactRecord, Quote, Relation, Source
from factx.records.base import Value
from factx.records.links import link_problems
from factx.records.provenance import Origin

Data = dict[str, Any]

_ITEMS: Mapping[str, type[Value]] = {
    "sources": Source,
    "quotes": Quote,
    "attributions": Attribution,
    "claims": Claim,
    "relations": Relation,
}
_DRAFTED = ("match", "drafted", "differs")


def edited(article: Article, data: object, *, layers: Iterable[str] = ()) -> FactRecord:
    """Return the record of a page's `data` about `article`; raises `InvalidData` naming problems.

    It is the record that grounding gives, with its ids in reading order: s1, q1, a1, c1. `layers`
    are the parts that were annotated, if not all.
    """
    sent = _object(data)
    if sent is None:
        raise InvalidData("record", ["it is not an object"])
    text = article.get_text()
    origin = Origin.from_data({"drafter": "human", "layers": list(layers)}, what="record")
    parts = Parts(**cast("Any", {name: _items(sent, name, text) for name in _ITEMS}))
    problems = link_problems(parts)
    if problems:
        raise InvalidData("record", problems)
    record = ground_parts(article, parts, origin)
    if record.ungrounded:
        lost = [f"{each.kind}: {each.drafted}" for each in record.ungrounded]
        raise InvalidData(
            "record", [f"it is not in the article as whole words: {each}" for each in lost]
        )
    return record


def _items(data: Data, name: str, text: str) -> list[Value]:
    listed = _list(data.get(name, []))
    if listed is None:
        raise InvalidData("record", [f"{name} is not a list"])
    kind = _ITEMS[name]
    items = [
        kind.from_data(_with_texts(item, text), what=f"{name}[{number}]")
        for number, item in enumerate(listed)
    ]
    for field in ("mentions", "spans", "evidence"):
        if field in kind.model_fields:
            items = [_sorted(item, field) for item in items]
    return items


def _sorted(item: Value, field: str) -> Value:
    spans = tuple(sorted(getattr(item, field), key=lambda span: span.place))
    return item.model_copy(update={field: spans})


def _list(value: object) -> list[Any] | None:
    return cast("list[Any]", value) if isinstance(value, list) else None


def _object(value: object) -> Data | None:
    return cast("Data", value) if isinstance(value, dict) else None


def _with_texts(value: Any, text: str) -> Any:
    """Give every span of `value` its text, and take away how a drafted string was matched."""
    if (listed := _list(value)) is not None:
        return [_with_texts(each, text) for each in listed]
    if (fields := _object(value)) is None:
        return value
    found = {name: _with_texts(each, text) for name, each in fields.items()}
    start, end = found.get("start"), found.get("end")
    if isinstance(start, int) and isinstance(end, int):
        if not 0 <= start < end <= len(text):
            raise InvalidData("record", [f"a span is at {start}-{end} of {len(text)} characters"])
        found["text"] = text[start:end]
        for name in _DRAFTED:
            found.pop(name, None)
    return found
