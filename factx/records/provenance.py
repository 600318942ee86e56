"""Where a draft or record comes from, and what it cost."""

from typing import Literal, get_args

from pydantic import Field, model_validator

from factx.records.base import Value, unset

Layer = Literal["attributions", "claims", "relations"]
"""A kind of thing that can be looked for in an article; sources and quotes go with attributions."""
Strategy = Literal["whole", "sentences", "hybrid"]
"""How a model is asked about an article."""
STRATEGIES: tuple[str, ...] = get_args(Strategy)


class Usage(Value):
    """What a model was made to read and write for one article, over all attempts."""

    input_tokens: int = Field(ge=0)
    """Tokens read."""
    output_tokens: int = Field(ge=0)
    """Tokens written."""
    requests: int = Field(ge=0)
    """Completions asked for, retries included."""
    cached_tokens: int | None = unset()
    """Tokens read from the provider's cache, a part of `input_tokens`."""
    retries: int | None = unset()
    """How many of the requests sent an answer back to be put right."""


class Origin(Value):
    """What produced a draft."""

    drafter: Literal["offline", "instructor", "hybrid", "human", "other"]
    """The kind of drafter; hybrid where rules and a model were combined."""
    model: str | None = None
    """The model as the caller named it; null without one."""
    strategy: Strategy | None = unset()
    """How the model was asked: about the whole article, about every sentence, or about those in
    which rules found nothing; absent without a model, or where its drafter does not tell."""
    prompt_digest: str | None = None
    """Digest of everything that fixes what the model is asked; null without a model."""
    usage: Usage | None = None
    """Tokens and requests; null where none were spent or the server told nothing."""
    seconds: float | None = Field(default=None, ge=0)
    """Wall-clock time of drafting."""
    when: str | None = None
    """When it was drafted, in ISO 8601."""
    temperature: float | None = unset()
    """Sampling temperature, where one was set."""
    seed: int | None = unset()
    """Sampling seed, where one was set."""
    broken_off: str | None = unset()
    """Why the model was not asked about all of the article; absent where it was."""
    layers: tuple[Layer, ...] = unset(())
    """What was looked for, where that was not everything: no claims is not the same as not looked
    at."""

    @property
    def system(self) -> str:
        """What made it, in a few words: the model and how it was asked, or else the drafter.

        How it was asked is left out where that was about the whole article, or is not told.
        """
        if self.model is None:
            return self.drafter
        return self.model if self.strategy in (None, "whole") else f"{self.model} ({self.strategy})"


class Provenance(Origin):
    """What produced a record: the draft's origin and the factx that grounded it."""

    factx_version: str
    """The version of factx that grounded it."""


class Counts(Value):
    """What became of the drafted passages; every one is either grounded or ungrounded."""

    drafted: int = Field(ge=0)
    """Passages in the draft."""
    grounded: int = Field(ge=0)
    """Passages that are in the record."""
    ungrounded: int = Field(ge=0)
    """Passages that are listed as ungrounded."""

    @model_validator(mode="after")
    def _add_up(self) -> "Counts":
        if self.drafted != self.grounded + self.ungrounded:
            raise ValueError(
                f"{self.drafted} drafted is not {self.grounded} grounded "
                f"+ {self.ungrounded} ungrounded"
            )
        return self
