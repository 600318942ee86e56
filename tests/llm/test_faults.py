"""Every fault of the scripted server: what it costs, what is said about it, and what is kept."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from cli.running import Commands, records
from model_server import Server, serving
from model_server.answers import gold_answers
from model_server.faults import ANSWERS, BROKEN, DAMAGED, FAULTS, FINAL, LOST, SLOW
from model_server.scripts import failing, faulty

from factx.errors import AnswerInvalid, FactxError, ModelRefused, ModelUnreachable
from factx.extraction.drafters import drafter_for
from factx.grounding import ground
from factx.llm.transport import wait_of
from factx.records import FactRecord, load

pytestmark = pytest.mark.bad_input

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOLD = load((FIXTURES / "pump-maker" / "gold.json").read_bytes())
GOOD = gold_answers([GOLD])
FACTS = {"sources", "quotes", "attributions", "claims", "ungrounded", "counts"}


def asked(server: Server, **options: Any) -> FactRecord:
    """The record that comes of asking the server about the article."""
    options = {"timeout": 60, "strategy": "whole", **options}
    made = drafter_for("openai/some", base_url=f"{server.address}/v1", **options)
    return ground(GOLD.article, asyncio.run(made.draft(GOLD.article)))


def error_of(server: Server, **options: Any) -> FactxError:
    """The error in which asking ends."""
    with pytest.raises(FactxError) as raised:
        asked(server, **options)
    return raised.value


@pytest.fixture(scope="module")
def good() -> FactRecord:
    """The record of a server without faults."""
    with serving(GOOD) as server:
        return asked(server)


def is_same(record: FactRecord, other: FactRecord) -> bool:
    return record.model_dump(include=FACTS) == other.model_dump(include=FACTS)


@pytest.mark.parametrize("name", LOST)
def test_a_fault_that_is_over_when_asked_again_costs_nothing(name: str, good: FactRecord) -> None:
    """The question is asked a second time."""
    with serving(failing(GOOD, name, times=1)) as server:
        assert is_same(asked(server), good)
    assert len(server.requests) == 2


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_answer_costs_nothing(name: str, good: FactRecord) -> None:
    """It is read at once."""
    with serving(failing(GOOD, name)) as server:
        assert is_same(asked(server), good)
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", SLOW)
def test_a_server_that_is_too_slow_is_left_at_the_timeout(name: str) -> None:
    """However it spends the time; it is asked once."""
    with serving(failing(GOOD, name)) as server:
        error = error_of(server, timeout=0.5)
    assert "within 0.5 s" in str(error)
    assert len(server.requests) == 1


SAID = {
    "no http": "does not answer as an HTTP server does: check the address",
    "endless head": "does not answer as an HTTP server does: check the address",
    "bad gzip": "its response is not valid gzip",
    "half gzip": "its response is not valid gzip",
    "unknown packing": "its response is compressed in a way that was not asked for",
    "busy long": "it asks to wait 86400 s, longer than the timeout of 60 s",
    "busy until tomorrow": "it asks to wait 86",
    "bad request": 'the request was not accepted (HTTP 400 from {host}): "max_tokens is too large"',
    "unprocessable": 'the request was not accepted (HTTP 422 from {host}): "unknown field seed"',
    "redirected": "it redirects to another server, http://127.0.0.1:9, to which factx sends no",
    "circling": "it redirects without end",
    "echoing": "the request was not accepted (HTTP 400 from {host}",
    **dict.fromkeys(["endless", "endless chunks", "endless page", "long body", "bomb"],
                    "its response is longer than 4 MB"),
}  # fmt: skip
"""What is said about a fault; about the others, that the response is invalid."""


@pytest.mark.parametrize("name", [name for name in BROKEN if name != "endless hints"])
def test_a_response_that_is_none_is_one_error(name: str) -> None:
    """It says what it was, and neither the article nor control characters are in it."""
    with serving(failing(GOOD, name)) as server:
        error = error_of(server)
    said = SAID.get(name, "{host} returned an invalid response")
    assert said.format(host=server.address.removeprefix("http://")) in str(error)
    assert isinstance(error, ModelUnreachable)
    assert not error.ends_run
    assert str(error).isprintable()
    assert len(str(error)) < 500
    assert GOLD.article.get_text()[:30] not in str(error)
    assert len(server.requests) <= 11


def test_provisional_responses_without_end_last_until_the_timeout() -> None:
    """They are not kept."""
    with serving(failing(GOOD, "endless hints")) as server:
        assert "within 0.5 s" in str(error_of(server, timeout=0.5))


@pytest.mark.parametrize("name", FINAL)
def test_an_error_that_every_article_would_get_is_asked_for_once(name: str) -> None:
    """Also if the package that asks would wait and try again."""
    with serving(failing(GOOD, name)) as server:
        error = error_of(server)
    assert isinstance(error, ModelUnreachable)
    assert error.ends_run
    assert len(server.requests) == 1


KEPT: dict[str, type[FactxError] | None] = {
    "refused": ModelRefused,
    "filtered": ModelRefused,
    "no content": AnswerInvalid,
    "no answer": AnswerInvalid,
    "empty answer": AnswerInvalid,
    "cut off": None,
    "half answer": None,
    "lone surrogate": None,
    "repeated": None,
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_is_no_good_is_an_error_or_used_as_far_as_it_goes(name: str) -> None:
    """Whatever a record has of it is in the article; whatever is missing is listed."""
    error = KEPT[name]
    with serving(failing(GOOD, name)) as server:
        if error is not None:
            assert isinstance(error_of(server), error)
            return
        record = asked(server)
    assert len(record.attributions) > len(GOLD.attributions) / 2
    is_whole = len(record.attributions) == len(GOLD.attributions)
    assert is_whole or record.ungrounded


@pytest.mark.parametrize("name", ["no answer", "empty answer", "no content", "cut off", "repeated"])
def test_one_bad_answer_costs_nothing(name: str, good: FactRecord) -> None:
    """The model is asked again, or for the rest."""
    with serving(failing(GOOD, name, times=1)) as server:
        assert len(asked(server).attributions) == len(good.attributions)
    assert len(server.requests) == 2


MINUTE = "Wed, 21 Oct 2015 07:28:00 GMT"


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": " 1.5 "}, 1.5),
        ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 -0000"}, 0),
        ({"retry-after": MINUTE, "date": "Wed, 21 Oct 2015 07:27:00 GMT"}, 60),
        ({"retry-after": MINUTE, "date": "Wed, 21 Oct 2015 07:29:00 GMT"}, 0),
        ({"retry-after": MINUTE, "date": "today"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "Wed, 99 Oct 2015 07:28:00 GMT"}, None),
        ({"retry-after": "9" * 400}, None),
        ({}, None),
    ],
)
def test_how_long_a_server_asks_to_wait(headers: dict[str, str], wait: float | None) -> None:
    """In seconds, milliseconds or as a time by its own clock; nonsense is no wait."""
    assert wait_of(headers) == wait


# A whole run


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """`factx` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Commands()


