"""JSON read strictly: what it cannot say for sure is refused, with the line and column."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn, cast

from factx.errors import InputError
from factx.files.decoding import decode, read_bytes
from factx.files.paths import STDIN, STDIN_NAME


def read_json(path: str) -> object:
    """The one value in a JSON file; raises `InputError` where there is none."""
    where = STDIN_NAME if path == STDIN else path
    return parse(where, decode(where, read_bytes(path)))


def parse(where: str, text: str) -> object:
    """The value that JSON `text` holds; what JSON cannot say for sure is refused."""
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
        problem = "it holds half of a surrogate pair (a lone \\ud800 or the like), no character"
        raise InputError(where, problem) from error
    except RecursionError as error:
        raise InputError(where, "its JSON is nested too deeply") from error
    except ValueError as error:
        raise InputError(where, str(error)) from error
    return value


def get_object(where: str, data: object) -> Mapping[str, object]:
    """`data` as the JSON object that it is; raises `InputError` where it is something else."""
    if not isinstance(data, dict):
        several = "; for several use JSON lines, one object a line"
        hint = several if isinstance(data, list) else ""
        raise InputError(where, f"it holds {_kind(cast('object', data))}, not a JSON object{hint}")
    return cast("dict[str, object]", data)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"it gives the key {repeated} twice in one object")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"it holds {name}, which is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"it holds the number {digits[:20]}, which is too big")
    return number


def _integer(digits: str) -> int:
    if len(digits) > 300:
        raise ValueError(f"it holds a number of {len(digits)} digits, which is too big")
    return int(digits)


def _kind(data: object) -> str:
    if isinstance(data, list):
        return "a list"
    return "a string" if isinstance(data, str) else json.dumps(data)
