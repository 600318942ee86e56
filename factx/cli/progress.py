"""How far a run is: a line at the bottom of a terminal, or a line per minute elsewhere."""

import sys
import threading
from collections import deque
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

import typer

from factx.cli.stderr import print_stderr, printing_to

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.live import Live

EVERY = 60.0
"""Seconds between two lines if standard error is no terminal."""
_RECENT = 300.0
"""Seconds over which the rate is taken."""


@dataclass
class Progress:
    """The numbers of a run so far."""

    spent: Callable[[], str] = str
    """Returns the tokens and the cost so far, in words."""
    retries: Callable[[], int] = int
    """Returns how many requests were sent again."""
    clock: Callable[[], float] = monotonic
    total: int | None = None
    """Articles of the run; None as long as that is not known."""
    skipped: Callable[[], int] = int
    """Returns how many articles have a record of an earlier run."""
    done: int = 0
    failed: int = 0
    _earlier: deque[tuple[float, int]] = field(default_factory=deque[tuple[float, int]])

    def __post_init__(self) -> None:
        self._earlier.append((self.clock(), 0))

    @property
    def finished(self) -> int:
        """Articles that have a record now, or have failed."""
        return self.done + self.failed + self.skipped()

    def sentence(self) -> str:
        """All numbers, in one line."""
        from factx.render.phrases import count

        of_all = count(self.finished, "article") if self.total is None else self._of_all()
        rate = self._rate()
        parts = [of_all]
        if rate:
            parts.append(f"{rate:,.1f} per second" if rate >= 1 else f"{rate * 60:,.1f} per minute")
            if self.total is not None and self.total > self.finished:
                parts.append(f"{_duration((self.total - self.finished) / rate)} left")
        parts.append(self.spent())
        retries = self.retries()
        if retries:
            parts.append(f"{count(retries, 'request')} sent again")
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        return "; ".join(part for part in parts if part)

    def _of_all(self) -> str:
        assert self.total is not None
        return f"{self.finished:,} of {max(self.total, self.finished):,} articles"

    def _rate(self) -> float:
        """Articles per second of late, without those that were skipped."""
        now, worked_on = self.clock(), self.done + self.failed
        while len(self._earlier) > 1 and now - self._earlier[0][0] > _RECENT:
            self._earlier.popleft()
        begun, before = self._earlier[0]
        if now - self._earlier[-1][0] >= 1:
            self._earlier.append((now, worked_on))
        return (worked_on - before) / (now - begun) if now > begun else 0.0


def _duration(seconds: float) -> str:
    """A time in words: 40 s, 12 min, 2 h 5 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60:,} h {minutes % 60} min"


class Display:
    """Where the progress is shown; this one shows nothing."""

    def update(self) -> None:
        """An article is done."""

    def paused(self) -> AbstractContextManager[object]:
        """Show nothing during this context, in which something is written to the terminal."""
        return nullcontext()


@contextmanager
def shown(progress: Progress, *, waits: bool) -> Generator[Display]:
    """Show `progress` as long as the context lasts.

    `waits` says that the first article takes a while, so that it is shown at once.
    """
    if sys.stderr.isatty():
        bottom = _Bottom(progress)
        if waits:
            bottom.begin()
        try:
            with printing_to(bottom.print):
                yield bottom
        finally:
            bottom.end()
    else:
        with _every_minute(progress):
            yield Display()


@contextmanager
def _every_minute(progress: Progress) -> Generator[None]:
    ended = threading.Event()

    def run() -> None:
        while not ended.wait(EVERY):
            print_stderr(progress.sentence())

    # A daemon, because the program must not wait for it after an interrupt.
    threading.Thread(target=run, name="factx progress", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


class _Bottom(Display):
    """A line that stays below all others; it begins when the run has lasted for a second."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._begun = progress.clock()
        self._live: Live | None = None

    def begin(self) -> None:
        self._live = _live(self._progress)
        self._live.start()

    def end(self) -> None:
        if self._live is not None:
            self._live.stop()

    def update(self) -> None:
        if self._live is None and self._progress.clock() - self._begun > 1:
            self.begin()

    @contextmanager
    def paused(self) -> Generator[None]:
        if self._live is None or not sys.stdout.isatty():
            yield
            return
        self._live.stop()
        try:
            yield
        finally:
            self._live.start()

    def print(self, line: str) -> None:
        """Print a line above it."""
        if self._live is None:
            typer.echo(line, err=True)
            return
        from rich.text import Text

        self._live.console.print(Text(line), soft_wrap=True, highlight=False)


def _live(progress: Progress) -> "Live":
    from rich.console import Console
    from rich.live import Live
    from rich.progress_bar import ProgressBar
    from rich.spinner import Spinner
    from rich.table import Table
    from rich.text import Text

    spinner = Spinner("dots")

    def line() -> "RenderableType":
        grid = Table.grid(padding=(0, 1))
        bar = []
        if progress.total and progress.total > 1:
            bar = [ProgressBar(progress.total, progress.finished, width=20)]
        grid.add_row(spinner, *bar, Text(progress.sentence(), overflow="ellipsis", no_wrap=True))
        return grid

    return Live(
        get_renderable=line,
        console=Console(stderr=True),
        refresh_per_second=4,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
