"""Records to convert: one with every field there is, and any that Hypothesis thinks of."""

import json
from typing import Any, get_args

from hypothesis import strategies as st

from factx.formats.registry import Format
from factx.records import FactRecord, dump
from factx.records.claim import Check

TEXT = (
    "🦉 Ana Ruiz, mayor of Bray, told the council on 3 May that “we ... will 𝐧𝐨𝐭\npay”, she said,"
    " “if it rains.” Aides did not deny it. Perhaps 5 mm fell on cafe\u0301s. The Post, it says,"
    " has a letter; a\u2028b."
)


def span(words: str, nth: int = 1, **fields: Any) -> dict[str, Any]:
    """The span of the `nth` occurrence of `words` in `TEXT`."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words, **fields}


def without_extra(item: dict[str, Any]) -> dict[str, Any]:
    """What an item has that a relation has too."""
    return {name: value for name, value in item.items() if name != "extra"}


def everything(*, with_extra: bool = True) -> FactRecord:
    """A record in which every field of every item is set somewhere."""
    item: Any = {
        "optional": True,
        "doubt": "a tab\there,\na line \\n there",
        "drafted_by": "offline",
        "extra": {"topic": "a “b”; c\t\\d", "score": 0.5, "of": [1, None, {"negated": False}]},
    }
    if not with_extra:
        del item["extra"]
    near: Any = {"match": "approximate", "drafted": "a, “b”; c", "differs": ["+a", "-b c"]}
    attributions = [
        {
            "id": "a1",
            "quote": "q1",
            "sources": ["s1", "s2"],
            "source_span": span("Ana Ruiz, mayor of Bray", **near),
            "cue": span("told", **near),
            "type": "intention",
            "parent": "a3",
            "negated": True,
            "when": span("on 3 May", value="2026-05-03", basis="inferred", **near),
            "addressee": span("the council", **near),
            "stance": "distancing",
            **item,
        },
        attribution("a2", "q1", sources=["s1"], source_span=span("she"), cue=span("said")),
        attribution("a3", "q2", cue=span("says")),
        attribution("a4", "q3", sources=["s2"], source_span=span("it", 2)),
        attribution("a5", "q4"),
    ]
    return FactRecord.from_data(
        {
            "article": {
                "id": "owl/1",
                "text": TEXT,
                "lang": "en",
                "title": "=Rain",
                "url": "https://example.org/rain?a=1",
                "publisher": "The Post",
                "published": "2026-05-04",
                "byline": "A. B.",
                "meta": {"desk": "local"},
            },
            "sources": [
                {
                    "id": "s1",
                    "name": "Ana Ruiz",
                    "kind": "person",
                    "naming": "named",
                    "mentions": [
                        span("Ana Ruiz", form="name", **near),
                        span("she", form="pronoun", match="normalised", drafted="She"),
                    ],
                    "role": "mayor",
                    "affiliation": "Bray\tcouncil",
                    "number": "one",
                    **item,
                },
                {
                    "id": "s2",
                    "name": "+aides",
                    "kind": "group",
                    "naming": "unnamed",
                    "mentions": [span("Aides", form="description")],
                },
            ],
            "quotes": [
                {
                    "id": "q1",
                    "spans": [
                        span("“we ... will 𝐧𝐨𝐭\npay”", **near),
                        span("“if it rains.”", match="elided", drafted="x", differs=["-y"]),
                    ],
                    "type": "direct",
                    "elisions": [span("...", **near)],
                    **item,
                },
                quote("q2", span("pay”"), span("“if it")),
                quote("q3", span("it", 3)),
                quote("q4", span("has a letter"), span("a\u2028b"), type="mixed"),
            ],
            "attributions": attributions,
            "claims": [
                {
                    "id": "c1",
                    "text": "Five millimetres of rain fell\non cafés.",
                    "standalone": True,
                    "evidence": [
                        span("5 mm fell", **near),
                        span("on cafe\u0301s", match="normalised", drafted="on cafés"),
                    ],
                    "attribution": None,
                    "kind": "opinion",
                    "factuality": "Uu",
                    "condition": span("if it rains", **near),
                    "hedges": [span("did not", **near), span("Perhaps")],
                    "times": [span("3 May", value="2026-05-03", basis="stated"), span("rains")],
                    "quantities": [span("3"), span("5 mm", value=5, unit="mm", **near)],
                    "standing": "background",
                    "reports": "a3",
                    "checks": ["figure", "contested"],
                    **item,
                },
                {
                    "id": "c2",
                    "text": "it",
                    "standalone": False,
                    "evidence": [span("has a letter")],
                    "attribution": "a5",
                    "kind": "fact",
                    "factuality": "CT-",
                },
            ],
            "relations": [
                {"type": "variant_of", "first": "q2", "second": "q1", **without_extra(item)},
                {"type": "supports", "first": "c2", "second": "c1"},
                {"type": "contradicts", "first": "c1", "second": "c2"},
            ],
            "ungrounded": [
                {"kind": "cue", "drafted": "xx", "reason": "not_in_text", "nearest": None}
            ],
            "counts": {"drafted": 38, "grounded": 37, "ungrounded": 1},
            "provenance": {
                "drafter": "instructor",
                "model": "openai/x",
                "factx_version": "0.1.0",
                "seconds": 1.5,
            },
        }
    )


def quote(name: str, *spans: dict[str, Any], type: str = "indirect") -> dict[str, Any]:  # noqa: A002
    """A quote with nothing optional."""
    return {"id": name, "spans": list(spans), "type": type}


def attribution(name: str, of: str, **fields: Any) -> dict[str, Any]:
    """An attribution to nobody, but for `fields`."""
    empty: Any = {
        "sources": [],
        "source_span": None,
        "cue": None,
        "type": "statement",
        "parent": None,
    }
    return {"id": name, "quote": of, **empty, **fields}


def held(record: FactRecord, by: Format) -> Any:
    """The record's data without the fields that a format says it does not hold."""
    data: Any = json.loads(dump(record))
    for path in by.lacks:
        _drop(data, path.split("."))
    if "ungrounded" in by.lacks:
        data.pop("counts")
    return data


