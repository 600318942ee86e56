"""Extraction: from an article and a drafter to a record."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from factx.errors import UnknownModel
from factx.extraction.drafter import Drafter
from factx.grounding import ground
from factx.records import Article, FactRecord
from factx.rules.completion import complete

if TYPE_CHECKING:
    from factx.llm.recording import Recording
    from factx.records import Strategy

OFFLINE = "offline"
"""The name of the drafter without a model."""


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
    """Return the drafter for `model`: "offline", PROVIDER/MODEL, or local:PATH for a GGUF file.

    `base_url` is your own OpenAI-compatible server, which needs no key. `timeout` is the time for
    one answer, in seconds. `strategy` is how the model is prompted; by default it depends on the
    size in the model's name (see `strategy_for`). An article of more than `window` characters is
    split into parts, and an answer has at most `max_tokens`. With `claims=False`, claims are
    skipped. `recorder` is called with the recording of every article. Raises `UnknownModel`,
    `MissingKey` or `MissingExtra` before any request is sent.
    """
    if model == OFFLINE:
        from factx.rules import OfflineDrafter

        return OfflineDrafter(claims=claims)
    from factx.llm.drafter import TIMEOUT, InstructorDrafter

    if model.startswith("local:"):
        from factx.llm.local_model import LocalDrafter

        if base_url is not None:
            raise UnknownModel(model, "a local file takes no base_url")
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
    """Extract the record of `article` with `drafter`, or with the one that `model` names.

    The text leaves this machine only if `model` is a remote model or `base_url` a remote server.
    `timeout` is the time for one answer, in seconds. Raises a `ModelError` if the model returned
    nothing usable.
    """
    chosen = drafter or drafter_for(model, base_url=base_url, timeout=timeout)
    return complete(ground(article, await chosen.draft(article)))


def extract(
    article: Article,
    *,
    model: str = OFFLINE,
    base_url: str | None = None,
    timeout: float | None = None,
    drafter: Drafter | None = None,
) -> FactRecord:
    """The synchronous version of `aextract`; it also works in a notebook."""

    def run() -> FactRecord:
        made: list[FactRecord] = []

        async def make() -> None:
            # Not returned: when asyncio restores the signal handler, Python formats the task with
            # its result, which takes a tenth of the whole time.
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
    with ThreadPoolExecutor(max_workers=1) as thread:  # a loop is running here
        return thread.submit(run).result()
