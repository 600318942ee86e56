"""Write a file as a whole: first next to its place, then moved there."""

import errno
import os
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from io import FileIO
from secrets import token_hex
from typing import BinaryIO

from factx.files.os_errors import exists_already, unwritable


def replace_file(path: str, text: str, *, force: bool = True) -> None:
    """Write `text` to `path`; with `force`, in place of what is there.

    Until the whole text is on the disk, the file stays as it was. Raises `InputError`.
    """
    with whole_file(path, force=force) as write:
        write(text)


@contextmanager
def whole_file(path: str, *, force: bool = True) -> Generator[Callable[[str | bytes], None]]:
    """A function that writes a piece of the file at `path`, which appears when all are written.

    If nothing is written, or the context ends with an error, the file stays as it was. Without
    `force`, a file that has content is left alone. Raises `InputError`.
    """
    target = os.path.realpath(path)
    if is_special(target):  # a device or a pipe cannot be replaced
        with _opened(path, 0) as file:
            yield lambda piece: write_bytes(file, encoded(piece), path)
        return
    written = 0

    def write(piece: str | bytes) -> None:
        nonlocal written
        written += 1
        write_bytes(file, encoded(piece), path)

    temporary = os.path.join(os.path.dirname(target), f".factx-{token_hex(8)}.tmp")
    with _opened(path, os.O_CREAT | os.O_EXCL, temporary) as file:
        try:
            copy_mode(target, file)
            yield write
            if written:
                sync(file, path)
        except BaseException:
            _remove(file, temporary)
            raise
    if written:
        _publish(temporary, target, path, force=force)
    else:
        _remove(file, temporary)


def opener(flags: int) -> Callable[[str, int], int]:
    """Opens a file to be written with `flags`, and does not empty it; for `FileIO`."""
    binary: int = getattr(os, "O_BINARY", 0)  # Windows changes line ends without it
    return lambda name, _: os.open(name, os.O_WRONLY | binary | flags, 0o666)


def is_special(path: str) -> bool:
    """Whether `path` is a device, a pipe or the like: neither a file nor a folder."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def copy_mode(target: str, file: FileIO) -> None:
    """Give `file` the permissions of the file that it will replace."""
    with suppress(OSError):
        os.chmod(file.name, stat.S_IMODE(os.stat(target).st_mode))


def sync(file: FileIO, where: str) -> None:
    """Make sure that what was written is on the disk; raises `InputError`."""
    try:
        os.fsync(file.fileno())
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EROFS):  # not a file on a disk
            raise unwritable(where, error) from error


def encoded(piece: str | bytes) -> bytes:
    """The bytes of a piece of a file; a text is in UTF-8."""
    return piece.encode() if isinstance(piece, str) else piece


def write_bytes(file: FileIO | BinaryIO, data: bytes, where: str) -> None:
    """Write all of `data`; raises `InputError`, or `BrokenPipeError` if nobody reads any more."""
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[file.write(rest) :]
        file.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(where, error) from error


def _opened(path: str, flags: int, place: str = "") -> FileIO:
    """The file at `place`, which stands for `path`; raises `InputError`."""
    if os.path.isdir(path):
        raise unwritable(path, IsADirectoryError())
    try:
        return FileIO(place or path, "wb", opener=opener(flags))
    except OSError as error:
        raise unwritable(path, error) from error


def _publish(temporary: str, target: str, path: str, *, force: bool) -> None:
    """Move the file to its place; without `force`, only if there is nothing."""
    try:
        if force or (os.path.exists(target) and not os.path.getsize(target)):
            os.replace(temporary, target)
        else:
            _move_to_free_name(temporary, target)
    except FileExistsError as error:
        os.remove(temporary)
        raise exists_already(path) from error
    except OSError as error:
        with suppress(OSError):
            os.remove(temporary)
        raise unwritable(path, error) from error


def _move_to_free_name(temporary: str, target: str) -> None:
    """Move a file; raises `FileExistsError` even if another process has just taken the name."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file cannot have two names on every file system
        if os.path.lexists(target):
            raise FileExistsError from None
        os.rename(temporary, target)
    else:
        os.remove(temporary)


def _remove(file: FileIO, path: str) -> None:
    file.close()
    with suppress(OSError):
        os.remove(path)
