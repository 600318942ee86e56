"""LangExtract: the JSON lines of `save_annotated_documents`, so that its output can be scored.

Classes and attributes of its extractions are the user's own, so a mapping says what they mean. A
speaker or a cue is either an extraction of its own, tied to the content by an attribute that both
have, or an attribute of the content. In the second case the nearest occurrence of its words is
taken.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, cast

from factx.errors import InputError
from factx.formats.checked import checked
from factx.formats.from_marks import from_marks
from factx.formats.implied_attributions import with_attributions
from factx.formats.imported import Entry, ImportedRecord, Loss
from factx.formats.json_fields import article_of, get_list, get_object, get_text
from factx.formats.mapping import Mapping as Names
from factx.formats.mapping import field_named
from factx.formats.marks import Link, MarkedArticle
from factx.formats.pieces import Piece, joined
from factx.records import Origin, Ungrounded
from factx.records.ungrounded import DraftedKind, Reason
from factx.text import Offsets, fold, index_of, is_bounded

_KINDS: dict[str, DraftedKind] = {
    "Content": "quote",
    "Source": "source_span",
    "Cue": "cue",
    "Claim": "claim",
    "Speaker": "source",
    "Mention": "mention",
}
_NAMED = {"source": "Source", "cue": "Cue"}
_WORD = re.compile(r"\w+")
_MOST_TIED = 500
"""Extractions that one value can tie; each is linked with each."""


def import_records(entry: Entry, names: Names | None = None) -> Iterator[ImportedRecord]:
    """The record of one document; extractions without a place in the text are ungrounded.

    Raises `InputError` if the document cannot be read or there is no mapping.
    """
    document = get_object(entry.where, entry.data, "a document")
    if names is None or not names.labels:
        extractions = get_list(entry.where, document, "extractions")
        classes = sorted(
            {str(each.get("extraction_class")) for each in extractions if isinstance(each, Mapping)}  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] -- anything
        )
        problem = (
            "LangExtract's classes are its user's own: name what they are with --map FILE, such as"
            ' {"labels": {"quotation": "Content", "speaker": "Source"}}; found here: '
        )
        raise InputError(entry.where, problem + ", ".join(classes))
    yield _Importer(entry.where, document, names).record()


class _Importer:
    def __init__(self, where: str, document: Mapping[str, Any], names: Names) -> None:
        self.where = where
        self.document = document
        self.names = names
        self.text = get_text(where, document, "text")
        self.index = index_of(self.text)
        self.places: dict[str, list[Offsets]] = {}
        self.pieces: list[Piece] = []
        self.links: list[Link] = []
        self.ungrounded: list[Ungrounded] = []
        self.losses: list[Loss] = []
        self.problems: list[InputError] = []
        self.tied: defaultdict[tuple[str, str], list[Piece]] = defaultdict(list)

    def record(self) -> ImportedRecord:
        extractions = get_list(self.where, self.document, "extractions")
        for number, extraction in enumerate(extractions, start=1):
            try:
                self._add(number, extraction)
            except InputError as error:
                self.problems.append(error)
        self._tie()
        marks, home = joined(self.text, checked(self.text, self.pieces, self.problems), ())
        del home  # each piece is a mark
        name = self.document.get("document_id")
        article = article_of(self.where, self.text, None if name is None else str(name), {})
        origin = Origin(drafter="other", layers=self.names.layers)
        marked = MarkedArticle(article, tuple(marks), tuple(self.links), origin, self.where)
        marked = with_attributions(marked, lone=self.names.lone)
        return from_marks(
            marked, losses=self.losses, problems=self.problems, ungrounded=self.ungrounded
        )

    def _add(self, number: int, data: object) -> None:
        where = f"{self.where}, extraction {number}"
        extraction = get_object(where, data, "an extraction")
        theirs = get_text(where, extraction, "extraction_class")
        words = get_text(where, extraction, "extraction_text")
        attributes = get_object(where, extraction.get("attributes") or {}, "its attributes")
        label = self.names.labels.get(theirs)
        if label is None:
            if theirs not in self.names.ignore:
                self.losses.append(Loss(where, f"{theirs}, a class that is not in the mapping"))
            return
        place = self._place(where, extraction, words)
        fields = self._fields(where, label, attributes)
        named = {role: fields.pop(role) for role in _NAMED if role in fields}
        if place is None:
            item = f"extraction {number}"
            self._unplaced(_KINDS.get(label, "mention"), words, item)
            for role, said in named.items():
                for each in _several(said):
                    self._unplaced(_KINDS[_NAMED[role]], each, item, reason="depends_on")
            return
        own = {} if label in ("Speaker", "Mention") else self._match(words, place)
        piece = Piece(f"x{number}", label, *place, {**fields, **own}, where)
        self.pieces.append(piece)
        for role, said in named.items():
            self._find(piece, role, said)
        for name in self.names.tie:
            if attributes.get(name) is not None:
                self.tied[name, str(attributes[name])].append(piece)

    def _place(self, where: str, extraction: Mapping[str, Any], words: str) -> Offsets | None:
        """The place of an extraction; None if it has none.

        If its interval is not one of its words, they are looked up, and the nearest place is taken.
        """
        found: object = extraction.get("char_interval")
        if found is None:
            return None
        interval = get_object(where, found, "its char_interval")
        start, end = interval.get("start_pos"), interval.get("end_pos")
        if not isinstance(start, int) or not isinstance(end, int):
            return None
        claims_all = extraction.get("alignment_status") == "match_exact"
        if self._is_of(words, (start, end), claims_all=claims_all):
            return start, end
        places = self._places(words)
        what = "an interval that is not one of its words; these were looked up"
        self.losses.append(Loss(where, what))
        at = bisect_left(places, (start, 0))  # the nearest is on one side of it
        near = places[max(0, at - 1) : at + 1]
        return min(near, key=lambda place: abs(place[0] - start), default=None)

    def _is_of(self, words: str, place: Offsets, *, claims_all: bool) -> bool:
        """Whether an interval is of `words`: the same, or if it does not claim that, similar."""
        start, end = place
        if not 0 <= start < end <= len(self.text):
            return False
        found = self.text[start:end]
        if _letters(found) == _letters(words):
            return True
        shared = set(_WORD.findall(fold(found))) & set(_WORD.findall(fold(words)))
        return not claims_all and bool(shared) and is_bounded(self.text, start, end)

    def _places(self, words: str) -> list[Offsets]:
        """Where words stand, in order and without overlaps."""
        if words not in self.places:
            self.places[words] = self.index.find_exact(words) or self.index.find_folded(words)
        return self.places[words]

    def _match(self, words: str, place: Offsets) -> dict[str, Any]:
        """How the words of an extraction match the text at its offsets."""
        found = self.text[slice(*place)]
        if words == found:
            return {}
        if _letters(words) == _letters(found):
            return {"match": "normalised", "drafted": words}
        return {"match": "approximate", "drafted": words, "differs": _differing(words, found)}

    def _fields(self, where: str, label: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, value in attributes.items():
            if name in self.names.tie:
                continue
            if name not in self.names.attributes:
                self.losses.append(Loss(where, f"attribute {name}, which is not in the mapping"))
                continue
            for ours, said in self.names.fields({name: value}).items():
                if field_named(label, ours) or (ours in _NAMED and label == "Content"):
                    fields[ours] = said
                else:
                    self.losses.append(Loss(where, f"attribute {name} of a {label}"))
        return fields

    def _find(self, content: Piece, role: str, said: Any) -> None:
        """Find the source or cue that an attribute of a content gives in words."""
        for words in _several(said):
            places = self._places(words)
            if not places:
                self._unplaced(_KINDS[_NAMED[role]], words, content.id)
                continue
            at = bisect_left(places, content.start, key=lambda place: place[1])
            near = places[max(0, at - 1) : at + 1]  # the nearest is the first after, or one before
            place = min(near, key=lambda place: _distance(place, content))
            piece = Piece(
                f"{content.id}.{role}{len(self.pieces)}",
                _NAMED[role],
                *place,
                self._match(words, place),
                content.where,
            )
            self.pieces.append(piece)
            self.links.append(Link(role, content.id, piece.id, where=content.where))

    def _unplaced(
        self, kind: DraftedKind, words: str, item: str, *, reason: Reason = "not_in_text"
    ) -> None:
        lost = Ungrounded(kind=kind, drafted=words, reason=reason, nearest=None, item=item)
        self.ungrounded.append(lost)

    def _tie(self) -> None:
        for (name, _), group in self.tied.items():
            if len(group) > _MOST_TIED:
                problem = f"{len(group):,} extractions have the same {name}, too many to be tied"
                self.problems.append(InputError(self.where, problem))
                continue
            for number, first in enumerate(group):
                for second in group[number + 1 :]:
                    if first.label != second.label:
                        self.links.append(Link("", first.id, second.id, where=first.where))


def _letters(text: str) -> list[str]:
    """The letters and digits of a text, since tokens are matched whatever is between them."""
    return [char for char in fold(text) if char.isalnum()]


def _several(said: object) -> list[str]:
    """The strings of an attribute, which is a string or a list of them."""
    every = cast("list[object]", said) if isinstance(said, list) else [said]
    return [words for words in every if isinstance(words, str) and words.strip()]


def _distance(place: Offsets, content: Piece) -> tuple[int, int]:
    """The distance of a place from a content, then its position, by which places are sorted."""
    gap = max(place[0] - content.end, content.start - place[1], 0)
    return gap, place[0]


def _differing(written: str, found: str) -> tuple[str, ...]:
    """The words that differ: "+" before written ones, "-" before the article's."""
    ours, theirs = fold(found).split(), fold(written).split()
    words: list[str] = []
    for code, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if code != "equal":
            words += [f"-{word}" for word in ours[a:b]] + [f"+{word}" for word in theirs[c:d]]
    return tuple(words)
