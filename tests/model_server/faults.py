"""Everything that can go wrong on the way to a model and back, each as one change of a response."""

import gzip
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from itertools import chain, repeat
from typing import Any

from .server import Request, Response, chat

Fault = Callable[[Request, Response], Response]
"""Makes the response with the fault from a good one, whose body is bytes."""
STALL = 3600.0
"""Seconds of a pause that no client waits for."""


def whole(response: Response) -> bytes:
    """The body of a good response."""
    assert isinstance(response.body, bytes)
    return response.body


# The connection


def dropped(_request: Request, _response: Response) -> Response:
    """The connection is closed before the first byte."""
    return Response((), status=None)


def reset(_request: Request, _response: Response) -> Response:
    """The connection is reset before the first byte."""
    return Response((), status=None, is_reset=True)


def half_head(_request: Request, _response: Response) -> Response:
    """The connection is closed in the middle of the headers."""
    return Response((b"HTTP/1.1 200 OK\r\nContent-Ty",), status=None)


def half_body(_request: Request, response: Response) -> Response:
    """The connection is closed in the middle of the body."""
    body = whole(response)
    return replace(response, body=(body[: len(body) // 2],), headers=_length(body))


def half_chunk(_request: Request, response: Response) -> Response:
    """The connection is closed in the middle of a chunk."""
    body = whole(response)
    pieces = (b"%x\r\n" % len(body), body[: len(body) // 2])
    return replace(response, body=pieces, headers={"Transfer-Encoding": "chunked"})


def reset_body(_request: Request, response: Response) -> Response:
    """The connection is reset in the middle of the body."""
    return replace(half_body(_request, response), is_reset=True)


def no_http(_request: Request, _response: Response) -> Response:
    """The server speaks another protocol."""
    return Response((b"220 mail.example ESMTP ready\r\n500 what?\r\n\r\n",), status=None)


def stalled(_request: Request, _response: Response) -> Response:
    """No byte is ever sent."""
    return Response((STALL,), status=None)


def stalled_body(_request: Request, response: Response) -> Response:
    """The second half of the body is never sent."""
    body = whole(response)
    return replace(response, body=(body[: len(body) // 2], STALL), headers=_length(body))


def trickling(_request: Request, response: Response) -> Response:
    """The body comes byte by byte, so that something arrives all the time and never all of it."""
    body = whole(response)
    bytewise = (body[place : place + 1] for place in range(len(body)))
    pieces = chain.from_iterable((one, 0.2) for one in bytewise)
    return replace(response, body=pieces, headers=_length(body))


# The size


def endless(_request: Request, _response: Response) -> Response:
    """A body without end."""
    return Response(repeat(b" " * 2**16))


def endless_chunks(_request: Request, _response: Response) -> Response:
    """A body in chunks without end."""
    pieces = repeat(b"10000\r\n" + b" " * 2**16 + b"\r\n")
    return Response(pieces, headers={"Transfer-Encoding": "chunked"})


def endless_page(_request: Request, _response: Response) -> Response:
    """An error page without end."""
    return Response(repeat(b"x" * 2**16), status=400)


def endless_head(_request: Request, _response: Response) -> Response:
    """Headers without end."""
    begin = b"HTTP/1.1 200 OK\r\n"
    return Response(chain([begin], repeat(b"X-A: " + b"y" * 2**12 + b"\r\n")), status=None)


def endless_hints(_request: Request, _response: Response) -> Response:
    """Provisional responses without end."""
    return Response(repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100), status=None)


def long_body(_request: Request, _response: Response) -> Response:
    """A body that is as long as it says, and too long."""
    return Response(b" " * (5 * 2**20))


def bomb(_request: Request, _response: Response) -> Response:
    """A megabyte that decompresses to a gigabyte."""
    return Response(_bomb(), headers={"Content-Encoding": "gzip"})


@cache
def _bomb() -> bytes:
    packer = zlib.compressobj(wbits=31)
    begin = packer.flush(zlib.Z_FULL_FLUSH)
    return begin + 1024 * (packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH))


def bad_gzip(_request: Request, response: Response) -> Response:
    """A body that says it is compressed and is not."""
    return replace(response, headers={"Content-Encoding": "gzip"})


def half_gzip(_request: Request, response: Response) -> Response:
    """A compressed body without its end."""
    body = gzip.compress(whole(response))[:-20]
    return replace(response, body=body, headers={"Content-Encoding": "gzip"})


def unknown_packing(_request: Request, response: Response) -> Response:
    """A body in a compression that no client asked for."""
    return replace(response, headers={"Content-Encoding": "br"})


# Statuses


def status(number: int, message: str = "", **error: str) -> Fault:
    """Makes a fault of an HTTP status, with the words of the server and its names for the error."""
    body = json.dumps({"error": {"message": message, **error}}).encode()
    return lambda _request, _response: Response(body, status=number)


def busy(_request: Request, _response: Response) -> Response:
    """Too many requests, with the seconds to wait."""
    return Response(b"{}", status=429, headers={"Retry-After": "0.05"})


def busy_until(_request: Request, _response: Response) -> Response:
    """Too many requests, with the time at which to ask again."""
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
    return Response(b"{}", status=429, headers={"Retry-After": then})


def busy_long(_request: Request, _response: Response) -> Response:
    """Too many requests, with longer to wait than any client would."""
    return Response(b"{}", status=429, headers={"Retry-After": "86400"})


def busy_until_tomorrow(_request: Request, _response: Response) -> Response:
    """Too many requests, with tomorrow as the time at which to ask again."""
    then = format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)
    return Response(b"{}", status=429, headers={"Retry-After": then})


def page(_request: Request, _response: Response) -> Response:
    """A gateway's error page."""
    html = b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"
    return Response(html, status=502, headers={"Content-Type": "text/html"})


def login_page(_request: Request, _response: Response) -> Response:
    """The page of a hotel's network, with the status of a good response."""
    html = b"<html><body>Welcome! Please log in.</body></html>"
    return Response(html, headers={"Content-Type": "text/html"})


def redirected(_request: Request, _response: Response) -> Response:
    """A redirect to another server."""
    return Response(status=307, headers={"Location": "http://127.0.0.1:9/v1/chat/completions"})


def circling(request: Request, _response: Response) -> Response:
    """A redirect to the same address."""
    return Response(status=307, headers={"Location": request.path})


def echoing(request: Request, _response: Response) -> Response:
    """An error that repeats the question, the key and control characters."""
    told = f"\x1b[31mbad request\x1b[0m {request.headers} {request.question}"
    return Response(json.dumps({"error": {"message": told}}).encode(), status=400)


# What should be a completion


def body(content: bytes) -> Fault:
    """Makes a fault of a body that is no completion."""
    return lambda _request, response: replace(response, body=content)


def completion(change: Callable[[str], Mapping[str, Any]]) -> Fault:
    """Makes a fault of a changed answer: what `change` makes of a good one's content."""

    def play(_request: Request, response: Response) -> Response:
        changed = dict(change(content_of(response)))
        made = json.loads(whole(response)) | {"choices": changed["choices"]}
        return replace(response, body=json.dumps(made).encode())

    return play


def content_of(response: Response) -> str:
    """The content of the message in a good response."""
    return json.loads(whole(response))["choices"][0]["message"]["content"]


def _length(content: bytes) -> Mapping[str, str]:
    return {"Content-Length": str(len(content))}


LOST: Mapping[str, Fault] = {
    "dropped": dropped,
    "reset": reset,
    "half head": half_head,
    "half body": half_body,
    "half chunk": half_chunk,
    "reset body": reset_body,
    "server error": status(500, "internal error"),
    "bad gateway": page,
    "unavailable": status(503, "overloaded"),
    "overloaded": status(529, "overloaded"),
    "busy": busy,
    "busy until": busy_until,
    "request timeout": status(408, "timeout"),
}
"""Faults that are over when the same is asked again."""
SLOW: Mapping[str, Fault] = {
    "stalled": stalled,
    "stalled body": stalled_body,
    "trickling": trickling,
}
"""Faults that last as long as the client waits."""
BROKEN: Mapping[str, Fault] = {
    "no http": no_http,
    "endless": endless,
    "endless chunks": endless_chunks,
    "endless page": endless_page,
    "endless head": endless_head,
    "endless hints": endless_hints,
    "long body": long_body,
    "bomb": bomb,
    "bad gzip": bad_gzip,
    "half gzip": half_gzip,
    "unknown packing": unknown_packing,
    "busy long": busy_long,
    "busy until tomorrow": busy_until_tomorrow,
    "bad request": status(400, "max_tokens is too large"),
    "unprocessable": status(422, "unknown field seed"),
    "login page": login_page,
    "redirected": redirected,
    "circling": circling,
    "echoing": echoing,
    "empty body": body(b""),
    "null": body(b"null"),
    "list": body(b"[]"),
    "no choices": body(b'{"choices": []}'),
    "no object": body(b'{"choices": [7], "usage": "x"}'),
    "no json": body(b"upstream is gone"),
    "half json": body(b'{"choices": [{"message": {"content": "{'),
    "deep json": body(b'{"a":' * 100_000),
    "bad utf-8": body(b'{"choices": "\xff\xfe"}'),
}
"""Faults that cost an article its answer, and no other."""
FINAL: Mapping[str, Fault] = {
    "unauthorized": status(401, "no such key"),
    "unpaid": status(402, "payment required"),
    "forbidden": status(403, "not allowed"),
    "unknown model": status(404, "no such model"),
    "no credit": status(429, "no credit left", code="insufficient_quota"),
}
"""Faults that every article would get, and which end a run."""
ANSWERS: Mapping[str, Fault] = {
    "refused": completion(lambda _: chat(None, refusal="I cannot help with that.")),
    "filtered": completion(lambda _: chat("", finish="content_filter")),
    "no content": completion(lambda _: chat(None)),
    "no answer": completion(lambda _: chat("I am sorry, there is nothing to report.")),
    "empty answer": completion(lambda _: chat("{}")),
    "cut off": completion(lambda content: chat(content[: len(content) // 2], finish="length")),
    "half answer": completion(lambda content: chat(content[: len(content) // 2])),
    "lone surrogate": completion(lambda content: chat(f"{content}\ud800", finish="\udfff")),
    "repeated": completion(lambda content: chat(content[:-1] + content[-20:] * 2_000)),
}
"""Answers that are no good, with what a good one has."""
DAMAGED: Mapping[str, Fault] = {
    "in a fence": completion(lambda content: chat(f"Here it is:\n```json\n{content}\n```\nDone.")),
    "after thoughts": completion(lambda content: chat(f"<think>{{ or {{}}?</think>{content}")),
    "in a wrapper": completion(lambda content: chat('{"answer": ' + content + "}")),
    "twice": completion(lambda content: chat(f"{{}}\n{content}")),
    "trailing comma": completion(lambda content: chat(f"{content.rstrip()[:-1]},}}")),
    "comment": completion(lambda content: chat(f"{content.rstrip()[:-1]} // all of it\n}}")),
    "raw line break": completion(lambda content: chat(content.replace(" | ", " |\n", 1))),
    "not closed": completion(lambda content: chat(content.rstrip()[:-1])),
}
"""Good answers in a bad form, of which nothing is to be lost."""
FAULTS: Mapping[str, Fault] = {**LOST, **SLOW, **BROKEN, **FINAL, **ANSWERS, **DAMAGED}
"""All faults by name."""


def play(name: str, request: Request, response: Response) -> Response:
    """The response with this fault."""
    made = FAULTS[name](request, response)
    return replace(made, fault=name, delay=response.delay, article=response.article)