def _drop(data: Any, steps: list[str]) -> None:
    name = steps[0].removesuffix("[]")
    if len(steps) == 1:
        data.pop(name, None)
        return
    for each in data[name] if steps[0].endswith("[]") else [data[name]]:
        _drop(each, steps[1:])


# Any record

_CHARS = st.sampled_from(
    [*'ab .,“”"\t\n\r\\;:[]<&é=+', "\u0301", "\u2028", "\x85", "🦉", "👩‍🚒", "𝐧"]
)


@st.composite
def records(draw: st.DrawFn) -> FactRecord:
    """A record as factx makes them: in reading order, with spans that nest, overlap and touch."""
    text = draw(st.lists(_CHARS, min_size=2, max_size=40).map("".join).filter(str.strip))
    text += "." if len(text) < 2 else ""

    def place() -> dict[str, Any]:
        start = draw(st.integers(0, len(text) - 1))
        return stretch(start, draw(st.integers(start + 1, len(text))))

    def stretch(start: int, end: int) -> dict[str, Any]:
        return {"start": start, "end": end, "text": text[start:end]}

    def pieces() -> list[dict[str, Any]]:
        edges = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True))
        edges = sorted(edges)[: len(edges) // 2 * 2]
        return [stretch(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)]

    def maybe(value: Any) -> Any:
        return value if draw(st.booleans()) else None

    def in_order(found: list[Any], key: str, letter: str) -> list[Any]:
        found.sort(key=lambda item: [(span["start"], span["end"]) for span in item[key]])
        return [{**item, "id": f"{letter}{n}"} for n, item in enumerate(found, start=1)]

    def some(most: int = 3) -> range:
        return range(draw(st.integers(0, most)))

    def unique(spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
        by_place = {(span["start"], span["end"]): span for span in spans}
        return [by_place[place] for place in sorted(by_place)]

    words = st.lists(_CHARS, min_size=1, max_size=5).map("".join)
    sources = in_order(
        [
            {
                "name": draw(words),
                "kind": draw(st.sampled_from(["person", "other"])),
                "naming": "named",
                "mentions": [
                    {**span, "form": draw(st.sampled_from(["name", "pronoun"]))}
                    for span in unique([place(), *(place() for _ in some())])
                ],
            }
            for _ in some()
        ],
        "mentions",
        "s",
    )
    quotes = in_order(
        [
            {"spans": pieces(), "type": "mixed", "elisions": unique([place() for _ in some(2)])}
            for _ in some()
        ],
        "spans",
        "q",
    )
    attributions: list[dict[str, Any]] = []
    for of in quotes:
        for _ in range(draw(st.integers(1, 2))):
            name = f"a{len(attributions) + 1}"
            heard = [source["id"] for source in sources if draw(st.booleans())]
            parents = [earlier["id"] for earlier in attributions]
            fields = {
                "cue": maybe(place()),
                "source_span": maybe(place()) if heard else None,
                "parent": maybe(draw(st.sampled_from(parents))) if parents else None,
                "addressee": maybe(place()),
                "doubt": maybe(draw(words)),
                "negated": draw(st.booleans()),
            }
            attributions.append(attribution(name, of["id"], sources=heard, **fields))
    claims = in_order(
        [
            {
                "text": draw(words),
                "standalone": draw(st.booleans()),
                "evidence": unique([place(), *(place() for _ in some(2))]),
                "attribution": maybe(draw(st.sampled_from([a["id"] for a in attributions[1:]])))
                if attributions[1:]
                else None,
                "kind": "fact",
                "factuality": "CT+",
                "reports": maybe(None if not attributions else attributions[0]["id"]),
                "checks": draw(st.lists(st.sampled_from(get_args(Check)), unique=True)),
                "hedges": unique([place() for _ in some(2)]),
                "condition": maybe(place()),
            }
            for _ in some()
        ],
        "evidence",
        "c",
    )
    data = {
        "article": {"id": "any", "text": text},
        "sources": sources,
        "quotes": quotes,
        "attributions": attributions,
        "claims": claims,
        "relations": [],
        "ungrounded": [],
        "provenance": {"drafter": "human", "factx_version": "0.1.0"},
    }
    count = json.dumps(data).count('"start"')
    counts = {"drafted": count, "grounded": count, "ungrounded": 0}
    return FactRecord.from_data({**data, "counts": counts})
