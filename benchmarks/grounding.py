#!/usr/bin/env python3
"""How often strings are put in their right place in an article, and how long it takes.

    python benchmarks/grounding.py --articles FILE --cases FILE [--against langextract] [--out FILE]

ARTICLES has a line of JSON for each article: `doc_id` and `text`. CASES has one for each string:
`doc_id`, `condition`, `query`, `kind` (content or source), `gold_start` and `gold_end` (null where
the string is not in the article), and, where known, `attr` (strings with the same one belong to one
attribution) and `perturbation`.

Strings are drafted attribution by attribution, its content and then its source, and attributions in
an order that tells nothing: sorted by the digest of their name. `--against langextract` aligns the
same strings in the same run with the aligner of the installed langextract, at its default settings
and without partial matches; since it counts on the order of the text, it is given the strings in
the order of the file, which is that. Times are CPU seconds of this process for one article and
condition, everything included.
"""

import argparse
import gc
import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from factx.grounding.candidates import Locator
from factx.grounding.placement import PassageKey, place_passages
from factx.records import Draft, Passage
from factx.text import Index


@dataclass(frozen=True)
class Case:
    """One string to find, with the number of its line in the file."""

    row: int
    data: dict[str, Any]

    @property
    def gold(self) -> tuple[int, int] | None:
        start = self.data["gold_start"]
        return None if start is None else (start, self.data["gold_end"])

    @property
    def label(self) -> str:
        """What was done to the string; changed words apart by whether they bear the meaning."""
        kind = str(self.data.get("perturbation") or "")
        return f"{kind}, meaning" if self.data.get("changes_meaning") else kind


@dataclass
class Answer:
    """Where a string was placed, if anywhere, and how or why not."""

    place: tuple[int, int] | None
    match: str | None = None
    reason: str | None = None


@dataclass
class Tally:
    """Counts for one condition or perturbation."""

    cases: int = 0
    present: int = 0
    """Cases whose string is in the article."""
    found: int = 0
    exact: int = 0
    near: int = 0

    def add(self, case: Case, answer: Answer) -> None:
        self.cases += 1
        self.present += case.gold is not None
        self.found += answer.place is not None
        if answer.place and case.gold:
            self.exact += answer.place == case.gold
            self.near += overlap(answer.place, case.gold) >= 0.8


@dataclass
class Result:
    """What one system did with one condition."""

    system: str
    condition: str
    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    milliseconds: list[float] = field(default_factory=list[float])
    answers: dict[int, Answer] = field(default_factory=dict[int, Answer])


Timed = tuple[dict[int, Answer], float]
"""The answers to some cases, by row, and the CPU seconds they took."""
Align = Callable[[str, Sequence[Case]], Timed]
"""Places the cases of one text."""


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two stretches, in characters."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / (one[1] - one[0] + other[1] - other[0] - shared)


def groups(cases: Iterable[Case]) -> list[list[Case]]:
    """The cases of one article by attribution, contents first, in an order that tells nothing."""
    found: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        found[case.data.get("attr") or f"row {case.row}"].append(case)
    names = sorted(found, key=lambda name: sha256(name.encode()).digest())
    return [sorted(found[name], key=lambda case: case.data["kind"]) for name in names]


def factx_align(text: str, cases: Sequence[Case], *, sentences: bool) -> Timed:
    """factx: one draft an article, with or without the sentence in which each string begins."""
    index = Index(text) if sentences else None
    passages = {case.row: passage_of(case, index) for case in cases}
    draft, keys = drafted(cases, passages)
    begun = time.process_time()
    locator = Locator(Index(text))
    placement = place_passages(draft, locator)
    answers: dict[int, Answer] = {}
    for case in cases:
        found = placement.found.get(keys[case.row])
        if found is not None:
            answers[case.row] = Answer((found.start, found.end), match=found.match)
        else:
            reason = placement.missed[keys[case.row]]
            if reason == "not_in_text":
                reason = locator.miss(passages[case.row]).reason
            answers[case.row] = Answer(None, reason=reason)
    return answers, time.process_time() - begun


def passage_of(case: Case, index: Index | None) -> Passage:
    """The string as it is drafted; with an index, also the sentence in which it begins."""
    sentence = index.sentence_of(case.gold[0]) if index and case.gold else None
    return Passage(text=case.data["query"], sentence=sentence)


def drafted(
    cases: Sequence[Case], passages: Mapping[int, Passage]
) -> tuple[Draft, dict[int, PassageKey]]:
    """One draft of all cases, and in which slot each of them stands in it.

    A source is that of the content before it with the same `attr`; one without is a mention.
    """
    parts: dict[str, list[dict[str, Any]]] = {"sources": [], "quotes": [], "attributions": []}
    keys: dict[int, PassageKey] = {}
    waiting: dict[object, dict[str, Any]] = {}
    for case in cases:
        passage, name = passages[case.row], f"{case.row}"
        if case.data["kind"] == "content":
            attribution: dict[str, Any] = {"id": f"a{name}", "quote": f"q{name}"}
            parts["quotes"].append({"id": f"q{name}", "spans": [passage]})
            parts["attributions"].append(attribution)
            waiting.setdefault(case.data.get("attr") or name, attribution)
            keys[case.row] = PassageKey("quote", f"q{name}")
            continue
        source: dict[str, Any] = {
            "id": f"s{name}",
            "name": "source",
            "kind": "other",
            "naming": "unnamed",
        }
        attribution = waiting.pop(case.data.get("attr"), {})
        if attribution:
            attribution |= {"sources": [f"s{name}"], "source_span": passage}
            keys[case.row] = PassageKey("source_span", attribution["id"])
        else:
            source["mentions"] = [{**dict(passage), "form": "description"}]
            keys[case.row] = PassageKey("mention", f"s{name}")
        parts["sources"].append(source)
    return Draft.from_data(parts), keys


