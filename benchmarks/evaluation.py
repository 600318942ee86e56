#!/usr/bin/env python3
"""How long scoring takes, and how much memory, as the number of articles grows.

    python benchmarks/evaluation.py [--articles N] [--against nervaluate]

The articles are made up: 25 attributions each, by a handful of speakers, with as many claims;
the predictions miss some, invent some, and have other edges. All measures are counted, without
intervals. Peak memory is that of records and counts together, for articles that come one by one.

nervaluate (its own package: pip install nervaluate) is given the same contents as spans. It counts
fewer things: four ways of matching the spans of one kind.
"""

import argparse
import random
import tracemalloc
from collections.abc import Iterator
from time import perf_counter, process_time

from factx.evaluation import HEADLINE, MEASURES, score, total
from factx.records import Article, FactRecord

ATTRIBUTIONS = 25
WORDS = "the bridge road water council plan cost year people work house city report law".split()
CUES = "said warned argued believes denied wrote added".split()
NAMES = "Ruiz Holt Okafor Lind Marsh".split()


def pairs(articles: int, seed: int = 1) -> Iterator[tuple[FactRecord, FactRecord]]:
    """Gold and prediction of made-up articles, one after the other."""
    draw = random.Random(seed)
    for number in range(articles):
        text, statements = story(draw)
        article = Article(id=f"a{number}", text=text)
        yield record(article, statements), record(article, predicted(statements, draw))


Statement = tuple[str, tuple[int, int], tuple[int, int], tuple[int, int]]
"""The speaker's name; and the places of source, cue and content."""


def story(draw: random.Random) -> tuple[str, list[Statement]]:
    """A text of sentences like "Ruiz said the road cost people work.", and who said what in it."""
    text, statements = "", list[Statement]()
    for _ in range(ATTRIBUTIONS):
        name, cue = draw.choice(NAMES), draw.choice(CUES)
        content = " ".join(draw.choices(WORDS, k=draw.randint(6, 25)))
        begin = len(text)
        after = begin + len(name) + 1
        inside = after + len(cue) + 1
        text += f"{name} {cue} {content}. "
        places = (begin, after - 1), (after, inside - 1), (inside, inside + len(content))
        statements.append((name, *places))
        text += " ".join(draw.choices(WORDS, k=draw.randint(0, 12))) + ". "
    return text.rstrip() + "\n", statements


def predicted(statements: list[Statement], draw: random.Random) -> list[Statement]:
    """The statements as a middling system finds them."""
    found: list[Statement] = []
    for name, source, cue, (start, end) in statements:
        chance = draw.random()
        if chance < 0.2:
            continue
        if chance < 0.4:
            end = start + (end - start) // 2
        found.append((draw.choice(NAMES) if chance > 0.9 else name, source, cue, (start, end)))
    return found


def record(article: Article, statements: list[Statement]) -> FactRecord:
    """The record of such statements, each with a claim."""
    text = article.get_text()

    def span(place: tuple[int, int]) -> dict[str, object]:
        return {"start": place[0], "end": place[1], "text": text[slice(*place)]}

    names = sorted({name for name, *_ in statements})
    sources = [
        {
            "id": f"s{name}",
            "name": name,
            "kind": "person",
            "naming": "named",
            "mentions": [
                {**span(source), "form": "name"} for who, source, _, _ in statements if who == name
            ],
        }
        for name in names
    ]
    numbered = list(enumerate(statements))
    return FactRecord.from_data(
        {
            "article": article,
            "sources": sources,
            "quotes": [
                {"id": f"q{n}", "spans": [span(content)], "type": "indirect"}
                for n, (_, _, _, content) in numbered
            ],
            "attributions": [
                {
                    "id": f"a{n}",
                    "quote": f"q{n}",
                    "sources": [f"s{name}"],
                    "source_span": span(source),
                    "cue": span(cue),
                    "type": "statement",
                    "parent": None,
                }
                for n, (name, source, cue, _) in numbered
            ],
            "claims": [
                {
                    "id": f"c{n}",
                    "text": text[slice(*content)],
                    "standalone": False,
                    "evidence": [span(content)],
                    "attribution": f"a{n}",
                    "kind": "fact",
                    "factuality": "CT+",
                }
                for n, (_, _, _, content) in numbered
            ],
            "relations": [],
            "ungrounded": [],
            "counts": {"drafted": 0, "grounded": 0, "ungrounded": 0},
            "provenance": {"drafter": "other", "factx_version": "0"},
        }
    )


def time_factx(articles: int) -> tuple[float, float]:
    """Seconds of wall clock and of CPU for scoring alone, the records being made beforehand."""
    made = list(pairs(articles))
    wall, cpu = perf_counter(), process_time()
    found = total(score(gold, prediction).counts for gold, prediction in made)
    wall, cpu = perf_counter() - wall, process_time() - cpu
    headline = found[HEADLINE]
    print(
        f"factx       {articles:6,} articles  {wall:6.2f} s ({cpu:.2f} s CPU)  "
        f"{len(MEASURES)} measures, end to end F1 {headline.value:.3f}"
    )
    return wall, cpu


def peak_memory(articles: int) -> float:
    """The most that is held at once, in MB, for articles that come one by one."""
    tracemalloc.start()
    total(score(gold, prediction).counts for gold, prediction in pairs(articles))
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(f"factx       {articles:6,} articles  {peak:6.2f} MB at most, one by one")
    return peak


def time_nervaluate(articles: int) -> None:
    """The contents of the same articles, as spans of one kind."""
    from nervaluate.evaluator import Evaluator  # pyright: ignore

    def spans(record: FactRecord) -> list[dict[str, object]]:
        contents = [quote.spans[0] for quote in record.quotes]
        return [{"label": "content", "start": s.start, "end": s.end - 1} for s in contents]

    made = list(pairs(articles))
    golds, predictions = [spans(gold) for gold, _ in made], [spans(found) for _, found in made]
    wall, cpu = perf_counter(), process_time()
    Evaluator(golds, predictions, tags=["content"]).evaluate()  # pyright: ignore
    wall, cpu = perf_counter() - wall, process_time() - cpu
    print(f"nervaluate  {articles:6,} articles  {wall:6.2f} s ({cpu:.2f} s CPU)  contents only")


def main() -> None:
    parser = argparse.ArgumentParser(description="time and memory of scoring")
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--against", choices=["nervaluate"])
    given = parser.parse_args()
    for articles in (max(given.articles // 4, 1), given.articles):
        peak_memory(articles)
    time_factx(given.articles)
    if given.against:
        time_nervaluate(given.articles)


if __name__ == "__main__":
    main()
