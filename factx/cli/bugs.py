"""What to print if factx itself fails: one line with the place in its code, or a traceback."""

import traceback
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated

import typer

from factx.cli.stderr import print_stderr
from factx.errors import FactxError

_ROOT = Path(__file__).parents[1]
_DEBUG: ContextVar[bool] = ContextVar("debug", default=False)

Debug = Annotated[
    bool,
    typer.Option(
        "--debug", help="Print the traceback if factx itself fails; it may quote the article."
    ),
]


@contextmanager
def debugging(wanted: bool) -> Generator[None]:
    """Print tracebacks of bugs if `wanted`."""
    token = _DEBUG.set(wanted)
    try:
        yield
    finally:
        _DEBUG.reset(token)


def is_bug(error: Exception) -> bool:
    """Whether `error` is a mistake of factx, and neither of its errors nor one of its command line.

    A pipe that is closed, and a wrong option, are not.
    """
    usage = (typer.BadParameter, typer.Exit, typer.Abort)
    return not isinstance(error, (FactxError, BrokenPipeError, *usage))


def bug_line(error: Exception) -> str:
    """One sentence about a bug, without the message of `error`, which may quote an article."""
    name = type(error).__name__
    if isinstance(error, MemoryError):
        return "there is not enough memory for it"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT)]
    place = ""
    if ours:
        module = Path(ours[-1].filename).relative_to(_ROOT.parent).as_posix()
        place = f" in {module}, line {ours[-1].lineno}"
    report = (
        "please report it on the issue tracker of factx, with the traceback that --debug prints"
    )
    return f"a bug in factx ({name}{place}): {report}"


def print_bug(error: Exception, *, where: str = "") -> int:
    """Print a bug in one line, after `where` it happened, and with --debug the traceback.

    Returns the exit code.
    """
    from factx.render import printable

    place = f"{printable(where)}: " if where else ""
    print_stderr(f"factx: {place}{bug_line(error)}")
    if _DEBUG.get():
        for line in "".join(traceback.format_exception(error)).splitlines():
            print_stderr(line)
    return 1
