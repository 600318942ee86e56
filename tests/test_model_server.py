"""The server that stands for a model's plays its scripts, to hundreds of clients at once."""

import asyncio
import json
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from model_server import Count, Request, Response, chat, serving, started
from model_server.answers import gold_answers, quotations_in
from model_server.faults import FAULTS, LOST
from model_server.scripts import by_name, delayed, failing, faulty, in_turn, limited

from factx.extraction.drafters import drafter_for
from factx.grounding import ground
from factx.llm.numbering import Numbering
from factx.llm.prompt import messages
from factx.records import Article, FactRecord, load
from factx.text import Index

FIXTURES = Path(__file__).parent.parent / "fixtures"
NAME = "harbour-bridge"
GOLD = load((FIXTURES / NAME / "gold.json").read_bytes())
GOOD = chat({"sources": [], "statements": [], "claims": []})
HEAD = b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"


def asked(address: str, **options: Any) -> FactRecord:
    """The record that comes of asking the server about the article."""
    made = drafter_for("openai/some", base_url=f"{address}/v1", **options)
    return ground(GOLD.article, asyncio.run(made.draft(GOLD.article)))


async def sent(address: str, body: bytes) -> bytes:
    """All that the server sends for a request, until it closes the connection."""
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(HEAD % len(body) + body)
        with suppress(OSError):  # the server may have reset the connection by now
            writer.write_eof()
        return await reader.read()
    finally:
        writer.close()


def request(number: int, body: object = None) -> Request:
    """A request as a script gets it."""
    return Request(number, "/", {}, json.dumps(body).encode())


def question(text: str) -> Request:
    """The question about an article with this text."""
    return request(1, {"messages": messages(Numbering(Index(text)))})


def test_three_hundred_requests_are_in_flight_at_once() -> None:
    """None waits for another."""

    async def ask_all() -> list[bytes]:
        return await asyncio.gather(*(sent(server.address, b"%d" % n) for n in range(300)))

    with serving(delayed(GOOD, 2)) as server:
        received = asyncio.run(ask_all())
    assert server.most_in_flight == 300
    assert len(server.requests) == 300
    assert all(one.endswith(json.dumps(GOOD).encode()) for one in received)


def test_a_connection_is_used_for_several_requests() -> None:
    """As clients of HTTP do; what it is sent is noted in order."""

    async def twice() -> bytes:
        host, port = server.address.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        for body in (b"1", b"22"):
            writer.write(HEAD % len(body) + body)
        writer.write_eof()
        received = await reader.read()
        writer.close()
        return received

    with serving(in_turn({"a": 1}, {"b": 2})) as server:
        received = asyncio.run(twice())
    assert [one.body for one in server.requests] == [b"1", b"22"]
    assert received.index(b'{"a": 1}') < received.index(b'{"b": 2}')


@pytest.mark.parametrize("strategy", ["whole", "sentences", "hybrid"])
def test_a_perfect_answer_is_worked_out_for_every_strategy(strategy: str) -> None:
    """From the annotated article; what was paid is counted as the client counts it."""
    with serving(gold_answers([GOLD])) as server:
        record = asked(server.address, strategy=strategy)
    gold = {span.text for quote in GOLD.quotes for span in quote.spans}
    found = {span.text for quote in record.quotes for span in quote.spans}
    assert len(gold & found) >= len(gold) * (1 if strategy == "whole" else 0.6)
    usage = record.provenance.usage
    assert usage is not None
    tokens = (usage.input_tokens, usage.output_tokens)
    requests = usage.requests
    assert server.counts == {GOLD.article.id: Count(requests, requests, 0, 0, *tokens)}


def test_an_article_without_annotations_is_answered_by_its_quotations() -> None:
    """Each once, in its sentence, also if the article has numbers of its own."""
    text = (
        '[1] It rained <1>. "We will wait for the sun," said Bo. "No, we will not wait," he said.'
    )
    answer = quotations_in(question(text))
    assert answer["statements"] == ["2 | - | - | <q1>", "3 | - | - | <q2>"]
    with serving(gold_answers([])) as server:
        record = asked(server.address)
    assert record.quotes
    assert record.ungrounded == ()


