"""Build a record from marks and links."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, cast

from factx.errors import InputError
from factx.formats.imported import ImportedRecord, Loss
from factx.formats.json_fields import T, valid
from factx.formats.marks import RELATIONS, Link, Mark, MarkedArticle
from factx.formats.speakers import Speaker, speakers_of
from factx.records import (
    Attribution,
    Claim,
    Counts,
    FactRecord,
    Mention,
    Provenance,
    Quote,
    Relation,
    Source,
    Span,
    Ungrounded,
)
from factx.records.base import Value
from factx.records.span import distinct
from factx.text import Offsets, index_of, quoted_as
from factx.version import __version__

_ATTRIBUTIONS = ("Cue", "Uncued")
_ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "mention_of": (("Mention",), ("Speaker",)),
    "elision_of": (("Elision",), ("Content",)),
    "content": (_ATTRIBUTIONS, ("Content",)),
    "speaker": (_ATTRIBUTIONS, ("Speaker",)),
    "source": (_ATTRIBUTIONS, ("Source",)),
    "parent": (_ATTRIBUTIONS, _ATTRIBUTIONS),
    "when": (_ATTRIBUTIONS, ("When",)),
    "addressee": (_ATTRIBUTIONS, ("Addressee",)),
    "asserted_by": (("Claim",), _ATTRIBUTIONS),
    "reports": (("Claim",), _ATTRIBUTIONS),
    "condition": (("Claim",), ("Condition",)),
    "hedge": (("Claim",), ("Hedge",)),
    "time": (("Claim",), ("Time",)),
    "quantity": (("Claim",), ("Quantity",)),
}


def fits(link: str, first: str, second: str) -> bool:
    """Whether a link with that label may lead from a mark labelled `first` to `second`."""
    firsts, seconds = _ENDS.get(link, ((), ()))
    return first in firsts and second in seconds


def link_between(first: str, second: str) -> str | None:
    """The link that follows from the labels of both ends; None if none does."""
    labelled = ("parent", "reports")  # these are never implied
    found = [link for link in _ENDS if fits(link, first, second) and link not in labelled]
    return found[0] if len(found) == 1 else None


def from_marks(
    marked: MarkedArticle,
    *,
    losses: Iterable[Loss] = (),
    problems: Iterable[InputError] = (),
    ungrounded: Iterable[Ungrounded] = (),
) -> ImportedRecord:
    """The record of a marked article, with the marks and links that no record can contain.

    Items are put in reading order and numbered again. If a tool leaves a field out, a quote's type
    follows from its quotation marks, an attribution is a statement, a claim is a certain fact, and
    the sources are those of `speakers_of`. `problems` are those found so far; contents whose pieces
    overlap are added to them. Raises `InputError` or `InvalidData`, with the file and line of the
    mark, if the marks contradict each other in another way.
    """
    return _Assembly(marked, losses, problems).record(tuple(ungrounded))


class _Assembly:
    def __init__(
        self, marked: MarkedArticle, losses: Iterable[Loss], problems: Iterable[InputError]
    ) -> None:
        self.marked = marked
        self.index = index_of(marked.article.get_text())
        self.marks = {mark.id: mark for mark in marked.marks}
        self.losses = list(losses)
        self.problems = list(problems)
        self.used: set[str] = set()
        self.sources: dict[str, str] = {}
        self.inferred: Counter[str] = Counter()
        self.linked: defaultdict[tuple[str, str], list[Mark]] = defaultdict(list)
        self.relating: list[Link] = []
        for link in marked.links:
            self._add(link)

    def _add(self, link: Link) -> None:
        first, second = self.marks.get(link.first), self.marks.get(link.second)
        if first is None or second is None:
            self._lose(link, f"{link.label} links to an unknown mark")
        elif link.label in RELATIONS:
            self.relating.append(link)
        else:
            if not fits(link.label, first.label, second.label):
                self._lose(link, f"{link.label} links from {first.label} to {second.label}")
            elif link.label.endswith("_of"):
                self.linked[second.id, link.label].append(first)
            else:
                self.linked[first.id, link.label].append(second)

    def record(self, ungrounded: tuple[Ungrounded, ...]) -> ImportedRecord:
        cues = self._standing()
        speakers = self._speakers(cues)
        order = {mark.id: number for number, mark in enumerate(self.marked.marks)}
        contents = {
            cue.id: tuple(sorted(self._all(cue, "content"), key=lambda mark: order[mark.id]))
            for cue in cues
        }
        quotes = self._quotes(list(contents.values()))
        numbers = {key: number for number, key in enumerate(quotes)}
        keys = {cue.id: tuple(mark.id for mark in contents[cue.id]) for cue in cues}
        cues.sort(key=lambda cue: numbers[keys[cue.id]])
        claims = sorted(self._claims(cues), key=lambda claim: _places(claim.spans))
        ids = {
            **{mark.id: f"a{number}" for number, mark in enumerate(cues, start=1)},
            **{mark.id: f"c{number}" for number, mark in enumerate(claims, start=1)},
        }
        for number, key in enumerate(quotes, start=1):
            for name in key:
                ids.setdefault(name, f"q{number}")
        parts: dict[str, Any] = {
            "sources": tuple(
                self._source(speaker, f"s{number}")
                for number, speaker in enumerate(speakers, start=1)
            ),
            "quotes": tuple(
                self._quote(marks, f"q{number}")
                for number, marks in enumerate(quotes.values(), start=1)
            ),
            "attributions": tuple(
                self._attribution(cue, ids, f"q{numbers[keys[cue.id]] + 1}") for cue in cues
            ),
            "claims": tuple(self._claim(claim, ids) for claim in claims),
            "relations": tuple(self._relations(ids)),
        }
        record = self._record(parts, ungrounded)
        self._count_unused()
        return ImportedRecord(
            self.marked.where,
            record,
            tuple(self.losses),
            dict(self.inferred),
            tuple(self.problems),
        )

    def _record(self, parts: dict[str, Any], ungrounded: tuple[Ungrounded, ...]) -> FactRecord:
        grounded = sum(_passages(item) for group in parts.values() for item in group)
        lost = sum(entry.drafted is not None for entry in ungrounded)
        fields = {
            "article": self.marked.article,
            **parts,
            "ungrounded": ungrounded,
            "counts": Counts(drafted=grounded + lost, grounded=grounded, ungrounded=lost),
            "provenance": Provenance(factx_version=__version__, **dict(self.marked.origin)),
        }
        return FactRecord.from_data(fields, what=self.marked.where or self.marked.article.id)

    def _standing(self) -> list[Mark]:
        """The attributions that have a content and no ancestor without one."""
        cues = [mark for mark in self.marked.marks if mark.label in _ATTRIBUTIONS]
        standing = {cue.id for cue in cues if self._has_content(cue)}
        children: defaultdict[str, list[str]] = defaultdict(list)
        for cue in cues:
            for parent in self.linked[cue.id, "parent"]:
                children[parent.id].append(cue.id)
        waiting = [name for name in children if name not in standing]
        while waiting:
            for child in children[waiting.pop()]:
                if child in standing:
                    standing.remove(child)
                    waiting.append(child)
        return [cue for cue in cues if cue.id in standing]

    def _has_content(self, cue: Mark) -> bool:
        """Whether an attribution has a content whose pieces do not overlap."""
        contents = self.linked[cue.id, "content"]
        for before, after in pairwise(_stretches(contents)):
            if after.start < before.end:
                problem = f"pieces of one content overlap: {before.text!r:.60}, {after.text!r:.60}"
                where = contents[0].where or self.marked.where
                self.problems.append(InputError(where, problem))
                self.used.update(mark.id for mark in contents)
                return False
        return bool(contents)

    def _speakers(self, cues: Sequence[Mark]) -> list[Speaker]:
        """All sources, marked or inferred, in order of their mentions."""
        known: list[Speaker] = []
        for mark in self.marked.marks:
            if mark.label == "Speaker":
                others = self._all(mark, "mention_of")
                known.append(Speaker([mark.id], [mark.spans[0], *map(self._one, others)], mark))
                self.used.add(mark.id)
        unnamed = [
            (source.id, self._one(source))
            for cue in cues
            if not self.linked[cue.id, "speaker"]
            for source in self.linked[cue.id, "source"]
        ]
        return sorted(speakers_of(known, unnamed), key=lambda s: _places(s.spans))

    def _quotes(self, contents: list[tuple[Mark, ...]]) -> dict[tuple[str, ...], tuple[Mark, ...]]:
        first = {mark.id: number for number, mark in enumerate(self.marked.marks)}
        distinct = {tuple(mark.id for mark in marks): marks for marks in contents}
        order = sorted(
            distinct, key=lambda key: (_places(_stretches(distinct[key])), first[key[0]])
        )
        return {key: distinct[key] for key in order}

    def _claims(self, cues: Sequence[Mark]) -> list[Mark]:
        """The claims, without those that link to an attribution that was left out."""
        standing = {cue.id for cue in cues}
        return [
            mark
            for mark in self.marked.marks
            if mark.label == "Claim"
            and all(
                cue.id in standing
                for link in ("asserted_by", "reports")
                for cue in self.linked[mark.id, link]
            )
        ]

    def _source(self, speaker: Speaker, name: str) -> Source:
        mentions = [
            Mention.model_validate({**dict(span), "form": speaker.form(span)})
            for span in distinct(speaker.spans)
        ]
        self.sources.update(dict.fromkeys(speaker.marks, name))
        self.inferred["source"] += speaker.mark is None
        fields = {"id": name, "mentions": mentions, **speaker.fields()}
        return _validated(Source, fields, speaker.mark, self.marked)

    def _quote(self, marks: tuple[Mark, ...], name: str) -> Quote:
        first, spans = marks[0], _stretches(marks)
        elisions = [self._one(mark) for part in marks for mark in self._all(part, "elision_of")]
        fields = {
            "id": name,
            "type": quoted_as(self.index, (span.place for span in spans)),
            "elisions": distinct(elisions),
            **first.fields,
            "spans": spans,
        }
        self.inferred["type of a quote"] += "type" not in first.fields
        return _validated(Quote, fields, first, self.marked)

    def _attribution(self, cue: Mark, ids: dict[str, str], quote: str) -> Attribution:
        self.used.add(cue.id)
        said_by = self._all(cue, "speaker") or self.linked[cue.id, "source"]
        fields = {
            "type": "statement",
            **cue.fields,
            "id": ids[cue.id],
            "quote": quote,
            "sources": list(dict.fromkeys(self.sources[mark.id] for mark in said_by)),
            "source_span": self._first(cue, "source"),
            "cue": self._one(cue) if cue.label == "Cue" else None,
            "parent": self._id(cue, "parent", ids),
            "when": self._first(cue, "when"),
            "addressee": self._first(cue, "addressee"),
        }
        self.inferred["type of an attribution"] += "type" not in cue.fields
        return _validated(Attribution, fields, cue, self.marked)

    def _claim(self, claim: Mark, ids: dict[str, str]) -> Claim:
        self.used.add(claim.id)
        fields = {
            "text": " ".join(span.text for span in claim.spans),
            "standalone": False,
            "kind": "fact",
            "factuality": "CT+",
            **claim.fields,
            "id": ids[claim.id],
            "evidence": claim.spans,
            "attribution": self._id(claim, "asserted_by", ids),
            "reports": self._id(claim, "reports", ids),
            "condition": self._first(claim, "condition"),
            "hedges": self._several(claim, "hedge"),
            "times": self._several(claim, "time"),
            "quantities": self._several(claim, "quantity"),
        }
        self.inferred["kind of a claim"] += "kind" not in claim.fields
        return _validated(Claim, fields, claim, self.marked)

    def _relations(self, ids: dict[str, str]) -> Iterable[Relation]:
        for link in self.relating:
            if link.first in ids and link.second in ids:
                ends = {"first": ids[link.first], "second": ids[link.second]}
                try:
                    yield _validated(Relation, {**link.fields, "type": link.label, **ends}, link)
                except InputError as error:
                    self.problems.append(error)
            else:
                self._lose(link, f"{link.label} links to something that is left out")

    def _all(self, mark: Mark, link: str) -> list[Mark]:
        found = self.linked[mark.id, link]
        self.used.update(other.id for other in found)
        return found

    def _one(self, mark: Mark) -> Span:
        first, *others = mark.spans
        if others:
            self._lose(mark, f"further stretches of a {mark.label} in several")
        return first

    def _first(self, mark: Mark, link: str) -> Span | None:
        found = self._all(mark, link)
        if link != "source":  # each of several marks is the mention of a source
            for other in found[1:]:
                self._lose(other, f"a second {other.label}")
        return self._one(found[0]) if found else None

    def _several(self, mark: Mark, link: str) -> tuple[Span, ...]:
        return distinct(map(self._one, self._all(mark, link)))

    def _id(self, mark: Mark, link: str, ids: dict[str, str]) -> str | None:
        found = self._all(mark, link)
        for other in found[1:]:
            self._lose(mark, f"a second {link} link")
            self.used.add(other.id)
        return ids[found[0].id] if found else None

    def _lose(self, what: Mark | Link, words: str) -> None:
        self.losses.append(Loss(what.where or self.marked.where, words))

    def _count_unused(self) -> None:
        for mark in self.marked.marks:
            if mark.id not in self.used:
                self._lose(mark, f"{mark.label} without a link")


def _validated(
    kind: type[T],
    fields: dict[str, Any],
    of: Mark | Link | None,
    marked: MarkedArticle | None = None,
) -> T:
    where = (of.where if of else "") or (marked.where if marked else "")
    if isinstance(fields.get("extra"), str):
        fields = {**fields, "extra": json.loads(fields["extra"])}
    return valid(kind, where or kind.__name__, fields)


def _stretches(marks: Sequence[Mark]) -> tuple[Span, ...]:
    return tuple(sorted((span for mark in marks for span in mark.spans), key=lambda s: s.place))


def _places(spans: Iterable[Span]) -> list[Offsets]:
    return [span.place for span in spans]


def _passages(item: Value) -> int:
    """Number of spans of an item."""
    count = 0
    for _, value in item:
        if isinstance(value, Span):
            count += 1
        elif isinstance(value, tuple):
            count += sum(isinstance(part, Span) for part in cast("tuple[object, ...]", value))
    return count
