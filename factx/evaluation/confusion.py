"""Confusion tables: how often each gold category was predicted as which other."""

from collections import Counter
from collections.abc import Iterable

from factx.evaluation.assignment import Pairs
from factx.evaluation.comparison import Comparison

NOTHING = "(none)"
"""The value of the side that has no counterpart."""

Confusion = dict[str, dict[str, int]]
"""How often a gold category (first key) was predicted as another (second key)."""

CATEGORIES = (
    "quote_type",
    "attribution_type",
    "source_kind",
    "source_naming",
    "claim_kind",
    "claim_factuality",
)
"""The categories that have a confusion table and a kappa."""


def confusions(comparison: Comparison) -> dict[str, Confusion]:
    """The table of each category. An item without a counterpart is counted against `NOTHING`."""
    attributions, sources, claims = comparison.attributions, comparison.sources, comparison.claims
    pairs = comparison.matched, comparison.source_pairs, comparison.claim_pairs
    return {
        "quote_type": _confusion([[s.quote_type for s in side] for side in attributions], pairs[0]),
        "attribution_type": _confusion([[s.type for s in side] for side in attributions], pairs[0]),
        "source_kind": _confusion([[s.kind for s in side] for side in sources], pairs[1]),
        "source_naming": _confusion([[s.naming for s in side] for side in sources], pairs[1]),
        "claim_kind": _confusion([[c.kind for c in side] for side in claims], pairs[2]),
        "claim_factuality": _confusion([[c.factuality for c in side] for side in claims], pairs[2]),
    }


def _confusion(values: list[list[str]], pairs: Pairs) -> Confusion:
    gold, predicted = values
    cells = Counter((gold[g], predicted[p]) for g, p in pairs.items())
    cells.update((value, NOTHING) for g, value in enumerate(gold) if g not in pairs)
    paired = set(pairs.values())
    cells.update((NOTHING, value) for p, value in enumerate(predicted) if p not in paired)
    return _table(cells)


def values_of(table: Confusion) -> list[str]:
    """Every value of either side in alphabetical order, `NOTHING` last."""
    found = {*table, *(predicted for row in table.values() for predicted in row)}
    return sorted(found, key=lambda value: (value == NOTHING, value))


def merged(tables: Iterable[Confusion]) -> Confusion:
    """The sum of confusion tables."""
    cells = Counter[tuple[str, str]]()
    for table in tables:
        for gold, row in table.items():
            for predicted, number in row.items():
                cells[gold, predicted] += number
    return _table(cells)


def _table(cells: Counter[tuple[str, str]]) -> Confusion:
    table: Confusion = {}
    for (gold, predicted), number in sorted(cells.items()):
        table.setdefault(gold, {})[predicted] = number
    return table
