"""Translate a provider's exception for the caller, without what was sent or received."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from factx.errors import ModelUnreachable
from factx.llm.connection_errors import connection_problem
from factx.llm.refusals import NO_CREDIT, NO_FORM, TOO_LONG
from factx.llm.server_words import message_in, words_of
from factx.llm.transport import ResponseRefused, Watch


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
    return status_of(error) in (400, 413, 422) and bool(TOO_LONG.search(_message_of(error)))


def is_form_refused(error: BaseException) -> bool:
    """Whether a server refused a question because of the mode of asking for the answer's form."""
    is_refused = status_of(error) in (400, 404, 415, 422, 500, 501)
    return is_refused and not is_overflow(error) and bool(NO_FORM.search(_message_of(error)))


def _message_of(error: BaseException) -> str:
    """A server's own words about an error, without parts of the question that it repeats."""
    body: Any = getattr(error, "body", None)
    if not isinstance(body, dict):
        return str(error)
    fields = cast("dict[str, Any]", body)
    inner = fields.get("error", fields)
    names = cast("dict[str, Any]", inner) if isinstance(inner, dict) else {}
    words = (names.get(name) for name in ("code", "type", "param"))
    return " ".join([message_in(fields), *(word for word in words if isinstance(word, str))])


@dataclass(frozen=True)
class Asked:
    """Who was asked, and what an error may not repeat."""

    model: str
    """The model, as the caller named it."""
    host: str
    """The server, or the provider."""
    is_keyless: bool
    """Whether the server got no key, because it is the caller's own."""
    has_password: bool = False
    """Whether the server's address has a user name and password."""
    secrets: tuple[str, ...] = ()
    """The caller's key, and what is secret in the server's address."""

    def malformed(self, response: object, sent: Sequence[str]) -> ModelUnreachable:
        """The error for a response that is no completion."""
        said = self._said(response, sent)
        return ModelUnreachable(self.model, f"{self.host} returned an invalid response{said}")

    def caller_error(
        self,
        error: BaseException,
        sent: Sequence[str],
        watch: Watch,
        *,
        was_answered: bool,
    ) -> Exception:
        """Translate a provider's exception for the caller; errors of factx's own are unchanged.

        `sent` are the texts of the question, of which the error repeats nothing. `was_answered`
        says whether the server has answered any question before.
        """
        if isinstance(error, ResponseRefused):
            return ModelUnreachable(self.model, f"{self.host}: {error.problem}")
        status = status_of(error)
        if status is not None:
            problem = f"{self._status_problem(status, error, watch)}{self._said(error, sent)}"
            ends_run = _ends_run(status, error, was_answered=was_answered)
            return ModelUnreachable(self.model, problem, ends_run=ends_run)
        if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
            problem = f"no answer from {self.host} within {watch.timeout:g} s"
            if watch.status is not None and watch.status >= 400:
                problem += f"; its last response was HTTP {watch.status}"
            return ModelUnreachable(self.model, problem)
        lost = connection_problem(error, self.host)
        if lost is not None:
            return ModelUnreachable(self.model, lost)
        if isinstance(error, ValueError | RecursionError):
            return ModelUnreachable(self.model, f"{self.host} returned an invalid response")
        if _is_of_factx(error):
            return cast("Exception", error)
        return ModelUnreachable(self.model, f"{self.host} failed with {type(error).__name__}")

    def _status_problem(self, status: int, error: BaseException, watch: Watch) -> str:
        """What an HTTP status means, with the server's name for the error if it has one."""
        if status in (401, 403) and self.has_password:
            problem = "the user name and password were not accepted"
        elif status in (401, 403) and self.is_keyless:
            problem = "it requires a key: give one as api_key (--api-key-env)"
        elif status in (401, 403):
            problem = "the key was not accepted"
        elif _has_no_credit(status, error):
            problem = "no credit is left"
        elif status == 404:
            problem = "there is no such model or address"
        elif status == 429:
            problem = "too many requests, or no credit left"
        elif status >= 500:
            problem = "the server failed"
        else:
            problem = "the request was not accepted"
        if watch.wait is not None and watch.wait >= 1:
            problem += f"; it asks to wait {watch.wait:.0f} s"
        if watch.wait is not None and watch.wait > watch.timeout:
            problem += f", longer than the timeout of {watch.timeout:g} s"
        names = [str(getattr(error, field, None)) for field in ("code", "type")]
        name = next((name for name in names if re.fullmatch(r"[a-z][a-z0-9_]{2,50}", name)), None)
        return f"{problem} (HTTP {status} from {self.host}{f', {name}' if name else ''})"

    def _said(self, error: object, sent: Sequence[str]) -> str:
        """What the server said, to follow the problem; empty if it said nothing."""
        words = words_of(error, sent, self.secrets)
        return f': "{words}"' if words else ""


def _is_of_factx(error: BaseException) -> bool:
    """Whether `error` is a bug of factx, and not one of the package that asks the server."""
    if type(error).__module__.partition(".")[0] not in ("builtins", "factx"):
        return False
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return at is None or str(at.tb_frame.f_globals.get("__name__")).startswith("factx.")


def _has_no_credit(status: int, error: BaseException) -> bool:
    return status == 402 or bool(NO_CREDIT.search(_message_of(error)))


def _ends_run(status: int, error: BaseException, *, was_answered: bool) -> bool:
    """Whether the status would be the same for every other article.

    Some providers refuse a single article with 403, but none before they have answered once.
    """
    always = status in (401, 404) or _has_no_credit(status, error)
    return always or (status == 403 and not was_answered)
