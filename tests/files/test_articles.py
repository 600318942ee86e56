"""Articles are read one at a time, and one is read whatever holds it."""

from pathlib import Path

import pytest

from factx import files
from factx.errors import InputError
from factx.records import Article


def test_an_article_is_read_only_when_it_is_asked_for() -> None:
    Path("a.txt").write_text("One.")
    articles = files.read_articles(["a.txt", "b.txt"])
    assert next(articles) == Article(id="a", text="One.")
    Path("b.txt").write_text("Two.")
    assert next(articles) == Article(id="b", text="Two.")


def test_one_article_is_read_whatever_holds_it() -> None:
    Path("a.jsonl").write_text('{"text": "One.", "url": "https://example.org/1"}\n')
    article = files.read_article("a.jsonl")
    assert (article.id, article.url) == ("a:1", "https://example.org/1")
    with pytest.raises(InputError, match="no such file or folder"):
        files.read_article("gone")
