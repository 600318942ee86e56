"""Send a request again if its failure may be over.

A server that has too much to do is waited for, as long as it asks for or longer each time. One that
failed or was lost is asked again only a few times. All requests share their waiting in `Traffic`.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from factx.events import emit
from factx.llm.connection_errors import chain_of
from factx.llm.refusals import LASTING
from factx.llm.transport import Watch, watched

RETRIES: int = 6
"""How often a request is sent again that was lost, or that the server failed at."""
_FIRST_RETRIES = 2
"""How often before the server has answered anything: it may never do so."""
_OVERLOADED = (429, 503, 529)
_FAILED = (408, 500, 502, 504)
_PASSING = (
    *("ReadError", "WriteError", "RemoteProtocolError", "CloseError", "ConnectError"),
    *("ConnectTimeout", "PoolTimeout"),
)
"""Names of httpx's exceptions for what may be over the next time."""

Send = Callable[..., Awaitable[Any]]


def retry(http: Any) -> None:
    """Let a client of httpx send the requests of a question of factx again if they fail."""
    if isinstance(getattr(http.send, "__self__", None), _Sender):
        return
    http.send = _Sender(http.send).send


class _Sender:
    """The method `send` of a client, with retries."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def send(self, request: Any, **options: Any) -> Any:
        """The response to a request, after retries during a question of factx."""
        watch = watched()
        if watch is None:
            return await self._send(request, **options)
        from tenacity import AsyncRetrying, retry_if_exception, retry_if_result

        outcome = _Outcome(watch)
        retrying = AsyncRetrying(
            retry=retry_if_result(outcome.is_passing) | retry_if_exception(outcome.is_passing),
            wait=outcome.wait,
            stop=outcome.is_last,
            before_sleep=outcome.count,
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
        )
        response: Any = await retrying(self._once, watch, request, options)
        if response.status_code >= 400:
            # The packages of OpenAI and Anthropic would start again otherwise.
            response.headers["x-should-retry"] = "false"
        return response

    async def _once(self, watch: Watch, request: Any, options: dict[str, Any]) -> Any:
        """Send the request once; a timeout of factx's becomes one of the client's library."""
        watch.expected += await watch.traffic.turn(int(request.headers.get("content-length", 0)))
        watch.sent_at = monotonic()
        watch.wait = None
        try:
            async with asyncio.timeout(watch.timeout):
                response = await self._send(request, **options)
        except TimeoutError as error:
            watch.traffic.failed()
            library: Any = sys.modules[type(request).__module__.partition(".")[0]]
            raise library.ReadTimeout("no answer in time", request=request) from error
        except Exception:
            watch.traffic.failed()
            raise
        if response.status_code < 400:
            watch.traffic.answered()
        elif response.status_code in _OVERLOADED and not _is_lasting(response):
            is_waited_for = watch.wait is None or watch.wait <= watch.timeout
            watch.traffic.refused(watch.wait if is_waited_for else 0.0, watch.sent_at)
        else:
            watch.traffic.failed()
        return response


class _Outcome:
    """Decides after each attempt at one request whether there is another one, and when."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._begun = monotonic()
        self._failures = 0
        self._is_overloaded = False

    def is_passing(self, found: Any) -> bool:
        """Whether a response or an exception says that asking again may help."""
        self._is_overloaded = False
        if isinstance(found, BaseException):
            names = {type(one).__name__ for one in chain_of(found)}
            if "ReadTimeout" in names or "WriteTimeout" in names:
                return False  # the answer may be paid for
            self._failures += 1
            lasting = any("SSL" in name or name == "ProxyError" for name in names)
            return not lasting and not names.isdisjoint(_PASSING)
        if found.status_code in _OVERLOADED:
            self._is_overloaded = True
            return not _is_lasting(found)
        self._failures += 1
        return found.status_code in _FAILED and not _is_lasting(found)

    def is_last(self, _state: Any) -> bool:
        """Whether it has been tried often enough, or for long enough."""
        watch = self._watch
        is_new = not watch.traffic.has_answered
        if RETRIES == 0 or (watch.retries >= _FIRST_RETRIES and is_new):
            return True
        if self._failures > RETRIES:
            return True
        waited = monotonic() - self._begun
        return self._is_overloaded and waited + (watch.wait or 0) > watch.timeout

    def wait(self, state: Any) -> float:
        """The seconds until the next attempt."""
        from tenacity import wait_exponential_jitter

        usual = wait_exponential_jitter(initial=0.25, max=30, jitter=0.25)(state)
        asked = self._watch.wait
        return usual if asked is None else asked + usual / 10

    def count(self, state: Any) -> None:
        """Count a retry."""
        self._watch.retries += 1
        self._watch.traffic.retries += 1
        failure = state.outcome.exception()
        emit(
            "retry",
            "%(reason)s: the request is sent again after %(wait).1f s",
            reason=str(state.outcome.result().status_code)
            if failure is None
            else type(failure).__name__,
            wait=round(state.next_action.sleep, 3),
        )


def _is_lasting(response: Any) -> bool:
    """Whether a refusal is not over when the same is asked again, by the server's own words."""
    try:
        text: str = response.text
    except Exception:  # it was not read
        return False
    return any(words.search(text) for words in LASTING)
