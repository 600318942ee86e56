"""How much of the annotation `factx.complete` reads off the article.

    python benchmarks/completion.py fixtures

Each gold record is written as the answer of a model that makes no mistake, without the marks of
statements that were not made. The answer is read back, grounded and completed. For each field
that a model does not write, the table says how much of the gold is found, and how much of what is
filled in is right.
"""

import argparse
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import factx
from factx.evaluation import Case, evaluate
from factx.evaluation.counts import Share
from factx.files import get_golds
from factx.llm.recording import Completion
from factx.llm.wire.parse import parse
from factx.llm.wire.to_draft import to_draft
from factx.llm.wire.written import answer_to
from factx.records import FactRecord, Origin

FIELDS = {
    "attribution.negated": "negated",
    "attribution.when": "when",
    "attribution.addressee": "addressee",
    "attribution.stance": "stance",
    "sources.role": "role",
    "sources.affiliation": "affiliation",
    "sources.number": "number",
    "claims.times": "times",
    "claims.quantities": "quantities",
    "claims.hedges": "hedges",
    "claims.condition": "condition",
}


def read_back(gold: FactRecord) -> FactRecord:
    """The record of a perfect answer about the article of `gold`, completed."""
    answer = answer_to(gold)
    lines = [re.sub(r" \| not(?= \||$)", "", line) for line in answer["statements"]]
    text = json.dumps({**answer, "statements": lines}, ensure_ascii=False)
    parsed = parse(Completion(text=text)).answer
    draft = to_draft(parsed, gold.article, origin=Origin(drafter="other"), attempts=1)
    return factx.complete(factx.ground(gold.article, draft))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Raw)
    parser.add_argument("gold", help="a folder of fixtures, or records in .jsonl")
    golds = get_golds(parser.parse_args().gold)
    totals = evaluate([Case(gold, read_back(gold)) for gold in golds], resamples=0).totals
    print("| field | found | right |\n|---|---|---|")
    for measure, field in FIELDS.items():
        score = totals[measure]
        if isinstance(score, Share):
            found = right = f"{score.right} of {score.of}"
        else:
            found = f"{score.recalled:.0f} of {score.gold}"
            right = f"{score.precise:.0f} of {score.predicted}"
        print(f"| `{field}` | {found} | {right} |")


class _Raw(argparse.RawDescriptionHelpFormatter):
    pass


if __name__ == "__main__":
    main()
