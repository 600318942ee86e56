#!/usr/bin/env python3
"""Who said what in the articles of PolNeAR, as a drafter finds it, and how long that takes.

    python benchmarks/polnear.py PATH --model NAME --out predictions.jsonl [--score]

PATH is a folder of the corpus, https://github.com/networkdynamics/PolNeAR, such as `data/dev`: the
articles in `text/NAME.txt`, what each annotator marked in `attributions/NAME_ANNOTATOR.ann`, in the
standoff form of brat. Any folder that holds .txt and .ann files serves, also side by side. Or it is
a file of JSON lines, one for each article: `doc_id`, `text`, and `attributions` if it is gold.

Predictions are JSON lines: `doc_id`, and `attributions` with the `source`, `cue` and `content` of
each as lists of half-open offsets in code points. `--gold` writes what the annotators marked in the
same form, with the text; where several annotated an article, it is the first of them by name.

In the corpus a word belongs to one attribution at most, so that only the outermost of a chain is
marked: of "Ana said that Ben believes it" what Ana said. Attributions with a parent are therefore
left out of the predictions, unless `--nested` asks for them.

Each article goes the public way, `factx.extract`. Words per second are those of the first 20
articles, the median of three runs, in CPU seconds of this process; a model that runs elsewhere is
timed by the clock instead, and once. Peak memory is that of the whole process.
"""

import argparse
import gc
import json
import re
import resource
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factx import Article, Draft, FactRecord, FactxError, Passage, extract, ground
from factx.evaluation import HEADLINE, Case, Tally, evaluate
from factx.extraction.drafters import OFFLINE
from factx.grounding import passage_at
from factx.text import Index

ROLES = ("source", "cue", "content")
TIMED = 20
"""Articles that are timed."""
RUNS = 3
"""How often they are."""

Offsets = list[list[int]]
Attribution = dict[str, Offsets]

# T3<tab>Content 226 297;300 310<tab>the words
_SPAN = re.compile(r"(T\S*)\t(\S+) ((?:\d+ \d+)(?:;\d+ \d+)*)(?:\t|$)")
# E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1, or Attribution-no-source:T4 ...
_EVENT = re.compile(r"(E\S*)\t(\S+?):(\S+)(.*)$")
_ARGUMENT = re.compile(r"(\S+?)\d*:(\S+)")


class Unreadable(Exception):
    """Something at PATH that is not of either form, in one sentence."""


@dataclass
class Document:
    """An article, with what was marked in it where anybody marked something."""

    doc_id: str
    text: str
    attributions: list[Attribution] = field(default_factory=list[Attribution])


def read(path: Path) -> list[Document]:
    """The documents at `path` by their ids; raises `Unreadable`."""
    try:
        found = read_brat(path) if path.is_dir() else list(read_json_lines(path))
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path}: not UTF-8") from error
    if not found:
        raise Unreadable(f"{path}: no article there")
    (doc_id, times), *_ = Counter(document.doc_id for document in found).most_common(1)
    if times > 1:
        raise Unreadable(f"{path}: {times} articles called {doc_id}")
    return sorted(found, key=lambda document: document.doc_id)


def read_json_lines(path: Path) -> Iterator[Document]:
    """The documents of a file of JSON lines."""
    # Lines end with \n alone: a text may hold U+2028 as it is.
    for number, line in enumerate(path.read_bytes().decode("utf-8").split("\n"), 1):
        if line.strip():
            try:
                data: dict[str, Any] = json.loads(line)
                marked: list[dict[str, Any]] = data.get("attributions") or []
                gold: list[Attribution] = [{r: a.get(r) or [] for r in ROLES} for a in marked]
                yield Document(data["doc_id"], data["text"], gold)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise Unreadable(f"{path}:{number}: no article with doc_id and text") from error


