"""The folder of a batch job: its articles, its settings, what was sent, and what was answered."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from factx.errors import InputError
from factx.files.answer_folder import AnswerFolder
from factx.files.articles import read_articles
from factx.files.atomic import replace_file
from factx.files.folders import make_folder
from factx.files.json_files import read_json
from factx.files.locks import lock
from factx.files.os_errors import unwritable
from factx.records import Article

_JOB, _ARTICLES = "job.json", "articles.jsonl"
_NO_LIMIT = 2**62


@dataclass
class Batch:
    """One batch that was sent, or was about to be."""

    name: str
    """The name of the file with its rows."""
    digest: str
    """The SHA-256 digest of this file."""
    id: str | None = None
    """The server's id; None if it is not known whether the batch was sent."""
    is_collected: bool = False


class BatchFolder:
    """A batch job. Raises `InputError` if the folder has none, or another process uses it."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        if not os.path.exists(self._path(_JOB)):
            raise InputError(folder, "it has no batch job; make one with factx batch submit")
        job: Any = read_json(self._path(_JOB))
        try:
            self.options: dict[str, Any] = job["options"]
            self.batches = [Batch(**one) for one in job["batches"]]
        except (KeyError, TypeError) as error:
            raise InputError(self._path(_JOB), "it is not the file of a batch job") from error
        self._job: dict[str, Any] = job
        self._lock = open(self._path(".lock"), "wb")  # noqa: SIM115 (open as long as the job is)
        if not lock(self._lock.fileno()):
            self._lock.close()
            raise InputError(folder, "another run is working on this job; wait for it")
        self.answers = AnswerFolder(self._path("answers"), max_bytes=_NO_LIMIT)

    @classmethod
    def create(
        cls, folder: str, articles: Iterable[Article], options: dict[str, Any]
    ) -> "BatchFolder":
        """Make a job; raises `InputError` if the folder has one already."""
        make_folder(folder)
        job = os.path.join(folder, _JOB)
        if os.path.exists(job):
            problem = "it has a batch job already; leave out the articles to continue it"
            raise InputError(folder, problem)
        lines = "".join(one.model_dump_json(exclude_none=True) + "\n" for one in articles)
        if not lines:
            raise InputError(folder, "there is no article to submit")
        replace_file(os.path.join(folder, _ARTICLES), lines)
        replace_file(job, json.dumps({"options": options, "batches": []}, indent=2) + "\n")
        return cls(folder)

    def articles(self) -> Iterator[Article]:
        """The articles of the job."""
        for article in read_articles([self._path(_ARTICLES)]):
            if isinstance(article, InputError):
                raise article
            yield article

    def add(self, rows: str) -> Batch:
        """Write the rows of a batch that is about to be sent."""
        batch = Batch(
            name=f"batch-{len(self.batches) + 1}.jsonl",
            digest=hashlib.sha256(rows.encode()).hexdigest(),
        )
        replace_file(self._path(batch.name), rows)
        self.batches.append(batch)
        self.save()
        return batch

    def rows(self, batch: Batch) -> bytes:
        """The rows of a batch."""
        try:
            with open(self._path(batch.name), "rb") as file:
                return file.read()
        except OSError as error:
            raise unwritable(self._path(batch.name), error) from error

    def running(self) -> set[str]:
        """The keys of all questions whose batches are not collected."""
        return {
            json.loads(line)["custom_id"]
            for batch in self.batches
            if not batch.is_collected
            for line in self.rows(batch).splitlines()
        }

    def save(self) -> None:
        """Write what was sent and collected, safe from a crash from then on."""
        self._job["batches"] = [vars(batch) for batch in self.batches]
        replace_file(self._path(_JOB), json.dumps(self._job, indent=2) + "\n")

    def close(self) -> None:
        """Let other processes use the job."""
        self._lock.close()

    def _path(self, name: str) -> str:
        return os.path.join(self.folder, name)
