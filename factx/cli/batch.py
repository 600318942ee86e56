"""`factx batch`: extract through a server's batch endpoint, for half the price."""

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factx.cli.console import FAILED, GOOD, NO_ANSWER, command, print_error, print_stderr
from factx.cli.input_options import Encoding, Lang
from factx.cli.model_options import (
    BaseUrl,
    Examples,
    Instructions,
    KeyVariable,
    ModeName,
    StrategyName,
    key_in,
    refuse,
)
from factx.cli.output_options import Force
from factx.cli.own_fields import Fields, fields_named
from factx.errors import InputError

if TYPE_CHECKING:
    from factx.files import RecordWriter

EXAMPLES = """\b
Examples:
  factx batch submit job/ news/ --model openai/gpt-5-mini
  factx batch status job/
  factx batch collect job/ -o records.jsonl
  factx batch submit job/
  factx batch submit job/ --failed

\b
Some questions depend on answers: retries, the second part of a long article.
So repeat submit and collect until every article has its record."""

Folder = Annotated[str, typer.Argument(metavar="DIR", help="The folder of the job.")]

app = typer.Typer(
    epilog=EXAMPLES,
    help="Ask through OpenAI's batch API, which costs half and answers within a day.",
    no_args_is_help=True,
)


@app.command("submit", epilog=EXAMPLES, short_help="Send all questions that can be asked now")
@command
def submit(
    folder: Folder,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Articles, to begin a job: files or folders."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(envvar="FACTX_MODEL", metavar="NAME", help="The model: openai/MODEL."),
    ] = None,
    base_url: BaseUrl = None,
    api_key_env: KeyVariable = None,
    mode: ModeName = None,
    strategy: StrategyName = None,
    instructions: Instructions = None,
    examples: Examples = None,
    fields: Fields = None,
    no_claims: Annotated[
        bool, typer.Option("--no-claims", help="Skip claims and use fewer tokens.")
    ] = False,
    failed: Annotated[
        bool, typer.Option("--failed", help="Also send the questions again that failed.")
    ] = False,
    encoding: Encoding = None,
    lang: Lang = None,
) -> int:
    """Begin a job with articles, or go on with one: no question is sent twice."""
    from factx.extraction.batch import Job, check_batch
    from factx.files.batch_folder import BatchFolder
    from factx.render.phrases import count

    key, code = key_in(api_key_env), GOOD
    if paths:
        if model is None:
            raise typer.BadParameter("--model is needed to begin a job")
        check_batch(model, strategy)
        if base_url is not None and ("@" in base_url or "?" in base_url):
            raise InputError("--base-url", "a job keeps no credentials: use --api-key-env")
        options: dict[str, Any] = {
            "model": model, "base_url": base_url, "mode": mode, "strategy": strategy,
            "claims": not no_claims, **_own(instructions, examples, fields),
        }  # fmt: skip
        code = _create(folder, paths, options, encoding=encoding, lang=lang)
    else:
        refuse("is for a new job", instructions=instructions, examples=examples, fields=fields)
    with closing(BatchFolder(folder)) as opened:
        sent = asyncio.run(Job(opened, api_key=key).submit(failed=failed))
    print_stderr(f"{count(sent, 'question')} sent")
    return code


def _own(
    instructions: str | None, examples: str | None, fields: str | None
) -> dict[str, str | list[str]]:
    """The user's own parts of the prompt, as a job keeps them."""
    from factx import files
    from factx.records import dump

    kept: dict[str, str | list[str]] = {}
    if instructions is not None:
        kept["instructions"] = files.read_article(instructions).get_text()
    if examples is not None:
        kept["examples"] = [dump(record) for record in files.read(examples)]
    if fields is not None:
        fields_named(fields)
        kept["fields"] = fields
    return kept


def _create(
    folder: str,
    paths: list[str],
    options: dict[str, Any],
    *,
    encoding: str | None,
    lang: str | None,
) -> int:
    """Make a job of the articles that can be read; returns the exit code."""
    from factx import files
    from factx.files.batch_folder import BatchFolder

    code, articles = GOOD, list[Any]()
    for article in files.read_articles(paths, encoding=encoding, lang=lang):
        if isinstance(article, InputError):
            code = max(code, print_error(article))
        else:
            articles.append(article)
    BatchFolder.create(folder, articles, options).close()
    return code


@app.command("status", epilog=EXAMPLES, short_help="Print how far the batches are")
@command
def status(folder: Folder, api_key_env: KeyVariable = None) -> int:
    """Print the state of each batch, with the numbers of answered, failed and all questions."""
    from factx.extraction.batch import Job
    from factx.files.batch_folder import BatchFolder
    from factx.render import printable

    with closing(BatchFolder(folder)) as opened:
        states = asyncio.run(Job(opened, api_key=key_in(api_key_env)).states())
    for batch, state in states:
        line = "collected"
        if state is not None:
            line = str(state.status)
            counts = state.request_counts
            if counts is not None:
                line += f", {counts.completed:,} answered, {counts.failed:,} failed"
                line += f", {counts.total:,} in all"
        typer.echo(printable(f"{batch.id}: {line}"))
    return GOOD


@app.command("collect", epilog=EXAMPLES, short_help="Write the records of all that is answered")
@command
def collect(
    folder: Folder,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the records here instead of to standard output.",
        ),
    ] = None,
    api_key_env: KeyVariable = None,
    force: Force = False,
) -> int:
    """Fetch the answers so far, and write a record for each article that has all of its answers.

    The exit code is 1 if articles wait for answers, and 3 if some have failed.
    """
    from factx import files
    from factx.extraction.batch import Job
    from factx.files.batch_folder import BatchFolder

    outputs = files.Outputs([output or files.STDIN], force=force)
    with closing(BatchFolder(folder)) as opened:
        job = Job(opened, api_key=key_in(api_key_env))
        for sentence in asyncio.run(job.collect()):
            print_stderr(f"factx: {sentence}")
        running = opened.running()
        with outputs.records(output) as write:
            return asyncio.run(_written(job, write, running))


async def _written(job: Any, write: "RecordWriter", running: set[str]) -> int:
    """Write the records, and print what is missing; returns the exit code."""
    from factx.render import printable
    from factx.render.phrases import count

    done = waiting = unsent = failed = 0
    async for outcome in job.outcomes():
        if outcome.record is not None:
            write(outcome.record)
            done += 1
        elif outcome.error is not None:
            failed += 1
            print_error(outcome.error, article=outcome.article.id)
        elif outcome.waits_for.key in running:
            waiting += 1
        elif outcome.waits_for.failure is not None:
            failed += 1
            reason = f"{outcome.article.id}: {outcome.waits_for.failure}"
            print_stderr(f"factx: {printable(reason)}; send it again with --failed")
        else:
            unsent += 1
    print_stderr(f"{count(done, 'record')}, {waiting:,} waiting, {failed:,} failed")
    if unsent:
        print_stderr(f"{count(unsent, 'article')} need another round: factx batch submit DIR")
    return NO_ANSWER if failed else FAILED if waiting or unsent else GOOD
