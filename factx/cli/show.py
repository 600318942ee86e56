"""`factx show`: records, or an article's numbered sentences, for a person."""

import os
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, BinaryIO, cast

import typer

from factx.cli.console import GOOD, command, complain
from factx.errors import FactxError, InputError

if TYPE_CHECKING:
    from factx.records import Article, FactRecord

EXAMPLES = """\b
Examples:
  factx show records.jsonl
  factx show fixtures/harbour-bridge
  factx show story.txt --numbered
  factx extract story.txt | factx show -"""


@command
def show(
    path: Annotated[
        str,
        typer.Argument(
            metavar="PATH",
            help="Records (.jsonl, .json, - for standard input), fixtures, or an article.",
        ),
    ],
    numbered: Annotated[
        bool,
        typer.Option(
            "--numbered", help="Print the article's sentences as drafts number them, and no more."
        ),
    ] = False,
) -> int:
    """Show who said what in an article: sources, quotes, claims, and the quotes in the text."""
    from factx import files

    page = _Page(numbered=numbered)
    code = GOOD
    for found in files.read_articles([path]) if files.holds_articles(path) else _records(path):
        if isinstance(found, FactxError):
            code = max(code, complain(found))
        else:
            page.add(found)
    return code


def _records(path: str) -> "Iterator[FactRecord | FactxError]":
    from factx import files

    for found in files.read_records(path):
        yield found if isinstance(found, FactxError) else found.value


class _Page:
    """Standard output as a page of records or articles, one under the other."""

    def __init__(self, *, numbered: bool) -> None:
        from rich.console import Console

        self.numbered = numbered
        self.begun = False
        # What the terminal has no character for is shown as a question mark.
        cast("TextIOWrapper[BinaryIO]", sys.stdout).reconfigure(errors="replace")
        bare = bool(os.environ.get("NO_COLOR"))
        self.console = Console(
            color_system=None if bare else "auto", markup=False, highlight=False, emoji=False
        )

    def add(self, item: "Article | FactRecord") -> None:
        """Print one more; raises `InputError` for what cannot be shown in the way asked for."""
        from rich.rule import Rule

        from factx import render
        from factx.records import Article

        article = item if isinstance(item, Article) else item.article
        if self.numbered and article.text is None:
            raise InputError(f"record {article.id}", "it was written without the article's text")
        if isinstance(item, Article) and not self.numbered:
            problem = "there is no record of it here: run factx extract, or add --numbered"
            raise InputError(f"article {article.id}", problem)
        page = (
            render.numbered(article)
            if isinstance(item, Article) or self.numbered
            else render.shown(item)
        )
        with self.console.capture() as drawn:  # rich would leave with 1 if the pipe were closed
            if self.begun:
                self.console.print("", Rule(style="dim"), "")
            self.console.print(page)
        self.begun = True
        typer.echo(drawn.get(), nl=False, color=True)  # there is colour only if rich put it there
