"""The endpoints /v1/files and /v1/batches: rows are answered as the script answers requests."""

import json
import re
from dataclasses import replace
from typing import Any

from .server import Answer, Request, Response, Script, as_response, response_to


class Batches:
    """A script with batch endpoints; all other requests are answered by `script`.

    A batch is "in_progress" until it was asked about `polls` times.
    """

    def __init__(self, script: Script | Answer, *, polls: int = 0) -> None:
        self.script = script
        self.polls = polls
        self.status = "completed"
        """The state in which a batch ends."""
        self.files: dict[str, str] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self._asked: dict[str, int] = {}

    @property
    def rows(self) -> list[Any]:
        """All rows that were sent in batches."""
        return [
            json.loads(line)
            for batch in self.batches.values()
            for line in self.files[batch["input_file_id"]].splitlines()
        ]

    def __call__(self, request: Request) -> Answer:
        """The response to a request."""
        path = request.path.partition("?")[0]
        if path == "/v1/files":
            return self._upload(request)
        if path == "/v1/batches":
            return self._create(request) if request.body else self._list()
        if found := re.fullmatch("/v1/batches/(.*)", path):
            return self._state(found[1], request)
        if found := re.fullmatch("/v1/files/(.*)/content", path):
            return Response(self.files[found[1]].encode())
        return response_to(self.script, request)

    def _upload(self, request: Request) -> Answer:
        boundary = request.headers["content-type"].partition("boundary=")[2].encode()
        parts = request.body.split(b"--" + boundary)
        content = next(part for part in parts if b'name="file"' in part)
        text = content.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n").decode()
        return {"id": self._file(text), "object": "file", "purpose": "batch"}

    def _file(self, text: str) -> str:
        name = f"file-{len(self.files) + 1}"
        self.files[name] = text
        return name

    def _create(self, request: Request) -> Answer:
        batch: dict[str, Any] = {
            "id": f"batch-{len(self.batches) + 1}",
            "object": "batch",
            "created_at": 0,
            "status": "in_progress",
            **request.json,
        }
        self.batches[batch["id"]] = batch
        return batch

    def _list(self) -> Answer:
        return {"object": "list", "data": list(self.batches.values()), "has_more": False}

    def _state(self, name: str, request: Request) -> Answer:
        if name not in self.batches:
            return Response(b"{}", status=404)
        batch = self.batches[name]
        self._asked[name] = self._asked.get(name, 0) + 1
        if batch["status"] == "in_progress" and self._asked[name] > self.polls:
            self._finish(batch, request)
        return batch

    def _finish(self, batch: dict[str, Any], request: Request) -> None:
        batch["status"] = self.status
        if self.status != "completed":
            return
        good, bad = list[str](), list[str]()
        for line in self.files[batch["input_file_id"]].splitlines():
            row = json.loads(line)
            # As httpx writes it, because the script counts its bytes.
            body = json.dumps(row["body"], ensure_ascii=False, separators=(",", ":")).encode()
            asked = replace(request, path=row["url"], body=body)
            response = as_response(response_to(self.script, asked))
            assert isinstance(response.body, bytes)
            answer = {"status_code": response.status, "body": json.loads(response.body)}
            written = json.dumps({"custom_id": row["custom_id"], "response": answer, "error": None})
            (good if response.status == 200 else bad).append(written)
        batch["output_file_id"] = self._file("\n".join(reversed(good)))
        batch["error_file_id"] = self._file("\n".join(bad)) if bad else None
        total = len(good) + len(bad)
        batch["request_counts"] = {"completed": len(good), "failed": len(bad), "total": total}