def langextract_align(text: str, cases: Sequence[Case], **options: Any) -> Timed:
    """LangExtract: its resolver's aligner on the same strings."""
    data, resolver = import_module("langextract.core.data"), import_module("langextract.resolver")
    cases = sorted(cases, key=lambda case: case.row)
    extractions: list[Any] = [
        data.Extraction(extraction_class=case.data["kind"], extraction_text=case.data["query"])
        for case in cases
    ]
    begun = time.process_time()
    aligned: list[list[Any]] = resolver.WordAligner().align_extractions(
        [extractions], text, **options
    )
    seconds = time.process_time() - begun
    found = [_answer_of(extraction) for group in aligned for extraction in group]
    return {case.row: answer for case, answer in zip(cases, found, strict=True)}, seconds


def _answer_of(extraction: Any) -> Answer:
    interval = extraction.char_interval
    if interval is None or interval.start_pos is None:
        return Answer(None)
    return Answer((interval.start_pos, interval.end_pos), match=extraction.alignment_status.value)


def run(
    system: str, condition: str, texts: Mapping[str, str], cases: Sequence[Case], align: Align
) -> Result:
    """What `align` does with the cases of one condition, article by article."""
    by_article: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.data["condition"] == condition:
            by_article[case.data["doc_id"]].append(case)
    result = Result(system, condition)
    for doc_id, own in by_article.items():
        ordered = [case for group in groups(own) for case in group]
        answers, seconds = align(texts[doc_id], ordered)
        result.milliseconds.append(1000 * seconds)
        result.answers |= answers
        for case in ordered:
            result.tallies["all"].add(case, answers[case.row])
            if case.label:
                result.tallies[case.label].add(case, answers[case.row])
    return result


def table(results: Iterable[Result]) -> str:
    """The results as lines of text, a line a condition or perturbation."""
    form = "{:20} {:13} {:18} {:>6} {:>7} {:>7} {:>7}  {}"
    lines = [
        form.format("system", "condition", "perturbation", "cases", "found", "exact", "IoU .8", "")
        + "CPU ms per article: median / p95 / max"
    ]
    for result in results:
        for label, tally in sorted(result.tallies.items()):
            there = [
                f"{100 * n / tally.cases:.1f}%" for n in (tally.found, tally.exact, tally.near)
            ]
            if not tally.present:
                there[1:] = ["-", "-"]
            times = _times(result.milliseconds) if label == "all" else ""
            names = (result.system, result.condition, label)
            lines.append(form.format(*names, tally.cases, *there, times).rstrip())
    return "\n".join(lines)


def _times(milliseconds: Sequence[float]) -> str:
    ordered = sorted(milliseconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{statistics.median(ordered):.2f} / {p95:.2f} / {ordered[-1]:.2f}"


def answer_lines(results: Iterable[tuple[bool, Result]]) -> str:
    """One line of JSON a case, in the order of the file; those with sentences after the others."""
    lines: list[tuple[bool, int, str]] = []
    for sentences, result in results:
        for row, answer in result.answers.items():
            start, end = answer.place or (None, None)
            data = {
                "row": row,
                "sentences": sentences,
                "start": start,
                "end": end,
                "match": answer.match,
                "reason": answer.reason,
            }
            lines.append((sentences, row, json.dumps(data)))
    return "".join(f"{line}\n" for _, _, line in sorted(lines))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, required=True, help="JSON lines: doc_id, text")
    parser.add_argument("--cases", type=Path, required=True, help="JSON lines: strings to find")
    parser.add_argument("--against", choices=["langextract"], help="a peer, in the same run")
    parser.add_argument("--out", type=Path, help="where each string was placed, as JSON lines")
    arguments = parser.parse_args()

    texts = {data["doc_id"]: data["text"] for data in _json_lines(arguments.articles)}
    cases = [Case(row, data) for row, data in enumerate(_json_lines(arguments.cases))]
    gc.collect()
    gc.freeze()  # what was read here is no part of what is measured
    conditions = list(dict.fromkeys(case.data["condition"] for case in cases))
    plain = [
        run("factx", c, texts, cases, partial(factx_align, sentences=False)) for c in conditions
    ]
    hinted = [
        run("factx + sentences", c, texts, cases, partial(factx_align, sentences=True))
        for c in conditions
        if c == "verbatim"
    ]
    results = [*plain, *hinted]
    if arguments.against:
        whole = {"accept_match_lesser": False}
        for name, options in (("langextract", {}), ("langextract, whole", whole)):
            align = partial(langextract_align, **options)
            results += [run(name, c, texts, cases, align) for c in conditions]
    print(table(results))
    if arguments.out:
        told = [*((False, result) for result in plain), *((True, result) for result in hinted)]
        arguments.out.write_text(answer_lines(told), encoding="utf-8")


def _json_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


if __name__ == "__main__":
    main()
