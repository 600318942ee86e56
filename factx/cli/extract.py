"""`factx extract`: extract who said what from articles."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from math import inf
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.console import FAILED, GOOD, command, print_error, print_gap, print_stderr, spinner
from factx.cli.model_options import (
    OFFLINE,
    BaseUrl,
    Model,
    ModelOptions,
    Record,
    Replay,
    StrategyName,
    Timeout,
)
from factx.errors import FactxError, InputError, MissingExtra, MissingKey, ModelError, UnknownModel

if TYPE_CHECKING:
    from factx.extraction.drafter import Drafter
    from factx.llm.token_budget import Budget
    from factx.records import FactRecord, Usage

EXAMPLES = """\b
Examples:
  factx extract story.txt
  factx extract news/ -o records.jsonl
  factx extract story.txt --model openai/gpt-5-mini --record answers/
  factx extract story.txt --model openai/qwen3 --base-url http://localhost:8000/v1
  factx extract story.txt --model local:qwen2.5-1.5b-instruct.gguf
  factx extract news/ --model openai/gpt-5-mini --max-tokens-total 500000
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
Input files (UTF-8, each article with its own id):
  .txt, .md  one article; its id is the file name without the suffix
  .json      one object with a text
  .jsonl     one such object per line
  An object without an id gets the file name, in .jsonl with the line: name:3.
  A folder is read with all its .txt, .md and .jsonl files, except hidden ones.
  If any folder in it has an article.txt, only those are read, and the folder's
  name is the id; an article.json in the same folder can give the title, url,
  publisher, published, byline, lang and meta."""

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
NoClaims = Annotated[bool, typer.Option("--no-claims", help="Skip claims and use fewer tokens.")]
MaxTokensTotal = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Stop starting articles after N total tokens."),
]
Prices = Annotated[
    str | None,
    typer.Option(
        metavar="IN,OUT",
        help="Price per million input,output tokens, as in 0.25,2; prints the cost.",
    ),
]
NoText = Annotated[
    bool, typer.Option("--no-text", help="Leave the articles' texts out of the records.")
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
    output: Output = None,
    record: Record = None,
    replay: Replay = None,
    timeout: Timeout = None,
    strategy: StrategyName = None,
    window: Window = None,
    max_tokens: MaxTokens = None,
    no_claims: NoClaims = False,
    max_tokens_total: MaxTokensTotal = None,
    prices: Prices = None,
    no_text: NoText = False,
    strict: Strict = False,
) -> int:
    """Extract who said what from articles: one JSON record per article, as soon as it is done."""
    from factx import files
    from factx.llm.token_budget import Budget

    options = ModelOptions(
        model=model, base_url=base_url, timeout=timeout, strategy=strategy,
        record=record, replay=replay, window=window, max_tokens=max_tokens,
        max_tokens_total=max_tokens_total, no_claims=no_claims,
    )  # fmt: skip
    budget = Budget(max_tokens_total)
    run = _Run(options.drafter(budget), options.called_model or OFFLINE, budget, _prices(prices))
    with files.record_lines(output, inputs=paths) as write:
        asyncio.run(
            run.extract(paths, output, lambda it: write(it.without_text() if no_text else it))
        )
    return run.finish(strict=strict)


def _print_skipped(folder: str, count: int) -> None:
    """Print how many files in a folder of article folders are not read."""
    from factx.render import printable

    files = "1 file is" if count == 1 else f"{count:,} files are"
    where = printable(folder)
    print_stderr(f"factx: {where}: {files} not read, since its articles have their own folders")


def _prices(given: str | None) -> tuple[float, float] | None:
    """Parse IN,OUT; raises `BadParameter` unless these are two numbers, 0 or more."""
    if given is None:
        return None
    try:
        read, written = (float(price) for price in given.split(","))
    except ValueError:
        read, written = -1.0, -1.0
    if not (0 <= read < inf and 0 <= written < inf):
        raise typer.BadParameter("--prices takes two numbers, per million tokens: 0.25,2")
    return read, written


@dataclass
class _Run:
    """One run over many articles, with the totals so far."""

    drafter: "Drafter"
    model: str
    budget: "Budget"
    prices: tuple[float, float] | None
    code: int = GOOD
    articles: int = 0
    done: int = 0
    ungrounded: int = 0
    seconds: float = 0.0
    usage: "Usage | None" = None
    sizes: Counter[str] = field(default_factory=Counter[str])

    async def extract(
        self, paths: list[str], output: str | None, write: "Callable[[FactRecord], None]"
    ) -> None:
        """Extract and write one article after the other; print the error of one that fails."""
        from factx import files
        from factx.extraction.extract import aextract
        from factx.render import printable

        for article in files.read_articles(paths, leave_out=output, skipped=_print_skipped):
            await asyncio.sleep(0)  # lets an interrupt through if the drafter never waits
            self.articles += 1
            if isinstance(article, InputError):
                self._fail(article)
                continue
            spent = self.budget.reason_to_stop
            if spent is not None:
                rest = f"{printable(article.id)} and the articles after it are skipped"
                print_stderr(f"factx: --max-tokens-total: {spent}; {rest}")
                self.code = max(self.code, FAILED)
                return
            begin = perf_counter()
            try:
                with self._spinner(article.id):
                    record = await aextract(article, drafter=self.drafter)
            except (UnknownModel, MissingKey, MissingExtra) as error:
                self._fail(error)
                return  # it would fail for every other article too
            except FactxError as error:
                self._fail(error, article=article.id if isinstance(error, ModelError) else "")
                continue
            write(record)
            self._add(record, perf_counter() - begin)

    def finish(self, *, strict: bool) -> int:
        """Print the totals if there were several articles; return the run's exit code."""
        from factx.render import summary

        if self.articles > 1 and self.done:
            done = f"{self.done:,} of {self.articles:,} articles"
            cost = self._cost(self.usage)
            print_stderr(f"total, {done}: {summary(self.sizes)}; {self.seconds:.1f} s{cost}")
        self.code = max(self.code, self.budget.write_error)
        if strict and self.ungrounded:
            print_stderr(
                f"factx: --strict: {self.ungrounded:,} drafted parts could not be grounded"
            )
            self.code = max(self.code, FAILED)
        return self.code

    def _spinner(self, article: str) -> AbstractContextManager[None]:
        if self.model == OFFLINE:
            return nullcontext()
        return spinner(f"{article}: {self.model} is reading")

    def _fail(self, error: FactxError, *, article: str = "") -> None:
        self.code = max(self.code, print_error(error, article=article))

    def _add(self, record: "FactRecord", seconds: float) -> None:
        """Print a line about a record, and add it to the totals."""
        from factx.llm.token_budget import NOTHING, total
        from factx.render import printable, sizes, summary

        usage = record.provenance.usage
        article, of_record = printable(record.article.id), sizes(record)
        print_stderr(f"{article}: {summary(of_record)}; {seconds:.1f} s{self._cost(usage)}")
        self.code = max(self.code, print_gap(record))
        self.done += 1
        self.ungrounded += len(record.ungrounded)
        self.seconds += seconds
        if usage is not None:
            self.usage = total(self.usage or NOTHING, usage)
        self.sizes += of_record

    def _cost(self, usage: "Usage | None") -> str:
        """Format the tokens of a model, and what they cost if the prices are known."""
        from factx.render import cost, tokens

        if usage is None:
            return ""
        priced = f", {cost(usage, self.prices)}" if self.prices else ""
        return f", {tokens(usage)}{priced}"
