"""Find the object of an answer in a completion: in thoughts, words, fences or other objects."""

import html
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, cast

from rapidfuzz.distance import OSA

from factx.llm.wire.json_reader import (
    MOST_NESTED,
    End,
    ReadObject,
    joined,
    read_lines,
    read_objects,
)
from factx.llm.wire.json_signs import cleaned, is_line
from factx.llm.wire.lists import has_items

_TAG = re.compile(
    r"(?P<open><(?:think|thinking|thoughts?|reasoning|reflection|seed:think)>|\[THINK\]|◁think▷"
    r"|<\|START_THINKING\|>|<\|channel\|>\s*+analysis)"
    r"|</(?:think|thinking|thoughts?|reasoning|reflection|seed:think)>|\[/THINK\]|◁/think▷"
    r"|<\|END_THINKING\|>|<\|end\|>|<\|channel\|>\s*+(?:final|commentary)",
    re.IGNORECASE,
)
"""Where models begin and end their thoughts."""
_JSON_IN_STRING = re.compile(r'"(?=(?:\s|\\[nrt])*+\{(?:\s|\\[nrt])*+\\")')
_DECODER = json.JSONDecoder(strict=False)
_MOST_STRINGS = 4
"""How many strings that contain JSON are tried."""


class Wanted(NamedTuple):
    """What the object of an answer looks like."""

    keys: tuple[str, ...]
    """Its keys."""
    needed: str
    """The key without which it is no answer."""
    from_lines: Callable[[Sequence[Any]], dict[str, Any]] | None = None
    """Makes an object of a list of lines without one; empty if they are no lines."""

    def named(self, data: dict[str, Any]) -> dict[str, Any]:
        """`data` with the keys of this form for those that differ by case or one letter."""
        missing = [key for key in self.keys if key not in data]
        names: dict[str, str] = {}
        for name in data if missing else ():
            close = [key for key in missing if _is_close(name.strip().lower(), key)]
            if len(close) == 1:
                names[name] = close[0]
                missing.remove(close[0])
        return {names.get(name, name): value for name, value in data.items()}

    def is_in(self, data: dict[str, Any]) -> bool:
        """Whether `data` is an answer, and not the schema of one."""
        return self.needed in data and has_items(data[self.needed])


class FoundObject(NamedTuple):
    """The object of an answer."""

    data: dict[str, Any]
    is_whole: bool
    """Whether it has an end, so that it is not cut off."""


def _is_close(name: str, key: str) -> bool:
    """Whether `name` is `key`, or a long key with one letter wrong, missing or too many."""
    return name == key or (len(key) > 5 and OSA.distance(name, key, score_cutoff=1) == 1)


def find_object(text: str, wanted: Wanted) -> FoundObject | None:
    """The last object of the wanted form in `text`; None if there is none.

    One outside of the model's thoughts comes before one inside, and a whole one before one that is
    cut off. In its thoughts, an object without any item is only a remark.
    """
    return _find(text, wanted, levels=2)


def _find(text: str, wanted: Wanted, levels: int) -> FoundObject | None:
    data = _loaded(text, wanted)
    if isinstance(data, dict):
        found = FoundObject(wanted.named(cast("dict[str, Any]", data)), is_whole=True)
        if wanted.is_in(found.data):
            return found
    items = cast("list[Any]", data) if isinstance(data, list) else None
    lists = wanted.keys if wanted.from_lines else ()
    objects = [
        one._replace(data=wanted.named(one.data)) for one in read_objects(text, wanted.keys, lists)
    ]
    return (
        _best(text, objects, wanted)
        or _in_string(text, wanted, levels)
        or _of_list(text, items, wanted)
        or _in_entities(text, wanted, levels)
    )


def _loaded(text: str, wanted: Wanted) -> object:
    """`text` as JSON; None if it is not only JSON, or nested too deeply to be an answer."""
    try:
        data = json.loads(text, object_pairs_hook=partial(joined, lists=wanted.keys), strict=False)
        if "\\u" in text:  # JSON can have lone surrogates as escapes
            data = json.loads(cleaned(json.dumps(data, ensure_ascii=False)))
    except (ValueError, RecursionError):
        return None
    return data if _is_shallow(data) else None


def _is_shallow(data: object) -> bool:
    level = [data]
    for _ in range(MOST_NESTED):
        level = [inner for one in level for inner in _inner(one)]
        if not level:
            return True
    return False


