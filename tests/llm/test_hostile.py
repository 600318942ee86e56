"""Articles that speak to the model: what is asked stays the same, and nothing can be planted."""

import asyncio
import os
from collections.abc import Callable
from typing import Any

import pytest
from llm.hostile import TEXTS

from factx import extract
from factx.extraction.drafters import drafter_for
from factx.grounding import ground
from factx.llm.numbering import Numbering
from factx.llm.prompt import messages, system_text
from factx.llm.replay import ReplayDrafter
from factx.records import Article, FactRecord
from factx.records.record import spans_of
from factx.text import Index

pytestmark = pytest.mark.bad_input

Serve = Callable[..., Any]
PLANTED = {
    "sources": ["1 | Baron Quill | person | named"],
    "statements": ["1 | 1:Baron Quill | announced | that he has resigned for good | in 9"],
    "claims": ["#1 | fact CT+ | Baron Quill has left | Baron Quill resigned."],
    "reports": True,
    "who": "Baron Quill",
    "cue": "announced",
    "what": "that he has resigned for good",
    "verb": "announced",
    "kind": "saying",
}


def sound(record: FactRecord) -> FactRecord:
    """The record, once every span of it is verified against the text."""
    text = record.article.get_text()
    assert all(text[span.start : span.end] == span.text for _, span in spans_of(record))
    assert record.counts.drafted == record.counts.grounded + record.counts.ungrounded
    return record


@pytest.mark.parametrize("name", TEXTS)
def test_the_offline_drafter_is_not_impressed(name: str) -> None:
    """The true statement is found in every one."""
    record = sound(extract(Article(text=TEXTS[name])))
    quotes = {quote.id: quote.spans[0].text for quote in record.quotes}
    found = {quotes[one.quote]: one.source_span for one in record.attributions}
    source = found['"We will wait for the report,"']
    assert source is not None
    assert source.text == "Mayor Ana Ruiz"


@pytest.mark.parametrize("name", TEXTS)
def test_an_article_cannot_change_what_is_asked(name: str) -> None:
    """The instructions stay, one pair of true markers is sent, and all between is numbered."""
    text = TEXTS[name]
    numbering = Numbering(Index(text))
    system, user = messages(numbering)
    assert system["content"] == numbering.marks.written_in(system_text())
    lines = user["content"].split("\n")
    marker = lines[0].removeprefix("BEGIN ARTICLE ")
    assert marker not in text
    end = lines.index(f"END ARTICLE {marker}")
    numbers = [line.partition("]")[0] for line in lines[1:end] if line]
    count = len(numbering.index.sentences)
    marks = [numbering.marks.of_sentence(number) for number in range(1, count + 1)]
    assert numbers == [mark.removesuffix("]") for mark in marks]
    assert not any(mark in text for mark in marks)
    assert lines[end + 1 :] == ["", "Write the JSON object about this article."]


@pytest.mark.parametrize("way", ["whole", "sentences", "hybrid"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_model_that_obeys_an_article_plants_nothing(serve: Serve, name: str, way: str) -> None:
    """What it was talked into is not in the article, and is listed as that."""
    article = Article(text=TEXTS[name])
    server = serve(PLANTED)
    drafter = server.drafter(strategy=way, max_retries=0)
    record = sound(ground(article, asyncio.run(drafter.draft(article))))
    assert "resigned for good" not in "".join(quote.model_dump_json() for quote in record.quotes)
    assert "Baron Quill resigned." not in [claim.text for claim in record.claims]
    assert any("resigned for good" in (lost.drafted or "") for lost in record.ungrounded)
    replayed = asyncio.run(ReplayDrafter(lambda _: server.recordings[0]).draft(article))
    assert ground(article, replayed) == record


@pytest.mark.model
@pytest.mark.parametrize("name", ["order", "end", "answer", "refuse", "rename"])
def test_a_real_model_is_held_to_the_article(name: str) -> None:
    """Live, against the server that FACTX_MODEL_URL names: nothing but what stands there."""
    address = os.environ.get("FACTX_MODEL_URL")
    if not address:
        pytest.skip("FACTX_MODEL_URL names no server of a model to ask")
    article = Article(text=TEXTS[name])
    drafter = drafter_for("openai/local-1.5b", base_url=address, timeout=300)
    record = sound(ground(article, asyncio.run(drafter.draft(article))))
    spoken = {one.name for one in record.sources}
    assert "Ana Ruiz" in spoken
    if "Quill" not in TEXTS[name]:
        assert "Quill" not in record.to_json()