FOLDERS = sorted(path.parent for path in FIXTURES.glob("*/gold.json"))[::2]
GOLDS = [load((folder / "gold.json").read_bytes()) for folder in FOLDERS]


def options(server: Server, timeout: str = "60") -> list[str]:
    url = f"{server.address}/v1"
    asked = ["--model", "openai/x", "--base-url", url, "--timeout", timeout, "--ordered"]
    return ["extract", *map(str, FOLDERS), *asked, "--strategy", "whole", "--record", "kept"]


def test_a_fifth_of_all_requests_fails_and_nothing_is_lost(run: Commands) -> None:
    """The records are those of a server without faults; what was paid is what the records say."""
    script = gold_answers(GOLDS)
    with serving(script) as server:
        assert run(*options(server), "-o", "good.jsonl").exit_code == 0
    with serving(faulty(script, 0.2, seed=2)) as server:
        command = options(server)
        command[-1] = "kept-too"
        assert run(*command, "-o", "faulty.jsonl").exit_code == 0
        faults = sum(count.faults for count in server.counts.values())
    assert faults > 2
    both = zip(records("good.jsonl"), records("faulty.jsonl"), strict=True)
    assert all(is_same(one, other) for one, other in both)


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.slow) for n in (2, 3, 4))])
def test_a_run_with_faults_of_all_kinds_loses_no_work(
    run: Commands, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each article is a record or one line; a second run asks about the others alone, and its
    recordings and those of the first make the records of a server without faults."""
    monkeypatch.setattr("factx.llm.retrying.RETRIES", 0)
    names = [name for name in FAULTS if name not in (*FINAL, *ANSWERS)]
    script = gold_answers(GOLDS)
    with serving(script) as server:
        command = options(server)
        command[-1] = "kept-good"
        assert run(*command, "-o", "good.jsonl").exit_code == 0
    with serving(faulty(script, 0.5, seed=seed, names=names)) as server:
        first = run(*options(server, "5"), "-o", "first.jsonl")
        lost = len(GOLDS) - len(records("first.jsonl"))
        assert lost > 2
        assert first.stderr.count("factx: ") == lost
        assert first.exit_code == 3
        server.answer = script
        answered = {name: count.answered for name, count in server.settled().items()}
        run(*options(server), "-o", "second.jsonl")
        counts = server.settled()
        # The server counts a request that it leaves unanswered only when it ends.
        again = [count.answered - answered.get(name, 0) for name, count in counts.items()]
        assert sum(again) == lost
    assert run("extract", *map(str, FOLDERS), "--replay", "kept", "-o", "all.jsonl").exit_code == 0
    both = zip(records("good.jsonl"), records("all.jsonl"), strict=True)
    assert all(is_same(one, other) for one, other in both)
