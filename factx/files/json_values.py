"""The JSON values of a file, whichever way it has them: one a line, in an array, or one alone."""

from collections.abc import Iterable, Iterator
from typing import cast

from factx.errors import InputError
from factx.files.json_lines import Line, read_json_lines, read_stdin_lines
from factx.files.json_text import read_json
from factx.files.located import Located, attempt
from factx.files.paths import STDIN, suffix_of


def read_values(path: str) -> Iterator[Located[object] | InputError]:
    """The JSON values at `path`, or on standard input, each with where it stands.

    A .jsonl file is read line by line and never held whole; of any other file, the members of an
    array are its values, or else its one value is.
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
