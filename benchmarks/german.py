#!/usr/bin/env python3
"""Score the quotes of German news against an annotated corpus.

    python benchmarks/german.py CORPUS.jsonl [--out PREDICTIONS.jsonl]

Each line of the corpus is an article: {"doc_id", "text", "attributions": [{"source", "cue",
"content": [[start, end], ...], "type"}]}, with half-open offsets in code points. The published
corpus is that of German Wikinews (CC BY-NC-SA); nothing from it is part of factx.

The corpus annotates each pair of quotation marks as a direct quote, also inside an indirect one.
So each pair of marks in a direct or mixed quote is compared with its direct quotes, once, with the
speaker of the shortest quote that it is in; and the mixed quotes as a whole with its indirect ones.
"As records" compares the direct quotes as they are in the records instead.

found: contents are paired one to one, best overlap first; a pair counts if the words that both
touch are at least half of the words that either touches.
speaker: and the two sources have a word in common, or neither has a source.
"""

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from factx import Article
from factx.rules.drafter import OfflineDrafter
from factx.text import index_of

WORD = re.compile(r"\w+")
Places = Sequence[Sequence[int]]


class Quote(NamedTuple):
    """A quote of either side."""

    content: frozenset[int]
    """Where the words of its content begin."""
    source: frozenset[int]
    kind: str
    places: Places
    source_places: Places


def words(text: str, places: Places) -> frozenset[int]:
    """Where the words begin that these places touch."""
    return frozenset(
        match.start()
        for match in WORD.finditer(text)
        if any(match.start() < end and start < match.end() for start, end in places)
    )


def made(text: str, kind: str, content: Places, source: Places) -> Quote:
    """A quote with its words."""
    return Quote(words(text, content), words(text, source), kind, content, source)


def drafted(drafter: OfflineDrafter, text: str) -> Iterator[Quote]:
    """The quotes of a text, and the pairs of quotation marks in them with the kind "marks"."""
    record = drafter.record(Article(text=text, lang="de"))
    quotes = {quote.id: quote for quote in record.quotes}
    quotations = index_of(text).quotations
    marks: dict[tuple[int, int], tuple[int, Places]] = {}
    for one in record.attributions:
        quote = quotes[one.quote]
        source = [one.source_span.place] if one.source_span else []
        places = [span.place for span in quote.spans]
        yield made(text, quote.type or "", places, source)
        length = sum(end - start for start, end in places)
        for start, end in places if quote.type in {"direct", "mixed"} else ():
            inside = [(q.start, q.end) for q in quotations if start <= q.start and q.end <= end]
            for place in inside or ([(start, end)] if quote.type == "direct" else []):
                if place not in marks or length < marks[place][0]:
                    marks[place] = length, source
    for place, (_, source) in marks.items():
        yield made(text, "marks", [place], source)


def paired(gold: Sequence[Quote], predicted: Sequence[Quote]) -> dict[int, int]:
    """The positions of the predicted quotes by those of the gold ones."""
    shares = sorted(
        (
            (len(g.content & p.content) / len(g.content | p.content), -i, -j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if g.content & p.content
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for share, i, j in shares:
        if share >= 0.5 and -i not in found and -j not in found.values():
            found[-i] = -j
    return found


def counts(gold: Sequence[Quote], predicted: Sequence[Quote], kind: str) -> list[int]:
    """Gold and predicted quotes of a kind, those found, and those with the right speaker."""
    pairs = paired(gold, predicted)
    of_kind = {i for i, one in enumerate(gold) if one.kind == kind}
    others = {j for i, j in pairs.items() if i not in of_kind}
    found = [i for i in of_kind if i in pairs]
    right = [
        i
        for i in found
        if gold[i].source & predicted[pairs[i]].source
        or not (gold[i].source or predicted[pairs[i]].source)
    ]
    return [len(of_kind), len(predicted) - len(others), len(found), len(right)]


def row(title: str, total: Sequence[int]) -> Iterator[str]:
    """The figures of a kind as rows of Markdown."""
    gold, predicted, *rest = total
    for name, hits in zip(("found", "with the speaker"), rest, strict=True):
        f1 = 2 * hits / (gold + predicted) if gold + predicted else 0
        precision, recall = hits / max(predicted, 1), hits / max(gold, 1)
        yield (
            f"| {title}, {name} | {hits}/{predicted} = {precision:.3f} "
            f"| {hits}/{gold} = {recall:.3f} | {f1:.3f} |"
        )


def main() -> None:
    """Print the figures; write the predictions if asked."""
    parser = argparse.ArgumentParser(description="Score German quotes.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    drafter = OfflineDrafter()
    views: Mapping[str, tuple[str, frozenset[str]]] = {
        "direct": ("Direct", frozenset({"marks"})),
        "direct, as records": ("Direct", frozenset({"direct"})),
        "indirect": ("Indirect", frozenset({"indirect", "mixed"})),
    }
    totals = {title: [0, 0, 0, 0] for title in views}
    written: list[str] = []
    for line in options.corpus.read_text("utf-8").splitlines():
        article: dict[str, Any] = json.loads(line)
        text = article["text"]
        gold = [
            made(text, one["type"], one["content"], one["source"])
            for one in article["attributions"]
            if one["content"]
        ]
        predicted = list(drafted(drafter, text))
        for title, (kind, kept) in views.items():
            got = counts(gold, [one for one in predicted if one.kind in kept], kind)
            totals[title] = [a + b for a, b in zip(totals[title], got, strict=True)]
        quotes: list[dict[str, object]] = [
            {"content": one.places, "source": one.source_places, "cue": [], "type": one.kind}
            for one in predicted
        ]
        written.append(json.dumps({"doc_id": article["doc_id"], "attributions": quotes}))
    print("| German | precision | recall | F1 |\n|---|---|---|---|")
    for title, total in totals.items():
        print("\n".join(row(title, total)))
    if options.out:
        options.out.write_text("\n".join(written) + "\n", "utf-8")


if __name__ == "__main__":
    main()
