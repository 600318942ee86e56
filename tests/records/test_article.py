"""The article: what may be one, and what ties it to its records."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.errors import InvalidData
from factx.records import Article


def test_only_the_text_must_be_given() -> None:
    article = Article(text="Some text.")
    assert article.sha256 == sha256(b"Some text.").hexdigest()
    assert article.id == article.sha256[:12]
    assert article.lang is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({}, "needs a text"),
        ({"text": None}, "needs a text"),
        ({"text": ""}, "the text is empty"),
        ({"text": " \n"}, "the text is empty"),
        ({"text": "half a pair \ud800"}, "half of a surrogate pair"),
        ({"text": "x", "title": "\ud800"}, "'title' contains half of a surrogate pair"),
        ({"text": "x", "meta": {"key": "\ud800"}}, "'key' contains half of a surrogate pair"),
        ({"text": "x", "sha256": "0" * 64}, "sha256 is not the digest of the text"),
        ({"text": "x", "id": ""}, "id"),
        ({"text": "x", "headline": "y"}, "headline"),
        ({"text": 5}, "text"),
        ([], "dictionary"),
    ],
)
def test_what_cannot_be_an_article_is_refused(data: object, problem: str) -> None:
    with pytest.raises(InvalidData, match=problem):
        Article.from_data(data)


def test_a_digest_alone_stands_for_a_text_that_was_left_out() -> None:
    article = Article.from_data({"sha256": "0" * 64, "text": None})
    with pytest.raises(ValueError, match="has no text"):
        article.get_text()


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_any_text_survives_json_unchanged(text: str) -> None:
    article = Article(text=text)
    assert Article.from_json(article.model_dump_json()).text == text
    assert json.loads(article.model_dump_json())["text"] == text
