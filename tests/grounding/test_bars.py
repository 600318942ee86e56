"""How much of five thousand strings is put in its right place, in 60 news articles.

The figures are floors, below what is reached, so that a change that loses something is noticed.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from outside import folder

SCRIPT = Path(__file__).parent.parent.parent / "benchmarks" / "grounding.py"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Row, Row]]:
    """Each case with what became of it."""
    data = folder("FACTX_GROUNDING")
    out = tmp_path_factory.mktemp("bars") / "out.jsonl"
    command = [sys.executable, str(SCRIPT), "--articles", str(data / "articles.jsonl")]
    command += ["--cases", str(data / "cases.jsonl"), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    cases = [json.loads(line) for line in (data / "cases.jsonl").read_text("utf-8").splitlines()]
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return [(cases[answer["row"]], answer) for answer in answers]


def is_right(case: Row, answer: Row) -> bool:
    return (answer["start"], answer["end"]) == (case["gold_start"], case["gold_end"])


@pytest.mark.parametrize(("sentences", "floor"), [(False, 0.975), (True, 0.99)])
def test_verbatim_strings(results: list[tuple[Row, Row]], sentences: bool, floor: float) -> None:
    right = [
        is_right(case, answer)
        for case, answer in results
        if case["condition"] == "verbatim" and answer["sentences"] is sentences
    ]
    assert sum(right) / len(right) >= floor


def test_perturbed_strings_of_every_kind(results: list[tuple[Row, Row]]) -> None:
    """Those whose meaning is unchanged: 98 in a hundred, and 95 of each kind."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for case, answer in results:
        if case["condition"] == "perturbed" and not case.get("changes_meaning"):
            for kind in ("all", case["perturbation"]):
                right[kind] += is_right(case, answer)
                count[kind] += 1
    shares = {kind: right[kind] / count[kind] for kind in count}
    assert shares["all"] >= 0.98
    assert min(shares.values()) >= 0.95, shares


def test_strings_of_other_articles_and_changed_meanings_are_never_placed(
    results: list[tuple[Row, Row]],
) -> None:
    placed = [
        (case["query"], case["condition"])
        for case, answer in results
        if case["gold_start"] is None and answer["start"] is not None
    ]
    assert placed == []
