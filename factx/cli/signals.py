"""Signals that end a process: each lets the command keep what it has."""

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

_received: list[int] = []


def catch_signals() -> None:
    """Treat a request to end, or a closed terminal, like an interrupt."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # What was started with nohup goes on.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


@contextmanager
def stopping(stop: Callable[[], object] | None) -> Generator[Callable[[], bool]]:
    """Let the first interrupt call `stop`, and the second one end the work at once.

    The value says whether there was one. Nothing changes without `stop`, outside of the main
    thread, or if the program handles interrupts itself.
    """
    received: list[int] = []

    def handler(number: int, frame: FrameType | None) -> None:
        received.append(number)
        if len(received) > 1:
            signal.default_int_handler(number, frame)
        if stop is not None:
            stop()

    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if stop is None or not is_ours or threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    signal.signal(signal.SIGINT, handler)
    try:
        yield lambda: bool(received)
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def exit_code() -> int:
    """The exit code of an interrupted command: 128 plus the signal's number, as in a shell."""
    return 128 + (_received[-1] if _received else signal.SIGINT)


def _stop(number: int, frame: FrameType | None) -> None:
    _received.append(number)
    handler = signal.getsignal(signal.SIGINT)
    if callable(handler):
        handler(signal.SIGINT, frame)
    else:  # a background job ignores interrupts
        raise KeyboardInterrupt
