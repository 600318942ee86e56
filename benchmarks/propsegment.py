#!/usr/bin/env python3
"""How well people, whole sentences and the offline rules find the propositions of PropSegmEnt.

    python benchmarks/propsegment.py FOLDER [--part dev]

FOLDER has the files document_clusters.NAME.json and propositions.NAME.json of the corpus,
https://github.com/google-research-datasets/PropSegmEnt. The gold is the reference annotation of
each document. It is compared with the other annotations of the same document, with a record that
has each sentence as one claim, and with what the offline rules extract.

The first column pairs claims by evidence alone: intersection over union of words, at least .5. The
other columns are measures of `factx eval`, where the wording counts too. The corpus does not word
its propositions, so that favours claims within the same words.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from factx import Article, FactRecord, extract
from factx.errors import FactxError
from factx.evaluation import Case, Count, Share, Tally, evaluate, total
from factx.evaluation.pairing import pair_spans
from factx.evaluation.score import compare
from factx.files import read_propsegment
from factx.formats import Entry
from factx.formats.propsegment import annotations
from factx.records import Claim, Counts, Provenance, Span
from factx.text import sentences
from factx.version import __version__

MEASURES = ("claims.found", "claims.coverage", "claims.unburied", "claims.atomic")


@dataclass
class Annotated:
    """A document by its reference annotation, and its other annotations."""

    gold: FactRecord
    others: list[FactRecord]


def read(folder: str, part: str) -> Iterator[Annotated]:
    """The documents of one part of the corpus; raises `FactxError`."""
    for found in read_propsegment(folder):
        if isinstance(found, FactxError):
            raise found
        if not found.where.endswith(f".{part}.json"):
            continue
        for each in annotations(Entry(found.where, found.value)):
            gold, *others = (imported.record for imported in each)
            yield Annotated(gold, others)


def whole_sentences(article: Article) -> FactRecord:
    """A record with each sentence as one claim."""
    text = article.get_text()
    spans = [Span(start=a, end=b, text=text[a:b]) for a, b in sentences(text)]
    claims = [
        Claim(
            id=f"c{number}",
            text=span.text,
            standalone=False,
            evidence=(span,),
            attribution=None,
            kind="fact",
            factuality="CT+",
        )
        for number, span in enumerate(spans, start=1)
    ]
    return FactRecord(
        article=article,
        sources=(),
        quotes=(),
        attributions=(),
        claims=tuple(claims),
        relations=(),
        ungrounded=(),
        counts=Counts(drafted=len(claims), grounded=len(claims), ungrounded=0),
        provenance=Provenance(drafter="other", factx_version=__version__),
    )


def by_evidence(gold: FactRecord, predicted: FactRecord) -> Tally:
    """Claims paired by evidence alone."""
    ours, theirs = ([c.evidence.tokens for c in side] for side in compare(gold, predicted).claims)
    found = len(pair_spans(ours, theirs))
    return Tally(recalled=found, gold=len(ours), precise=found, predicted=len(theirs))


def counts(
    documents: list[Annotated], predict: Callable[[Annotated], FactRecord]
) -> dict[str, Count]:
    """All counts of one system, or of one annotator."""
    cases = [Case(document.gold, predict(document)) for document in documents]
    each = [{"evidence": by_evidence(c.gold, c.predicted)} for c in cases if c.predicted]
    return {**total(each), **evaluate(cases, resamples=0).totals}


def row(name: str, found: dict[str, Count]) -> str:
    return f"| {name} | {' | '.join(cell(found[each]) for each in ('evidence', *MEASURES))} |"


def cell(count: Count) -> str:
    """The value with its counts."""
    value = "-" if count.value is None else f"{count.value:.3f}".removeprefix("0")
    if isinstance(count, Share):
        return f"{value} ({count.right:,}/{count.of:,})"
    return (
        f"{value} ({count.recalled:,.0f}/{count.gold:,}, {count.precise:,.0f}/{count.predicted:,})"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", help="a folder with the files of PropSegmEnt")
    parser.add_argument("--part", default="dev", help="the NAME of the files: dev, test or train")
    arguments = parser.parse_args()
    try:
        documents = [*read(arguments.folder, arguments.part)]
    except FactxError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    print(f"{len(documents)} documents")
    print("| | by evidence | found | covered | covered and found | one claim each |")
    print("|---|---|---|---|---|---|")
    people = min(len(document.others) for document in documents)
    each = [counts(documents, lambda d, n=n: d.others[n]) for n in range(people)]
    if each:
        print(row("other annotators", total(each)))
    print(row("whole sentences", counts(documents, lambda d: whole_sentences(d.gold.article))))
    print(row("offline", counts(documents, lambda d: extract(d.gold.article))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
