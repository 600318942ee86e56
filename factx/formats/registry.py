"""The table of formats, used by the command line, its help and the docs.

A row has the name of a format, its file layout, the fields it lacks, and the functions that read
and write it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, cast

from factx.errors import BadArgument
from factx.formats import (
    brat,
    claim_review,
    delimited,
    label_studio,
    langextract,
    native,
    prodigy,
    propsegment,
    rows,
    schema_org,
    web_annotation,
)
from factx.formats.imported import Entry, ImportedRecord, Loss
from factx.formats.mapping import Mapping as Names
from factx.formats.text_forms import BOM
from factx.plugins import plugins
from factx.records import FactRecord, Origin, Provenance
from factx.records.base import is_unset
from factx.records.tables import TableName

Layout = Literal["lines", "array", "rows", "folder", "corpus"]
"""JSON lines, a JSON array, rows under a header, a folder of files with one text each, or a folder
with the JSON files of PropSegmEnt."""

_FACTS = ("lang", "title", "url", "publisher", "published", "byline", "meta")
_ARTICLE = tuple(f"article.{name}" for name in _FACTS)
_SAID = ("when", "addressee", "stance", "negated")
_WITHIN = ("condition", "hedges", "times", "quantities", "standing", "reports", "checks")
_NOTED = ("optional", "doubt", "drafted_by", "extra")
_DRAFTING = ("match", "drafted", "differs")
_WHOLE = ("ungrounded", "provenance")
_MADE = tuple(name for name in Origin.model_fields if name != "drafter")


WriteRows = Callable[[Iterable[FactRecord], TableName], Iterator[str] | Iterator[bytes]]
"""Writes a table of records, as a text or as bytes."""


@dataclass(frozen=True)
class Format:
    """A format: what it can contain, and the functions that read and write it."""

    name: str
    title: str
    """A short description."""
    layout: Layout
    suffixes: tuple[str, ...] = ()
    """Suffixes of files that have this format by default."""
    lacks: tuple[str, ...] = ()
    """Paths of the record's fields that it lacks; a path includes everything below it."""
    renumbers: bool = False
    """Whether items are read back in reading order with new ids."""
    needs_text: bool = True
    """Whether only records with their text can be written."""
    read: Callable[[Entry, Names | None], Iterator[ImportedRecord | Loss]] | None = None
    """Reads the records in one JSON value, or in one text with brat annotations."""
    write: Callable[[FactRecord], Any] | None = None
    """Writes one record: as a JSON value, as JSON, or as a text with annotations."""
    write_each: Callable[[FactRecord], Iterator[Any]] | None = None
    """Writes any number of values per record, in place of `write`."""
    nothing: str = ""
    """What to report if `write_each` gave no value for any record."""
    write_rows: (
        Callable[[Iterable[FactRecord], TableName], Iterator[str] | Iterator[bytes]] | None
    ) = None
    """Writes a table of records, if the layout is "rows"."""
    maps: bool = False
    """Whether it can be read with a mapping of labels."""

    @property
    def reads(self) -> bool:
        """Whether records can be read from it."""
        return self.read is not None

    @property
    def writes(self) -> bool:
        """Whether records can be written to it."""
        return bool(self.write or self.write_each or self.write_rows)

    def texts(
        self, records: Iterable[FactRecord], table: TableName = "quotes", *, bom: bool = False
    ) -> Iterator[str]:
        """The contents of a text file, piece by piece, each as soon as its record arrives.

        With `bom`, they begin with a byte-order mark.
        """
        if bom:
            yield BOM
        if self.write_rows is not None:
            for piece in self.write_rows(records, table):
                assert isinstance(piece, str), f"{self.name} is binary"
                yield piece
            return
        values = (_text(value) for record in records for value in self._values(record))
        if self.layout == "lines":
            yield from (f"{value}\n" for value in values)
            return
        before = "[\n"
        for value in values:
            yield before + value
            before = ",\n"
        yield "\n]\n" if before == ",\n" else "[]\n"

    def pieces(
        self, records: Iterable[FactRecord], table: TableName = "quotes", *, bom: bool = False
    ) -> Iterator[bytes]:
        """The bytes of a file, likewise; in UTF-8 if it is a text."""
        if self.write_rows is not None and not bom:
            for piece in self.write_rows(records, table):
                yield piece if isinstance(piece, bytes) else piece.encode()
            return
        for text in self.texts(records, table, bom=bom):
            yield text.encode()

    def _values(self, record: FactRecord) -> Iterable[Any]:
        if self.write_each is not None:
            return self.write_each(record)
        assert self.write is not None, f"{self.name} is only read"
        return [self.write(record)]

    def lost(self, record: FactRecord, table: TableName = "quotes") -> list[str]:
        """The paths among `lacks` that `record` has values for."""
        lacks = self.lacks
        if self.layout == "rows":
            lacks = (*(path for path in lacks if path not in _ONLY_IN[table]), *_BESIDE[table])
        return [path for path in lacks if _is_said(record, path)]


