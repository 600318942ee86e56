"""The predictions that `factx eval` scores: extracted for it, or read from a file."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factx.cli.console import FAILED, GOOD, print_error, print_gap, print_stderr, spinner
from factx.cli.model_options import ModelOptions
from factx.errors import FactxError, MissingExtra, MissingKey, UnknownModel

if TYPE_CHECKING:
    from factx.evaluation import Case
    from factx.extraction.drafter import Drafter
    from factx.records import FactRecord


@dataclass
class Predictions:
    """The gold records, each with its prediction if there is one."""

    golds: Sequence["FactRecord"]
    cases: "list[Case]" = field(default_factory=list["Case"])
    model: str | None = None
    """The extractor that is run, as the caller named it; None if records or answers are read."""
    code: int = GOOD
    """The exit code so far."""
    unkept: int = GOOD
    """The exit code if a model's answer could not be kept."""

    @property
    def system(self) -> str | None:
        """The model, to name the system by if it failed on every article; otherwise None."""
        return None if any(case.predicted for case in self.cases) else self.model

    def read(self, path: str) -> None:
        """Read the predictions from a file of records; an invalid one is printed and left out.

        Raises the last error if the file has no valid record or does not exist.
        """
        from factx import files
        from factx.evaluation import paired

        wanted = {gold.article.sha256 for gold in self.golds}
        predicted: list[FactRecord] = []
        problems: list[FactxError] = []
        others = 0
        for found in files.read_records(path):
            if isinstance(found, FactxError):
                problems.append(found)
            elif found.value.article.sha256 in wanted:
                predicted.append(found.value)
            else:
                others += 1
        if problems and not predicted and not others:
            raise problems[-1]
        self.code = max([self.code, *map(print_error, problems)])
        if others:
            print_stderr(f"{path}: {others:,} of its records are of texts that are not in the gold")
        self.cases = list(paired(self.golds, predicted))
        missing = [case.gold.article.id for case in self.cases if case.predicted is None]
        if missing:
            names = ", ".join(missing)
            print_stderr(f"factx: {path}: no record of {names}; counted as zero predictions")

    def draft(self, options: ModelOptions, output: str | None, *, leave_alone: str) -> None:
        """Extract the predictions and write them to `output`, which must not be `leave_alone`.

        If the drafter fails on an article, the error is printed and the article has no prediction.
        Raises what would fail on every article: a missing key or package, an unknown model.
        """
        from factx import files
        from factx.llm.token_budget import Budget

        budget = Budget()
        drafter = options.drafter(budget)
        self.model = options.called_model
        nowhere = nullcontext[Callable[["FactRecord"], None]](lambda record: None)
        with files.record_lines(output, inputs=[leave_alone]) if output else nowhere as write:
            asyncio.run(self._draft(drafter, write))
        self.unkept = budget.write_error

    async def _draft(self, drafter: "Drafter", write: "Callable[[FactRecord], None]") -> None:
        from factx.evaluation import Case
        from factx.extraction.extract import aextract

        for number, gold in enumerate(self.golds, start=1):
            await asyncio.sleep(0)  # lets an interrupt through if the drafter never waits
            article = gold.article
            progress = f"{number} of {len(self.golds)}: {article.id}"
            try:
                with spinner(f"{progress}, {self.model} is reading" if self.model else progress):
                    record = await aextract(article, drafter=drafter)
            except (UnknownModel, MissingKey, MissingExtra):
                raise
            except FactxError as error:
                self.code = max(self.code, print_error(error, article=article.id))
                self.cases.append(Case(gold, None, str(error)))
            except Exception as error:
                crash = f"the drafter crashed: {type(error).__name__}"
                print_stderr(f"factx: {article.id}: {crash}")
                self.code = max(self.code, FAILED)
                self.cases.append(Case(gold, None, crash))
            else:
                write(record)
                self.code = max(self.code, print_gap(record))
                self.cases.append(Case(gold, record))
