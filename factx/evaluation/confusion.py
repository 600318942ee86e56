"""Confusion tables: how often each gold category was predicted as which other."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from factx.evaluation.assignment import Pairs
from factx.evaluation.comparison import Comparison

NOTHING = "(none)"
"""The value of the side that has no counterpart."""

_Item = TypeVar("_Item")
Confusion = dict[str, dict[str, int]]
"""How often a gold category (first key) was predicted as another (second key)."""


def confusions(comparison: Comparison) -> dict[str, Confusion]:
    """The table of each category. An item without a counterpart is counted against `NOTHING`."""
    attributions = comparison.attributions, comparison.matched
    sources = comparison.sources, comparison.source_pairs
    claims = comparison.claims, comparison.claim_pairs
    return {
        "quote_type": _confusion(*attributions, lambda a: a.quote_type),
        "attribution_type": _confusion(*attributions, lambda a: a.type),
        "source_kind": _confusion(*sources, lambda s: s.kind),
        "source_naming": _confusion(*sources, lambda s: s.naming),
        "claim_kind": _confusion(*claims, lambda c: c.kind),
        "claim_factuality": _confusion(*claims, lambda c: c.factuality),
        "claim_standing": _standings(comparison),
    }


def _standings(comparison: Comparison) -> Confusion:
    """The table of standings; empty if the gold was annotated without them."""
    if not comparison.has_standings:
        return {}
    table = _confusion(comparison.claims, comparison.claim_pairs, lambda c: c.standing or NOTHING)
    table.get(NOTHING, {}).pop(NOTHING, None)
    return {gold: row for gold, row in table.items() if row}


def _confusion(
    sides: tuple[list[_Item], list[_Item]], pairs: Pairs, category: Callable[[_Item], str]
) -> Confusion:
    gold, predicted = ([category(item) for item in side] for side in sides)
    cells = Counter((gold[g], predicted[p]) for g, p in pairs.items())
    cells.update((value, NOTHING) for g, value in enumerate(gold) if g not in pairs)
    paired = set(pairs.values())
    cells.update((NOTHING, value) for p, value in enumerate(predicted) if p not in paired)
    return _table(cells)


def values_of(table: Confusion) -> list[str]:
    """Every value of either side in alphabetical order, `NOTHING` last."""
    found = {*table, *(predicted for row in table.values() for predicted in row)}
    return sorted(found, key=lambda value: (value == NOTHING, value))


def merged(articles: Sequence[Mapping[str, Confusion]]) -> dict[str, Confusion]:
    """The tables of several articles, summed by category."""
    cells: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in articles[0]}
    for article in articles:
        for name, table in article.items():
            for gold, row in table.items():
                cells[name].update({(gold, value): number for value, number in row.items()})
    return {name: _table(sums) for name, sums in cells.items()}


def _table(cells: Counter[tuple[str, str]]) -> Confusion:
    table: Confusion = {}
    for (gold, predicted), number in sorted(cells.items()):
        table.setdefault(gold, {})[predicted] = number
    return table
