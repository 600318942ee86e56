"""`factx extract`: extract who said what from articles."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.console import command, print_notice, print_stderr
from factx.cli.extraction_run import ExtractionRun, LogFormat
from factx.cli.input_options import Encoding, Lang
from factx.cli.model_options import (
    OFFLINE,
    BaseUrl,
    CacheFolder,
    CacheSize,
    Examples,
    Instructions,
    Jobs,
    KeyVariable,
    Model,
    ModelOptions,
    ModeName,
    Record,
    Replay,
    StrategyName,
    Timeout,
    Words,
    refuse,
)
from factx.cli.output_options import Force
from factx.cli.own_fields import Fields
from factx.cli.signals import stopping

if TYPE_CHECKING:
    from factx.extraction.extractor import Extractor
    from factx.files import Done, Outputs, RecordWriter

EXAMPLES = """\b
Examples:
  factx extract story.txt
  factx extract news/ -o records.jsonl
  factx extract story.txt --model openai/gpt-5-mini --record answers/
  factx extract story.txt --model openai/qwen3 --base-url http://localhost:8000/v1
  factx extract story.txt --model openai/x --base-url URL --api-key-env MY_KEY
  factx extract story.txt --model local:qwen2.5-1.5b-instruct.gguf
  factx extract news/ --model openai/gpt-5-mini --max-tokens-total 500000
  factx extract archive/ -o records.jsonl --model openai/gpt-5-mini --jobs 32
  factx extract archive/ -o records.jsonl --model openai/gpt-5-mini --resume
  factx extract archive/ -o records.jsonl --jobs 4
  cat story.txt | factx extract - | factx show -

\b
Strategies (how a model is prompted):
  whole      all questions about the whole article at once; a long article is
             split into parts
  sentences  for each sentence, whether it reports what somebody says; for
             weak models
  hybrid     as sentences, but only for sentences in which the offline rules
             find nothing
  The default is hybrid for models of at most 4 billion parameters, by their
  names (qwen2.5:1.5b), and for local: files of less than 3 GB; whole for all
  others.

\b
Modes (how the form of an answer is asked for):
  json_schema, json, tools or text. By default, a server that knows no JSON
  Schema is asked again with json, then text, and that is kept for the run.

