"""How many details of the annotated articles the rules find, given the annotated claims and quotes.

The figures are floors, a little below what is reached, so that a change that loses something is
noticed. A span is right if at least half of what it and the annotated one cover is in both.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from factx.files import read_article
from factx.records import Attribution, Claim, FactRecord, Span, load
from factx.rules.details.attributions import AttributionDetails, attribution_details
from factx.rules.details.quantities import quantities
from factx.rules.details.times import times
from factx.rules.language.language import language_of
from factx.rules.reading.document import Document, read_document
from factx.text import Index, Offsets

ENGLISH = language_of("en")
FOLDERS = sorted(
    path.parent for path in (Path(__file__).parents[2] / "fixtures").glob("*/gold.json")
)


Detail = Offsets | str
"""A span or a stance."""
Pair = tuple[list[Detail], list[Detail]]
"""The annotated and the found values of one claim or attribution."""


class Counts(NamedTuple):
    right: int
    gold: int
    predicted: int

    @property
    def precision(self) -> float:
        return self.right / self.predicted

    @property
    def recall(self) -> float:
        return self.right / self.gold


def counted(pairs: Iterable[Pair]) -> Counts:
    right = gold = predicted = 0
    for expected, found in pairs:
        right += sum(any(_is_same(one, other) for other in found) for one in expected)
        gold += len(expected)
        predicted += len(found)
    return Counts(right, gold, predicted)


def _is_same(one: Detail, other: Detail) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    (start, end), (begin, stop) = one, other
    return 2 * (min(end, stop) - max(start, begin)) >= max(end, stop) - min(start, begin)


@cache
def read(folder: Path) -> tuple[Document, FactRecord]:
    text = read_article(str(folder / "article.txt")).get_text()
    return read_document(Index(text), ENGLISH), load((folder / "gold.json").read_bytes())


def claims() -> Iterator[tuple[str, Claim]]:
    for folder in FOLDERS:
        parsed, record = read(folder)
        yield from ((parsed.text, claim) for claim in record.claims)


def attributions() -> Iterator[tuple[Attribution, AttributionDetails]]:
    for folder in FOLDERS:
        parsed, record = read(folder)
        spans = {quote.id: quote.spans for quote in record.quotes}
        for one in record.attributions:
            cue, source = one.cue, one.source_span
            details = attribution_details(
                parsed,
                cue=(cue.start, cue.end) if cue else None,
                source=(source.start, source.end) if source else None,
                content=[(span.start, span.end) for span in spans[one.quote]],
            )
            yield one, details


def listed(value: Span | str | None) -> list[Detail]:
    if isinstance(value, Span):
        return [(value.start, value.end)]
    return [value] if value else []


def test_times_and_quantities() -> None:
    """Those in the evidence of each claim."""
    found_times: list[Pair] = []
    found_quantities: list[Pair] = []
    for text, claim in claims():
        when = [one for e in claim.evidence for one in times(text, e.start, e.end, ENGLISH)]
        amounts = [
            one
            for e in claim.evidence
            for one in quantities(text, e.start, e.end, ENGLISH, apart_from=when)
        ]
        found_times.append(([(t.start, t.end) for t in claim.times], [one.place for one in when]))
        found_quantities.append(
            ([(q.start, q.end) for q in claim.quantities], [one.place for one in amounts])
        )
    dates, numbers = counted(found_times), counted(found_quantities)
    assert (dates.gold, numbers.gold) == (148, 236)
    assert min(dates.precision, dates.recall) >= 0.97, dates
    assert min(numbers.precision, numbers.recall) >= 0.97, numbers


def pair(detail: str, gold: Attribution, found: AttributionDetails) -> Pair:
    """The annotated and the found values of one field of an attribution."""
    match detail:
        case "when":
            return listed(gold.when), [found.when.place] if found.when else []
        case "addressee":
            return listed(gold.addressee), [found.addressee] if found.addressee else []
        case _:
            return listed(gold.stance), listed(found.stance)


@pytest.mark.parametrize(
    ("detail", "number", "precision", "recall"),
    [("when", 77, 0.88, 0.83), ("addressee", 65, 0.96, 0.90), ("stance", 15, 1, 1)],
)
def test_details_of_attributions(detail: str, number: int, precision: float, recall: float) -> None:
    """Given cue, source and content."""
    counts = counted(pair(detail, gold, found) for gold, found in attributions())
    assert counts.gold == number
    assert counts.precision >= precision, counts
    assert counts.recall >= recall, counts
