"""The signs that JSON is made of, and those that models write in their place."""

import json
import re
from functools import lru_cache
from typing import Any, NamedTuple

CLOSING_QUOTES = {'"': '"', "'": "'", "“": '"”', "„": '"”“', "‘": "'’"}
"""The quotation marks that open a string, each with those that may close it."""
TO_SPECIAL = {mark: re.compile(rf"[^\\{''.join(ends)}]*+") for mark, ends in CLOSING_QUOTES.items()}
"""A string up to the next closing mark or backslash."""
ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"} | {one: one for one in '"\\/'}
HEX = re.compile(r"[0-9a-fA-F]{4}")
CONSTANT = re.compile(
    r"(?:(?P<number>-?\d++(?:\.\d++)?(?:[eE][+-]?\d++)?)"
    r"|true|false|null|True|False|None|NaN|-?Infinity|undefined)(?=[\s,\]}/]|\Z)"
)
_CONSTANTS = {"true": True, "True": True, "false": False, "False": False}
_LONGEST_NUMBER = 300
"""Digits of a number; a longer one stays text."""
_COLON = "(?::=?|=>?|：)"
"""The sign between a key and its value, and those that models write in its place."""
COMMAS = ",;，、；"
"""The sign between items and members, and those that models write in its place."""
QUOTED_KEY = re.compile(
    r"""(?:"((?:[^"\\\n]|\\.){0,80}+)"|'([^'\n]{0,80}+)'|[“„]([^“”"\n]{0,80}+)[”“"])\s*+"""
    rf"{_COLON}"
)
BARE_KEY = re.compile(rf"([^\W\d]\w{{0,79}}+)\s*+{_COLON}")
LIST_BEGINS = re.compile(r"[^\w\[]{0,6}?\[")
"""The bracket of a list, with signs before it that have no effect."""
STRING_IN_BRACE = re.compile(r'\{\s*+"(?:[^"\\]|\\.){0,600}+"\s*+[,\]]')
"""A brace before an item, which does not begin an object."""
_LINE = re.compile(
    r"\s{0,3}(?:[-*•·–—]\s{1,3})?[\[(<#\s]{0,3}(?:statement|sentence|source|claim|no|s{1,9})?"
    r"[.:#\s]{0,3}\d{1,6}\s?[a-z]?[\])>.:\s]{0,3}"
    r"(?:[a-z]{1,9}\s{1,2})?(?:of\s\d{1,6}[a-z]?\s{0,2})?[|｜│¦\t]",
    re.IGNORECASE,
)
"""The key of an item that is written as a line, with the marks of a claim, and its bar."""
ELLIPSIS = re.compile(r"(?:\.\.\.+|…)\s*+[,\]]")
"""What models write in place of further items."""
LINE_COMMENT = re.compile(r"//[^\n]*+")
COMMENT_AFTER = re.compile(r"//[^\n\"]{0,200}+\n|/\*[^*]{0,200}+\*/")
"""A comment after a string; `//` may also be words of an answer."""
OTHER_COMMENTS = ("#", "<!--", "--")
"""How comments begin that JSON with comments does not have."""
AFTER_LIST = re.compile(r"""[ \t\r]*+(?:[,，\]}"'“`\n]|//|/\*|\Z)""")
AFTER_LAST = re.compile(r"[ \t\r]*+(?:[,，\]}`\n]|//|/\*|\Z)")
"""What may follow the bracket after a last item."""
PUNCTUATION = "])\"'”’;."
"""Signs between the members of an object that have no effect."""
MOST_STRAY = 6
"""How many signs before an item may have no effect."""
LETTER = re.compile(r"\w")
GARBAGE = re.compile(r"[^\"'“„‘\]},\n]*+")
"""Text that is not JSON, up to a sign at which JSON may go on."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s*+")


def is_line(text: str, at: int = 0) -> bool:
    """Whether an item that is written as a line begins at `at`: a key and a bar."""
    return _LINE.match(text, at) is not None


def cleaned(text: str) -> str:
    """`text` with U+FFFD for lone surrogates, which cannot be stored."""
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Anchors(NamedTuple):
    """How one of an object's keys is written."""

    strict: re.Pattern[str]
    """In quotation marks, with a colon."""
    quoted: re.Pattern[str]
    """The same, or without one of these before a list."""
    bare: re.Pattern[str]
    """Without quotation marks, after a brace or comma."""


@lru_cache
def anchors_of(keys: tuple[str, ...]) -> Anchors:
    """The patterns for these keys."""
    names = "|".join(keys)
    stray = "|".join("[\"'“”]?".join(key) for key in keys)  # quotation marks inside a key
    strict = rf"""["'“]{{1,2}}({stray})["'”]{{1,2}}\s*+{_COLON}"""
    to_list = rf"\s*+{_COLON}?\s*+(?=\[)"
    half = rf"""["'“]({names})["'”]?{to_list}|(?<=[{{,\s])({names})["'”]{to_list}"""
    bare = rf"(?<![^{{,\s])({names})\s*+{_COLON}"
    return Anchors(
        re.compile(strict, re.IGNORECASE),
        re.compile(f"{strict}|{half}", re.IGNORECASE),
        re.compile(bare, re.IGNORECASE),
    )


def spaces_end(text: str, at: int) -> int:
    """The end of the white space that begins at `at`, which may be none."""
    match = _SPACE.match(text, at)
    assert match is not None
    return match.end()


def key_name(match: re.Match[str]) -> str:
    """The name of a matched key, with its escapes read."""
    name = next(name for name in match.groups() if name is not None)
    try:
        return cleaned(json.loads(f'"{name}"', strict=False)) if "\\" in name else name
    except ValueError:
        return name


def without_end(text: str) -> str:
    """An item of which the closing quotation mark is missing, without the list's punctuation."""
    text = text.rstrip()
    bare = text.removesuffix(",").rstrip()
    return bare.removesuffix("]").rstrip() if bare != text else bare


def constant_of(match: re.Match[str]) -> Any:
    """A number, True, False or None."""
    number = match["number"]
    if number is None:
        return _CONSTANTS.get(match[0])
    if len(number) > _LONGEST_NUMBER:
        return number
    return float(number) if {*number} & {*".eE"} else int(number)
