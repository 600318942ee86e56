#!/usr/bin/env python3
"""How right a model is, and at what cost, by the way in which it is asked.

    python benchmarks/models.py ask   --gold FILE --keep DIR [--designs A,B] [--base-url URL]
    python benchmarks/models.py table --gold FILE --keep DIR

FILE has an annotated record with its text on each line; the designs stand in `designs.py`. What the
model answers is kept in DIR, one file a design and article, as soon as it is there, and what is
kept is not asked again: a run may be broken off and gone on with. The table has a row for each
design over those articles that it was asked about; "first" counts only articles that all designs of
the table have.
"""

import argparse
import json
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from designs import DESIGNS, Question, Talk
from pydantic_core import from_json

from factx import FactRecord, load
from factx.evaluation import HEADLINE, evaluate
from factx.grounding import ground
from factx.records import Article, Draft

Kept = Mapping[str, Any]
"""What a model answered about one article: the answers with their tokens, and the seconds."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("verb", choices=["ask", "table"])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--base-url", default="http://127.0.0.1:8801/v1")
    parser.add_argument("--designs", default=",".join(DESIGNS))
    args = parser.parse_args()
    golds = [load(line) for line in args.gold.read_text(encoding="utf-8").splitlines()]
    names: list[str] = args.designs.split(",")
    if args.verb == "table":
        print("\n".join(rows(names, golds, args.keep)))
        return
    for gold in golds:
        for name in names:
            if not file_of(args.keep, name, gold).exists():
                print(ask(name, gold.article, args.keep, gold, args.base_url), flush=True)


def file_of(keep: Path, name: str, gold: FactRecord) -> Path:
    return keep / name / f"{gold.article.id}.json"


def ask(name: str, article: Article, keep: Path, gold: FactRecord, base_url: str) -> str:
    """Ask about one article in one way, keep the answers, and tell what came of it."""
    answers: list[dict[str, Any]] = []
    begin = time.time()

    def reply(question: Question) -> Any:
        answers.append(complete(base_url, question))
        return readable(answers[-1])

    draft = run(DESIGNS[name](article), reply)
    seconds = time.time() - begin
    path = file_of(keep, name, gold)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"answers": answers, "seconds": seconds}), encoding="utf-8")
    counts = ground(article, draft).counts
    return f"{name:16} {article.id[:40]:40} {counts.grounded}/{counts.drafted} in {seconds:.0f} s"


def run(talk: Talk, reply: Callable[[Question], Any]) -> Draft:
    """The draft that a talk ends with."""
    try:
        question = next(talk)
        while True:
            question = talk.send(reply(question))
    except StopIteration as end:
        return end.value


def complete(base_url: str, question: Question) -> dict[str, Any]:
    """What the server answers, with the tokens that it took."""
    body = {
        "model": "local",
        "messages": [
            {"role": "system", "content": question.system},
            {"role": "user", "content": question.user},
        ],
        "temperature": 0,
        "max_tokens": question.max_tokens,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "Answer", "schema": question.schema},
        },
    }
    request = urllib.request.Request(
        f"{base_url}/chat/completions",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=1800) as response:
        told = json.load(response)
    choice = told["choices"][0]
    return {
        "text": choice["message"]["content"],
        "cut": choice["finish_reason"] == "length",
        "input": told["usage"]["prompt_tokens"],
        "output": told["usage"]["completion_tokens"],
    }


def readable(answer: Mapping[str, Any]) -> Any:
    """Whatever of an answer is JSON, be it cut off."""
    try:
        return from_json(answer["text"], allow_partial=True)
    except ValueError:
        return {}


def rows(names: Sequence[str], golds: Sequence[FactRecord], keep: Path) -> Iterator[str]:
    """The table, a line a design."""
    held = {
        name: {
            gold.article.id: json.loads(file_of(keep, name, gold).read_text(encoding="utf-8"))
            for gold in golds
            if file_of(keep, name, gold).exists()
        }
        for name in names
    }
    held = {name: kept for name, kept in held.items() if kept}
    common = set[str].intersection(*(set(kept) for kept in held.values())) if held else set[str]()
    yield f"first: the {len(common)} articles that all designs have"
    yield "| design | articles | end to end | first | drafted | grounded | in | out | seconds |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, kept in held.items():
        mine = [gold for gold in golds if gold.article.id in kept]
        yield row(name, mine, kept, common)


def row(name: str, golds: Sequence[FactRecord], kept: Mapping[str, Kept], common: set[str]) -> str:
    """One design's line."""
    records = {gold.article.id: replayed(name, gold, kept[gold.article.id]) for gold in golds}
    f1 = right(golds, records)
    first = right([gold for gold in golds if gold.article.id in common], records)
    counts = [record.counts for record in records.values()]
    answers = [answer for one in kept.values() for answer in one["answers"]]
    cells = [
        name,
        str(len(golds)),
        f"{f1:.3f}",
        f"{first:.3f}",
        f"{sum(one.drafted for one in counts):,}",
        f"{sum(one.grounded for one in counts):,}",
        f"{sum(answer['input'] for answer in answers):,}",
        f"{sum(answer['output'] for answer in answers):,}",
        f"{sum(one['seconds'] for one in kept.values()):.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def replayed(name: str, gold: FactRecord, kept: Kept) -> FactRecord:
    """The record that kept answers amount to."""
    answers = iter(kept["answers"])

    def reply(_: Question) -> Any:
        answer = next(answers, None)
        if answer is None:  # a design that builds on the rules asks something else with other rules
            raise SystemExit(f"{name}: more is asked about {gold.article.id} now than was kept")
        return readable(answer)

    return ground(gold.article, run(DESIGNS[name](gold.article), reply))


def right(golds: Sequence[FactRecord], records: Mapping[str, FactRecord]) -> float:
    """F1 end to end: who said what, both right."""
    if not golds:
        return 0.0
    found = [records[gold.article.id] for gold in golds]
    return evaluate(golds, found, system="design", resamples=0).value(HEADLINE) or 0.0


if __name__ == "__main__":
    main()
