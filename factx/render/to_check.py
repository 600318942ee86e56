"""The claims that most need checking, each with its source and its evidence in the text."""

from collections import defaultdict
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from factx.records import Claim, FactRecord, Span, rank, ranked
from factx.render.article import header
from factx.render.characters import printable
from factx.render.layout import Entry, joined, section
from factx.render.phrases import count
from factx.render.voices import voices
from factx.text import Index, Offsets, index_of


def to_check(record: FactRecord, most: int) -> RenderableType:
    """Lay out at most `most` claims with checks, highest rank first."""
    claims = ranked(record)
    found = f"{min(most, len(claims)):,} of {count(len(claims), 'claim')} with checks"
    if not claims:
        found = "No claim of this record has checks, so none can be ranked."
    page = _Page(record)
    return Group(
        *header(record.article),
        Text(),
        Entry("", Text(found), indent=0),
        *section("To check", map(page.entry, claims[:most])),
    )


class _Page:
    def __init__(self, record: FactRecord) -> None:
        self.index = index_of(record.article.text) if record.article.text is not None else None
        self.voices = voices(record)
        self.contradicting: defaultdict[str, list[str]] = defaultdict(list)
        for relation in record.relations:
            if relation.type == "contradicts":
                self.contradicting[relation.first].append(relation.second)
                self.contradicting[relation.second].append(relation.first)

    def entry(self, claim: Claim) -> Entry:
        """The claim, its evidence, and a note with who says it, its checks and its place."""
        if self.index is None:
            evidence = " … ".join(f"[{span.text}]" for span in claim.evidence)
            place = f"character {claim.evidence[0].start}"
        else:
            numbers = _sentences(self.index, claim.evidence)
            evidence = _in_sentences(self.index, numbers, claim.evidence)
            noun = "sentence" if len(numbers) == 1 else "sentences"
            place = f"{noun} {', '.join(map(str, numbers))}"
        others = self.contradicting[claim.id]
        facts = [
            *self.voices[claim.id],
            f"check: {', '.join(claim.checks)}",
            f"rank {rank(claim)}",
            *([f"contradicts {', '.join(others)}"] if others else []),
            place,
        ]
        body = Text.assemble((printable(claim.text), "bold"), f"\n{printable(evidence)}")
        return Entry(claim.id, body, note=joined(facts))


def _sentences(index: Index, evidence: Iterable[Span]) -> list[int]:
    """The numbers of the sentences that contain the evidence."""
    numbers: set[int] = set()
    for span in evidence:
        numbers.update(range(index.sentence_of(span.start), index.sentence_of(span.end - 1) + 1))
    return sorted(numbers)


def _in_sentences(index: Index, numbers: list[int], evidence: Iterable[Span]) -> str:
    """The sentences with the evidence in brackets, and an ellipsis for sentences left out."""
    stretches: list[Offsets] = []
    for number in numbers:
        start, end = index.sentence_reach(number)
        if stretches and stretches[-1][1] == start:
            start, _ = stretches.pop()
        stretches.append((start, end))
    places = sorted(span.place for span in evidence)
    return " … ".join(_bracketed(index.text, stretch, places) for stretch in stretches)


def _bracketed(text: str, stretch: Offsets, places: Iterable[Offsets]) -> str:
    at, end = stretch
    parts: list[str] = []
    for start, stop in places:
        start, stop = max(at, start), min(end, stop)
        if start < stop:
            parts += [text[at:start], "[", text[start:stop], "]"]
            at = stop
    return "".join([*parts, text[at:end]])
