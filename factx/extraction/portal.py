"""Run asynchronous work from synchronous code, in a thread with an event loop of its own.

The loop stays from one call to the next, and so do connections. It also works in a notebook, whose
thread runs a loop already.
"""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar, cast

T = TypeVar("T")

# Seconds that interrupted work has to keep what it has; it is left alone then.
_GRACE = 1.0
# Seconds between two looks for an interrupt, which on Windows does not end a wait.
_LOOK_EVERY = 0.2


class Portal:
    """A thread with an event loop, which is started at the first call.

    It can be used by several threads at once.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._starting = threading.Lock()
        self._ended = threading.Event()

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`.

        An interrupt raises `KeyboardInterrupt` promptly: `work` is cancelled, so that it can keep
        what it has, and left alone if it does not end within a second.
        """
        future = asyncio.run_coroutine_threadsafe(_kept(work), self._started())
        try:
            _wait(future)
        except BaseException:
            future.cancel()
            self._leave()
            raise
        result, error = future.result()
        if error is not None:
            raise error
        return cast("T", result)

    def close(self) -> None:
        """Cancel what still runs and end the thread; a later call starts another one."""
        with self._starting:
            loop, self._loop = self._loop, None
        if loop is not None:
            with suppress(RuntimeError):  # it has just ended
                loop.call_soon_threadsafe(loop.stop)
            self._ended.wait(_GRACE)

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop, self._ended = asyncio.new_event_loop(), threading.Event()
                # A daemon, because the program must not wait for it after an interrupt.
                arguments = (self._loop, self._ended)
                threading.Thread(target=_run, args=arguments, name="factx", daemon=True).start()
            return self._loop

    def _leave(self) -> None:
        """Wait until cancelled work has ended, but not long."""
        with suppress(BaseException):
            future = asyncio.run_coroutine_threadsafe(_others_ended(), self._started())
            future.result(_GRACE)


async def _kept(work: Coroutine[Any, Any, T]) -> tuple[T | None, BaseException | None]:
    """The result of `work`, or the error that it raised: an interrupt would stop the loop."""
    try:
        return await work, None
    except asyncio.CancelledError:
        raise
    except BaseException as error:
        return None, error


async def _others_ended() -> None:
    """Wait for all other tasks that are being cancelled."""
    others = [
        task
        for task in asyncio.all_tasks()
        if task is not asyncio.current_task() and task.cancelling()
    ]
    await asyncio.gather(*others, return_exceptions=True)


def _wait(future: "Future[Any]") -> None:
    """Wait until `future` is done, in a way that an interrupt ends on every system."""
    done = threading.Event()
    future.add_done_callback(lambda _: done.set())
    while not done.wait(_LOOK_EVERY):
        pass


def _run(loop: asyncio.AbstractEventLoop, ended: threading.Event) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()
        ended.set()
