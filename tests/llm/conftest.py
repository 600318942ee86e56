"""What the tests of asking a model share: an article, a good answer, and servers that are none."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from openai_http import http

from factx.llm.drafter import InstructorDrafter
from factx.llm.recording import Recording
from factx.records import Article

TEXT = """Quarry vote put off

The council of Tarn put the vote off on Monday. "We will fight them on this until the end," \
Mayor Lena Moss said.

Engineers had warned that the quarry {{7*7}} was unsafe. {% if %}
"""

GOOD: dict[str, Any] = {
    "sources": [
        {"number": 1, "name": "Lena Moss", "kind": "person", "naming": "named"},
        {"number": 2, "name": "engineers", "kind": "group", "naming": "unnamed"},
    ],
    "statements": [
        {
            "number": 1,
            "said_in": 3,
            "speaker": "Mayor Lena Moss",
            "cue": "said",
            "begins_in": 3,
            "content": [{"text": '"We will fight them on this until the end,"', "until": ""}],
            "sources": [1],
            "type": "statement",
            "parent": 0,
        },
        {
            "number": 2,
            "said_in": 4,
            "speaker": "Engineers",
            "cue": "had warned",
            "begins_in": 4,
            "content": [{"text": "that the quarry", "until": "was unsafe"}],
            "sources": [2],
            "type": "statement",
            "parent": 0,
        },
    ],
    "claims": [
        {
            "statement": 2,
            "begins_in": 4,
            "evidence": [{"text": "the quarry {{7*7}} was unsafe", "until": ""}],
            "text": "The quarry near Tarn was unsafe.",
            "kind": "opinion",
            "factuality": "CT+",
        }
    ],
}


@pytest.fixture
def article() -> Article:
    return Article(id="quarry", text=TEXT)


@pytest.fixture
def good() -> dict[str, Any]:
    """An answer without a fault."""
    return json.loads(json.dumps(GOOD))


def chat(
    content: object,
    *,
    finish: str = "stop",
    refusal: str | None = None,
    usage: dict[str, Any] | None = None,
) -> http.Response:
    """A server's response with one completion."""
    text = content if isinstance(content, str | None) else json.dumps(content)
    body: dict[str, Any] = {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 0,
        "model": "some",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": text, "refusal": refusal},
            }
        ],
    }
    if usage is not None:
        body["usage"] = usage
    return http.Response(200, json=body)


@dataclass
class Server:
    """A model that gives prepared responses, one after the other, and notes what it is sent."""

    responses: list[http.Response | BaseException]
    requests: list[http.Request] = field(default_factory=list[http.Request])
    recordings: list[Recording] = field(default_factory=list[Recording])

    def answer(self, request: http.Request) -> http.Response:
        self.requests.append(request)
        response = self.responses[min(len(self.requests), len(self.responses)) - 1]
        if isinstance(response, BaseException):
            raise response
        return response

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.requests]

    def drafter(self, model: str = "openai/some", **options: Any) -> InstructorDrafter:
        options.setdefault("base_url", "http://models.example:8000/v1")
        return InstructorDrafter(
            model,
            http_client=http.AsyncClient(transport=http.MockTransport(self.answer)),
            recorder=self.recordings.append,
            clock=ticking(),
            **options,
        )


def ticking() -> Callable[[], datetime]:
    """A clock that is two and a half seconds on each time it is looked at."""
    times = iter(range(1_000_000))
    start = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    return lambda: start + timedelta(seconds=2.5 * next(times))


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Server]:
    """Makes a server of responses; whatever is not one is the content of a completion."""
    monkeypatch.setattr("factx.llm.retrying.RETRIES", 0)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_CUSTOM_HEADERS"):
        monkeypatch.delenv(name, raising=False)

    def make(*responses: object) -> Server:
        return Server(
            [
                response if isinstance(response, http.Response | BaseException) else chat(response)
                for response in responses
            ]
        )

    return make


@pytest.fixture
def completion() -> Callable[..., http.Response]:
    """Makes a server's response with one completion."""
    return chat
