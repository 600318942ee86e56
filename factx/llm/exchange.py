"""One question to a model and everything that came of it."""

from typing import Any

from factx.llm.asking.question import Question
from factx.llm.recording import OVERFLOWED, Completion, Tokens
from factx.llm.wire.answer import REVIEW
from factx.llm.wire.parse import Unreadable
from factx.llm.wire.response import completion_of


class Exchange:
    """The exchange with the model about one part of an article, as instructor's hooks tell it."""

    def __init__(self, question: Question, *, attempts: int) -> None:
        self.question = question
        self.attempts = attempts
        self.requests = 0
        self.completions: list[Completion] = []
        self.is_odd = False
        self.mistake: Exception | None = None

    def hear_request(self, *_: Any, **__: Any) -> None:
        """The model is asked."""
        self.requests += 1

    def hear_response(self, response: Any) -> None:
        """Something came back."""
        completion = completion_of(response)
        if completion is None:
            self.is_odd = True
        else:
            self._add(completion)

    def overflow(self) -> None:
        """The server takes no question of this length: an answer that was cut off at nothing."""
        nothing = Tokens(input=0, output=0)
        self._add(Completion(text="", finish_reason=OVERFLOWED, tokens=nothing))

    def _add(self, completion: Completion) -> None:
        about = {"sentences": self.question.part, "step": self.question.step}
        self.completions.append(completion.model_copy(update=about))

    @property
    def is_answered(self) -> bool:
        """Whether the last request got a completion, be it good or bad."""
        return self.requests > 0 and len(self.completions) == self.requests

    @property
    def is_readable(self) -> bool:
        """Whether any completion so far holds an answer that can be read."""
        return any(self._reads(completion) for completion in self.completions)

    def review(self, answer: Any) -> list[str]:
        """What the model is to put right in `answer`: nothing once there is no attempt left."""
        if len(self.completions) >= self.attempts:
            return []
        try:
            return self.question.review(answer)
        except Exception as error:  # instructor would take it for the model's
            self.mistake = error
            raise

    def goes_on(self, error: BaseException) -> bool:
        """Whether to ask again after `error`: only for a whole answer that does not fit."""
        if not isinstance(error, ValueError) or not self.is_answered:
            return False
        last = self.completions[-1]
        if last.refused or last.truncated:
            return False
        return not self._reads(last) or bool(self.review(self._read(last)))

    def _reads(self, completion: Completion) -> bool:
        return self._read(completion) is not None

    def _read(self, completion: Completion) -> Any:
        """The answer in `completion` as it stands, whatever problems it has; None without one."""
        reviewing = REVIEW.set(None)
        try:
            return self.question.read(completion)
        except Unreadable:
            return None
        finally:
            REVIEW.reset(reviewing)
