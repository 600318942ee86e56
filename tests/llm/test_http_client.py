"""The HTTP client that asks a model: its pools of connections, and proxies."""

import asyncio
from typing import Any

import pytest
from model_server import serving
from model_server.scripts import delayed

from factx.llm.address import address_of
from factx.llm.http_client import http_client

OWN = address_of("http://127.0.0.1:8000/v1")
FAR = address_of("https://models.example/v1")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def asked(client: Any, url: str, count: int) -> list[int]:
    """The statuses of so many requests at once."""
    responses = await asyncio.gather(*(client.get(url) for _ in range(count)))
    return [response.status_code for response in responses]


def pools_of(client: Any) -> list[Any]:
    return client._transport.pools  # httpx has no public name for it


def test_many_requests_have_many_small_pools() -> None:
    """Each is looked through for every request, so one large pool would be slow."""
    with serving(delayed({"ok": True}, 0.5)) as server:

        async def run() -> None:
            async with http_client(20, address_of(server.address)) as client:
                assert await asked(client, server.address, 60) == [200] * 60
                assert len(pools_of(client)) == 8
                assert [pool.in_flight for pool in pools_of(client)] == [0] * 8

        asyncio.run(run())


def test_one_request_after_the_other_has_one_connection() -> None:
    """A pool is filled before another one is opened."""
    with serving({"ok": True}) as server:

        async def run() -> None:
            async with http_client(20, address_of(server.address)) as client:
                for _ in range(5):
                    assert await asked(client, server.address, 1) == [200]
                assert len(pools_of(client)) == 1

        asyncio.run(run())
        assert len({request.port for request in server.requests}) == 1


def test_a_request_that_fails_leaves_its_pool() -> None:
    async def run() -> None:
        async with http_client(20, address_of("http://127.0.0.1:9")) as client:
            for _ in range(20):
                with pytest.raises(Exception, match="connection"):
                    await client.get("http://127.0.0.1:9")
            assert [pool.in_flight for pool in pools_of(client)] == [0]

    asyncio.run(run())


@pytest.mark.parametrize(
    ("variable", "address", "is_in_pools"),
    [
        ("HTTPS_PROXY", FAR, False),
        ("all_proxy", FAR, False),
        ("HTTPS_PROXY", None, False),
        ("HTTPS_PROXY", OWN, True),
        ("NO_PROXY", FAR, True),
    ],
)
def test_a_proxy_of_the_environment_is_left_to_httpx(
    monkeypatch: pytest.MonkeyPatch, variable: str, address: Any, is_in_pools: bool
) -> None:
    """But for a server on this machine, which is reached without it."""
    monkeypatch.setenv(variable, "http://proxy.example:3128")
    assert hasattr(http_client(5, address)._transport, "pools") == is_in_pools
