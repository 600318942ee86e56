"""The tokens that a run has used, and their limit."""

from dataclasses import dataclass

from factx.llm.recording import Recording
from factx.records import Usage

NOTHING = Usage(input_tokens=0, output_tokens=0, requests=0)


@dataclass
class Budget:
    """The tokens of a run, including those of articles that failed."""

    limit: int | None = None
    """Input and output tokens after which no other article is started; None for no limit."""
    spent: Usage = NOTHING
    """The usage that the server has reported so far."""
    unreported: int = 0
    """Articles whose usage it did not report."""
    write_error: int = 0
    """The highest exit code of a failure to write a recording; 0 if there was none."""

    def add(self, recording: Recording) -> None:
        """Add the usage of one article."""
        if recording.usage is not None:
            self.spent = total(self.spent, recording.usage)
        elif recording.requests:
            self.unreported += 1

    @property
    def reason_to_stop(self) -> str | None:
        """Why to start no other article; None if there is no reason.

        A budget is exhausted if the server does not report the usage.
        """
        if self.limit is None:
            return None
        if self.unreported:
            return "the server does not report token usage, so it cannot be limited"
        tokens = self.spent.input_tokens + self.spent.output_tokens
        if tokens < self.limit:
            return None
        return f"{tokens:,} tokens are used, and the limit is {self.limit:,}"


def total(one: Usage, other: Usage) -> Usage:
    """The sum of two usages."""
    return Usage(
        input_tokens=one.input_tokens + other.input_tokens,
        output_tokens=one.output_tokens + other.output_tokens,
        requests=one.requests + other.requests,
        cached_tokens=((one.cached_tokens or 0) + (other.cached_tokens or 0)) or None,
        retries=((one.retries or 0) + (other.retries or 0)) or None,
    )
