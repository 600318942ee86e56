"""The published JSON Schemas: generated, committed, and agreed to by another validator."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from building import claim, drafted, grounded, said, speaker

from factx.records import FactRecord, dump
from factx.schemas import DIALECT, PUBLISHED, schema_of, schema_texts

COMMITTED = Path(__file__).parent.parent / "schemas"


def validate(name: str, data: Any) -> None:
    """Have the other validator look at `data`; raises jsonschema's ValidationError."""
    schema = schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema, cls=jsonschema.Draft202012Validator)


@pytest.fixture
def record() -> FactRecord:
    return grounded(
        "Ana said it rained 5 mm.",
        said("it rained 5 mm", source="Ana", cue="said"),
        said("never written", id="2"),
        sources=[speaker("Ana")],
        claims=[claim("it rained 5 mm", attribution="a1", quantities=[{"text": "5 mm"}])],
    )


def test_the_committed_schemas_are_those_of_the_code() -> None:
    committed = {path.name: path.read_text("utf-8") for path in COMMITTED.glob("*.json")}
    assert committed == schema_texts(), "schemas/ is stale: run make schemas"


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_schema_names_its_dialect_and_version(name: str) -> None:
    schema = schema_of(name)
    assert schema["$schema"] == DIALECT
    assert schema["$id"] == f"urn:factx:{name}:1.0"


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_field_is_described(name: str) -> None:
    """A field's docstring is its description; none goes without."""
    schema = schema_of(name)
    for part in (schema, *schema.get("$defs", {}).values()):
        assert part["description"]
        missing = [
            field for field, value in part["properties"].items() if "description" not in value
        ]
        assert not missing, f"{part['title']}: {missing}"


def test_another_validator_accepts_what_factx_writes(record: FactRecord) -> None:
    validate("fact-record", json.loads(dump(record)))
    validate("article", {"text": "Only this."})
    draft = drafted(said("x@1", source="Ana", cue="said"))
    validate("draft", json.loads(draft.model_dump_json()))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("quotes", 0, "type"), "hearsay"),
        (("quotes", 0, "spans"), []),
        (("quotes", 0, "spans", 0, "start"), -1),
        (("attributions", 0, "cue"), "said"),
        (("sources", 0, "mentions", 0, "form"), None),
        (("claims", 0, "factuality"), "true"),
        (("article", "sha256"), "abc"),
        (("schema_version",), "2.0"),
        (("more",), 1),
    ],
)
def test_it_refuses_what_is_broken(
    record: FactRecord, path: tuple[str | int, ...], value: object
) -> None:
    data: Any = json.loads(dump(record))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        validate("fact-record", data)


@pytest.mark.parametrize("field", ["parent", "cue", "source_span", "sources", "type"])
def test_it_refuses_a_record_that_lacks_a_core_field(record: FactRecord, field: str) -> None:
    data = json.loads(dump(record))
    del data["attributions"][0][field]
    with pytest.raises(jsonschema.ValidationError, match="required"):
        validate("fact-record", data)


@pytest.mark.parametrize("passage", [{}, {"first": "a"}, {"text": "a", "first": "b", "last": "c"}])
def test_it_refuses_a_passage_that_is_neither_whole_nor_ends(passage: dict[str, str]) -> None:
    draft: Any = json.loads(drafted(said("x")).model_dump_json())
    draft["quotes"][0]["spans"] = [passage]
    with pytest.raises(jsonschema.ValidationError):
        validate("draft", draft)
