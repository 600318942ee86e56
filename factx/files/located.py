"""What was read and where, or why it could not be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from factx.errors import InputError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value and where it was read: a path, with the number of the line in JSON lines."""

    where: str
    value: T


def attempt(read: Callable[[], T]) -> "Iterator[T | InputError]":
    """What `read` returns, or the error it raises."""
    try:
        yield read()
    except InputError as error:
        yield error
