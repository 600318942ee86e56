"""Write a record as text and annotations of brat."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from factx.errors import InputError
from factx.formats.brat.rows import BREAK, EVENT, NOTE, Standoff, escaped, is_break, words
from factx.formats.mapping import field_named
from factx.formats.marks import CONTINUES, Link, Mark, MarkedArticle, marked_article
from factx.formats.pieces import Piece, pieces_of, written
from factx.records import FactRecord
from factx.text import Offsets


def standoff_of(record: FactRecord) -> Standoff:
    """The text and the annotations of a record; raises `InputError` if it has no text."""
    article = record.article
    if article.text is None:
        raise InputError(f"record {article.id}", "it was written without the article's text")
    writer = _Writer(article.text)
    writer.add(marked_article(record))
    return Standoff(article.id, article.text, "".join(f"{line}\n" for line in writer.lines))


class _Writer:
    """The lines of one file, each with its own id."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.counts: defaultdict[str, int] = defaultdict(int)
        self.ids: dict[str, str] = {}

    def add(self, marked: MarkedArticle) -> None:
        events = [mark for mark in marked.marks if mark.label in ("Cue", "Uncued")]
        for mark in events:
            self.ids[mark.id] = self._next("E")
        cues: dict[str, str] = {}
        for mark in marked.marks:
            if mark.label not in ("Cue", "Uncued"):
                self._spans(mark)
            elif mark.label == "Cue":
                cues[mark.id] = self._span("Cue", [mark.spans[0].place])
                self._beside("Cue", cues[mark.id], pieces_of(Mark("", "", mark.spans))[0].fields)
        roles: defaultdict[str, list[Link]] = defaultdict(list)
        for link in marked.links:
            roles[link.first].append(link)
        for mark in events:
            self._event(mark, cues.get(mark.id), roles[mark.id])
        in_events = {mark.id for mark in events}
        for link in marked.links:
            if link.first not in in_events:
                name = self._relation(link.label, self.ids[link.first], self.ids[link.second])
                self._beside("", name, link.fields)

    def _spans(self, mark: Mark) -> None:
        """A mark as one span, or as several with relations between them."""
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
        """The pieces that can be one span: ordered, without overlaps or fields of their own."""
        groups = [[pieces[0]]]
        for before, piece in pairwise(pieces):
            gap = self.text[before.end : piece.start]
            if piece.fields or piece.start < before.end or is_break(gap):
                groups.append([piece])
            else:
                groups[-1].append(piece)
        return groups

    def _event(self, mark: Mark, cue: str | None, links: Sequence[Link]) -> None:
        trigger = self._span(EVENT, [mark.spans[0].place])
        roles = [("Cue", cue)] if cue else []
        roles += [(link.label.title(), self.ids[link.second]) for link in links]
        counts: defaultdict[str, int] = defaultdict(int)
        cells = [f"{EVENT}:{trigger}"]
        for role, name in roles:
            counts[role] += 1
            cells.append(f"{role}{counts[role] if counts[role] > 1 else ''}:{name}")
        self.lines.append(f"{self.ids[mark.id]}\t{' '.join(cells)}")
        self._beside("Uncued", self.ids[mark.id], mark.fields)

    def _span(self, label: str, places: list[Offsets]) -> str:
        name = self._next("T")
        parts = [part for place in places for part in _unbroken(self.text, place)]
        offsets = ";".join(f"{start} {end}" for start, end in parts)
        self.lines.append(f"{name}\t{label} {offsets}\t{words(self.text, parts)}")
        return name

    def _relation(self, label: str, first: str, second: str) -> str:
        name = self._next("R")
        self.lines.append(f"{name}\t{label} Arg1:{first} Arg2:{second}")
        return name

    def _beside(self, label: str, name: str, fields: Mapping[str, Any]) -> None:
        """The attributes and notes of a span, event or relation."""
        for key, value in fields.items():
            known = field_named(label or "Uncued", key)
            kind = known.kind if known else "text"
            if kind == "flag":
                self.lines.append(f"{self._next('A')}\t{key.title()} {name}")
            elif kind == "choice":
                self.lines.append(f"{self._next('A')}\t{key.title()} {name} {value}")
            else:
                note = NOTE if key == "doubt" else key.title()
                self.lines.append(f"{self._next('#')}\t{note} {name}\t{escaped(written(value))}")

    def _next(self, letter: str) -> str:
        self.counts[letter] += 1
        return f"{letter}{self.counts[letter]}"


def _unbroken(text: str, place: Offsets) -> list[Offsets]:
    """A span in brat's form: in pieces if it contains line breaks."""
    start, end = place
    parts: list[Offsets] = []
    begin = start
    for found in BREAK.finditer(text, start, end):
        if found.start() > begin:
            parts.append((begin, found.start()))
        begin = found.end()
    if begin < end:
        parts.append((begin, end))
    whole = parts and parts[0][0] == start and parts[-1][1] == end
    return parts if whole else [place]
