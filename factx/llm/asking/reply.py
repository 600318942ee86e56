"""A reply of a model: its completion and the answer read from it."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from factx.errors import AnswerInvalid, AnswerTruncated, ModelError, ModelRefused
from factx.llm.recording import Completion
from factx.llm.wire.parse import Unreadable

AnswerT = TypeVar("AnswerT")


class Reply(Generic[AnswerT]):
    """A completion with its answer, which is parsed once, when it is first needed."""

    def __init__(self, completion: Completion, parse: Callable[[Completion], AnswerT]) -> None:
        self.completion = completion
        self._parse = parse

    @cached_property
    def answer(self) -> AnswerT | Unreadable:
        """The answer, or the reason why there is none."""
        try:
            return self._parse(self.completion)
        except Unreadable as error:
            return error

    @property
    def error_type(self) -> type[ModelError]:
        """The error to raise if there is no answer."""
        if self.completion.refused:
            return ModelRefused
        return AnswerTruncated if self.completion.truncated else AnswerInvalid


def last_answer(replies: Sequence[Reply[AnswerT]]) -> AnswerT | Unreadable:
    """The last answer that can be read; without any, the reason of the last reply."""
    answers = [reply.answer for reply in reversed(replies)]
    return next((one for one in answers if not isinstance(one, Unreadable)), answers[0])