\b
Input files (UTF-8 unless you add --encoding, each article with its own id):
  .txt, .md  one article; its id is the file name without the suffix
  .html      a web page; needs pip install "factx[html]"
  .json      one object with a text, also as trafilatura or newspaper4k write it
  .jsonl     one such object per line
  An object without an id gets the file name, in .jsonl with the line: name:3.
  A folder is read with all its .txt, .md, .html and .jsonl files, except hidden
  ones.
  If any folder in it has an article.txt, only those are read, and the folder's
  name is the id; an article.json in the same folder can give the title, url,
  publisher, published, byline, lang and meta."""

_STDOUT = "-"

Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the records here, one per line, instead of to standard output.",
    ),
]
Window = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, help="Split longer articles into parts of at most N characters."
    ),
]
MaxTokens = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Limit each answer to N tokens.")
]
MaxAnswerBytes = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, help="Refuse a response of the server with more than N bytes (4 MB)."
    ),
]
NoClaims = Annotated[bool, typer.Option("--no-claims", help="Skip claims and use fewer tokens.")]
MaxTokensTotal = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Stop starting articles after N total tokens."),
]
Prices = Annotated[
    str | None,
    typer.Option(
        metavar="IN,OUT",
        help="Price per million input,output tokens: 0.25,2. By default, known models' prices.",
    ),
]
NoText = Annotated[
    bool, typer.Option("--no-text", help="Leave the articles' texts out of the records.")
]
ArticleTimeout = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", min=0.001, help="Time limit per article, in seconds."),
]
Deadline = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", min=0.001, help="Time limit of the whole run, in seconds."),
]
RequestsPerMinute = Annotated[
    float | None,
    typer.Option(metavar="N", min=0.001, help="Limit of requests per minute, of all articles."),
]
TokensPerMinute = Annotated[
    float | None,
    typer.Option(metavar="N", min=0.001, help="Limit of tokens per minute, read and written."),
]
Resume = Annotated[
    bool,
    typer.Option(
        "--resume", help="Go on with --output: skip articles that have a record, retry the others."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only what is wrong.")]
Log = Annotated[
    LogFormat,
    typer.Option(help="What to print on standard error: lines of text, or a JSON object per line."),
]
Ordered = Annotated[
    bool, typer.Option("--ordered", help="Write the records in the order of the articles.")
]
Strict = Annotated[
    bool,
    typer.Option("--strict", help="Exit with 1 if anything drafted is not in its article."),
]


@command
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Articles: files, folders, or - for standard input."),
    ],
    model: Model = OFFLINE,
    base_url: BaseUrl = None,
    api_key_env: KeyVariable = None,
    mode: ModeName = None,
    output: Output = None,
    record: Record = None,
    cache: CacheFolder = None,
    cache_size: CacheSize = None,
    replay: Replay = None,
    timeout: Timeout = None,
    strategy: StrategyName = None,
    window: Window = None,
    max_tokens: MaxTokens = None,
    max_answer_bytes: MaxAnswerBytes = None,
    no_claims: NoClaims = False,
    instructions: Instructions = None,
    examples: Examples = None,
    fields: Fields = None,
    max_tokens_total: MaxTokensTotal = None,
    prices: Prices = None,
    no_text: NoText = False,
    strict: Strict = False,
    words: Words = None,
    jobs: Jobs = None,
    article_timeout: ArticleTimeout = None,
    deadline: Deadline = None,
    requests_per_minute: RequestsPerMinute = None,
    tokens_per_minute: TokensPerMinute = None,
    ordered: Ordered = False,
    resume: Resume = False,
    quiet: Quiet = False,
    log: Log = LogFormat.TEXT,
    encoding: Encoding = None,
    lang: Lang = None,
    force: Force = False,
) -> int:
    """Extract who said what from articles: one JSON record per article, as soon as it is done."""
    from factx import files

    options = ModelOptions(
        model=model, base_url=base_url, timeout=timeout, strategy=strategy,
        api_key_env=api_key_env, mode=mode,
        record=record, replay=replay, window=window, max_tokens=max_tokens,
        max_answer_bytes=max_answer_bytes, max_tokens_total=max_tokens_total, no_claims=no_claims,
        words=words, force=force, jobs=jobs, instructions=instructions, examples=examples,
        article_timeout=article_timeout, requests_per_minute=requests_per_minute,
        tokens_per_minute=tokens_per_minute,
        fields=fields, cache=cache, cache_size=cache_size,
    )  # fmt: skip
    run = ExtractionRun(options, prices=prices, is_quiet=quiet, log=log)
    if resume:
        refuse("cannot be combined with --resume", force=force)
        if output in (None, files.STDIN):
            raise typer.BadParameter("--resume continues a file: name it with --output")
    outputs = files.Outputs(
        [output or files.STDIN],
        inputs=files.Inputs(articles=paths, fixtures=[examples], others=[replay, instructions]),
        force=force,
        goes_on=resume,
    )
    with (
        options.extractor(run.budget) as extractor,
        _written(outputs, output, extractor if resume else None) as (write, done),
        outputs.failures(output) as failures,
        # What computes here is ended by the interrupt itself: nothing else is in flight.
        stopping(None if options.is_alone else extractor.stop) as is_stopped,
        run.shown(extractor, done, lambda: files.count_articles(paths, leave_out=outputs.include)),
    ):
        articles = files.read_articles(
            paths, encoding=encoding, lang=lang, leave_out=outputs.include, notice=print_notice
        )
        results = extractor.extract_many(
            run.within_budget(done.without(articles)),
            ordered=ordered,
            deadline=deadline,
            **options.at_a_time,
        )
        run.write(results, write, failures, with_text=not no_text)
        if is_stopped():
            raise _stopped(output, is_new=not force)
        run.skip(articles)
        if run.is_cut_short:
            write.keep_what_was_there()
            run.print_rest(_resuming(output, is_new=not force))
    return run.finish(output, note=write.note, strict=strict)


@contextmanager
def _written(
    outputs: "Outputs", output: str | None, resumed: "Extractor | None"
) -> "Generator[tuple[RecordWriter, Done]]":
    """The writer of records, and the articles that have one already if a run is resumed."""
    from factx import files

    if resumed is None or output is None:
        with outputs.records(output) as write:
            yield write, files.Done()
        return
    with outputs.more_records(output, resumed.made) as (write, done):
        if done.others:
            print_stderr(
                f"factx: {done.others:,} records in {output} have another model, prompt or option;"
                " they stay, and their articles are extracted again"
            )
        yield write, done


def _stopped(output: str | None, *, is_new: bool) -> KeyboardInterrupt:
    """The interrupt that ends the run, with a note on how to go on."""
    interrupt = KeyboardInterrupt()
    how = _resuming(output, is_new=is_new)
    if how:
        interrupt.add_note(how)
    return interrupt


def _resuming(output: str | None, *, is_new: bool) -> str:
    """How to go on with the articles that have no record; empty if that cannot be done."""
    if output in (None, _STDOUT) or not is_new:
        return ""
    return f"the records so far are in {output}: add --resume to go on"
