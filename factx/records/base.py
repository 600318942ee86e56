"""The base of all records: frozen, without unknown fields, each field with its docstring."""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from factx.errors import InvalidData

T = TypeVar("T")

Id = Annotated[str, StringConstraints(pattern=r"^\S+$", max_length=200)]
"""A name for an item, unique within its record or draft."""
Words = Annotated[str, StringConstraints(min_length=1)]
"""A string that is not empty."""
Ordinal = Annotated[int, Field(ge=1)]
"""A number, counted from 1."""
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""


def _as_json(extra: dict[str, Any]) -> dict[str, Any] | None:
    """The fields as JSON has them; None if there are none."""
    try:
        text = json.dumps(extra, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError("it cannot be written as JSON") from error
    return json.loads(text) or None


Extra = Annotated[dict[str, Any], AfterValidator(_as_json)]
"""Fields of the user's own."""


def unset(default: Any = None) -> Any:
    """Declare an optional field, which is left out of JSON if it is None, False or empty."""
    return Field(default=default, exclude_if=is_unset)


def is_unset(value: object) -> bool:
    """Return whether an optional field has this value if it is not set."""
    return value is None or value is False or value == ()


class Value(BaseModel):
    """A frozen value without unknown fields.

    A core field is always present in JSON, even if it is null or []. An optional field, declared
    with `unset()`, is left out if it is not set.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        ser_json_inf_nan="strings",
    )

    if not TYPE_CHECKING:  # type checkers see the fields as arguments

        def __init__(self, /, **data: Any) -> None:
            """Make the value of its fields; raises `InvalidData` with every problem."""
            try:
                self.__pydantic_validator__.validate_python(data, self_instance=self)
            except ValidationError as error:
                raise InvalidData(type(self).__name__, problems_of(error)) from error

        # So pydantic makes the values within others itself, which is faster.
        __init__.__pydantic_base_init__ = True

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """The fields that are set; each item of a record has a shorter form of its own."""
        return ((name, value) for name, value in self if not is_unset(value))

    def __str__(self) -> str:
        return repr(self)

    @classmethod
    def from_json(cls, text: str | bytes, *, what: str | None = None) -> Self:
        """Load the value from JSON `text`; raises `InvalidData` with every problem."""
        return validated(lambda: cls.model_validate_json(text), what or cls.__name__)

    @classmethod
    def from_data(cls, data: object, *, what: str | None = None) -> Self:
        """Load the value from parsed JSON `data`; raises `InvalidData` with every problem."""
        return validated(lambda: cls.model_validate(data), what or cls.__name__)


class Item(Value):
    """An item of a record or draft, with an id that others refer to."""

    id: Id
    """Unique in its record or draft; in a record `s1`, `q1`, `a1`, `c1` ... in reading order."""
    drafted_by: str | None = unset()
    """The drafter that found it, if several were combined."""
    optional: bool = unset(False)
    """Gold only: an extractor may find it or not; neither is an error."""
    doubt: str | None = unset()
    """Gold only: what the annotator was unsure of."""
    extra: Extra | None = unset()
    """Your own fields, as any JSON; factx keeps them unchanged."""


def shortened(text: str, *, limit: int = 60) -> str:
    """Quote `text` for a message; the middle of a long text is left out."""
    if len(text) > limit:
        text = f"{text[: limit - 20]} ... {text[-15:]}"
    return repr(text)


class Bare(str):
    """A string that a `repr` shows without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def validated(validate: Callable[[], T], what: str) -> T:
    """Return `validate()`; raises `InvalidData` about `what` instead of pydantic's errors."""
    try:
        return validate()
    except ValidationError as error:
        raise InvalidData(what, problems_of(error)) from error


def problems_of(error: ValidationError) -> list[str]:
    """Return each problem of `error` as `where: what`, without the input, which may be long."""
    problems: list[str] = []
    for detail in error.errors(include_url=False, include_input=False, include_context=True):
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, Problems):
            problems += [f"{_path(detail['loc'])}{problem}" for problem in cause.problems]
        else:
            problems.append(f"{_path(detail['loc'])}{detail['msg'].removeprefix('Value error, ')}")
    return problems


def _path(location: tuple[int | str, ...]) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return f"{path.lstrip('.')}: " if path else ""


class Problems(ValueError):
    """Several problems of one value, raised together from a validator."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))
