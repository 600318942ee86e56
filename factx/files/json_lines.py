"""JSON lines: one value a line, each good or bad on its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factx.errors import InputError
from factx.files.decoding import BOM, decode, read_bytes, read_lines
from factx.files.json_text import parse
from factx.files.paths import STDIN, STDIN_NAME

_BLANK = b" \t\r\n"


@dataclass(frozen=True, slots=True)
class Line:
    """The JSON value on one line of JSON lines."""

    where: str
    number: int
    data: object


def read_json_lines(path: str) -> Iterator[Line | InputError]:
    """The values of a file of JSON lines with the numbers of their lines, blank ones left out."""
    try:
        yield from _values(path, read_lines(path))
    except InputError as error:
        yield error


def read_stdin_lines() -> Iterator[Line | InputError]:
    """The values on standard input: JSON lines, or one value that is spread over lines."""
    try:
        data = read_bytes(STDIN)
        lines = data.strip(_BLANK).split(b"\n")
        if len(lines) > 1 and not _is_json(lines[0]):
            yield Line(STDIN_NAME, 1, parse(STDIN_NAME, decode(STDIN_NAME, data)))
        else:
            yield from _values(STDIN_NAME, lines)
    except InputError as error:
        yield error


def _is_json(line: bytes) -> bool:
    try:
        parse(STDIN_NAME, decode(STDIN_NAME, line))
    except InputError:
        return False
    return True


def _values(path: str, lines: Iterable[bytes]) -> Iterator[Line | InputError]:
    """The value on each of `lines`, which end with \\n alone: U+2028 may stand within them."""
    filled = 0
    for number, line in enumerate(lines, start=1):
        if line.removeprefix(BOM.encode()).strip(_BLANK):
            filled += 1
            where = f"{path}:{number}"
            try:
                yield Line(where, number, parse(where, decode(where, line.strip(_BLANK))))
            except InputError as error:
                yield error
    if not filled:
        yield InputError(path, "it is empty")
