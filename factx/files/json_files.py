"""JSON in files: one value, one per line, or the members of an array.

Ambiguous JSON, such as a repeated key, is refused, with the line and column.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, dropwhile, islice
from typing import Any, Generic, NoReturn, TypeVar, cast

from factx.errors import InputError
from factx.files.decoding import BOM, decode, read_bytes, read_lines
from factx.files.limits import MAX_FILE_BYTES, checked_size
from factx.files.paths import STDIN, STDIN_NAME, suffix_of

T = TypeVar("T")

_BLANK = b" \t\r\n"


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value and where it was read: a path, with the number of the line in JSON lines."""

    where: str
    value: T


def attempt(read: Callable[[], T]) -> "Iterator[T | InputError]":
    """Yield what `read` returns, or the `InputError` it raises."""
    try:
        yield read()
    except InputError as error:
        yield error


@dataclass(frozen=True, slots=True)
class Line:
    """The JSON value on one line."""

    where: str
    number: int
    data: object


def read_json(path: str) -> object:
    """The one value in a JSON file; raises `InputError` if it is not valid JSON."""
    where = STDIN_NAME if path == STDIN else path
    return parse(where, decode(where, read_bytes(path)))


def parse(where: str, text: str) -> object:
    """The value of JSON `text`; raises `InputError` if it is invalid or ambiguous."""
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_without_repeats,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_integer,
        )
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text else ""
        place = f"{line}column {error.colno}"
        raise InputError(where, f"it is not valid JSON ({place}: {error.msg})") from error
    except UnicodeEncodeError as error:
        problem = "it contains half of a surrogate pair (such as \\ud800), not a character"
        raise InputError(where, problem) from error
    except RecursionError as error:
        raise InputError(where, "its JSON is nested too deeply") from error
    except ValueError as error:
        raise InputError(where, str(error)) from error
    return value


def json_object(where: str, data: object) -> Mapping[str, object]:
    """`data`, if it is a JSON object; raises `InputError` if not."""
    if not isinstance(data, dict):
        several = "; for several use JSON lines, one object per line"
        hint = several if isinstance(data, list) else ""
        raise InputError(
            where, f"it contains {_kind(cast('object', data))}, not a JSON object{hint}"
        )
    return cast("dict[str, object]", data)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {repeated} occurs twice in one object")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"it contains {name}, which is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"it contains the number {digits[:20]}, which is too big")
    return number


def _integer(digits: str) -> int:
    if len(digits) > 300:
        raise ValueError(f"it contains a number of {len(digits)} digits, which is too big")
    return int(digits)


def _kind(data: object) -> str:
    if isinstance(data, list):
        return "a list"
    return "a string" if isinstance(data, str) else json.dumps(data)


def read_json_lines(path: str) -> Iterator[Line | InputError]:
    """The values of a file of JSON lines, with their line numbers; blank lines are skipped."""
    try:
        yield from _values(path, read_lines(path))
    except InputError as error:
        yield error


def read_stdin_lines() -> Iterator[Line | InputError]:
    """The values on standard input: JSON lines, or one value that spans several lines."""
    try:
        lines = dropwhile(_is_blank, read_lines(STDIN))
        begin = list(islice(lines, 1))
        for line in lines:
            begin.append(line)
            if not _is_blank(line):
                break
        if len(begin) > 1 and not _is_blank(begin[-1]) and not _is_json(begin[0]):
            yield Line(STDIN_NAME, 1, _one_value(chain(begin, lines)))
        else:
            yield from _values(STDIN_NAME, chain(begin, lines))
    except InputError as error:
        yield error


def _is_blank(line: bytes) -> bool:
    return not line.strip(_BLANK)


def _one_value(lines: Iterable[bytes]) -> object:
    """The one value that is written over several lines of standard input."""
    data = bytearray()
    for line in lines:
        data += line
        checked_size(STDIN_NAME, data, MAX_FILE_BYTES)
    return parse(STDIN_NAME, decode(STDIN_NAME, bytes(data)))


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


def read_values(path: str) -> Iterator[Located[object] | InputError]:
    """The JSON values at `path`, or on standard input, each with its place.

    A .jsonl file is read line by line and never loaded as a whole. In any other file, the values
    are the members of its array, or its one value.
    """
    if path != STDIN and suffix_of(path) != ".jsonl":
        for found in attempt(lambda: Located(path, read_json(path))):
            yield from [found] if isinstance(found, InputError) else _members(found)
        return
    lines: Iterable[Line | InputError]
    lines = read_stdin_lines() if path == STDIN else read_json_lines(path)
    for line in lines:
        if isinstance(line, InputError):
            yield line
        else:
            yield from _members(Located(line.where, line.data))


def _members(found: Located[object]) -> Iterator[Located[object] | InputError]:
    data = found.value
    if not isinstance(data, list):
        yield found
        return
    members = cast("list[object]", data)
    if not members:
        yield InputError(found.where, "it is an empty list")
    for number, value in enumerate(members, start=1):
        yield Located(f"{found.where}, item {number}", value)
