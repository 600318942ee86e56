"""What a model answered about one article, kept raw so that it can be read again without it."""

from pydantic import Field

from factx.records.base import Digest, Value, unset
from factx.records.provenance import Layer, Strategy, Usage

OVERFLOWED = "context_overflow"
"""Why a completion ended that never began: the question is longer than what the model can read."""
_TRUNCATED = frozenset(
    {"length", "max_tokens", "model_length", "max_output_tokens", "model_context_window_exceeded"}
    | {OVERFLOWED}
)
_REFUSED = frozenset(
    {"refusal", "content_filter", "safety", "prohibited_content", "blocklist", "recitation", "spii"}
)
VERB, STATEMENT = 1, 2
"""The steps of asking about a sentence: what kind of verb it has, and then who says what."""


class Settings(Value):
    """Everything besides the article and the wording that fixes what a model is asked."""

    mode: str
    """How the answer's form is asked for, as instructor names it; "default" leaves it to it."""
    max_tokens: int
    """Tokens that one answer may have."""
    temperature: float | None = unset()
    """Sampling temperature; null leaves it to the server."""
    seed: int | None = unset()
    """Sampling seed; null leaves it to the server."""
    max_items: int | None = unset()
    """Items that each list of an answer may have."""
    strategy: Strategy = "whole"
    """whole: about everything at once; sentences: about each sentence by itself; hybrid: only about
    those in which the offline drafter finds nothing."""
    layers: tuple[Layer, ...] = unset(())
    """What is looked for, where that is not everything that the way of asking can find."""
    window: int | None = unset()
    """Characters of the article that are asked about at once."""

    def wants(self, layer: Layer) -> bool:
        """Whether `layer` is looked for."""
        return not self.layers or layer in self.layers


class Tokens(Value):
    """What one completion cost, as the server told it."""

    input: int = Field(ge=0)
    """Tokens read."""
    output: int = Field(ge=0)
    """Tokens written."""
    cached: int | None = unset()
    """Tokens read from the provider's cache, a part of `input`."""


class Completion(Value):
    """One answer, as it came."""

    text: str
    """The message or the arguments of the tool call, untouched; empty where there was none."""
    finish_reason: str | None = None
    """Why it ended, in the provider's words."""
    refusal: str | None = unset()
    """What the model said in declining to answer."""
    tokens: Tokens | None = None
    """What it cost; null where the server did not tell."""
    sentences: tuple[int, int] | None = unset()
    """The first and the last of the sentences that were asked about; absent for all of them."""
    step: int | None = unset()
    """Which of several questions about them it answers, from 1; absent for the only one."""

    @property
    def truncated(self) -> bool:
        """Whether it ended at a token limit, be it before it began."""
        return (self.finish_reason or "").lower() in _TRUNCATED

    @property
    def overflowed(self) -> bool:
        """Whether it never began, because the question is longer than what the model can read."""
        return self.finish_reason == OVERFLOWED

    @property
    def refused(self) -> bool:
        """Whether the model or its provider held the answer back."""
        return self.refusal is not None or (self.finish_reason or "").lower() in _REFUSED


class Recording(Value):
    """Everything a model answered about one article, retries included."""

    article_id: str
    """Id of the article, for people."""
    article_sha256: Digest
    """Digest of the article's text."""
    model: str
    """The model as the caller named it."""
    prompt_digest: Digest
    """Digest of the prompt that was sent; another prompt makes the recording void."""
    settings: Settings
    """What else fixed the question."""
    completions: tuple[Completion, ...]
    """The answers in the order in which they came; none where nothing had to be asked."""
    requests: int = Field(ge=0)
    """How often the model was asked; one more than `completions` if the last got no answer."""
    seconds: float = Field(ge=0)
    """Wall-clock time of it all."""
    when: str
    """When it began, in ISO 8601."""
    broken_off: str | None = unset()
    """Why not everything was asked that was to be asked; absent where it was."""

    @property
    def why_unasked(self) -> str:
        """Why there is no answer to a question that was to be asked."""
        return self.broken_off or "nothing was asked about it when the answers were recorded"

    @property
    def usage(self) -> Usage | None:
        """The sum over all completions; None if the server left out any of them."""
        tokens = [completion.tokens for completion in self.completions]
        told = [one for one in tokens if one is not None]
        if len(told) < len(tokens):
            return None
        cached = [one.cached for one in told if one.cached is not None]
        return Usage(
            input_tokens=sum(one.input for one in told),
            output_tokens=sum(one.output for one in told),
            requests=self.requests,
            cached_tokens=sum(cached) if cached else None,
            retries=self.requests - self._questions or None,
        )

    @property
    def _questions(self) -> int:
        """How many different things were asked; the one at which it broke off is among them."""
        about = {(completion.sentences, completion.step) for completion in self.completions}
        return min(self.requests, len(about) + (1 if self.broken_off or not about else 0))
