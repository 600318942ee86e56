"""Write files whole or piece by piece, never over one of the inputs."""

import os
import sys
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from factx.errors import InputError
from factx.files.articles import IN_FOLDERS
from factx.files.folders import make_folder
from factx.files.os_errors import unwritable
from factx.files.paths import STDIN, is_same_file, suffix_of
from factx.files.records import holds_articles
from factx.records import FactRecord, dump


def replace_file(path: str, text: str) -> None:
    """Replace the file at `path` with `text` atomically."""
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
        temporary = target  # a device or a pipe cannot be replaced
    else:
        temporary = f"{target}.{os.getpid()}.tmp"
    try:
        if os.path.isdir(target):
            raise IsADirectoryError
        with open(temporary, "wb") as file:
            file.write(text.encode())
        if temporary != target:
            os.replace(temporary, target)
    except OSError as error:
        if temporary != target and os.path.isfile(temporary):
            os.remove(temporary)
        raise unwritable(path, error) from error


def write_schemas(folder: str, texts: Mapping[str, str]) -> list[str]:
    """Write the files in `texts` to `folder`; returns the paths that are new or changed."""
    make_folder(folder)
    changed: list[str] = []
    for name, text in texts.items():
        path = Path(folder, name)
        if not path.is_file() or path.read_bytes() != text.encode():
            replace_file(str(path), text)
            changed.append(str(path))
    return changed


@contextmanager
def record_lines(
    path: str | None, *, inputs: Sequence[str] = ()
) -> Generator[Callable[[FactRecord], None]]:
    """A function that writes a record as a line of JSON to `path`, or to standard output.

    Existing files are treated as by `text_pieces`.
    """
    with text_pieces(path, inputs=inputs) as write:
        yield lambda record: write(dump(record) + "\n")


@contextmanager
def text_pieces(
    path: str | None, *, inputs: Sequence[str] = ()
) -> Generator[Callable[[str], None]]:
    """A function that writes a piece, such as a line, to `path` or to standard output.

    Each piece is written completely before the next, so a later failure cannot lose it. An existing
    file is emptied only at the first piece: a run without any leaves it unchanged. Raises
    `InputError` if the file is one of `inputs`.
    """
    if path is None or path == STDIN:
        yield lambda text: _write_bytes(sys.stdout.buffer, text.encode(), "standard output")
        return
    _spare(inputs, path)
    is_new = not os.path.lexists(path)
    written = 0

    def write(text: str) -> None:
        nonlocal written
        if not written:
            _empty(file)
        written += 1
        _write_whole(file, text, path)

    with _opened(path) as file:
        yield write
    if is_new and not written:
        with suppress(OSError):
            os.remove(path)


def write_record(path: str | None, record: FactRecord, *, inputs: Sequence[str] = ()) -> None:
    """Write one record as indented JSON to `path`, or to standard output.

    In a .jsonl file it is one line. An existing file is replaced atomically; raises `InputError` if
    it is one of `inputs`.
    """
    is_lines = path is not None and suffix_of(path) == ".jsonl"
    text = record.to_json(indent=None if is_lines else 2) + "\n"
    if path is None or path == STDIN:
        _write_bytes(sys.stdout.buffer, text.encode(), "standard output")
    else:
        _spare(inputs, path)
        replace_file(path, text)


def _spare(inputs: Iterable[str], path: str) -> None:
    """Raise `InputError` if writing to `path` would overwrite an input."""
    if not os.path.isfile(path) or os.path.getsize(path) == 0:
        return
    folders = [os.path.realpath(name) for name in inputs if os.path.isdir(name)]
    inside = any(os.path.realpath(path).startswith(os.path.join(name, "")) for name in folders)
    read = inside and suffix_of(path) in IN_FOLDERS and holds_articles(path)
    if read or any(is_same_file(path, name) for name in inputs):
        raise InputError(path, "it is also an input; choose another output file")


def _opened(path: str) -> FileIO:
    """The file, created if it is missing, and not yet emptied."""
    try:
        return FileIO(os.open(path, os.O_WRONLY | os.O_CREAT, 0o666), "wb")
    except OSError as error:
        raise unwritable(path, error) from error


def _empty(file: FileIO) -> None:
    with suppress(OSError):  # not a file that has a length, such as a pipe
        file.truncate(0)


def _write_whole(file: FileIO, text: str, where: str) -> None:
    """Write a piece completely, or nothing of it if the disk is full."""
    begin = file.tell() if file.seekable() else None
    try:
        _write_bytes(file, text.encode(), where)
    except InputError:
        if begin is not None:
            with suppress(OSError):  # not a file that has a length
                file.truncate(begin)
        raise


def _write_bytes(file: FileIO | BinaryIO, data: bytes, where: str) -> None:
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[file.write(rest) :]
        file.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(where, error) from error
