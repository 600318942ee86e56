"""What the tokens of a model cost, by the user's prices or by those that genai-prices knows."""

from importlib.util import find_spec
from typing import Any, NamedTuple

from factx.llm.providers import PROVIDERS
from factx.records import Usage

_NAMES = {
    "azure_openai": "azure",
    "bedrock": "aws",
    "gemini": "google",
    "generative-ai": "google",
    "vertexai": "google",
    "xai": "x-ai",
}
"""The names that genai-prices has for providers, if they differ."""
_SAMPLE = 1000
"""Tokens of which a price is asked: a few, because some prices are higher for long requests."""


class Prices(NamedTuple):
    """What a million tokens cost."""

    input: float
    output: float
    cached: float
    """Of input tokens from the provider's cache."""
    currency: str = ""
    """The sign of the currency; empty for that of the user."""

    def of(self, usage: Usage) -> float:
        """What some tokens cost."""
        cached = usage.cached_tokens or 0
        fresh = usage.input_tokens - cached
        spent = fresh * self.input + cached * self.cached + usage.output_tokens * self.output
        return spent / 1_000_000


def known_prices(model: str) -> Prices | None:
    """The prices of PROVIDER/MODEL in US dollars, if genai-prices is installed and knows them.

    They come with that package, so no server is asked.
    """
    provider, _, name = model.partition("/")
    facts = PROVIDERS.get(provider)
    if facts is None or facts.local or not name or find_spec("genai_prices") is None:
        return None
    from genai_prices import Usage as Tokens
    from genai_prices import calc_price

    def price(**tokens: int) -> float:
        found: Any = calc_price(Tokens(**tokens), name, provider_id=_NAMES.get(provider, provider))
        return float(found.total_price) * 1_000_000 / _SAMPLE

    try:
        return Prices(
            input=price(input_tokens=_SAMPLE),
            output=price(output_tokens=_SAMPLE),
            cached=price(input_tokens=_SAMPLE, cache_read_tokens=_SAMPLE),
            currency="$",
        )
    except LookupError:
        return None
