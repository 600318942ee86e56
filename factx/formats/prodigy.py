"""Prodigy: JSON lines for `spans.manual` and `rel.manual`, and the output of `db-out`.

A stretch is a span, with its fields under keys that Prodigy keeps; links are relations. The text is
split into tokens at every edge of a span, since Prodigy marks whole tokens. Offsets are code
points. Token numbers start at 0, and a span's `token_end` is its last token.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from factx.errors import InputError
from factx.formats.checked import checked
from factx.formats.from_marks import from_marks
from factx.formats.implied_attributions import with_attributions
from factx.formats.imported import Entry, ImportedRecord, Loss
from factx.formats.json_fields import (
    article_of,
    facts_of,
    get_list,
    get_object,
    get_offset,
    get_text,
)
from factx.formats.mapping import Mapping as Names
from factx.formats.mapping import field_named
from factx.formats.marks import CONTINUES, Link, MarkedArticle, marked_article
from factx.formats.pieces import Piece, joined, pieces_of
from factx.records import FactRecord, Origin
from factx.text import Offsets

_DEFAULT = Names(lone=False)
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
# Keys that Prodigy writes into a span; fields with these names are renamed.
_OWN = frozenset(
    ("id", "start", "end", "token_start", "token_end", "label", "text", "type", "source", "color")
)
_OURS = {"text": "its_text", "type": "its_type"}
_THEIRS = {theirs: ours for ours, theirs in _OURS.items()}


# Writing


def task_of(record: FactRecord) -> dict[str, Any]:
    """The task of a record; raises `InputError` if it has no text."""
    article = record.article
    if article.text is None:
        raise InputError(f"record {article.id}", "it was written without the article's text")
    marked = marked_article(record)
    spans: dict[str, dict[str, Any]] = {}
    pairs: list[tuple[str, str, str, Mapping[str, Any]]] = []
    for mark in marked.marks:
        before = ""
        for piece in pieces_of(mark):
            place = {"start": piece.start, "end": piece.end}
            fields = {_OURS.get(name, name): value for name, value in piece.fields.items()}
            spans[piece.id] = {"id": piece.id, **place, "label": piece.label, **fields}
            if before:
                pairs.append((CONTINUES, piece.id, before, {}))
            before = piece.id
    pairs += [(link.label, link.first, link.second, link.fields) for link in marked.links]
    tokens = _tokens(article.text, [(s["start"], s["end"]) for s in spans.values()])
    starts = [token["start"] for token in tokens]
    for span in spans.values():
        span["token_start"] = bisect_right(starts, span["start"]) - 1
        span["token_end"] = bisect_left(starts, span["end"]) - 1
    return {
        "text": article.text,
        "meta": {"id": article.id},
        "article": facts_of(article),
        "tokens": tokens,
        "spans": list(spans.values()),
        "relations": [
            {**_relation(label, spans[first], spans[second]), **fields}
            for label, first, second, fields in pairs
        ],
    }


def _relation(label: str, head: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("id", "start", "end", "token_start", "token_end", "label")
    return {
        "head": head["token_end"],
        "child": child["token_end"],
        "head_span": {key: head[key] for key in keys},
        "child_span": {key: child[key] for key in keys},
        "label": label,
    }


def _tokens(text: str, places: Sequence[Offsets]) -> list[dict[str, Any]]:
    """The text as tokens, with token boundaries at both ends of all `places`.

    A single space after a token is its `ws` and not a token, unless a place begins or ends with it.
    """
    begins, ends = {start for start, _ in places}, {end for _, end in places}
    edges = sorted(begins | ends)
    tokens: list[dict[str, Any]] = []
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        is_part = start in begins or end in ends
        if found.group() == " " and tokens and not tokens[-1]["ws"] and not is_part:
            tokens[-1]["ws"] = True
            continue
        cuts = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        for begin, stop in pairwise([start, *cuts, end]):
            number = len(tokens)
            piece = {"text": text[begin:stop], "start": begin, "end": stop, "id": number}
            tokens.append({**piece, "ws": False})
    return tokens


# Reading


def import_records(entry: Entry, names: Names | None = None) -> Iterator[ImportedRecord | Loss]:
    """The record of one task, or only a loss if the annotator did not accept the task.

    Raises `InputError` if a task cannot be read or a span is not in the text.
    """
    task = get_object(entry.where, entry.data, "a task")
    if task.get("answer") in (None, "accept"):
        yield _Importer(entry.where, task, names or _DEFAULT).record()
    else:
        yield Loss(entry.where, "task that the annotator did not accept")


class _Importer:
    def __init__(self, where: str, task: Mapping[str, Any], names: Names) -> None:
        self.where = where
        self.task = task
        self.text = get_text(where, task, "text")
        self.names = names
        self.losses: list[Loss] = []
        self.problems: list[InputError] = []
        self.by_place: dict[tuple[int, int, str], str] = {}

    def record(self) -> ImportedRecord:
        named = list(self.names.pieces(self._pieces(), self.losses))
        pieces = checked(self.text, named, self.problems)
        relations = list(self._relations())
        continued = [(link.first, link.second) for link in relations if link.label == CONTINUES]
        marks, home = joined(self.text, pieces, continued)
        links = [
            Link(
                self.names.link(link.label),
                home.get(link.first, link.first),
                home.get(link.second, link.second),
                link.fields,
                link.where,
            )
            for link in relations
            if link.label != CONTINUES
        ]
        meta = get_object(self.where, self.task.get("meta") or {}, "the meta of a task")
        facts = self._facts()
        identity = meta.get("id")
        name = None if identity is None else str(identity)
        article = article_of(self.where, self.text, name, facts)
        origin = Origin(drafter="human", layers=self.names.layers)
        marked = MarkedArticle(article, tuple(marks), tuple(links), origin, self.where)
        marked = with_attributions(marked, lone=self.names.lone)
        return from_marks(marked, losses=self.losses, problems=self.problems)

    def _facts(self) -> Mapping[str, Any]:
        """The metadata of the article, with the annotator if there is one."""
        found = get_object(self.where, self.task.get("article") or {}, "the article of a task")
        annotator: object = self.task.get("_annotator_id") or self.task.get("_session_id")
        if annotator is None:
            return found
        meta = get_object(self.where, found.get("meta") or {}, "the meta of the article")
        return {**found, "meta": {"annotator": str(annotator), **meta}}

    def _pieces(self) -> Iterator[Piece]:
        for number, each in enumerate(get_list(self.where, self.task, "spans"), start=1):
            try:
                yield self._piece(f"{self.where}, span {number}", each, f"span{number}")
            except InputError as error:
                self.problems.append(error)

    def _piece(self, where: str, data: object, name: str) -> Piece:
        span = get_object(where, data, "a span")
        start, end = (get_offset(where, span, key) for key in ("start", "end"))
        label = get_text(where, span, "label")
        name = str(span.get("id", name))
        said: object = span.get("text")
        there = self.text[start:end]
        if isinstance(said, str) and said != there:
            raise InputError(
                where, f"it contains {said!r:.70}, but the text there is {there!r:.70}"
            )
        self.by_place.setdefault((start, end, label), name)
        return Piece(name, label, start, end, self._fields(where, label, span), where)

    def _fields(self, where: str, label: str, span: Mapping[str, Any]) -> dict[str, Any]:
        ours = self.names.labels.get(label, label)
        found: dict[str, Any] = {}
        for key, value in span.items():
            name = _THEIRS.get(key, key)
            if key in _OWN:
                continue
            if key not in self.names.attributes and field_named(ours, name) is None:
                self.losses.append(Loss(where, f"{key} of a {ours}"))
            else:
                found[name] = tuple(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] -- anything
        return found

    def _relations(self) -> Iterator[Link]:
        for number, each in enumerate(get_list(self.where, self.task, "relations"), start=1):
            try:
                yield self._relation(f"{self.where}, relation {number}", each)
            except InputError as error:
                self.problems.append(error)

    def _relation(self, where: str, data: object) -> Link:
        relation = get_object(where, data, "a relation")
        head = self._end(where, relation.get("head_span"))
        child = self._end(where, relation.get("child_span"))
        fields = {k: relation[k] for k in ("optional", "doubt", "drafted_by") if k in relation}
        return Link(get_text(where, relation, "label"), head, child, fields, where)

    def _end(self, where: str, data: object) -> str:
        """The span at one end of a relation, by its id, or by its offsets and label."""
        end = get_object(where, data, "an end of a relation")
        if "id" in end:
            return str(end["id"])
        start, last = get_offset(where, end, "start"), get_offset(where, end, "end")
        return self.by_place.get((start, last, str(end.get("label"))), f"{start}-{last}")
