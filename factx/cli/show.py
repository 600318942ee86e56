"""`factx show`: print records, or the numbered sentences of articles, or write a page."""

from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.console import GOOD, command
from factx.cli.input_options import Encoding
from factx.cli.output_options import Force

if TYPE_CHECKING:
    from factx.render.page import Part

EXAMPLES = """\b
Examples:
  factx show records.jsonl
  factx show story.txt                       extracted offline first
  factx show records.jsonl --html page.html  for a browser, with filters
  factx show records.jsonl --source Whitlock --quotes
  factx show records.jsonl --article harbour-bridge --check 10
  factx show story.txt --numbered            the sentences, as drafts number them
  factx extract story.txt | factx show -"""


@command
def show(
    path: Annotated[
        str,
        typer.Argument(
            metavar="PATH",
            help="Records (.jsonl, .json, - for standard input), fixtures, or articles.",
        ),
    ],
    article: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Show only this article; can be repeated."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Show only what sources with NAME in their name say."),
    ] = None,
    quotes: Annotated[bool, typer.Option("--quotes", help="Show who said what.")] = False,
    sources: Annotated[bool, typer.Option("--sources", help="Show the sources.")] = False,
    claims: Annotated[bool, typer.Option("--claims", help="Show the claims.")] = False,
    html: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Write a page for a browser instead, for one record or thousands.",
        ),
    ] = None,
    force: Force = False,
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
    encoding: Encoding = None,
) -> int:
    """Show who said what in an article: its text with the quotes, who said them, and claims.

    An article without a record is extracted by the offline rules first. In the text, a quote is in
    brackets, in the colour of its source. With --quotes, --sources or --claims, only these are
    shown.
    """
    from factx import files
    from factx.cli.showing import Shown, View, print_all, write_page

    wanted: dict[Part, bool] = {"quotes": quotes, "sources": sources, "claims": claims}
    view = View(
        parts=tuple(part for part, is_wanted in wanted.items() if is_wanted),
        source=source,
        numbered=numbered,
        check=check,
    )
    view.refuse_contradictions(html)
    inputs = files.Inputs(articles=[path], fixtures=[path])
    outputs = files.Outputs([html or files.STDIN], inputs=inputs, force=force)
    shown = Shown(path, encoding=encoding, only=article, numbered=numbered)
    if html is None:
        print_all(shown, view)
    else:
        write_page(shown, view, html, outputs)
    return max(GOOD, shown.code)
