"""What every command prints on standard error, and the exit code it returns."""

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
"""The exit codes; the highest of a run is returned."""
WIDE = 160
"""Columns of a page of tables in a file or pipe."""
_INTERRUPTED, _PIPE_CLOSED = 130, 141  # 128 plus the signal's number, as in a shell


def command(function: Callable[P, int]) -> Callable[P, None]:
    """Make a command of `function`: it returns the exit code, and its `FactxError` is one line."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs)
        except FactxError as error:
            code = print_error(error)
        except KeyboardInterrupt:
            print_stderr("factx: stopped")
            code = _INTERRUPTED
        except BrokenPipeError:
            code = _PIPE_CLOSED
        _flush_stdout()
        raise typer.Exit(code)

    return run


def print_stderr(line: str) -> None:
    """Print one line on standard error."""
    typer.echo(line, err=True)


def print_error(error: FactxError, *, article: str = "") -> int:
    """Print `error` in one line, after the article's id if given; return its exit code."""
    from factx.render import printable

    print_stderr(f"factx: {printable(f'{article}: {error}' if article else str(error))}")
    return NO_ANSWER if isinstance(error, ModelError) else UNUSABLE


def print_gap(record: "FactRecord") -> int:
    """Print why a model answered about part of an article only, if so; return the exit code."""
    from factx.render import printable

    made = record.provenance
    if made.broken_off is None:
        return GOOD
    line = f"{record.article.id}: {made.model}: {made.broken_off}; its earlier answers are kept"
    print_stderr(f"factx: {printable(line)}")
    return NO_ANSWER


@contextmanager
def spinner(text: str) -> Generator[None]:
    """Show `text` with a spinner if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    from factx.render import printable

    with Console(stderr=True).status(Text(printable(text))):
        yield


def print_page(page: "RenderableType", *, width: int | None = None) -> None:
    """Print a page on standard output; `width` is its width in columns in a file or pipe.

    `width` is not used in a terminal, or if COLUMNS is set.
    """
    from rich.console import Console

    # A character that the terminal cannot show is printed as a question mark.
    cast("TextIOWrapper[BinaryIO]", sys.stdout).reconfigure(errors="replace")
    console = Console(
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        markup=False,
        highlight=False,
        emoji=False,
        width=None if sys.stdout.isatty() or os.environ.get("COLUMNS") else width,
    )
    with console.capture() as captured:  # rich itself exits with 1 if the pipe is closed
        console.print(page)
    text = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    typer.echo(text, nl=False, color=True)  # rich has decided on colour already


def _flush_stdout() -> None:
    """Discard what cannot be written, so that Python prints no second error when it exits."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
