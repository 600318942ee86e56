"""What a model is asked to write about an article, in the order in which it should think.

The docstrings of the fields are read by the model: a changed word changes results. The bounds
reach it through the JSON Schema, where they keep small models from running on; they are never held
against an answer, and neither are the lists of allowed words: whatever reads as JSON of about this
form is taken, and what does not fit is named later.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import lru_cache
from typing import Annotated, Any, ClassVar, cast, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, model_validator
from pydantic.json_schema import SkipJsonSchema

from factx.records.attribution import AttributionType
from factx.records.claim import ClaimKind, Factuality
from factx.records.source import Naming, SourceKind

SOURCE_KINDS: tuple[str, ...] = get_args(SourceKind)
NAMINGS: tuple[str, ...] = get_args(Naming)
TYPES: tuple[str, ...] = get_args(AttributionType)
CLAIM_KINDS: tuple[str, ...] = get_args(ClaimKind)
FACTUALITIES: tuple[str, ...] = get_args(Factuality)


def _else(default: object) -> BeforeValidator:
    return BeforeValidator(lambda value: default if value is None else value)


Number = Annotated[int, _else(0)]
Text = Annotated[str, _else("")]
Numbers = Annotated[tuple[int, ...], _else(())]


def _text(longest: int) -> Any:
    return Field(default="", json_schema_extra={"maxLength": longest})


def _word(allowed: Sequence[str]) -> Any:
    return Field(default="", json_schema_extra={"enum": list(allowed)})


def _many(most: int) -> Any:
    return Field(default=(), json_schema_extra={"maxItems": most})


def _tidy(schema: dict[str, Any], form: "type[Wire]") -> None:
    """Make `schema` short and closed: every field required, no defaults, no titles of fields."""
    schema["additionalProperties"] = False
    schema["required"] = list(form.model_fields)
    for field in schema["properties"].values():
        field.pop("title", None)
        field.pop("default", None)
        if "description" in field:
            field["description"] = " ".join(field["description"].split())


class Wire(BaseModel):
    """What all parts of an answer have in common; fields it does not know are kept aside."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
        json_schema_extra=cast("Any", _tidy),
    )


class Piece(Wire):
    """A stretch of the article, copied."""

    text: Text = _text(300)
    """Words copied from the article, letter by letter. If the stretch has more than 40 words, only
    its first 10 words."""
    until: Text = _text(100)
    """Empty if `text` is the whole stretch; else the stretch's last 10 words, copied."""


Pieces = Annotated[tuple[Piece, ...], _else(())]


class WireStatement(Wire):
    """One thing that somebody says, writes, believes, feels or intends, and who."""

    number: Number = 0
    """1 for the first statement, 2 for the second, and so on."""
    said_in: Number = 0
    """Number of the sentence where speaker and cue stand."""
    speaker: Text = _text(150)
    """Who says it, copied as it stands beside the cue, with its title; empty if nobody is named."""
    cue: Text = _text(80)
    """The words of saying, copied: "said", "has not denied", "according to"; empty if none."""
    begins_in: Number = 0
    """Number of the sentence where the content begins."""
    content: Pieces = _many(4)
    """What is said, copied in full and with its quotation marks: one piece, or several where words
    of the article come between them. Never the speaker or the cue."""
    sources: Numbers = _many(5)
    """Number of the source who says it, or of several: 1 for the first one, 2 for the next new one,
    and so on; the same number whenever the same source speaks."""
    type: Text = _word(TYPES)
    """statement if it was said or written; belief, attitude or intention if only held."""
    parent: Number = 0
    """0, or the number of the statement that reports this one: "The Gazette wrote that Ms Oduya had
    agreed" is a statement of the Gazette, and within it one of Ms Oduya."""


class WireSource(Wire):
    """Somebody or something that is quoted or reported as saying, believing or wanting."""

    number: Number = 0
    """The number by which the statements refer to it."""
    name: Text = _text(100)
    """Full name as the article gives it, or a short description if it is not named."""
    kind: Text = _word(SOURCE_KINDS)
    """What it is: a person, a group of people, an official body, an organisation ..."""
    naming: Text = _word(NAMINGS)
    """named if the article tells who it is; unnamed if it does not ("officials", "a neighbour");
    pseudonymous if it says that the name is changed."""


class WireClaim(Wire):
    """One proposition that can be true or false, asserted in a statement or by the article."""

    statement: Number = 0
    """Number of the statement that asserts it; 0 if the article itself does."""
    begins_in: Number = 0
    """Number of the sentence where the evidence begins."""
    evidence: Pieces = _many(3)
    """The fewest words from which the claim can be read, copied."""
    text: Text = _text(300)
    """The claim as one sentence that stands alone, with names for pronouns."""
    kind: Text = _word(CLAIM_KINDS)
    """fact, prediction, position (what somebody wants or undertakes) or opinion."""
    factuality: Text = _word(FACTUALITIES)
    """CT certain, PR probable, PS possible; + true, - false; CTu or Uu if left open."""


# A list takes anything, so that one odd item does not cost the others: what has not the form of an
# item stays the JSON value that it was.
Sources = tuple[
    Annotated[WireSource | SkipJsonSchema[JsonValue], Field(union_mode="left_to_right")], ...
]
Statements = tuple[
    Annotated[WireStatement | SkipJsonSchema[JsonValue], Field(union_mode="left_to_right")], ...
]
Claims = tuple[
    Annotated[WireClaim | SkipJsonSchema[JsonValue], Field(union_mode="left_to_right")], ...
]


class Answer(Wire):
    """Who says what in the article."""

    most: ClassVar[int | None] = None
    """How many items each list may have at most, where the drafter limits that."""

    statements: Statements = Field(json_schema_extra={"maxItems": 60})
    """Every statement, in the order of the article."""
    sources: Annotated[Sources, _else(())] = _many(40)
    """Every source of these statements, once."""
    claims: Annotated[Claims, _else(())] = _many(60)
    """The claims, in the order of the article."""

    @model_validator(mode="after")
    def _is_reviewed(self) -> "Answer":
        review = REVIEW.get()
        problems = review(self) if review else ()
        if problems:
            raise ValueError("\n- ".join(["this does not fit the article:", *problems]))
        return self

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The JSON Schema that the model is given, with this form's own bounds."""
        schema = super().model_json_schema(*args, **kwargs)
        if cls.most is not None:
            _bound(schema, cls.most)
        return schema


REVIEW: ContextVar[Callable[[Answer], Sequence[str]] | None] = ContextVar("review", default=None)
"""What looks an answer over while the model can still be asked again; its problems, if any."""


@lru_cache
def answer_form(most: int | None = None) -> type[Answer]:
    """The form of an answer whose lists have at most `most` items each, for weak models."""
    if most is None:
        return Answer
    body = {"most": most, "__doc__": Answer.__doc__, "__module__": __name__}
    return cast("type[Answer]", type("Answer", (Answer,), body))


def _bound(schema: object, most: int) -> None:
    """Lower every bound on a list's length in `schema` to `most`."""
    if isinstance(schema, dict):
        part = cast("dict[str, Any]", schema)
        if isinstance(part.get("maxItems"), int):
            part["maxItems"] = min(part["maxItems"], most)
        for value in part.values():
            _bound(value, most)
    elif isinstance(schema, list):
        for value in cast("list[object]", schema):
            _bound(value, most)
