"""`factx show`: print records, or the numbered sentences of articles."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.console import GOOD, command, print_error, print_page
from factx.errors import FactxError, InputError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from factx.records import Article, FactRecord

EXAMPLES = """\b
Examples:
  factx show records.jsonl
  factx show fixtures/harbour-bridge
  factx show story.txt --numbered
  factx show records.jsonl --check 10
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
            "--numbered",
            help="Print the article's sentences only, numbered as in drafts.",
        ),
    ] = False,
    check: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="List only the N claims that most need checking, with who says them and where.",
        ),
    ] = None,
) -> int:
    """Show who said what in an article: sources, quotes, claims, and the quotes in the text."""
    from rich.console import Group
    from rich.rule import Rule

    from factx import files

    if numbered and check is not None:
        raise typer.BadParameter("--check cannot be combined with --numbered")
    begun = False
    code = GOOD
    for found in files.read_articles([path]) if files.holds_articles(path) else _records(path):
        if isinstance(found, FactxError):
            code = max(code, print_error(found))
            continue
        page = _page(found, numbered=numbered, check=check)
        print_page(Group("", Rule(style="dim"), "", page) if begun else page)
        begun = True
    return code


def _records(path: str) -> "Iterator[FactRecord | FactxError]":
    from factx import files

    for found in files.read_records(path):
        yield found if isinstance(found, FactxError) else found.value


def _page(item: "Article | FactRecord", *, numbered: bool, check: int | None) -> "RenderableType":
    """Lay out an article or record; raises `InputError` if it cannot be shown like that."""
    from factx import render
    from factx.records import Article

    article = item if isinstance(item, Article) else item.article
    if numbered and article.text is None:
        raise InputError(f"record {article.id}", "it was written without the article's text")
    if isinstance(item, Article) and not numbered:
        problem = "there is no record of it here: run factx extract"
        problem += ", or add --numbered" if check is None else ""
        raise InputError(f"article {article.id}", problem)
    if isinstance(item, Article) or numbered:
        return render.numbered(article)
    return render.shown(item) if check is None else render.to_check(item, check)
