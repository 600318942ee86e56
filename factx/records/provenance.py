"""The origin of a draft or record, and its cost."""

from typing import Literal, get_args

from pydantic import Field, model_validator

from factx.records.base import Value, unset

Layer = Literal["attributions", "claims", "relations"]
"""A part of a record that can be extracted; sources and quotes belong to attributions."""
Strategy = Literal["whole", "sentences", "hybrid"]
"""How a model is prompted."""
STRATEGIES: tuple[str, ...] = get_args(Strategy)


class Usage(Value):
    """Tokens and requests of a model for one article, retries included."""

    input_tokens: int = Field(ge=0)
    """Input tokens."""
    output_tokens: int = Field(ge=0)
    """Output tokens."""
    requests: int = Field(ge=0)
    """Requests sent, retries included."""
    cached_tokens: int | None = unset()
    """Input tokens from the provider's cache; they are part of `input_tokens`."""
    retries: int | None = unset()
    """How many of the requests asked the model to correct an answer."""


class Origin(Value):
    """What produced a draft."""

    drafter: Literal["offline", "instructor", "hybrid", "human", "other"]
    """The kind of drafter; hybrid if rules and a model were combined."""
    model: str | None = None
    """The name of the model, as given to factx; null without a model."""
    strategy: Strategy | None = unset()
    """How the model was prompted: with the whole article, with each sentence, or with the sentences
    in which rules found nothing; absent without a model or if unknown."""
    prompt_digest: str | None = None
    """Digest of the prompt and its settings; null without a model."""
    usage: Usage | None = None
    """Tokens and requests; null without a model or if the server reports none."""
    seconds: float | None = Field(default=None, ge=0)
    """Wall-clock time of drafting, in seconds."""
    when: str | None = None
    """Time of drafting, in ISO 8601."""
    temperature: float | None = unset()
    """Sampling temperature, if set."""
    seed: int | None = unset()
    """Sampling seed, if set."""
    read_as: str | None = unset()
    """The language whose rules read the text, if it is plainly not in the one the article names;
    "und" for a language without rules."""
    broken_off: str | None = unset()
    """Why the model did not process the whole article; absent if it did."""
    layers: tuple[Layer, ...] = unset(())
    """The layers that were extracted, if not all; a layer that was not extracted is empty."""

    @property
    def system(self) -> str:
        """The model and its strategy, or the drafter without a model.

        The strategy is left out if it is `whole` or unknown.
        """
        if self.model is None:
            return self.drafter
        return self.model if self.strategy in (None, "whole") else f"{self.model} ({self.strategy})"


class Provenance(Origin):
    """What produced a record: the origin of its draft, and the version of factx."""

    factx_version: str
    """The version of factx that grounded it."""


class Counts(Value):
    """Counts of the drafted passages; each one is either grounded or ungrounded."""

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
