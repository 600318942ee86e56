"""A model's answers about one article, kept raw so that they can be replayed."""

from pydantic import Field

from factx.records.base import Digest, Value, unset
from factx.records.provenance import Layer, Strategy, Usage

OVERFLOWED = "context_overflow"
"""`finish_reason` if the prompt exceeded the context."""
_TRUNCATED = frozenset(
    {"length", "max_tokens", "model_length", "max_output_tokens", "model_context_window_exceeded"}
    | {OVERFLOWED}
)
_REFUSED = frozenset(
    {"refusal", "content_filter", "safety", "prohibited_content", "blocklist", "recitation", "spii"}
)
MOST_TOKENS = 10**12
"""Tokens of a completion above which a server's count is no count."""
VERB, STATEMENT = 1, 2
"""The questions about a sentence: what kind of verb it has, then who says what."""


class PromptExample(Value):
    """An example of the user's in the prompt."""

    article_sha256: Digest
    """Digest of the text of its article, which is never asked about with it."""
    article: str
    """Its sentences with their numbers, one per line."""
    answer: str
    """The answer about it, as JSON."""


class Settings(Value):
    """What determines a question besides the article and the wording."""

    mode: str
    """instructor's mode of asking for the form of the answer; "default" lets instructor choose."""
    max_tokens: int
    """Limit of tokens per answer."""
    temperature: float | None = unset()
    """Sampling temperature; null is the server's default."""
    seed: int | None = unset()
    """Sampling seed; null is the server's default."""
    max_items: int | None = unset()
    """Limit of items per list of an answer."""
    strategy: Strategy = "whole"
    """whole: everything at once; sentences: one sentence at a time; hybrid: only those sentences in
    which the offline drafter finds nothing."""
    layers: tuple[Layer, ...] = unset(())
    """What is looked for; empty for everything that the strategy can find."""
    window: int | None = unset()
    """Characters of the article to ask about at once."""
    instructions: str | None = unset()
    """Instructions of the user's, added to the prompt."""
    fields: str | None = unset()
    """The JSON Schema of the lists of an answer about fields of the user's own."""
    examples: tuple[PromptExample, ...] = unset(())
    """Examples of the user's, added to the prompt except about the same text."""

    def wants(self, layer: Layer) -> bool:
        """Whether to look for `layer`."""
        return not self.layers or layer in self.layers


class TokenCount(Value):
    """The tokens of one completion, as the server reports them."""

    input: int = Field(ge=0, le=MOST_TOKENS)
    """Input tokens."""
    output: int = Field(ge=0, le=MOST_TOKENS)
    """Output tokens."""
    cached: int | None = unset()
    """Input tokens from the provider's cache, a part of `input`."""


class Completion(Value):
    """One answer, before anything is read from it."""

    text: str
    """The message, or the arguments of its tool calls; its thoughts, between <think> and </think>,
    if it has nothing else; empty if there was none. Half an emoji is U+FFFD."""
    finish_reason: str | None = None
    """Why it ended, in the provider's words."""
    refusal: str | None = unset()
    """The model's reason for declining to answer."""
    tokens: TokenCount | None = None
    """Its tokens; null if the server does not report them."""
    sentences: tuple[int, int] | None = unset()
    """The first and the last sentence of the question; absent for the whole article."""
    step: int | None = unset()
    """The number of the question, from 1, if there may be several about them."""

    kept: bool = unset(False)
    """Whether it was given to an earlier run, and is not paid for again."""

    @property
    def truncated(self) -> bool:
        """Whether it ended at a token limit, even before it began."""
        return (self.finish_reason or "").lower() in _TRUNCATED

    @property
    def overflowed(self) -> bool:
        """Whether the prompt exceeded the context."""
        return self.finish_reason == OVERFLOWED

    @property
    def refused(self) -> bool:
        """Whether the model or its provider refused to answer."""
        return bool(self.refusal) or (self.finish_reason or "").lower() in _REFUSED


class Recording(Value):
    """All answers of a model about one article, including retries."""

    article_id: str
    """Id of the article."""
    article_sha256: Digest
    """Digest of the article's text."""
    model: str
    """The model as the caller named it."""
    prompt_digest: Digest
    """Digest of the prompt; with another prompt, the recording is invalid."""
    settings: Settings
    """What else determined the questions."""
    completions: tuple[Completion, ...]
    """The answers in the order of their arrival; empty if no question was needed."""
    requests: int = Field(ge=0)
    """Number of requests; one more than `completions` if the last got no answer."""
    seconds: float = Field(ge=0)
    """Wall-clock time of the run."""
    when: str
    """Start of the run, in ISO 8601."""
    broken_off: str | None = unset()
    """Why the run ended before all questions were asked; absent if it did not."""

    @property
    def why_unasked(self) -> str:
        """Why there is no answer to a question."""
        return self.broken_off or "the recording has no answer about it"

    @property
    def usage(self) -> Usage | None:
        """The sum over all completions that were paid for in this run.

        None if the server does not report one of them.
        """
        paid = [one for one in self.completions if not one.kept]
        tokens = [one.tokens for one in paid if one.tokens is not None]
        if len(tokens) < len(paid):
            return None
        cached = [one.cached for one in tokens if one.cached is not None]
        return Usage(
            input_tokens=sum(one.input for one in tokens),
            output_tokens=sum(one.output for one in tokens),
            requests=self.requests - (len(self.completions) - len(paid)),
            cached_tokens=sum(cached) if cached else None,
            retries=self.requests - self._questions - self._kept_retries or None,
        )

    @property
    def _kept_retries(self) -> int:
        """The number of kept answers that were sent back."""
        kept = [(one.sentences, one.step) for one in self.completions if one.kept]
        return len(kept) - len(set(kept))

    @property
    def _questions(self) -> int:
        """The number of different questions, including one at which the run was broken off."""
        asked = {(completion.sentences, completion.step) for completion in self.completions}
        return min(self.requests, len(asked) + (1 if self.broken_off or not asked else 0))
