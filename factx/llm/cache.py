"""A cache of answers: a question that was answered once is not paid for again.

The key of an answer is a digest of all that determines it: the text of the question itself, the
model and its server, the prompt, the settings, and how often an answer may be sent back. So the
same text under two headlines is one question. The answers are kept raw, as in a recording.
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Protocol

from factx.errors import FactxError
from factx.events import LOG
from factx.llm.exchange import Exchange
from factx.llm.prompt import prompt_digest
from factx.llm.recording import Completion, Settings
from factx.llm.wire.parse import Unreadable
from factx.records.base import Value

_FIRST_WAIT, _LONGEST_WAIT = 0.02, 0.5
"""Seconds between two looks at whether another process still asks."""


class Store(Protocol):
    """Where answers are kept, by their keys. Its methods may be called in any thread."""

    def get(self, key: str) -> str | None:
        """The answer under `key`; None if there is none."""
        ...

    def put(self, key: str, answer: str) -> None:
        """Keep an answer, in place of an earlier one."""
        ...

    def claim(self, key: str) -> Callable[[], None] | None:
        """Claim a key, so that only one process asks for its answer; None if another one has.

        The value gives the key back.
        """
        ...


class _Entry(Value):
    """The answers to one question, with its retries."""

    key: str
    """The entry's own key."""
    mode: str
    """The mode that the server was asked in, which may be another than the first."""
    completions: tuple[Completion, ...]


class AnswerCache:
    """The answers of one model in a store.

    `model` names the model and its server, without credentials; `settings` are those of the first
    question, before a server has made it change the mode. Of two who ask the same at a time, in
    this process or another, one waits for the other, for at most `patience` seconds.
    """

    def __init__(
        self, store: Store, *, model: str, settings: Settings, attempts: int, patience: float
    ) -> None:
        self._store = store
        self._patience = patience
        self._fixed = {
            "model": model,
            "prompt": prompt_digest(settings),
            "settings": settings.model_dump(mode="json"),
            "attempts": attempts,
        }
        self._is_warned = False
        self._turns: dict[tuple[int, str], _Turn] = {}

    def key(self, exchange: Exchange) -> str:
        """The key of a question, a SHA-256 digest in hexadecimal."""
        question = exchange.question
        parts = {
            **self._fixed,
            "form": question.form.__name__,
            "messages": list(question.messages),
        }
        fixed = json.dumps(parts, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(fixed.encode("utf-8", "surrogatepass")).hexdigest()

    @asynccontextmanager
    async def asking(self, exchange: Exchange) -> AsyncGenerator[str | None]:
        """Fill `exchange` with the answers that are kept; the mode they were given in, or None.

        Without them, ask in this context.
        """
        key = self.key(exchange)
        async with self._turn(key):
            mode = self._fill(exchange, key)
            if mode is not None:
                yield mode
                return
            give_back = await self._claimed(key)
            try:
                yield self._fill(exchange, key)  # another process may have asked meanwhile
            finally:
                give_back()

    async def _claimed(self, key: str) -> Callable[[], None]:
        """Wait until no other process asks for an answer; the value lets others ask."""
        end, wait = monotonic() + self._patience, _FIRST_WAIT
        while (give_back := self._store.claim(key)) is None:
            if monotonic() > end:
                return lambda: None
            await asyncio.sleep(wait)
            wait = min(_LONGEST_WAIT, 1.5 * wait)
        return give_back

    def _fill(self, exchange: Exchange, key: str) -> str | None:
        """Fill `exchange` with the answers that are kept; their mode, or None without any."""
        entry = self._find(key)
        if entry is None:
            return None
        exchange.add_kept(entry.completions)
        if _is_worth_keeping(exchange):
            return entry.mode
        exchange.forget()
        return None

    async def keep(self, exchange: Exchange, mode: str) -> None:
        """Keep the answers to a question, unless the last was refused, cut off or unreadable."""
        if not _is_worth_keeping(exchange):
            return
        key = self.key(exchange)
        completions = [_without_place(reply.completion) for reply in exchange.replies]
        entry = _Entry(key=key, mode=mode, completions=tuple(completions))
        try:
            await asyncio.to_thread(self._store.put, key, entry.model_dump_json())
        except FactxError as error:  # the answer is paid for, so it is used all the same
            if not self._is_warned:
                self._is_warned = True
                LOG.warning("answers cannot be kept for later runs: %s", error)

    def _find(self, key: str) -> _Entry | None:
        found = self._store.get(key)
        if found is None:
            return None
        try:
            entry = _Entry.model_validate_json(found)
        except ValueError:
            return None
        return entry if entry.key == key and entry.completions else None

    @asynccontextmanager
    async def _turn(self, key: str) -> AsyncGenerator[None]:
        """One task of an event loop at a time for each key."""
        place = (id(asyncio.get_running_loop()), key)
        turn = self._turns.setdefault(place, _Turn())
        turn.waiting += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.waiting -= 1
            if not turn.waiting:
                self._turns.pop(place, None)


class _Turn:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0


def _is_worth_keeping(exchange: Exchange) -> bool:
    """Whether the question has its final answer, and this can be read."""
    if not exchange.is_answered:
        return False
    last = exchange.replies[-1]
    return not (
        last.completion.refused
        or last.completion.truncated
        or isinstance(last.answer, Unreadable)
        or getattr(last.answer, "is_cut", False)
    )


def _without_place(completion: Completion) -> Completion:
    """A completion without the numbers of its sentences, which another article has elsewhere."""
    return completion.model_copy(update={"sentences": None, "step": None, "kept": False})
