"""What factx allows on the way to a model's server and back.

A response has a size limit, also after it is decompressed; an article is not sent on to another
server. The guards are event hooks of httpx clients. They do something only during a question of
factx, so a client may be the caller's own.
"""

import sys
import zlib
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import Any, cast

from factx.llm.traffic import Traffic

MAX_ANSWER_BYTES = 4 * 2**20
"""Default limit of bytes per response; the longest answers of 16,384 tokens have a fiftieth."""
_PIECE = 2**16
"""Bytes that are decompressed at a time."""
_MOST_REDIRECTS = 10
"""Redirects that a request follows."""


class ResponseRefused(BaseException):
    """A guard stopped a response; `problem` says why.

    It is no `Exception`, because the providers' packages would ask again or hide it.
    """

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


@dataclass
class Watch:
    """One question on its way: its limits, and how the server has responded so far."""

    max_bytes: int
    timeout: float
    """Seconds for one request, and for all waiting that the server asks for."""
    traffic: Traffic
    """What the question shares with others to the same server."""
    status: int | None = None
    """The HTTP status of the last response."""
    wait: float | None = None
    """Seconds that the last response asked to wait."""
    redirects: int = 0
    """Redirects since the last other response."""

    sent_at: float = 0.0
    """When the last request was sent, in seconds of `monotonic`."""
    expected: float = 0.0
    """Tokens that were counted before the answers came."""
    retries: int = 0
    """Requests that were sent again."""


_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


def watched() -> Watch | None:
    """The question of factx that is on its way in this context."""
    return _WATCH.get()


def is_asking() -> bool:
    """Whether a question of factx is on its way in this context."""
    return _WATCH.get() is not None


@contextmanager
def watching(*, max_bytes: int, timeout: float, traffic: Traffic) -> Generator[Watch]:
    """Guard the requests and responses of one question."""
    watch = Watch(max_bytes, timeout, traffic)
    token = _WATCH.set(watch)
    try:
        yield watch
    finally:
        _WATCH.reset(token)


def guard(http: Any) -> None:
    """Add the guards to a client of httpx."""
    hooks: dict[str, list[Any]] = http.event_hooks
    if _check_response not in hooks["response"]:
        hooks["request"].append(_prepare_request)
        hooks["response"].append(_check_response)
        http.event_hooks = hooks


def http_clients(client: object) -> Iterator[Any]:
    """The asynchronous clients of httpx, or of its successor httpx2, in a provider's client."""
    seen: set[int] = set()
    level = [client]
    for _ in range(4):  # in the packages of Anthropic, Google and Mistral, it is two levels down
        below: list[object] = []
        for one in level:
            if id(one) in seen:
                continue
            seen.add(id(one))
            if hasattr(type(one), "event_hooks") and hasattr(type(one), "aclose"):
                yield one
            else:
                below += vars(one).values() if hasattr(one, "__dict__") else ()
        level = below


async def _prepare_request(request: Any) -> None:
    if is_asking():
        request.headers["accept-encoding"] = "gzip"


async def _check_response(response: Any) -> None:
    """Refuse a redirect to another server, note a failure, and limit the size of the rest."""
    watch = _WATCH.get()
    if watch is None:
        return
    if response.has_redirect_location:
        watch.redirects += 1
        if watch.redirects > _MOST_REDIRECTS:
            raise ResponseRefused("it redirects without end")
        _check_redirect(response)
        return
    watch.redirects = 0
    watch.status, watch.wait = response.status_code, wait_of(response.headers)
    encoding = response.headers.pop("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise ResponseRefused("its response is compressed in a way that was not asked for")
    limited = _limited(response.stream, watch.max_bytes, compressed=encoding != "identity")
    response.stream = _stream_like(response.stream, limited)


def _check_redirect(response: Any) -> None:
    """Raise `ResponseRefused` if the request would be repeated at another origin."""
    here = response.request.url
    try:
        there = here.join(response.headers["location"])
    except Exception:  # httpx and httpx2 each have their own InvalidURL
        raise ResponseRefused("it redirects to an invalid address") from None
    if (there.scheme, there.host, there.port) != (here.scheme, here.host, here.port):
        origin = str(there.copy_with(raw_path=b"/", userinfo=b"", fragment=None)).rstrip("/")
        raise ResponseRefused(
            f"it redirects to another server, {origin}, to which factx sends no article: name that"
            " server instead if you trust it"
        )


def wait_of(headers: Any) -> float | None:
    """The seconds that a response asks to wait, which it may say as a time; None if it does not."""
    for name, per_second in (("retry-after-ms", 1000), ("retry-after", 1)):
        with suppress(TypeError, ValueError):
            wait = float(headers.get(name)) / per_second
            return wait if isfinite(wait) else None
    until = _time_in(headers, "retry-after")
    if until is None:
        return None
    # By the server's clock, which may be wrong.
    now = _time_in(headers, "date") or datetime.now(UTC)
    return max(0.0, round((until - now).total_seconds()))


def _time_in(headers: Any, name: str) -> datetime | None:
    """The time in a header; None without one."""
    try:
        time = parsedate_to_datetime(headers.get(name))
    except (TypeError, ValueError, OverflowError):
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


async def _limited(stream: Any, limit: int, *, compressed: bool) -> AsyncIterator[bytes]:
    """The bytes of a response, decompressed; raises `ResponseRefused` above `limit`."""
    inflater = zlib.decompressobj(wbits=47) if compressed else None  # gzip or zlib
    received = size = 0
    async for chunk in stream:
        received += len(chunk)
        for piece in [chunk] if inflater is None else _inflated(inflater, chunk):
            size += len(piece)
            if size > limit:
                raise _too_long(limit)
            yield piece
        if received > limit:
            raise _too_long(limit)
    if inflater is not None and received and not inflater.eof:
        raise ResponseRefused("its response is not valid gzip")


def _too_long(limit: int) -> ResponseRefused:
    return ResponseRefused(
        f"its response is longer than {limit / 2**20:g} MB, the limit of max_answer_bytes"
    )


def _inflated(inflater: Any, data: bytes) -> Iterator[bytes]:
    """Decompress `data` in pieces, so that little of it cannot fill the memory."""
    try:
        while data and not inflater.eof:
            yield inflater.decompress(data, _PIECE)
            data = inflater.unconsumed_tail
    except zlib.error:
        raise ResponseRefused("its response is not valid gzip") from None


def _stream_like(stream: Any, pieces: AsyncIterator[bytes]) -> Any:
    """A stream of the same library as `stream`, which gives `pieces` and closes both."""
    library = sys.modules[type(stream).__module__.partition(".")[0]]

    class Limited(library.AsyncByteStream):
        def __aiter__(self) -> AsyncIterator[bytes]:
            return pieces

        async def aclose(self) -> None:
            await cast("Any", pieces).aclose()
            await stream.aclose()

    return Limited()
