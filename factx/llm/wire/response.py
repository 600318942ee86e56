"""Turn a provider's response into a completion, whatever its form."""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

from factx.llm.recording import MOST_TOKENS, Completion, TokenCount
from factx.llm.wire.json_signs import cleaned


def completion_of(response: object) -> Completion | None:
    """The completion in `response`; None if it has none, for example an error page."""
    return _of_chat(response) or _of_blocks(response) or _of_candidates(response)


def _of_chat(response: object) -> Completion | None:
    """A completion in OpenAI's form, which most providers use.

    Its message gets the text that was read from it, so that it can be sent back.
    """
    choice = _first(_get(response, "choices"))
    message = _get(choice, "message")
    if message is None:
        return None
    calls = [call for one in _list(message, "tool_calls") if (call := _get(one, "function"))]
    calls = calls or [call for call in [_get(message, "function_call")] if call]
    content = _text_of(_get(message, "content"))
    text = "\n".join(_as_text(_get(call, "arguments")) for call in calls) or content
    refusal = _as_reason(_get(message, "refusal")) or _refusal_in(_get(message, "content"))
    for call in calls:
        if isinstance(_get(call, "arguments"), str):
            _put(call, "arguments", _as_text(_get(call, "arguments")))
    _put(message, "content", content)
    _put(message, "refusal", refusal)
    return Completion(
        text=text if text.strip() else _thoughts(message),
        finish_reason=_as_reason(_get(choice, "finish_reason")),
        refusal=refusal,
        tokens=_tokens(
            _get(response, "usage", "prompt_tokens"),
            _get(response, "usage", "completion_tokens"),
            _get(response, "usage", "prompt_tokens_details", "cached_tokens"),
        ),
    )


def _text_of(content: object) -> str:
    """The text of a message: a string, or a list of parts without those that are thoughts."""
    if not isinstance(content, list):
        return _as_text(content)
    parts = cast("list[object]", content)
    texts = [part if isinstance(part, str) else _get(part, "text") for part in parts]
    return "".join(_as_text(text) for text in texts if isinstance(text, str))


def _refusal_in(content: object) -> str | None:
    """The refusal in a content that is a list of parts."""
    parts = cast("list[object]", content) if isinstance(content, list) else []
    return next((reason for one in parts if (reason := _as_reason(_get(one, "refusal")))), None)


def _thoughts(message: object) -> str:
    """The thoughts of a message that has nothing else, where some servers put the whole answer."""
    for name in ("reasoning_content", "reasoning"):
        thoughts = _get(message, name)
        if isinstance(thoughts, str) and thoughts.strip():
            return f"<think>{_as_text(thoughts)}</think>"
    return ""


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
        read += sum(count for count in (cached, stored) if isinstance(count, int))
    return Completion(
        text=_as_text(_first(calls) or _first(texts[::-1])),
        finish_reason=_as_reason(_get(response, "stop_reason")),
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
        finish_reason=_as_reason(_get(candidate, "finish_reason")),
        tokens=_tokens(
            _get(response, "usage_metadata", "prompt_token_count"),
            output,
            _get(response, "usage_metadata", "cached_content_token_count"),
        ),
    )


def _get(value: Any, *names: str) -> Any:
    """A nested attribute or key; None if one of `names` is missing."""
    for name in names:
        if isinstance(value, dict):
            value = cast("dict[str, Any]", value).get(name)
        else:
            value = getattr(value, name, None)
    return value


def _put(value: Any, name: str, new: object) -> None:
    """Set an attribute or key to `new`, unless it has that value or none, or cannot be set."""
    old = _get(value, name)
    if old is None or old == new:
        return
    if isinstance(value, dict):
        value[name] = new
    else:
        with suppress(AttributeError, TypeError, ValueError):
            setattr(value, name, new)


def _list(value: Any, name: str) -> list[Any]:
    found = _get(value, name)
    return cast("list[Any]", found) if isinstance(found, list) else []


def _first(values: Any) -> Any:
    return cast("Sequence[Any]", values)[0] if values and isinstance(values, Sequence) else None


def _as_text(answer: object) -> str:
    """An answer as text that can be stored."""
    if answer is None or isinstance(answer, str):
        text = answer or ""
    else:
        text = json.dumps(answer, ensure_ascii=False, default=str)
    return cleaned(text)


def _as_reason(reason: object) -> str | None:
    """A finish reason or refusal; None if there is none, for which some servers write "" or false.

    Some providers use an enumeration.
    """
    value = getattr(reason, "value", reason)
    return cleaned(str(value)) if value and str(value).strip() else None


def _tokens(read: object, written: object, cached: object) -> TokenCount | None:
    """The tokens of a completion; None if the server reports no valid numbers."""
    counted = [
        value if isinstance(value, int) and 0 <= value <= MOST_TOKENS else None
        for value in (read, written, cached)
    ]
    if counted[0] is None or counted[1] is None:
        return None
    return TokenCount(input=counted[0], output=counted[1], cached=counted[2])
