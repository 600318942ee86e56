"""Files with something wrong in them: bytes changed, or the structure of their JSON."""

import copy
import json
import random
from collections.abc import Callable
from typing import Any, cast

ODD: list[Any] = [
    *(None, True, False, [], {}, "", " ", "x", "0", "true", "T1", "é\u2028", "x" * 300),
    *(0, -1, 1, 3, 10**9, 10**250, 1e300, 0.5),
    *([[]], [None], {"": None}, [1, "a"]),
]


def changed_bytes(data: bytes, dice: random.Random) -> bytes:
    """`data` with one to three bytes or stretches changed."""
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(data) + 1)
        end = min(len(data), at + dice.choice([1, 1, 2, 8, 60]))
        kind = dice.randrange(5)
        if kind == 0:
            data = data[:at] + data[end:]
        elif kind == 1:
            data = data[:at] + bytes(dice.choices(range(256), k=end - at)) + data[end:]
        elif kind == 2:
            data = data[:end] + data[at:end] * dice.choice([1, 2, 20]) + data[end:]
        elif kind == 3:
            data = data[:at] + dice.choice(_PIECES) + data[at:]
        else:
            data = data[:at] if dice.randrange(4) == 0 else data[:at] + b"\t " + data[end:]
    return data


_PIECES = [
    *(b"\n", b"\r\n", b"\t", b" ", b"0", b"9", b"-", b";", b'"', b"{", b"}", b"[", b",", b":"),
    *(b"\xef\xbb\xbf", b"\xff", b"\x00", "é".encode(), "\u2028".encode(), b"\\ud800", b"T1", b"E1"),
    *(b"99999999999999999999", b"null", b"true", b"NaN", b"1e999"),
]


def changed_json(value: Any, dice: random.Random) -> Any:
    """A copy of a JSON value with one to three of its members changed."""
    value = copy.deepcopy(value)
    for _ in range(dice.randint(1, 3)):
        places = list(_places(value))
        if places:
            _change(*dice.choice(places), dice)
    return value


def _places(value: Any) -> "list[tuple[Any, Any]]":
    """Every member of every list and object, with what it is in."""
    found: list[tuple[Any, Any]] = []
    waiting: list[Any] = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict | list):
            members = cast("dict[Any, Any] | list[Any]", current)
            keys = list(members) if isinstance(members, dict) else list(range(len(members)))
            found += [(members, key) for key in keys]
            waiting += [members[key] for key in keys]
    return found


def _change(within: Any, key: Any, dice: random.Random) -> None:
    kind = dice.randrange(6)
    if kind == 0:
        del within[key]
    elif kind == 1 and isinstance(within, list):
        members = cast("list[Any]", within)
        members.insert(key, copy.deepcopy(members[key]))
    elif kind == 2:
        other, name = dice.choice(_places(within))
        within[key] = copy.deepcopy(other[name])
    elif kind == 3 and isinstance(within[key], int):
        within[key] += dice.choice([-1, 1, 100, -100])
    elif kind == 4 and isinstance(within, dict):
        fields = cast("dict[str, Any]", within)
        fields[dice.choice(["id", "text", "label", "labels", "start", "type"])] = fields.pop(key)
    else:
        within[key] = copy.deepcopy(dice.choice(ODD))


def mutant(data: bytes, dice: random.Random) -> bytes:
    """A mutant of a file: of its bytes, or of the JSON in it or on one of its lines."""
    if dice.randrange(3) == 0:
        return changed_bytes(data, dice)
    try:
        value = json.loads(data)
    except ValueError:
        return _line_mutant(data, dice)
    return _dumped(changed_json(value, dice))


def _line_mutant(data: bytes, dice: random.Random) -> bytes:
    """One line changed: by its JSON, or by its columns."""
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    try:
        lines[at] = _dumped(changed_json(json.loads(lines[at]), dice))
    except ValueError:
        change: Callable[[bytes], bytes] = dice.choice([_swapped, _doubled, _shifted])
        lines[at] = change(lines[at])
        if dice.randrange(3) == 0:
            lines.insert(dice.randrange(len(lines)), lines[at])
    return b"\n".join(lines)


def _swapped(line: bytes) -> bytes:
    return b"\t".join(reversed(line.split(b"\t")))


def _doubled(line: bytes) -> bytes:
    return line + b" " + line


def _shifted(line: bytes) -> bytes:
    return line.replace(b"1", b"2", 1)


def _dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
