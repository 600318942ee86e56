"""The JSON Schemas of what factx reads and writes, generated from the records."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from factx.evaluation import AgreementReport, Baseline, EvaluationReport
from factx.records import Article, Draft, FactRecord
from factx.records.base import Value, is_unset
from factx.records.record import SCHEMA_VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Handwritten(GenerateJsonSchema):
    """For what people and other programs write: required is what has no default."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Defaults are told where they say something."""
        if is_unset(schema.get("default")) or schema.get("default") == "":
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)


class _Written(_Handwritten):
    """For what factx writes: required is every core field, which is every one not `unset`."""

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        return "serialization_exclude_if" not in field


PUBLISHED: dict[str, tuple[type[Value], type[GenerateJsonSchema]]] = {
    "article": (Article, _Handwritten),
    "draft": (Draft, _Handwritten),
    "fact-record": (FactRecord, _Written),
    "evaluation-report": (EvaluationReport, _Written),
    "agreement-report": (AgreementReport, _Written),
    "baseline": (Baseline, _Written),
}
"""What has a schema of its own, by the name that its `$id` and its file carry."""


def schema_texts() -> dict[str, str]:
    """The published schemas as JSON text, by file name; always the same text for one version."""
    return {
        f"{name}.schema.json": json.dumps(schema_of(name), indent=2, ensure_ascii=False) + "\n"
        for name in PUBLISHED
    }


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) published under `name`, a key of `PUBLISHED`."""
    model, generator = PUBLISHED[name]
    return {
        "$schema": DIALECT,
        "$id": f"urn:factx:{name}:{SCHEMA_VERSION}",
        **model.model_json_schema(schema_generator=generator),
    }