def _below(items: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{items}[].{name}" for name in names)


_EVERYWHERE = tuple(
    f"{place}.{name}"
    for place in (
        "sources[].mentions[]",
        "quotes[].spans[]",
        "attributions[].source_span",
        "attributions[].cue",
        "claims[].evidence[]",
    )
    for name in _DRAFTING
)
_UNTABLED = (
    *(f"article.{name}" for name in ("text", *_FACTS) if name not in ("url", "published")),
    "sources[].drafted_by",
    "quotes[].drafted_by",
    "attributions[].drafted_by",
    "attributions[].when.basis",
    "claims[].drafted_by",
    "claims[].times[].basis",
    "claims[].quantities[].value",
    "claims[].quantities[].unit",
    "relations",
    *_WHOLE,
    *_EVERYWHERE,
)

FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format(
            name="jsonl",
            title="factx's records, one per line, as Hugging Face loads them",
            layout="lines",
            suffixes=(".jsonl",),
            needs_text=False,
            read=native.import_records,
            write=native.text_of,
        ),
        Format(
            name="json",
            title="factx's records in an array, or a single record",
            layout="array",
            suffixes=(".json",),
            needs_text=False,
            read=native.import_records,
            write=native.text_of,
        ),
        Format(
            name="brat",
            title="brat's standoff files, including PolNeAR's",
            layout="folder",
            suffixes=(".ann",),
            lacks=(*_ARTICLE, *_WHOLE),
            renumbers=True,
            read=brat.import_records,
            write=brat.standoff_of,
            maps=True,
        ),
        Format(
            name="csv",
            title="a table of statements, quotes, claims or sources",
            layout="rows",
            suffixes=(".csv",),
            needs_text=False,
            lacks=_UNTABLED,
            write_rows=partial(delimited.lines, delimiter=","),
        ),
        Format(
            name="tsv",
            title="the same with tabs",
            layout="rows",
            suffixes=(".tsv",),
            needs_text=False,
            lacks=_UNTABLED,
            write_rows=partial(delimited.lines, delimiter="\t"),
        ),
        Format(
            name="rows",
            title="the same as JSON lines, with --table",
            layout="rows",
            needs_text=False,
            lacks=_UNTABLED,
            write_rows=rows.json_lines,
        ),
        Format(
            name="parquet",
            title="the same for data frames and databases",
            layout="rows",
            suffixes=(".parquet",),
            needs_text=False,
            lacks=_UNTABLED,
            write_rows=rows.parquet,
        ),
        Format(
            name="label-studio",
            title="Label Studio's tasks and its JSON export",
            layout="array",
            lacks=(*_WHOLE, *_below("relations", ("optional", "doubt", "drafted_by"))),
            renumbers=True,
            read=label_studio.import_records,
            write=label_studio.task_of,
            maps=True,
        ),
        Format(
            name="prodigy",
            title="Prodigy's tasks, spans and relations",
            layout="lines",
            lacks=_WHOLE,
            renumbers=True,
            read=prodigy.import_records,
            write=prodigy.task_of,
            maps=True,
        ),
        Format(
            name="web-annotation",
            title="W3C Web Annotations in JSON-LD",
            layout="array",
            lacks=(
                *(f"article.{name}" for name in ("text", *_FACTS) if name != "url"),
                "sources[].number",
                *_below("sources", _NOTED),
                "sources[].mentions[].form",
                *_below("quotes", ("elisions", *_NOTED)),
                *_below("attributions", ("when", "addressee", "stance")),
                *_below("attributions", _NOTED),
                "claims[].standalone",
                *_below("claims", (*_WITHIN, *_NOTED)),
                "relations",
                *_WHOLE,
                *_EVERYWHERE,
            ),
            write=web_annotation.page_of,
        ),
        Format(
            name="schema-org",
            title="schema.org's Quotation and Claim in JSON-LD",
            layout="array",
            needs_text=False,
            lacks=(
                "article.text",
                "article.sha256",
                "article.meta",
                *_below("sources", ("naming", "number", "mentions", *_NOTED)),
                *_below("quotes", ("type", "elisions", *_NOTED)),
                "quotes[].spans[].start",
                *_below("attributions", ("source_span", "cue", "type", "parent", *_SAID)),
                *_below("attributions", _NOTED),
                *_below("claims", ("standalone", "evidence", "kind", "factuality", *_WITHIN)),
                *_below("claims", _NOTED),
                "relations",
                *_WHOLE,
            ),
            write=schema_org.graph_of,
        ),
        Format(
            name="claimreview",
            title="schema.org's ClaimReview for the claims to check first",
            layout="lines",
            needs_text=False,
            lacks=(
                "article.text",
                "article.sha256",
                "article.meta",
                *_below("sources", ("naming", "number", "mentions", *_NOTED)),
                "quotes",
                *_below("attributions", ("source_span", "cue", "type", "parent")),
                *_below("attributions", ("addressee", "stance", "negated", *_NOTED)),
                *_below("claims", ("standalone", "evidence", "kind", "factuality", *_WITHIN)),
                *_below("claims", _NOTED),
                "relations",
                *_WHOLE,
            ),
            write_each=claim_review.reviews_of,
            nothing="no claim is on the short list: it takes a claim with two checks, or a "
            "contested one",
        ),
        Format(
            name="langextract",
            title="LangExtract's annotated documents",
            layout="lines",
            read=langextract.import_records,
            maps=True,
        ),
        Format(
            name="propsegment",
            title="PropSegmEnt's propositions as claims",
            layout="corpus",
            read=propsegment.import_records,
        ),
    )
}
"""Every format, by its name."""


