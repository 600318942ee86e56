"""Finding the completion in each provider's response."""

from types import SimpleNamespace as Thing
from typing import Any

import pytest

from factx.llm.recording import Completion, TokenCount
from factx.llm.wire.response import completion_of


def chat(message: Thing, finish: str = "stop", usage: Thing | None = None) -> Thing:
    return Thing(choices=[Thing(message=message, finish_reason=finish)], usage=usage)


def test_a_message_or_a_tool_call_of_openai_s_form() -> None:
    """The text is kept as it came."""
    usage = Thing(prompt_tokens=5, completion_tokens=3, prompt_tokens_details=None)
    assert completion_of(chat(Thing(content=" {} "), usage=usage)) == Completion(
        text=" {} ", finish_reason="stop", tokens=TokenCount(input=5, output=3)
    )
    call = Thing(function=Thing(arguments='{"a": 1}'))
    assert completion_of(chat(Thing(content=None, tool_calls=[call]))) == Completion(
        text='{"a": 1}', finish_reason="stop"
    )
    # Mistral's package may give the arguments parsed.
    call = Thing(function=Thing(arguments={"a": "é"}))
    assert completion_of(chat(Thing(content="", tool_calls=[call]))) == Completion(
        text='{"a": "é"}', finish_reason="stop"
    )


def test_a_message_of_anthropic_s_form() -> None:
    """What was read from the cache or stored there was read too."""
    usage = Thing(
        input_tokens=5, output_tokens=3, cache_read_input_tokens=90, cache_creation_input_tokens=2
    )
    blocks = [Thing(type="text", text="Well."), Thing(type="tool_use", input={"a": 1})]
    response = Thing(content=blocks, stop_reason="tool_use", usage=usage)
    assert completion_of(response) == Completion(
        text='{"a": 1}',
        finish_reason="tool_use",
        tokens=TokenCount(input=97, output=3, cached=90),
    )
    cut = completion_of(Thing(content=blocks[:1], stop_reason="max_tokens"))
    assert cut is not None
    assert (cut.text, cut.truncated) == ("Well.", True)
    refused = completion_of(Thing(content=[], stop_reason="refusal"))
    assert refused is not None
    assert refused.refused


def test_a_message_of_google_s_form() -> None:
    """Thoughts are paid for and are no part of the answer."""
    parts = [
        Thing(thought=True, text="Hm.", function_call=None),
        Thing(thought=None, text=None, function_call=Thing(args={"a": 1})),
    ]
    usage = Thing(prompt_token_count=9, candidates_token_count=3, thoughts_token_count=4)
    response = Thing(
        candidates=[Thing(content=Thing(parts=parts), finish_reason=Thing(value="STOP"))],
        usage_metadata=usage,
    )
    assert completion_of(response) == Completion(
        text='{"a": 1}', finish_reason="STOP", tokens=TokenCount(input=9, output=7)
    )
    blocked = completion_of(Thing(candidates=[Thing(content=None, finish_reason="SAFETY")]))
    assert blocked is not None
    assert blocked.refused


def message(**fields: Any) -> Thing:
    """A response with a message that has these fields."""
    return chat(Thing(**fields))


@pytest.mark.parametrize(
    ("fields", "text", "refusal"),
    [
        ({"content": [{"type": "text", "text": "{}"}]}, "{}", None),
        ({"content": [Thing(type="text", text="{"), Thing(type="text", text="}")]}, "{}", None),
        (
            {"content": [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "{}"}]},
            "{}",
            None,
        ),
        ({"content": ["{", "}"]}, "{}", None),
        ({"content": [{"type": "refusal", "refusal": "No."}]}, "", "No."),
        ({"content": {"a": 1}}, '{"a": 1}', None),
        ({"content": "{}", "refusal": ""}, "{}", None),
        ({"content": "{}", "refusal": " "}, "{}", None),
        ({"content": "{}", "refusal": False}, "{}", None),
        ({"content": None, "refusal": "No \ud83d"}, "", "No \ufffd"),
        ({"content": "\ud83d{}"}, "\ufffd{}", None),
        ({"content": None, "reasoning_content": "{}"}, "<think>{}</think>", None),
        ({"content": "", "reasoning": "{}\ud83d"}, "<think>{}\ufffd</think>", None),
        ({"content": "{}", "reasoning_content": "Hm."}, "{}", None),
        ({"content": None, "function_call": Thing(arguments="{}")}, "{}", None),
        (
            {
                "content": "Hm.",
                "tool_calls": [Thing(function={"arguments": "{}"}), Thing(function=None)],
            },
            "{}",
            None,
        ),
        ({"content": "{}", "tool_calls": []}, "{}", None),
    ],
)
def test_every_form_of_a_message(fields: dict[str, Any], text: str, refusal: str | None) -> None:
    """Parts, thoughts, calls, and what some servers write in place of no refusal."""
    completion = completion_of(message(**fields))
    assert completion is not None
    assert (completion.text, completion.refusal) == (text, refusal)
    assert completion.refused == (refusal is not None)


def test_a_message_can_be_sent_back() -> None:
    """What was read from it takes the place of parts, surrogates and an empty refusal."""
    call = Thing(arguments='{"a": "\ud83d"}')
    told = Thing(content=[{"text": "\ud83d"}], refusal="", tool_calls=[Thing(function=call)])
    completion_of(chat(told, finish="\udc00"))
    assert (told.content, told.refusal, call.arguments) == ("\ufffd", None, '{"a": "\ufffd"}')


@pytest.mark.parametrize("finish", ["", False, None, "\udc00", 7, Thing(value="STOP")])
def test_any_finish_reason_can_be_stored(finish: Any) -> None:
    completion = completion_of(chat(Thing(content="{}"), finish=finish))
    assert completion is not None
    assert Completion.from_json(completion.model_dump_json()) == completion


@pytest.mark.parametrize(
    "response",
    [
        "<html>",
        None,
        Thing(choices=[]),
        Thing(choices=None),
        Thing(error="x"),
        Thing(candidates=[]),
    ],
)
def test_a_response_without_a_completion(response: object) -> None:
    """An error page is none."""
    assert completion_of(response) is None
