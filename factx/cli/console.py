"""What every command prints on standard error, and the exit code it returns."""

import os
import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import wraps
from inspect import Parameter, signature
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, BinaryIO, ParamSpec, cast

import typer

from factx.cli.bugs import Debug, debugging, is_bug, print_bug
from factx.cli.complaints import counting, is_shown
from factx.cli.signals import exit_code
from factx.cli.stderr import print_stderr
from factx.cli.streams import PIPE_CLOSED, unwritable_stdout
from factx.errors import FactxError, ModelError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from factx.records import FactRecord

P = ParamSpec("P")


class _AtTheEnd:
    stack: ExitStack


_AT_THE_END = _AtTheEnd()
"""What ends with the command that runs."""

GOOD, FAILED, UNUSABLE, NO_ANSWER = 0, 1, 2, 3
"""The exit codes; the highest of a run is returned."""
WIDE = 160
"""Columns of a page of tables in a file or pipe."""


def command(function: Callable[P, int]) -> Callable[P, None]:
    """Make a command of `function`: it returns the exit code, and any error is one line.

    The command also has the option --debug.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        code = GOOD
        debug = debugging(bool(kwargs.pop("debug", False)))
        with ExitStack() as _AT_THE_END.stack, debug, counting():
            try:
                code = function(*args, **kwargs)
                _flush_stdout()
            except FactxError as error:
                code = max(code, print_error(error))
            except KeyboardInterrupt as error:
                _print_notes(error)
                print_stderr("factx: stopped")
                code = exit_code()
            except BrokenPipeError:
                _discard_stdout()
                code = PIPE_CLOSED
            except Exception as error:
                if not is_bug(error):
                    raise
                code = max(code, print_bug(error))
        raise typer.Exit(code)

    given = signature(function)
    debug = Parameter("debug", Parameter.KEYWORD_ONLY, default=False, annotation=Debug)
    made = cast("Any", run)
    made.__signature__ = given.replace(parameters=[*given.parameters.values(), debug])
    made.__annotations__ = {**function.__annotations__, "debug": Debug}
    return run


def until_the_end(context: AbstractContextManager[object]) -> None:
    """Enter a context that lasts until the command has printed all that it prints."""
    _AT_THE_END.stack.enter_context(context)


def print_error(error: FactxError, *, article: str = "") -> int:
    """Print `error` in one line, after the article's id if given; return its exit code.

    Of many errors about the lines of one file, only the first are printed.
    """
    from factx.render import printable

    if is_shown(error):
        print_stderr(f"factx: {printable(f'{article}: {error}' if article else str(error))}")
        _print_notes(error)
    return code_of(error)


def code_of(error: FactxError) -> int:
    """The exit code of an error."""
    return NO_ANSWER if isinstance(error, ModelError) else UNUSABLE


def _print_notes(error: BaseException) -> None:
    """Print what was noted on `error`, such as where the records are."""
    from factx.render import printable

    for note in getattr(error, "__notes__", ()):
        print_stderr(f"factx: {printable(note)}")


def print_gap(record: "FactRecord") -> int:
    """Print why a model answered about part of an article only, if so; return the exit code."""
    from factx.render import printable

    made = record.provenance
    if made.broken_off is None:
        return GOOD
    line = f"{record.article.id}: {made.model}: {made.broken_off}; the rest of the record is kept"
    print_stderr(f"factx: {printable(line)}")
    return NO_ANSWER


def print_doubt(record: "FactRecord") -> None:
    """Print how little of what was drafted is in the article, if it is less than half."""
    from factx.render import printable

    found, drafted = record.counts.grounded, record.counts.drafted
    if 2 * found < drafted:
        why = "the model may have paraphrased, or its answer may be about another text"
        share = f"only {found:,} of {drafted:,} drafted passages could be found in the article"
        print_stderr(f"factx: {printable(f'{record.article.id}: {share}: {why}')}")


def print_unasked(record: "FactRecord") -> None:
    """Print that a model was asked nothing, if the rules left it nothing to find."""
    from factx.render import printable

    origin = record.provenance
    if origin.model is None or origin.strategy != "hybrid":
        return
    if origin.usage is None or not origin.usage.requests:
        why = "the model was asked nothing: the rules found something in every sentence"
        print_stderr(f"factx: {printable(f'{record.article.id}: {why}')}")


def print_language(record: "FactRecord") -> None:
    """Print in which language an article is, if it plainly is not in the one that it names."""
    from factx.render import printable
    from factx.text.language_tags import language_name

    tag = record.provenance.read_as
    if tag is not None:
        found = "" if tag == "und" else f"{language_name(tag)}, "
        said = f"the text is plainly {found}not {language_name(record.article.lang or 'en')}"
        print_stderr(f"factx: {printable(f'{record.article.id}: {said}, and is read as such')}")


def print_notice(where: str, sentence: str) -> None:
    """Print what a user should know of a file that was read, or of a folder."""
    from factx.render import printable

    print_stderr(f"factx: {printable(f'{where}: {sentence}')}")


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
    from rich.segment import Segments

    from factx.render.characters import visible

    # A character that the terminal cannot show is printed as a question mark.
    cast("TextIOWrapper[BinaryIO]", sys.stdout).reconfigure(errors="replace")
    console = Console(
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        markup=False,
        highlight=False,
        emoji=False,
        width=None if sys.stdout.isatty() or os.environ.get("COLUMNS") else width,
    )
    # The styles are rich's own, and whatever else a terminal would obey is made visible.
    segments = [segment._replace(text=visible(segment.text)) for segment in console.render(page)]
    with console.capture() as captured:  # rich itself exits with 1 if the pipe is closed
        console.print(Segments(segments))
    text = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    typer.echo(text, nl=False, color=True)  # rich has decided on colour already


def _flush_stdout() -> None:
    """Write what was printed; raises `InputError` or `BrokenPipeError` if that fails."""
    try:
        if sys.stdout is not None:  # pyright: ignore[reportUnnecessaryComparison] -- no console
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _discard_stdout()
        raise unwritable_stdout(error) from error


def _discard_stdout() -> None:
    """Discard what cannot be written, so that Python prints no second error when it exits."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