def known_formats() -> dict[str, Format]:
    """Every format, and those that other installed packages add (docs/extending.md).

    Raises `BadArgument` if what one of them adds is no `Format`.
    """
    found = dict(FORMATS)
    for name, made in plugins("factx.formats"):
        if not isinstance(made, Format):
            raise BadArgument(f"{name} of the group factx.formats is not a factx.formats.Format")
        found.setdefault(made.name, made)
    return found


_BESIDE: Mapping[TableName, tuple[str, ...]] = {
    "statements": (
        "claims",
        *_below("sources", ("number", "mentions")),
        "quotes[].elisions",
    ),
    "quotes": (
        "claims",
        *_below("sources", ("affiliation", "number", "mentions")),
        "quotes[].elisions",
    ),
    "claims": (
        "quotes",
        *_below("sources", ("kind", "naming", "role", "affiliation", "number", "mentions")),
        *_below("attributions", ("source_span", "cue", "type", "parent", *_SAID)),
    ),
    "sources": ("quotes", "attributions", "claims"),
}
"""The fields that a table of one kind leaves to the others."""


_ONLY_IN: Mapping[TableName, tuple[str, ...]] = {
    "statements": ("article.title", "article.publisher", "article.lang"),
    "quotes": (),
    "claims": (),
    "sources": (),
}
"""The fields of `_UNTABLED` that a table of one kind has nevertheless."""


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_said(value: object, path: str) -> bool:
    """Whether a record, or a value within one, has a value at a path such as "claims[].hedges"."""
    if value is None:
        return False
    step, _, rest = path.partition(".")
    found: object = getattr(value, step.removesuffix("[]"))
    if isinstance(found, Provenance):
        # This is the default when a record is read back.
        return any(not is_unset(getattr(found, name)) for name in _MADE)
    if step.endswith("[]"):
        return any(_is_said(each, rest) for each in cast("tuple[object, ...]", found))
    return _is_said(found, rest) if rest else found not in (None, False, (), "")
