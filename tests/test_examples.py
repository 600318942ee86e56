"""The scripts in examples/ run, are short, and print what they are for."""

import ast
import csv
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))
BRIDGE = (
    "Ana Ruiz, the mayor, said the bridge would close in May because 12 of its bearings were worn."
    " “We have no choice,” she said. An official denied that the river rose."
)
COUNCIL = "“It costs £3m,” Ana Ruiz told the council. Ben Cole, an engineer, said it was too late."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge.txt").write_text(BRIDGE, "utf-8")
    (folder / "council.txt").write_text(COUNCIL, "utf-8")
    return folder


def run(name: str, *arguments: object, code: int = 0) -> str:
    command = [sys.executable, str(EXAMPLES / f"{name}.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_each_script_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    code = [line for line in text.splitlines() if line.strip()]
    assert len(code) <= 15


def test_every_script_has_a_test() -> None:
    tests = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert {path.stem for path in SCRIPTS} <= tests
    assert len(SCRIPTS) >= 10


def test_most_quoted(news: Path) -> None:
    assert run("most_quoted", news).splitlines()[0] == "   3 Ana Ruiz"


def test_unnamed_sources(news: Path) -> None:
    assert run("unnamed_sources", news) == "bridge: official | that the river rose\n"


def test_quotes_of_one_person(news: Path) -> None:
    assert run("quotes_of_one_person", "Ruiz", news).splitlines() == [
        "bridge, sentence 1: the bridge would close in May because 12 of its bearings were worn",
        "bridge, sentence 2: “We have no choice,”",
        "council, sentence 1: “It costs £3m,”",
    ]
    assert run("quotes_of_one_person", "Nobody", news) == ""


def test_claims_to_check(news: Path) -> None:
    first = run("claims_to_check", news / "bridge.txt").splitlines()[0]
    assert first.startswith("Ana Ruiz: ")
    assert "figure" in first


def test_csv_for_a_colleague(news: Path, tmp_path: Path) -> None:
    output = tmp_path / "said.csv"
    assert run("csv_for_a_colleague", news, output) == f"{output}: 2 articles\n"
    with output.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["speaker"] for row in rows} == {"Ana Ruiz", "official", "Ben Cole"}


def test_gate_in_ci(tmp_path: Path) -> None:
    fixture = EXAMPLES.parent / "fixtures" / "harbour-bridge"
    assert "offline: same speaker in " in run("gate_in_ci", fixture, 0.5)
    run("gate_in_ci", fixture, 1.1, code=1)


def test_own_field(news: Path, tmp_path: Path) -> None:
    run("own_field", news / "bridge.txt", tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        desks = [json.loads(row["extra"])["desk"] for row in csv.DictReader(file)]
    assert "data" in desks


def test_data_frame(news: Path) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    assert "person" in run("data_frame", news)


def test_own_gold(news: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    shown = run("own_gold", news / "bridge.txt", draft)
    assert shown == "FactRecord('bridge', 0 sources, 0 quotes, 0 claims, 0 ungrounded)\n"
    assert "# [2] “We have no choice,” she said.\n" in draft.read_text("utf-8")
    head = draft.read_text("utf-8").partition("sources:")[0]
    filled = "quotes:\n  - id: q1\n    spans:\n      - text: |-\n          “We have no choice,”\n"
    draft.write_text(f"{head}{filled}attributions:\n  - {{id: a1, quote: q1}}\n", "utf-8")
    assert ", 1 quote, " in run("own_gold", news / "bridge.txt", draft)


ANSWER = {
    "sources": [{"number": 1, "name": "Ana Ruiz", "kind": "person", "naming": "named"}],
    "statements": [
        {
            "number": 1,
            "said_in": 2,
            "speaker": "she",
            "cue": "said",
            "begins_in": 2,
            "content": [{"text": "“We have no choice,”", "until": ""}],
            "sources": [1],
            "type": "statement",
            "parent": 0,
        }
    ],
    "claims": [],
}


ASKED: list[str] = []
"""What the server was asked."""


@pytest.fixture
def server() -> Iterator[str]:
    """A server with the OpenAI protocol that always gives the same answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            ASKED.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            message = {"role": "assistant", "content": json.dumps(ANSWER)}
            choice = {"index": 0, "finish_reason": "stop", "message": message}
            made = {"id": "1", "object": "chat.completion", "created": 0, "model": "some"}
            body = json.dumps({**made, "choices": [choice]}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_address[1]}/v1"
        made.shutdown()


def test_local_model(news: Path, server: str) -> None:
    assert run("local_model", news / "bridge.txt", "openai/some", server).splitlines() == [
        "Ana Ruiz | said | “We have no choice,”",
        "0 drafted parts are not in the article",
    ]


def test_own_examples(news: Path, server: str) -> None:
    """The example is in the prompt, and an article is not asked about with its own annotation."""
    fixture, other = (
        EXAMPLES.parent / "fixtures" / name for name in ("cooker-recall", "mine-pikas")
    )
    ASKED.clear()
    given = ("openai/some", server, fixture, other)
    assert run("own_examples", news / "bridge.txt", *given) == "Ana Ruiz | “We have no choice,”\n"
    assert "Larkmoor Appliance Co." in ASKED[0]
    run("own_examples", fixture / "article.txt", *given)
    system = json.loads(ASKED[-1])["messages"][0]["content"]
    assert "pikas" in system
    assert "Larkmoor Appliance Co." not in system
