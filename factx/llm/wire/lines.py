"""One line an item: the short form in which a model writes, taken apart into named fields.

A line costs a model a little more than half of what an object with keys does. What the parts mean
is told to the model in `prompts/system.md`; nothing here decides whether they are right.
"""

import re
from typing import Any

_BETWEEN = re.compile(r"\s*\|\s*")
_PIECES = re.compile(r"\s+//\s+")
_ENDS = re.compile(r"\s*>>\s*")
_NUMBERED = re.compile(r"(\d{1,3}(?:\s*,\s*\d{1,3})*)\s*:\s*(.*)", re.DOTALL)
_KEY = re.compile(r"[\[(]?\s*#?\s*(\d{1,6})\s*([a-z]?)\s*[\])]?")
_NOTE = re.compile(r"(?:in\s+(?P<parent>\d{1,6}[a-z]?)|(?P<type>[a-z]+))", re.IGNORECASE)
_TYPES = frozenset({"statement", "belief", "attitude", "intention"})
_NOTHING = frozenset({"", "-", "–", "—"})


def statement_fields(line: str) -> dict[str, Any]:
    """`3b | 1:Mayor Moss | said | the vote >> put off | belief | in 2`, taken apart.

    Notes on type and parent are taken only off the end, so that a bar inside the content stays.
    """
    key, speaker, cue, rest = _parts(line, 4)
    notes: dict[str, Any] = {"type": "statement", "parent": ""}
    while (cut := _last_note(rest)) is not None:
        rest, note = cut
        notes |= note
    numbers, words = _numbered(speaker)
    name, sentence = _key(key)
    return {
        "number": name,
        "said_in": sentence,
        "speaker": words,
        "cue": _words(cue),
        "begins_in": sentence,
        "content": pieces(rest),
        "sources": numbers,
        **notes,
    }


def source_fields(line: str) -> dict[str, Any]:
    """`1 | Lena Moss | person | named`, taken apart."""
    number, name, kind, naming = _parts(line, 4)
    return {"number": _key(number)[0], "name": _words(name), "kind": kind, "naming": naming}


def claim_fields(line: str) -> dict[str, Any]:
    """`3b | prediction CT+ | the bridge >> in May | The bridge of Tarn ...`, taken apart.

    The key of an assertion of the article's own is its sentence behind a "#".
    """
    key, judged, evidence, text = _parts(line, 4)
    name, sentence = _key(key)
    kind, _, factuality = judged.partition(" ")
    return {
        "statement": "" if "#" in key else name,
        "begins_in": sentence,
        "evidence": pieces(evidence),
        "text": _words(text),
        "kind": kind,
        "factuality": factuality.strip(),
    }


def pieces(content: str) -> list[dict[str, str]]:
    """The pieces of a content, each whole or given by its first and last words."""
    found: list[dict[str, str]] = []
    for piece in _PIECES.split(content.strip()):
        first, *between = _ENDS.split(piece, maxsplit=1)
        if _words(piece):
            found.append({"text": first.strip(), "until": between[0].strip() if between else ""})
    return found


def _parts(line: str, count: int) -> list[str]:
    """The first parts of a line as they are, and all the rest as the last; missing ones empty."""
    parts = _BETWEEN.split(line.strip(), maxsplit=count - 1)
    return [part.strip() for part in parts] + [""] * (count - len(parts))


def _key(written: str) -> tuple[str, int]:
    """A statement's or source's key, and the number in it; what is none stays what it is."""
    key = _KEY.fullmatch(written.strip().lower())
    return (key[1] + key[2], int(key[1])) if key else (written.strip(), 0)


def _numbered(speaker: str) -> tuple[list[str], str]:
    """The numbers of the sources that speak, and the words that stand for them."""
    numbered = _NUMBERED.fullmatch(speaker)
    if numbered is None:
        return [], _words(speaker)
    return [number.strip() for number in numbered[1].split(",")], _words(numbered[2])


def _words(written: str) -> str:
    return "" if written.strip() in _NOTHING else written.strip()


def _last_note(rest: str) -> tuple[str, dict[str, str]] | None:
    """What stands before a last part that is a note on type or parent, and that note."""
    before, bar, last = rest.rpartition("|")
    note = _NOTE.fullmatch(last.strip()) if bar else None
    if note is None:
        return None
    if note["parent"]:
        return before.strip(), {"parent": note["parent"]}
    if note["type"].lower() in _TYPES:
        return before.strip(), {"type": note["type"].lower()}
    return None
