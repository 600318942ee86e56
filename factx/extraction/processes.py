"""Extract records without a model in several processes, one for each core."""

import asyncio
import json
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from contextlib import suppress
from typing import Any

from factx.errors import InputError, WorkerDied
from factx.extraction.worker import FAILED, HEADER, OPTIONS, READY
from factx.records import Article, FactRecord, load
from factx.rules.language.own_words import OwnWords

_DEPTH = 2
"""Articles that a process has at a time, so that it never waits for the next one."""
_PIPE_BYTES = 2**20
_STARTS = 2
"""A process that is killed before it is ready is started once more."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from factx.extraction.worker import main; main()"
)
"""What a process runs. It does not import the program, which may have no `__main__` guard."""
_WINDOWS_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", None)
_APART: dict[str, Any] = (
    {"process_group": 0} if _WINDOWS_GROUP is None else {"creationflags": _WINDOWS_GROUP}
)
"""The terminal interrupts the program alone, which then ends the processes."""


class Processes:
    """Processes that extract records; each is started for its first article.

    If one is killed, the article that it worked on is tried once more by another.
    """

    def __init__(self, count: int, *, claims: bool, words: OwnWords | None = None) -> None:
        if not sys.executable:
            raise InputError("jobs", "there is no Python interpreter to start processes with")
        lists = None if words is None else words.lists
        options = json.dumps({"claims": claims, "words": lists}).encode()
        self._workers = [_Worker(options) for _ in range(count)]
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        for _ in range(_DEPTH):
            for worker in self._workers:
                self._free.put_nowait(worker)

    @property
    def concurrency(self) -> int:
        """How many articles they have at a time."""
        return len(self._workers) * _DEPTH

    async def extract(self, article: Article) -> tuple[FactRecord | None, float]:
        """The record of `article` and the seconds that it took; no record if extraction failed.

        Raises `WorkerDied` if the process was killed twice, and `InputError` if none can be
        started.
        """
        data = article.model_dump_json().encode()
        deaths = 0
        while True:
            worker = await self._free.get()
            try:
                kind, seconds, answer = await worker.ask(data)
            except _Died as died:
                deaths += died.was_its_article
                if deaths > 1:
                    raise WorkerDied(article.id, died.code) from None
                continue
            finally:
                self._free.put_nowait(worker)
            return None if kind == FAILED else load(answer.decode()), seconds

    async def aclose(self) -> None:
        """End all processes."""
        await asyncio.gather(*(worker.aclose() for worker in self._workers))


class _Died(Exception):
    """A process ended before its answer."""

    def __init__(self, *, was_its_article: bool, code: int | None) -> None:
        self.was_its_article = was_its_article
        """Whether it worked on this article, which may be the cause."""
        self.code = code


class _Worker:
    """One process, which is started again if it has died."""

    def __init__(self, options: bytes) -> None:
        self._options = options
        """What to extract, and with which words; the first message that a process gets."""
        self._process: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()
        self._asked: deque[asyncio.Future[tuple[bytes, float, bytes]]] = deque()
        """The answers that it owes, in the order of the questions."""

    async def ask(self, data: bytes) -> tuple[bytes, float, bytes]:
        """The kind of an answer, its seconds and its bytes; raises `_Died`."""
        process = await self._started()
        future = asyncio.get_running_loop().create_future()
        self._asked.append(future)
        assert process.stdin is not None
        with suppress(ConnectionError):  # then `_read` ends too
            process.stdin.write(HEADER.pack(b"A", 0.0, len(data)) + data)
            await process.stdin.drain()
        return await future

    async def _started(self) -> Process:
        async with self._starting:
            if self._reading is not None and not self._reading.done():
                assert self._process is not None
                return self._process
            for _ in range(_STARTS):
                if await self._is_ready():
                    break
            else:
                raise InputError("jobs", "a process could not be started; run without jobs")
            assert self._process is not None
            self._reading = asyncio.create_task(self._read(self._process))
            return self._process

    async def _is_ready(self) -> bool:
        """Start a process and send it the options; False if it ended before it was ready."""
        self._process = process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _START, json.dumps(sys.path)),
            stdin=PIPE, stdout=PIPE, limit=_PIPE_BYTES, **_APART,
        )  # fmt: skip
        assert process.stdin is not None
        try:
            process.stdin.write(HEADER.pack(OPTIONS, 0.0, len(self._options)) + self._options)
            kind, _, _ = await _answer(process)
        except (asyncio.IncompleteReadError, ConnectionError):
            await process.wait()
            return False
        return kind == READY

    async def _read(self, process: Process) -> None:
        """Pass each answer on, until the process ends."""
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                answer = await _answer(process)
                future = self._asked.popleft()
                if not future.done():
                    future.set_result(answer)
        code = await process.wait()
        waiting, self._asked = self._asked, deque()
        for number, future in enumerate(waiting):
            if not future.done():
                future.set_exception(_Died(was_its_article=number == 0, code=code))

    async def aclose(self) -> None:
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            self._process.kill()  # it has nothing to lose
        await self._process.wait()
        if self._reading is not None:
            await self._reading


async def _answer(process: Process) -> tuple[bytes, float, bytes]:
    assert process.stdout is not None
    kind, seconds, size = HEADER.unpack(await process.stdout.readexactly(HEADER.size))
    return kind, seconds, await process.stdout.readexactly(size)
