"""The items of a record before they are numbered, and their numbers in reading order."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from factx.records import Attribution, Claim, FactRecord, Quote, Relation, Source, Span
from factx.records.base import Value
from factx.records.record import spans_in

ValueT = TypeVar("ValueT", bound=Value)


class Parts(NamedTuple):
    """The items of a record, under any ids."""

    sources: Sequence[Source]
    quotes: Sequence[Quote]
    attributions: Sequence[Attribution]
    claims: Sequence[Claim]
    relations: Sequence[Relation]

    @classmethod
    def of(cls, record: FactRecord) -> "Parts":
        """The items of a record."""
        return cls(*(getattr(record, name) for name in cls._fields))

    def spans(self) -> Iterator[Span]:
        """Every span of the items."""
        return spans_in(self.sources, self.quotes, self.attributions, self.claims)


def in_reading_order(parts: Parts) -> Parts:
    """The items in the order of their spans, with the ids `s1`, `q1`, `a1`, `c1` and so on.

    Attributions are in the order of their quotes. Items at the same place keep their order, and
    relations theirs.
    """
    sources = sorted(parts.sources, key=lambda source: _order(source.mentions))
    quotes = sorted(parts.quotes, key=lambda quote: _order(quote.spans))
    number = {quote.id: number for number, quote in enumerate(quotes)}
    attributions = sorted(parts.attributions, key=lambda one: number[one.quote])
    claims = sorted(parts.claims, key=lambda claim: _order(claim.evidence))
    ids: dict[str | None, str] = {
        item.id: f"{letter}{number}"
        for letter, items in (("s", sources), ("q", quotes), ("a", attributions), ("c", claims))
        for number, item in enumerate(items, start=1)
    }
    if all(name == number for name, number in ids.items()):
        return Parts(sources, quotes, attributions, claims, parts.relations)
    return Parts(
        tuple(_changed(one, id=ids[one.id]) for one in sources),
        tuple(_changed(one, id=ids[one.id]) for one in quotes),
        tuple(
            _changed(
                one,
                id=ids[one.id],
                quote=ids[one.quote],
                sources=tuple(ids[source] for source in one.sources),
                parent=ids.get(one.parent),
            )
            for one in attributions
        ),
        tuple(
            _changed(
                one,
                id=ids[one.id],
                attribution=ids.get(one.attribution),
                reports=ids.get(one.reports),
            )
            for one in claims
        ),
        tuple(
            _changed(one, first=ids[one.first], second=ids[one.second]) for one in parts.relations
        ),
    )


def _order(spans: Sequence[Span]) -> list[tuple[int, int]]:
    return [span.place for span in spans]


def _changed(value: ValueT, **fields: Any) -> ValueT:
    """The value with these fields; the same object if it has them already."""
    changes = {name: new for name, new in fields.items() if new != getattr(value, name)}
    return value.model_copy(update=changes) if changes else value
