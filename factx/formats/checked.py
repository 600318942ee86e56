"""Check what was read of a mark before it becomes part of a record: a bad field costs itself."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from factx.errors import InputError
from factx.formats.mapping import field_named
from factx.formats.marks import Field
from factx.formats.pieces import Piece

_MOST = 1e300
"""Larger numbers are no quantities of anything, and some cannot be written."""


def checked(text: str, pieces: Iterable[Piece], problems: list[InputError]) -> list[Piece]:
    """The pieces that are in `text`, with the fields that have a valid value.

    What is wrong with the others is added to `problems`, each with its place in the file.
    """
    return list(_checked(text, pieces, problems))


def _checked(text: str, pieces: Iterable[Piece], problems: list[InputError]) -> Iterator[Piece]:
    for piece in pieces:
        problem = _misplaced(text, piece)
        if problem:
            problems.append(InputError(piece.where, problem))
            continue
        fields: dict[str, Any] = {}
        for name, value in piece.fields.items():
            known = field_named(piece.label, name)
            if known is None or accepted(known, value, piece.where, problems):
                fields[name] = value
        yield replace(piece, fields=fields)


def accepted(known: Field, value: object, where: str, problems: list[InputError]) -> bool:
    """Whether a field takes `value`; if not, that is added to `problems`."""
    wanted = _expected(known, value)
    if wanted is not None:
        problems.append(InputError(where, f"its {known.name} is {_shown(value)}, not {wanted}"))
    return wanted is None


def _misplaced(text: str, piece: Piece) -> str:
    """Why a piece has no place in the text; empty if it has one."""
    if piece.start == piece.end:
        return f"{piece.label} is empty: it begins and ends at {piece.start}"
    if not 0 <= piece.start < piece.end:
        return f"there is no stretch from {piece.start} to {piece.end}"
    if piece.end > len(text):
        return f"{piece.label} ends at {piece.end}, and the text at {len(text)}"
    return ""


def _expected(known: Field, value: object) -> str | None:
    """What a field takes instead of `value`; None if it takes that."""
    if known.kind == "choice":
        return None if value in known.options else f"one of {', '.join(known.options)}"
    if known.kind == "flag":
        return None if isinstance(value, bool) else "true or false"
    if known.kind == "number":
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return None if is_number and -_MOST < cast("float", value) < _MOST else "a number"
    if known.kind == "json":
        return None if isinstance(value, str) and _is_json_object(value) else "a JSON object"
    if known.kind == "text":
        return None if isinstance(value, str) and value and _is_encodable(value) else "a text"
    several = cast("Sequence[object]", value) if isinstance(value, list | tuple) else (None,)
    if known.kind == "choices":
        good = all(each in known.options for each in several) and len(set(several)) == len(several)
        return None if good else f"some of {', '.join(known.options)}"
    return None if all(isinstance(word, str) and word for word in several) else "a list of words"


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _shown(value: object) -> str:
    said = ascii(value) if isinstance(value, str) and not _is_encodable(value) else repr(value)
    return said if len(said) <= 60 else f"{said[:57]}..."


def _is_encodable(text: str) -> bool:
    """Whether a text has no half of a surrogate pair."""
    return not any("\ud800" <= char <= "\udfff" for char in text)
