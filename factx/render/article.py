"""An article: its head, and its sentences with their numbers."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from factx.records import Article
from factx.render.characters import printable
from factx.render.layout import Entry, joined
from factx.text import index_of


def numbered(article: Article) -> RenderableType:
    """The sentences of an article with the numbers by which a draft refers to them."""
    index = index_of(article.get_text())
    width = len(str(len(index.sentences)))
    entries = (
        Entry(f"{number:>{width}}", Text(printable(index.text[start:end])))
        for number, (start, end) in enumerate(index.sentences, start=1)
    )
    return Group(*header(article), Text(), *entries)


def header(article: Article) -> Iterator[Entry]:
    """What an article is called, and beneath it what is known of where it comes from."""
    title = Text(printable(article.title or article.id), style="bold")
    facts = (article.publisher, article.published, article.byline, article.url)
    known = (*facts, article.id if article.title else None)
    yield Entry("", title, note=joined(fact for fact in known if fact), indent=0)
