"""Split the lines that a model writes, one per item, into named fields.

A line takes a little more than half the tokens of an object with keys. `prompts/system.md` explains
the parts to the model. Nothing here checks them.
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
    """Split `3b | 1:Mayor Moss | said | the vote >> put off | belief | in 2`.

    Notes on type and parent are only read at the end, so the content may contain bars.
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
    """Split `1 | Lena Moss | person | named`."""
    number, name, kind, naming = _parts(line, 4)
    return {"number": _key(number)[0], "name": _words(name), "kind": kind, "naming": naming}


def claim_fields(line: str) -> dict[str, Any]:
    """Split `3b | prediction CT+ | the bridge >> in May | The bridge of Tarn ...`.

    A claim of the article itself has "#" and the number of its sentence as key.
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
    """Split a content into pieces, each with its whole text or its first and last words."""
    found: list[dict[str, str]] = []
    for piece in _PIECES.split(content.strip()):
        first, *between = _ENDS.split(piece, maxsplit=1)
        if _words(piece):
            found.append({"text": first.strip(), "until": between[0].strip() if between else ""})
    return found


def _parts(line: str, count: int) -> list[str]:
    """Split a line into `count` parts, the last with the rest; missing parts are empty."""
    parts = _BETWEEN.split(line.strip(), maxsplit=count - 1)
    return [part.strip() for part in parts] + [""] * (count - len(parts))


def _key(written: str) -> tuple[str, int]:
    """A key without brackets, and the number in it; 0 if it has none."""
    key = _KEY.fullmatch(written.strip().lower())
    return (key[1] + key[2], int(key[1])) if key else (written.strip(), 0)


def _numbered(speaker: str) -> tuple[list[str], str]:
    """Split a speaker into the numbers of its sources and its words."""
    numbered = _NUMBERED.fullmatch(speaker)
    if numbered is None:
        return [], _words(speaker)
    return [number.strip() for number in numbered[1].split(",")], _words(numbered[2])


def _words(written: str) -> str:
    return "" if written.strip() in _NOTHING else written.strip()


def _last_note(rest: str) -> tuple[str, dict[str, str]] | None:
    """Split off a last part if it is a note on type or parent; None if it is not."""
    before, bar, last = rest.rpartition("|")
    note = _NOTE.fullmatch(last.strip()) if bar else None
    if note is None:
        return None
    if note["parent"]:
        return before.strip(), {"parent": note["parent"]}
    if note["type"].lower() in _TYPES:
        return before.strip(), {"type": note["type"].lower()}
    return None
