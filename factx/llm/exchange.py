"""One question to a model, its requests and its replies."""

from collections.abc import Callable, Sequence
from typing import Any

from factx.llm.asking.question import Question
from factx.llm.asking.reply import Reply
from factx.llm.recording import OVERFLOWED, Completion, TokenCount
from factx.llm.wire.answer import REVIEW
from factx.llm.wire.parse import Unreadable
from factx.llm.wire.response import completion_of
from factx.llm.wire.review import is_late


class Exchange:
    """One question with its replies, filled in by instructor's hooks.

    Each reply is parsed once and reviewed at most once.
    """

    def __init__(
        self, question: Question, parse: Callable[[Completion], Any], *, attempts: int
    ) -> None:
        self.question = question
        self.attempts = attempts
        self.requests = 0
        self.replies: list[Reply[Any]] = []
        self.malformed: Any = None
        """A response that was no completion."""
        self.internal_error: Exception | None = None
        """An error of factx's own code, which instructor would send to the model."""
        self._parse = parse
        self._problems: dict[int, list[str]] = {}
        """The problems of each reviewed reply, by its position."""

    def on_request(self, *_: Any, **__: Any) -> None:
        """Count a request."""
        self.requests += 1

    def on_response(self, response: Any) -> Completion | None:
        """Add the reply in a provider's response, and return its completion, if it has one."""
        try:
            completion = completion_of(response)
        except Exception as error:  # instructor would only warn of it
            self.internal_error = error
            return None
        if completion is None:
            self.malformed = response
        else:
            self._add(completion)
        return completion

    def on_overflow(self) -> None:
        """Add an empty reply to a question that is too long for the model's context."""
        tokens = TokenCount(input=0, output=0)
        self._add(Completion(text="", finish_reason=OVERFLOWED, tokens=tokens))

    def _add(self, completion: Completion) -> None:
        fields = {"sentences": self.question.part, "step": self.question.step}
        self.replies.append(Reply(completion.model_copy(update=fields), self._parse))

    def add_kept(self, completions: Sequence[Completion]) -> None:
        """Add replies that were given to the same question earlier, as if they came now."""
        self.requests += len(completions)
        for completion in completions:
            self._add(completion.model_copy(update={"kept": True}))

    def forget(self) -> None:
        """Begin again, without a reply."""
        self.requests = 0
        self.replies.clear()
        self._problems.clear()

    @property
    def is_answered(self) -> bool:
        """Whether the last request got a completion, readable or not."""
        return self.requests > 0 and len(self.replies) == self.requests

    @property
    def is_readable(self) -> bool:
        """Whether any reply contains an answer."""
        return any(not isinstance(reply.answer, Unreadable) for reply in self.replies)

    def review(self) -> list[str] | None:
        """The problems to send back to the model; None if the last request got no completion.

        There are none if the answer is used as it is: after the last attempt, if no time is left
        for another, or if it was cut off, since the model is then asked for the rest.
        """
        reviewing = REVIEW.set(None)  # parsing the reply validates it too, without a review
        try:
            return self._review()
        except Exception as error:
            self.internal_error = error
            raise
        finally:
            REVIEW.reset(reviewing)

    def _review(self) -> list[str] | None:
        if not self.is_answered:
            return None
        reply, number = self.replies[-1], len(self.replies)
        if reply.completion.truncated:
            return []
        if isinstance(reply.answer, Unreadable):
            return [str(reply.answer)]
        if number >= self.attempts or getattr(reply.answer, "is_cut", False):
            return []
        if number not in self._problems:
            problems = self.question.review(reply.answer)
            self._problems[number] = [] if is_late() else problems
        return self._problems[number]

    def should_retry(self, error: BaseException) -> bool:
        """Whether to ask again after `error`: only if a whole answer came and has problems."""
        if not isinstance(error, ValueError) or not self.is_answered or self.internal_error:
            return False
        last = self.replies[-1].completion
        return not last.refused and not last.truncated and self.review() != []
