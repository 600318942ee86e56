"""What is done once for all questions changes nothing that a server is sent."""

import asyncio
import json
from collections.abc import Sequence
from functools import wraps
from typing import Any, cast

import pytest
from instructor import OpenAISchema
from model_server import chat, serving
from model_server.scripts import in_turn
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletion
from openai_http import http
from pydantic import BaseModel, ValidationError, create_model

import factx
from factx.errors import ModelError
from factx.llm import clients
from factx.llm.sparing import direct, light_form
from factx.llm.wire.answer import REVIEW, Answer, answer_form
from factx.llm.wire.sentence import SentenceAnswer, VerbAnswer

TEXT = '"We lost," Lena Moss said.'
FORMS = [Answer, answer_form(7, claims=False), SentenceAnswer, VerbAnswer]


def instructors(form: type[BaseModel]) -> type[BaseModel]:
    """The class that instructor makes of a form."""
    made = create_model(form.__name__, __base__=(form, OpenAISchema))
    return cast("type[BaseModel]", wraps(form, updated=())(cast("Any", made)))


def problem_of(form: type[BaseModel], problems: Sequence[str] | None) -> str:
    token = REVIEW.set(lambda: problems)
    try:
        form.model_validate_json("no JSON")
    except ValidationError as error:
        return str(error)
    finally:
        REVIEW.reset(token)
    return ""


@pytest.mark.parametrize("form", FORMS)
def test_a_light_form_says_what_its_form_says(form: type[BaseModel]) -> None:
    """Its name and schema, and the problems of an answer, which are sent back to a model."""
    light, heavy = light_form(form, OpenAISchema), instructors(form)
    assert light is light_form(form, OpenAISchema)
    assert light.__name__ == heavy.__name__
    assert light.model_json_schema() == form.model_json_schema()
    assert list(light.model_json_schema()) == list(form.model_json_schema())
    assert cast("Any", light).openai_schema == cast("Any", heavy).openai_schema
    for problems in (["line 1: who?", "line 2: when?"], [], None):
        assert problem_of(light, problems) == problem_of(heavy, problems)
    assert problem_of(light, None)


def test_a_light_form_has_no_fields_and_a_schema_of_its_own() -> None:
    light = light_form(Answer, OpenAISchema)
    assert light.model_fields == {}
    light.model_json_schema()["properties"].clear()
    assert light.model_json_schema() == Answer.model_json_schema()


def test_the_request_is_that_of_openai(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same key, whatever other keys there are."""
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "sk-admin")
    sent: list[Any] = []

    def respond(request: http.Request) -> http.Response:
        sent.append((str(request.url), dict(request.headers), json.loads(request.content)))
        message = {"role": "assistant", "content": "yes"}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        return http.Response(200, json={"id": "1", "choices": [choice], "model": "m"})

    client = AsyncOpenAI(
        base_url="http://localhost/v1",
        api_key="none",
        http_client=http.AsyncClient(transport=http.MockTransport(respond)),
    )
    schema = {"name": "Answer", "schema": Answer.model_json_schema()}
    options: dict[str, Any] = {
        "messages": [
            {"role": "system", "content": "“é”"},
            {"role": "assistant", "content": None, "tool_calls": [{"id": "1", "type": "function"}]},
        ],
        "model": "x",
        "max_tokens": 9,
        "temperature": 0.0,
        "seed": 1,
        "response_format": {"type": "json_schema", "json_schema": schema},
        "tools": [{"type": "function", "function": schema}],
        "tool_choice": {"type": "function", "function": {"name": "Answer"}},
    }

    async def main() -> None:
        create: Any = client.chat.completions.create
        first = await create(**options)
        second = await direct(client, ChatCompletion)(**options)
        assert first == second
        await client.close()

    asyncio.run(main())
    assert sent[0] == sent[1]


BAD = {"sources": ["9 | Nobody"], "statements": ["1 | 3:Nobody | said | <9>"], "claims": []}
GOOD: dict[str, list[str]] = {"sources": [], "statements": [], "claims": []}


def answered(content: object, mode: str) -> Any:
    """An answer in the form of a mode."""
    made = chat(content)
    if mode == "tools":
        message = made["choices"][0]["message"]
        arguments = message.pop("content")
        call = {"name": "Answer", "arguments": arguments}
        message["tool_calls"] = [{"id": "c1", "type": "function", "function": call}]
    return made


def no_handlers(_client: object) -> None:
    """As if instructor did not have them."""


@pytest.mark.parametrize("mode", ["json_schema", "json", "tools", "text"])
@pytest.mark.parametrize("last", [GOOD, BAD, "nothing"])
def test_questions_and_what_is_sent_back_are_those_of_instructor(
    mode: Any, last: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also after the last attempt."""
    found: list[tuple[Any, Any]] = []
    for way in ("own", "instructor"):
        if way == "instructor":
            monkeypatch.setattr(clients, "handlers_of", no_handlers)
        answers = [answered(BAD, mode), answered("no JSON", mode), answered(last, mode)]
        with serving(in_turn(*answers)) as server:
            url = f"{server.address}/v1"
            try:
                record = factx.extract(TEXT, model="openai/x", base_url=url, mode=mode)
                made: Any = record.model_dump(mode="json", exclude={"provenance"})
                assert record.provenance.usage is not None
                made["usage"] = record.provenance.usage.model_dump()
            except ModelError as error:
                made = repr(error)
            found.append((server.bodies, made))
    (own, made), (others, made_by_others) = found
    assert len(own) == 3
    assert own == others
    assert made == made_by_others
