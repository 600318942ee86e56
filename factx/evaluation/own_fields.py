"""Score the users' own fields of items that were found."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple, cast

from factx.evaluation.case import Case
from factx.evaluation.comparison import Comparison
from factx.evaluation.score import compare
from factx.records import FactRecord
from factx.records.base import Item, Value

_MISSING = object()


class FieldScore(Value):
    """The score of one field of the user's own, over all items that were found."""

    measure: Literal["accuracy", "f1", "absolute error"]
    """accuracy: equal values. f1: of the members of lists. absolute error: its mean, of numbers."""
    value: float | None
    """The score; null if there is nothing to compare."""
    items: int
    """Items of the gold that have the field and were found."""
    missing: int
    """How many of these have no such field in the prediction; not counted in an absolute error."""
    not_found: int = 0
    """Items of the gold that have the field and were not found, so are not in `items`."""


class _Pair(NamedTuple):
    gold: Any
    predicted: Any


def score_fields(cases: Iterable[Case]) -> dict[str, FieldScore]:
    """The score of each field that gold items have under `extra`, as in "claim.topic".

    Items are paired as for the measures: sources by their mentions, attributions and quotes by
    content, claims by evidence. Those that were not found are scored there, and not here.
    """
    pairs: dict[str, list[_Pair]] = defaultdict(list)
    wanted: Counter[str] = Counter()
    for case in cases:
        if case.predicted is not None and _has_extra(case.gold):
            comparison = compare(case.gold, case.predicted)
            wanted.update(_wanted(comparison, case.gold))
            for kind, gold, predicted in _items(comparison):
                for name, value in (gold.extra or {}).items():
                    other = (predicted.extra or {}).get(name, _MISSING)
                    pairs[f"{kind}.{name}"].append(_Pair(value, other))
    return {name: _score(pairs.get(name, []), wanted[name]) for name in sorted({*wanted, *pairs})}


def _wanted(comparison: Comparison, gold: FactRecord) -> Iterator[str]:
    """The fields of all items of the gold that count, as in "claim.topic"."""
    sources = {one.id for one in comparison.sources[0]}
    attributions = {one.id for one in comparison.attributions[0]}
    claims = {one.id for one in comparison.claims[0]}
    said = [one for one in gold.attributions if one.id in attributions]
    quotes = {one.quote for one in said}
    counting = {
        "source": [one for one in gold.sources if one.id in sources],
        "quote": [one for one in gold.quotes if one.id in quotes],
        "attribution": said,
        "claim": [one for one in gold.claims if one.id in claims],
    }
    for kind, items in counting.items():
        for item in items:
            yield from (f"{kind}.{name}" for name in item.extra or {})


def _has_extra(record: FactRecord) -> bool:
    items = (*record.sources, *record.quotes, *record.attributions, *record.claims)
    return any(item.extra for item in items)


def _items(comparison: Comparison) -> Iterator[tuple[str, Item, Item]]:
    """The items that were found, with their counterparts."""
    yield from (("source", *pair) for pair in comparison.found_sources())
    yield from (("quote", *pair) for pair in comparison.found_quotes())
    yield from (("attribution", *pair) for pair in comparison.found_attributions())
    yield from (("claim", *pair) for pair in comparison.found_claims())


def _score(pairs: list[_Pair], wanted: int) -> FieldScore:
    given = [pair for pair in pairs if pair.predicted is not _MISSING]
    missing = len(pairs) - len(given)
    measure: Literal["accuracy", "f1", "absolute error"] = "accuracy"
    not_found = max(0, wanted - len(pairs))
    if not pairs:
        return FieldScore(measure=measure, value=None, items=0, missing=0, not_found=not_found)
    if all(isinstance(pair.gold, list) for pair in pairs):
        measure, value = "f1", _f1(pairs)
    elif all(_is_number(pair.gold) for pair in pairs):
        errors = [abs(p.gold - p.predicted) for p in given if _is_number(p.predicted)]
        missing = len(pairs) - len(errors)
        measure, value = "absolute error", sum(errors) / len(errors) if errors else None
    else:
        value = sum(pair.gold == pair.predicted for pair in given) / len(pairs)
    return FieldScore(
        measure=measure, value=value, items=len(pairs), missing=missing, not_found=not_found
    )


def _f1(pairs: list[_Pair]) -> float | None:
    found = total = 0
    for pair in pairs:
        gold, predicted = _members(pair.gold), _members(pair.predicted)
        found += (gold & predicted).total()
        total += gold.total() + predicted.total()
    return 2 * found / total if total else None


def _members(value: object) -> Counter[str]:
    members = cast("list[object]", value) if isinstance(value, list) else []
    return Counter(json.dumps(one, sort_keys=True) for one in members)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
