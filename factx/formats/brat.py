"""brat's standoff annotations: a text, and beside it lines that mark stretches of it.

What factx writes is the form of PolNeAR and other quote corpora, with more in it: an attribution
is an event at its cue with the roles Content, Cue and Source, and sources, claims and the rest are
further spans, relations, attributes and notes. What others write is read by the same rules, or by a
mapping of their labels.

brat marks no stretch over a line break; it makes a span of several pieces instead. Such pieces,
with nothing but white space and a line break between them, are one span with us.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from factx.errors import InputError, InvalidData
from factx.formats.from_marks import reading_of
from factx.formats.implied_attributions import completed
from factx.formats.mapping import CUE, Mapping, field_named
from factx.formats.marks import CONTINUES, FIELDS, LINKS, Graph, Link, Mark, graph_of
from factx.formats.pieces import Piece, joined, pieces_of, value_of, written
from factx.formats.reading import Entry, Loss, Reading
from factx.records import Article, FactRecord, Layer, Origin

NOTE = "AnnotatorNotes"
"""brat's own kind of note, which is where a doubt goes."""
_EVENT = "Attribution"
_DEFAULT = Mapping(labels={_EVENT: "Cue", f"{_EVENT}-no-source": "Cue"}, lone=False)
_BREAK = re.compile("[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_PLACES = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)\Z")
_ESCAPED = re.compile(r"\\(\\|n|t|r|u[0-9a-f]{4})")
_PLAIN = {"\\": "\\", "n": "\n", "t": "\t", "r": "\r"}

Place = tuple[int, int]


@dataclass(frozen=True)
class Standoff:
    """A text and its annotations as two files hold them."""

    id: str
    text: str
    annotations: str
    where: str = ""
    """The file of the annotations."""
    annotator: str | None = None
    """Who made them, where the file's name tells."""


# Writing


def standoff_of(record: FactRecord) -> Standoff:
    """The text and the annotations of a record; raises `InputError` if it has no text."""
    article = record.article
    if article.text is None:
        raise InputError(f"record {article.id}", "it was written without the article's text")
    writer = _Writer(article.text)
    writer.add(graph_of(record))
    return Standoff(article.id, article.text, "".join(f"{line}\n" for line in writer.lines))


