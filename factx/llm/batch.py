"""Questions in OpenAI's batch format, and answers that come hours later.

A client that answers from what is kept takes the place of the connection, so that everything else
is as in a live run: the questions of a strategy, what is sent back, and the record. A question
without an answer interrupts the article, and is a row of the next batch.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, cast

from factx.errors import ModelUnreachable
from factx.llm.http_client import answering_client
from factx.llm.transport import http_clients

ENDPOINT = "/v1/chat/completions"
ENDED = ("completed", "failed", "expired", "cancelled")
"""The states of a batch after which nothing more comes."""


class Unanswered(BaseException):
    """A question has no answer yet; `row` is its line in a batch.

    `failure` is the reason why the server could not answer it, if it was sent already. It is no
    `Exception`, because the providers' packages would ask again or hide it.
    """

    def __init__(self, key: str, row: str, failure: str | None) -> None:
        self.key = key
        self.row = row
        self.failure = failure
        super().__init__(key)


class Answer(NamedTuple):
    """A line that the server wrote: the key of a question, and its answer or a failure."""

    key: str
    kept: str
    failure: str | None


def client_of(find: Callable[[str], str | None]) -> Any:
    """An HTTP client that answers from `find`, by key; raises `Unanswered` without an answer."""

    async def answer(request: Any, respond: Any) -> Any:
        body = json.loads(request.content)
        key = key_of(body)
        found = find(key)
        kept: dict[str, Any] = {} if found is None else json.loads(found)
        if "failure" in kept or found is None:
            row = {"custom_id": key, "method": "POST", "url": ENDPOINT, "body": body}
            line = json.dumps(row, ensure_ascii=False)
            raise Unanswered(key, line, kept.get("failure"))
        return respond(200, json=kept["body"])

    return answering_client(answer)


def key_of(body: Any) -> str:
    """The digest of a request's body, however its fields are ordered."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def answers_in(text: str) -> Iterator[Answer]:
    """The answers in a server's output or error file; a damaged line is left out."""
    for line in text.splitlines():
        try:
            row: Any = json.loads(line)
            key = str(row["custom_id"])
            response: dict[str, Any] = row.get("response") or {}
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        body: Any = response.get("body")
        if response.get("status_code") == 200 and isinstance(body, dict):
            yield Answer(key, json.dumps({"body": body}), None)
        else:
            failure = _reason(row.get("error"), response)
            yield Answer(key, json.dumps({"failure": failure}), failure)


def _reason(error: Any, response: dict[str, Any]) -> str:
    """Why a row failed, in the server's words."""
    for place in (error, _get(response.get("body"), "error")):
        message = _get(place, "message") or (place if isinstance(place, str) else None)
        if message:
            return str(message)[:300]
    return f"status {response.get('status_code', 'unknown')}"


def _get(value: Any, name: str) -> Any:
    return cast("dict[str, Any]", value).get(name) if isinstance(value, dict) else None


class BatchServer:
    """The files and batches of an OpenAI-compatible server, through openai's client."""

    def __init__(self, model: str, client: Any) -> None:
        self._model = model
        self._client = client
        for http in http_clients(client):
            http.follow_redirects = False  # no article is sent on to another server

    async def submit(self, rows: bytes, name: str, digest: str) -> str:
        """Send rows as one batch; returns its id."""
        try:
            file = await self._client.files.create(file=(name, rows), purpose="batch")
            batch = await self._client.batches.create(
                input_file_id=file.id,
                endpoint=ENDPOINT,
                completion_window="24h",
                metadata={"factx": digest},
            )
        except Exception as error:
            raise self._error(error) from None
        return batch.id

    async def find(self, digest: str) -> str | None:
        """The id of the batch with these rows, if it was sent already."""
        try:
            async for batch in self._client.batches.list():
                if _get(batch.metadata, "factx") == digest:
                    return batch.id
        except Exception as error:
            raise self._error(error) from None
        return None

    async def get(self, batch: str) -> Any:
        """The state of a batch."""
        try:
            return await self._client.batches.retrieve(batch)
        except Exception as error:
            raise self._error(error) from None

    async def read(self, file: str) -> str:
        """The text of a file."""
        try:
            return (await self._client.files.content(file)).content.decode(errors="replace")
        except Exception as error:
            raise self._error(error) from None

    async def aclose(self) -> None:
        """Close the client."""
        await self._client.close()

    def _error(self, error: Exception) -> ModelUnreachable:
        """An error without the server's words, which may repeat a key."""
        status = getattr(error, "status_code", None)
        if status == 401:
            return ModelUnreachable(self._model, "the key is not accepted", ends_run=True)
        if status == 404:
            problem = "the server has no batches, or not this one"
            return ModelUnreachable(self._model, problem, ends_run=True)
        problem = f"status {status}" if status else "no connection, or it was lost"
        return ModelUnreachable(self._model, f"the batch endpoint: {problem}", ends_run=True)
