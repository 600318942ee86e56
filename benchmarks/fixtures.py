#!/usr/bin/env python3
"""How many spans of the annotated articles the offline drafter gets exactly right.

    python benchmarks/fixtures.py [FIXTURES]

A span counts if its characters are those of the gold, no more and no fewer, which is harder than
any measure that people use to compare annotators. Spans are counted for each attribution, summed
over the articles, and divided last.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from factx import FactRecord, extract, load

ROLES = ("content", "source", "cue")
Places = Counter[tuple[str, tuple[tuple[int, int], ...]]]


def places(record: FactRecord) -> Places:
    """The role and the offsets of every content, source span and cue, once an attribution."""
    return Counter(_places(record))


def _places(record: FactRecord) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    quotes = {quote.id: quote for quote in record.quotes}
    for attribution in record.attributions:
        yield "content", tuple(span.place for span in quotes[attribution.quote].spans)
        for role, span in (("source", attribution.source_span), ("cue", attribution.cue)):
            if span is not None:
                yield role, (span.place,)


def report(name: str, pairs: Sequence[tuple[Places, Places]]) -> str:
    """One line: for each role the exact ones, of those predicted and of those in the gold."""
    cells: list[str] = []
    for role in ROLES:
        exact = sum(count(gold & predicted, role) for gold, predicted in pairs)
        wanted = sum(count(gold, role) for gold, _ in pairs)
        drafted = sum(count(predicted, role) for _, predicted in pairs)
        f1 = 2 * exact / (wanted + drafted) if wanted + drafted else 0.0
        cells.append(f"{role} {exact:2} of {drafted:2} drafted, {wanted:2} gold: F1 {f1:.2f}")
    return f"{name:15} " + "   ".join(cells)


def count(found: Places, role: str) -> int:
    """How many of `found` have that role."""
    return sum(number for (kind, _), number in found.items() if kind == role)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "fixtures"
    golds = [load(path.read_bytes()) for path in sorted(folder.glob("*/gold.json"))]
    if not golds:
        sys.exit(f"{folder}: no fixture in it")
    pairs = [(places(gold), places(extract(gold.article))) for gold in golds]
    for gold, (wanted, drafted) in zip(golds, pairs, strict=True):
        print(report(gold.article.id, [(wanted, drafted)]))
    print(report("all", pairs))


if __name__ == "__main__":
    main()
