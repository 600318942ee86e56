"""The JSON Schemas of what factx reads and writes, generated from its classes."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from factx.evaluation import AgreementReport, Baseline, EvaluationReport
from factx.records import Article, Draft, FactRecord
from factx.records.base import Value, is_unset
from factx.records.record import SCHEMA_VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _InputSchema(GenerateJsonSchema):
    """Schema of what users write: a field without a default is required."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Leave examples in Python out of the description."""
        made = super().model_schema(schema)
        if "description" in made:
            made["description"] = made["description"].partition("\n\nExamples:")[0]
        return made

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out empty defaults."""
        if is_unset(schema.get("default")) or schema.get("default") == "":
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)


class _OutputSchema(_InputSchema):
    """Schema of what factx writes: every field is required, except those declared by `unset`."""

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        return "serialization_exclude_if" not in field


PUBLISHED: dict[str, tuple[type[Value], type[GenerateJsonSchema]]] = {
    "article": (Article, _InputSchema),
    "draft": (Draft, _InputSchema),
    "fact-record": (FactRecord, _OutputSchema),
    "evaluation-report": (EvaluationReport, _OutputSchema),
    "agreement-report": (AgreementReport, _OutputSchema),
    "baseline": (Baseline, _OutputSchema),
}
"""The published schemas, by the name in their `$id` and file name."""


def schema_texts() -> dict[str, str]:
    """Return the published schemas as JSON text, by file name."""
    return {
        f"{name}.schema.json": json.dumps(schema_of(name), indent=2, ensure_ascii=False) + "\n"
        for name in PUBLISHED
    }


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `name`, a key of `PUBLISHED`."""
    model, generator = PUBLISHED[name]
    return {
        "$schema": DIALECT,
        "$id": f"urn:factx:{name}:{SCHEMA_VERSION}",
        **model.model_json_schema(schema_generator=generator),
    }
