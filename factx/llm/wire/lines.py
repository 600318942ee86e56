"""Split the lines that a model writes, one per item, into named fields.

A line takes a little more than half the tokens of an object with keys. `prompts/system.md` explains
the parts to the model. Variants that are clear without the article are read here, the others in
`notation`. Nothing here checks the fields.
"""

import re
from typing import Any, cast

from factx.llm.wire.lists import line_in

_BARS = ("|", "｜", "│", "¦", "\t")
PIECES = re.compile(r"(?<!\s)\s++//\s++|(?<=>)\s*+//\s*+|(?<!\s)\s*+//\s*+(?=<q*+\d)")
ENDS = re.compile(r"(?<!\s)\s*+(?:>>+|&gt;&gt;|≫)\s*+")
_KEY = (
    r"[\[(<#\s]*+(?:statement|sentence|source|claim|no|s++)?[.:#\s]*+\d{1,6}\s*+[a-z]?[\])>.:\s]*+"
)
_KEY_PARTS = re.compile(r"\D*+(\d+)\s*+([a-z]?)\W*+")
_IS_KEY = re.compile(_KEY, re.IGNORECASE)
_LEAD = re.compile(rf"(?:[-*•·–—]|\(?\d{{1,3}}[.):])\s++(?={_KEY}\|)", re.IGNORECASE)
"""A bullet or a number before the key of a line."""
_NUMBERED_NAME = re.compile(r"[\[(]?(\d{1,3})[\]).:]\s+(.+)", re.DOTALL)
_SOURCE = r"[\[(<]{0,2}(?:source\s*|s|\#)?\d{1,3}[\])>]{0,2}"
_SOURCES = rf"{_SOURCE}(?:\s*(?:[,;&+/]|and)\s*{_SOURCE})*"
_SPEAKER = re.compile(
    rf"({_SOURCES})\s*[:：]\s*(.*)|({_SOURCES})|(\[\d{{1,3}}\]|s\d{{1,3}})\s+(.*)",
    re.IGNORECASE | re.DOTALL,
)
_TYPE = re.compile(r"(?:type\s*[:=]?\s*)?(statement|belief|attitude|intention)", re.IGNORECASE)
_PARENT = re.compile(rf"(?:in|within|parent)\b\s*+[:=]?({_KEY}|\W*|\s*none|\s*null)", re.IGNORECASE)
_NEGATED = re.compile(
    r"(?:not(?: made| said)?|negated)(?:\s*[:=]\s*(?:true|yes|(false|no)))?", re.IGNORECASE
)
_BETWEEN_NOTES = re.compile(r" ?[,;] ?| (?=in\b)")
_STATEMENT = ("key", "source", "cue", "content")
_CLAIM = ("key", "kind", "evidence", "text")
_COLUMNS = re.compile(
    r"\s*(?:key|number|source|speaker|cue|content|name|kind|naming|evidence|text)\s*[:=]\s*",
    re.IGNORECASE,
)
_NOTHING = frozenset({"", "-", "–", "—", "--", "null", "none", "n/a", "nil"})
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3}|`{1,3})(?=\S)(.+)(?<=\S)\1", re.DOTALL)


def line_of(item: object) -> str | None:
    """An item as a line: a list of its parts, or an object with the names of the columns.

    None for any other object.
    """
    if isinstance(item, str):
        return item
    if isinstance(item, dict):
        named = cast("dict[str, object]", item)
        values = {name.lower(): value for name, value in named.items()}
        if "key" not in values:
            return line_in(named)
        is_claim = "evidence" in values
        if is_claim and "factuality" in values:
            values["kind"] = f"{values.get('kind')} {values.pop('factuality')}"
        columns = _CLAIM if is_claim else _STATEMENT
        parts = [values.pop(name, None) for name in columns]
        if is_claim and values:
            return None
        parts += [f"{name}: {value}" for name, value in values.items()]
    elif isinstance(item, list):
        parts = cast("list[object]", item)
    else:
        return None
    if not parts or not all(isinstance(part, str | int | None) for part in parts):
        return None
    return " | ".join("-" if part is None else str(part) for part in parts)


def statement_fields(line: str) -> dict[str, Any]:
    """Split `3b | 1:Mayor Moss | said | the vote >> put off | belief | in 2 | not`.

    Notes are only read at the end, so the content may contain bars.
    """
    key, speaker, cue, rest = parts_of(line, 4)
    content, notes = _notes(rest)
    numbers, words = _speaker(speaker)
    if numbers and not words and ":" not in speaker and content.count("|") == 1:
        # The number of the source and its words in two parts.
        words, (cue, content) = words_of(cue), content.split("|")
    name, sentence = key_of(key)
    return {
        "number": name,
        "said_in": sentence,
        "speaker": words,
        "cue": words_of(cue),
        "begins_in": sentence,
        "content": pieces(content),
        "sources": numbers,
        **notes,
    }


def source_fields(line: str) -> dict[str, Any]:
    """Split `1 | Lena Moss | person | named`, or `1. Lena Moss | person | named`."""
    number, name, kind, naming = parts_of(line, 4)
    numbered = _NUMBERED_NAME.fullmatch(number) if not naming else None
    if numbered:
        number, name, kind, naming = numbered[1], numbered[2], name, kind
    kind, naming = plain(kind), plain(naming)
    return {
        "number": key_of(number)[0],
        "name": plain(words_of(name)),
        "kind": kind,
        "naming": naming,
    }


def pieces(content: str) -> list[dict[str, str]]:
    """Split a content into pieces, each with its whole text or its first and last words."""
    found: list[dict[str, str]] = []
    for piece in PIECES.split(content.strip()):
        first, *between = ENDS.split(piece, maxsplit=1)
        if words_of(piece):
            found.append({"text": first.strip(), "until": between[0].strip() if between else ""})
    return found


def plain(words: str) -> str:
    """`words` without Markdown emphasis or backticks around them."""
    while (emphasised := _EMPHASIS.fullmatch(words.strip())) is not None:
        words = emphasised[2]
    return words


def parts_of(line: str, count: int, lead: re.Pattern[str] = _LEAD) -> list[str]:
    """Split a line into `count` parts, the last with the rest; missing parts are empty.

    Reads another sign in place of bars, bars around the line, and a bullet or number before it,
    which is what `lead` matches.
    """
    bar = next((bar for bar in _BARS if bar in line), "|")
    line = line.strip(" \n\r").replace(bar, "|").removesuffix("|")
    if line.count("|") >= count:
        line = line.removeprefix("|").strip()
    before = lead.match(line)
    parts = [part.strip() for part in line[before.end() if before else 0 :].split("|", count - 1)]
    if all(_COLUMNS.match(part) for part in parts):
        parts = [_COLUMNS.sub("", part, count=1) for part in parts]
    return parts + [""] * (count - len(parts))


def key_of(written: str) -> tuple[str, int]:
    """A key without words and brackets around it, and its number; 0 if it has none."""
    written = plain(written).strip()
    if not _IS_KEY.fullmatch(written):
        return written, 0
    parts = _KEY_PARTS.fullmatch(written.lower())
    return (parts[1] + parts[2], int(parts[1])) if parts else (written, 0)


def _speaker(written: str) -> tuple[list[str], str]:
    """Split a speaker into the numbers of its sources and its words."""
    written = plain(written)
    match = _SPEAKER.fullmatch(written)
    if match is None:
        return [], words_of(written)
    numbers = match[1] or match[3] or match[4]
    return re.findall(r"\d+", numbers), words_of(match[2] or match[5] or "")


def words_of(written: str) -> str:
    """`written` without space around it; empty if it says that there is nothing."""
    return "" if written.strip().lower() in _NOTHING else written.strip()


def _notes(rest: str) -> tuple[str, dict[str, Any]]:
    """Split the notes on type, parent and negation off the end of a content."""
    notes: dict[str, Any] = {"type": "statement", "parent": "", "negated": False}
    while True:
        content, bar, last = rest.rpartition("|")
        note = _notes_in(last) if bar else None
        if note is None:
            return rest, notes
        rest = content.strip()
        notes |= note


def _notes_in(part: str) -> dict[str, Any] | None:
    """One or several notes, as in "belief, in 3"; None if it is anything else."""
    words = " ".join(plain(part).split()).strip(" .()[]")
    notes = [_note(note) for note in _BETWEEN_NOTES.split(words)]
    found: dict[str, Any] = {}
    for note in notes:
        if note is None:
            return None
        found |= note
    return found


def _note(written: str) -> dict[str, Any] | None:
    if not words_of(written):
        return {}
    if (kind := _TYPE.fullmatch(written)) is not None:
        return {"type": kind[1].lower()}
    if (parent := _PARENT.fullmatch(written)) is not None:
        number = key_of(parent[1])[0] if re.search(r"\d", parent[1]) else ""
        return {"parent": number}
    if (negated := _NEGATED.fullmatch(written)) is not None:
        return {"negated": negated[1] is None}
    return None
