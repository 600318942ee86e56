"""Work runs to its end in a program, in a thread and in a notebook, and an interrupt ends it."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Generator
from typing import Any

import pytest

from factx.extraction.portal import Portal


@pytest.fixture
def portal() -> Generator[Portal]:
    portal = Portal()
    yield portal
    portal.close()


async def answer() -> int:
    await asyncio.sleep(0)
    return 42


async def fail() -> int:
    await asyncio.sleep(0)
    raise ZeroDivisionError


async def interrupt() -> int:
    raise KeyboardInterrupt


Work = Callable[[], Coroutine[Any, Any, Any]]


def in_a_program(portal: Portal, work: Work) -> Any:
    return portal.call(work)


def in_a_notebook(portal: Portal, work: Work) -> Any:
    """Where a loop is running, and interrupts raise exceptions as in any program."""

    async def cell() -> Any:
        return portal.call(work)

    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(cell())
    finally:
        loop.close()


PLACES = [in_a_program, in_a_notebook]


@pytest.mark.parametrize("place", PLACES)
def test_the_result_and_the_error_are_those_of_the_work(
    place: Callable[..., Any], portal: Portal
) -> None:
    assert place(portal, answer) == 42
    with pytest.raises(ZeroDivisionError):
        place(portal, fail)
    assert place(portal, answer) == 42


def test_an_interrupt_that_the_work_raises_reaches_the_caller(portal: Portal) -> None:
    """And does not end the loop."""
    with pytest.raises(KeyboardInterrupt):
        portal.call(interrupt)
    assert portal.call(answer) == 42


def test_threads_of_the_program_share_the_loop(portal: Portal) -> None:
    loops: list[object] = []

    async def look() -> None:
        loops.append(asyncio.get_running_loop())

    portal.call(look)
    threads = [threading.Thread(target=lambda: portal.call(look)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loops) == 4
    assert len(set(loops)) == 1


def test_a_closed_portal_leaves_no_thread_and_can_be_used_again(portal: Portal) -> None:
    before = threading.active_count()
    for _ in range(2):
        assert portal.call(answer) == 42
        assert threading.active_count() == before + 1
        portal.close()
        assert threading.active_count() == before


class TenSeconds:
    """Waits or computes for ten seconds, and notes how it ended."""

    def __init__(self) -> None:
        self.ended_by: list[str] = []
        self.is_over = False

    async def wait(self) -> None:
        try:
            await asyncio.sleep(10)
        except BaseException as error:
            self.ended_by.append(type(error).__name__)
            raise

    async def compute(self) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end and not self.is_over:
            sum(range(1000))


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot interrupt itself there")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["wait", "compute"])
def test_the_first_interrupt_ends_the_work(place: Callable[..., Any], kind: str) -> None:
    """What waits can still keep what it has; what computes is left alone."""
    work, portal = TenSeconds(), Portal()
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        place(portal, getattr(work, kind))
    assert time.monotonic() - begin < 6
    assert work.ended_by == (["CancelledError"] if kind == "wait" else [])
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    work.is_over = True
    portal.close()
