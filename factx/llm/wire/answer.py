"""What a model is asked to write about an article, in the order in which it should think.

It writes one line an item; the fields are what a line is taken apart into, and an object with these
fields is taken as well. The bounds reach the model through the JSON Schema, where they keep small
ones from running on; they are never held against an answer, and neither are the lists of allowed
words: whatever reads as JSON of about this form is taken, and what does not fit is named later.
"""

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
    WithJsonSchema,
    model_validator,
)

from factx.llm.numbering import Numbering
from factx.llm.wire.lines import claim_fields, pieces, source_fields, statement_fields
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


def _name(value: object) -> object:
    """A key as a string: a number counts as its digits, and nothing and 0 as no key."""
    if value is None or value == 0:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _of(fields: Callable[[str], dict[str, Any]]) -> BeforeValidator:
    """An item is written as one line, or as an object with its fields."""
    return BeforeValidator(lambda value: fields(value) if isinstance(value, str) else value)


Number = Annotated[int, _else(0)]
Text = Annotated[str, _else("")]
Key = Annotated[str, BeforeValidator(_name)]
Keys = Annotated[tuple[Key, ...], _else(())]


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


Pieces = Annotated[tuple[Piece, ...], _else(())]


class WireStatement(Wire):
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

    @property
    def mention(self) -> Piece:
        """The words for the speaker, which may be given by their ends too."""
        written = pieces(self.speaker)
        return Piece(**written[0]) if len(written) == 1 else Piece(text=self.speaker)


class WireSource(Wire):
    """Somebody or something that is quoted or reported as saying, believing or wanting."""

    number: Key = ""
    """The number by which the statements refer to it."""
    name: Text = ""
    """Full name as the article gives it, or a short description."""
    kind: Text = ""
    """What it is: a person, a group of people, an official body ..."""
    naming: Text = ""
    """named, unnamed or pseudonymous."""


class WireClaim(Wire):
    """One proposition that can be true or false, asserted in a statement or by the article."""

    statement: Key = ""
    """The statement that asserts it; empty if the article itself does."""
    begins_in: Number = 0
    """Number of the sentence where the evidence begins."""
    evidence: Pieces = ()
    """The fewest words from which it can be read."""
    text: Text = ""
    """The claim as one sentence that stands alone."""
    kind: Text = ""
    """fact, prediction, position or opinion."""
    factuality: Text = ""
    """CT+, PR+, PS+, CT-, PR-, PS-, CTu or Uu."""


def _line(longest: int) -> WithJsonSchema:
    """What the model is told of an item. The bound keeps small models from running on; it is not
    held against an answer."""
    return WithJsonSchema({"type": "string", "maxLength": longest})


# A list takes anything, so that one odd item does not cost the others: what has not the form of an
# item stays the JSON value that it was.
Sources = tuple[
    Annotated[
        WireSource | JsonValue, Field(union_mode="left_to_right"), _of(source_fields), _line(200)
    ],
    ...,
]
Statements = tuple[
    Annotated[
        WireStatement | JsonValue,
        Field(union_mode="left_to_right"),
        _of(statement_fields),
        _line(500),
    ],
    ...,
]
Claims = tuple[
    Annotated[
        WireClaim | JsonValue, Field(union_mode="left_to_right"), _of(claim_fields), _line(600)
    ],
    ...,
]


def _tidy(schema: dict[str, Any], form: "type[Answer]") -> None:
    """Make `schema` short and closed: every list required and bounded, no defaults, no titles."""
    schema["additionalProperties"] = False
    if not form.has_claims:
        del schema["properties"]["claims"]
    schema["required"] = list(schema["properties"])
    for field in schema["properties"].values():
        field.pop("title", None)
        field.pop("default", None)
        field["maxItems"] = form.most or MOST


class Answer(Wire):
    """Who says what in the article."""

    model_config = ConfigDict(json_schema_extra=cast("Any", _tidy))

    most: ClassVar[int | None] = None
    """How many items each list may have at most, where the drafter limits that."""
    has_claims: ClassVar[bool] = True
    """Whether claims are asked for."""

    sources: Annotated[Sources, _else(())] = ()
    """Everybody who is quoted or reported, a line each."""  # first: a cut answer has them
    statements: Statements
    """Every statement, a line each, in the order of the article."""
    claims: Annotated[Claims, _else(())] = ()
    """The claims, a line each, in the order of the article."""

    @model_validator(mode="after")
    def _is_reviewed(self) -> Self:
        hold_against_review(self)
        return self

    def evidence_of(self, claim: WireClaim, numbering: Numbering) -> tuple[Piece, ...]:
        """A claim's evidence; "=" stands for the whole content of its statement, or for the whole
        sentence where the article itself asserts it."""
        if [piece.text for piece in claim.evidence] != [SAME]:
            return claim.evidence
        if not claim.statement:
            return (Piece(text=numbering.bare_sentence(claim.begins_in)),)
        for statement in self.statements:
            if isinstance(statement, WireStatement) and statement.number == claim.statement:
                return statement.content
        return ()


def hold_against_review(answer: object) -> None:
    """Raise with everything that `REVIEW` finds wrong, so that instructor sends it back."""
    review = REVIEW.get()
    problems = review(answer) if review else ()
    if problems:
        raise ValueError("\n- ".join(["this does not fit the article:", *problems]))


SAME = "="
"""What a claim's evidence is written as where it need not be copied."""
MOST = 80
"""How many items a list may have, unless the drafter says otherwise."""
REVIEW: ContextVar[Callable[[Any], Sequence[str]] | None] = ContextVar("review", default=None)
"""What looks an answer over while the model can still be asked again; its problems, if any."""


@lru_cache
def answer_form(most: int | None = None, *, claims: bool = True) -> type[Answer]:
    """The form of an answer whose lists have at most `most` items each, for weak models; without a
    list of claims unless they are asked for."""
    if most is None and claims:
        return Answer
    body = {"most": most, "has_claims": claims, "__doc__": Answer.__doc__, "__module__": __name__}
    return cast("type[Answer]", type("Answer", (Answer,), body))
