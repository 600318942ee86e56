"""What a small model writes about one sentence: whether it reports, and who says what."""

from typing import Any, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from factx.llm.recording import VERB, Completion
from factx.llm.wire.answer import Reviewed, Text
from factx.llm.wire.find_object import Wanted
from factx.llm.wire.parse import CUT_OFF, Unreadable, first_problem, object_in

REPORTING = ("saying", "thinking", "wanting")
"""The kinds of verb that may report something."""
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


class SentenceAnswer(Reviewed):
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


class VerbAnswer(Reviewed):
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


_SENTENCE = Wanted(tuple(SentenceAnswer.model_fields), "reports")
_VERB = Wanted(tuple(VerbAnswer.model_fields), "kind")


def parse_sentence(completion: Completion) -> SentenceAnswer | VerbAnswer:
    """The answer to the question that `completion.step` names; raises `Unreadable` without one.

    One that is cut off is none, since its last word may be half a word.
    """
    is_verb = completion.step == VERB
    form, wanted = (VerbAnswer, _VERB) if is_verb else (SentenceAnswer, _SENTENCE)
    found = object_in(completion, wanted)
    if not found.is_whole:
        raise Unreadable(CUT_OFF if completion.truncated else "the answer ends in the middle")
    try:
        return form.model_validate(found.data, strict=False)
    except ValidationError as error:
        raise Unreadable(first_problem(error)) from None
