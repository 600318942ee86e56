"""Print the first errors about the lines of a file, and count the others."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

from factx.cli.stderr import print_stderr
from factx.errors import FactxError, InputError, InvalidData

_SHOWN = 10
"""Errors that are printed for the lines of one file."""
_COUNTS: ContextVar[Counter[str] | None] = ContextVar("counts", default=None)


@contextmanager
def counting() -> Generator[None]:
    """Count the errors about lines that a command prints, and at its end print how many it did not.

    Those of one file are counted together.
    """
    counts = Counter[str]()
    token = _COUNTS.set(counts)
    try:
        yield
    finally:
        _COUNTS.reset(token)
        for path, count in counts.items():
            if count > _SHOWN:
                more = count - _SHOWN
                lines = (
                    "1 more line has an error" if more == 1 else f"{more:,} more lines have errors"
                )
                print_stderr(f"factx: {path}: {lines}")


def is_shown(error: FactxError) -> bool:
    """Whether to print `error`: unless it is about a line of a file with many errors already."""
    counts = _COUNTS.get()
    path = _file_of(error)
    if counts is None or path is None:
        return True
    counts[path] += 1
    return counts[path] <= _SHOWN


def _file_of(error: FactxError) -> str | None:
    """The file of an error about one of its lines or items; None for any other error."""
    where = error.where if isinstance(error, InputError) else ""
    where = error.what if isinstance(error, InvalidData) else where
    path, _, number = where.rpartition(":")
    if number.isdigit() and path:
        return path
    path, _, number = where.rpartition(", item ")
    return path if number.isdigit() and path else None
