"""The whole way: from an article and a drafter to the record."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from factx.errors import UnknownModel
from factx.extraction.drafter import Drafter
from factx.grounding import ground
from factx.records import Article, FactRecord

if TYPE_CHECKING:
    from factx.llm.recording import Recording
    from factx.records import Strategy

OFFLINE = "offline"
"""The name of the drafter that needs no model."""


def drafter_for(
    model: str = OFFLINE,
    *,
    base_url: str | None = None,
    timeout: float | None = None,
    max_retries: int | None = None,
    strategy: "Strategy | None" = None,
    window: int | None = None,
    max_tokens: int | None = None,
    claims: bool = True,
    recorder: "Callable[[Recording], None] | None" = None,
) -> Drafter:
    """The drafter that `model` names: "offline", PROVIDER/MODEL as instructor names them, or
    local:PATH for a model file in GGUF form.

    `base_url` is an OpenAI-compatible server of the caller's own, which needs no key. `strategy`
    is how the model is asked; without it the size in its name decides (see `strategy_for`). An
    article of more than `window` characters is asked about in parts, an answer has at most
    `max_tokens`. Without `claims` nothing is looked for but who said what. `recorder`
    gets every raw completion with what it cost. Raises `UnknownModel`, `MissingKey` or
    `MissingExtra` before anything is asked.
    """
    if model == OFFLINE:
        from factx.rules import OfflineDrafter

        return OfflineDrafter(claims=claims)
    from factx.llm.drafter import TIMEOUT, InstructorDrafter

    if model.startswith("local:"):
        from factx.llm.local_model import LocalDrafter

        if base_url is not None:
            raise UnknownModel(model, "a file is run here and needs no address")
        return LocalDrafter(
            model,
            timeout=TIMEOUT if timeout is None else timeout,
            max_retries=max_retries,
            strategy=strategy,
            window=window,
            max_tokens=max_tokens,
            claims=claims,
            recorder=recorder,
        )
    return InstructorDrafter(
        model,
        base_url=base_url,
        timeout=TIMEOUT if timeout is None else timeout,
        max_retries=max_retries,
        strategy=strategy,
        window=window,
        max_tokens=max_tokens,
        claims=claims,
        recorder=recorder,
    )


async def aextract(
    article: Article,
    *,
    model: str = OFFLINE,
    base_url: str | None = None,
    timeout: float | None = None,
    drafter: Drafter | None = None,
) -> FactRecord:
    """The record of `article`, drafted by `drafter`, or else by the one that `model` names.

    Nothing leaves the machine unless `model` names a remote one. Raises a `ModelError` if the model
    gave nothing usable.
    """
    chosen = drafter or drafter_for(model, base_url=base_url, timeout=timeout)
    return ground(article, await chosen.draft(article))


def extract(
    article: Article,
    *,
    model: str = OFFLINE,
    base_url: str | None = None,
    timeout: float | None = None,
    drafter: Drafter | None = None,
) -> FactRecord:
    """Like `aextract`, from code that is not asynchronous, a notebook's cell included."""

    def run() -> FactRecord:
        made: list[FactRecord] = []

        async def make() -> None:
            # Not returned: on leaving, asyncio restores the signal handler, and Python then
            # formats the task with its result, which takes a tenth of the time of it all.
            made.append(
                await aextract(
                    article, model=model, base_url=base_url, timeout=timeout, drafter=drafter
                )
            )

        asyncio.run(make())
        return made[0]

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return run()
    with ThreadPoolExecutor(max_workers=1) as thread:  # a loop runs here: use one of our own
        return thread.submit(run).result()
