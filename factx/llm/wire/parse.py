"""Parse the text of a completion into an answer, for live runs and replays alike."""

import re
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import from_json

from factx.llm.recording import Completion
from factx.llm.wire.answer import Answer, WireClaim, WireStatement
from factx.records.base import problems_of

_FENCED = re.compile(r"```(?:json)?\s*(\{.*\})\s*```", re.DOTALL)
_CUT_OFF = "the answer was cut off at the token limit: raise max_tokens"
_TOO_LONG = (
    "the question, with room for the answer, is longer than the model's context: ask about less, "
    "with a smaller window, or lower max_tokens"
)


class Unreadable(ValueError):
    """A completion contains no answer; the message says why."""


class ParsedAnswer(NamedTuple):
    """An answer, or the complete items of one that was cut off."""

    answer: Answer
    is_cut: bool
    """Whether it ended at a token limit."""

    @property
    def last_sentence(self) -> int:
        """The sentence of the last item, 0 if there is none; a cut answer may miss items of it."""
        claims = [one for one in self.answer.claims if isinstance(one, WireClaim)]
        if claims:
            return claims[-1].begins_in
        statements = [one for one in self.answer.statements if isinstance(one, WireStatement)]
        return statements[-1].said_in if statements else 0


def parse(completion: Completion) -> ParsedAnswer:
    """The answer in a completion, whatever problems it has; raises `Unreadable` without one."""
    if not completion.truncated or completion.refused or completion.overflowed:
        return ParsedAnswer(_whole_answer(completion), is_cut=False)
    return ParsedAnswer(_cut_answer(completion.text), is_cut=True)


def json_of(completion: Completion) -> str:
    """The JSON object in a completion, without the thoughts, fences and words around it.

    Raises `Unreadable` if the completion was refused or cut off.
    """
    if completion.refused:
        raise Unreadable("the model declined to answer")
    if completion.truncated:
        raise Unreadable(_TOO_LONG if completion.overflowed else _CUT_OFF)
    text = completion.text.rpartition("</think>")[2].strip()
    if text.startswith("{"):
        return text
    fenced = _FENCED.search(text)
    if fenced:
        return fenced[1]
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _whole_answer(completion: Completion) -> Answer:
    try:
        return Answer.model_validate_json(json_of(completion), strict=False)
    except ValidationError as error:
        problems = problems_of(error)
        more = f" and {len(problems) - 1} more problems" if len(problems) > 1 else ""
        raise Unreadable(f"{problems[0][:200]}{more}") from None


def _cut_answer(text: str) -> Answer:
    """The complete items of a truncated text; raises `Unreadable` without statement and claim."""
    text = text.rpartition("</think>")[2]
    begin = text.find("{")
    try:
        data: Any = from_json(text[begin:], allow_partial=True) if begin >= 0 else {}
        answer = Answer.model_validate({"statements": [], **_complete(data)}, strict=False)
    except (ValueError, TypeError):
        raise Unreadable(_CUT_OFF) from None
    if not answer.statements and not answer.claims:
        raise Unreadable(_CUT_OFF)
    return answer


def _complete(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a truncated answer without its last object, which may lack fields.

    A last string that is incomplete is not in the data.
    """
    *_, last = data.values() if data else [None]
    if isinstance(last, list) and last and isinstance(last[-1], dict):
        last.pop()
    return data
