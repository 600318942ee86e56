"""The pages and what they ask for: on this machine only, with a secret in the address.

A request is refused without the secret, for another host, from another origin, or with a body that
is too large; nothing in it names a file.
"""

import json
from collections.abc import Awaitable, Callable, Sequence
from secrets import compare_digest
from typing import Any, cast

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from factx.annotate.edited import edited
from factx.annotate.folder import Changed, Folder, Place, data_of
from factx.errors import FactxError, InvalidData
from factx.extraction.extract import extract
from factx.guide import guide_warnings
from factx.records import FactRecord
from factx.render.annotate_page import annotate_page

MAX_BODY = 8_000_000
"""The largest body of a request, in bytes."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
Others = dict[str, list[tuple[str, FactRecord]]]
Answer = dict[str, Any]
Act = Callable[["Pages", Request], Awaitable[Answer]]


class Refused(Exception):
    """A request that is not answered, with its status."""

    def __init__(self, status: int, because: str) -> None:
        super().__init__(because)
        self.status = status


def make_app(folder: Folder, *, token: str, hosts: Sequence[str], others: Others) -> Starlette:
    """Return the app for `folder`; `hosts` are the values of Host that it answers to."""
    pages = Pages(folder, token, frozenset(hosts), others)
    acts: dict[str, tuple[str, Act]] = {
        "articles": ("GET", Pages.articles),
        "articles/new": ("POST", Pages.new),
        "articles/{number:int}": ("GET", Pages.article),
        "articles/{number:int}/suggestions": ("GET", Pages.suggestions),
        "articles/{number:int}/save": ("POST", Pages.save),
    }
    routes = [
        Route(f"/{{token}}/{path}", pages.answering(act), methods=[method])
        for path, (method, act) in acts.items()
    ]
    return Starlette(routes=[Route("/{token}/", pages.page, methods=["GET"]), *routes])


class Pages:
    """What the page asks for."""

    def __init__(self, folder: Folder, token: str, hosts: frozenset[str], others: Others) -> None:
        self._folder = folder
        self._token = token
        self._hosts = hosts
        self._others = others

    def answering(self, act: Act) -> Callable[[Request], Awaitable[Response]]:
        """Return the endpoint of an act: it checks the request, and answers with JSON."""

        async def endpoint(request: Request) -> Response:
            try:
                self._check(request)
                return JSONResponse(await act(self, request), headers=_HEADERS)
            except Refused as error:
                return _refusal(str(error), error.status)
            except Changed as error:
                return _refusal(str(error), 409)
            except InvalidData as error:
                return _refusal(str(error), 422, problems=[*error.problems])
            except FactxError as error:
                return _refusal(str(error), 422)

        return endpoint

    async def page(self, request: Request) -> Response:
        """The page itself."""
        try:
            self._check(request)
        except Refused as error:
            return _refusal(str(error), error.status)
        return HTMLResponse("".join(annotate_page()), headers=_HEADERS)

    async def articles(self, _: Request) -> Answer:
        """All articles with the state of their annotations."""
        return {
            "folder": self._folder.path,
            "problems": [str(problem) for problem in self._folder.problems],
            "articles": [
                {
                    "id": place.article.id,
                    "title": place.article.title or place.article.id,
                    "words": len(place.article.get_text().split()),
                    "state": place.state,
                }
                for place in self._folder.places
            ],
        }

    async def article(self, request: Request) -> Answer:
        """One article with its annotation, and those of others."""
        place = self._place(request)
        record, version = place.read()
        beside = self._others.get(place.article.sha256, [])
        return {
            "id": place.article.id,
            "title": place.article.title or place.article.id,
            "lang": place.article.lang,
            "text": place.article.get_text(),
            "state": place.state,
            "version": version,
            "layers": list(record.provenance.layers) if record is not None else [],
            "record": data_of(record) if record is not None else None,
            "warnings": _warnings(record) if record is not None else [],
            "others": [{"name": name, "record": data_of(each)} for name, each in beside],
        }

    async def suggestions(self, request: Request) -> Answer:
        """What the offline rules find in one article."""
        place = self._place(request)
        record = await run_in_threadpool(lambda: extract(place.article))
        return {"name": "the offline rules", "record": data_of(record)}

    async def save(self, request: Request) -> Answer:
        """Save an annotation, if it is valid."""
        place, sent = self._place(request), await _body(request)
        finished = sent.get("finished") is True
        layers = sent.get("layers", [])
        version = sent.get("version", "")
        if not isinstance(version, str) or not isinstance(layers, list):
            raise Refused(400, "version is not a string, or layers is not a list")
        record = edited(place.article, sent.get("record"), layers=cast("list[str]", layers))
        saved = place.save(record, version, finished=finished)
        return {
            "version": saved,
            "state": place.state,
            "record": data_of(record),
            "warnings": _warnings(record),
        }

    async def new(self, request: Request) -> Answer:
        """Make a new article."""
        sent = await _body(request)
        place = self._folder.add(sent.get("id"), sent.get("text"), sent.get("title"))
        return {"number": self._folder.places.index(place)}

    def _check(self, request: Request) -> None:
        host = request.headers.get("host", "")
        if host not in self._hosts:
            raise Refused(403, "this is not the address of the page")
        if not compare_digest(request.path_params["token"].encode(), self._token.encode()):
            raise Refused(403, "the secret in the address is not the one that was printed")
        origin = request.headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            raise Refused(403, "another page asks for this")
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise Refused(403, "another page asks for this")

    def _place(self, request: Request) -> Place:
        number = int(request.path_params["number"])
        if number >= len(self._folder.places):
            raise Refused(404, "there is no such article")
        return self._folder.places[number]


async def _body(request: Request) -> Answer:
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise Refused(415, "the body is not JSON")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY:
                raise Refused(413, f"the body has more than {MAX_BODY:,} bytes")
    except ClientDisconnect:
        raise Refused(400, "the body was cut off") from None
    try:
        data: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "the body is not JSON") from error
    if not isinstance(data, dict):
        raise Refused(400, "the body is not an object")
    return cast("Answer", data)


def _warnings(record: FactRecord) -> list[dict[str, str]]:
    return [
        {"item": each.item, "rule": each.rule, "words": each.words, "because": each.because}
        for each in guide_warnings(record)
    ]


def _refusal(because: str, status: int, **more: object) -> Response:
    return JSONResponse({"error": because, **more}, status_code=status, headers=_HEADERS)
