"""What every command tells a person, on standard error, and the exit code it leaves with."""

import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import wraps
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO, ParamSpec, cast

import typer

from factx.errors import FactxError, ModelError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from factx.records import FactRecord

P = ParamSpec("P")

GOOD, FAILED, UNUSABLE, NO_ANSWER = 0, 1, 2, 3
"""The exit codes; the highest of a run wins."""
_WIDE = 160
"""Columns for a page that goes to a file, where none need be saved."""
_INTERRUPTED, _PIPE_CLOSED = 130, 141  # 128 and the signal's number, as a shell counts


def command(function: Callable[P, int]) -> Callable[P, None]:
    """`function` as a command: what it returns is the exit code, an error of ours one line."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs)
        except FactxError as error:
            code = complain(error)
        except KeyboardInterrupt:
            say("factx: stopped")
            code = _INTERRUPTED
        except BrokenPipeError:
            code = _PIPE_CLOSED
        _flush_stdout()
        raise typer.Exit(code)

    return run


def complain(error: FactxError, *, about: str = "") -> int:
    """Tell `error` in one line, and return its exit code."""
    from factx.render import printable

    say(f"factx: {printable(f'{about}: {error}' if about else str(error))}")
    return NO_ANSWER if isinstance(error, ModelError) else UNUSABLE


def complain_of_gaps(record: "FactRecord") -> int:
    """Tell if a model was not asked about all of an article; the exit code that is due."""
    from factx.render import printable

    made = record.provenance
    if made.broken_off is None:
        return GOOD
    told = f"{record.article.id}: {made.model}: {made.broken_off}; what it answered before is kept"
    say(f"factx: {printable(told)}")
    return NO_ANSWER


def say(line: str) -> None:
    """One line on standard error."""
    typer.echo(line, err=True)


@contextmanager
def waiting(what: str) -> Generator[None]:
    """A sign of life on standard error for as long as it takes, if a person is watching."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    from factx.render import printable

    with Console(stderr=True).status(Text(printable(what))):
        yield


def draw(page: "RenderableType") -> None:
    """Put a page on standard output: as wide as the terminal, or as it needs in a file or pipe."""
    from rich.console import Console

    # What the terminal has no character for is shown as a question mark.
    cast("TextIOWrapper[BinaryIO]", sys.stdout).reconfigure(errors="replace")
    console = Console(
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        markup=False,
        highlight=False,
        emoji=False,
        width=None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _WIDE,
    )
    with console.capture() as drawn:  # rich would leave with 1 if the pipe were closed
        console.print(page)
    text = "\n".join(line.rstrip() for line in drawn.get().split("\n"))
    typer.echo(text, nl=False, color=True)  # there is colour only if rich put it there


def _flush_stdout() -> None:
    """Give up what cannot be written, so that Python does not complain of it again on leaving."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
