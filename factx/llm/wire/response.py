"""Turn a provider's response into a completion, whatever its form."""

import json
from collections.abc import Sequence
from typing import Any, cast

from factx.llm.recording import Completion, TokenCount


def completion_of(response: object) -> Completion | None:
    """The completion in `response`; None if it has none, for example an error page."""
    return _of_chat(response) or _of_blocks(response) or _of_candidates(response)


def _of_chat(response: object) -> Completion | None:
    """A completion in OpenAI's form, which most providers use."""
    choice = _first(_get(response, "choices"))
    message = _get(choice, "message")
    if message is None:
        return None
    call = _first(_get(message, "tool_calls"))
    return Completion(
        text=_as_text(_get(call, "function", "arguments") if call else _get(message, "content")),
        finish_reason=_as_name(_get(choice, "finish_reason")),
        refusal=_as_name(_get(message, "refusal")),
        tokens=_tokens(
            _get(response, "usage", "prompt_tokens"),
            _get(response, "usage", "completion_tokens"),
            _get(response, "usage", "prompt_tokens_details", "cached_tokens"),
        ),
    )


def _of_blocks(response: object) -> Completion | None:
    """A completion in Anthropic's form: a list of blocks, with or without a tool call."""
    blocks = _get(response, "content")
    if not isinstance(blocks, list):
        return None
    blocks = cast("list[object]", blocks)
    calls = [_get(block, "input") for block in blocks if _get(block, "type") == "tool_use"]
    texts = [_get(block, "text") for block in blocks if _get(block, "type") == "text"]
    read = _get(response, "usage", "input_tokens")
    cached = _get(response, "usage", "cache_read_input_tokens")
    stored = _get(response, "usage", "cache_creation_input_tokens")
    if isinstance(read, int):
        read += (cached or 0) + (stored or 0)
    return Completion(
        text=_as_text(_first(calls) or _first(texts[::-1])),
        finish_reason=_as_name(_get(response, "stop_reason")),
        tokens=_tokens(read, _get(response, "usage", "output_tokens"), cached),
    )


def _of_candidates(response: object) -> Completion | None:
    """A completion in Google's form: candidates of several parts, some of them thoughts."""
    candidate = _first(_get(response, "candidates"))
    if candidate is None:
        return None
    parts = cast("list[object]", _get(candidate, "content", "parts") or [])
    parts = [part for part in parts if not _get(part, "thought")]
    calls = [call for part in parts if (call := _get(part, "function_call", "args")) is not None]
    texts = [text for part in parts if (text := _get(part, "text"))]
    output = _get(response, "usage_metadata", "candidates_token_count")
    if isinstance(output, int):
        output += _get(response, "usage_metadata", "thoughts_token_count") or 0
    return Completion(
        text=_as_text(calls[0] if calls else "".join(texts)),
        finish_reason=_as_name(_get(candidate, "finish_reason")),
        tokens=_tokens(
            _get(response, "usage_metadata", "prompt_token_count"),
            output,
            _get(response, "usage_metadata", "cached_content_token_count"),
        ),
    )


def _get(value: Any, *names: str) -> Any:
    """A nested attribute; None if one of `names` is missing."""
    for name in names:
        value = getattr(value, name, None)
    return value


def _first(values: Any) -> Any:
    return cast("Sequence[Any]", values)[0] if values and isinstance(values, Sequence) else None


def _as_text(answer: object) -> str:
    """An answer as text that can be stored; a lone surrogate becomes U+FFFD."""
    if answer is None or isinstance(answer, str):
        text = answer or ""
    else:
        text = json.dumps(answer, ensure_ascii=False, default=str)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _as_name(reason: object) -> str | None:
    """A finish reason or refusal as a string; some providers use an enumeration."""
    value = getattr(reason, "value", reason)
    return None if value is None else str(value)


def _tokens(read: object, written: object, cached: object) -> TokenCount | None:
    """The tokens of a completion; None if the server reports no valid numbers."""
    counted = [
        value if isinstance(value, int) and value >= 0 else None
        for value in (read, written, cached)
    ]
    if counted[0] is None or counted[1] is None:
        return None
    return TokenCount(input=counted[0], output=counted[1], cached=counted[2])
