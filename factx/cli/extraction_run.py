"""One run of `factx extract` over many articles: what it prints, and the exit code."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from functools import cached_property
from threading import Thread
from typing import TYPE_CHECKING, Any

import typer

from factx.cli.bugs import print_bug
from factx.cli.console import (
    FAILED,
    GOOD,
    code_of,
    print_doubt,
    print_error,
    print_gap,
    print_language,
    print_stderr,
    print_unasked,
    until_the_end,
)
from factx.cli.json_log import json_log
from factx.cli.model_options import OFFLINE, ModelOptions
from factx.cli.progress import Display, Progress, shown
from factx.errors import DeadlineReached, FactxError, InputError, ModelError, ends_run

if TYPE_CHECKING:
    from factx.extraction.extractor import Extractor
    from factx.extraction.result import Result
    from factx.files import Done, Failures, RecordWriter
    from factx.llm.prices import Prices
    from factx.records import Article, FactRecord, Usage

_FEW = 20
"""Records whose lines leave the failures before them on the screen."""
_REPEATED = 10
"""Failures that are printed again at the end."""


class LogFormat(StrEnum):
    """What standard error is written in."""

    TEXT = "text"
    JSON = "json"


class ExtractionRun:
    """One run over many articles, with the totals so far."""

    def __init__(
        self, options: ModelOptions, *, prices: "str | None", is_quiet: bool, log: LogFormat
    ) -> None:
        """Raises `BadParameter` if `prices` are none, or the options contradict each other."""
        from factx.cli.prices import prices_given
        from factx.llm.token_budget import Budget

        self.budget = Budget(options.max_tokens_total)
        self.code = GOOD
        self.is_cut_short = False
        """Whether it ended before the last article."""
        self._options = options
        self._prices_given = prices_given(prices)
        self._is_json = log is LogFormat.JSON
        self._is_quiet = is_quiet or self._is_json
        """Whether nothing is printed about what went well."""
        if is_quiet and self._is_json:
            raise typer.BadParameter("--quiet cannot be combined with --log json")
        self._progress = Progress()
        self._display = Display()
        self._extractor: Extractor | None = None
        self._skipped: Callable[[], int] = int
        self._failures: Failures | None = None
        self._endings = set[str]()
        """The errors that end a run, as they were printed."""
        self._deadline: DeadlineReached | None = None
        """What ended the run, if its time was over."""
        self._unasked = 0
        """Articles that were in flight when one of them came."""
        self._reasons: list[str] = []
        """Why the first articles failed."""
        self._ungrounded = 0
        self._seconds = 0.0
        self._sizes = Counter[str]()
        if self._is_json:
            until_the_end(json_log(self._added))

    @contextmanager
    def shown(
        self, extractor: "Extractor", done: "Done", count: Callable[[], int | None]
    ) -> Generator[None]:
        """Show the progress as long as the context lasts; `count` returns how many articles.

        They are counted in a thread, since that can take a while.
        """
        self._extractor = extractor
        self._skipped = lambda: done.skipped
        if self._is_quiet:
            yield
            return
        self._progress = progress = Progress(
            spent=lambda: self._spent(extractor.usage),
            retries=lambda: extractor.retries,
            skipped=self._skipped,
        )

        def count_all() -> None:
            progress.total = count()

        # A daemon, because the run may end before all are counted.
        Thread(target=count_all, name="factx count", daemon=True).start()
        with shown(progress, waits=self._options.called_model != OFFLINE) as self._display:
            yield

    def within_budget(
        self, articles: "Iterator[Article | InputError]"
    ) -> "Iterator[Article | InputError]":
        """The articles until the budget is exhausted, which is then printed."""
        from factx.render import printable

        for article in articles:
            spent = self.budget.reason_to_stop
            if spent is not None and not isinstance(article, InputError):
                rest = f"{printable(article.id)} and the articles after it are skipped"
                print_stderr(f"factx: --max-tokens-total: {spent}; {rest}")
                self._cut_short()
                return
            yield article

    def write(
        self,
        results: "Generator[Result | InputError]",
        write: "RecordWriter",
        failures: "Failures | None",
        *,
        with_text: bool,
    ) -> None:
        """Write the records as they are done, and print why an article has none."""
        self._failures = failures
        with closing(results):
            try:
                for result in results:
                    if isinstance(result, InputError):
                        self._fail(result)
                    elif result.record is not None:
                        record = result.record
                        with self._display.paused():
                            write(record if with_text else record.without_text())
                        self._add(record, result.seconds)
                    elif result.error is not None:
                        self._failed(result.article, result.error)
                    self._display.update()
            except DeadlineReached as error:
                self._deadline = error
                self._cut_short()
            except FactxError:
                if not self._endings:  # it is not about an article
                    raise
                self.is_cut_short = True

    def skip(self, articles: "Iterator[Article | InputError]") -> None:
        """Print that the rest of the articles is skipped, if the run ended before it."""
        if self._endings and (self._unasked or next(articles, None) is not None):
            print_stderr("factx: the other articles are skipped: each would fail in the same way")

    def print_rest(self, how: str) -> None:
        """Print that the time is over, and `how` to go on with the rest."""
        if self._deadline is not None:
            problem = f"--deadline: {self._deadline.seconds:g} s are over"
            rest = how if how and self._progress.done else "the other articles are skipped"
            print_stderr(f"factx: {problem}; {rest}")

    def finish(self, output: str | None, *, note: str, strict: bool) -> int:
        """Print the totals if there were several articles; return the run's exit code."""
        from factx.render import printable

        if self._skipped() and not self._is_quiet:
            told = f"{self._skipped():,} articles were skipped: {output} has their records"
            print_stderr(told)
        if note:
            print_stderr(f"factx: {printable(note)}")
        if not self._is_quiet:
            self._print_totals()
        self.code = max(self.code, self.budget.write_error)
        if strict and self._ungrounded:
            print_stderr(
                f"factx: --strict: {self._ungrounded:,} drafted parts could not be grounded"
            )
            self.code = max(self.code, FAILED)
        return self.code

    def _print_totals(self) -> None:
        from factx.render import summary

        done, failed = self._progress.done, self._progress.failed
        if done and done + failed > 1:
            usage = self._extractor.usage if self._extractor is not None else None
            spent = self._after_comma(usage)
            told = f"{done:,} of {done + failed:,} articles"
            print_stderr(f"total, {told}: {summary(self._sizes)}; {self._seconds:.1f} s{spent}")
        if failed and done > _FEW:
            place = "" if self._failures is None else f"; all are in {self._failures.path}"
            print_stderr(f"{failed:,} failed, the first of them{place}:")
            for reason in self._reasons:
                print_stderr(f"factx: {reason}")

    def _cut_short(self) -> None:
        self.code = max(self.code, FAILED)
        self.is_cut_short = True

    def _failed(self, article: "Article", error: Exception) -> None:
        """Print why an article has no record; once if the reason is that of every article."""
        if not isinstance(error, FactxError):
            self._note(error, article, f"{article.id}: {type(error).__name__}")
            self.code = max(self.code, print_bug(error, where=article.id))
        elif not ends_run(error):
            self._fail(error, article, name=article.id if isinstance(error, ModelError) else "")
        elif str(error) not in self._endings:
            self._endings.add(str(error))
            self._fail(error, article)
        else:
            self._note(error, article, str(error))
            self._unasked += 1

    def _fail(self, error: FactxError, article: "Article | None" = None, *, name: str = "") -> None:
        self._note(error, article, f"{name}: {error}" if name else str(error))
        # In JSON, the event says it.
        code = code_of(error) if self._is_json else print_error(error, article=name)
        self.code = max(self.code, code)

    def _note(self, error: Exception, article: "Article | None", reason: str) -> None:
        """Count a failure, and write it to the file of failures."""
        from factx.render import printable

        self._progress.failed += 1
        if len(self._reasons) < _REPEATED:
            self._reasons.append(printable(reason))
        if self._failures is not None:
            self._failures.add(error, article)

    def _add(self, record: "FactRecord", seconds: float) -> None:
        """Print a line about a record, and add it to the totals."""
        from factx.render import printable, sizes, summary

        of_record = sizes(record)
        if not self._is_quiet:
            name, spent = printable(record.article.id), self._after_comma(record.provenance.usage)
            print_stderr(f"{name}: {summary(of_record)}; {seconds:.1f} s{spent}")
        self.code = max(self.code, print_gap(record))
        print_doubt(record)
        if not self._is_quiet:
            print_unasked(record)
        print_language(record)
        self._progress.done += 1
        self._ungrounded += len(record.ungrounded)
        self._seconds += seconds
        self._sizes += of_record

    def _after_comma(self, usage: "Usage | None") -> str:
        spent = self._spent(usage)
        return f", {spent}" if spent else ""

    def _spent(self, usage: "Usage | None") -> str:
        """Format the tokens of a model, and what they cost if the prices are known."""
        from factx.render import cost, tokens

        if usage is None or not usage.requests:
            return ""
        prices = self._prices
        return tokens(usage) + (f", {cost(prices.of(usage), prices.currency)}" if prices else "")

    @cached_property
    def _prices(self) -> "Prices | None":
        from factx.cli.prices import prices_of

        return self._prices_given or prices_of(self._options)

    def _added(self, facts: dict[str, Any]) -> dict[str, Any]:
        """What is added to an event: the cost, and how many articles were skipped."""
        from factx.records import Usage

        added: dict[str, Any] = {}
        if "input_tokens" in facts and self._prices is not None:
            usage = Usage(
                input_tokens=facts["input_tokens"],
                output_tokens=facts["output_tokens"],
                cached_tokens=facts.get("cached_tokens"),
                requests=facts["requests"],
            )
            added["cost"] = round(self._prices.of(usage), 6)
        if facts["event"] == "end":
            added["skipped"] = self._skipped()
        return added
