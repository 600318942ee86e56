"""JSON of other tools is read: their names of fields are known, and other keys go to meta."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factx import files
from factx.records import Article

TEXT = "Ana Ruiz said the bridge would close in May."
TRAFILATURA = {
    "title": "Bridge to close",
    "author": "Jo Byrne",
    "hostname": "echo.example",
    "date": "2026-11-14",
    "fingerprint": "5677adaeb0f5ba3e",
    "id": None,
    "license": None,
    "comments": "",
    "raw_text": TEXT,
    "text": TEXT,
    "language": "en",
    "image": None,
    "pagetype": "article",
    "filedate": "2026-11-29",
    "source": "https://echo.example/bridge",
    "source-hostname": "The Echo",
    "excerpt": None,
    "categories": "",
    "tags": "roads",
}
NEWSPAPER = {
    "url": "https://echo.example/bridge",
    "read_more_link": "",
    "language": "en",
    "title": "Bridge to close",
    "images": [],
    "meta_keywords": [""],
    "keyword_scores": {"bridge": 1.5},
    "tags": None,
    "authors": ["Jo Byrne", "Ida Holt"],
    "publish_date": "2026-11-14T08:00:00+00:00",
    "meta_lang": "en",
    "meta_site_name": "The Echo",
    "canonical_link": "https://echo.example/bridge",
    "text": TEXT,
}


def noting(notices: list[tuple[str, str]]) -> Callable[[str, str], None]:
    """Adds what is noticed to `notices`."""
    return lambda where, sentence: notices.append((where, sentence))


def read(data: object, name: str = "saved.json") -> tuple[Article, list[tuple[str, str]]]:
    Path(name).write_text(json.dumps(data), "utf-8")
    notices: list[tuple[str, str]] = []
    (article,) = files.read_articles([name], notice=noting(notices))
    assert isinstance(article, Article), article
    return article, notices


def test_what_trafilatura_writes_is_read() -> None:
    article, notices = read(TRAFILATURA)
    assert article == Article(
        id="saved",
        text=TEXT,
        lang="en",
        title="Bridge to close",
        url="https://echo.example/bridge",
        publisher="The Echo",
        published="2026-11-14",
        byline="Jo Byrne",
        meta={
            "hostname": "echo.example",
            "fingerprint": "5677adaeb0f5ba3e",
            "pagetype": "article",
            "filedate": "2026-11-29",
            "tags": "roads",
        },
    )
    assert notices == [
        (
            "saved.json",
            "5 keys that articles do not have are kept in meta: hostname, fingerprint, pagetype,"
            " filedate, tags",
        )
    ]


def test_what_newspaper4k_writes_is_read() -> None:
    article, notices = read(NEWSPAPER)
    assert (article.byline, article.publisher) == ("Jo Byrne, Ida Holt", "The Echo")
    assert (article.url, article.lang) == ("https://echo.example/bridge", "en")
    assert article.published == "2026-11-14T08:00:00+00:00"
    assert article.meta == {"keyword_scores": '{"bridge": 1.5}'}
    assert [sentence for _, sentence in notices] == [
        "a key that articles do not have is kept in meta: keyword_scores"
    ]


def test_our_own_names_win_and_own_meta_is_kept() -> None:
    article, _ = read(
        {"text": TEXT, "byline": "A", "author": "B", "meta": {"desk": "city"}, "desk": "other"}
    )
    assert article.byline == "A"
    assert article.meta == {"author": "B", "desk": "city"}


@pytest.mark.parametrize(
    ("data", "meta"),
    [
        ({"language": "unknown language"}, {"language": "unknown language"}),
        ({"source": "The Echo"}, {"source": "The Echo"}),
        ({"date": 20261114}, {"date": "20261114"}),
        ({"authors": [1]}, {"authors": "[1]"}),
    ],
)
def test_what_does_not_fit_a_field_is_kept_as_it_is(
    data: dict[str, Any], meta: dict[str, str]
) -> None:
    article, _ = read({"text": TEXT, **data})
    assert article.meta == meta
    assert (article.lang, article.url, article.published, article.byline) == (None,) * 4


def test_keys_of_many_lines_are_reported_once() -> None:
    lines = [{"text": TEXT, "desk": "city"}, {"text": f"{TEXT} Yes.", "desk": "x", "page": 4}]
    Path("many.jsonl").write_text("\n".join(map(json.dumps, lines)))
    notices: list[tuple[str, str]] = []
    articles = list(files.read_articles(["many.jsonl"], notice=noting(notices)))
    assert [a.meta for a in articles if isinstance(a, Article)] == [
        {"desk": "city"},
        {"desk": "x", "page": "4"},
    ]
    assert notices == [
        ("many.jsonl", "2 keys that articles do not have are kept in meta: desk, page")
    ]


def test_the_files_of_a_folder_that_are_not_read_are_counted() -> None:
    for name in ("news/a.txt", "news/b.pdf", "news/sub/c.pdf", "news/d.json", "news/.e", "news/f"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Ana said so.")
    notices: list[tuple[str, str]] = []
    articles = list(files.read_articles(["news"], notice=noting(notices)))
    assert len(articles) == 1
    assert notices == [
        (
            "news",
            "4 files are not read (2 .pdf, 1 .json, 1 without suffix); to read a .json file,"
            " name it",
        )
    ]
