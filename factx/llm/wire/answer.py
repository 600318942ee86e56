"""The form of a model's answer about an article, in the order in which it should think.

A model writes one line per item; a line is split into the fields below, and an object with these
fields is accepted too. The JSON Schema that a model gets limits lengths and numbers of items, which
stops small models from running on. Answers are not validated against these limits, nor against the
lists of allowed words: any JSON of roughly this form is read, and problems are reported later.
"""

import json
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Self, cast, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    ModelWrapValidatorHandler,
    PrivateAttr,
    WithJsonSchema,
    model_validator,
)

from factx.llm.numbering import Numbering
from factx.llm.wire.claim_lines import SAME, claim_fields, with_keys
from factx.llm.wire.lines import line_of, pieces, source_fields, statement_fields
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


def _key(value: object) -> object:
    """A key as a string: a number becomes its digits; None and 0 become the empty string."""
    if value is None or value == 0:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _of(fields: Callable[[str], dict[str, Any]]) -> BeforeValidator:
    """Split an item that is written as a line into its fields; leave an object as it is."""

    def split(value: object) -> object:
        line = line_of(value)
        return value if line is None else fields(line)

    return BeforeValidator(split)


def _at_most(parts: str) -> BeforeValidator:
    """Refuse a list in an item before so many parts are validated that it is no item."""

    def check(value: object) -> object:
        if _size(value) > MOST_PARTS:
            raise ValueError(f"it has more than {MOST_PARTS} {parts}")
        return value

    return BeforeValidator(check)


def _size(value: object) -> int:
    return len(cast("list[object]", value)) if isinstance(value, list) else 0


MOST_PARTS = 100
"""Pieces or sources of one item that are read."""
Number = Annotated[int, _else(0)]
Text = Annotated[str, _else("")]
Flag = Annotated[bool, _else(False)]
Key = Annotated[str, BeforeValidator(_key)]
Keys = Annotated[tuple[Key, ...], _at_most("sources"), _else(())]


REVIEW: ContextVar[Callable[[], Sequence[str] | None] | None] = ContextVar("review", default=None)
"""Set while instructor validates an answer: returns its problems, or None if there is no answer."""


