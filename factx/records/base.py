"""The base of all records: frozen, without unknown fields, each field with its docstring."""

from collections.abc import Callable
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

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
