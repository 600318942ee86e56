"""The server: it reads requests, asks a script for the response to each, and sends its bytes."""

import asyncio
import json
import re
import socket
import struct
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from threading import Thread
from typing import Any, NamedTuple

from .counts import Count, Counts

Pieces = Iterable[bytes | float]
"""What is sent after one another; a number is a pause in seconds."""
_NO_LINGER = struct.pack("ii", 1, 0)
_MARKER = re.compile(r"BEGIN ARTICLE (\w+)\n")
_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Request:
    """What a client sent."""

    number: int
    """Which of the server's requests it is, from 1."""
    path: str
    """Through a proxy, the whole address."""
    headers: Mapping[str, str]
    """By their names in small letters."""
    body: bytes
    port: int = 0
    """The port of the client's end, which tells its connections apart."""

    @cached_property
    def json(self) -> Any:
        return json.loads(self.body)

    @cached_property
    def question(self) -> str:
        """The first message that a user wrote; empty if there is none."""
        try:
            messages = self.json["messages"]
            return next(str(one["content"]) for one in messages if one["role"] == "user")
        except (ValueError, KeyError, TypeError, StopIteration):
            return ""

    @property
    def marker(self) -> str | None:
        """What identifies the article: the digest in the line before it."""
        found = _MARKER.match(self.question)
        return found[1] if found else None

    @property
    def tokens(self) -> int:
        """About as many tokens as the request has."""
        return len(self.body) // 4


@dataclass(frozen=True)
class Response:
    """What is sent, and when.

    A body of pieces has no Content-Length unless the headers have one, and the connection is closed
    after it. So a header that promises more than the pieces have makes half a body.
    """

    body: bytes | Pieces = b""
    status: int | None = 200
    """None if the pieces of the body are all that is sent, without a status line or headers."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    delay: float = 0
    """Seconds before the first byte."""
    is_reset: bool = False
    """Whether the connection ends with a reset, as when a server is killed."""
    fault: str | None = None
    """The name of the fault that is played; None if the response is good."""
    article: str | None = None
    """The article that it is about, if the script knows; otherwise the request's marker counts."""
    tokens: tuple[int, int] = (0, 0)
    """The tokens read and written, as the body reports them."""


class Sent(NamedTuple):
    """How a response went."""

    bytes: int
    is_whole: bool
    """Whether all of it was sent before the client closed the connection."""


Answer = Response | Mapping[str, Any]
"""A response; a mapping is sent as JSON."""
Script = Callable[[Request], Answer]
"""The response to a request. It must not block."""


def chat(
    content: object,
    *,
    finish: str = "stop",
    refusal: str | None = None,
    tokens: tuple[int, int] = (7, 3),
) -> dict[str, Any]:
    """An OpenAI-compatible completion; a content that is no string is written as JSON."""
    text = content if isinstance(content, str | None) else json.dumps(content, ensure_ascii=False)
    message = {"role": "assistant", "content": text}
    if refusal is not None:
        message["refusal"] = refusal
    read, written = tokens
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
        "usage": {
            "prompt_tokens": read,
            "completion_tokens": written,
            "total_tokens": read + written,
        },
    }


def as_response(answer: Answer) -> Response:
    """What is sent for what a script returned; a completion's tokens are those that it reports."""
    if isinstance(answer, Response):
        return answer
    usage: Any = answer.get("usage") or {}
    tokens = (usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0))
    return Response(json.dumps(answer).encode(), headers=_JSON, tokens=tokens)


def response_to(answer: Script | Answer, request: Request) -> Response:
    """What a script, or one answer for all requests, responds to this one."""
    return as_response(answer(request) if callable(answer) else answer)


