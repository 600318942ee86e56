"""The bytes of a file, and the text they encode."""

import re
import sys
from collections.abc import Iterator

from factx.errors import InputError
from factx.files.os_errors import unreadable
from factx.files.paths import STDIN

BOM = "\ufeff"
"""The byte-order mark, which some editors write before a text; it is not part of the text."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Bytes that no text file contains and almost every other file does.
_BINARY = re.compile(rb"\A%PDF-|[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_bytes(path: str) -> bytes:
    """All bytes of the file at `path`; raises `InputError` if it cannot be read."""
    try:
        if path == STDIN:
            return sys.stdin.buffer.read()
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise unreadable(path, error) from error


def read_lines(path: str) -> Iterator[bytes]:
    """The lines of the file at `path`, with their line ends; raises `InputError` likewise."""
    try:
        with open(path, "rb") as file:
            yield from file
    except OSError as error:
        raise unreadable(path, error) from error


def decode(where: str, data: bytes) -> str:
    """The text in UTF-8 `data`, without its byte-order mark; raises `InputError` if not text."""
    if data.startswith(_UTF16_MARKS):
        raise InputError(where, _not_utf8("it is UTF-16", "utf-16"))
    zero = data.find(b"\0")
    if zero >= 0:
        problem = f"it looks like a binary file, not text (byte 0x00 at offset {zero})"
        raise InputError(where, problem)
    try:
        text = data.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        if _BINARY.search(data):
            raise InputError(where, "it looks like a binary file, not text") from error
        found = f"it is not UTF-8 (byte 0x{data[error.start]:02X} at offset {error.start})"
        raise InputError(where, _not_utf8(found, "latin1")) from error
    if not text:
        raise InputError(where, "it is empty")
    if not text.strip():
        raise InputError(where, "it contains only white space")
    return text


def _not_utf8(found: str, encoding: str) -> str:
    return f"{found}: convert it, for example with iconv -f {encoding} -t utf-8"
