"""What a weak model is asked to write: of one sentence, whether it reports, and who says what."""

from typing import Any, Self, TypeVar, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from factx.llm.recording import Completion
from factx.llm.wire.answer import Text, hold_against_review
from factx.llm.wire.parse import CUT_OFF, TOO_LONG, Unreadable, object_in
from factx.records.base import problems_of

FormT = TypeVar("FormT", bound=BaseModel)
REPORTING = ("saying", "thinking", "wanting")
"""The kinds of verb by which somebody is reported as holding something."""
KINDS = (*REPORTING, "doing", "being", "happening")
"""All kinds of verb."""


def _closed(schema: dict[str, Any], form: type[BaseModel]) -> None:
    schema["additionalProperties"] = False
    schema["required"] = list(form.model_fields)
    for field in schema["properties"].values():
        field.pop("title", None)
        field.pop("default", None)


def _text(longest: int) -> Any:
    return Field(default="", json_schema_extra={"maxLength": longest})


class SentenceAnswer(BaseModel):
    """Whether a sentence reports what somebody says, and if it does, who says what."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        hide_input_in_errors=True,
        json_schema_extra=cast("Any", _closed),
    )

    reports: bool
    who: Text = _text(100)
    cue: Text = _text(60)
    what: Text = _text(500)

    @model_validator(mode="after")
    def _is_reviewed(self) -> Self:
        hold_against_review(self)
        return self


class VerbAnswer(BaseModel):
    """What the main verb of a sentence is, and what kind of verb."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        hide_input_in_errors=True,
        json_schema_extra=cast("Any", _closed),
    )

    verb: Text = _text(60)
    kind: str = Field(json_schema_extra={"enum": [*KINDS]})

    @field_validator("kind")
    @classmethod
    def _is_known(cls, kind: str) -> str:
        if kind.strip().lower() not in KINDS:
            raise ValueError(f"there is no such kind of verb; there are {', '.join(KINDS)}")
        return kind

    @property
    def reports(self) -> bool:
        """Whether somebody may say, think or want something there."""
        return self.kind.strip().lower() in REPORTING


def read_sentence(completion: Completion) -> SentenceAnswer:
    """The answer that `completion` holds; raises `Unreadable` where there is none."""
    return _read(completion, SentenceAnswer)


def read_verb(completion: Completion) -> VerbAnswer:
    """The answer that `completion` holds; raises `Unreadable` where there is none."""
    return _read(completion, VerbAnswer)


def _read(completion: Completion, form: type[FormT]) -> FormT:
    if completion.refused:
        raise Unreadable("the model declined to answer")
    if completion.truncated:
        raise Unreadable(TOO_LONG if completion.overflowed else CUT_OFF)
    try:
        return form.model_validate_json(object_in(completion.text), strict=False)
    except ValidationError as error:
        raise Unreadable(problems_of(error)[0][:200]) from None