class Server:
    """A server on this machine, what it answers with, and what it was sent."""

    def __init__(self, answer: Script | Answer, *, keeps_requests: bool = True) -> None:
        self.answer = answer
        """The script, or the response to all requests; it may be exchanged at any time."""
        self.address = ""
        self.requests: list[Request] = []
        self.sent: dict[int, Sent] = {}
        """How the response to each request went, by its number, once it ended."""
        self.errors: list[Exception] = []
        """What scripts raised."""
        self.counts: Counts = {}
        """What was asked and answered about each article."""
        self.in_flight = self.most_in_flight = 0
        """Requests without a whole response: now, and at most."""
        self._keeps_requests = keeps_requests
        self._number = 0

    def settled(self) -> Counts:
        """The counts, once the responses that clients have read are counted as well."""
        counts: Counts | None = None
        while counts != self.counts:
            counts = dict(self.counts)
            time.sleep(0.1)
        return dict(self.counts)

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    @property
    def bodies(self) -> list[Any]:
        """What each request has as JSON."""
        return [request.json for request in self.requests]

    @property
    def keys(self) -> list[str | None]:
        """What authorizes each request."""
        return [request.headers.get("authorization") for request in self.requests]

    async def start(self, port: int = 0) -> asyncio.Server:
        """Listen; the address is known then."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", port, backlog=1024)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request after the other, as long as the connection is good."""
        try:
            while await self._exchange(reader, writer):
                pass
            writer.close()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.close()
        except asyncio.CancelledError:
            writer.transport.abort()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection can be used for another request."""
        begin = await reader.readexactly(1)
        if not begin.isalpha():  # for example the first byte of a secure connection
            await _send(Response(status=400), writer)
            return False
        head = (begin + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = (line.partition(":") for line in head[1:] if line)
        headers = {name.lower(): value.strip() for name, _, value in fields}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        path = head[0].split(" ")[1]
        if path == "/counts":
            response = as_response({name: one._asdict() for name, one in self.counts.items()})
            return (await _send(response, writer)).is_whole
        self._number += 1
        port = writer.get_extra_info("peername")[1]
        request = Request(self._number, path, headers, body, port)
        if self._keeps_requests:
            self.requests.append(request)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        response, sent = Response(), Sent(0, is_whole=False)
        try:
            response = response_to(self.answer, request)
            sent = await _send(response, writer)
        except Exception as error:
            self.errors.append(error)
            return False
        finally:
            self.in_flight -= 1
            if self._keeps_requests:
                self.sent[request.number] = sent
            name = response.article or request.marker or ""
            self.counts[name] = self.counts.get(name, Count()).after(response, sent)
        return sent.is_whole and isinstance(response.body, bytes) and response.status is not None


async def _send(response: Response, writer: asyncio.StreamWriter) -> Sent:
    """Send a response; the client may close the connection at any time."""
    size = 0
    try:
        await asyncio.sleep(response.delay)
        for piece in _pieces(response):
            if isinstance(piece, bytes):
                writer.write(piece)
                await writer.drain()
                size += len(piece)
            else:
                await asyncio.sleep(piece)
    except ConnectionError:
        return Sent(size, is_whole=False)
    if response.is_reset:
        connection: socket.socket = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        writer.transport.abort()
    return Sent(size, is_whole=True)


def _pieces(response: Response) -> Pieces:
    """All bytes of a response and the pauses between them."""
    body = response.body
    if response.status is not None:
        headers = {"Content-Type": "application/json", **response.headers}
        if isinstance(body, bytes):
            headers.setdefault("Content-Length", str(len(body)))
        else:
            headers.setdefault("Connection", "close")
        phrases = {status.value: status.phrase for status in HTTPStatus}
        lines = [f"HTTP/1.1 {response.status} {phrases.get(response.status, 'Unknown')}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        yield "\r\n".join([*lines, "", ""]).encode("latin-1")
    if isinstance(body, bytes):
        yield body
    else:
        yield from body


_NOTHING: Mapping[str, Any] = {}


@contextmanager
def serving(
    answer: Script | Answer = _NOTHING, *, keeps_requests: bool = True
) -> Generator[Server]:
    """A server that runs in a thread as long as the context lasts.

    A script runs in that thread too; an error in it is raised when the context ends.
    """
    server = Server(answer, keeps_requests=keeps_requests)
    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(server.start())
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_stop(listening), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
    if server.errors:
        raise server.errors[0]


async def _stop(listening: asyncio.Server) -> None:
    """End the server and all responses that are still being sent."""
    listening.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)  # for the transports to be closed
