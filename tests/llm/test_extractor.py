"""An extractor asks about all its articles with one client, and counts what it uses."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from model_server import Request, Response, chat, serving
from openai_http import http

import factx
from factx.llm.clients import ModelClient
from factx.records import Article

ANSWER: dict[str, Any] = {"sources": [], "statements": [], "claims": []}


def articles(count: int) -> Iterator[Article]:
    for n in range(count):
        yield Article(id=str(n), text=f'"We lost {n} times," Lena Moss said.')


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The clients that were created."""
    clients: list[Any] = []
    create = ModelClient.openai

    def openai(self: ModelClient) -> Any:
        clients.append(create(self))
        return clients[-1]

    monkeypatch.setattr(ModelClient, "openai", openai)
    return clients


def test_many_articles_share_one_client_which_is_closed_in_the_end(opened: list[Any]) -> None:
    with (
        serving(chat(ANSWER)) as server,
        factx.Extractor("openai/x", base_url=f"{server.address}/v1") as extractor,
    ):
        results = list(extractor.extract_many(articles(12), concurrency=3))
        extractor.extract(next(articles(1)))
        assert not opened[0].is_closed()
        assert extractor.usage.requests == 13
        assert extractor.usage.input_tokens == 13 * 7
    assert all(result.record is not None for result in results)
    assert len(server.requests) == 13
    assert len({request.port for request in server.requests}) <= 3
    assert [client.is_closed() for client in opened] == [True]


def test_each_event_loop_has_a_client_of_its_own(opened: list[Any]) -> None:
    with serving(chat(ANSWER)) as server:
        extractor = factx.Extractor("openai/x", base_url=f"{server.address}/v1")

        async def two() -> None:
            async with extractor:
                for article in articles(2):
                    await extractor.aextract(article)

        for _ in range(2):
            asyncio.run(two())
    assert [client.is_closed() for client in opened] == [True, True]


def test_articles_that_failed_count_too() -> None:
    def play(request: Request) -> Response | dict[str, Any]:
        if b"lost 1 times" in request.body:
            return Response(b'{"choices": [], "usage": {}}')
        return chat(ANSWER)

    with (
        serving(play) as server,
        factx.Extractor("openai/x", base_url=f"{server.address}/v1") as extractor,
    ):
        results = list(extractor.extract_many(articles(3), ordered=True))
        assert extractor.usage.requests >= 2
    assert [result.record is None for result in results] == [False, True, False]


def test_a_client_of_ones_own_is_used_and_not_closed() -> None:
    seen: list[str] = []

    def play(request: http.Request) -> http.Response:
        seen.append(request.url.host)
        return http.Response(200, json=chat(ANSWER))

    async def main() -> bool:
        client = http.AsyncClient(transport=http.MockTransport(play))
        async with factx.Extractor(
            "openai/x", base_url="http://models.example/v1", client=client
        ) as extractor:
            await extractor.aextract(next(articles(1)))
        closed = client.is_closed
        await client.aclose()
        return closed

    assert asyncio.run(main()) is False
    assert seen == ["models.example"]


def test_only_an_openai_compatible_server_takes_a_client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-of-a-test")
    with pytest.raises(factx.InputError, match="client: only OpenAI-compatible servers"):
        factx.Extractor("anthropic/x", client=object())
