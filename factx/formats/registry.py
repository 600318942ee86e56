"""The one table of formats, from which the command, its help and the docs all speak.

A row says what a format is called, how its files are laid out, what it cannot hold, and the
functions that read and write it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from factx.formats import (
    brat,
    delimited,
    label_studio,
    langextract,
    native,
    prodigy,
    schema_org,
    web_annotation,
)
from factx.formats.columns import TableName
from factx.formats.imported import Entry, ImportedRecord, Loss
from factx.formats.mapping import Mapping as Names
from factx.records import FactRecord, Origin, Provenance
from factx.records.base import is_unset

Layout = Literal["lines", "array", "rows", "folder"]
"""JSON values one a line, a JSON array of them, rows under a header, or a folder of files."""

_FACTS = ("lang", "title", "url", "publisher", "published", "byline", "meta")
_ARTICLE = tuple(f"article.{name}" for name in _FACTS)
_SAID = ("when", "addressee", "stance", "negated")
_WITHIN = ("condition", "hedges", "times", "quantities", "checkworthy")
_NOTED = ("optional", "doubt", "drafted_by")
_DRAFTING = ("match", "drafted", "differs")
_WHOLE = ("ungrounded", "provenance")
_MADE = tuple(name for name in Origin.model_fields if name != "drafter")


@dataclass(frozen=True)
class Format:
    """One row: a format, what it can hold, and the functions that speak it."""

    name: str
    title: str
    """What it is, in half a sentence."""
    layout: Layout
    suffixes: tuple[str, ...] = ()
    """The suffixes of files that are taken for it without being told."""
    lacks: tuple[str, ...] = ()
    """The fields of a record that it does not hold, as paths; a path covers what is below it."""
    renumbers: bool = False
    """Whether items come back in reading order with new ids, which are those that factx gives."""
    needs_text: bool = True
    """Whether a record without its article's text cannot be written."""
    read: Callable[[Entry, Names | None], Iterator[ImportedRecord | Loss]] | None = None
    """Reads the records of one JSON value, or of one of brat's texts and its annotations."""
    write: Callable[[FactRecord], Any] | None = None
    """The JSON value of one record, or its JSON, or its text and annotations."""
    delimiter: str = ""
    """What stands between the cells of a row."""
    maps: bool = False
    """Whether a mapping of labels can be given when it is read."""

    @property
    def reads(self) -> bool:
        """Whether records can be read from it."""
        return self.read is not None

    @property
    def writes(self) -> bool:
        """Whether records can be written to it."""
        return self.write is not None or self.layout == "rows"

    def texts(self, records: Iterable[FactRecord], table: TableName = "quotes") -> Iterator[str]:
        """The file of `records`, piece by piece, each as soon as its record comes."""
        if self.layout == "rows":
            yield from delimited.lines(records, table, delimiter=self.delimiter)
            return
        assert self.write is not None, f"{self.name} is only read"
        values = (_text(self.write(record)) for record in records)
        if self.layout == "lines":
            yield from (f"{value}\n" for value in values)
            return
        before = "[\n"
        for value in values:
            yield before + value
            before = ",\n"
        yield "\n]\n" if before == ",\n" else "[]\n"

    def lost(self, record: FactRecord, table: TableName = "quotes") -> list[str]:
        """The paths among `lacks` at which `record` says something that is not written."""
        lacks = (*self.lacks, *(_BESIDE[table] if self.layout == "rows" else ()))
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
            title="factx's records, one a line, as Hugging Face loads them",
            layout="lines",
            suffixes=(".jsonl",),
            needs_text=False,
            read=native.import_records,
            write=native.text_of,
        ),
        Format(
            name="json",
            title="factx's records in an array, or one alone",
            layout="array",
            suffixes=(".json",),
            needs_text=False,
            read=native.import_records,
            write=native.text_of,
        ),
        Format(
            name="brat",
            title="brat's standoff files; PolNeAR's as they are",
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
            title="a table of quotes, claims or sources",
            layout="rows",
            suffixes=(".csv",),
            needs_text=False,
            lacks=_UNTABLED,
            delimiter=",",
        ),
        Format(
            name="tsv",
            title="the same with tabs",
            layout="rows",
            suffixes=(".tsv",),
            needs_text=False,
            lacks=_UNTABLED,
            delimiter="\t",
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
            name="langextract",
            title="LangExtract's annotated documents",
            layout="lines",
            read=langextract.import_records,
            maps=True,
        ),
    )
}
"""Every format, by its name."""

_BESIDE: Mapping[TableName, tuple[str, ...]] = {
    "quotes": (
        "claims",
        *_below("sources", ("role", "affiliation", "number", "mentions")),
        "quotes[].elisions",
    ),
    "claims": (
        "quotes",
        *_below("sources", ("kind", "naming", "role", "affiliation", "number", "mentions")),
        *_below("attributions", ("source_span", "cue", "type", "parent", *_SAID)),
    ),
    "sources": ("quotes", "attributions", "claims"),
}
"""What a table of one sort leaves to the others."""


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_said(value: object, path: str) -> bool:
    """Whether a record, or a value within one, says anything at a path: "claims[].hedges"."""
    if value is None:
        return False
    step, _, rest = path.partition(".")
    found: object = getattr(value, step.removesuffix("[]"))
    if isinstance(found, Provenance):
        # A person's work by nobody's model and at no known time is what is read back.
        return any(not is_unset(getattr(found, name)) for name in _MADE)
    if step.endswith("[]"):
        return any(_is_said(each, rest) for each in cast("tuple[object, ...]", found))
    return _is_said(found, rest) if rest else found not in (None, False, (), "")
