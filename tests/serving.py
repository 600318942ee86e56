"""A server on this machine that stands for a model's, and notes what it is sent."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any


@dataclass
class Stub:
    """A provider's server: what it answers, and what it was sent."""

    answer: Callable[[], dict[str, Any]]
    address: str = ""
    paths: list[str] = field(default_factory=list[str])
    bodies: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    keys: list[str | None] = field(default_factory=list[str | None])


def chat(answer: object) -> dict[str, Any]:
    """What an OpenAI-compatible server answers."""
    message = {"role": "assistant", "content": json.dumps(answer)}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10},
    }


@contextmanager
def serving() -> Generator[Stub]:
    """A stub that answers for as long as the context lasts."""
    told = Stub(dict)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            told.bodies.append(json.loads(self.rfile.read(length)))
            told.paths.append(self.path)
            told.keys.append(self.headers["Authorization"])
            body = json.dumps(told.answer()).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    told.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()
