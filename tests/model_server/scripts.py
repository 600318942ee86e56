"""Scripts that are made of others: one after the other, later, for some requests, with faults."""

import hashlib
import random
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from time import monotonic

from . import faults
from .faults import DAMAGED, LOST, play
from .server import Answer, Request, Response, Script, response_to

OVER_WHEN_ASKED_AGAIN = (*LOST, *DAMAGED)
"""The faults after which a client that asks again loses nothing."""


def in_turn(*answers: Script | Answer) -> Script:
    """One answer per request; the last is repeated."""

    def answer(request: Request) -> Response:
        return response_to(answers[min(request.number, len(answers)) - 1], request)

    return answer


def delayed(script: Script | Answer, seconds: float) -> Script:
    """The same answers, each after some seconds more."""

    def answer(request: Request) -> Response:
        response = response_to(script, request)
        return replace(response, delay=response.delay + seconds)

    return answer


def failing(script: Script | Answer, name: str, *, times: int | None = None) -> Script:
    """The fault of this name, for the first `times` requests or for all."""

    def answer(request: Request) -> Response:
        response = response_to(script, request)
        is_over = times is not None and request.number > times
        return response if is_over else play(name, request, response)

    return answer


def faulty(
    script: Script | Answer,
    share: float,
    *,
    seed: int,
    names: Sequence[str] = OVER_WHEN_ASKED_AGAIN,
) -> Script:
    """A fault, any of `names`, for this share of requests.

    Which fault a request gets depends on what it asks and on how often that was asked before, not
    on the order of requests. So a run has the same faults however much it does at once.
    """
    asked: Counter[bytes] = Counter()

    def answer(request: Request) -> Response:
        response = response_to(script, request)
        question = hashlib.sha256(request.body).digest()
        asked[question] += 1
        dice = random.Random(f"{seed} {question.hex()} {asked[question]}")
        return play(dice.choice(names), request, response) if dice.random() < share else response

    return answer


def limited(script: Script | Answer, most: int, seconds: float = 1.0) -> Script:
    """Answer at most so many requests in so many seconds; the others get a Retry-After."""
    answered: deque[float] = deque()

    def answer(request: Request) -> Response:
        now = monotonic()
        while answered and answered[0] <= now - seconds:
            answered.popleft()
        if len(answered) >= most:
            wait = f"{answered[0] + seconds - now:.3f}"
            headers = {"Retry-After": wait}
            return Response(b"{}", status=429, headers=headers, fault="limited")
        answered.append(now)
        return response_to(script, request)

    return answer


def by_name(names: Iterable[str]) -> Sequence[str]:
    """The faults of these names, or of these groups of faults."""
    groups = {"lost": LOST, "slow": faults.SLOW, "broken": faults.BROKEN, "final": faults.FINAL,
              "answers": faults.ANSWERS, "damaged": DAMAGED, "all": faults.FAULTS}  # fmt: skip
    return [fault for name in names for fault in groups.get(name, [name])]
