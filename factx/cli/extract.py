"""`factx extract`: articles in, records out."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from math import inf
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factx.cli.console import FAILED, GOOD, command, complain, complain_of_gaps, say, waiting
from factx.cli.model_options import (
    OFFLINE,
    drafter_named,
    refuse_beside_replay,
    replaying,
    strategy_named,
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
How a model is asked:
  whole      about everything in an article at once, or a long one part by part
  sentences  whether somebody says something, of each sentence; for weak models
  hybrid     the same, but only of sentences in which offline finds nothing
  Without --strategy: hybrid if the model's name says that it has at most
  4 billion parameters, as qwen2.5:1.5b does, or a local: file has less than
  3 GB; whole for all others.

\b
What is read:
  .txt and .md hold one article; its id is the file's name without the suffix.
  .json holds one object with a text; .jsonl one such object a line. Without an
  id of its own an object has the file's name, in .jsonl with its line: name:3.
  Of a folder every .txt, .md and .jsonl is read, hidden ones left out. If any
  folder in it has an article.txt, only these are read, and the folder's name is
  the id; an article.json beside it may give the title, url, publisher,
  published, byline, lang and meta.
  All of it in UTF-8, under ids that differ."""


@command
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Articles: files, folders, or - for standard input."),
    ],
    model: Annotated[
        str,
        typer.Option(
            envvar="FACTX_MODEL",
            metavar="NAME",
            help="Who drafts: offline, without model or network; PROVIDER/MODEL; local:FILE.gguf.",
        ),
    ] = OFFLINE,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="An OpenAI-compatible server of your own; it needs no key."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the records here, one a line, instead of to standard output.",
        ),
    ] = None,
    record: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="Keep the raw answers, a file an article; a folder for each model."
        ),
    ] = None,
    replay: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Use the answers kept there and ask no model."),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.001, help="Give up on an answer after so long."),
    ] = None,
    strategy: Annotated[
        str | None,
        typer.Option(
            metavar="HOW",
            help="whole, sentences or hybrid, as told below.",
        ),
    ] = None,
    window: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Ask about longer articles in parts of at most so many characters.",
        ),
    ] = None,
    max_tokens: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Let one answer have at most so many tokens."),
    ] = None,
    no_claims: Annotated[
        bool, typer.Option("--no-claims", help="Look for who said what alone; takes fewer tokens.")
    ] = False,
    max_tokens_total: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Begin no article once so many tokens are read and written."
        ),
    ] = None,
    prices: Annotated[
        str | None,
        typer.Option(
            metavar="IN,OUT",
            help="What a million tokens read and written cost: 0.25,2. The cost is then told.",
        ),
    ] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the articles' texts out of the records.")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit with 1 if anything drafted is not in its article."),
    ] = False,
) -> int:
    """Extract who said what from articles: one JSON record an article, as soon as it is done."""
    from factx import files
    from factx.llm.token_budget import Budget

    budget = Budget(max_tokens_total)
    if replay is None:
        asking: dict[str, Any] = {
            "base_url": base_url,
            "timeout": timeout,
            "strategy": strategy_named(strategy),
            "window": window,
            "max_tokens": max_tokens,
        }
        drafter = drafter_named(model, asking, record, budget, claims=not no_claims)
    else:
        refuse_beside_replay(
            record=record, window=window, no_claims=no_claims, max_tokens=max_tokens,
            base_url=base_url, timeout=timeout, max_tokens_total=max_tokens_total,
        )  # fmt: skip
        drafter = replaying(replay, strategy_named(strategy))
    run = _Run(
        drafter=drafter,
        asked=model if replay is None else OFFLINE,
        form=lambda made: made.without_text() if no_text else made,
        budget=budget,
        prices=_prices(prices),
    )
    with files.record_lines(output, inputs=paths) as write:
        asyncio.run(run.extract(paths, output, write))
    return run.conclude(strict=strict)


def _report_skipped(folder: str, count: int) -> None:
    """Say that the files beside the articles' own folders are not read."""
    from factx.render import printable

    files = "1 file is" if count == 1 else f"{count:,} files are"
    say(f"factx: {printable(folder)}: {files} not read, since its articles have their own folders")


