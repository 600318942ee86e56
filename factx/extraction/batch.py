"""Extract through a server's batch endpoint, which costs half and answers within a day.

Questions that depend on answers, such as retries and the second part of a long article, are asked
in a further round.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from factx.errors import FactxError, InputError, UnknownModel
from factx.extraction.drafters import drafter_for
from factx.extraction.extractor import Extractor
from factx.files.batch_folder import Batch, BatchFolder
from factx.llm.asking.strategies import strategy_for
from factx.llm.batch import ENDED, BatchServer, Unanswered, answers_in, client_of
from factx.llm.fields import models_named
from factx.records import Article, FactRecord, load

if TYPE_CHECKING:
    from factx.llm.drafter import InstructorDrafter

MOST_ROWS = 50_000
"""Rows of a batch that OpenAI accepts."""
MOST_BYTES = 190 * 10**6


@dataclass(frozen=True)
class Outcome:
    """An article with its record, or what it waits for, or why it has none."""

    article: Article
    record: FactRecord | None = None
    waits_for: Unanswered | None = None
    error: FactxError | None = None


def check_batch(model: str, strategy: str | None) -> None:
    """Raise `UnknownModel` or `InputError` if a model cannot be asked in batches, or not so."""
    if not model.startswith("openai/"):
        raise UnknownModel(model, "batches are for openai/MODEL and servers with its batch API")
    if (strategy or strategy_for(model.partition("/")[2])) != "whole":
        problem = "a batch is for --strategy whole; single sentences would take a batch for each"
        raise InputError("--strategy", problem)


class Job:
    """A batch job in its folder; `api_key` is the key to send, if it is not in the environment."""

    def __init__(self, folder: BatchFolder, *, api_key: str | None = None) -> None:
        self.folder = folder
        options: dict[str, Any] = {**folder.options, "api_key": api_key}
        if "examples" in options:
            options["examples"] = [load(record) for record in options["examples"]]
        if "fields" in options:
            options["fields"] = models_named(options["fields"])
        self._options = options

    async def outcomes(self) -> AsyncGenerator[Outcome]:
        """What the answers so far give for each article."""
        client = client_of(self.folder.answers.get)
        async with Extractor(**self._options, client=client) as extractor:
            for article in self.folder.articles():
                try:
                    yield Outcome(article, await extractor.aextract(article))
                except Unanswered as question:
                    yield Outcome(article, waits_for=question)
                except FactxError as error:
                    yield Outcome(article, error=error)

    async def submit(self, *, failed: bool = False) -> int:
        """Send all questions that can be asked now; with `failed`, also those that failed.

        Returns their number. No question is sent that is in a batch already.
        """
        server = self._server()
        try:
            await self._settle(server)
            running = self.folder.running()
            rows, size, count = dict[str, str](), 0, 0
            async with aclosing(self.outcomes()) as outcomes:
                async for outcome in outcomes:
                    question = outcome.waits_for
                    if question is None or question.key in running:
                        continue
                    if question.failure is not None and not failed:
                        continue
                    running.add(question.key)
                    rows[question.key] = question.row + "\n"
                    size, count = size + len(question.row.encode()) + 1, count + 1
                    if len(rows) == MOST_ROWS or size > MOST_BYTES:
                        await self._send(server, rows)
                        rows, size = {}, 0
            if rows:
                await self._send(server, rows)
            return count
        finally:
            await server.aclose()

    async def states(self) -> list[tuple[Batch, Any]]:
        """Each batch, with the server's account of it; None if it is collected already."""
        server = self._server()
        try:
            await self._settle(server)
            return [
                (batch, None if batch.is_collected else await server.get(cast("str", batch.id)))
                for batch in self.folder.batches
            ]
        finally:
            await server.aclose()

    async def collect(self) -> list[str]:
        """Keep the answers of all batches that have ended; returns what the server says of them."""
        server, said = self._server(), list[str]()
        try:
            await self._settle(server)
            for batch in self.folder.batches:
                if batch.is_collected:
                    continue
                state = await server.get(cast("str", batch.id))
                if state.status not in ENDED:
                    continue
                for file in (state.output_file_id, state.error_file_id):
                    for answer in answers_in(await server.read(file)) if file else ():
                        self.folder.answers.put(answer.key, answer.kept)
                batch.is_collected = True
                self.folder.save()
                said += [str(one.message)[:300] for one in getattr(state.errors, "data", ()) or ()]
                if state.status != "completed":
                    said.append(f"batch {batch.id} is {state.status}")
            return said
        finally:
            await server.aclose()

    async def _send(self, server: BatchServer, rows: dict[str, str]) -> None:
        batch = self.folder.add("".join(rows.values()))
        batch.id = await server.submit(self.folder.rows(batch), batch.name, batch.digest)
        self.folder.save()

    async def _settle(self, server: BatchServer) -> None:
        """Find out about batches that an interrupted run sent, and send them if it did not."""
        for batch in self.folder.batches:
            if batch.id is None:
                batch.id = await server.find(batch.digest) or await server.submit(
                    self.folder.rows(batch), batch.name, batch.digest
                )
                self.folder.save()

    def _server(self) -> BatchServer:
        return cast("InstructorDrafter", drafter_for(**self._options)).batch_server()
