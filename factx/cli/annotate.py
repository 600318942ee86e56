"""`factx annotate`: make and correct fixtures in a browser."""

import importlib.util
from typing import Annotated

import typer

from factx.cli.console import GOOD, command, print_error, print_stderr
from factx.errors import InputError

EXAMPLES = """\b
Examples:
  factx annotate fixtures
  factx annotate fixtures --beside records.jsonl       correct what was extracted
  factx annotate fixtures --beside ana --beside ben    compare two annotators

\b
DIR has a folder for each article, with its article.txt; the page makes new
ones too. A finished annotation is gold.json in that folder, and one that is
not finished is gold.unfinished.json. The page is for this machine only: its
address has a secret, and nothing outside DIR is written."""


@command
def annotate(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A folder of fixtures.")],
    beside: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH",
            help="Records of the same articles, to accept items from; can be repeated.",
        ),
    ] = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of 127.0.0.1; a free one by default.")
    ] = 0,
    browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in the browser.")
    ] = True,
) -> int:
    """Make and correct fixtures on a page in your browser.

    Select words to mark what was said, the cue and the source; add claims with their evidence.
    Suggestions are shown only when you ask for them. Every save is checked against the schema and
    the annotation guide. Stop it with Ctrl-C.
    """
    if importlib.util.find_spec("starlette") is None or importlib.util.find_spec("uvicorn") is None:
        raise InputError("factx annotate", "it needs a server: pip install 'factx[annotate]'")
    from factx.annotate.folder import Folder, others
    from factx.annotate.serve import serve

    opened = Folder(folder)
    for problem in opened.problems:
        print_error(problem)
    records = others(beside or [])
    known = {place.article.sha256 for place in opened.places}
    for digest, found in records.items():
        if digest not in known:
            article = found[0][1].article
            opened.add(article.id, article.get_text(), article.title)

    def ready(address: str) -> None:
        print_stderr(f"Annotating {opened.path} at {address} (stop with Ctrl-C)")
        if browser:
            typer.launch(address)

    serve(opened, port=port, others=records, ready=ready)
    return GOOD
