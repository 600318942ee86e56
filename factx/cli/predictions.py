"""The predictions that `factx eval` scores: extracted for it, or read from a file."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factx.cli.bugs import bug_line, print_bug
from factx.cli.console import GOOD, print_error, print_gap, print_stderr, spinner
from factx.cli.model_options import ModelOptions
from factx.errors import FactxError, InputError, ends_run

if TYPE_CHECKING:
    from factx.evaluation import Case
    from factx.extraction.result import Result
    from factx.files import Outputs
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

        Raises the last error if the file has no valid record or does not exist, and `InputError` if
        its records are of the gold's texts with other line ends.
        """
        from factx import files
        from factx.evaluation import paired, with_other_line_ends
        from factx.records.article import RESTORE_LINE_ENDS

        wanted = {gold.article.sha256 for gold in self.golds}
        predicted: list[FactRecord] = []
        last: FactxError | None = None
        others: list[str] = []
        for found in files.read_records(path):
            if isinstance(found, FactxError):
                if last is not None:
                    self.code = max(self.code, print_error(last))
                last = found
            elif found.value.article.sha256 in wanted:
                predicted.append(found.value)
            else:
                others.append(found.value.article.sha256)
        if last is not None:
            if not predicted and not others:
                raise last
            self.code = max(self.code, print_error(last))
        self.cases = list(paired(self.golds, predicted))
        twins = with_other_line_ends([c.gold for c in self.cases if not c.predicted], {*others})
        if twins:
            problem = f"its records of {', '.join(twins)} are of texts with other line ends than"
            error = InputError(path, f"{problem} the gold; {RESTORE_LINE_ENDS}")
            if not predicted:
                raise error
            self.code = max(self.code, print_error(error))
        elif others:
            some = f"{len(others):,} of its records are"
            print_stderr(f"{path}: {some} of texts that are not in the gold")
        missing = [case.gold.article.id for case in self.cases if case.predicted is None]
        if missing:
            names = ", ".join(missing)
            print_stderr(f"factx: {path}: no record of {names}; counted as zero predictions")

    def draft(self, options: ModelOptions, output: str | None, *, outputs: "Outputs") -> None:
        """Extract the predictions and write them to `output`, if one is named.

        If the drafter fails on an article, the error is printed and the article has no prediction.
        Raises what would fail on every article: a missing key or package, an unknown model, a key
        that is not accepted.
        """
        from factx.llm.token_budget import Budget

        budget = Budget()
        self.model = options.called_model
        nowhere = nullcontext[Callable[["FactRecord"], None]](lambda record: None)
        with (
            options.extractor(budget) as extractor,
            outputs.records(output) if output else nowhere as write,
        ):
            articles = [gold.article for gold in self.golds]
            results = extractor.extract_many(articles, ordered=True, **options.at_a_time)
            self._draft(results, write)
        self.unkept = budget.write_error

    def _draft(self, results: "Generator[Result]", write: "Callable[[FactRecord], None]") -> None:
        from factx.evaluation import Case

        with closing(results):
            for number, gold in enumerate(self.golds, start=1):
                progress = f"{number} of {len(self.golds)}: {gold.article.id}"
                with spinner(f"{progress}, {self.model} is reading" if self.model else progress):
                    result = next(results)
                if result.record is not None:
                    write(result.record)
                    self.code = max(self.code, print_gap(result.record))
                    self.cases.append(Case(gold, result.record))
                elif isinstance(result.error, FactxError):
                    if ends_run(result.error):
                        raise result.error
                    self.code = max(self.code, print_error(result.error, article=gold.article.id))
                    self.cases.append(Case(gold, None, str(result.error)))
                elif result.error is not None:
                    self.code = max(self.code, print_bug(result.error, where=gold.article.id))
                    self.cases.append(Case(gold, None, bug_line(result.error)))
