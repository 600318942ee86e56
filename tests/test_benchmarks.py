"""The benchmarks run as their pages say; what they measure is not judged here."""

import json
import subprocess
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
TEXT = "Ana said it rained. “It poured,” Ben said. Ana said it snowed."


def lines(path: Path, rows: list[dict[str, object]]) -> str:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return str(path)


def row(query: str, start: int | None, **fields: object) -> dict[str, object]:
    end = None if start is None else start + len(query)
    fields = {"condition": "verbatim", "kind": "content", **fields}
    return {"doc_id": "d", "query": query, "gold_start": start, "gold_end": end, **fields}


def test_grounding_places_each_case_and_says_how(tmp_path: Path) -> None:
    """One line a case in the order of the file, and the verbatim ones again with sentences."""
    articles = lines(tmp_path / "articles.jsonl", [{"doc_id": "d", "text": TEXT}])
    cases = [
        row("Ana", 43, kind="source", attr="T2"),
        row("it snowed", 52, attr="T2"),
        row("it thundered", None, condition="hallucinated"),
        row('"It poured,"', 20, condition="perturbed", perturbation="quotes", attr="T1"),
    ]
    out = tmp_path / "out.jsonl"
    command = [sys.executable, str(BENCHMARKS / "grounding.py"), "--articles", articles]
    command += ["--cases", lines(tmp_path / "cases.jsonl", cases), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "perturbed" in done.stdout
    found = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [(f["row"], f["sentences"], f["start"], f["end"]) for f in found] == [
        (0, False, 43, 46),
        (1, False, 52, 61),
        (2, False, None, None),
        (3, False, 20, 32),
        (0, True, 43, 46),
        (1, True, 52, 61),
    ]
    assert [f["match"] for f in found[:4]] == ["exact", "exact", None, "normalised"]
    assert [f["reason"] for f in found[:4]] == [None, None, "not_in_text", None]


def test_scoring_is_timed_and_its_memory_measured() -> None:
    command = [sys.executable, str(BENCHMARKS / "evaluation.py"), "--articles", "4"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "4 articles" in done.stdout
    assert "MB at most" in done.stdout
    assert "end to end F1" in done.stdout
