#!/usr/bin/env python3
"""The CPU time of a question to a model: openai's client, and factx, with httpx and with aiohttp.

    python benchmarks/cpu.py --rounds 15

The model is a scripted server (tests/model_server) in a process of its own. In each round, each way
asks so many questions at once about short articles; openai's client sends what factx sends, and
does nothing with the answers. The best round counts, because other work on the machine only adds to
the time. Needs `pip install openai[aiohttp]`.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from openai import AsyncOpenAI, DefaultAioHttpClient, DefaultAsyncHttpxClient

import factx
from factx.records import Article

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from tests.model_server import started  # noqa: E402 -- found from here

HTTP: dict[str, Callable[[], Any]] = {
    "httpx": DefaultAsyncHttpxClient,
    "aiohttp": DefaultAioHttpClient,
}
Round = Callable[[], Awaitable[None]]


def articles(count: int) -> list[Article]:
    return [Article(id=str(n), text=f'"We lost {n} times," Lena Moss said.') for n in range(count)]


async def request_of(address: str) -> dict[str, Any]:
    """What factx sends about an article."""
    sent: list[dict[str, Any]] = []

    async def note(request: Any) -> None:
        sent.append(json.loads(request.content))

    client = DefaultAsyncHttpxClient(event_hooks={"request": [note]})
    async with factx.Extractor(
        "openai/x", base_url=address, strategy="whole", client=client
    ) as extractor:
        await extractor.aextract(articles(1)[0])
    await client.aclose()
    return sent[0]


def openais_round(address: str, http: Any, request: dict[str, Any], count: int) -> Round:
    client: Any = AsyncOpenAI(base_url=address, api_key="none", max_retries=0, http_client=http)

    async def ask() -> None:
        await asyncio.gather(*(client.chat.completions.create(**request) for _ in range(count)))

    return ask


def factx_round(address: str, http: Any, count: int) -> Round:
    extractor = factx.Extractor("openai/x", base_url=address, strategy="whole", client=http)

    async def ask() -> None:
        async for result in extractor.aextract_many(articles(count), concurrency=count):
            assert result.record is not None, result.error

    return ask


async def measure(address: str, rounds: int, count: int) -> None:
    """Print the CPU time of each way, in milliseconds per question."""
    request = await request_of(address)
    clients = {
        f"{who}, {name}": make() for who in ("openai", "factx") for name, make in HTTP.items()
    }
    ways = {
        name: openais_round(address, http, request, count)
        if name.startswith("openai")
        else factx_round(address, http, count)
        for name, http in clients.items()
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, ask in ways.items():
            begun = time.process_time()
            await ask()
            spent[name].append((time.process_time() - begun) / count * 1000)
    for name, times in spent.items():
        median = sorted(times)[len(times) // 2]
        print(f"{name}: {min(times):.1f} ms of CPU per question (median {median:.1f})")
    for http in clients.values():
        await http.aclose()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--questions", type=int, default=64, help="in each round, all at once")
    options = parser.parse_args()
    with started("--latency", "0.05") as server:
        asyncio.run(measure(f"{server.address}/v1", options.rounds, options.questions))


if __name__ == "__main__":
    main()
