"""factx's own format: the JSON of a record, in lines or an array, of this or an earlier version."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from factx.errors import InputError
from factx.formats.imported import Entry, ImportedRecord
from factx.formats.json_fields import get_object
from factx.formats.mapping import Mapping as Names
from factx.records import (
    Attribution,
    Claim,
    FactRecord,
    Mention,
    Provenance,
    Quantity,
    Quote,
    Relation,
    Source,
    Time,
    Ungrounded,
    dump,
)
from factx.records.record import SCHEMA_VERSION

READ = (SCHEMA_VERSION,)
"""The schema versions that can be read. Every published version stays in this list and has a file
in the tests."""

_MODELS = (
    Attribution,
    Claim,
    Mention,
    Provenance,
    Quantity,
    Quote,
    Relation,
    Source,
    Time,
    Ungrounded,
)
# Fields that are left out if not set; tables have null there.
_UNSET = frozenset(
    name
    for model in _MODELS
    for name, field in model.model_fields.items()
    if field.default is False or field.default == ()
)


def import_records(entry: Entry, names: Names | None = None) -> Iterator[ImportedRecord]:
    """The record in JSON; raises `InputError`, or `InvalidData` naming every problem.

    A null counts as left out if the field may be left out, because data frames, Arrow and Parquet
    write nulls in every row.
    """
    del names  # our own labels need no mapping
    data = get_object(entry.where, entry.data, "a record")
    version = data.get("schema_version", SCHEMA_VERSION)
    if version not in READ:
        known = ", ".join(READ)
        problem = f"it is of schema version {version}, and this factx reads {known}"
        raise InputError(entry.where, problem)
    if "article" not in data:
        hint = "; if it is another format, name it with --from"
        raise InputError(entry.where, f"it is not a factx record: it has no article{hint}")
    yield ImportedRecord(entry.where, FactRecord.from_data(_without_nulls(data), what=entry.where))


def text_of(record: FactRecord) -> str:
    """The record's JSON; the same record always gives the same characters."""
    return dump(record)


def _without_nulls(data: object, key: str = "") -> object:
    if isinstance(data, list):
        return [_without_nulls(each) for each in cast("list[object]", data)]
    if not isinstance(data, Mapping):
        return data
    if key == "extra":
        return cast("object", data)
    fields = cast("Mapping[str, Any]", data)
    return {
        name: _without_nulls(value, name)
        for name, value in fields.items()
        if value is not None or (name not in _UNSET and key != "meta")
    }
