"""What costs time is done once: parse and review a reply, run the rules, index a text."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from factx import extract
from factx.errors import AnswerInvalid
from factx.grounding import ground
from factx.llm.asking import sentence_by_sentence, whole
from factx.records import Article
from factx.rules.language.language import language_of
from factx.rules.reading.document import read_document
from factx.rules.statements import finder
from factx.text import Index, index_of

Serve = Callable[..., Any]
DOES = {"verb": "put", "kind": "doing"}
SAYS = {"verb": "warned", "kind": "saying"}
ENGINEERS = {"reports": True, "who": "Engineers", "cue": "had warned", "what": "that the quarry"}


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the functions that cost time are called."""
    counts: Counter[str] = Counter()

    def counted(module: object, name: str) -> None:
        function = getattr(module, name)

        def call(*arguments: Any, **options: Any) -> Any:
            counts[name] += 1
            return function(*arguments, **options)

        monkeypatch.setattr(module, name, call)

    counted(whole, "parse")
    counted(whole, "problems")
    counted(sentence_by_sentence, "parse_sentence")
    counted(sentence_by_sentence, "sentence_problems")
    counted(finder, "unit_statements")
    return counts


_NUMBERS = count()


def fresh(article: Article) -> Article:
    """An article with a text that no other test has used, so that nothing of it is kept."""
    return Article(text=f"{article.get_text()}\nThis was edition number {next(_NUMBERS)} of it.\n")


def run(server: Any, article: Article, **options: Any) -> None:
    ground(article, asyncio.run(server.drafter(**options).draft(article)))


@pytest.mark.parametrize("wrong", [0, 1, 2, 3])
def test_each_reply_is_parsed_once_and_reviewed_once(
    serve: Serve, article: Article, good: dict[str, Any], calls: Counter[str], wrong: int
) -> None:
    """The last attempt is not reviewed, because no other follows."""
    bad = [{**good, "sources": [*good["sources"], f"{n}"]} for n in range(3, 3 + wrong)]
    server = serve(*bad, good)
    run(server, article)
    requests = min(wrong + 1, 3)
    assert len(server.requests) == requests
    assert calls["parse"] == requests
    assert calls["problems"] == min(requests, 2)


def test_a_reply_around_which_the_model_puts_words_is_parsed_once(
    serve: Serve, article: Article, good: dict[str, Any], calls: Counter[str]
) -> None:
    """instructor cannot read it, and factx can."""
    run(serve(f"Here it is: {json.dumps(good)}"), article)
    assert (calls["parse"], calls["problems"]) == (1, 1)


def test_an_unreadable_reply_is_parsed_once(
    serve: Serve, article: Article, calls: Counter[str]
) -> None:
    """And never reviewed."""
    with pytest.raises(AnswerInvalid):
        run(serve("I would rather not."), article)
    assert (calls["parse"], calls["problems"]) == (3, 0)


def test_the_parts_of_an_article_are_parsed_once(
    serve: Serve, article: Article, good: dict[str, Any], calls: Counter[str]
) -> None:
    """Asking and drafting use the same answers."""
    server = serve(good, {"statements": []})
    run(server, article, window=1)
    assert len(server.requests) == 5
    assert (calls["parse"], calls["problems"]) == (5, 5)


def test_answers_about_sentences_are_parsed_once(
    serve: Serve, article: Article, calls: Counter[str]
) -> None:
    """With a review of statements if there may be retries."""
    wrong = ENGINEERS | {"cue": "warmed"}
    server = serve(DOES, DOES, SAYS, wrong, ENGINEERS, DOES)
    run(server, fresh(article), strategy="hybrid", max_retries=2)
    assert calls["parse_sentence"] == len(server.requests)
    assert calls["sentence_problems"] <= 2


@pytest.mark.parametrize("strategy", ["hybrid", "whole", "offline"])
def test_an_article_is_indexed_once_and_read_by_the_rules_once(
    serve: Serve,
    article: Article,
    good: dict[str, Any],
    calls: Counter[str],
    monkeypatch: pytest.MonkeyPatch,
    strategy: str,
) -> None:
    """In asking, reviewing, drafting and grounding together."""
    article = fresh(article)
    indexed: list[str] = []
    make = Index.__init__

    def init(self: Index, text: str, **options: Any) -> None:
        indexed.append(text)
        make(self, text, **options)

    monkeypatch.setattr(Index, "__init__", init)
    if strategy == "offline":
        extract(article)
    else:
        run(serve({**good, **DOES}), article, strategy=strategy)
    assert indexed.count(article.get_text()) == 1
    units = read_document(index_of(article.get_text()), language_of("en")).units
    assert calls["unit_statements"] == (0 if strategy == "whole" else len(units))
