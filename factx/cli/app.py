"""The `factx` app: all commands, and the help without one."""

from typing import Annotated

import typer

from factx.cli import (
    agree,
    annotate,
    batch,
    cache,
    check,
    convert,
    draft,
    evaluate,
    extract,
    ground,
    report,
    schemas,
    show,
)
from factx.version import __version__

EXIT_CODES = """\b
Exit codes:
  0  success
  1  a check or a floor failed, --strict and something is not grounded, or a
     bug in factx
  2  wrong usage, unreadable input, a missing key or package, no recording
  3  a model could not be reached or returned no usable answer
If some inputs fail, the others are still written; the highest exit code is
returned. Records go to standard output, messages to standard error."""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,  # tracebacks of bugs show no local variables: no texts, no keys
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, function, examples, summary in (
    ("extract", extract.extract, extract.EXAMPLES, "Extract who said what from articles"),
    ("show", show.show, show.EXAMPLES, "Print records or numbered sentences"),
    ("report", report.report, report.EXAMPLES, "Audit who is quoted in many articles"),
    ("check", check.check, check.EXAMPLES, "Validate records and fixtures"),
    ("draft", draft.draft, draft.EXAMPLES, "Write a draft to fill in or correct"),
    ("ground", ground.ground, ground.EXAMPLES, "Turn a hand-written draft into a record"),
    ("eval", evaluate.evaluate, evaluate.EXAMPLES, "Score records against annotated articles"),
    ("annotate", annotate.annotate, annotate.EXAMPLES, "Make and correct fixtures in a browser"),
    ("agree", agree.agree, agree.EXAMPLES, "Measure inter-annotator agreement"),
):
    app.command(name, epilog=examples, short_help=summary)(function)
app.command(cls=convert.Command, short_help="Convert between factx and other formats")(
    convert.convert
)
app.add_typer(batch.app, name="batch", short_help="Ask through a batch API, for half the price")
app.add_typer(cache.app, name="cache", short_help="Count or remove kept answers of models")
app.command(
    "schemas", epilog=schemas.EXAMPLES, short_help="Write the JSON Schemas of all formats of factx"
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
    """Extract who said what from news articles, with exact character offsets.

    No text leaves this machine unless you name a remote model.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
