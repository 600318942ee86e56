"""Faults that pass lose nothing, and a server with too much to do is left alone."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest
from model_server import Request, Response, chat, serving
from model_server.scripts import delayed, failing, faulty, limited

import factx
from factx.errors import ModelUnreachable
from factx.llm.traffic import Rate, Traffic
from factx.records import Article

ANSWER = chat({"sources": [], "statements": [], "claims": []})


def articles(count: int) -> Iterator[Article]:
    for n in range(count):
        yield Article(id=str(n), text=f'"We lost {n} times," Lena Moss said.')


def results(address: str, count: int, concurrency: int = 8, **options: Any) -> list[factx.Result]:
    options = {"strategy": "whole", "base_url": f"{address}/v1", **options}
    with factx.Extractor("openai/x", **options) as extractor:
        return list(extractor.extract_many(articles(count), concurrency=concurrency))


def test_a_fifth_of_all_requests_fails_and_every_article_has_its_record_and_is_paid_once() -> None:
    with serving(faulty(ANSWER, 0.2, seed=5)) as server:
        done = results(server.address, 60, 16)
        counts = server.counts
    assert [result.error for result in done] == [None] * 60
    assert sorted(int(result.article.id) for result in done) == list(range(60))
    assert [count.answered + count.faults for count in counts.values()] == [
        count.asked for count in counts.values()
    ]
    assert max(count.answered for count in counts.values()) == 1


def test_a_limited_server_is_not_asked_while_it_says_to_wait() -> None:
    """Everybody waits; nobody uses up retries of its own, and no article is lost."""
    with serving(limited(ANSWER, 5, 0.5)) as server:
        done = results(server.address, 30, 16)
    assert all(result.record is not None for result in done)
    refused = len(server.requests) - 30
    assert refused < 60


@pytest.mark.parametrize(("fault", "status"), [("busy", 429), ("unavailable", 503)])
def test_a_refusal_of_the_first_requests_makes_all_wait(fault: str, status: int) -> None:
    with serving(failing(ANSWER, fault, times=2)) as server:
        done = results(server.address, 20, 20)
    assert all(result.record is not None for result in done)
    assert len(server.requests) <= 22


def test_a_request_without_an_answer_in_time_is_not_sent_again() -> None:
    """It may be paid for."""
    with serving(delayed(ANSWER, 3)) as server:
        [result] = results(server.address, 1, timeout=0.3)
    assert "within 0.3 s" in str(result.error)
    assert len(server.requests) == 1


def test_an_article_takes_no_longer_than_its_limit() -> None:
    with serving(failing(ANSWER, "busy")) as server:
        [result] = results(server.address, 1, article_timeout=0.5, timeout=100)
    assert isinstance(result.error, ModelUnreachable)


def test_requests_per_minute_are_limited_for_all_together() -> None:
    with serving(ANSWER) as server:
        begun = time.monotonic()
        results(server.address, 12, 12, requests_per_minute=600)
        took = time.monotonic() - begun
    assert took > (12 - 1) * 0.1 - 1.0 - 0.05


@pytest.mark.parametrize("name", ["requests_per_minute", "tokens_per_minute"])
def test_a_limit_is_more_than_nothing(name: str) -> None:
    with pytest.raises(factx.InputError, match=f"{name}: it must be more than 0"):
        results("http://127.0.0.1:9", 1, **{name: 0})


def test_tokens_are_counted_before_the_answer_and_corrected_after_it() -> None:
    async def main() -> list[float]:
        traffic = Traffic(tokens_per_minute=60_000)  # a thousand per second
        begun, times = time.monotonic(), list[float]()
        for _ in range(3):
            expected = await traffic.turn(4 * 500)
            traffic.used(1500, expected, 1)
            times.append(time.monotonic() - begun)
        return times

    first, second, third = asyncio.run(main())
    assert first < 0.2
    assert second >= 0.4
    assert third - second >= 1.4


def test_a_single_refusal_among_many_answers_pauses_nobody_else() -> None:
    async def main() -> float:
        traffic = Traffic()
        for _ in range(10):
            traffic.answered()
        traffic.refused(5.0, time.monotonic())
        begun = time.monotonic()
        await traffic.turn(10)
        return time.monotonic() - begun

    assert asyncio.run(main()) < 1


def test_a_rate_lets_a_short_burst_pass() -> None:
    async def main() -> float:
        rate, begun = Rate(600), time.monotonic()
        for _ in range(10):
            await rate.take(1)
        return time.monotonic() - begun

    assert asyncio.run(main()) < 1


def test_a_server_that_has_answered_nothing_for_long_ends_the_run() -> None:
    """What it answered before is kept; the articles after that are not tried one by one."""

    def play(request: Request) -> Any:
        return ANSWER if request.number <= 3 else Response(b"{}", status=503)

    with serving(play) as server:
        made = factx.extract_many(
            articles(500), model="openai/x", base_url=f"{server.address}/v1", timeout=1,
            concurrency=2,
        )  # fmt: skip
        seen: list[factx.Result] = []
        with pytest.raises(ModelUnreachable, match="HTTP 503"):
            seen.extend(made)
    assert sum(result.record is not None for result in seen) == 3
    assert len(seen) < 50