class _Writer:
    """The lines of one file, each with an id of its own."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.counts: defaultdict[str, int] = defaultdict(int)
        self.ids: dict[str, str] = {}

    def add(self, graph: Graph) -> None:
        events = [mark for mark in graph.marks if mark.label in ("Cue", "Uncued")]
        for mark in events:
            self.ids[mark.id] = self._next("E")
        cues: dict[str, str] = {}
        for mark in graph.marks:
            if mark.label not in ("Cue", "Uncued"):
                self._spans(mark)
            elif mark.label == "Cue":
                cues[mark.id] = self._span("Cue", [mark.spans[0].place])
                self._beside("Cue", cues[mark.id], pieces_of(Mark("", "", mark.spans))[0].fields)
        roles: defaultdict[str, list[Link]] = defaultdict(list)
        for link in graph.links:
            roles[link.first].append(link)
        for mark in events:
            self._event(mark, cues.get(mark.id), roles[mark.id])
        for link in graph.links:
            if link.first not in {mark.id for mark in events}:
                name = self._relation(link.label, self.ids[link.first], self.ids[link.second])
                self._beside("", name, link.fields)

    def _spans(self, mark: Mark) -> None:
        """A mark as one span, or as several that carry each other on."""
        before = ""
        groups = self._grouped(pieces_of(mark))
        for group in groups:
            name = self._span(mark.label, [(piece.start, piece.end) for piece in group])
            self._beside(mark.label, name, group[0].fields)
            if before:
                self._relation(CONTINUES, name, before)
            self.ids.setdefault(mark.id, name)
            before = name

    def _grouped(self, pieces: list[Piece]) -> list[list[Piece]]:
        """The pieces that can share a span: in order, apart, and with nothing to tell of each."""
        groups = [[pieces[0]]]
        for before, piece in pairwise(pieces):
            gap = self.text[before.end : piece.start]
            if piece.fields or piece.start < before.end or _is_break(gap):
                groups.append([piece])
            else:
                groups[-1].append(piece)
        return groups

    def _event(self, mark: Mark, cue: str | None, links: Sequence[Link]) -> None:
        trigger = self._span(_EVENT, [mark.spans[0].place])
        roles = [("Cue", cue)] if cue else []
        roles += [(link.label.title(), self.ids[link.second]) for link in links]
        counts: defaultdict[str, int] = defaultdict(int)
        words: list[str] = []
        for role, name in roles:
            counts[role] += 1
            words.append(f"{role}{counts[role] if counts[role] > 1 else ''}:{name}")
        self.lines.append(f"{self.ids[mark.id]}\t{' '.join([f'{_EVENT}:{trigger}', *words])}")
        self._beside("Uncued", self.ids[mark.id], mark.fields)

    def _span(self, label: str, places: list[Place]) -> str:
        name = self._next("T")
        parts = [part for place in places for part in _unbroken(self.text, place)]
        offsets = ";".join(f"{start} {end}" for start, end in parts)
        self.lines.append(f"{name}\t{label} {offsets}\t{_words(self.text, parts)}")
        return name

    def _relation(self, label: str, first: str, second: str) -> str:
        name = self._next("R")
        self.lines.append(f"{name}\t{label} Arg1:{first} Arg2:{second}")
        return name

    def _beside(self, label: str, name: str, fields: Any) -> None:
        """The attributes and notes of a span, an event or a relation."""
        for key, value in fields.items():
            known = field_named(label or "Uncued", key)
            kind = known.kind if known else "text"
            if kind == "flag":
                self.lines.append(f"{self._next('A')}\t{key.title()} {name}")
            elif kind == "choice":
                self.lines.append(f"{self._next('A')}\t{key.title()} {name} {value}")
            else:
                note = NOTE if key == "doubt" else key.title()
                self.lines.append(f"{self._next('#')}\t{note} {name}\t{_escaped(written(value))}")

    def _next(self, letter: str) -> str:
        self.counts[letter] += 1
        return f"{letter}{self.counts[letter]}"


def configuration() -> str:
    """brat's annotation.conf for what `standoff_of` writes."""
    spans = [label for label in FIELDS if label != "Uncued"]
    roles = ["Cue?:Cue", "Content:Content", "Speaker*:Speaker", "Source?:Source"]
    roles += [f"Parent?:{_EVENT}", "When?:When", "Addressee?:Addressee"]
    own = {"content", "speaker", "source", "parent", "when", "addressee"}
    lines = ["[entities]", *spans, "", "[relations]"]
    others = (CONTINUES, *(link for link in LINKS if link not in own))
    lines += [f"{link} Arg1:<ANY>, Arg2:<ANY>" for link in others]
    lines += ["", "[events]", f"{_EVENT} {', '.join(roles)}", "", "[attributes]"]
    options: dict[str, dict[str, None]] = {}
    for fields in FIELDS.values():
        for known in fields:
            if known.kind in ("flag", "choice"):
                options.setdefault(known.name, {}).update(dict.fromkeys(known.options))
    for name, values in options.items():
        tail = f", Value:{'|'.join(values)}" if values else ""
        lines.append(f"{name.title()} Arg:<ANY>{tail}")
    return "".join(f"{line}\n" for line in lines)


def _unbroken(text: str, place: Place) -> list[Place]:
    """A stretch as brat takes it: in pieces, where there are line breaks within it."""
    start, end = place
    parts: list[Place] = []
    begin = start
    for found in _BREAK.finditer(text, start, end):
        if found.start() > begin:
            parts.append((begin, found.start()))
        begin = found.end()
    if begin < end:
        parts.append((begin, end))
    whole = parts and parts[0][0] == start and parts[-1][1] == end
    return parts if whole else [place]


