"""What logging and OpenTelemetry see of a run: numbers and names, and never a text or a key."""

import logging
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from model_server import Script, Server, chat, serving
from model_server.scripts import failing
from model_server.server import Answer
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

import factx
from factx.errors import ModelUnreachable
from factx.records import Article, Draft

ANSWER = chat('As Moss says: {"sources": [], "statements": [], "claims": []}')
SECRET = "sk-Very-Secret-9"


@contextmanager
def asking(answer: Script | Answer) -> Generator[tuple[factx.Extractor, Server]]:
    """An extractor, and the server that it asks."""
    with serving(answer) as server:
        url = f"{server.address}/v1"
        with factx.Extractor(
            "openai/x", strategy="whole", base_url=url, api_key=SECRET, max_tokens=99, timeout=5
        ) as extractor:
            yield extractor, server


@pytest.fixture
def finished(monkeypatch: pytest.MonkeyPatch) -> Generator[InMemorySpanExporter]:
    """The spans that have ended."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    yield exporter
    provider.shutdown()


def articles(count: int) -> list[Article]:
    return [Article(id=str(n), text=f"The quarry closed in {n}.") for n in range(count)]


def named(finished: InMemorySpanExporter, name: str) -> list[ReadableSpan]:
    return [span for span in finished.get_finished_spans() if span.name == name]


def attributes(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})


def test_a_run_an_article_and_a_request_each_have_a_span(finished: InMemorySpanExporter) -> None:
    with asking(failing(ANSWER, "unavailable", times=1)) as (extractor, server):
        assert all(one.record for one in extractor.extract_many(articles(2), concurrency=1))
    (run,) = named(finished, "factx.run")
    found = named(finished, "factx.article")
    requests = named(finished, "chat x")
    assert [span.parent for span in found] == [run.context] * 2
    assert [span.parent for span in requests] == [span.context for span in found]
    assert [attributes(span) for span in found] == [{"factx.article.id": n} for n in "01"]
    assert attributes(run) == {
        "factx.model": "openai/x",
        "factx.articles.done": 2,
        "factx.articles.failed": 0,
        "gen_ai.usage.input_tokens": 14,
        "gen_ai.usage.output_tokens": 6,
    }
    assert attributes(requests[0]) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "x",
        "gen_ai.request.max_tokens": 99,
        "gen_ai.request.temperature": 0.0,
        "gen_ai.output.type": "json",
        "server.address": "127.0.0.1",
        "server.port": int(server.address.rpartition(":")[2]),
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 7,
        "gen_ai.usage.output_tokens": 3,
    }
    assert {span.kind for span in requests} == {trace.SpanKind.CLIENT}
    private = ("quarry", "Moss", SECRET)
    told = "".join(span.to_json() for span in finished.get_finished_spans())
    assert not any(word in told for word in private)


def test_a_span_of_the_program_is_the_parent(finished: InMemorySpanExporter) -> None:
    """Of a run, and of a single article; with a model and without."""
    own_span = trace.get_tracer("test").start_as_current_span("own")
    with asking(ANSWER) as (extractor, _), own_span as own:
        list(extractor.extract_many(articles(1)))
        list(factx.extract_many(articles(1)))
        extractor.extract(articles(1)[0])
        factx.extract(articles(1)[0])
    runs = named(finished, "factx.run")
    parents = [span.parent for span in named(finished, "factx.article")]
    assert parents == [runs[0].context, runs[1].context, *[own.get_span_context()] * 2]
    assert [span.parent for span in runs] == [own.get_span_context()] * 2


class Failing:
    """A drafter that fails with an error that quotes the article."""

    async def draft(self, article: Article) -> Draft:
        raise ValueError(article.text) if article.id == "0" else ModelUnreachable("m", "it is down")


def test_what_fails_is_named_without_its_message(
    finished: InMemorySpanExporter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "factx")
    with factx.Extractor(drafter=Failing()) as extractor:
        list(extractor.extract_many(articles(2), concurrency=1))
    spans = named(finished, "factx.article")
    assert [attributes(span)["error.type"] for span in spans] == ["ValueError", "ModelUnreachable"]
    assert {span.status.description for span in spans} == {None}
    events: list[dict[str, Any]] = [vars(record)["factx"] for record in caplog.records]
    failed = [one for one in events if one["event"] == "failed"]
    assert [one["message"] for one in failed] == ["ValueError", "m: it is down"]
    assert "quarry" not in caplog.text


def test_a_request_that_fails_is_named(finished: InMemorySpanExporter) -> None:
    with asking(failing(ANSWER, "reset")) as (extractor, _):
        (result,) = extractor.extract_many(articles(1))
    assert isinstance(result.error, ModelUnreachable)
    (request,) = named(finished, "chat x")
    assert "error.type" in attributes(request)
    assert request.status.status_code is trace.StatusCode.ERROR


def test_events_are_logged_with_their_facts(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "factx")
    with asking(ANSWER) as (extractor, _):
        list(extractor.extract_many(articles(1)))
    start, done, end = (vars(record)["factx"] for record in caplog.records)
    assert start == {"event": "start", "model": "openai/x", "concurrency": 8}
    assert (done["article"], done["sources"], done["input_tokens"]) == ("0", 0, 7)
    assert (end["done"], end["failed"], end["retries"], end["requests"]) == (1, 0, 0, 1)
    assert caplog.messages[0] == "start with openai/x, 8 at a time"
    assert not any(word in caplog.text for word in ("quarry", "Moss", SECRET))


def test_without_opentelemetry_nothing_of_it_is_imported() -> None:
    code = (
        "import factx, sys; list(factx.extract_many([factx.Article(text='A.')]));"
        "print(any(name.startswith('opentelemetry') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
