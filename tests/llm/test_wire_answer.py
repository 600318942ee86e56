"""The form of an answer: what its schema tells a model, and what it takes from one."""

import json
from typing import Any, cast

from instructor.v2.providers.openai.schema import generate_openai_schema

from factx.llm.wire.answer import (
    Answer,
    WireSource,
    WireStatement,
    answer_form,
)


def parts(schema: Any) -> list[dict[str, Any]]:
    """Every object of a JSON Schema."""
    if isinstance(schema, dict):
        whole = cast("dict[str, Any]", schema)
        return [whole, *(part for value in whole.values() for part in parts(value))]
    values = cast("list[Any]", schema) if isinstance(schema, list) else []
    return [part for value in values for part in parts(value)]


def test_every_string_and_list_of_the_schema_is_bounded() -> None:
    """Small models run on where a grammar lets them."""
    for part in parts(Answer.model_json_schema()):
        if part.get("type") == "string":
            assert "maxLength" in part or "enum" in part
        if part.get("type") == "array":
            assert "maxItems" in part


def test_every_list_is_required_and_explained() -> None:
    """What may be left out a small model leaves out."""
    schema = Answer.model_json_schema()
    assert schema["required"] == list(schema["properties"]) == ["sources", "statements", "claims"]
    assert schema["additionalProperties"] is False
    for name, field in schema["properties"].items():
        assert field["description"], name
        assert field["items"]["type"] == "string"


def test_max_items_bounds_every_list() -> None:
    """The form keeps its name, by which it is asked for."""
    parts_of = parts(answer_form(3).model_json_schema())
    assert [part["maxItems"] for part in parts_of if "maxItems" in part] == [3, 3, 3]
    assert answer_form(4).__name__ == "Answer"
    assert answer_form(4) is answer_form(4)


def test_the_form_can_be_asked_for_as_a_tool() -> None:
    """Providers without a response format get it as a tool, named after the form."""
    tool = generate_openai_schema(answer_form(3))
    assert tool["name"] == "Answer"
    assert tool["parameters"]["properties"]["statements"]["maxItems"] == 3


def test_bounds_and_closed_sets_are_not_held_against_an_answer() -> None:
    """A long quotation or an odd kind costs nothing else."""
    read = Answer.model_validate_json(
        json.dumps(
            {
                "sources": [{"number": "1", "name": "x" * 999, "kind": "Politician"}],
                "statements": [{"content": [{"text": "w " * 999, "until": None}]}],
            }
        )
    )
    [source] = read.sources
    assert isinstance(source, WireSource)
    assert (source.number, source.kind, source.naming) == ("1", "Politician", "")
    assert read.claims == ()


def test_an_item_of_another_form_costs_no_other() -> None:
    """It stays the JSON value that it was."""
    read = Answer.model_validate_json('{"statements": [{"cue": "said"}, 7, {"number": []}]}')
    assert isinstance(read.statements[0], WireStatement)
    assert read.statements[1:] == (7, {"number": []})
