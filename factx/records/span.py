"""Spans of an article, some with a value."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeVar

from pydantic import Field, model_validator

from factx.records.base import Value, Words, unset

Match = Literal["exact", "normalised", "elided", "approximate"]
Basis = Literal["stated", "inferred"]


class Span(Value):
    """Characters `start` to `end` (exclusive) of the article, counted in Unicode code points.

    Examples:
        >>> record = factx.extract("Ana said it rained.")
        >>> span = record.quotes[0].spans[0]
        >>> span, record.article.text[span.start : span.end] == span.text
        (Span(9, 18, 'it rained'), True)
    """

    start: int = Field(ge=0)
    """Offset of the first character, in code points of the exact text."""
    end: int = Field(ge=1)
    """Offset after the last character."""
    text: Words
    """The characters of the article: `article.text[start:end]`."""
    match: Match | None = unset()
    """How the drafted string matched; absent if exactly."""
    drafted: str | None = unset()
    """The drafted string, if it differs from the article."""
    differs: tuple[str, ...] = unset(())
    """The words in which the drafted string differs from the article."""

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        yield None, self.start
        yield None, self.end
        for name, value in super().__repr_args__():
            if name not in ("start", "end"):
                yield None if name == "text" else name, value

    @model_validator(mode="after")
    def _as_long_as_its_text(self) -> "Span":
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"span {self.start}-{self.end} is {self.end - self.start} characters long, "
                f"but its text has {len(self.text)}"
            )
        return self

    @property
    def place(self) -> tuple[int, int]:
        """`(start, end)`, for comparing and sorting spans."""
        return self.start, self.end


SpanT = TypeVar("SpanT", bound=Span)


def distinct(spans: Iterable[SpanT]) -> tuple[SpanT, ...]:
    """The spans in reading order; of several with the same offsets only the first."""
    by_place: dict[tuple[int, int], SpanT] = {}
    for span in spans:
        by_place.setdefault(span.place, span)
    return tuple(by_place[place] for place in sorted(by_place))


class Time(Span):
    """An expression of time."""

    value: str | None = unset()
    """The date or time in ISO 8601, if it can be derived from the article."""
    basis: Basis | None = unset()
    """Whether the article states the value, or it is inferred from the date of the article."""


class Quantity(Span):
    """An expression of quantity."""

    value: float | None = unset()
    """The number, if the expression has one."""
    unit: str | None = unset()
    """What is counted or measured: "%", "USD", "troops"."""
