"""Read JSON that a model has damaged, so that a bad character costs at most one item.

Valid JSON is read exactly. Beyond that: single or curly quotation marks around a string, unescaped
quotation marks and line breaks in one, unknown escapes, missing or trailing commas, comments,
Python's constants, missing brackets, and text that ends in the middle. Nothing is made up: an item
that is not JSON stays the text that it is, and of an item that is cut off nothing is kept. The time
is proportional to the length of the text.
"""

import re
from collections.abc import Collection, Iterable
from enum import Enum, auto
from typing import Any, NamedTuple, cast

from factx.llm.wire.json_signs import (
    AFTER_LAST,
    AFTER_LIST,
    BARE_KEY,
    CLOSING_QUOTES,
    COMMAS,
    COMMENT_AFTER,
    CONSTANT,
    ELLIPSIS,
    ESCAPES,
    GARBAGE,
    HEX,
    LETTER,
    LINE_COMMENT,
    LIST_BEGINS,
    MOST_STRAY,
    OTHER_COMMENTS,
    PUNCTUATION,
    QUOTED_KEY,
    STRING_IN_BRACE,
    TO_SPECIAL,
    anchors_of,
    cleaned,
    constant_of,
    is_line,
    key_name,
    spaces_end,
    without_end,
)

AGAIN = " (again)"
"""Added to the name of a key that an object has twice; the last value has the name itself."""
MOST_NESTED = 40
"""Levels of lists and objects; an answer has five."""
NOT_JSON = "not json"
"""The name of what stands between the members of an object."""
_AFTER_KEY = re.compile(r"""["'”]\s*:\s*\Z""")
"""The end of a key of which a value follows."""


class End(Enum):
    """How an object ends."""

    CLOSED = auto()
    UNCLOSED = auto()
    """Only its last bracket is missing."""
    CUT = auto()
    """In the middle of a list or a value, or where another item was to follow."""


class ReadObject(NamedTuple):
    """An object in a text, and how much of it there is."""

    start: int
    end: int
    """Of what could be read: where a value begins that is cut off."""
    data: dict[str, Any]
    how: End


def joined(pairs: Iterable[tuple[str, Any]], lists: Collection[str] = ()) -> dict[str, Any]:
    """An object of `pairs`, in which nothing is lost if a key is given twice.

    Lists under a key of `lists` are joined, and the name with `AGAIN` has their number. Any other
    key has the last value, and the name with `AGAIN` a list of the earlier ones.
    """
    values: dict[str, list[Any]] = {}
    for key, value in pairs:
        values.setdefault(key, []).append(value)
    data = {key: given[-1] for key, given in values.items()}
    for key, given in values.items():
        if len(given) > 1 and key in lists and all(isinstance(one, list) for one in given):
            data[key] = [item for one in given for item in one]
            data[f"{key}{AGAIN}"] = len(given)
        elif len(given) > 1:
            data[f"{key}{AGAIN}"] = given[:-1]
    return data


def read_objects(text: str, keys: tuple[str, ...], lists: Collection[str] = ()) -> list[ReadObject]:
    """The objects in `text` that have one of `keys`, each from the first of these keys on.

    What stands around them is not read, so an object may be inside any other. The keys in `lists`
    have lists of lines.
    """
    reader = _Reader(text, keys, lists)
    found: list[ReadObject] = []
    match = reader.anchors.search(text)
    while match is not None:
        one, resume = reader.object_at(match.start())
        found.append(one)
        match = reader.anchors.search(text, max(resume, match.end()))
    return found


def read_lines(text: str) -> tuple[list[Any], bool]:
    """The items of the last list of lines in `text` that is in no object, and if it has an end."""
    reader = _Reader(text, ("statements",), ())
    found, is_whole = list[Any](), True
    at = text.find("[")
    while at >= 0:
        begin, end = spaces_end(text, at + 1), at + 1
        is_alone = not _AFTER_KEY.search(text[max(0, at - 30) : at])
        if is_alone and reader.begins_line(begin):
            found = list[Any]()
            end, is_whole = reader.read_list(begin, found)
        at = text.find("[", max(end, at + 1))
    return found, is_whole


class _Cut(Exception):
    """A value that begins at `at` is cut off: the text ends, or another answer begins."""

    def __init__(self, at: int, resume: int) -> None:
        self.at = at
        self.resume = resume
        """Where to read on."""


