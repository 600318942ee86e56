"""The benchmarks run as their pages say; what they measure is not judged here."""

import json
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import openai
import pytest
from formats.propsegment import corpus, write_corpus

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
FIXTURES = BENCHMARKS.parent / "fixtures"
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


def test_propositions_are_compared_with_people_sentences_and_rules(tmp_path: Path) -> None:
    write_corpus(tmp_path, corpus())
    command = [sys.executable, str(BENCHMARKS / "propsegment.py"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = done.stdout.splitlines()
    assert told[0] == "1 documents"
    assert [line.split(" | ")[0] for line in told[3:]] == [
        "| other annotators",
        "| whole sentences",
        "| offline",
    ]
    found = "| other annotators | .333 (1/4, 1/2) | .667 (2/4, 2/2) | 1.000 (4/4) | .500 (2/4) |"
    assert told[3] == f"{found} .500 (1/2) |"
    (tmp_path / "propositions.dev.json").unlink()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2


def test_scoring_is_timed_and_its_memory_measured() -> None:
    command = [sys.executable, str(BENCHMARKS / "evaluation.py"), "--articles", "4"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "4 articles" in done.stdout
    assert "MB at most" in done.stdout
    assert "end to end F1" in done.stdout


# What is marked in the article "ana" of both forms: [source](cue)<content>.
MARKED = {
    "doc_id": "ana",
    "text": "“It rained,” Ana said, “all day.”\nOne rumour is that it snowed.\n",
    "attributions": [
        {"source": [[13, 16]], "cue": [[17, 21]], "content": [[0, 12], [23, 33]]},
        {"source": [], "cue": [[34, 47]], "content": [[48, 62]]},
    ],
}
STANDOFF = """\
T1\tSource 13 16\tAna
T2\tCue 17 21\tsaid
T3\tContent 23 33;0 12\t“all day.” “It rained,”
T4\tAttribution 17 21\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T5\tCue 34 47\tOne rumour is
T6\tContent 48 52\tthat
T7\tContent 53 62\tit snowed
T8\tAttribution-no-source 34 47\tOne rumour is
E2\tAttribution-no-source:T8 Content:T6 Content2:T7 Cue:T5
T9\tDiscard 0 2\t“I
#1\tAnnotatorNotes T9\tnot sure
"""


def polnear(path: Path, *options: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / "polnear.py"), str(path), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done


def test_polnear_is_read_from_the_corpus_own_folders_and_from_json_lines(tmp_path: Path) -> None:
    """Both give the same predictions, and the folder the gold that the lines hold."""
    rows = tmp_path / "dev.jsonl"
    rows.write_text(f"{json.dumps(MARKED)}\n\n", encoding="utf-8")
    for name, text in (
        ("text/ana.txt", MARKED["text"]),
        ("attributions/ana_b2.ann", "T1\tSource 0 1\tx\nE1\tAttribution:T1 Source:T1\n"),
        ("attributions/ana_a1.ann", STANDOFF),
    ):
        (tmp_path / "dev" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dev" / name).write_text(str(text), encoding="utf-8")
    gold = tmp_path / "gold.jsonl"
    found: list[list[dict[str, object]]] = []
    for path, options in ((rows, []), (tmp_path / "dev", ["--gold", str(gold)])):
        out = tmp_path / "out.jsonl"
        done = polnear(path, "--out", str(out), *options)
        assert [line.rpartition("  ")[0].strip() for line in done.stdout.splitlines()] == [
            "articles",
            "words",
            "attributions",
            "words per second",
            "peak memory",
        ]
        found.append([json.loads(line) for line in out.read_text("utf-8").splitlines()])
    assert found[0] == found[1]
    assert found[0][0]["attributions"][:1] == MARKED["attributions"][:1]  # type: ignore[index]
    (read,) = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    second = {"source": [], "cue": [[34, 47]], "content": [[48, 52], [53, 62]]}
    assert read == {**MARKED, "attributions": [MARKED["attributions"][0], second]}  # type: ignore[index]


def test_polnear_says_in_one_sentence_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text("", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("[1]\n", encoding="utf-8")
    for path, reason in (
        (tmp_path, "a.ann: no text of that name"),
        (tmp_path / "b.jsonl", "b.jsonl:1: no article with doc_id and text"),
        (tmp_path / "c.jsonl", "c.jsonl: No such file or directory"),
    ):
        done = polnear(path, "--out", str(tmp_path / "out.jsonl"), code=2)
        assert done.stderr.endswith(f"{reason}\n")
        assert len(done.stderr.splitlines()) == 1


def test_designs_are_asked_once_and_tabled(tmp_path: Path) -> None:
    """What is kept is not asked again, and the table counts what came of it."""
    keep = tmp_path / "keep"
    golds = [json.loads(path.read_text("utf-8")) for path in FIXTURES.glob("*/gold.json")]
    for gold in golds:
        said = [{"speaker": "the council", "cue": "said", "content": "nothing of the kind"}]
        text = json.dumps({"statements": said})
        answer = {"text": text, "cut": False, "input": 10, "output": 5}
        kept = {"answers": [answer], "seconds": 1.0}
        path = keep / "copy-1" / f"{gold['article']['id']}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(kept), "utf-8")
    file = lines(tmp_path / "gold.jsonl", golds)
    command = [sys.executable, str(BENCHMARKS / "models.py"), "table", "--gold", file]
    command += ["--keep", str(keep)]
    table = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f"| copy-1 | {len(golds)} | 0.000 | 0.000 |" in table
    command[2] = "ask"
    command += ["--designs", "copy-1", "--base-url", "http://127.0.0.1:9/v1"]
    subprocess.run(command, capture_output=True, text=True, check=True)


def test_tokens_are_counted_with_one_tokenizer(tmp_path: Path) -> None:
    """Here each character is one; a perfect answer takes less than a plain one."""

    class Tokenizer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            content = json.loads(self.rfile.read(length))["content"]
            body = json.dumps({"tokens": [0] * len(content)}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            pass  # standard error is the test's

    server = HTTPServer(("127.0.0.1", 0), Tokenizer)
    Thread(target=server.serve_forever, daemon=True).start()
    command = [sys.executable, str(BENCHMARKS / "tokens.py")]
    command += [str(path) for path in FIXTURES.glob("*/gold.json")]
    command += ["--tokenizer", f"http://127.0.0.1:{server.server_port}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    server.shutdown()
    server.server_close()
    share = re.search(r"factx writes (\d+)% of that", told)
    assert share is not None
    assert int(share[1]) <= 60


def test_the_table_of_completed_fields_is_that_of_the_page() -> None:
    """In docs/fields.md, to the last figure."""
    command = [sys.executable, str(BENCHMARKS / "completion.py"), str(FIXTURES)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout in (BENCHMARKS.parent / "docs" / "fields.md").read_text("utf-8")


@pytest.mark.skipif(openai.VERSION < "3", reason="aiohttp would need another package")
def test_the_cpu_time_of_a_question_is_measured_for_each_way() -> None:
    command = [sys.executable, str(BENCHMARKS / "cpu.py"), "--rounds", "1", "--questions", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    ways = re.findall(r"^(\w+, \w+): [\d.]+ ms of CPU per question", done.stdout, re.M)
    assert ways == ["openai, httpx", "openai, aiohttp", "factx, httpx", "factx, aiohttp"]


def test_the_worst_stages_of_a_text_come_first() -> None:
    """Only the stages asked for are printed, with seconds per MB and the growth."""
    command = [sys.executable, str(BENCHMARKS / "density.py"), "--size", "1000", "--tries", "1"]
    command += ["--family", "claims", "--stage", "extract", "--stage", "ground"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [
        re.fullmatch(r"\| claims \| (\w+) \| ([\d.]+) \| (?:nan|-?[\d.]+) \|", line)
        for line in told[2:4]
    ]
    found = [(row[1], float(row[2])) for row in rows if row is not None]
    assert {stage for stage, _ in found} == {"extract", "ground"}
    assert found[0][1] >= found[1][1] > 0
    assert told[5].startswith("one text of 1,000 characters")