def _inner(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return cast("dict[str, object]", value).values()
    return cast("list[object]", value) if isinstance(value, list) else ()


def _best(text: str, objects: Sequence[ReadObject], wanted: Wanted) -> FoundObject | None:
    """The object that counts, of those that were read from `text`."""
    thoughts = _in_thoughts(text, objects)
    outside = [one for one, is_thought in zip(objects, thoughts, strict=True) if not is_thought]
    inside = [one for one, is_thought in zip(objects, thoughts, strict=True) if is_thought]
    spoken = _wholes(outside, wanted.keys)
    spoken = [one for one in spoken if wanted.is_in(one.data) or not one.is_whole]
    thought = [one for one in _wholes(inside, wanted.keys) if wanted.is_in(one.data)]
    return _last(spoken, wanted) or _last([one for one in thought if _says(one, wanted)], wanted)


def _last(found: Sequence[FoundObject], wanted: Wanted) -> FoundObject | None:
    """The last whole object; one that is cut off if there is no other, or only an empty one."""
    wholes = [one for one in found if one.is_whole]
    whole = wholes[-1] if wholes else None
    if found and not found[-1].is_whole and (whole is None or not _says(whole, wanted)):
        return found[-1]
    return whole


def _says(found: FoundObject, wanted: Wanted) -> bool:
    return any(found.data.get(key) for key in wanted.keys)


def _wholes(objects: Iterable[ReadObject], keys: Collection[str]) -> Iterator[FoundObject]:
    """The objects; those that follow each other and share none of `keys`, as one.

    A model may write each list as an object.
    """
    data: dict[str, Any] = {}
    is_whole = True
    for one in objects:
        is_other = any(key in data and key in one.data for key in keys)
        if data and (is_other or not one.data):
            yield FoundObject(data, is_whole)
            data, is_whole = {}, True
        data |= one.data
        is_whole = is_whole and one.how is not End.CUT
    if data or not is_whole:
        yield FoundObject(data, is_whole)


def _in_thoughts(text: str, objects: Sequence[ReadObject]) -> list[bool]:
    """Whether each object is in the model's thoughts.

    A tag counts where it is not in an object, since an article may quote one. An end without a
    beginning ends thoughts that begin with the text, and thoughts without an end go on to its end.
    """
    found: list[bool] = []
    is_thinking, is_first = False, True
    tags = _tags(text, objects)
    tag = next(tags, None)
    for one in objects:
        while tag is not None and tag.start() < one.start:
            is_thinking = tag["open"] is not None
            if is_first and not is_thinking:
                found = [True] * len(found)
            is_first = False
            tag = next(tags, None)
        found.append(is_thinking)
    if is_first and tag is not None and tag["open"] is None:
        found = [True] * len(found)
    return found


def _tags(text: str, objects: Sequence[ReadObject]) -> Iterator[re.Match[str]]:
    """The tags around thoughts in `text` that are outside of `objects`."""
    ends = iter(objects)
    current = next(ends, None)
    for tag in _TAG.finditer(text):
        while current is not None and current.end <= tag.start():
            current = next(ends, None)
        if current is None or tag.start() < current.start:
            yield tag


def _of_list(text: str, data: object, wanted: Wanted) -> FoundObject | None:
    """An object of the items of a list, in brackets or not, if the model wrote only that."""
    if wanted.from_lines is None:
        return None
    items, is_whole = (
        (cast("list[Any]", data), True) if isinstance(data, list) else read_lines(text)
    )
    if not items:
        items, is_whole = _bare_lines(text), text.endswith("\n")
    lists = wanted.from_lines(items)
    return FoundObject(lists, is_whole) if lists else None


def _in_entities(text: str, wanted: Wanted, levels: int) -> FoundObject | None:
    """The object in a text whose quotation marks are those of HTML."""
    is_escaped = levels and "&quot;" in text
    return _find(html.unescape(text), wanted, levels - 1) if is_escaped else None


def _bare_lines(text: str) -> list[str]:
    """The items that a model wrote without any JSON, after its thoughts.

    The last line counts if a line break follows, since otherwise it may be half a line.
    """
    tags = [tag.end() for tag in _TAG.finditer(text)]
    lines = text[tags[-1] if tags else 0 :].split("\n")[:-1]
    return [line.strip() for line in lines if is_line(line)]


def _in_string(text: str, wanted: Wanted, levels: int) -> FoundObject | None:
    """The object in a string that is JSON itself, as the arguments of a call are."""
    if not levels:
        return None
    places = [match.start() for match in _JSON_IN_STRING.finditer(text)]
    for at in islice(reversed(places), _MOST_STRINGS):
        try:
            inner, _ = _DECODER.raw_decode(text, at)
        except ValueError:
            continue
        found = _find(cleaned(inner), wanted, levels - 1)
        if found is not None:
            return found
    return None
