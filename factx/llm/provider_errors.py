"""What a provider's exception means, told without anything that was sent or received."""

import re
from typing import Any, cast

from factx.errors import ModelUnreachable

_TOO_LONG = re.compile(
    r"context[ _-](?:length|size|limit|window)|(?:prompt|input) is too long|token count .*exceeds"
    r"|request_too_large|max_new_tokens|maximum prompt length",
    re.IGNORECASE,
)
"""How servers tell that a question is longer than what their model can read."""


def status_of(error: BaseException) -> int | None:
    """The HTTP status that a provider's package tells, under whichever name."""
    for name in ("status_code", "code", "http_status"):
        status = getattr(error, name, None)
        if isinstance(status, int) and 400 <= status < 600:
            return status
    return None


def overflows(error: BaseException) -> bool:
    """Whether a server refused a question because it is longer than what its model can read.

    The room for the answer counts with it. Each says so in words of its own: the maximum context
    length, a prompt that is too long, a token count that exceeds what is allowed.
    """
    return status_of(error) in (400, 413, 422) and bool(_TOO_LONG.search(_said_by(error)))


def _said_by(error: BaseException) -> str:
    """What a server says of an error: never what it repeats of the question."""
    body: Any = getattr(error, "body", None)
    if not isinstance(body, dict):
        return str(error)
    held = cast("dict[str, Any]", body)
    inner = held.get("error", held)
    said = cast("dict[str, Any]", inner) if isinstance(inner, dict) else {"message": inner}
    return " ".join(str(said.get(name) or "") for name in ("message", "code", "type"))


def _told_by(status: int, error: BaseException, host: str, *, own: bool) -> str:
    """What an HTTP status means; of the server's own words only the name of the error."""
    if status in (401, 403) and own:
        told = "it wants a key, and none is sent to a server of your own"
    elif status in (401, 403):
        told = "the key was not accepted"
    elif status == 404:
        told = "there is no such model or address"
    elif status == 429:
        told = "too many requests, or no credit left"
    elif status >= 500:
        told = "the server failed"
    else:
        told = "the request was not accepted"
    names = [str(getattr(error, field, None)) for field in ("code", "type")]
    named = next((name for name in names if re.fullmatch(r"[a-z][a-z0-9_]{2,50}", name)), None)
    return f"{told} (HTTP {status} from {host}{f', {named}' if named else ''})"


def told(error: BaseException, model: str, host: str, *, timeout: float, own: bool) -> Exception:
    """The error that `error` is for the caller, who asked `model` at `host` and, if `own`, at a
    server of his own; a mistake of factx's stays what it is."""
    status = status_of(error)
    if status is not None:
        return ModelUnreachable(model, _told_by(status, error, host, own=own))
    if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return ModelUnreachable(model, f"no answer from {host} within {timeout:g} s")
    if isinstance(error, OSError) or "Connect" in type(error).__name__:
        return ModelUnreachable(model, f"no connection to {host}")
    if isinstance(error, ValueError):
        return ModelUnreachable(model, f"{host} answered with something else than a completion")
    if type(error).__module__.partition(".")[0] in ("builtins", "factx"):
        return cast("Exception", error)
    return ModelUnreachable(model, f"{host} failed with {type(error).__name__}")
