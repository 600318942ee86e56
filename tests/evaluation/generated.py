"""Records drawn at random over one short text, and the same record written in another order."""

import json
from collections.abc import Callable
from random import Random
from typing import Any, get_args

from hypothesis import strategies as st

from factx.records import Article, FactRecord, Span, dump
from factx.records.attribution import AttributionType, Stance
from factx.records.claim import Check, ClaimKind, Factuality, Standing
from factx.records.quote import QuoteType
from factx.records.relation import RelationType
from factx.records.source import Naming, SourceKind, SourceNumber

WORDS = "Ana Bo a spokesman for the city said told that it rained not 5".split()
GAPS = [" ", " ", " ", ", ", ". ", " “", "” ", ": "]
Json = dict[str, Any]
Pair = tuple[FactRecord, FactRecord]


def record_of(text: str, parts: Json) -> FactRecord:
    """The record with these sources, quotes, attributions, claims and relations."""
    return FactRecord.from_data(
        {
            "article": Article(text=text),
            "ungrounded": [],
            "counts": {"drafted": 0, "grounded": 0, "ungrounded": 0},
            "provenance": {"drafter": "human", "factx_version": "0"},
            **parts,
        }
    )


@st.composite
def texts(draw: st.DrawFn) -> list[str]:
    """A text as a list: words at even places, what stands between them at odd ones."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=5, max_size=12))
    gaps = draw(st.lists(st.sampled_from(GAPS), min_size=len(words), max_size=len(words)))
    return [part for pair in zip(words, gaps, strict=True) for part in pair]


@st.composite
def _records(draw: st.DrawFn, parts: list[str], *, optional: bool) -> FactRecord:
    text = "".join(parts)
    starts = [sum(map(len, parts[:number])) for number in range(len(parts))]
    words = len(parts) // 2

    def span(first: int, length: int) -> Json:
        last = min(first + length, words) - 1
        start, end = starts[2 * first], starts[2 * last] + len(parts[2 * last])
        return Span(start=start, end=end, text=text[start:end]).model_dump()

    def any_span(longest: int = 4) -> Json:
        return span(draw(st.integers(0, words - 1)), draw(st.integers(1, longest)))

    def any_spans() -> list[Json]:
        one, other = any_span(), any_span(2)
        return [one, other] if one["end"] < other["start"] else [one]

    def one_of(values: Any) -> Any:
        return draw(st.sampled_from(values))

    def some(most: int, make: Callable[[int], Json]) -> list[Json]:
        items = [make(number) for number in range(draw(st.integers(0, most)))]
        if optional:
            items = [{**item, "optional": draw(st.booleans())} for item in items]
        return items

    def source(number: int) -> Json:
        spans = [any_span(3) for _ in range(draw(st.integers(1, 3)))]
        mentions = {(s["start"], s["end"]): {**s, "form": "name"} for s in spans}
        return {
            "id": f"s{number}",
            "name": "Somebody",
            "kind": one_of(get_args(SourceKind)[:2]),
            "naming": one_of(get_args(Naming)),
            "mentions": list(mentions.values()),
            "role": one_of([None, "mayor", "the Mayor", "cook"]),
            "number": one_of([None, *get_args(SourceNumber)]),
        }

    def quote(number: int) -> Json:
        return {"id": f"q{number}", "spans": any_spans(), "type": one_of(get_args(QuoteType))}

    sources, quotes = some(3, source), some(4, quote)

    def attribution(number: int, quote: str) -> Json:
        speakers: list[str] = [s["id"] for s in sources]
        heard = draw(st.sets(st.sampled_from(speakers))) if speakers else set[str]()
        return {
            "id": f"a{number}",
            "quote": quote,
            "sources": sorted(heard),
            "source_span": any_span() if heard and draw(st.booleans()) else None,
            "cue": any_span(2) if draw(st.booleans()) else None,
            "type": one_of(get_args(AttributionType)),
            "parent": f"a{draw(st.integers(0, number - 1))}"
            if number and draw(st.booleans())
            else None,
            "negated": draw(st.booleans()),
            "when": any_span(2) if draw(st.booleans()) else None,
            "stance": one_of([None, *get_args(Stance)]),
        }

    quoted = [q["id"] for q in quotes]
    again = draw(st.lists(st.sampled_from(quoted), max_size=1)) if quoted else []
    attributions = [attribution(*each) for each in enumerate([*quoted, *again])]

    voices = [a["id"] for a in attributions]

    def a_claim(number: int) -> Json:
        evidence = any_spans()
        holder = one_of([None, *voices])
        return {
            "id": f"c{number}",
            "text": " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))),
            "standalone": True,
            "evidence": evidence,
            "attribution": holder,
            "kind": one_of(get_args(ClaimKind)),
            "factuality": one_of(get_args(Factuality)[:3]),
            "hedges": any_spans(),
            "standing": one_of(get_args(Standing)),
            "reports": one_of([None, *(voice for voice in voices if voice != holder)]),
            "checks": sorted(draw(st.sets(st.sampled_from(get_args(Check)), max_size=3))),
        }

    claims = some(4, a_claim)
    ends = [
        (one["id"], other["id"])
        for items in (quotes, claims)
        for one in items
        for other in items
        if one is not other
    ]

    holders = {claim["id"]: claim["attribution"] for claim in claims}

    def relation(_number: int) -> Json:
        first, second = one_of(ends)
        of_claims = first[0] == "c"
        same_holder = of_claims and holders[first] == holders[second]
        kinds = [
            kind
            for kind in get_args(RelationType)
            if not (kind == "variant_of" and of_claims)
            and not (kind == "contradicts" and same_holder)
        ]
        return {"type": one_of(kinds), "first": first, "second": second}

    related = {
        (r["type"], *sorted((r["first"], r["second"]))): r
        for r in (some(3, relation) if ends else [])
    }
    return record_of(
        text,
        {
            "sources": sources,
            "quotes": quotes,
            "attributions": attributions,
            "claims": claims,
            "relations": list(related.values()),
        },
    )


@st.composite
def pairs(draw: st.DrawFn, *, optional: bool = False) -> Pair:
    """Two annotations of one text; with `optional`, items of both may be so marked."""
    parts = draw(texts())
    return draw(_records(parts, optional=optional)), draw(_records(parts, optional=optional))


def rewritten(record: FactRecord, seed: int) -> FactRecord:
    """The same annotation, every list in another order and every id another."""
    random, data = Random(seed), json.loads(dump(record))
    names: dict[str, str] = {}
    for kind, letter in zip(("sources", "quotes", "attributions", "claims"), "ZYXW", strict=True):
        numbers = list(range(len(data[kind])))
        random.shuffle(numbers)
        pairs_of = zip(data[kind], numbers, strict=True)
        names |= {item["id"]: f"{letter}{number}" for item, number in pairs_of}
    for kind in ("sources", "quotes", "attributions", "claims", "relations"):
        random.shuffle(data[kind])
        for item in data[kind]:
            for key in ("id", "quote", "parent", "attribution", "reports", "first", "second"):
                if item.get(key) is not None:
                    item[key] = names[item[key]]
            for key in ("sources", "mentions", "hedges", "checks"):
                random.shuffle(item.get(key, []))
            if "sources" in item:
                item["sources"] = [names[source] for source in item["sources"]]
    return FactRecord.from_data(data)
