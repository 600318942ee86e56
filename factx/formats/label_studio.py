"""Label Studio: tasks with predictions to review, and its JSON export.

A stretch is a region. Its fields are choices, texts or numbers of that region, and links are
relations. Label Studio marks one stretch at a time, so a content in several pieces is several
regions, each with a relation "continues" to the one before it. Offsets are UTF-16 units.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from factx.errors import InputError
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
from factx.formats.marks import CONTINUES, FIELDS, LINKS, Field, Link, MarkedArticle, marked_article
from factx.formats.pieces import Piece, joined, pieces_of, value_of, written
from factx.formats.utf16 import Units
from factx.records import FactRecord, Origin
from factx.text import Offsets
from factx.version import __version__

_LABELS, _TEXT = "label", "text"
_YES = "yes"
_DEFAULT = Names(lone=False)
_COLOURS = {
    "Speaker": "#1f77b4",
    "Mention": "#aec7e8",
    "Source": "#17becf",
    "Content": "#2ca02c",
    "Cue": "#ff7f0e",
    "Uncued": "#ffbb78",
    "Claim": "#9467bd",
}


# Writing


def task_of(record: FactRecord) -> dict[str, Any]:
    """The task of a record, as a prediction; raises `InputError` if it has no text."""
    article = record.article
    if article.text is None:
        raise InputError(f"record {article.id}", "it was written without the article's text")
    marked, units = marked_article(record), Units(article.text)
    result: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []
    for mark in marked.marks:
        before = ""
        for piece in pieces_of(mark):
            result += _regions(piece, article.text, units)
            if before:
                relations.append(_relation(CONTINUES, piece.id, before))
            before = piece.id
    relations += [_relation(link.label, link.first, link.second) for link in marked.links]
    drafter = record.provenance.model or record.provenance.drafter
    return {
        "data": {_TEXT: article.text, "id": article.id, "article": facts_of(article)},
        "predictions": [
            {"model_version": f"factx {__version__}, {drafter}", "result": [*result, *relations]}
        ],
    }


def _regions(piece: Piece, text: str, units: Units) -> Iterator[dict[str, Any]]:
    """A region and its fields; the parts of one region have the same id."""
    place = {"start": units.of(piece.start), "end": units.of(piece.end)}
    yield _part(
        piece.id,
        _LABELS,
        "labels",
        {**place, "text": text[piece.start : piece.end], "labels": [piece.label]},
    )
    for name, value in piece.fields.items():
        known = field_named(piece.label, name)
        control = control_of(piece.label, name)
        if known is None:
            continue
        if known.kind in ("choice", "choices", "flag"):
            chosen = (
                [_YES] if known.kind == "flag" else value if known.kind == "choices" else [value]
            )
            yield _part(piece.id, control, "choices", {**place, "choices": list(chosen)})
        else:
            yield _part(piece.id, control, "textarea", {**place, "text": [written(value)]})


def _part(name: str, control: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "from_name": control, "to_name": _TEXT, "type": kind, "value": value}


def _relation(label: str, first: str, second: str) -> dict[str, Any]:
    return {
        "type": "relation",
        "from_id": first,
        "to_id": second,
        "direction": "right",
        "labels": [label],
    }


def control_of(label: str, field: str) -> str:
    """The name of the control for a field of a label."""
    return f"{label.lower()}_{field}"


def configuration() -> str:
    """The labelling configuration, to paste into the project's settings."""
    lines = ["<View>", "  <Relations>"]
    lines += [f"    <Relation value={quoteattr(name)}/>" for name in (CONTINUES, *LINKS)]
    lines += ["  </Relations>", f'  <Labels name="{_LABELS}" toName="{_TEXT}">']
    for label in FIELDS:
        colour = _COLOURS.get(label, "#7f7f7f")
        lines.append(f'    <Label value="{label}" background="{colour}"/>')
    lines += ["  </Labels>", f'  <Text name="{_TEXT}" value="${_TEXT}"/>']
    for label, fields in FIELDS.items():
        lines.append(
            f'  <View visibleWhen="region-selected" whenTagName="{_LABELS}"'
            f' whenLabelValue="{label}">'
        )
        for known in fields:
            lines += [f"    {line}" for line in _control(label, known)]
        lines.append("  </View>")
    return "\n".join([*lines, "</View>", ""])


