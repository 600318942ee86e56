"""Split marks into single stretches, for tools that mark one at a time, and join them again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from factx.errors import InputError
from factx.formats.json_fields import valid
from factx.formats.marks import FIELDS, Mark, beside
from factx.records import Mention, Quantity, Span, Time

_KINDS: dict[str, type[Span]] = {
    "Speaker": Mention,
    "Mention": Mention,
    "When": Time,
    "Time": Time,
    "Quantity": Quantity,
}


@dataclass(frozen=True)
class Piece:
    """One labelled stretch of the text with its fields."""

    id: str
    label: str
    start: int
    end: int
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])
    where: str = ""


def pieces_of(mark: Mark) -> list[Piece]:
    """The stretches of a mark; fields of the whole are on the first."""
    return [
        Piece(
            mark.id if number == 0 else f"{mark.id}.piece{number + 1}",
            mark.label,
            span.start,
            span.end,
            {**(mark.fields if number == 0 else {}), **beside(span)},
            mark.where,
        )
        for number, span in enumerate(mark.spans)
    ]


def joined(
    text: str, pieces: Sequence[Piece], continued: Iterable[tuple[str, str]]
) -> tuple[list[Mark], dict[str, str]]:
    """The marks that `pieces` form, and the mark of each piece, by ids.

    `continued` has the ids of pieces and of those that they continue; only pieces with the same
    label belong together. The pieces are those of `checked`.
    """
    by_id = {piece.id: piece for piece in pieces}
    before = {
        second: first
        for second, first in continued
        if first in by_id and second in by_id and by_id[first].label == by_id[second].label
    }
    groups: dict[str, list[Piece]] = {}
    home: dict[str, str] = {}
    circular: set[str] = set()
    for piece in pieces:
        root, passed = piece.id, {piece.id}
        while root not in home and root in before and before[root] not in passed:
            root = before[root]
            passed.add(root)
        is_circular = root in circular or (root not in home and root in before)
        root = home.get(root, root)
        if is_circular:  # the links lead round in a circle: any one of it will do
            root = min(root, *passed)
            circular.add(piece.id)
        groups.setdefault(root, []).append(piece)
        home[piece.id] = root
    return [_mark(text, root, parts) for root, parts in groups.items()], home


def stretch(text: str, piece: Piece) -> Span:
    """The span of a piece with its own fields; raises `InputError`."""
    kind = _KINDS.get(piece.label, Span)
    own = {k: v for k, v in piece.fields.items() if k in _own(kind)}
    if kind is Mention and "form" not in own:
        kind = Span  # how it refers is for `speakers` to tell
    place = {"start": piece.start, "end": piece.end, "text": text[piece.start : piece.end]}
    return valid(kind, piece.where, {**place, **own})


def written(value: object) -> str:
    """A field's value as text, for tools that have no other types."""
    if isinstance(value, str):
        return value
    return repr(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)


def value_of(label: str, name: str, text: str, where: str) -> Any:
    """The value that `written` turned into `text`; raises `InputError` if there is none."""
    kind = next((f.kind for f in FIELDS.get(label, ()) if f.name == name), "text")
    try:
        if kind == "number":
            return float(text)
        return tuple(json.loads(text)) if kind in ("words", "choices") else text
    except (ValueError, TypeError) as error:
        raise InputError(where, f"its {name} is not a {kind}: {text!r}") from error


def _mark(text: str, name: str, parts: Sequence[Piece]) -> Mark:
    root = next(part for part in parts if part.id == name)
    ordered = sorted(parts, key=lambda part: (part.start, part.end))
    whole = {k: v for k, v in root.fields.items() if k not in _own(_KINDS.get(root.label, Span))}
    spans = tuple(stretch(text, part) for part in ordered)
    return Mark(name, root.label, spans, whole, root.where)


def _own(kind: type[Span]) -> set[str]:
    """The fields of a span of `kind` besides its offsets and text."""
    return set(kind.model_fields) - {"start", "end", "text"}
