"""YAML for files written by hand: only lists, keys and strings."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from factx.errors import InputError
from factx.files.decoding import decode, read_bytes

if TYPE_CHECKING:
    from yaml import MappingNode, Node

SUFFIXES = (".yaml", ".yml")
"""The suffixes of YAML files; any other file is JSON."""

Path = tuple[str | int, ...]
"""The keys and positions that lead to a value."""

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


def read_yaml_with_lines(path: str) -> tuple[object, Mapping[Path, int]]:
    """The value in a YAML file, and the number of the line of each value within it, from 1.

    Raises `InputError`. Every plain word is a string, so `no`, `12.30` and `2026-11-14` stay as
    written; records convert strings to numbers and booleans. Only within `extra`, plain words are
    numbers, booleans and nulls as in JSON. Anchors are refused.
    """
    import yaml

    text = decode(path, read_bytes(path))
    try:
        # Nodes, not values: the loader then resolves nothing, and anchors can be seen. The loader
        # in C is ten times as fast, and some builds of PyYAML come without it.
        node = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark
        where = f"line {place.line + 1}, column {place.column + 1}: " if place else ""
        raise InputError(path, f"it is not valid YAML ({where}{error.problem})") from error
    except yaml.YAMLError as error:
        raise InputError(path, f"it is not valid YAML ({error})") from error
    except RecursionError as error:
        raise InputError(path, "its YAML is nested too deeply") from error
    if node is None:
        raise InputError(path, "it is empty")
    values = _Values(path)
    return values.of(node), values.lines


class _Values:
    """The values of a file's nodes."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.seen: set[int] = set()
        self.lines: dict[Path, int] = {}

    def of(self, node: "Node", at: Path = ()) -> object:
        """A node as a list, a mapping, a string, or None if it is empty."""
        from yaml import MappingNode, ScalarNode, SequenceNode

        if id(node) in self.seen:
            raise self._refusal(node, "anchors are not supported; write the value out twice")
        self.seen.add(id(node))
        self.lines[at] = node.start_mark.line + 1
        if isinstance(node, ScalarNode):
            plain = (
                not node.style
            )  # without quotation marks; the loader in C says "" and the other None
            if plain and node.value in _EMPTY:
                return None
            return _json_value(node.value) if plain and "extra" in at else node.value
        if isinstance(node, SequenceNode):
            return [self.of(item, (*at, number)) for number, item in enumerate(node.value)]
        assert isinstance(node, MappingNode)
        return self._mapping(node, at)

    def _mapping(self, node: "MappingNode", at: Path) -> dict[str, object]:
        from yaml import ScalarNode

        found: dict[str, object] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else None
            if name is None or (not key.style and name in _EMPTY):
                raise self._refusal(key, "a key has to be a word")
            if name in found:
                raise self._refusal(key, f"the key {name} occurs twice in one mapping")
            found[name] = self.of(value, (*at, name))
            if found[name] is None and node.flow_style and value.value == "":
                hint = "quote a string that contains a comma or a bracket"
                raise self._refusal(key, f"{name!r} has no value; {hint}")
        return found

    def _refusal(self, node: "Node", problem: str) -> InputError:
        return InputError(f"{self.path}, line {node.start_mark.line + 1}", problem)


def _json_value(word: str) -> object:
    """A plain word as the number or the truth value that it is in JSON, or as a string."""
    try:
        value: object = json.loads(word)
    except (ValueError, RecursionError):
        return word
    is_plain = isinstance(value, bool | int) or (isinstance(value, float) and abs(value) < 1e300)
    return value if is_plain else word