def _control(label: str, known: Field) -> list[str]:
    name = f'name="{control_of(label, known.name)}" toName="{_TEXT}" perRegion="true"'
    header = f'<Header value="{known.name}" size="6"/>'
    if known.kind not in ("choice", "choices", "flag"):
        return [header, f'<TextArea {name} maxSubmissions="1" editable="true"/>']
    choices = [f"  <Choice value={quoteattr(option)}/>" for option in known.options or (_YES,)]
    several = "multiple" if known.kind == "choices" else "single"
    return [header, f'<Choices {name} choice="{several}">', *choices, "</Choices>"]


# Reading


def import_records(entry: Entry, names: Names | None = None) -> Iterator[ImportedRecord | Loss]:
    """The records of one task of an export: one for each annotation, or else each prediction.

    Skipped annotations are left out. Raises `InputError` if a task cannot be read, or if a region's
    words are not those of the text at its offsets, in code points or UTF-16 units.
    """
    task = get_object(entry.where, entry.data, "a task")
    data = get_object(entry.where, task.get("data"), "the data of a task")
    annotations = get_list(entry.where, task, "annotations")
    made_by = "human" if annotations else "other"
    # An export may contain only the numbers of its predictions.
    predictions = get_list(entry.where, task, "predictions")
    every = annotations or [each for each in predictions if isinstance(each, Mapping)]
    if not every:
        yield Loss(entry.where, "task without an annotation or a prediction")
    for number, each in enumerate(every, start=1):
        where = entry.where if len(every) == 1 else f"{entry.where}, annotation {number}"
        annotation = get_object(where, each, "an annotation")
        if annotation.get("was_cancelled"):
            yield Loss(where, "annotation that was skipped")
            continue
        version = annotation.get("model_version") if made_by == "other" else None
        model = version if isinstance(version, str) else None
        origin = Origin(drafter=made_by, model=model, layers=(names or _DEFAULT).layers)
        annotator = _annotator(annotation) if len(every) > 1 else None
        importer = _Importer(where, data, annotation, names or _DEFAULT)
        yield importer.record(task, origin, annotator)


def _annotator(annotation: Mapping[str, Any]) -> str | None:
    by: object = annotation.get("completed_by")
    if isinstance(by, Mapping):
        return str(by.get("email") or by.get("id"))  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType] -- anything
    return None if by is None else str(by)


