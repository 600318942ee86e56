"""An article: its title, its metadata and its numbered sentences."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from factx.records import Article
from factx.render.characters import printable
from factx.render.layout import Entry, joined
from factx.text import index_of


def numbered(article: Article) -> RenderableType:
    """Lay out the sentences of an article with their numbers, which drafts refer to."""
    index = index_of(article.get_text())
    width = len(str(len(index.sentences)))
    entries = (
        Entry(f"{number:>{width}}", Text(printable(index.text[start:end])))
        for number, (start, end) in enumerate(index.sentences, start=1)
    )
    return Group(*header(article), Text(), *entries)


def header(article: Article) -> Iterator[Entry]:
    """Yield the title of an article, and its metadata below."""
    title = Text(printable(article.title or article.id), style="bold")
    facts = (article.publisher, article.published, article.byline, article.url)
    known = (*facts, article.id if article.title else None)
    yield Entry("", title, note=joined(fact for fact in known if fact), indent=0)
