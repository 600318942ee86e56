"""From the raw text of completions to an answer: the one way that live runs and replays share."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import from_json

from factx.errors import AnswerInvalid, AnswerTruncated, ModelError, ModelRefused
from factx.llm.recording import Completion
from factx.llm.wire.answer import Answer, WireClaim, WireStatement
from factx.records.base import problems_of

_FENCED = re.compile(r"```(?:json)?\s*(\{.*\})\s*```", re.DOTALL)
CUT_OFF = "the answer was cut off at the token limit: raise max_tokens"
"""What became of an answer that ended at its limit."""
TOO_LONG = (
    "the question, with room for the answer, is longer than the model's context: ask about less, "
    "with a smaller window, or lower max_tokens"
)
"""What became of one that never began."""


class Unreadable(ValueError):
    """A text that holds no answer, and why not."""


class Reading(NamedTuple):
    """What could be read of an answer."""

    answer: Answer
    is_cut: bool
    """Whether it ended at a token limit, so that only what was complete is there."""

    @property
    def reaches(self) -> int:
        """The sentence of the last item; from there on a cut answer tells nothing. 0 without."""
        claims = [one for one in self.answer.claims if isinstance(one, WireClaim)]
        if claims:
            return claims[-1].begins_in
        said = [one for one in self.answer.statements if isinstance(one, WireStatement)]
        return said[-1].said_in if said else 0


def parse(completions: Sequence[Completion], *, model: str) -> Reading:
    """The last answer that can be read, with whatever problems it still has.

    A model that was asked again may run on or refuse; then its whole answer before that counts.
    One that was cut off counts where there is no whole one. Where nothing can be read, the error
    tells what became of the last completion. There must be one.
    """
    told: list[str] = []
    for completion in reversed(completions):
        try:
            return Reading(read(completion), is_cut=False)
        except Unreadable as error:
            told.append(str(error))
    for completion in reversed(completions):
        try:
            return Reading(read_cut(completion), is_cut=True)
        except Unreadable:
            continue
    raise _failure(completions, model, told[0])


def _failure(completions: Sequence[Completion], model: str, problem: str) -> ModelError:
    last = completions[-1]
    if last.refused:
        return ModelRefused(model, problem)
    if last.truncated:
        return AnswerTruncated(model, problem)
    times = "once" if len(completions) == 1 else f"{len(completions)} times"
    return AnswerInvalid(model, f"asked {times}, it gave no readable answer: {problem}")


def read(completion: Completion) -> Answer:
    """The answer that `completion` holds whole; raises `Unreadable` where there is none."""
    if completion.refused:
        raise Unreadable("the model declined to answer")
    if completion.truncated:
        raise Unreadable(TOO_LONG if completion.overflowed else CUT_OFF)
    try:
        return Answer.model_validate_json(object_in(completion.text), strict=False)
    except ValidationError as error:
        told = problems_of(error)
        more = f" and {len(told) - 1} more problems" if len(told) > 1 else ""
        raise Unreadable(f"{told[0][:200]}{more}") from None


def read_cut(completion: Completion) -> Answer:
    """The complete items of an answer that was cut off; raises `Unreadable` without any."""
    text = completion.text.rpartition("</think>")[2]
    begin = text.find("{")
    if not completion.truncated or completion.refused or begin < 0:
        raise Unreadable(CUT_OFF)
    try:
        data = from_json(text[begin:], allow_partial=True)
        answer = Answer.model_validate({"statements": [], **_complete(data)}, strict=False)
    except (ValueError, TypeError):
        raise Unreadable(CUT_OFF) from None
    if not answer.statements and not answer.claims:
        raise Unreadable(CUT_OFF)
    return answer


def _complete(data: dict[str, Any]) -> dict[str, Any]:
    """An answer's data without the object that was being written; half a line is not in it."""
    *_, last = data.values() if data else [None]
    if isinstance(last, list) and last and isinstance(last[-1], dict):
        last.pop()
    return data


def object_in(text: str) -> str:
    """The JSON object in `text`, without the thoughts, fences and words that models put around."""
    bare = text.rpartition("</think>")[2].strip()
    if bare.startswith("{"):
        return bare
    fenced = _FENCED.search(bare)
    if fenced:
        return fenced[1]
    start, end = bare.find("{"), bare.rfind("}")
    return bare[start : end + 1] if 0 <= start < end else bare
