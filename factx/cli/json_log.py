"""One JSON object per line on standard error: the events of a run, and all other lines."""

import json
import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import typer

from factx.cli.stderr import printing_to
from factx.events import LOG

Facts = dict[str, Any]


@contextmanager
def json_log(more: Callable[[Facts], Facts]) -> Generator[None]:
    """Write what happens as JSON as long as the context lasts.

    `more` returns facts that are added to those of an event.
    """
    handler = _Handler(more)
    level, propagates = LOG.level, LOG.propagate
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    try:
        with printing_to(lambda line: _write("message", {"message": line})):
            yield
    finally:
        LOG.removeHandler(handler)
        LOG.setLevel(level)
        LOG.propagate = propagates


class _Handler(logging.Handler):
    def __init__(self, more: Callable[[Facts], Facts]) -> None:
        super().__init__()
        self._more = more

    def emit(self, record: logging.LogRecord) -> None:
        facts: Facts | None = getattr(record, "factx", None)
        if facts is None:
            _write("message", {"message": record.getMessage()})
        else:
            _write(str(facts["event"]), facts | self._more(facts))


def _write(event: str, facts: Facts) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"time": now, "event": event} | facts)
    typer.echo(line, err=True)