class _Reader:
    """Reads values of one text. Positions only move on, so that the time stays proportional."""

    def __init__(self, text: str, keys: tuple[str, ...], lists: Collection[str]) -> None:
        self.text = text
        self.lists = lists
        anchors = anchors_of(keys)
        strict = anchors.strict.search(text)
        self.anchors = anchors.quoted if strict else anchors.bare
        self.keys = (QUOTED_KEY, self.anchors) if strict else (QUOTED_KEY, BARE_KEY)
        self.marks = '"' if strict and strict[0].startswith('"') else "".join(CLOSING_QUOTES)
        """The quotation marks that open a string."""
        self.last_comment_end = text.rfind("*/")

    def begins_line(self, at: int) -> bool:
        """Whether a string begins at `at` that is an item written as a line."""
        return self._is_mark(at) and is_line(self.text, at + 1)

    def _is_mark(self, at: int) -> bool:
        return at < len(self.text) and self.text[at] in self.marks

    def object_at(self, at: int) -> tuple[ReadObject, int]:
        """The object of which a key begins at `at`, and where to read on."""
        pairs: list[tuple[str, Any]] = []
        try:
            end, how = self._members(at, pairs, depth=1)
            resume = end
        except _Cut as cut:
            end, resume, how = cut.at, cut.resume, End.CUT
        named = ((key.strip().lower(), value) for key, value in pairs)
        return ReadObject(at, end, joined(named, self.lists), how), resume

    def read_list(self, at: int, items: list[Any]) -> tuple[int, bool]:
        """Read the list whose first item begins at `at`; returns where to read on, and if it ends.

        `items` gets the complete items.
        """
        try:
            return self._items(at, items, depth=1), True
        except _Cut as cut:
            return cut.resume, False

    # Objects

    def _members(self, at: int, pairs: list[tuple[str, Any]], depth: int) -> tuple[int, End]:
        """Read the members of an object into `pairs`; returns its end and how it ends."""
        is_due = False
        """Whether a comma promises another member."""
        while True:
            at = self._skip(at)
            sign = self.text[at : at + 1]
            if sign == "}":
                return at + 1, End.CLOSED
            if sign and sign in COMMAS:
                at, is_due = at + 1, True
                continue
            key = self._key_at(at) if sign else None
            if key is not None:
                at = self._member(key, pairs, depth)
                is_due = False
                continue
            if depth == 1 and pairs and isinstance(pairs[-1][1], list) and self.begins_line(at):
                at = self._items(at, cast("list[Any]", pairs[-1][1]), depth + 1)
                continue  # a bracket too many ended the list
            following = self._following(at, depth) if sign else None
            if following is None:
                return at, End.CUT if is_due else End.UNCLOSED
            stray = self.text[at:following].strip(PUNCTUATION)
            if stray and not stray.startswith(OTHER_COMMENTS):
                pairs.append((NOT_JSON, cleaned(stray)))
            at = following

    def _member(self, key: re.Match[str], pairs: list[tuple[str, Any]], depth: int) -> int:
        """Read a member's value; returns its end."""
        name = key_name(key)
        at = self._skip(key.end())
        is_list = depth == 1 and name.strip().lower() in self.lists
        begin = LIST_BEGINS.match(self.text, at) if is_list else None
        if is_list and begin is None and is_line(self.text, at):
            return self._bare_items(name, at, pairs)
        if begin or (is_list and self.begins_line(at)):
            items: list[Any] = []
            pairs.append((name, items))  # before it is read, so that a cut list has its items
            return self._items(begin.end() if begin else at, items, depth + 1)
        value, at = self._value(at, depth, is_item=False)
        pairs.append((name, value))
        return at

    def _bare_items(self, name: str, at: int, pairs: list[tuple[str, Any]]) -> int:
        """Read items that are neither in brackets nor in quotation marks; returns their end."""
        items: list[Any] = []
        pairs.append((name, items))
        while is_line(self.text, at):
            end = self.text.find("\n", at)
            if end < 0:
                raise _Cut(at, len(self.text))
            items.append(cleaned(self.text[at:end].strip()))
            at = spaces_end(self.text, end)
        return at

    def _key_at(self, at: int) -> re.Match[str] | None:
        matches = (key.match(self.text, at) for key in self.keys)
        return next((match for match in matches if match), None)

    def _following(self, at: int, depth: int) -> int | None:
        """Where an object goes on after something that is no member; None if it does not."""
        if depth > 1 and self._is_mark(at):
            return self._string(at, is_item=False)[1]
        if self.text[at] in PUNCTUATION:
            return at + 1 if depth == 1 or self.text[at] != "]" else None
        if depth > 1:
            return GARBAGE.match(self.text, at + 1).end()  # type: ignore[union-attr]
        key = self.anchors.search(self.text, at)
        is_another = key is None or self._is_after_brace(key.start())
        return None if key is None or is_another else key.start()

    def _is_after_brace(self, at: int) -> bool:
        return self.text[max(0, at - 30) : at].rstrip().endswith("{")

    # Values

    def _value(self, at: int, depth: int, *, is_item: bool) -> tuple[Any, int]:
        """The value at `at` and its end; text up to the next item if it is not JSON."""
        sign = self.text[at : at + 1]
        if not sign:
            raise _Cut(at, at)
        if sign in self.marks:
            return self._string(at, is_item=is_item)
        if is_item and is_line(self.text, at):
            return self._not_json(at)
        constant = CONSTANT.match(self.text, at)
        if constant is not None:
            if constant.end() == len(self.text):
                raise _Cut(at, constant.end())  # a number may go on
            return constant_of(constant), constant.end()
        if sign == "[" and depth < MOST_NESTED:
            items: list[Any] = []
            return items, self._items(at + 1, items, depth + 1)
        if sign == "{" and depth < MOST_NESTED:
            return self._object(at, depth)
        return self._not_json(at)

    def _object(self, at: int, depth: int) -> tuple[Any, int]:
        pairs: list[tuple[str, Any]] = []
        end, how = self._members(at + 1, pairs, depth + 1)
        if how is End.CLOSED:
            return joined(pairs), end
        if end >= len(self.text):
            raise _Cut(at, end)
        return cleaned(self.text[at:end].strip()), end

    def _items(self, at: int, items: list[Any], depth: int) -> int:
        """Read the items of a list into `items`; returns its end."""
        while True:
            at = self._skip(at)
            sign = self.text[at : at + 1]
            if not sign:
                raise _Cut(at, at)
            if sign == "]":
                return at + 1
            if sign in CLOSING_QUOTES and self.anchors.match(self.text, at):
                return at  # its bracket is missing
            line = self._next_line(at)
            if sign in COMMAS or sign == ":" or (line is not None and line > at):
                at = line or at + 1
                continue
            if sign == "}":
                return at
            if sign == "{" and self.anchors.match(self.text, self._skip(at + 1)):
                raise _Cut(at, at)
            value, at = self._value(at, depth, is_item=True)
            if sign in self.marks or not isinstance(value, str) or LETTER.search(value):
                items.append(value)

    def _next_line(self, at: int) -> int | None:
        """Where a line begins, with nothing but stray signs between `at` and it."""
        is_word = False
        for start in range(at, min(at + MOST_STRAY, len(self.text))):
            if self.begins_line(start):
                return None if QUOTED_KEY.match(self.text, start) else start
            sign = self.text[start]
            if sign in "[]" or sign in self.marks or (is_word and sign in ",:"):
                return None
            if sign == "{" and not STRING_IN_BRACE.match(self.text, start):
                return None
            is_word = is_word or sign.isalnum()
        return None

    def _not_json(self, at: int) -> tuple[str, int]:
        """Text that is not JSON, up to the next item or bracket, and its end."""
        text, end = self.text, at
        while True:
            end = GARBAGE.match(text, end).end()  # type: ignore[union-attr]
            sign = text[end : end + 1]
            if not sign:
                raise _Cut(at, end)
            if sign in "]}" and AFTER_LAST.match(text, end + 1):
                break
            if sign in ",\n" and self._begins_next(spaces_end(text, end + 1), is_sure=True):
                break
            if sign in CLOSING_QUOTES and self.anchors.match(text, end):
                if self._is_after_brace(end):
                    raise _Cut(at, end)
                break
            if self.begins_line(end):
                break
            if sign in self.marks and self._ends_string(end + 1, is_sure=True):
                return cleaned(text[at:end].strip()), end + 1
            end += 1
        return cleaned(text[at:end].strip()), max(end, at + 1)

    # Strings

    def _string(self, at: int, *, is_item: bool) -> tuple[str, int]:
        """The string that a quotation mark opens, and its end."""
        text, to_special = self.text, TO_SPECIAL[self.text[at]]
        is_line_item = is_item and is_line(text, at + 1)
        parts: list[str] = []
        end, inner = at + 1, 0
        while True:
            begin, end = end, to_special.match(text, end).end()  # type: ignore[union-attr]
            parts.append(text[begin:end])
            if end >= len(text):
                raise _Cut(at, end)
            if text[end] == "\\":
                written, end = self._escape(end)
                parts.append(written)
                continue
            # After an odd number of marks inside the string, this one is likely to be inside too.
            is_sure = (is_line_item or not is_item) and inner % 2 == 1
            if self._ends_string(end + 1, is_item=is_item, is_sure=is_sure):
                return cleaned("".join(parts)), end + 1
            if self._is_end_missing(at, end, is_item=is_item):
                return cleaned(without_end("".join(parts))), end
            inner += 1
            parts.append(text[end])
            end += 1

    def _escape(self, at: int) -> tuple[str, int]:
        """What the escape at `at` stands for, and its end; an unknown one stays as it is."""
        sign = self.text[at + 1 : at + 2]
        if sign in ESCAPES:
            return ESCAPES[sign], at + 2
        if sign == "u" and (code := HEX.match(self.text, at + 2)):
            return chr(int(code[0], 16)), at + 6
        return "\\", at + 1

    def _is_end_missing(self, at: int, end: int, *, is_item: bool) -> bool:
        """Whether the mark at `end` opens the next item of the list, or a key.

        Raises `_Cut` if it opens a key of another answer.
        """
        before = self.text[max(at, end - 30) : end].rstrip(" \t\r:;'“‘\\/`<{")
        if self.anchors.match(self.text, end):
            if before.rstrip().endswith("{"):
                raise _Cut(at, end)
            return True
        return is_item and before.endswith((",", "\n")) and is_line(self.text, end + 1)

    def _ends_string(self, at: int, *, is_item: bool = True, is_sure: bool = False) -> bool:
        """Whether a quotation mark before `at` closes its string, by what follows it.

        If `is_sure`, what follows must be a line or a key and not any item.
        """
        text = self.text
        at = spaces_end(text, at)
        sign = text[at : at + 1]
        if not sign or text.startswith("```", at):
            return True
        if sign == "}":
            return not is_item or bool(AFTER_LAST.match(text, at + 1))
        if sign == "]":
            return bool(AFTER_LIST.match(text, at + 1))
        if sign == "/":
            return bool(COMMENT_AFTER.match(text, at))
        if sign in COMMAS:
            is_sure = is_sure or sign == ";"
            return self._begins_next(spaces_end(text, at + 1), is_item=is_item, is_sure=is_sure)
        return sign in self.marks and self._begins_next(at, is_item=is_item, is_sure=True)

    def _begins_next(self, at: int, *, is_item: bool = True, is_sure: bool) -> bool:
        """Whether an item or a member begins at `at`, or the list or object ends there."""
        text = self.text
        sign = text[at : at + 1]
        if sign in ("", "]", "}") or COMMENT_AFTER.match(text, at):
            return True
        if not is_item:
            return bool(QUOTED_KEY.match(text, at) if is_sure else self._key_at(at))
        if self.anchors.match(text, at) or is_line(text, at) or ELLIPSIS.match(text, at):
            return True
        if self._next_line(at) is not None:
            return True
        if sign in self.marks:
            return not is_sure
        return not is_sure and (sign in "{[" or bool(CONSTANT.match(text, at)))

    def _skip(self, at: int) -> int:
        """The next position that is neither white space nor in a comment."""
        while True:
            at = spaces_end(self.text, at)
            if self.text.startswith("//", at):
                at = LINE_COMMENT.match(self.text, at).end()  # type: ignore[union-attr]
            elif self.text.startswith("/*", at) and at + 2 <= self.last_comment_end:
                at = self.text.index("*/", at + 2) + 2
            else:
                return at
