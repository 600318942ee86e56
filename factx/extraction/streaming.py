"""Work on many items at a time: results as they are done, in bounded memory."""

import asyncio
import threading
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterable,
    Iterator,
    Sequence,
)
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4
"""How many times as many items as are worked on may be read in an ordered stream, where results
wait for their turn."""


async def stream(
    items: Iterable[T] | AsyncIterable[T],
    work: Callable[[T], Awaitable[R]],
    *,
    concurrency: int,
    ordered: bool = False,
    stops: set[Callable[[], object]] | None = None,
) -> AsyncGenerator[R]:
    """The result of `work` for each item, of which at most `concurrency` are worked on at a time.

    An item is read when there is room for it. Results come as they are done, or with `ordered` in
    the order of the items. An error in reading the items, or in `work`, ends the stream after the
    items that are being worked on. On closing the stream, these are cancelled.

    While the stream lasts, `stops` has a function that any thread may call. It cancels what is
    being worked on, and the stream ends after the results that are done.
    """
    stops = set() if stops is None else stops
    async with read(items) as source:
        run = _Run(source, work, room=_room(concurrency, ordered=ordered))
        workers = [asyncio.create_task(run.work_on()) for _ in range(concurrency)]
        stop = _stop_of(workers)
        stops.add(stop)
        try:
            async with aclosing(run.results(concurrency, ordered=ordered)) as results:
                async for result in results:
                    yield result
        finally:
            stops.discard(stop)
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)


def _stop_of(workers: "list[asyncio.Task[None]]") -> Callable[[], object]:
    """A function that cancels the workers, for another thread or a signal handler."""
    loop = asyncio.get_running_loop()

    def cancel() -> None:
        for worker in workers:
            worker.cancel()

    def stop() -> None:
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(cancel)

    return stop


def _room(concurrency: int, *, ordered: bool) -> int:
    """How many items may be read whose results are not taken yet.

    If they are worked on one after the other, each result is taken before the next item is read.
    """
    if concurrency == 1:
        return 1
    return concurrency * (_AHEAD if ordered else 2)


class _End:
    """What a worker leaves when it has no more to do."""


@dataclass
class _Run(Generic[T, R]):
    source: AsyncIterator[T]
    work: Callable[[T], Awaitable[R]]
    room: int
    count: int = 0
    """Items read so far."""
    is_over: bool = False
    error: BaseException | None = None
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    done: "asyncio.Queue[tuple[int, R] | _End]" = field(
        default_factory=lambda: asyncio.Queue[Any]()
    )

    def __post_init__(self) -> None:
        self.free = asyncio.Semaphore(self.room)

    async def work_on(self) -> None:
        """Read an item, work on it, and so on until there is no other."""
        try:
            while True:
                await self.free.acquire()
                async with self.reading:
                    if self.is_over:
                        return
                    try:
                        item = await anext(self.source)
                    except BaseException:
                        self.is_over = True
                        raise
                    number, self.count = self.count, self.count + 1
                self.done.put_nowait((number, await self.work(item)))
        except StopAsyncIteration:
            return
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # an interrupt too, which would stop the loop
            self.is_over = True
            self.error = self.error or error
        finally:
            self.free.release()  # for a worker that waits, so that it ends too
            self.done.put_nowait(_End())

    async def results(self, workers: int, *, ordered: bool) -> AsyncGenerator[R]:
        """The results, until all workers have ended; then raises the error that ended one."""
        waiting: dict[int, R] = {}
        following = 0
        while workers:
            found = await self.done.get()
            if isinstance(found, _End):
                workers -= 1
                continue
            number, result = found
            if not ordered:
                yield result
                self.free.release()
                continue
            waiting[number] = result
            while following in waiting:
                yield waiting.pop(following)
                self.free.release()
                following += 1
        for number in sorted(waiting):  # an item before them has no result
            yield waiting[number]
        if self.error is not None:
            raise self.error


@asynccontextmanager
async def read(items: Iterable[T] | AsyncIterable[T]) -> AsyncGenerator[AsyncIterator[T]]:
    """An asynchronous iterator over `items`, each of which is read when it is asked for.

    An iterable that is not asynchronous may block, so a thread of its own reads it, unless it is a
    sequence.
    """
    if isinstance(items, AsyncIterable):
        iterator = items.__aiter__()
        try:
            yield iterator
        finally:
            if isinstance(iterator, AsyncGenerator):
                await cast("AsyncGenerator[T]", iterator).aclose()
    elif isinstance(items, Sequence):
        yield _in_turn(items)
    else:
        reader = _Reader(items)
        try:
            yield reader
        finally:
            reader.close()


async def _in_turn(items: Sequence[T]) -> AsyncGenerator[T]:
    for item in items:
        yield item


class _Reader(Generic[T]):
    """Reads an iterable in a thread, one item at a time."""

    def __init__(self, items: Iterable[T]) -> None:
        self._wanted: SimpleQueue[asyncio.Future[T] | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        # A daemon, because the program must not wait for an item that never comes.
        threading.Thread(target=self._run, args=(items,), name="factx reader", daemon=True).start()

    def __aiter__(self) -> "_Reader[T]":
        return self

    def __anext__(self) -> "asyncio.Future[T]":
        future: asyncio.Future[T] = self._loop.create_future()
        self._wanted.put(future)
        return future

    def close(self) -> None:
        """End the thread when it has read what it is reading."""
        self._wanted.put(None)

    def _run(self, items: Iterable[T]) -> None:
        iterator: Iterator[T] | None = None
        while (future := self._wanted.get()) is not None:
            found: list[T] = []
            error: BaseException = StopAsyncIteration()
            try:
                iterator = iter(items) if iterator is None else iterator
                found.append(next(iterator))
            except StopIteration:
                pass
            except BaseException as other:
                error = other
            with suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(_settle, future, found, error)
        if isinstance(iterator, Generator):
            iterator.close()


def _settle(future: "asyncio.Future[T]", found: list[T], error: BaseException) -> None:
    if future.done():  # nobody waits for it any more
        return
    if found:
        future.set_result(found[0])
    else:
        future.set_exception(error)