def read_brat(folder: Path) -> list[Document]:
    """The documents of a folder of .txt and .ann files, however deep they stand in it."""
    annotations: defaultdict[str, list[Path]] = defaultdict(list)
    texts = {path.stem: path for path in sorted(folder.rglob("*.txt"))}
    for path in sorted(folder.rglob("*.ann")):
        # The corpus adds the annotator to the article's name; brat itself does not.
        name = path.stem if path.stem in texts else path.stem.rpartition("_")[0]
        annotations[name].append(path)
    if unknown := sorted(annotations.keys() - texts.keys()):
        raise Unreadable(f"{annotations[unknown[0]][0]}: no text of that name")
    return [
        # Neither brat nor the corpus counts "\r\n" as one character.
        Document(name, path.read_bytes().decode("utf-8"), read_ann(annotations[name]))
        for name, path in texts.items()
    ]


def read_ann(paths: Sequence[Path]) -> list[Attribution]:
    """What the first annotator marked, in the order of the file.

    An event is an attribution. Its arguments are the spans of its roles; a role may have several,
    which brat numbers (Content, Content2). Spans outside every event, such as Discard, are none.
    """
    if not paths:
        return []
    spans: dict[str, Offsets] = {}
    found: list[Attribution] = []
    lines = paths[0].read_bytes().decode("utf-8").splitlines()
    for line in lines:
        if match := _SPAN.match(line):
            pieces = [[int(n) for n in piece.split()] for piece in match[3].split(";")]
            spans[match[1]] = sorted(pieces)
    for number, line in enumerate(lines, 1):
        if match := _EVENT.match(line):
            attribution: Attribution = {role: [] for role in ROLES}
            for name, span in _ARGUMENT.findall(match[4]):
                if name.lower() in ROLES:
                    if span not in spans:
                        raise Unreadable(f"{paths[0]}:{number}: no span {span}")
                    attribution[name.lower()] += spans[span]
            found.append({role: sorted(pieces) for role, pieces in attribution.items()})
    return found


def predict(
    documents: Iterable[Document], model: str, *, told: Callable[[str], None]
) -> Iterator[tuple[Document, FactRecord]]:
    """The record of each document; says which articles gave none."""
    for document in documents:
        try:
            yield document, extract(Article(id=document.doc_id, text=document.text), model=model)
        except FactxError as error:
            told(f"{document.doc_id}: {error}")


def attributions(record: FactRecord, *, nested: bool = False) -> list[Attribution]:
    """The attributions of a record as offsets; those within another's content only if `nested`."""
    quotes = {quote.id: quote for quote in record.quotes}
    found: list[Attribution] = []
    for attribution in record.attributions:
        if attribution.parent is not None and not nested:
            continue
        source, cue = attribution.source_span, attribution.cue
        found.append(
            {
                "source": [[source.start, source.end]] if source else [],
                "cue": [[cue.start, cue.end]] if cue else [],
                "content": [[span.start, span.end] for span in quotes[attribution.quote].spans],
            }
        )
    return found


def as_record(document: Document, attributions: Iterable[Attribution]) -> FactRecord:
    """Attributions as a record, so that they can be scored; each has a source of its own.

    A record's source and cue are one span each: of several pieces the longest is taken, which in
    the corpus concerns few. What cuts a word in two cannot be grounded and is left out.
    """
    index = Index(document.text)
    parts: dict[str, list[dict[str, Any]]] = {"sources": [], "quotes": [], "attributions": []}
    for number, attribution in enumerate(attributions, 1):
        source, cue = (_longest(index, attribution[role]) for role in ("source", "cue"))
        if not attribution["content"]:
            continue
        spans = [passage_at(index, *place) for place in attribution["content"]]
        parts["quotes"].append({"id": f"q{number}", "spans": spans})
        item: dict[str, Any] = {"id": f"a{number}", "quote": f"q{number}", "cue": cue}
        if source is not None:
            name = {"name": source.text, "kind": "other", "naming": "unnamed"}
            parts["sources"].append({"id": f"s{number}", **name})
            item |= {"sources": [f"s{number}"], "source_span": source}
        parts["attributions"].append(item)
    return ground(Article(id=document.doc_id, text=document.text), Draft.from_data(parts))


def _longest(index: Index, pieces: Offsets) -> Passage | None:
    if not pieces:
        return None
    start, end = max(pieces, key=lambda piece: (piece[1] - piece[0], -piece[0]))
    return passage_at(index, start, end)


