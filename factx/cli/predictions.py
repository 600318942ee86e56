"""The predictions that `factx eval` scores: drafted for it, or read from a file."""

import asyncio
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factx.cli.console import FAILED, GOOD, complain, complain_of_gaps, say, waiting
from factx.errors import FactxError, MissingExtra, MissingKey, UnknownModel

if TYPE_CHECKING:
    from factx.evaluation import Case
    from factx.extraction.drafter import Drafter
    from factx.records import FactRecord


@dataclass
class Predicting:
    """The gold with what is predicted of it, as far as there is something."""

    golds: Sequence["FactRecord"]
    cases: "list[Case]" = field(default_factory=list["Case"])
    asked: str | None = None
    """The model that drafts, as the caller named it; None where records or answers are read."""
    code: int = GOOD

    @property
    def system(self) -> str | None:
        """What to call the predictions if they do not tell: the model, where all of it failed."""
        return None if any(case.predicted for case in self.cases) else self.asked

    def read(self, path: str) -> None:
        """Take the predictions from a file of records; a bad one is told and counts as none.

        Raises the last error if there is no good record in the file, or no file.
        """
        from factx import files
        from factx.evaluation import paired

        wanted = {gold.article.sha256 for gold in self.golds}
        predicted: list[FactRecord] = []
        problems: list[FactxError] = []
        beside = 0
        for found in files.read_records(path):
            if isinstance(found, FactxError):
                problems.append(found)
            elif found.value.article.sha256 in wanted:
                predicted.append(found.value)
            else:
                beside += 1
        if problems and not predicted and not beside:
            raise problems[-1]  # nothing at all could be read: there is nothing to score
        self.code = max([self.code, *map(complain, problems)])
        if beside:
            say(f"{path}: {beside:,} of its records are of texts that are not in the gold")
        self.cases = list(paired(self.golds, predicted))
        missing = [case.gold.article.id for case in self.cases if case.predicted is None]
        if missing:
            say(f"factx: {path}: no record of {', '.join(missing)}; counted as nothing found")

    def draft(self, drafter: "Drafter", output: str | None, *, leave_alone: str) -> None:
        """Make the predictions; an article on which the drafter fails is told and counts as none.

        Raises what would be the same for every article: a missing key or package, no such model.
        """
        from factx import files

        with files.record_lines(output, inputs=[leave_alone]) if output else _kept() as write:
            asyncio.run(self._draft(drafter, write))

    async def _draft(self, drafter: "Drafter", write: "Callable[[FactRecord], None]") -> None:
        from factx.evaluation import Case
        from factx.extraction.extract import aextract

        for number, gold in enumerate(self.golds, start=1):
            await asyncio.sleep(0)  # an interrupt is heard only here, if the drafter never waits
            article = gold.article
            progress = f"{number} of {len(self.golds)}: {article.id}"
            try:
                with waiting(f"{progress}, {self.asked} is reading" if self.asked else progress):
                    record = await aextract(article, drafter=drafter)
            except (UnknownModel, MissingKey, MissingExtra):
                raise
            except FactxError as error:
                self.code = max(self.code, complain(error, about=article.id))
                self.cases.append(Case(gold, None, str(error)))
            except Exception as error:
                crash = f"the drafter crashed: {type(error).__name__}"
                say(f"factx: {article.id}: {crash}")
                self.code = max(self.code, FAILED)
                self.cases.append(Case(gold, None, crash))
            else:
                write(record)
                self.code = max(self.code, complain_of_gaps(record))
                self.cases.append(Case(gold, record))


@contextmanager
def _kept() -> "Generator[Callable[[FactRecord], None]]":
    """Nowhere to write: the records are scored and gone."""
    yield lambda record: None
