"""What all requests to one server share: limits per minute, and pauses that it asks for."""

import asyncio
import random
from collections import deque
from time import monotonic

from factx.errors import InputError
from factx.events import emit

_BURST = 1.0
"""Seconds of a limit that may be used at once."""
_LOOKED_AT = 16
"""Responses of which a server that has too much to do refuses a share."""
_SHARE = 0.25
_LONGEST = 60.0
"""Seconds of the longest pause that a server does not ask for."""


class Rate:
    """At most so many units per minute, spread evenly."""

    def __init__(self, per_minute: float) -> None:
        self._seconds = 60 / per_minute
        self._next = 0.0

    async def take(self, units: float) -> None:
        """Wait until so many units may be used."""
        now = monotonic()
        begin = max(now - _BURST, self._next)
        self._next = begin + units * self._seconds
        if begin > now:
            await asyncio.sleep(begin - now)

    def correct(self, units: float) -> None:
        """Count so many units more, or less, than were taken."""
        self._next += units * self._seconds


class Traffic:
    """The requests of one client to one server."""

    def __init__(
        self, *, requests_per_minute: float | None = None, tokens_per_minute: float | None = None
    ) -> None:
        """Raises `InputError` if a limit is not positive."""
        limits = {
            "requests_per_minute": requests_per_minute,
            "tokens_per_minute": tokens_per_minute,
        }
        for name, limit in limits.items():
            if limit is not None and limit <= 0:
                raise InputError(name, "it must be more than 0")
        self._requests = None if requests_per_minute is None else Rate(requests_per_minute)
        self._tokens = None if tokens_per_minute is None else Rate(tokens_per_minute)
        self._usual = 0.0
        """Tokens of a usual request with its answer; 0 if unknown."""
        self._paused_at = self._paused_until = 0.0
        self._pauses = 0
        """Pauses since the last answer."""
        self._refused: deque[bool] = deque(maxlen=_LOOKED_AT)
        """Whether the server had too much to do, for its last responses."""
        self.retries = 0
        """Requests that were sent again."""
        self.has_answered = False
        self._failing_since: float | None = None
        """When the first request failed after the last answer, in seconds of `monotonic`."""

    async def turn(self, size: int) -> float:
        """Wait until a request of `size` bytes may be sent; returns the tokens counted for it."""
        while (wait := self._paused_until - monotonic()) > 0:
            # Not all at once after the pause.
            await asyncio.sleep(wait + random.uniform(0, min(1.0, wait / 4)))  # noqa: S311
        expected = self._usual or size / 4
        if self._requests is not None:
            await self._requests.take(1)
        if self._tokens is not None:
            await self._tokens.take(expected)
        return expected

    def used(self, tokens: int, expected: float, answers: int) -> None:
        """Count the tokens of some answers, for which so many were expected.

        Nothing is corrected if the server does not report them.
        """
        if not tokens or not answers:
            return
        mean = tokens / answers
        self._usual = self._usual + (mean - self._usual) / 8 if self._usual else mean
        if self._tokens is not None:
            self._tokens.correct(tokens - expected)

    def answered(self) -> None:
        """The server has answered."""
        self._refused.append(False)
        self._pauses = 0
        self.has_answered = True
        self._failing_since = None

    def failed(self) -> None:
        """A request has failed, for whatever reason."""
        if self._failing_since is None:
            self._failing_since = monotonic()

    def is_down(self, seconds: float) -> bool:
        """Whether no request has been answered for so long, although some were sent."""
        return self._failing_since is not None and monotonic() - self._failing_since > seconds

    def refused(self, wait: float | None, sent_at: float) -> None:
        """The server has too much to do, and asks to wait so long.

        Everybody waits if it has refused a quarter of the last requests. A single one among many
        that are answered waits alone.
        """
        self.failed()
        self._refused.append(True)
        if sum(self._refused) < _SHARE * len(self._refused):
            return
        now = monotonic()
        if wait is None:
            if sent_at < self._paused_at:  # the pause since then is about this too
                return
            wait = min(_LONGEST, 0.5 * 2**self._pauses)
        self._pauses += sent_at >= self._paused_at
        self._paused_at = now
        self._paused_until = max(self._paused_until, now + wait)
        emit("pause", "the server has too much to do: %(wait).1f s of pause", wait=round(wait, 3))
