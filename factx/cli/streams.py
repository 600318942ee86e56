"""The standard streams, made safe: closed, broken or full ones give one line and an exit code."""

import os
import sys
from errno import EBADF
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import TextIO

from factx.errors import InputError

PIPE_CLOSED = 141  # 128 plus the signal's number, as in a shell


def guard_streams() -> None:
    """Replace standard output and error by streams whose failures are handled.

    What cannot be written to standard output raises `InputError`, which the command reports; a
    reader that has left ends the process, as it does for other programs. What cannot be written to
    standard error is dropped: the work and its exit code matter more.
    """
    _fill_gaps()
    if sys.platform == "win32":  # where a console is no file
        return
    sys.stdout = _wrapped(_Output, 1, sys.stdout)
    sys.stderr = _wrapped(_Messages, 2, sys.stderr)


def _fill_gaps() -> None:
    """Open a null device in place of a closed stream, so that no file takes its number.

    It is open the wrong way round for input and output: using them is an error.
    """
    for number, flags in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, flags)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)


def unwritable_stdout(error: OSError) -> InputError:
    """The error for a standard output that the system refuses to write."""
    if error.errno == EBADF:
        return InputError("standard output", "it is closed")
    reason = (error.strerror or type(error).__name__).lower()
    return InputError("standard output", f"it cannot be written: {reason}")


class _Output(FileIO):
    """Standard output; after a failure, nothing more is written."""

    has_failed = False

    def write(self, data: bytes, /) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        if self.has_failed:
            return len(data)
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            self.has_failed = True
            raise SystemExit(PIPE_CLOSED) from None
        except OSError as error:
            self.has_failed = True
            raise unwritable_stdout(error) from error


class _Messages(FileIO):
    """Standard error, where a failure changes nothing."""

    def write(self, data: bytes, /) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        try:
            return super().write(data) or 0
        except OSError:
            return len(data)


def _wrapped(kind: type[FileIO], number: int, stream: TextIO | None) -> TextIO:
    return TextIOWrapper(
        BufferedWriter(kind(number, "wb", closefd=False)),
        encoding=getattr(stream, "encoding", None) or "utf-8",
        errors=getattr(stream, "errors", None) or "backslashreplace",
        line_buffering=number == 2 or bool(stream and stream.isatty()),
    )
