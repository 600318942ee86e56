"""A stretch of an article, and the spans that carry a value."""

from collections.abc import Iterable
from typing import Literal, TypeVar

from pydantic import Field, model_validator

from factx.records.base import Value, Words, unset

Match = Literal["exact", "normalised", "elided", "approximate"]
Basis = Literal["stated", "inferred"]


class Span(Value):
    """Characters `start` to `end` of the article, half-open, in Unicode code points."""

    start: int = Field(ge=0)
    """Offset of the first character, in code points of the untouched text."""
    end: int = Field(ge=1)
    """Offset just past the last character."""
    text: Words
    """The article's own characters: `article.text[start:end]`."""
    match: Match | None = unset()
    """How the drafted string was found; absent means exact."""
    drafted: str | None = unset()
    """The string as it was drafted, where it differs from the article's."""
    differs: tuple[str, ...] = unset(())
    """The words in which an elided or approximate match differs from the article."""

    @model_validator(mode="after")
    def _as_long_as_its_text(self) -> "Span":
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"span {self.start}-{self.end} is {self.end - self.start} characters long "
                f"and its text has {len(self.text)}"
            )
        return self

    @property
    def place(self) -> tuple[int, int]:
        """`(start, end)`, by which spans are compared and put into reading order."""
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
    """The date or time in ISO 8601, where the article allows to tell it."""
    basis: Basis | None = unset()
    """Whether the value is stated in the article or inferred from its date."""


class Quantity(Span):
    """An expression of quantity."""

    value: float | None = unset()
    """The number, where the expression gives one."""
    unit: str | None = unset()
    """What is counted or measured: "%", "USD", "troops"."""
