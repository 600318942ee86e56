"""`factx cache`: what is in a cache of answers, and how to empty it."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from factx.cli.console import GOOD, command, print_stderr

EXAMPLES = """\b
Examples:
  factx extract news/ --model openai/gpt-5-mini --cache answers/
  factx cache info answers/
  factx cache clear answers/"""

Folder = Annotated[str, typer.Argument(metavar="DIR", help="The folder given to --cache.")]

app = typer.Typer(
    epilog=EXAMPLES,
    help="Count or remove the answers that factx extract --cache DIR keeps.",
    no_args_is_help=True,
)


@app.command("info", epilog=EXAMPLES, short_help="Print the number and size of the answers")
@command
def info(folder: Folder) -> int:
    """Print the number of answers in a cache, their size, and when the oldest was last used."""
    from factx.files.answer_folder import count_answers
    from factx.render.phrases import count

    found = count_answers(folder)
    used = ""
    if found.oldest is not None:
        time = datetime.fromtimestamp(found.oldest, UTC)
        used = f", the oldest last used {time:%Y-%m-%d %H:%M} UTC"
    typer.echo(f"{count(found.entries, 'answer')}, {found.size / 1e6:,.1f} MB{used}")
    return GOOD


@app.command("clear", epilog=EXAMPLES, short_help="Remove all answers")
@command
def clear(folder: Folder) -> int:
    """Remove all answers in a cache, and no other file."""
    from factx.files.answer_folder import clear_answers
    from factx.render.phrases import count

    found = clear_answers(folder)
    print_stderr(f"{count(found.entries, 'answer')} removed, {found.size / 1e6:,.1f} MB")
    return GOOD
