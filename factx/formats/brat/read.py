"""Read a record from the text and annotations of brat."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from factx.errors import InputError
from factx.formats.brat.rows import (
    EVENT,
    NOTE,
    Comment,
    Event,
    Relation,
    Row,
    Standoff,
    TextBound,
    comment_of,
    event_of,
    is_break,
    labelled_offsets,
    plain,
    relations_of,
    rows,
    words,
)
from factx.formats.checked import accepted, checked
from factx.formats.from_marks import from_marks
from factx.formats.implied_attributions import with_attributions
from factx.formats.imported import Entry, ImportedRecord, Loss
from factx.formats.json_fields import article_of
from factx.formats.mapping import CUE, Mapping, field_named
from factx.formats.marks import CONTINUES, LINKS, Link, Mark, MarkedArticle
from factx.formats.pieces import Piece, joined, value_of
from factx.formats.text_forms import BOM, TextForm, form_of
from factx.records import Article, Layer, Origin
from factx.text import Offsets

_DEFAULT = Mapping(labels={EVENT: "Cue", f"{EVENT}-no-source": "Cue"}, lone=False)


def import_records(entry: Entry, mapping: Mapping | None = None) -> Iterator[ImportedRecord]:
    """The record of a `Standoff`, with every stretch checked in the text.

    A line that cannot be read, has an unknown id, or a stretch whose words are not those of the
    text, is a problem of the record and left out. Raises `InputError`, with the file and line, if
    most stretches are of another text.
    """
    assert isinstance(entry.data, Standoff)
    yield _Importer(entry.data, mapping or _DEFAULT).record()


class _Importer:
    def __init__(self, standoff: Standoff, mapping: Mapping) -> None:
        self.standoff = standoff
        self.mapping = mapping
        self.text = standoff.text.removeprefix(BOM)
        self.losses: list[Loss] = []
        self.problems: list[InputError] = []
        self.spans: dict[str, TextBound] = {}
        self.events: dict[str, Event] = {}
        self.relations: list[Relation] = []
        self.comments: list[Comment] = []

    def record(self) -> ImportedRecord:
        lines = list(rows(self.standoff))
        self.form = self._form(lines)
        for row in lines:
            try:
                self._line(row)
            except InputError as error:
                self.problems.append(error)
        self._check_events()
        fields = self._fields()
        marks, links = self._marks(fields)
        origin = Origin(drafter="human", layers=self._layers())
        where = self.standoff.where
        marked = MarkedArticle(self._article(), tuple(marks), tuple(links), origin, where)
        marked = with_attributions(marked, lone=self.mapping.lone)
        return from_marks(marked, losses=self.losses, problems=self.problems)

    def _article(self) -> Article:
        annotator = self.standoff.annotator
        facts = {"meta": {"annotator": annotator}} if annotator else {}
        return article_of(self.standoff.where, self.text, self.standoff.id, facts)

    def _layers(self) -> tuple[Layer, ...]:
        """The layers: only attributions in PolNeAR's form, which has no sources or claims."""
        if self.mapping is not _DEFAULT:
            return self.mapping.layers
        labels = {span.label for span in self.spans.values()}
        return () if labels & {"Speaker", "Claim"} else ("attributions",)

    def _form(self, lines: Sequence[Row]) -> TextForm:
        """The form of the text that the offsets count; raises `InputError` for another text."""
        stretches = list(_stretches(lines))
        marked = self.standoff.text.startswith(BOM)
        form = form_of(self.text, stretches, _has_words, marked=marked)
        bad = [stretch for stretch in stretches if not _has_words(form, stretch)]
        if len(bad) > max(1, len(stretches) // 2):
            row, parts, said = bad[0]
            problem = _other_words(row, said, words(form.text, parts))
            count = f"{len(bad)} of {len(stretches)} spans are not in the text, so it is another"
            raise InputError(row.where, f"{problem}; {count} text than the one annotated")
        return form

    def _line(self, row: Row) -> None:
        kind = row.id[:1]
        if not kind or kind not in "TER*AM#N" or not row.head:
            line = f"{row.id}\t{row.rest}" if row.rest else row.id
            raise InputError(row.where, f"not a brat annotation: {line[:60]!r}")
        if kind == "T":
            self._text_bound(row)
        elif kind == "E":
            self.events[row.id] = event_of(row)
        elif kind in "R*":
            self.relations += relations_of(row)
        elif kind in "AM#":
            self.comments.append(comment_of(row))
        else:
            self.losses.append(Loss(row.where, "a reference to a database"))

    def _text_bound(self, row: Row) -> None:
        head, _, said = row.rest.partition("\t")
        found = labelled_offsets(head)
        if found is None:
            raise InputError(row.where, f"a span has a label and offsets, not {head[:60]!r}")
        label, counted = found
        text = self.form.text
        for start, end in counted:
            if start == end:
                raise InputError(row.where, f"{row.id} is empty: it begins and ends at {start}")
            if start > end:
                raise InputError(row.where, f"{row.id} ends at {end}, before it begins at {start}")
            if end > len(text):
                problem = f"{row.id} is not in the text, which ends at {len(text)}"
                raise InputError(row.where, problem)
        there = words(text, counted)
        if said and said.rstrip("\r") != there:
            raise InputError(row.where, _other_words(row, said, there))
        if row.id in self.spans:
            raise InputError(row.where, f"the id {row.id} is given twice")
        parts = sorted(self.form.place(*place) for place in counted)
        self.spans[row.id] = TextBound(label, self._whole(parts), row.where)

    def _check_events(self) -> None:
        """Leave out events without a trigger in the text, and roles of what does not exist."""
        for event in list(self.events.values()):
            if event.trigger not in self.spans:
                self._complain(event, "trigger", event.trigger)
                del self.events[event.id]
        for event in list(self.events.values()):
            known = [r for r in event.roles if r[1] in self.spans or r[1] in self.events]
            for role, target in event.roles:
                if (role, target) not in known:
                    self._complain(event, role, target)
            self.events[event.id] = event._replace(roles=known)

    def _complain(self, event: Event, role: str, target: str) -> None:
        why = "which is not a span" if target in self.events else "which does not exist"
        self.problems.append(InputError(event.where, f"its {role} is {target}, {why}"))

    def _whole(self, parts: list[Offsets]) -> list[Offsets]:
        """The pieces, joined if only a line break separates them."""
        whole = [parts[0]]
        for start, end in parts[1:]:
            if is_break(self.text[whole[-1][1] : start]):
                whole[-1] = (whole[-1][0], end)
            else:
                whole.append((start, end))
        return whole

    def _fields(self) -> dict[str, dict[str, Any]]:
        """The fields of each span, event and relation, by its id."""
        found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        for name, key, value, where in self.comments:
            label = self._label(name)
            if label is None:
                self.losses.append(Loss(where, f"{key} of an unknown item"))
                continue
            fields = self.mapping.fields({key: value or True})
            for ours, said in fields.items():
                ours = "doubt" if ours == NOTE else ours if ours != key else key.lower()
                known = field_named(label, ours)
                if known is None:
                    self.losses.append(Loss(where, f"{key} of a {label}"))
                elif known.kind in ("flag", "choice") or not isinstance(said, str):
                    if accepted(known, said, where, self.problems):
                        found[name][ours] = said
                else:
                    text = self._value(label, known.name, said, where)
                    if text is None:
                        continue
                    both = ours == "doubt" and "doubt" in found[name]
                    found[name][ours] = f"{found[name]['doubt']} {text}" if both else text
        return found

    def _value(self, label: str, name: str, said: str, where: str) -> Any:
        """The value of a note; None if there is none, which is a problem."""
        try:
            return value_of(label, name, plain(said), where)
        except InputError as error:
            self.problems.append(error)
            return None

    def _label(self, name: str) -> str | None:
        """factx's label of the item with an id; relations have the fields of an attribution."""
        if name in self.events:
            label = self.events[name].label
        elif name in self.spans:
            label = self.spans[name].label
        else:
            return "Uncued" if name in self._relation_ids else None
        return self.mapping.labels.get(label, label)

    @cached_property
    def _relation_ids(self) -> frozenset[str]:
        return frozenset(relation.id for relation in self.relations)

    def _marks(self, fields: dict[str, dict[str, Any]]) -> tuple[list[Mark], list[Link]]:
        cues, inside = self._triggers()
        pieces: list[Piece] = []
        more: list[tuple[str, str]] = []
        for name, span in self.spans.items():
            if name in inside:
                continue
            for number, (start, end) in enumerate(span.pieces):
                own = fields.get(name, {}) if number == 0 else {}
                piece = Piece(self._part(name, number), span.label, start, end, own, span.where)
                if number:
                    more.append((piece.id, self._part(name, number - 1)))
                pieces.append(piece)
        for event in self.events.values():
            begin = self.spans[cues.get(event.id) or event.trigger].pieces[0]
            own = {**fields.get(cues.get(event.id, ""), {}), **fields.get(event.id, {})}
            label = self.mapping.labels.get(event.label, event.label)
            if label == "Cue" and event.id not in cues and self._is_uncued(event, begin):
                label = "Uncued"
            pieces.append(Piece(event.id, label, *begin, own, event.where))
        ours = list(self.mapping.pieces(pieces, self.losses))
        continued = [(r.first, r.second) for r in self.relations if r.label == CONTINUES]
        sound = checked(self.text, ours, self.problems)
        marks, home = joined(self.text, sound, [*more, *continued])
        return marks, list(self._links(cues, home, fields))

    def _part(self, name: str, number: int) -> str:
        return f"{name}.{number + 1}" if number else name

    def _triggers(self) -> tuple[dict[str, str], set[str]]:
        """The span of each event's cue, and the spans that are only parts of events."""
        cues: dict[str, str] = {}
        inside: set[str] = set()
        linked = {end for relation in self.relations for end in (relation.first, relation.second)}
        for event in self.events.values():
            for role, target in [("trigger", event.trigger), *event.roles]:
                if self.mapping.link(role).lower() == CUE and target in self.spans:
                    cues.setdefault(event.id, target)
                    inside.add(target)
                elif role != "trigger":
                    linked.add(target)
            inside.add(event.trigger)
        return cues, inside - linked

    def _is_uncued(self, event: Event, begin: Offsets) -> bool:
        """Whether an event's trigger only marks the beginning of its content."""
        contents = [t for role, t in event.roles if self.mapping.link(role).lower() == "content"]
        return any(self.spans[t].pieces[0] == begin for t in contents if t in self.spans)

    def _links(
        self, cues: dict[str, str], home: dict[str, str], fields: dict[str, dict[str, Any]]
    ) -> Iterator[Link]:
        for event in self.events.values():
            for role, target in event.roles:
                label = self.mapping.link(role)
                label = label if label in LINKS else label.lower()
                if cues.get(event.id) != target and event.id in home:
                    yield Link(label, event.id, home.get(target, target), where=event.where)
        for relation in self.relations:
            if relation.label != CONTINUES:
                first, second = (home.get(end, end) for end in (relation.first, relation.second))
                own = fields.get(relation.id, {})
                yield Link(self.mapping.link(relation.label), first, second, own, relation.where)


_Stretch = tuple[Row, list[Offsets], str]
"""A line with the offsets of a span and its words."""


def _stretches(lines: Sequence[Row]) -> Iterator[_Stretch]:
    """The spans whose words the file gives."""
    for row in lines:
        head, _, said = row.rest.partition("\t")
        found = labelled_offsets(head) if row.id.startswith("T") and said else None
        if found is not None and all(start < end for start, end in found[1]):
            yield row, found[1], said.rstrip("\r")


def _has_words(form: TextForm, stretch: _Stretch) -> bool:
    _, parts, said = stretch
    return words(form.text, parts) == said


def _other_words(row: Row, said: str, there: str) -> str:
    return f"{row.id} contains {said[:60]!r}, but the text there is {there[:60]!r}"
