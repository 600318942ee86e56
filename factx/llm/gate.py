"""The first question of a run goes alone, because its answer may spare the others.

A wrong key, a wrong name or a mode that the server does not know is then one request, however many
articles wait.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from factx.errors import ModelUnreachable

_PATIENCE = 2.0
"""Seconds after which nothing waits for the first answer; a server refuses sooner than that."""


class Gate:
    """Lets one question pass at a time until one was answered."""

    def __init__(self) -> None:
        self._is_open = False
        self._one = asyncio.Lock()
        self._refusals = 0
        self._last: ModelUnreachable | None = None

    @asynccontextmanager
    async def passing(self) -> AsyncGenerator[None]:
        """Ask a question in this context, and call `open` if it was answered.

        Raises the `ModelUnreachable` of a question asked meanwhile if it ends the run.
        """
        if self._is_open:
            yield
            return
        refusals = self._refusals
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._one.acquire()
        except TimeoutError:
            self._is_open = True
            yield
            return
        try:
            if self._last is not None and self._refusals > refusals:
                raise ModelUnreachable(self._last.model, self._last.problem, ends_run=True)
            yield
        except ModelUnreachable as error:
            if error.ends_run:
                self._refusals, self._last = self._refusals + 1, error
            raise
        finally:
            self._one.release()

    def open(self) -> None:
        """Let all others pass."""
        self._is_open = True