def _prices(told: str | None) -> tuple[float, float] | None:
    """Two numbers with a comma between them."""
    if told is None:
        return None
    try:
        read, written = (float(price) for price in told.split(","))
    except ValueError:
        read, written = -1.0, -1.0
    if not (0 <= read < inf and 0 <= written < inf):
        raise typer.BadParameter("--prices are two numbers: 0.25,2 a million tokens")
    return read, written


@dataclass
class _Run:
    """One run over many articles, and what there is to tell at its end."""

    drafter: "Drafter"
    asked: str
    form: "Callable[[FactRecord], FactRecord]"
    budget: "Budget"
    prices: tuple[float, float] | None = None
    code: int = GOOD
    articles: int = 0
    done: int = 0
    lost: int = 0
    seconds: float = 0.0
    usage: "Usage | None" = None
    sizes: Counter[str] = field(default_factory=Counter[str])

    async def extract(
        self, paths: list[str], output: str | None, write: "Callable[[FactRecord], None]"
    ) -> None:
        """Read, draft, ground and write one article after the other; a bad one is only told."""
        from factx import files
        from factx.extraction.extract import aextract
        from factx.render import printable

        for article in files.read_articles(paths, leave_out=output, skipped=_report_skipped):
            await asyncio.sleep(0)  # an interrupt is heard only here, if the drafter never waits
            self.articles += 1
            if isinstance(article, InputError):
                self._fail(article)
                continue
            spent = self.budget.reason_to_stop
            if spent is not None:
                left = f"{printable(article.id)} and what follows is left out"
                say(f"factx: --max-tokens-total: {spent}; {left}")
                self.code = max(self.code, FAILED)
                return
            begin = perf_counter()
            try:
                with self._waiting(article.id):
                    record = await aextract(article, drafter=self.drafter)
            except (UnknownModel, MissingKey, MissingExtra) as error:
                self._fail(error)
                return  # no other article would fare better
            except FactxError as error:
                self._fail(error, about=article.id if isinstance(error, ModelError) else "")
                continue
            write(self.form(record))
            self._tell(record, perf_counter() - begin)

    def conclude(self, *, strict: bool) -> int:
        """Tell the totals if there were several articles; the run's exit code."""
        from factx.render import summary

        if self.articles > 1 and self.done:
            done = f"{self.done:,} of {self.articles:,} articles"
            usage = self.usage
            say(f"total, {done}: {summary(self.sizes)}; {self.seconds:.1f} s{self._cost(usage)}")
        self.code = max(self.code, self.budget.write_error)
        if strict and self.lost:
            say(f"factx: --strict: {self.lost:,} drafted parts could not be grounded")
            self.code = max(self.code, FAILED)
        return self.code

    def _waiting(self, article: str) -> AbstractContextManager[None]:
        if self.asked == OFFLINE:
            return nullcontext()
        return waiting(f"{article}: {self.asked} is reading")

    def _fail(self, error: FactxError, *, about: str = "") -> None:
        self.code = max(self.code, complain(error, about=about))

    def _tell(self, record: "FactRecord", seconds: float) -> None:
        from factx.llm.token_budget import NOTHING, total
        from factx.render import printable, sizes, summary

        usage = record.provenance.usage
        told = self._cost(usage)
        held = sizes(record)
        say(f"{printable(record.article.id)}: {summary(held)}; {seconds:.1f} s{told}")
        self.code = max(self.code, complain_of_gaps(record))
        self.done += 1
        self.lost += len(record.ungrounded)
        self.seconds += seconds
        if usage is not None:
            self.usage = total(self.usage or NOTHING, usage)
        self.sizes += held

    def _cost(self, usage: "Usage | None") -> str:
        """What a model took, and what that costs where the prices are known."""
        from factx.render import cost, tokens

        if usage is None:
            return ""
        priced = f", {cost(usage, self.prices)}" if self.prices else ""
        return f", {tokens(usage)}{priced}"
