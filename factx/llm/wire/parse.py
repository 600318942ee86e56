"""Parse the text of a completion into an answer, for live runs and replays alike."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from factx.llm.recording import Completion
from factx.llm.wire.answer import (
    MOST_READ,
    NAMINGS,
    SOURCE_KINDS,
    Answer,
    Surplus,
    WireClaim,
    WireStatement,
)
from factx.llm.wire.claim_lines import is_claim
from factx.llm.wire.find_object import FoundObject, Wanted, find_object
from factx.llm.wire.json_signs import is_line
from factx.llm.wire.lines import line_of, source_fields
from factx.llm.wire.lists import items_of
from factx.records.base import problems_of

if TYPE_CHECKING:
    from factx.llm.fields import OwnProblem

CUT_OFF = "the answer was cut off at the token limit: raise max_tokens"
_ENDS_EARLY = "the answer ends before its first statement"
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
    own_problems: "tuple[OwnProblem, ...]" = ()
    """What is wrong with fields of the user's own."""

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
    found = object_in(completion, _ANSWER)
    is_cut = completion.truncated or not found.is_whole
    try:
        data = {"statements": None} | found.data
        data |= {key: _bounded(items_of(data[key])) for key in _ANSWER.keys if key in data}
        answer = Answer.model_validate(data, strict=False)
    except ValidationError as error:
        raise Unreadable(first_problem(error)) from None
    if is_cut and not answer.statements and not answer.claims:
        raise Unreadable(CUT_OFF if completion.truncated else _ENDS_EARLY)
    return ParsedAnswer(answer, is_cut=is_cut)


def object_in(completion: Completion, wanted: Wanted) -> FoundObject:
    """The object of the wanted form in a completion, whole or cut off.

    Raises `Unreadable` if there is none, or if the model refused.
    """
    if completion.refused:
        raise Unreadable("the model declined to answer")
    if completion.overflowed:
        raise Unreadable(_TOO_LONG)
    found = find_object(completion.text, wanted)
    if found is not None:
        return found
    if completion.truncated:
        raise Unreadable(CUT_OFF)
    if not completion.text.strip():
        raise Unreadable("the answer is empty")
    raise Unreadable(f"the answer has no JSON object with {wanted.needed}")


def first_problem(error: ValidationError) -> str:
    """The first problem of an answer, and how many more there are."""
    problems = problems_of(error)
    more = f" and {len(problems) - 1} more problems" if len(problems) > 1 else ""
    return f"{problems[0][:200]}{more}"


def _bounded(items: list[Any]) -> list[Any]:
    """A list of at most so many items that they can be validated; the rest is counted."""
    surplus = len(items) - MOST_READ
    return [*items[:MOST_READ], Surplus(count=surplus)] if surplus > 0 else items


def _lists_of(items: Sequence[Any]) -> dict[str, Any]:
    """Put lines, which a model wrote in one list, where they belong by their columns."""
    lists: dict[str, list[Any]] = {"sources": [], "statements": [], "claims": []}
    lines = [line_of(item) for item in items]
    if not any(line is not None and is_line(line) for line in lines):
        return {}
    before = ""
    for item, line in zip(items, lines, strict=True):
        before = _list_of(line or "", before)
        lists[before].append(item)
    return lists


def _list_of(line: str, before: str) -> str:
    """Where a line belongs; one without a key is another claim if the line before it is one."""
    source = source_fields(line)
    if source["kind"].lower() in SOURCE_KINDS and source["naming"].lower() in NAMINGS:
        return "sources"
    return "claims" if is_claim(line, after_claim=before == "claims") else "statements"


_ANSWER = Wanted(("sources", "statements", "claims"), "statements", _lists_of)