class _Importer:
    def __init__(
        self, where: str, data: Mapping[str, Any], annotation: Mapping[str, Any], names: Names
    ) -> None:
        self.where = where
        self.data = data
        self.text = get_text(where, data, _TEXT)
        self.units = Units(self.text)
        self.names = names
        self.losses: list[Loss] = []
        results = get_list(where, annotation, "result")
        self.parts = [get_object(where, part, "a part of the result") for part in results]

    def record(
        self, task: Mapping[str, Any], origin: Origin, annotator: str | None
    ) -> ImportedRecord:
        marks, home = joined(self.text, self._pieces(), self._continued())
        links = [link for link in self._links(home) if link.label != CONTINUES]
        facts = dict(get_object(self.where, self.data.get("article") or {}, "the article"))
        if annotator:
            meta = get_object(self.where, facts.get("meta") or {}, "the meta of the article")
            facts["meta"] = {**meta, "annotator": annotator}
        identity = self.data.get("id", task.get("id"))
        name = None if identity is None else str(identity)
        article = article_of(self.where, self.text, name, facts)
        marked = MarkedArticle(article, tuple(marks), tuple(links), origin, self.where)
        return from_marks(with_attributions(marked, lone=self.names.lone), losses=self.losses)

    def _pieces(self) -> list[Piece]:
        labels: dict[str, tuple[str, int, int]] = {}
        fields: dict[str, dict[str, Any]] = {}
        for part in self.parts:
            if part.get("type") in ("labels", "hypertextlabels"):
                name = get_text(self.where, part, "id")
                value = self._value(part)
                labels[name] = (self._label(name, value), *self._place(name, value))
        for part in self.parts:
            if part.get("type") not in ("labels", "hypertextlabels", "relation"):
                self._beside(part, labels, fields)
        theirs = (
            Piece(name, *place, fields.get(name, {}), f"{self.where}, {name}")
            for name, place in labels.items()
        )
        return list(self.names.pieces(theirs, self.losses))

    def _value(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        return get_object(self.where, part.get("value"), "the value of a region")

    def _label(self, name: str, value: Mapping[str, Any]) -> str:
        found = get_list(self.where, value, "labels") or get_list(
            self.where, value, "hypertextlabels"
        )
        if not found:
            raise InputError(self.where, f"region {name} has no label")
        if len(found) > 1:
            self.losses.append(Loss(self.where, "a region's second label"))
        return str(found[0])

    def _place(self, name: str, value: Mapping[str, Any]) -> Offsets:
        """The offsets of a region, checked against its words."""
        counted = tuple(get_offset(self.where, value, key) for key in ("start", "end"))
        by_units = tuple(self.units.offset(unit) for unit in counted)
        said: object = value.get("text")
        for start, end in (by_units, counted):
            if start is None or end is None or not 0 <= start < end <= len(self.text):
                continue
            words = self.text[start:end]
            if not isinstance(said, str) or _spaced(said) == _spaced(words):
                return start, end
        place = f"{counted[0]}-{counted[1]}"
        problem = f"region {name} contains {said!r:.70}, which is not in the text at {place}"
        raise InputError(self.where, problem)

    def _beside(
        self,
        part: Mapping[str, Any],
        labels: Mapping[str, tuple[str, int, int]],
        fields: dict[str, dict[str, Any]],
    ) -> None:
        """The values of the controls of a region."""
        name, control = part.get("id"), str(part.get("from_name"))
        value = self._value(part)
        said = self._said(value)
        if not isinstance(name, str) or name not in labels or said is None:
            self.losses.append(Loss(self.where, f"{control}, which is of no region"))
            return
        label = self.names.labels.get(labels[name][0], labels[name][0])
        field = control.removeprefix(f"{label.lower()}_")
        for ours, text in self.names.fields({field: said}).items():
            known = field_named(label, ours)
            if known is None:
                self.losses.append(Loss(self.where, f"{control} of a {label}"))
            elif known.kind == "flag":
                fields.setdefault(name, {})[ours] = True
            elif known.kind == "choices" and "choices" in value:
                chosen = get_list(self.where, value, "choices")
                fields.setdefault(name, {})[ours] = tuple(map(str, chosen))
            else:
                read = value_of(label, known.name, text, self.where)
                fields.setdefault(name, {})[ours] = read

    def _said(self, value: Mapping[str, Any]) -> str | None:
        """The value of a control: the first choice, or the lines of a text area."""
        for key in ("choices", "text"):
            found: object = value.get(key)
            if isinstance(found, str):
                return found
            if isinstance(found, Sequence) and found:
                texts = [str(each) for each in found]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] -- anything
                return texts[0] if key == "choices" else "\n".join(texts)
        return None

    def _continued(self) -> list[tuple[str, str]]:
        return [
            (str(part.get("from_id")), str(part.get("to_id")))
            for part in self.parts
            if part.get("type") == "relation" and CONTINUES in (part.get("labels") or ())
        ]

    def _links(self, home: Mapping[str, str]) -> Iterator[Link]:
        for part in self.parts:
            if part.get("type") != "relation":
                continue
            ends = [str(part.get(key)) for key in ("from_id", "to_id")]
            first, second = (home.get(end, end) for end in ends)
            if part.get("direction") == "left":
                first, second = second, first
            for label in get_list(self.where, part, "labels") or ("",):
                yield Link(self.names.link(str(label)), first, second, where=self.where)


def _spaced(text: str) -> str:
    """A text as Label Studio may have written it, with line ends changed or escaped."""
    return " ".join(text.replace("\\n", "\n").replace("\\r", "\n").split())
