"""Translate a provider's exception for the caller, without what was sent or received."""

import re
from typing import Any, cast

from factx.errors import ModelUnreachable

_TOO_LONG = re.compile(
    r"context[ _-](?:length|size|limit|window)|(?:prompt|input) is too long|token count .*exceeds"
    r"|request_too_large|max_new_tokens|maximum prompt length",
    re.IGNORECASE,
)
"""How servers say that a question exceeds the model's context; each has its own words."""


def status_of(error: BaseException) -> int | None:
    """The HTTP status in the exception of a provider's package; None if it has none."""
    for name in ("status_code", "code", "http_status"):
        status = getattr(error, name, None)
        if isinstance(status, int) and 400 <= status < 600:
            return status
    return None


def is_overflow(error: BaseException) -> bool:
    """Whether a server refused a question because it exceeds the model's context.

    The room for the answer counts too.
    """
    return status_of(error) in (400, 413, 422) and bool(_TOO_LONG.search(_message_of(error)))


def _message_of(error: BaseException) -> str:
    """A server's own words about an error, without parts of the question that it repeats."""
    body: Any = getattr(error, "body", None)
    if not isinstance(body, dict):
        return str(error)
    fields = cast("dict[str, Any]", body)
    inner = fields.get("error", fields)
    message = cast("dict[str, Any]", inner) if isinstance(inner, dict) else {"message": inner}
    return " ".join(str(message.get(name) or "") for name in ("message", "code", "type"))


def _status_problem(status: int, error: BaseException, host: str, *, own: bool) -> str:
    """What an HTTP status means, with the server's name for the error if it has one."""
    if status in (401, 403) and own:
        problem = "it requires a key, and factx sends none to a server of your own"
    elif status in (401, 403):
        problem = "the key was not accepted"
    elif status == 404:
        problem = "there is no such model or address"
    elif status == 429:
        problem = "too many requests, or no credit left"
    elif status >= 500:
        problem = "the server failed"
    else:
        problem = "the request was not accepted"
    names = [str(getattr(error, field, None)) for field in ("code", "type")]
    name = next((name for name in names if re.fullmatch(r"[a-z][a-z0-9_]{2,50}", name)), None)
    return f"{problem} (HTTP {status} from {host}{f', {name}' if name else ''})"


def caller_error(
    error: BaseException, model: str, host: str, *, timeout: float, own: bool
) -> Exception:
    """Translate a provider's exception for the caller; errors of factx's own code are unchanged.

    `own` says whether the server is the caller's own.
    """
    status = status_of(error)
    if status is not None:
        return ModelUnreachable(model, _status_problem(status, error, host, own=own))
    if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return ModelUnreachable(model, f"no answer from {host} within {timeout:g} s")
    if isinstance(error, OSError) or "Connect" in type(error).__name__:
        return ModelUnreachable(model, f"no connection to {host}")
    if isinstance(error, ValueError):
        return ModelUnreachable(model, f"{host} returned an invalid response")
    if type(error).__module__.partition(".")[0] in ("builtins", "factx"):
        return cast("Exception", error)
    return ModelUnreachable(model, f"{host} failed with {type(error).__name__}")