def table(documents: Sequence[Document], predicted: Sequence[Sequence[Attribution]]) -> str:
    """Who said what and both right, by the type of quote: ratios with their counts."""
    cases = [
        Case(as_record(document, document.attributions), as_record(document, found))
        for document, found in zip(documents, predicted, strict=True)
    ]
    report = evaluate(cases, system="benchmark")
    lines = [f"{'end to end':10} {'precision':>18} {'recall':>18} {'F1':>6}  95 % interval"]
    for kind in ("", ".direct", ".mixed", ".indirect"):
        name = f"{HEADLINE}{kind}"
        tally, interval = report.totals[name], report.intervals.get(name)
        assert isinstance(tally, Tally)
        cells = (
            f"{tally.precise:5.0f}/{tally.predicted:<5} {tally.precision or 0:.3f}",
            f"{tally.recalled:5.0f}/{tally.gold:<5} {tally.recall or 0:.3f}",
        )
        between = f"{interval.low:.3f} to {interval.high:.3f}" if interval else ""
        value = tally.value or 0
        lines.append(
            f"{kind[1:] or 'all':10} {cells[0]:>18} {cells[1]:>18} {value:6.3f}  {between}"
        )
    return "\n".join(lines)


def words(text: str) -> int:
    """How many words a text has: runs of letters, digits and underscores."""
    return len(re.findall(r"\w+", text))


def words_per_second(documents: Sequence[Document], model: str) -> float:
    """The median of some runs over some of the articles."""
    is_here = model == OFFLINE
    now = time.process_time if is_here else time.perf_counter
    sample = documents[:TIMED]
    speeds: list[float] = []
    gc.collect()
    gc.freeze()  # what was read before is no part of what is measured
    for _ in range(RUNS if is_here else 1):
        begun = now()
        done = [document for document, _ in predict(sample, model, told=lambda _: None)]
        speeds.append(sum(words(document.text) for document in done) / (now() - begun))
    return statistics.median(speeds)


def peak_memory() -> int:
    """Most memory that this process has held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="a folder of PolNeAR, or JSON lines")
    parser.add_argument("--model", default=OFFLINE, help="offline, or PROVIDER/MODEL")
    parser.add_argument("--out", type=Path, required=True, help="the predictions, as JSON lines")
    parser.add_argument("--gold", type=Path, help="what the annotators marked, in the same form")
    parser.add_argument("--nested", action="store_true", help="also what others report")
    parser.add_argument("--score", action="store_true", help="compare with what is marked there")
    parser.add_argument("--no-timing", action="store_true", help="write the predictions only")
    arguments = parser.parse_args()
    try:
        documents = read(arguments.path)
    except Unreadable as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    if arguments.gold:
        rows = [vars(document) for document in documents]
        arguments.gold.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")

    scored: list[tuple[Document, list[Attribution]]] = []
    made = ungrounded = articles = 0
    with arguments.out.open("w", encoding="utf-8") as out:
        for document, record in predict(
            documents, arguments.model, told=lambda line: print(line, file=sys.stderr)
        ):
            found = attributions(record, nested=arguments.nested)
            print(
                json.dumps({"doc_id": document.doc_id, "attributions": found}), file=out, flush=True
            )
            scored.append((document, found))
            articles, made = articles + 1, made + len(found)
            ungrounded += record.counts.ungrounded
            if sys.stderr.isatty() and articles % 50 == 0:
                print(f"{articles} of {len(documents)} articles", file=sys.stderr)
    print(f"articles          {articles} of {len(documents)}")
    print(f"words             {sum(words(document.text) for document in documents):,}")
    print(f"attributions      {made:,}, with {ungrounded} passages ungrounded")
    if not arguments.no_timing and articles:
        print(f"words per second  {words_per_second(documents, arguments.model):,.0f}")
    print(f"peak memory       {peak_memory()} MiB")
    if arguments.score and scored:
        print(table([document for document, _ in scored], [found for _, found in scored]))
    return 0 if articles == len(documents) else 3


if __name__ == "__main__":
    sys.exit(main())
