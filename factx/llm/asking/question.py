"""One question to a model, and an interview: the questions about one article in order."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from factx.llm.asking.parts import Part
from factx.llm.asking.reply import Reply
from factx.llm.prompt import Message
from factx.llm.recording import Recording
from factx.records import Origin, Strategy


@dataclass(frozen=True)
class Question:
    """One request to a model."""

    part: Part | None
    """The sentences it is about; None for the whole article."""
    step: int | None
    """The number of the question, if there may be several about a part."""
    messages: Sequence[Message]
    """The chat so far."""
    form: type[BaseModel]
    """The form of the answer."""
    review: Callable[[Any], list[str]]
    """Returns the problems of an answer, for the model to correct."""


Interview = Generator[Question, Sequence[Reply[Any]], None]
"""Yields questions; send it the replies to each."""


def origin_of(recording: Recording, drafter: Any, strategy: Strategy) -> Origin:
    """The origin of a draft that is made from `recording`."""
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
