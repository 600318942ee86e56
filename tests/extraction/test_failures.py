"""Whatever a server does, an article ends in a record or in one typed error."""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from openai_http import http

from factx.errors import AnswerInvalid, AnswerTruncated, ModelError, ModelRefused
from factx.extraction.replay import ReplayDrafter
from factx.grounding import ground
from factx.records import Article, FactRecord

Serve = Callable[..., Any]
SOURCES = ["1 | Lena Moss | person | named", "2 | engineers | group | unnamed"]
SAID = [
    "3 | 1:Mayor Lena Moss | said | <1>",
    "4 | 2:Engineers | had warned | that the quarry >> was unsafe",
]
CLAIMS = ["4 | opinion CT+ | = | The quarry near Tarn was unsafe."]
ANSWER = {"sources": SOURCES, "statements": SAID, "claims": CLAIMS}
WAYS = ["whole", "hybrid", "sentences"]


def extracted(server: Any, article: Article, **options: Any) -> FactRecord | ModelError:
    """What becomes of an article, live and replayed, which is the same."""
    outcome = drafted(server.drafter(**options), article)
    for recording in server.recordings:
        again = drafted(ReplayDrafter(lambda _, held=recording: held), article)
        if isinstance(outcome, FactRecord):
            assert again == outcome
        else:
            assert str(again) == str(outcome)
    if isinstance(outcome, FactRecord):
        text, counts = article.get_text(), outcome.counts
        spans = [span for quote in outcome.quotes for span in quote.spans]
        assert all(text[span.start : span.end] == span.text for span in spans)
        assert counts.drafted == counts.grounded + counts.ungrounded
    return outcome


def drafted(drafter: Any, article: Article) -> FactRecord | ModelError:
    try:
        return ground(article, asyncio.run(drafter.draft(article)))
    except ModelError as error:
        return error


def contents(outcome: FactRecord | ModelError) -> list[str]:
    assert isinstance(outcome, FactRecord), outcome
    return [span.text for quote in outcome.quotes for span in quote.spans]


GOOD = ['"We will fight them on this until the end,"', "that the quarry {{7*7}} was unsafe"]


def test_the_good_answer_is_good(serve: Serve, article: Article) -> None:
    """What the others are a part of."""
    assert contents(extracted(serve(ANSWER), article)) == GOOD


@pytest.mark.parametrize("length", range(0, len(json.dumps(ANSWER)), 5))
@pytest.mark.parametrize("finish", ["length", "stop"])
def test_an_answer_cut_anywhere(
    serve: Serve, article: Article, completion: Serve, length: int, finish: str
) -> None:
    """Told as cut off or not; with the rest on asking again nothing is lost and nothing doubled,
    and where every answer is cut it is told."""
    cut = json.dumps(ANSWER)[:length]
    found = extracted(serve(completion(cut, finish=finish), ANSWER), article)
    assert contents(found) == GOOD
    always = extracted(serve(completion(cut, finish=finish)), article, max_retries=1)
    if isinstance(always, FactRecord):
        assert set(contents(always)) <= set(GOOD)
    else:
        assert isinstance(always, AnswerTruncated if finish == "length" else AnswerInvalid)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("content", "finish"),
    [
        (None, "stop"),
        ("", "stop"),
        ("", "content_filter"),
        (" ", "length"),
        ("null", "stop"),
        ("[]", "stop"),
        ("{}", "stop"),
        ("{{{{", "stop"),
        ('{"statements": {"a": 1}}', "stop"),
        ('{"statements": [[[[]]]], "reports": "perhaps"}', "stop"),
        ('{"statements": NaN, "reports": NaN}', "stop"),
        ('{"statements": [1e999], "reports": 1e999}', "stop"),
        ("I am sorry, but I cannot read this article.", "stop"),
        ('{"statements": ["\\ud83d"], "reports": "\\ud83d"}', "stop"),
        ("\x00\x01", "stop"),
        ("{" * 20_000, "stop"),
        ('{"aussagen": ["3 | 1:Moss | said | <1>"], "quellen": [], "berichtet": true}', "stop"),
    ],
)
def test_answers_that_are_none(
    serve: Serve, article: Article, completion: Serve, way: str, content: Any, finish: str
) -> None:
    """Empty, refused, wrong JSON, another schema, keys of another language."""
    outcome = extracted(serve(completion(content, finish=finish)), article, ask=way)
    if isinstance(outcome, FactRecord):
        assert outcome.ungrounded or not outcome.quotes
        assert all(attribution.drafted_by for attribution in outcome.attributions)
    else:
        assert isinstance(outcome, AnswerInvalid | AnswerTruncated | ModelRefused)


@pytest.mark.parametrize("way", WAYS)
def test_false_quotations_never_get_in(serve: Serve, article: Article, way: str) -> None:
    """Right JSON, right form, and nothing of it in the article."""
    false = {
        "sources": ["1 | Baron Quill | person | named"],
        "statements": ['3 | 1:Baron Quill | thundered | "Burn it all down tonight"'] * 3,
        "claims": ["#2 | fact CT+ | The quarry burned >> to the ground | The quarry burned."],
        "reports": True,
        "who": "Baron Quill",
        "cue": "thundered",
        "what": '"Burn it all down tonight"',
        "verb": "thundered",
        "kind": "saying",
    }
    outcome = extracted(serve(false), article, ask=way)
    assert isinstance(outcome, FactRecord)
    assert "Quill" not in str(outcome.sources) + str(outcome.quotes)
    assert "burned" not in str(outcome.claims)
    assert any("Burn it all" in (lost.drafted or "") for lost in outcome.ungrounded)


def test_ten_times_too_many_items(serve: Serve, article: Article) -> None:
    """Repetitions are one, and each is told."""
    many = {name: lines * 400 for name, lines in ANSWER.items()}
    outcome = extracted(serve(many), article, max_retries=0)
    assert contents(outcome) == GOOD
    assert isinstance(outcome, FactRecord)
    assert len(outcome.sources) == 2
    assert len(outcome.ungrounded) >= 2 * 399


def test_a_server_that_always_finds_something_else_wrong_is_asked_so_often_and_no_more(
    serve: Serve, article: Article
) -> None:
    """Retries and follow-ups both have an end."""
    bad = [{**ANSWER, "statements": [f"3 | 1:Nobody {n} | said | x{n}"]} for n in range(50)]
    server = serve(*bad)
    extracted(server, article)
    assert len(server.requests) == 3


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "response",
    [
        http.Response(200, html="<html>"),
        http.Response(500, text="oops"),
        http.Response(200, json={"choices": []}),
        http.Response(200, json={"choices": [{"message": None}]}),
        http.ConnectError("down"),
    ],
)
def test_servers_that_give_no_completion(
    serve: Serve, article: Article, way: str, response: Any
) -> None:
    """At once or in the middle: one error, which quotes nothing."""
    assert isinstance(extracted(serve(response), article, ask=way), ModelError)
    late = extracted(
        serve({"statements": [], "reports": False, "kind": "doing"}, response), article, ask=way
    )
    assert isinstance(late, FactRecord if way == "whole" else ModelError)
    assert not re.search("oops|html|quarry", str(late)) or isinstance(late, FactRecord)
