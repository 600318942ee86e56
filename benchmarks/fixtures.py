#!/usr/bin/env python3
"""What the annotated articles hold, counted.

    python benchmarks/fixtures.py [FIXTURES]

Prints Markdown: the articles one by one, the items by type, and how often each hard case of the
guide occurs, by the folders' hard-cases.json (the places that whoever wrote the article marked).
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from factx import FactRecord, load

FOLDER = Path(__file__).parent.parent / "fixtures"


def read(folder: Path) -> "list[tuple[FactRecord, Mapping[str, list[str]]]]":
    """The gold of each fixture with its hard cases."""
    found: list[tuple[FactRecord, Mapping[str, list[str]]]] = []
    for path in sorted(folder.glob("*/gold.json")):
        cases = path.with_name("hard-cases.json")
        found.append((load(path.read_bytes()), json.loads(cases.read_bytes())))
    return found


def articles(golds: Iterable[FactRecord]) -> Iterable[str]:
    """A row an article."""
    yield "| article | genre | English | words | sources | quotes | attributions | claims |"
    yield "|---|---|---|--:|--:|--:|--:|--:|"
    for gold in golds:
        meta = gold.article.meta or {}
        layers = gold.provenance.layers
        claims = len(gold.claims) if not layers or "claims" in layers else "-"
        yield (
            f"| {gold.article.id} | {meta.get('genre', '')} | {meta.get('english', '')} "
            f"| {words(gold)} | {len(gold.sources)} | {len(gold.quotes)} "
            f"| {len(gold.attributions)} | {claims} |"
        )


def items(golds: "list[FactRecord]") -> Iterable[str]:
    """The items of all articles by type."""
    counts: dict[str, Counter[str]] = {
        "sources by kind": Counter(s.kind for g in golds for s in g.sources),
        "sources by naming": Counter(s.naming for g in golds for s in g.sources),
        "mentions by form": Counter(m.form for g in golds for s in g.sources for m in s.mentions),
        "quotes by type": Counter(q.type for g in golds for q in g.quotes),
        "attributions by type": Counter(a.type for g in golds for a in g.attributions),
        "claims by kind": Counter(c.kind for g in golds for c in g.claims),
        "claims by factuality": Counter(c.factuality for g in golds for c in g.claims),
        "relations by type": Counter(r.type for g in golds for r in g.relations),
    }
    yield "| | all | |"
    yield "|---|--:|---|"
    yield f"| articles | {len(golds)} | |"
    yield f"| words | {sum(map(words, golds))} | |"
    for name, found in counts.items():
        each = ", ".join(f"{kind} {number}" for kind, number in found.most_common())
        yield f"| {name} | {found.total()} | {each} |"
    attributions = [a for g in golds for a in g.attributions]
    yield f"| attributions with a parent | {sum(a.parent is not None for a in attributions)} | |"
    yield f"| attributions negated | {sum(a.negated for a in attributions)} | |"
    yield f"| attributions without a source | {sum(not a.sources for a in attributions)} | |"
    split = sum(len(quote.spans) > 1 for gold in golds for quote in gold.quotes)
    yield f"| quotes in several pieces | {split} | |"


def hard_cases(cases: "list[Mapping[str, list[str]]]") -> Iterable[str]:
    """How often each hard case occurs, and in how many articles."""
    places = Counter({name: 0 for case in cases for name in case})
    found_in = Counter[str]()
    for case in cases:
        for name, strings in case.items():
            places[name] += len(strings)
            found_in[name] += bool(strings)
    yield "| hard case | places | articles |"
    yield "|---|--:|--:|"
    for name, number in sorted(places.items()):
        yield f"| {name} | {number} | {found_in[name]} |"


def words(gold: FactRecord) -> int:
    """Words between white space."""
    return len(gold.article.get_text().split())


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    found = read(folder)
    if not found:
        sys.exit(f"{folder}: no fixture in it")
    golds, cases = [gold for gold, _ in found], [case for _, case in found]
    for table in (articles(golds), items(golds), hard_cases(cases)):
        print("\n".join(table), end="\n\n")


if __name__ == "__main__":
    main()
