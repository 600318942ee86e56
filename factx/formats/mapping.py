"""Mappings from another corpus's labels, links and attributes to factx's, as --map reads them."""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import replace
from typing import Any

from pydantic import Field, field_validator

from factx.formats import marks
from factx.formats.imported import Loss
from factx.formats.marks import FIELDS, LINKS, RELATIONS
from factx.formats.pieces import Piece
from factx.records import Layer
from factx.records.base import Value

_ABOUT = "attribution."
CUE = "cue"
"""The link from an attribution to its cue, if the cue is a mark of its own."""


class Attribute(Value):
    """The meaning of one of the corpus's attributes."""

    field: str
    """The name of the field; for a field of a content's attribution, "attribution.type" and the
    like. In LangExtract, "source" and "cue" are possible too: words of the text."""
    values: dict[str, Any] | None = None
    """The meaning of each value; a value that is not listed is left out."""


class Mapping(Value):
    """The meaning of the labels, links and attributes of a corpus. Every part is optional."""

    labels: dict[str, str] = Field(default={})
    """A factx label for each of the corpus's labels; null to skip marks with that label."""
    links: dict[str, str] = Field(default={})
    """A factx link for each link or role whose ends do not determine it."""
    attributes: dict[str, Attribute] = Field(default={})
    """The meaning of each of the corpus's attributes."""
    tie: tuple[str, ...] = ()
    """LangExtract: attributes whose equal values tie extractions to each other."""
    ignore: tuple[str, ...] = ()
    """Labels of marks that are skipped without a report."""
    lone: bool = True
    """Whether a content without any link becomes a quote without a source, or is left out."""

    @field_validator("labels")
    @classmethod
    def _labels_are_ours(cls, labels: dict[str, str]) -> dict[str, str]:
        return _known("label", labels, tuple(FIELDS))

    @field_validator("links")
    @classmethod
    def _links_are_ours(cls, links: dict[str, str]) -> dict[str, str]:
        return _known("link", links, (*LINKS, CUE))

    @field_validator("attributes")
    @classmethod
    def _fields_are_ours(cls, attributes: dict[str, Attribute]) -> dict[str, Attribute]:
        names = {field.name for fields in FIELDS.values() for field in fields}
        said = {f"{_ABOUT}{field.name}" for field in FIELDS["Uncued"]}
        _known(
            "field",
            {name: attribute.field for name, attribute in attributes.items()},
            (*sorted(names), *sorted(said), "source", "cue"),
        )
        return attributes

    def pieces(self, pieces: Iterable[Piece], losses: list[Loss]) -> Iterator[Piece]:
        """Pieces with factx's labels, without ignored ones; unknown labels go to `losses`."""
        for piece in pieces:
            label = self.labels.get(piece.label, piece.label)
            if piece.label in self.ignore:
                continue
            if label in FIELDS:
                yield replace(piece, label=label, fields=self.fields(piece.fields))
            else:
                what = f"{piece.label}, a label that is neither factx's nor in a mapping"
                losses.append(Loss(piece.where, what))

    def fields(self, fields: Dict[str, Any]) -> dict[str, Any]:
        """Attributes with factx's names and values."""
        found: dict[str, Any] = {}
        for name, value in fields.items():
            attribute = self.attributes.get(name)
            if attribute is None:
                found[name] = value
            elif attribute.values is None:
                found[attribute.field] = value
            elif str(value) in attribute.values:
                found[attribute.field] = attribute.values[str(value)]
        return found

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers of a corpus with these labels; empty if the labels are factx's own."""
        if not self.labels:
            return ()
        claims: tuple[Layer, ...] = ("claims",) if "Claim" in self.labels.values() else ()
        related = any(name in RELATIONS for name in self.links.values())
        return ("attributions", *claims, *(("relations",) if related else ()))

    def link(self, name: str) -> str:
        """factx's name of a link or role; the given one if it is not mapped."""
        return self.links.get(name, name)


def said_of(fields: Dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of a content, and those of its attribution."""
    own = {name: value for name, value in fields.items() if not name.startswith(_ABOUT)}
    said = {
        name.removeprefix(_ABOUT): value
        for name, value in fields.items()
        if name.startswith(_ABOUT)
    }
    return own, said


def field_named(label: str, name: str) -> marks.Field | None:
    """The field of marks with this label; None if there is no such field."""
    if label == "Content" and name.startswith(_ABOUT):
        label, name = "Uncued", name.removeprefix(_ABOUT)
    return next((field for field in FIELDS.get(label, ()) if field.name == name), None)


def _known(what: str, found: dict[str, str], names: tuple[str, ...]) -> dict[str, str]:
    for theirs, ours in found.items():
        if ours not in names:
            raise ValueError(f"{theirs}: there is no {what} {ours}; known are {', '.join(names)}")
    return found
