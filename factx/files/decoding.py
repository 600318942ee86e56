"""The bytes of a file, and the text they encode."""

import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO

from factx.errors import InputError
from factx.files.encodings import looks_like_windows_1252
from factx.files.limits import MAX_FILE_BYTES, checked_size
from factx.files.os_errors import unreadable
from factx.files.paths import STDIN, STDIN_NAME

BOM = "\ufeff"
"""The byte-order mark, which some editors write before a text; it is not part of the text."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Bytes that no text file contains and almost every other file does.
_BINARY = re.compile(rb"\A%PDF-|[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_bytes(path: str, *, limit: int = MAX_FILE_BYTES) -> bytes:
    """All bytes of the file at `path`, or of standard input.

    Raises `InputError` if it cannot be read, or if it has more bytes than `limit`.
    """
    try:
        with _opened(path) as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    return checked_size(_name(path), data, limit)


def read_lines(path: str) -> Iterator[bytes]:
    """The lines of the file at `path`, or of standard input, with their line ends.

    Raises `InputError` likewise, with the limit for each line.
    """
    try:
        with _opened(path) as file:
            number = 1
            while line := file.readline(MAX_FILE_BYTES + 1):
                yield checked_size(_name(path), line, MAX_FILE_BYTES, what=f"line {number}")
                number += 1
    except OSError as error:
        raise unreadable(path, error) from error


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    if path != STDIN:
        return open(path, "rb")
    if sys.stdin is None:  # pyright: ignore[reportUnnecessaryComparison] -- closed
        raise InputError(STDIN_NAME, "it is closed")
    return nullcontext(sys.stdin.buffer)


def _name(path: str) -> str:
    return STDIN_NAME if path == STDIN else path


def decode(where: str, data: bytes, *, encoding: str | None = None, named: bool = False) -> str:
    """The text in `data`, without its byte-order mark; raises `InputError` if it is not text.

    It is UTF-8, or in `encoding`. If it is neither, the error says what it may be, and that
    `--encoding` reads it if it can be `named`.
    """
    if encoding is None:
        text = _decoded_as_utf8(where, data, named=named)
    else:
        text = _decoded(where, data, encoding)
    if not text:
        raise InputError(where, "it is empty")
    if not text.strip():
        raise InputError(where, "it contains only white space")
    return text


def _decoded_as_utf8(where: str, data: bytes, *, named: bool) -> str:
    if data.startswith(_UTF16_MARKS):
        raise InputError(where, f"it is UTF-16: {_advice('utf-16', named=named)}")
    zero = data.find(b"\0")
    if zero >= 0:
        problem = f"it looks like a binary file, not text (byte 0x00 at offset {zero})"
        raise InputError(where, problem)
    try:
        return data.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        if _BINARY.search(data):
            raise InputError(where, "it looks like a binary file, not text") from error
        found = f"it is not UTF-8 (byte 0x{data[error.start]:02X} at offset {error.start})"
        if looks_like_windows_1252(data):
            advice = f"but looks like Windows-1252: {_advice('windows-1252', named=named)}"
            raise InputError(where, f"{found}, {advice}") from error
        raise InputError(where, f"{found}: {_advice(None, named=named)}") from error


def _decoded(where: str, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding).removeprefix(BOM)
    except UnicodeDecodeError as error:
        at = f"byte 0x{data[error.start]:02X} at offset {error.start}"
        raise InputError(where, f"it is not {encoding} ({at})") from error
    except UnicodeError as error:  # such as no byte-order mark
        raise InputError(where, f"it is not {encoding}") from error
    if "\0" in text:
        raise InputError(where, f"it is not {encoding} (a zero at character {text.index(chr(0))})")
    return text


def _advice(encoding: str | None, *, named: bool) -> str:
    if named:
        known = encoding or "NAME, the name of its encoding"
        return f"add --encoding {known}"
    return f"convert it with iconv -f {encoding or 'ENCODING'} -t utf-8"
