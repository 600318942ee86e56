"""What a run has spent on a model, and whether it may spend more."""

from dataclasses import dataclass

from factx.llm.recording import Recording
from factx.records import Usage

NOTHING = Usage(input_tokens=0, output_tokens=0, requests=0)


@dataclass
class Budget:
    """The tokens of a run, of the articles that came to nothing too."""

    limit: int | None = None
    """Tokens read and written after which no article is begun; None for any number."""
    spent: Usage = NOTHING
    """What the server has told so far."""
    untold: int = 0
    """Articles for which it told nothing."""
    unkept: int = 0
    """The exit code of the worst failure to keep an answer; 0 without any."""

    def add(self, recording: Recording) -> None:
        """Count what one article took."""
        if recording.usage is not None:
            self.spent = total(self.spent, recording.usage)
        elif recording.requests:
            self.untold += 1

    @property
    def reason_to_stop(self) -> str | None:
        """Why no other article may be begun; None while one may.

        A budget that cannot be kept count of counts as spent.
        """
        if self.limit is None:
            return None
        if self.untold:
            return "the server does not tell how many tokens it takes, so they cannot be limited"
        tokens = self.spent.input_tokens + self.spent.output_tokens
        if tokens < self.limit:
            return None
        return f"{tokens:,} tokens are spent, of {self.limit:,} allowed"


def total(one: Usage, other: Usage) -> Usage:
    """The sum of two usages."""
    return Usage(
        input_tokens=one.input_tokens + other.input_tokens,
        output_tokens=one.output_tokens + other.output_tokens,
        requests=one.requests + other.requests,
        cached_tokens=((one.cached_tokens or 0) + (other.cached_tokens or 0)) or None,
        retries=((one.retries or 0) + (other.retries or 0)) or None,
    )
