"""From the raw text of completions to an answer: the one way that live runs and replays share."""

import re
from collections.abc import Sequence

from pydantic import ValidationError

from factx.errors import AnswerInvalid, AnswerTruncated, ModelRefused
from factx.extraction.recording import Completion
from factx.extraction.wire.answer import Answer
from factx.records.base import problems_of

_FENCED = re.compile(r"```(?:json)?\s*(\{.*\})\s*```", re.DOTALL)


class Unreadable(ValueError):
    """A text that holds no answer, and why not."""


def parse(completions: Sequence[Completion], *, model: str) -> Answer:
    """The last answer that can be read, with whatever problems it still has.

    A model that was asked again may run on or refuse; then its answer before that counts. Where
    none can be read, the error tells what became of the last completion. There must be one.
    """
    told: list[str] = []
    for completion in reversed(completions):
        try:
            return read(completion)
        except Unreadable as error:
            told.append(str(error))
    last, problem = completions[-1], told[0]
    if last.refused:
        raise ModelRefused(model, problem)
    if last.truncated:
        raise AnswerTruncated(model, problem)
    times = "once" if len(completions) == 1 else f"{len(completions)} times"
    raise AnswerInvalid(model, f"asked {times}, it gave no readable answer: {problem}")


def read(completion: Completion) -> Answer:
    """The answer that `completion` holds; raises `Unreadable` where there is none."""
    if completion.refused:
        raise Unreadable("the model declined to answer")
    if completion.truncated:
        raise Unreadable(
            "the answer was cut off at the token limit: raise max_tokens, or lower max_items"
        )
    try:
        return Answer.model_validate_json(_object_in(completion.text), strict=False)
    except ValidationError as error:
        told = problems_of(error)
        more = f" and {len(told) - 1} more problems" if len(told) > 1 else ""
        raise Unreadable(f"{told[0][:200]}{more}") from None


def _object_in(text: str) -> str:
    """The JSON object in `text`, without the thoughts, fences and words that models put around."""
    bare = text.rpartition("</think>")[2].strip()
    if bare.startswith("{"):
        return bare
    fenced = _FENCED.search(bare)
    if fenced:
        return fenced[1]
    start, end = bare.find("{"), bare.rfind("}")
    return bare[start : end + 1] if 0 <= start < end else bare
