"""A client of the user's own, of instructor or openai, and providers that only instructor knows."""

import asyncio
from collections.abc import Callable
from typing import Any

import instructor
import openai
import pytest
from model_server import chat, serving
from model_server.scripts import failing
from openai import AsyncOpenAI, OpenAI
from openai_http import http

from factx.errors import InputError, ModelUnreachable, UnknownModel
from factx.extraction.extractor import Extractor
from factx.records import Article, FactRecord

Serve = Callable[..., Any]


def openai_client(server: Any) -> AsyncOpenAI:
    return AsyncOpenAI(
        api_key="mine",
        base_url="http://models.example/v1",
        http_client=http.AsyncClient(transport=http.MockTransport(server.answer)),
    )


def extracted(article: Article, model: str, **options: Any) -> FactRecord:
    async def run() -> FactRecord:
        async with Extractor(model, **options) as extractor:
            return await extractor.aextract(article)

    return asyncio.run(run())


def test_an_openai_client_is_used_with_its_address_and_key_and_not_closed(
    serve: Serve, article: Article, good: dict[str, Any]
) -> None:
    """The provider in the model's name may be any."""
    server = serve(good)
    client = openai_client(server)
    record = extracted(article, "newsroom/some", client=client)
    assert len(record.quotes) == 2
    [request] = server.requests
    assert request.headers["authorization"] == "Bearer mine"
    assert request.url.host == "models.example"
    assert server.bodies()[0]["model"] == "some"
    assert record.provenance.model == "newsroom/some"
    assert not client.is_closed()


@pytest.mark.parametrize(
    ("mode", "key"),
    [
        (instructor.Mode.JSON_SCHEMA, "response_format"),
        (instructor.Mode.TOOLS, "tools"),
        (instructor.Mode.MD_JSON, None),
    ],
)
def test_an_instructor_client_keeps_its_mode(
    serve: Serve, article: Article, good: dict[str, Any], mode: instructor.Mode, key: str | None
) -> None:
    server = serve(good)
    client = instructor.from_openai(openai_client(server), mode=mode)
    recordings: list[Any] = []
    record = extracted(article, "newsroom/some", client=client, recorder=recordings.append)
    assert len(record.quotes) == 2
    [body] = server.bodies()
    assert {"response_format", "tools"} & {*body} == ({key} if key else set())
    assert recordings[0].settings.mode == mode.value


def test_a_mode_can_be_chosen_for_an_openai_client(
    serve: Serve, article: Article, good: dict[str, Any]
) -> None:
    server = serve(good)
    extracted(article, "newsroom/some", client=openai_client(server), mode="tools")
    assert "tools" in server.bodies()[0]


@pytest.mark.parametrize(
    ("client", "options", "problem"),
    [
        (OpenAI(api_key="x"), {}, "it is synchronous; use openai's"),
        (instructor.from_openai(OpenAI(api_key="x")), {}, "it is synchronous; use instructor's"),
        (AsyncOpenAI(api_key="x"), {"base_url": "http://127.0.0.1:9/v1"}, "has its own"),
        (AsyncOpenAI(api_key="x"), {"api_key": "y"}, "has its own"),
        (instructor.from_openai(AsyncOpenAI(api_key="x")), {"mode": "json"}, "has its own"),
    ],
)
def test_what_a_client_cannot_be_used_with_is_refused(
    client: Any, options: dict[str, Any], problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        Extractor("openai/some", client=client, **options)


def test_a_provider_that_only_instructor_knows_is_left_to_it(
    serve: Serve, article: Article, good: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnknownModel, match="the provider must be one of"):
        Extractor("novel/some")
    server = serve(good)
    made: list[tuple[Any, ...]] = []

    def from_provider(model: str, **options: Any) -> Any:
        made.append((model, options["async_client"], options["mode"]))
        return instructor.from_openai(openai_client(server))

    monkeypatch.setattr("instructor.v2.auto_client.supported_providers", ["novel"])
    monkeypatch.setattr("instructor.from_provider", from_provider)
    assert len(extracted(article, "novel/some").quotes) == 2
    assert made == [("novel/some", True, None)]


@pytest.mark.bad_input
@pytest.mark.skipif(openai.VERSION < "3", reason="aiohttp would need another package")
@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("endless", "its response is longer than 4 MB"),
        ("bomb", "its response is longer than 4 MB"),
        ("redirected", "it redirects to another server"),
        ("unavailable", ""),
        ("reset", ""),
        ("half body", ""),
    ],
)
def test_a_client_with_aiohttp_has_the_same_guards_and_retries(
    article: Article, good: dict[str, Any], fault: str, told: str
) -> None:
    async def run(address: str) -> FactRecord:
        client = openai.DefaultAioHttpClient()
        try:
            async with Extractor(
                "openai/x", base_url=f"{address}/v1", client=client, strategy="whole", timeout=20
            ) as extractor:
                return await extractor.aextract(article)
        finally:
            await client.aclose()

    with serving(failing(chat(good), fault, times=None if told else 1)) as server:
        if told:
            with pytest.raises(ModelUnreachable, match=told):
                asyncio.run(run(server.address))
        else:
            assert len(asyncio.run(run(server.address)).quotes) == 2
            assert len(server.requests) == 2
