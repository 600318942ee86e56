"""The commands put together, and what `factx` says when it is given none."""

from typing import Annotated

import typer

from factx.cli import agree, check, convert, evaluate, extract, ground, schemas, show
from factx.version import __version__

EXIT_CODES = """\b
Exit codes:
  0  good
  1  a check or a floor failed, or --strict and something is not grounded
  2  wrong usage, unreadable input, a missing key or package, no recording
  3  a model could not be reached or gave no usable answer
Where some of many inputs fail, the rest is written and the highest code wins.
Records go to standard output, everything else to standard error."""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,  # a bug's traceback is plain, without texts or keys in it
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, function, examples, in_short in (
    ("extract", extract.extract, extract.EXAMPLES, "articles in, records of who said what out"),
    ("show", show.show, show.EXAMPLES, "records, or numbered sentences, for a person"),
    ("check", check.check, check.EXAMPLES, "whether records and fixtures hold"),
    ("ground", ground.ground, ground.EXAMPLES, "strings written by hand to a record"),
    ("eval", evaluate.evaluate, evaluate.EXAMPLES, "how often records are right, with floors"),
    ("agree", agree.agree, agree.EXAMPLES, "how far annotators agree with each other"),
):
    app.command(name, epilog=examples, short_help=in_short)(function)
app.command(cls=convert.Command, short_help="records to and from other people's formats")(
    convert.convert
)
app.command(
    "schemas", epilog=schemas.EXAMPLES, short_help="the JSON Schemas of all that is written"
)(schemas.schemas)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"factx {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog=EXIT_CODES)
def factx(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Turn news articles into records of who said what, every span exact.

    Nothing leaves this machine unless you name a remote model.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