class Reviewed(BaseModel):
    """An answer that instructor sends back to the model if `REVIEW` finds problems.

    It was parsed before instructor validates it, so it is not parsed again.
    """

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """As pydantic's; during a review, `json_data` need not be JSON."""
        if REVIEW.get() is not None:
            return cls.model_validate({})
        return super().model_validate_json(json_data, **options)

    @model_validator(mode="wrap")
    @classmethod
    def _review(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        review = REVIEW.get()
        problems = review() if review else None
        if problems is None:
            return cls.of_no_answer(value, handler)
        if problems:
            raise ValueError("\n- ".join(["the answer has problems:", *problems]))
        return cls.model_construct()

    @classmethod
    def of_no_answer(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """What `value` is validated to if there is no answer that was reviewed."""
        return handler(value)


class Wire(BaseModel):
    """What all parts of an answer have in common; fields it does not know are kept aside."""

    model_config = ConfigDict(
        frozen=True, extra="allow", use_attribute_docstrings=True, hide_input_in_errors=True
    )


class Piece(Wire):
    """A stretch of the article, copied."""

    text: Text = ""
    """The stretch, or its first words."""
    until: Text = ""
    """Its last words; empty if `text` is the whole of it."""


class Owning(Wire):
    """An item that can have fields of the user's own."""

    _own: dict[str, dict[str, Any]] = PrivateAttr(default_factory=dict[str, dict[str, Any]])

    def own(self, kind: str) -> dict[str, Any] | None:
        """The fields of the source, quote, attribution or claim; None without any."""
        return self._own.get(kind)

    def with_own(self, kind: str, fields: dict[str, Any]) -> Self:
        """A copy with these fields."""
        copy = self.model_copy()
        copy._own = {**self._own, kind: fields}
        return copy


Pieces = Annotated[tuple[Piece, ...], _at_most("pieces"), _else(())]


class EvidencePiece(Piece):
    """A stretch of a claim's evidence, maybe open at an end, and the names put in for its words.

    Without first words it runs from the beginning of the content or sentence.
    """

    goes_on: Flag = False
    """Whether it runs to the end of the content or sentence."""
    name: Text = ""
    """The name to put in for its first words, or the number of a source."""
    until_name: Text = ""
    """The name to put in for its last words."""


class WireStatement(Owning):
    """One thing that somebody says, writes, believes, feels or intends, and who."""

    number: Key = ""
    """By what claims and other statements refer to it: "3", or "3b" for a second one there."""
    said_in: Number = 0
    """Number of the sentence where speaker and cue stand."""
    speaker: Text = ""
    """Who says it, as it stands beside the cue; empty if nobody is named."""
    cue: Text = ""
    """The words of saying; empty if there are none."""
    begins_in: Number = 0
    """Number of the sentence where the content begins."""
    content: Pieces = ()
    """What is said."""
    sources: Keys = ()
    """Numbers of the sources who say it."""
    type: Text = ""
    """statement, belief, attitude or intention."""
    parent: Key = ""
    """The statement that reports this one, if any."""
    negated: Flag = False
    """Whether the article says that this was not said."""

    @property
    def mention(self) -> Piece:
        """The words for the speaker, which may be given by their ends too."""
        written = pieces(self.speaker)
        return Piece(**written[0]) if len(written) == 1 else Piece(text=self.speaker)


class WireSource(Owning):
    """Somebody or something that is quoted or reported as saying, believing or wanting."""

    number: Key = ""
    """The number by which the statements refer to it."""
    name: Text = ""
    """Full name as the article gives it, or a short description."""
    kind: Text = ""
    """What it is: a person, a group of people, an official body ..."""
    naming: Text = ""
    """named, unnamed or pseudonymous."""


class WireClaim(Owning):
    """One proposition that can be true or false, asserted in a statement or by the article."""

    statement: Key = ""
    """The statement that asserts it; empty if the article itself does."""
    begins_in: Number = 0
    """Number of the sentence where the evidence begins."""
    evidence: Annotated[tuple[EvidencePiece, ...], _at_most("pieces"), _else(())] = ()
    """The fewest words from which it can be read."""
    text: Text = ""
    """The claim as one sentence that stands alone; empty if the evidence does, with its names."""
    standalone: Flag = True
    """False if the text is written as "-": then nothing tells whom its pronouns mean."""
    kind: Text = ""
    """fact, prediction, position or opinion."""
    factuality: Text = ""
    """CT+, PR+, PS+, CT-, PR-, PS-, CTu or Uu."""
    standing: Text = ""
    """background or presupposed; empty for a main clause."""
    reports: Key = ""
    """The statement that it retells, if any."""
    checks: Annotated[tuple[Text, ...], _else(())] = ()
    """Why it is worth checking."""


class Surplus(Wire):
    """The items of a list that are too many to be read."""

    count: int
    """How many there are."""

    @property
    def problem(self) -> str:
        """Why they are not read."""
        return f"only the first {MOST_READ:,} items of a list are read"

    def __str__(self) -> str:
        return f"{self.count:,} more items"


def _keyed(items: object) -> object:
    return with_keys(cast("list[object]", items)) if isinstance(items, list | tuple) else items


def _line(longest: int) -> WithJsonSchema:
    """The JSON Schema of an item: a line of at most so many characters."""
    return WithJsonSchema({"type": "string", "maxLength": longest})


# An item of another form stays the JSON value that it was, so that it does not cost the others.
Sources = tuple[
    Annotated[
        WireSource | Surplus | JsonValue,
        Field(union_mode="left_to_right"),
        _of(source_fields),
        _line(200),
    ],
    ...,
]
Statements = tuple[
    Annotated[
        WireStatement | Surplus | JsonValue,
        Field(union_mode="left_to_right"),
        _of(statement_fields),
        _line(500),
    ],
    ...,
]
Claims = Annotated[
    tuple[
        Annotated[
            WireClaim | Surplus | JsonValue,
            Field(union_mode="left_to_right"),
            _of(claim_fields),
            _line(600),
        ],
        ...,
    ],
    BeforeValidator(_keyed),
]


def _tidy(schema: dict[str, Any], form: "type[Answer]") -> None:
    """Shorten and close a schema: every list required and bounded, no defaults, no titles."""
    schema["additionalProperties"] = False
    if not form.has_claims:
        del schema["properties"]["claims"]
    schema["required"] = list(schema["properties"])
    for field in schema["properties"].values():
        field.pop("title", None)
        field.pop("default", None)
        field["maxItems"] = form.most or MOST


class Answer(Wire, Reviewed):
    """Who says what in the article."""

    model_config = ConfigDict(json_schema_extra=cast("Any", _tidy))

    most: ClassVar[int | None] = None
    """How many items each list may have at most, where the drafter limits that."""
    has_claims: ClassVar[bool] = True
    """Whether claims are asked for."""
    fields: ClassVar[str | None] = None
    """The JSON Schema of the lists about fields of the user's own."""

    sources: Annotated[Sources, _else(())] = ()
    """Everybody who is quoted or reported, a line each."""  # first: a cut answer has them
    statements: Annotated[Statements, _else(())]
    """Every statement, a line each, in the order of the article."""
    claims: Annotated[Claims, _else(())] = ()
    """The claims, a line each, in the order of the article."""

    @classmethod
    def model_json_schema(cls, *arguments: Any, **options: Any) -> dict[str, Any]:
        """As pydantic's, with the lists about fields of the user's own.

        They cannot be added while pydantic makes the schema, since it resolves references itself.
        """
        schema = super().model_json_schema(*arguments, **options)
        if cls.fields is not None:
            own = json.loads(cls.fields)
            for one in own["properties"].values():
                one["maxItems"] = cls.most or MOST
            schema["properties"] |= own["properties"]
            schema["required"] += list(own["properties"])
            schema["$defs"] = schema.get("$defs", {}) | own["$defs"]
        return schema

    def evidence_of(self, claim: WireClaim, numbering: Numbering) -> tuple[Piece, ...]:
        """A claim's evidence, where "=" is the whole content of its statement.

        For a claim of the article itself, "=" is the whole sentence.
        """
        if [piece.text for piece in claim.evidence] != [SAME]:
            return claim.evidence
        return self.whole_of(claim, numbering)

    def whole_of(self, claim: WireClaim, numbering: Numbering) -> tuple[Piece, ...]:
        """The whole content of a claim's statement, or the whole sentence of the article."""
        if not claim.statement:
            return (Piece(text=numbering.bare_sentence(claim.begins_in)),)
        for statement in self.statements:
            if isinstance(statement, WireStatement) and statement.number == claim.statement:
                return statement.content
        return ()


MOST = 80
"""The limit of items per list, unless the caller sets `max_items`."""
MOST_READ = 2000
"""The items of a list that are read if the server does not keep to the limit."""


@lru_cache
def answer_form(
    most: int | None = None, *, claims: bool = True, fields: str | None = None
) -> type[Answer]:
    """The form of an answer with at most `most` items per list, and with or without claims.

    `fields` is the JSON Schema of the lists about fields of the user's own.
    """
    if most is None and claims and fields is None:
        return Answer
    body = {
        "most": most,
        "has_claims": claims,
        "fields": fields,
        "__doc__": Answer.__doc__,
        "__module__": __name__,
    }
    return cast("type[Answer]", type("Answer", (Answer,), body))
