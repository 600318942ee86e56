"""Spans of OpenTelemetry, if the program uses it.

Nobody can receive a span without having imported `opentelemetry.trace`, so factx never imports it.
"""

import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

from factx.version import __version__


class Span:
    """A span, or nothing; `context` makes it the parent of another one."""

    def __init__(self, span: Any = None) -> None:
        self._span = span

    @property
    def context(self) -> Any:
        """The context in which it is the current span; None if it is nothing."""
        return None if self._span is None else _trace().set_span_in_context(self._span)

    def set(self, attributes: Mapping[str, Any]) -> None:
        """Set attributes, except those that are None."""
        if self._span is not None:
            self._span.set_attributes(
                {name: value for name, value in attributes.items() if value is not None}
            )

    def end(self, error: BaseException | str | None = None) -> None:
        """End it; of an error it only has the name, since a message may quote an article."""
        if self._span is None:
            return
        if error is not None:
            name = error if isinstance(error, str) else type(error).__qualname__
            self._span.set_attribute("error.type", name)
            self._span.set_status(_trace().StatusCode.ERROR)
        self._span.end()


def begin(
    name: str, attributes: Mapping[str, Any], *, parent: Any = None, is_request: bool = False
) -> Span:
    """A span that is begun; end it with `end`."""
    trace = _trace()
    if trace is None:
        return Span()
    kind = trace.SpanKind.CLIENT if is_request else trace.SpanKind.INTERNAL
    tracer = trace.get_tracer("factx", __version__)
    span = Span(tracer.start_span(name, context=parent, kind=kind))
    span.set(attributes)
    return span


@contextmanager
def current(name: str, attributes: Mapping[str, Any], *, parent: Any = None) -> Generator[Span]:
    """A span that lasts as long as this context, and is the parent of those begun in it."""
    span = begin(name, attributes, parent=parent)
    if span.context is None:
        yield span
        return
    context = sys.modules["opentelemetry.context"]
    token = context.attach(span.context)
    try:
        yield span
    except BaseException as error:
        span.end(error)
        raise
    else:
        span.end()
    finally:
        context.detach(token)


def _trace() -> Any:
    return sys.modules.get("opentelemetry.trace")
