"""What each provider is sent, in its own format, by its own package; nothing leaves the machine.

A server on this machine stands for the provider and answers in the provider's form. The packages
come with the extras; a test without its package is skipped.
"""

import asyncio
import json
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from model_server import Server, chat, serving

from factx.llm.drafter import InstructorDrafter
from factx.llm.prompt import system_text
from factx.llm.recording import Recording
from factx.records import Article, Usage

ANSWER = {
    "sources": ["1 | Lena Moss | person | named"],
    "statements": ["3 | 1:Mayor Lena Moss | said | <1>"],
    "claims": [],
}


@pytest.fixture
def stub() -> Iterator[Server]:
    with serving() as server:
        yield server


def asked(model: str, article: Article, **options: Any) -> tuple[Recording, Any]:
    """What becomes of asking the model, and the draft."""
    recordings: list[Recording] = []
    drafter = InstructorDrafter(model, timeout=30, recorder=recordings.append, **options)
    draft = asyncio.run(drafter.draft(article))
    assert [one.sources for one in draft.attributions] == [("s1",)]
    return recordings[0], draft


def texts(content: Any) -> str:
    """The text of a message, be it a string or made of parts."""
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


def needs(package: str) -> None:
    if find_spec(package.partition(".")[0]) is None or find_spec(package) is None:
        pytest.skip(f"{package} is not installed: it comes with an extra")


def test_openai_itself(stub: Server, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """A JSON Schema as the response format, the instructions as the system's message."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    monkeypatch.setenv("OPENAI_BASE_URL", f"{stub.address}/v1")
    stub.answer = chat(ANSWER)
    recording, _ = asked("openai/gpt-5-mini", article)
    [body] = stub.bodies
    assert stub.paths == ["/v1/chat/completions"]
    assert body["response_format"]["type"] == "json_schema"
    assert body["messages"][0] == {"role": "system", "content": system_text()}
    assert recording.usage == Usage(input_tokens=7, output_tokens=3, requests=1)


def test_anthropic(stub: Server, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool that must be used, whose input is the answer."""
    needs("anthropic")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "none")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", stub.address)
    stub.answer = {
        "id": "1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [{"type": "tool_use", "id": "t", "name": "Answer", "input": ANSWER}],
        "stop_reason": "tool_use",
        "stop_sequence": None,
        "usage": {"input_tokens": 7, "output_tokens": 3},
    }
    recording, _ = asked("anthropic/claude-sonnet-4-5", article)
    [body] = stub.bodies
    assert stub.paths[0].startswith("/v1/messages")
    [tool] = body["tools"]
    assert tool["name"] == "Answer"
    assert set(tool["input_schema"]["properties"]) == set(ANSWER)
    assert body["tool_choice"]["name"] == "Answer"
    assert body["max_tokens"] == 16384
    assert system_text() in texts(body["system"])
    assert recording.usage == Usage(input_tokens=7, output_tokens=3, requests=1)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of its own package's making
def test_google(stub: Server, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """A function that must be called, whose arguments are the answer."""
    needs("google.genai")
    monkeypatch.setenv("GOOGLE_API_KEY", "none")
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", stub.address)
    call = {"functionCall": {"name": "Answer", "args": ANSWER}}
    stub.answer = {
        "candidates": [{"content": {"role": "model", "parts": [call]}, "finishReason": "STOP"}],
        "usageMetadata": {"promptTokenCount": 7, "candidatesTokenCount": 3, "totalTokenCount": 10},
    }
    recording, _ = asked("google/gemini-2.5-flash", article)
    [body] = stub.bodies
    assert "gemini-2.5-flash:generateContent" in stub.paths[0]
    [declared] = body["tools"][0]["functionDeclarations"]
    assert declared["name"] == "Answer"
    assert recording.usage == Usage(input_tokens=7, output_tokens=3, requests=1)


def test_mistral(stub: Server, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool that must be used: instructor does not pass on a mode to its builder."""
    needs("mistralai")
    monkeypatch.setenv("MISTRAL_API_KEY", "none")
    call = {"id": "t", "function": {"name": "Answer", "arguments": json.dumps(ANSWER)}}
    message = {"role": "assistant", "content": "", "tool_calls": [call]}
    stub.answer = {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": "tool_calls", "message": message}],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10},
    }
    servers: Any = import_module("mistralai.client.sdkconfiguration")
    for name in servers.SERVERS:
        monkeypatch.setitem(servers.SERVERS, name, stub.address)
    recording, _ = asked("mistral/mistral-small-latest", article)
    [body] = stub.bodies
    assert stub.paths == ["/v1/chat/completions"]
    assert body["tools"][0]["function"]["name"] == "Answer"
    assert recording.usage == Usage(input_tokens=7, output_tokens=3, requests=1)


OWN_SERVERS: dict[str, dict[str, Any]] = {
    "llama.cpp": {
        "choice": {"logprobs": None},
        "usage": {"prompt_tokens_details": {"cached_tokens": 5}},
        "beside": {"timings": {"prompt_n": 2, "predicted_n": 3}, "system_fingerprint": "b1-x"},
    },
    "vllm": {
        "choice": {"stop_reason": None, "token_ids": None},
        "usage": {"prompt_tokens_details": None},
        "message": {"reasoning_content": "Moss speaks.", "tool_calls": [], "refusal": None},
        "beside": {"prompt_logprobs": None, "kv_transfer_params": None, "service_tier": None},
    },
    "ollama": {
        "message": {"reasoning": "Moss speaks."},
        "beside": {"system_fingerprint": "fp_ollama"},
    },
}
"""What such servers add to the common form of an answer."""


@pytest.mark.parametrize("server", OWN_SERVERS)
def test_servers_of_ones_own(
    stub: Server, article: Article, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A JSON Schema, greedy sampling, a bound on the answer, and no key of the environment's."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    added = OWN_SERVERS[server]
    answer = chat(ANSWER)
    [choice] = answer["choices"]
    choice.update(added.get("choice", {}))
    choice["message"].update(added.get("message", {}))
    answer["usage"].update(added.get("usage", {}))
    stub.answer = answer | added["beside"]
    if server == "ollama":
        monkeypatch.setattr("factx.llm.providers.OLLAMA", f"{stub.address}/v1")
        recording, _ = asked("ollama/qwen2.5:7b", article)
    else:
        recording, _ = asked("openai/qwen3", article, base_url=f"{stub.address}/v1")
    [body] = stub.bodies
    assert stub.paths == ["/v1/chat/completions"]
    assert stub.keys == ["Bearer none"]
    assert body["response_format"]["type"] == "json_schema"
    assert body["response_format"]["json_schema"]["schema"]["additionalProperties"] is False
    assert (body["temperature"], body["max_tokens"]) == (0, 4096)
    assert "tools" not in body
    assert recording.usage is not None
    assert (recording.usage.input_tokens, recording.usage.output_tokens) == (7, 3)
    assert recording.usage.cached_tokens == (5 if server == "llama.cpp" else None)
    assert recording.settings.window == (4000 if server == "ollama" else None)
