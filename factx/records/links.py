"""Checks of the ids by which the items of a draft or record refer to each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol


class Item(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


class LinkedAttribution(Item, Protocol):
    """An attribution of a draft or of a record."""

    @property
    def quote(self) -> str: ...
    @property
    def sources(self) -> tuple[str, ...]: ...
    @property
    def source_span(self) -> object | None: ...
    @property
    def parent(self) -> str | None: ...


class LinkedClaim(Item, Protocol):
    """A claim of a draft or of a record."""

    @property
    def attribution(self) -> str | None: ...
    @property
    def reports(self) -> str | None: ...


class LinkedRelation(Protocol):
    """A relation of a draft or of a record."""

    @property
    def type(self) -> str: ...
    @property
    def first(self) -> str: ...
    @property
    def second(self) -> str: ...


class Linked(Protocol):
    """A draft or a record."""

    @property
    def sources(self) -> Sequence[Item]: ...
    @property
    def quotes(self) -> Sequence[Item]: ...
    @property
    def attributions(self) -> Sequence[LinkedAttribution]: ...
    @property
    def claims(self) -> Sequence[LinkedClaim]: ...
    @property
    def relations(self) -> Sequence[LinkedRelation]: ...


def link_problems(items: Linked) -> list[str]:
    """Return every problem with the ids of `items`."""
    return [
        *_repeated_ids(items),
        *_attribution_problems(items),
        *_parent_cycles({a.id: a.parent for a in items.attributions}),
        *_claim_problems(items),
        *_relation_problems(items),
    ]


def _repeated_ids(items: Linked) -> Iterator[str]:
    groups = (items.sources, items.quotes, items.attributions, items.claims)
    ids = [item.id for group in groups for item in group]
    if len(set(ids)) == len(ids):
        return
    for name, count in Counter(ids).items():
        if count > 1:
            yield f"the id {name} is given {count} times"


def _attribution_problems(items: Linked) -> Iterator[str]:
    sources, quotes = _ids(items.sources), _ids(items.quotes)
    attributions = _ids(items.attributions)
    for attribution in items.attributions:
        where = attribution.id
        if attribution.quote not in quotes:
            yield f"{where}: there is no quote {attribution.quote}"
        for source in attribution.sources:
            if source not in sources:
                yield f"{where}: there is no source {source}"
        if len(set(attribution.sources)) < len(attribution.sources):
            yield f"{where}: a source is named twice"
        if attribution.source_span is not None and not attribution.sources:
            yield f"{where}: it has a source_span but no source"
        if attribution.parent is not None and attribution.parent not in attributions:
            yield f"{where}: there is no parent attribution {attribution.parent}"
    attributed = {attribution.quote for attribution in items.attributions}
    for quote in items.quotes:
        if quote.id not in attributed:
            yield f"{quote.id}: the quote has no attribution"


def _parent_cycles(parents: Mapping[str, str | None]) -> Iterator[str]:
    settled: set[str] = set()
    for start, parent in parents.items():
        if parent is None:
            continue
        path: dict[str, None] = {}
        step: str | None = start
        while step is not None and step in parents and step not in settled:
            if step in path:
                steps = list(path)
                cycle = " -> ".join([*steps[steps.index(step) :], step])
                yield f"{step}: its parents lead back to itself ({cycle})"
                break
            path[step] = None
            step = parents[step]
        settled.update(path)


def _claim_problems(items: Linked) -> Iterator[str]:
    attributions = _ids(items.attributions)
    for claim in items.claims:
        for name in dict.fromkeys((claim.attribution, claim.reports)):
            if name is not None and name not in attributions:
                yield f"{claim.id}: there is no attribution {name}"
        if claim.reports is not None and claim.reports == claim.attribution:
            yield f"{claim.id}: it reports the attribution that asserts it"


def _relation_problems(items: Linked) -> Iterator[str]:
    quotes, claims = _ids(items.quotes), {claim.id: claim for claim in items.claims}
    counts = Counter((r.type, r.first, r.second) for r in items.relations)
    for (kind, first, second), count in counts.items():
        where = f"{first} {kind} {second}"
        for end in (first, second):
            if end not in quotes and end not in claims:
                yield f"{where}: there is no quote or claim {end}"
        if first == second:
            yield f"{where}: it relates an item to itself"
        if (first in claims and second in quotes) or (first in quotes and second in claims):
            yield f"{where}: it relates a quote to a claim"
        if kind == "variant_of" and first in claims:
            yield f"{where}: only quotes are variants of each other"
        both = [claims[end] for end in (first, second) if end in claims]
        if kind == "contradicts" and len(both) == 2 and _voice(both[0]) == _voice(both[1]):
            yield f"{where}: both claims have the same holder"
        if count > 1:
            yield f"{where}: it is given {count} times"


def _voice(claim: LinkedClaim) -> tuple[str | None, str | None]:
    """The attributions through which a claim is asserted or retold."""
    return claim.attribution, claim.reports


def _ids(items: Iterable[Item]) -> frozenset[str]:
    return frozenset(item.id for item in items)
