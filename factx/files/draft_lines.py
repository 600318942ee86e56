"""Where the items of a draft are in its file, for messages about them."""

import re
from collections.abc import Mapping
from typing import cast

from factx.files.yaml_files import Path

_GROUPS = ("sources", "quotes", "attributions", "claims")
_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")
_PLACE = re.compile(r"((?:sources|quotes|attributions|claims)\[\d+\][^:]*): ")
_ID = re.compile(r"(\S+): ")


class DraftLines:
    """The ids and lines of the items of a draft."""

    def __init__(self, data: object, lines: Mapping[Path, int]) -> None:
        """Look up the items in `data`; `lines` has the line of each value, or is empty."""
        self._lines = lines
        self._ids: dict[Path, str] = {}
        self._places: dict[str, Path] = {}
        groups = _mapping(data)
        for group in _GROUPS:
            items = groups.get(group)
            members = cast("list[object]", items) if isinstance(items, list) else []
            for number, item in enumerate(members):
                name = _mapping(item).get("id")
                if isinstance(name, str):
                    self._ids[group, number] = name
                    self._places.setdefault(name, (group, number))

    def line_of(self, item: str) -> int | None:
        """The line on which the item with this id begins; None in JSON, or without the item."""
        place = self._places.get(item)
        return None if place is None else self._lines.get(place)

    def located(self, problem: str) -> str:
        """A problem with the id and the line of its item: `q4 (line 37): quotes[3].type: ...`."""
        found = _PLACE.match(problem)
        if found is not None:
            place = tuple(int(n) if n else name for name, n in _STEP.findall(found.group(1)))
            name = self._ids.get(place[:2], "")
            while place and place not in self._lines:
                place = place[:-1]
            where = self._line(self._lines.get(place) if len(place) > 1 else None)
            return f"{name}{where}: {problem}" if name or where else problem
        named = _ID.match(problem)
        where = self._line(self.line_of(named.group(1))) if named else ""
        return f"{named.group(1)}{where}: {problem[named.end() :]}" if named and where else problem

    def _line(self, number: int | None) -> str:
        return "" if number is None else f" (line {number})"


def _mapping(data: object) -> Mapping[str, object]:
    """A JSON object; empty if `data` is none."""
    return cast("Mapping[str, object]", data) if isinstance(data, Mapping) else {}