def test_a_share_of_requests_fails_whatever_their_order() -> None:
    """The same question gets the same faults, and another seed means others."""
    questions = [{"messages": [{"role": "user", "content": f"{n}"}]} for n in range(400)]

    def faults(order: list[int], seed: int) -> dict[int, str | None]:
        script = faulty(GOOD, 0.2, seed=seed)
        return {n: response_of(script(request(1, questions[n]))).fault for n in order}

    forward = faults([*range(400)], 1)
    assert forward == faults([*reversed(range(400))], 1)
    assert forward != faults([*range(400)], 2)
    assert 50 < sum(fault is not None for fault in forward.values()) < 110


def response_of(answer: Any) -> Response:
    assert isinstance(answer, Response)
    return answer


def test_a_question_that_is_asked_again_is_another_throw() -> None:
    """So one that failed does not fail for ever."""
    script = faulty(GOOD, 0.5, seed=1)
    thrown = Counter(response_of(script(request(1))).fault is None for _ in range(100))
    assert 30 < thrown[True] < 70


def test_a_rate_limit_says_how_long_to_wait() -> None:
    """And lets through as many as it says."""
    script = limited(GOOD, 3, seconds=60)
    responses = [response_of(script(request(n))) for n in range(1, 6)]
    assert [one.status for one in responses] == [200, 200, 200, 429, 429]
    assert 50 < float(responses[3].headers["Retry-After"]) <= 60


@pytest.mark.parametrize("name", [*LOST, "stalled"])
def test_what_a_client_does_not_get_is_not_paid(name: str) -> None:
    """The count has the fault; the second request gets the answer."""
    with serving(failing(chat("{}"), name, times=1)) as server:

        async def ask(timeout: float) -> bytes:
            try:
                async with asyncio.timeout(timeout):
                    return await sent(server.address, b"{}")
            except (TimeoutError, ConnectionError):
                return b""

        first, second = asyncio.run(ask(1)), asyncio.run(ask(30))
    whole = json.dumps(chat("{}")).encode()
    assert whole not in first
    assert whole in second
    left = 1 if name == "stalled" else 0
    assert server.counts == {"": Count(2, 1, 1, left, 7, 3)}


def test_a_script_that_raises_fails_the_test() -> None:
    """When the server ends."""
    with pytest.raises(ZeroDivisionError), serving(lambda _: {"a": 1 // 0}) as server:
        assert asyncio.run(sent(server.address, b"{}")) == b""


def test_faults_have_names_and_groups() -> None:
    """As the options of its command line take them."""
    assert by_name(["lost", "bomb"]) == [*LOST, "bomb"]
    assert by_name(["all"]) == [*FAULTS]


def test_it_runs_in_a_process_of_its_own() -> None:
    """With its options; the counts are asked over HTTP."""
    with started(
        str(FIXTURES / NAME), "--latency", "0.01", "--share", "1", "--faults", "reset body,busy"
    ) as server:
        with pytest.raises(Exception, match=r"HTTP 429|closed the connection"):
            asked(server.address)
        assert server.counts() == {GOLD.article.id: Count(3, 0, 3, 0, 0, 0)}
    with started("--limit", "1") as server:
        assert asked(server.address, timeout=30).quotes


def test_an_article_of_the_rules_is_answered_as_the_rules_read_it(tmp_path: Path) -> None:
    """If the process is given a text in place of annotations."""
    article = Article(id="a", text="“We will appeal the ruling,” said Ann Bell.")
    (tmp_path / "a.txt").write_text(article.get_text(), encoding="utf-8")
    with started(str(tmp_path / "a.txt")) as server:
        made = drafter_for("openai/some", base_url=f"{server.address}/v1")
        record = ground(article, asyncio.run(made.draft(article)))
    assert [source.name for source in record.sources] == ["Ann Bell"]
