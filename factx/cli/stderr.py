"""Where the lines go that a command prints for its user."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

import typer

Sink = Callable[[str], object]

_sinks: list[Sink] = []
"""Where lines go; the last one counts. It is that of all threads, since several read articles."""


def print_stderr(line: str) -> None:
    """Print one line on standard error; control characters in it are made visible.

    Ids, names and paths come from files of others, and a terminal obeys what is in them.
    """
    from factx.render.characters import one_line

    if _sinks:
        _sinks[-1](one_line(line))
    else:
        typer.echo(one_line(line), err=True)


@contextmanager
def printing_to(sink: Sink) -> Generator[None]:
    """Pass the lines to `sink` instead of standard error."""
    _sinks.append(sink)
    try:
        yield
    finally:
        _sinks.remove(sink)