def _words(text: str, parts: Sequence[Place]) -> str:
    """What a line says that its pieces are: their texts with a space between, on one line."""
    return _BREAK.sub(" ", " ".join(text[start:end] for start, end in parts))


def _is_break(gap: str) -> bool:
    """Whether nothing but white space with a line break in it lies between two pieces."""
    return gap.isspace() and _BREAK.search(gap) is not None


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    text = text.replace("\r", "\\r")
    return _BREAK.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _plain(text: str) -> str:
    def char(found: re.Match[str]) -> str:
        code = found.group(1)
        return _PLAIN.get(code) or chr(int(code[1:], 16))

    return _ESCAPED.sub(char, text)


# Reading


def readings(entry: Entry, mapping: Mapping | None = None) -> Iterator[Reading]:
    """The record that a `Standoff` amounts to, every stretch checked in the text.

    Raises `InputError`, with the file and line, for a line that cannot be read, for an id that
    leads nowhere, and for a stretch whose words are not those of the text.
    """
    assert isinstance(entry.data, Standoff)
    yield _Reader(entry.data, mapping or _DEFAULT).reading()


@dataclass
class _Event:
    id: str
    label: str
    trigger: str
    roles: list[tuple[str, str]]
    where: str


@dataclass
class _Lines:
    """The lines of one file, sorted by what they are."""

    spans: dict[str, tuple[str, list[Place], str]] = field(
        default_factory=dict[str, tuple[str, list[Place], str]]
    )
    events: dict[str, _Event] = field(default_factory=dict[str, _Event])
    relations: list[tuple[str, str, str, str, str]] = field(
        default_factory=list[tuple[str, str, str, str, str]]
    )
    beside: list[tuple[str, str, str | bool, str]] = field(
        default_factory=list[tuple[str, str, str | bool, str]]
    )


