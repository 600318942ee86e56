"""Label Studio: tasks with predictions to review, and its JSON export.

A stretch is a region. Its fields are choices, texts or numbers of that region, and links are
relations. Label Studio marks one stretch at a time, so a content in several pieces is several
regions, each with a relation "continues" to the one before it. Offsets are UTF-16 units.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar, cast
from xml.sax.saxutils import quoteattr

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
from factx.formats.marks import CONTINUES, FIELDS, LINKS, Field, Link, MarkedArticle, marked_article
from factx.formats.pieces import Piece, joined, pieces_of, value_of, written
from factx.formats.text_forms import TextForm, form_of
from factx.formats.utf16 import Units
from factx.records import FactRecord, Origin
from factx.text import Offsets
from factx.version import __version__

T = TypeVar("T")

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

    Skipped annotations are left out. A region whose words are not those of the text at its offsets,
    in code points or UTF-16 units, is a problem of the record and left out. Raises `InputError` if
    a task cannot be read, or if most regions are of another text.
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
        self.units: dict[str, Units] = {}
        self.names = names
        self.losses: list[Loss] = []
        self.problems: list[InputError] = []
        results = get_list(where, annotation, "result")
        self.parts = [get_object(where, part, "a part of the result") for part in results]

    def record(
        self, task: Mapping[str, Any], origin: Origin, annotator: str | None
    ) -> ImportedRecord:
        pieces = checked(self.text, self._pieces(), self.problems)
        marks, home = joined(self.text, pieces, self._continued())
        links = [link for link in self._links(home) if link.label != CONTINUES]
        facts = dict(get_object(self.where, self.data.get("article") or {}, "the article"))
        if annotator:
            meta = get_object(self.where, facts.get("meta") or {}, "the meta of the article")
            facts["meta"] = {**meta, "annotator": annotator}
        identity = self.data.get("id", task.get("id"))
        name = None if identity is None else str(identity)
        article = article_of(self.where, self.text, name, facts)
        marked = MarkedArticle(article, tuple(marks), tuple(links), origin, self.where)
        marked = with_attributions(marked, lone=self.names.lone)
        return from_marks(marked, losses=self.losses, problems=self.problems)

    def _pieces(self) -> list[Piece]:
        regions = list(self._read(self._region, "labels", "hypertextlabels"))
        form = self._form(regions)
        labels: dict[str, tuple[str, int, int]] = {}
        for region in regions:
            place = self._place(form, region)
            if place is None:
                self.problems.append(self._misplaced(region))
            else:
                labels[region.name] = (region.label, *place)
        fields: dict[str, dict[str, Any]] = {}
        others = ("labels", "hypertextlabels", "relation")
        for part in self.parts:
            if part.get("type") not in others:
                try:
                    self._beside(part, labels, fields)
                except InputError as error:
                    self.problems.append(error)
        theirs = (
            Piece(name, *place, fields.get(name, {}), f"{self.where}, {name}")
            for name, place in labels.items()
        )
        return list(self.names.pieces(theirs, self.losses))

    def _read(self, read: Callable[[Mapping[str, Any]], T], *types: str) -> Iterator[T]:
        """What `read` makes of the parts of these types; its errors are problems."""
        for part in self.parts:
            if part.get("type") in types:
                try:
                    yield read(part)
                except InputError as error:
                    self.problems.append(error)

    def _value(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        return get_object(self.where, part.get("value"), "the value of a region")

    def _region(self, part: Mapping[str, Any]) -> "_Region":
        name = get_text(self.where, part, "id")
        value = self._value(part)
        label = self._label(name, value)
        start, end = (get_offset(self.where, value, key) for key in ("start", "end"))
        said: object = value.get("text")
        return _Region(name, label, start, end, said if isinstance(said, str) else None)

    def _label(self, name: str, value: Mapping[str, Any]) -> str:
        found = get_list(self.where, value, "labels") or get_list(
            self.where, value, "hypertextlabels"
        )
        if not found:
            raise InputError(self.where, f"region {name} has no label")
        if len(found) > 1:
            self.losses.append(Loss(self.where, "a region's second label"))
        return str(found[0])

    def _form(self, regions: Sequence["_Region"]) -> TextForm:
        """The form of the text that the offsets count; raises `InputError` for another text."""
        worded = [region for region in regions if region.said is not None]
        form = form_of(self.text, worded, lambda form, each: self._place(form, each) is not None)
        bad = [region for region in worded if self._place(form, region) is None]
        if len(bad) > max(1, len(worded) // 2):
            raise self._misplaced(bad[0])
        return form

    def _place(self, form: TextForm, region: "_Region") -> Offsets | None:
        """The place of a region that counts in `form`; None if its words are not there."""
        text = form.text
        if text not in self.units:
            self.units[text] = Units(text)
        units = self.units[text]
        counted = (region.start, region.end)
        by_units = (units.offset(region.start), units.offset(region.end))
        for start, end in (by_units, counted):
            if start is None or end is None or not 0 <= start < end <= len(text):
                continue
            if region.said is None or _spaced(region.said) == _spaced(text[start:end]):
                return form.place(start, end)
        return None

    def _misplaced(self, region: "_Region") -> InputError:
        place = f"{region.start}-{region.end}"
        if region.start >= region.end:
            return InputError(self.where, f"region {region.name} is empty: it is at {place}")
        said = "" if region.said is None else f" contains {region.said!r:.70}, which"
        return InputError(self.where, f"region {region.name}{said} is not in the text at {place}")

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
            if part.get("type") == "relation" and CONTINUES in _labels(part)
        ]

    def _links(self, home: Mapping[str, str]) -> Iterator[Link]:
        for part in self.parts:
            if part.get("type") != "relation":
                continue
            ends = [str(part.get(key)) for key in ("from_id", "to_id")]
            first, second = (home.get(end, end) for end in ends)
            if part.get("direction") == "left":
                first, second = second, first
            for label in _labels(part) or ("",):
                yield Link(self.names.link(label), first, second, where=self.where)


class _Region(NamedTuple):
    """A labelled stretch, with its offsets as they are counted."""

    name: str
    label: str
    start: int
    end: int
    said: str | None
    """Its words, if the export has them."""


def _labels(relation: Mapping[str, Any]) -> list[str]:
    """The labels of a relation; anything but a list of them is none."""
    found: object = relation.get("labels")
    return [str(label) for label in cast("list[object]", found)] if isinstance(found, list) else []


def _spaced(text: str) -> str:
    """A text as Label Studio may have written it, with line ends changed or escaped."""
    return " ".join(text.replace("\\n", "\n").replace("\\r", "\n").split())
