"""What `factx show` shows: which records, and which part of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from factx.cli.bugs import is_bug, print_bug
from factx.cli.console import GOOD, print_error, print_page
from factx.errors import FactxError, InputError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from factx.files import Outputs
    from factx.records import Article, FactRecord
    from factx.render.page import Part


@dataclass(frozen=True)
class View:
    """What is shown of each record."""

    parts: "Sequence[Part]"
    source: str | None
    numbered: bool
    check: int | None

    def refuse_contradictions(self, html: str | None) -> None:
        """Raise `BadParameter` for options that cannot be combined."""
        chosen = {
            "--numbered": self.numbered,
            "--check": self.check is not None,
            "--html": html is not None,
        }
        given = [name for name, is_given in chosen.items() if is_given]
        if len(given) > 1:
            raise typer.BadParameter(f"{given[1]} cannot be combined with {given[0]}")
        parts = [f"--{part}" for part in self.parts]
        parts += ["--source"] if self.source is not None and html is None else []
        if given and parts:
            raise typer.BadParameter(f"{parts[0]} cannot be combined with {given[0]}")

    def page(self, item: "Article | FactRecord") -> "RenderableType":
        """Lay out an article or record; raises `InputError` if it cannot be shown like that."""
        from factx import render
        from factx.records import Article

        article = item if isinstance(item, Article) else item.article
        if self.numbered and article.text is None:
            raise InputError(f"record {article.id}", "it was written without the article's text")
        if isinstance(item, Article) or self.numbered:
            return render.numbered(article)
        if self.check is not None:
            return render.to_check(item, self.check)
        return render.shown(item, parts=self.parts or render.PARTS, source=self.source)


class Shown:
    """The records of a path, or its articles to be numbered; the code reports those that failed.

    Articles without a record are extracted by the offline rules, unless their sentences are wanted.
    """

    def __init__(
        self, path: str, *, encoding: str | None, only: Sequence[str] | None, numbered: bool
    ) -> None:
        self.code = GOOD
        self._path = path
        self._encoding = encoding
        self._only = dict.fromkeys(only or ())
        self._numbered = numbered

    def __iter__(self) -> "Iterator[Article | FactRecord]":
        """Yield what is found; what is not is printed as an error."""
        from factx.records import Article

        missing = set(self._only)
        for found in self._found():
            if isinstance(found, FactxError):
                self.failed(found)
                continue
            name = found.id if isinstance(found, Article) else found.article.id
            if self._only and name not in self._only:
                continue
            missing.discard(name)
            if not isinstance(found, Article) or self._numbered:
                yield found
            elif (record := self._extracted(found)) is not None:
                yield record
        for name in self._only:
            if name in missing:
                self.failed(InputError(self._path, f"it has no article {name!r}"))

    def records(self) -> "Iterator[FactRecord]":
        """Yield the records only."""
        from factx.records import FactRecord

        yield from (found for found in self if isinstance(found, FactRecord))

    def failed(self, error: FactxError) -> None:
        """Print an error and remember its code."""
        self.code = max(self.code, print_error(error))

    def broke(self, error: Exception, name: str) -> None:
        """Print a bug in showing an article; raises `error` if it is none."""
        if not is_bug(error):
            raise error
        self.code = max(self.code, print_bug(error, where=name))

    def _found(self) -> "Iterator[Article | FactRecord | FactxError]":
        from factx import files

        if files.holds_articles(self._path):
            yield from files.read_articles([self._path], encoding=self._encoding)
            return
        for found in files.read_records(self._path):
            yield found if isinstance(found, FactxError) else found.value

    def _extracted(self, article: "Article") -> "FactRecord | None":
        from factx import extract

        try:
            return extract(article, model="offline")
        except FactxError as error:
            self.failed(error)
        except Exception as error:
            self.broke(error, article.id)
        return None


def print_all(shown: Shown, view: View) -> None:
    """Print each record as a page, with a line between pages."""
    from rich.console import Group
    from rich.rule import Rule

    from factx.records import Article

    begun = False
    for item in shown:
        try:
            page = view.page(item)
        except FactxError as error:
            shown.failed(error)
            continue
        except Exception as error:
            shown.broke(error, item.id if isinstance(item, Article) else item.article.id)
            continue
        print_page(Group("", Rule(style="dim"), "", page) if begun else page)
        begun = True


def write_page(shown: Shown, view: View, path: str, outputs: "Outputs") -> None:
    """Write all records into one page for a browser."""
    from factx.render import said_by
    from factx.render.record_page import record_page

    def chosen() -> "Iterator[FactRecord]":
        for record in shown.records():
            try:
                yield record if view.source is None else said_by(record, view.source)
            except FactxError as error:
                shown.failed(error)

    with outputs.pieces(path) as write:
        for piece in record_page(chosen()):
            write(piece)
