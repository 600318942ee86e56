"""Web pages are read as articles: their text and what they say about themselves."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from factx import files
from factx.errors import InputError, MissingExtra
from factx.files import html_pages
from factx.records import Article

PAGE = """<!doctype html><html lang="en-GB"><head><title>Bridge to close | The Echo</title>
<meta name="author" content="Jo Byrne"><meta property="og:site_name" content="The Echo">
<meta property="article:published_time" content="2026-11-14T08:00:00+00:00">
<link rel="canonical" href="https://echo.example/bridge"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Bridge to close</h1>
<p>Ana Ruiz, the mayor, said the bridge would close in May because its bearings are worn.</p>
<p>“We have no choice,” she said. The council will vote on the plan in the café of the town hall.
</p></article><footer>Copyright The Echo. All rights reserved.</footer></body></html>"""


def noting(notices: list[tuple[str, str]]) -> Callable[[str, str], None]:
    """Adds what is noticed to `notices`."""
    return lambda where, sentence: notices.append((where, sentence))


@pytest.fixture
def trafilatura() -> None:
    pytest.importorskip("trafilatura", reason="the extra html is not installed")


@pytest.mark.usefixtures("trafilatura")
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_a_page_becomes_an_article(encoding: str) -> None:
    """Whose text is that of the page without its navigation, in its own encoding."""
    page = PAGE.replace("<head>", f'<head><meta charset="{encoding}">')
    Path("bridge.html").write_bytes(page.encode(encoding))
    article = files.read_article("bridge.html")
    assert article.id == "bridge"
    assert article.lang == "en-GB"
    assert article.title == "Bridge to close"
    assert article.byline == "Jo Byrne"
    assert article.publisher == "The Echo"
    assert article.published == "2026-11-14"
    assert article.url == "https://echo.example/bridge"
    text = article.get_text()
    assert "“We have no choice,” she said." in text
    assert "café" in text
    assert "Sport" not in text
    assert "Copyright" not in text


@pytest.mark.usefixtures("trafilatura")
def test_a_page_without_an_article_is_refused() -> None:
    Path("empty.html").write_text("<html><body></body></html>")
    with pytest.raises(InputError, match="no article was found in this page"):
        files.read_article("empty.html")
    Path("blank.htm").write_text(" ")
    with pytest.raises(InputError, match="it is empty"):
        files.read_article("blank.htm")


@pytest.mark.usefixtures("trafilatura")
def test_pages_in_a_folder_are_read() -> None:
    Path("news").mkdir()
    Path("news/bridge.html").write_text(PAGE, "utf-8")
    Path("news/other.txt").write_text("Ana said so.")
    assert [a.id for a in files.read_articles(["news"]) if isinstance(a, Article)] == [
        "bridge",
        "other",
    ]


def test_without_trafilatura_the_error_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.setattr(html_pages, "can_read_pages", lambda: False)
    monkeypatch.setattr("factx.files.articles.can_read_pages", lambda: False)
    Path("news").mkdir()
    Path("news/bridge.html").write_text(PAGE, "utf-8")
    Path("news/other.txt").write_text("Ana said so.")
    with pytest.raises(MissingExtra, match=r'pip install "factx\[html\]"'):
        files.read_article("news/bridge.html")
    notices: list[tuple[str, str]] = []
    articles = list(files.read_articles(["news"], notice=noting(notices)))
    assert [a.id for a in articles if isinstance(a, Article)] == ["other"]
    assert notices == [
        ("news", '1 file is not read (1 .html); web pages need pip install "factx[html]"')
    ]
