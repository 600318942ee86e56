"""One question to a model, and an interview: the questions about one article in order."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from factx.llm.asking.parts import Window
from factx.llm.prompt import Message
from factx.llm.recording import Completion, Recording
from factx.records import Origin, Strategy


@dataclass(frozen=True)
class Question:
    """What a model is asked at once."""

    part: Window | None
    """The sentences it is about; None for all of them."""
    step: int | None
    """Which question about them it is, where there may be several."""
    messages: Sequence[Message]
    """The chat so far."""
    form: type[BaseModel]
    """The form of the answer."""
    review: Callable[[Any], list[str]]
    """What is wrong with an answer, for the model to put right."""
    read: Callable[[Completion], BaseModel]
    """The answer that a completion holds; raises `Unreadable` without one."""


Interview = Generator[Question, Sequence[Completion], None]
"""Yields questions and is sent what came of each."""


def origin_of(recording: Recording, drafter: Any, strategy: Strategy) -> Origin:
    """Where a draft made from `recording` comes from."""
    return Origin(
        drafter=drafter,
        model=recording.model,
        strategy=strategy,
        prompt_digest=recording.prompt_digest,
        usage=recording.usage,
        seconds=recording.seconds,
        when=recording.when,
        temperature=recording.settings.temperature,
        seed=recording.settings.seed,
        broken_off=recording.broken_off,
    )
