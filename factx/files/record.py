"""One record, or one draft, from the JSON that holds it."""

from collections.abc import Mapping

from factx.errors import InputError
from factx.files.json_text import get_object, read_json
from factx.files.paths import suffix_of
from factx.files.yaml_text import SUFFIXES, read_yaml
from factx.records import Draft, FactRecord


def record_of(where: str, data: object) -> FactRecord:
    """The record in a JSON object; raises `InputError`, or `InvalidData` naming every problem."""
    fields = get_object(where, data)
    if "text" in fields and not is_record(fields):
        raise InputError(where, "it is an article, not a record: run factx extract on it first")
    return FactRecord.from_data(fields, what=where)


def is_record(data: object) -> bool:
    """Whether JSON is meant as a record, good or bad, and not as an article."""
    return isinstance(data, Mapping) and "article" in data


def read_draft(path: str) -> Draft:
    """The draft in a file of JSON or YAML, told apart by the suffix.

    Raises `InputError`, or `InvalidData` naming every problem.
    """
    data = read_yaml(path) if suffix_of(path) in SUFFIXES else read_json(path)
    return Draft.from_data(data, what=path)
