"""How another corpus's labels, links and attributes are to be read: the file that --map names."""

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
"""The link from an attribution to its cue, where the cue is a mark of its own."""


class Attribute(Value):
    """What an attribute of theirs is with us."""

    field: str
    """The name of the field; "attribution.type" and the like stand beside a content and say
    something of its attribution. In LangExtract, also "source" and "cue": words of the text."""
    values: dict[str, Any] | None = None
    """What their values are with us; a value that is not named is left out."""


class Mapping(Value):
    """What the labels, links and attributes of a corpus are with us. All of it may be left out."""

    labels: dict[str, str] = Field(default={})
    """For each of their labels, one of ours; null where such marks are to be passed over."""
    links: dict[str, str] = Field(default={})
    """For each of their links or roles, one of ours, where the labels at its ends do not tell."""
    attributes: dict[str, Attribute] = Field(default={})
    """For each of their attributes, what it is with us."""
    tie: tuple[str, ...] = ()
    """LangExtract: attributes whose equal values tie extractions to each other."""
    ignore: tuple[str, ...] = ()
    """Labels of marks that are passed over without a word."""
    lone: bool = True
    """Whether a content that nothing is tied to is a quote of nobody named, or is left out."""

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
        """Pieces under factx's labels, without ignored ones; unknown labels go to `losses`."""
        for piece in pieces:
            label = self.labels.get(piece.label, piece.label)
            if piece.label in self.ignore:
                continue
            if label in FIELDS:
                yield replace(piece, label=label, fields=self.fields(piece.fields))
            else:
                what = f"{piece.label}, a label that is none of ours and in no mapping"
                losses.append(Loss(piece.where, what))

    def fields(self, fields: Dict[str, Any]) -> dict[str, Any]:
        """Attributes under our names and with our values."""
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
        """What a corpus with these labels was annotated for; empty where they are our own."""
        if not self.labels:
            return ()
        claims: tuple[Layer, ...] = ("claims",) if "Claim" in self.labels.values() else ()
        related = any(name in RELATIONS for name in self.links.values())
        return ("attributions", *claims, *(("relations",) if related else ()))

    def link(self, name: str) -> str:
        """Our name of a link or role; theirs, if it is not named."""
        return self.links.get(name, name)


def said_of(fields: Dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of a content, and those that say something of its attribution."""
    own = {name: value for name, value in fields.items() if not name.startswith(_ABOUT)}
    said = {
        name.removeprefix(_ABOUT): value
        for name, value in fields.items()
        if name.startswith(_ABOUT)
    }
    return own, said


def field_named(label: str, name: str) -> marks.Field | None:
    """The field that may stand beside marks of a label; None if there is no such field."""
    name = name.removeprefix(_ABOUT) if label == "Content" else name
    fields = (*FIELDS.get(label, ()), *(FIELDS["Uncued"] if label == "Content" else ()))
    return next((field for field in fields if field.name == name), None)


def _known(what: str, found: dict[str, str], names: tuple[str, ...]) -> dict[str, str]:
    for theirs, ours in found.items():
        if ours not in names:
            raise ValueError(f"{theirs}: there is no {what} {ours}; known are {', '.join(names)}")
    return found