class _Reader:
    def __init__(self, standoff: Standoff, mapping: Mapping) -> None:
        self.standoff = standoff
        self.mapping = mapping
        self.text = standoff.text.removeprefix("\ufeff")
        self.losses: list[Loss] = []
        self.lines = _Lines()

    def reading(self) -> Reading:
        rows = list(_rows(self.standoff))
        self.shift = self._shift(rows)
        for where, row in rows:
            self._line(where, row)
        fields = self._fields()
        marks, links = self._marks(fields)
        marks, links = completed(marks, links, lone=self.mapping.lone)
        origin = Origin(drafter="human", layers=self._layers())
        graph = Graph(self._article(), marks, links, origin, self.standoff.where)
        made = reading_of(graph)
        return replace(made, losses=(*self.losses, *made.losses))

    def _article(self) -> Article:
        annotator = self.standoff.annotator
        fields = {"id": self.standoff.id, "text": self.text}
        try:
            return Article.from_data(
                {**fields, "meta": {"annotator": annotator}} if annotator else fields
            )
        except InvalidData as error:
            raise InputError(self.standoff.where, "; ".join(error.problems)) from error

    def _layers(self) -> tuple[Layer, ...]:
        """What was looked for: in PolNeAR's form, which has no sources or claims, attributions."""
        if self.mapping is not _DEFAULT:
            return self.mapping.layers
        labels = {label for label, _, _ in self.lines.spans.values()}
        return () if labels & {"Speaker", "Claim"} else ("attributions",)

    def _shift(self, rows: Sequence[tuple[str, str]]) -> int:
        """1 where the offsets count the byte-order mark that the text begins with, else 0."""
        if not self.standoff.text.startswith("\ufeff"):
            return 0
        for _, row in rows:
            cells = row.split("\t")
            found = _PLACES.match(cells[1]) if row[0] == "T" and len(cells) > 2 else None
            if found:
                parts = _parsed(found.group(2))
                return 0 if _words(self.text, parts) == cells[2] else 1
        return 0

    def _line(self, where: str, row: str) -> None:
        name, _, rest = row.partition("\t")
        kind = name[:1]
        words = rest.partition("\t")[0].split()
        if not rest or not words:
            raise InputError(where, f"this is no annotation of brat's: {row[:60]!r}")
        if kind == "T":
            self._text_bound(where, name, rest)
        elif kind == "E":
            self._event(where, name, words)
        elif kind == "R":
            ends = [word.partition(":")[2] for word in words[1:]]
            if len(ends) != 2:
                raise InputError(where, "a relation has two ends, Arg1:ID and Arg2:ID")
            self.lines.relations.append((words[0], ends[0], ends[1], name, where))
        elif kind == "*":
            for before, after in pairwise(words[1:]):
                self.lines.relations.append((words[0], before, after, name, where))
        elif kind in ("A", "M"):
            if len(words) not in (2, 3):
                raise InputError(where, "an attribute has a name, an id and perhaps a value")
            self.lines.beside.append((words[1], words[0], words[2] if words[2:] else "", where))
        elif kind == "#":
            if len(words) < 2:
                raise InputError(where, "a note has a kind, an id and a text")
            self.lines.beside.append((words[1], words[0], rest.partition("\t")[2], where))
        elif kind == "N":
            self.losses.append(Loss(where, "a reference to a database"))
        else:
            raise InputError(where, f"this is no annotation of brat's: {row[:60]!r}")

    def _text_bound(self, where: str, name: str, rest: str) -> None:
        head, _, said = rest.partition("\t")
        found = _PLACES.match(head)
        if not found:
            raise InputError(where, f"a span has a label and offsets, not {head[:60]!r}")
        parts = [(s - self.shift, e - self.shift) for s, e in _parsed(found.group(2))]
        if any(not 0 <= start < end <= len(self.text) for start, end in parts):
            raise InputError(where, f"{name} is not in the text, which ends at {len(self.text)}")
        words = _words(self.text, parts)
        if said and said.rstrip("\r") != words:
            problem = f"{name} says {said[:60]!r}, and the text has {words[:60]!r} there"
            raise InputError(where, problem)
        if name in self.lines.spans:
            raise InputError(where, f"the id {name} is given twice")
        self.lines.spans[name] = (found.group(1), self._whole(sorted(parts)), where)

    def _whole(self, parts: list[Place]) -> list[Place]:
        """The pieces, those that only a line break parts put together."""
        whole = [parts[0]]
        for start, end in parts[1:]:
            if _is_break(self.text[whole[-1][1] : start]):
                whole[-1] = (whole[-1][0], end)
            else:
                whole.append((start, end))
        return whole

    def _event(self, where: str, name: str, words: Sequence[str]) -> None:
        label, _, trigger = words[0].partition(":")
        roles: list[tuple[str, str]] = []
        for word in words[1:]:
            role, _, target = word.partition(":")
            roles.append((role.rstrip("0123456789"), target))
        self.lines.events[name] = _Event(name, label, trigger, roles, where)

    def _fields(self) -> dict[str, dict[str, Any]]:
        """What is written beside each span, event and relation, by its id."""
        found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        for name, key, value, where in self.lines.beside:
            label = self._label(name)
            if label is None:
                self.losses.append(Loss(where, f"{key} of something that is not there"))
                continue
            fields = self.mapping.fields({key: value or True})
            for ours, said in fields.items():
                ours = "doubt" if ours == NOTE else ours if ours != key else key.lower()
                known = field_named(label, ours)
                if known is None:
                    self.losses.append(Loss(where, f"{key} of a {label}"))
                elif known.kind in ("flag", "choice") or not isinstance(said, str):
                    found[name][ours] = said
                else:
                    text = value_of(label, known.name, _plain(said), where)
                    both = ours == "doubt" and "doubt" in found[name]
                    found[name][ours] = f"{found[name]['doubt']} {text}" if both else text
        return found

    def _label(self, name: str) -> str | None:
        """Our label of what an id stands for; relations have the fields of an attribution."""
        if name in self.lines.events:
            label = self.lines.events[name].label
        elif name in self.lines.spans:
            label = self.lines.spans[name][0]
        else:
            return "Uncued" if any(name == row[3] for row in self.lines.relations) else None
        return self.mapping.labels.get(label, label)

    def _marks(self, fields: dict[str, dict[str, Any]]) -> tuple[list[Mark], list[Link]]:
        cues, inside = self._triggers()
        pieces: list[Piece] = []
        more: list[tuple[str, str]] = []
        for name, (label, places, where) in self.lines.spans.items():
            if name in inside:
                continue
            for number, (start, end) in enumerate(places):
                own = fields.get(name, {}) if number == 0 else {}
                piece = Piece(self._part(name, number), label, start, end, own, where)
                if number:
                    more.append((piece.id, self._part(name, number - 1)))
                self._take(piece, pieces)
        for event in self.lines.events.values():
            label, places, _ = self.lines.spans[cues.get(event.id) or event.trigger]
            own = {**fields.get(cues.get(event.id, ""), {}), **fields.get(event.id, {})}
            label = self.mapping.labels.get(event.label, event.label)
            if label == "Cue" and event.id not in cues and self._is_uncued(event, places[0]):
                label = "Uncued"
            self._take(Piece(event.id, label, *places[0], own, event.where), pieces)
        continued = [(a, b) for label, a, b, *_ in self.lines.relations if label == CONTINUES]
        marks, home = joined(self.text, pieces, [*more, *continued])
        return marks, list(self._links(cues, home, fields))

    def _part(self, name: str, number: int) -> str:
        return f"{name}.{number + 1}" if number else name

    def _take(self, piece: Piece, pieces: list[Piece]) -> None:
        ours = self.mapping.piece(piece)
        if isinstance(ours, Loss):
            self.losses.append(ours)
        elif ours is not None:
            pieces.append(ours)

    def _triggers(self) -> tuple[dict[str, str], set[str]]:
        """The span of each event's cue, and the spans that are parts of events alone."""
        cues: dict[str, str] = {}
        inside: set[str] = set()
        linked = {end for relation in self.lines.relations for end in relation[1:3]}
        for event in self.lines.events.values():
            for role, target in [("trigger", event.trigger), *event.roles]:
                if target not in self.lines.spans and target not in self.lines.events:
                    raise InputError(event.where, f"its {role} is {target}, which is not there")
                if self.mapping.link(role).lower() == CUE and target in self.lines.spans:
                    cues.setdefault(event.id, target)
                    inside.add(target)
                elif role != "trigger":
                    linked.add(target)
            inside.add(event.trigger)
        return cues, inside - linked

    def _is_uncued(self, event: _Event, place: Place) -> bool:
        """Whether an event's trigger only stands for the beginning of its content."""
        contents = [t for role, t in event.roles if self.mapping.link(role).lower() == "content"]
        return any(self.lines.spans[t][1][0] == place for t in contents if t in self.lines.spans)

    def _links(
        self, cues: dict[str, str], home: dict[str, str], fields: dict[str, dict[str, Any]]
    ) -> Iterator[Link]:
        for event in self.lines.events.values():
            for role, target in event.roles:
                label = self.mapping.link(role)
                label = label if label in LINKS else label.lower()
                if cues.get(event.id) != target and event.id in home:
                    yield Link(label, event.id, home.get(target, target), where=event.where)
        for label, first, second, name, where in self.lines.relations:
            if label != CONTINUES:
                ends = home.get(first, first), home.get(second, second)
                yield Link(self.mapping.link(label), *ends, fields.get(name, {}), where)


def _rows(standoff: Standoff) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(standoff.annotations.split("\n"), start=1):
        if row.strip():
            yield f"{standoff.where or standoff.id}:{number}", row.removesuffix("\r")


def _parsed(offsets: str) -> list[Place]:
    return [(int(start), int(end)) for start, end in (part.split() for part in offsets.split(";"))]
