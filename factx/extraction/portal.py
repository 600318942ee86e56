"""Run asynchronous work from synchronous code, in a thread with an event loop of its own.

The loop stays from one call to the next, and so do connections. It also works in a notebook, whose
thread runs a loop already.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from typing import Any, Generic, TypeAlias, TypeVar, cast

T = TypeVar("T")

_Kept: TypeAlias = tuple[T | None, BaseException | None]

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

    def call(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The result of what `work` returns, which is called in the thread.

        An interrupt raises `KeyboardInterrupt` promptly: the work is cancelled, so that it can keep
        what it has, and left alone if it does not end within a second. It may come at any moment,
        so the coroutine is made where nothing interrupts, and cannot be forgotten.
        """
        call = _Call(work, self._started())
        try:
            call.begin()
            _wait(call.result)
        except BaseException:
            call.cancel()
            self._leave()
            raise
        result, error = call.result.result()
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
            call = _Call(_others_ended, self._started())
            call.begin()
            call.result.result(_GRACE)


class _Call(Generic[T]):
    """One piece of work in a loop of another thread."""

    def __init__(
        self, work: Callable[[], Coroutine[Any, Any, T]], loop: asyncio.AbstractEventLoop
    ) -> None:
        self._work, self._loop = work, loop
        self._task: asyncio.Task[_Kept[T]] | None = None
        self._cancelled = False
        self.result: Future[_Kept[T]] = Future()
        """What it returned, or the error that it raised."""

    def begin(self) -> None:
        """Begin soon, with the context variables of this thread."""
        self._loop.call_soon_threadsafe(self._begin)

    def cancel(self) -> None:
        """Cancel it soon; if it has not begun, it never does."""
        self._cancelled = True
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._cancel)

    def _begin(self) -> None:
        if not self._cancelled:
            self._task = self._loop.create_task(_kept(self._work))
            self._task.add_done_callback(self._end)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _end(self, task: "asyncio.Task[_Kept[T]]") -> None:
        if task.cancelled():
            self.result.set_exception(CancelledError())
        else:
            self.result.set_result(task.result())


async def _kept(work: Callable[[], Coroutine[Any, Any, T]]) -> _Kept[T]:
    """The result of `work`, or the error that it raised: an interrupt would stop the loop."""
    try:
        return await work(), None
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
