#!/usr/bin/env python3
"""What claims add to the tokens of an answer about who said what.

    python benchmarks/claim_tokens.py fixtures/*/gold.json [--tokenizer o200k_base]

The arguments are annotated records with their texts, or records of a model; those without claims
are left out. From each one the answer is made that a model would have to write. The columns are the
tokens of sources and statements, and what claims add to them: by the ends of their evidence alone,
with names in place of pronouns (what the prompt asks for), with the whole text of every claim that
the evidence does not give, and in the form before that, which copied evidence and text.

The tokenizer is an encoding of tiktoken, which is downloaded once, or the address of a llama.cpp
server (http://127.0.0.1:8801).
"""

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tokens import compact, counter, read

from factx import FactRecord
from factx.llm.wire.written import Texts, answer_to

FORMS: dict[str, Texts] = {"ends": "none", "names": "names", "texts": "all", "copied": "copied"}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("records", nargs="+", type=Path)
    parser.add_argument("--tokenizer", default="o200k_base")
    args = parser.parse_args()
    tokens = counter(args.tokenizer)
    sums = Counter[str]()
    print(f"{'article':24} {'said':>4} {'claims':>6} {'tokens':>6}", *(f"{n:>13}" for n in FORMS))
    for path in args.records:
        for record in read(path):
            if record.claims:
                counts = tokens_of(record, tokens)
                sums += counts
                show(path.parent.name if path.name == "gold.json" else path.stem, counts)
    show("all", sums)


def tokens_of(record: FactRecord, tokens: Callable[[str], int]) -> Counter[str]:
    """The items and tokens of one record; those of claims by form."""
    without = tokens(compact({**answer_to(record), "claims": []}))
    counts = Counter(said=len(record.attributions), claims=len(record.claims), tokens=without)
    for name, texts in FORMS.items():
        counts[name] = tokens(compact(answer_to(record, texts=texts))) - without
    return counts


def show(name: str, counts: Counter[str]) -> None:
    """Print one row."""
    added = (f"{counts[form]:6,} ({counts[form] / counts['tokens']:4.0%})" for form in FORMS)
    print(f"{name:24} {counts['said']:4} {counts['claims']:6} {counts['tokens']:6,}", *added)


if __name__ == "__main__":
    main()
