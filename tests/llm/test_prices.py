"""What known models cost, without asking anybody."""

import socket
import sys
from typing import Any

import pytest
from genai_prices import Usage as Tokens
from genai_prices import calc_price

from factx.llm.prices import Prices, known_prices
from factx.records import Usage


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network is used")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(
    ("model", "provider"),
    [
        ("openai/gpt-5-mini", "openai"),
        ("anthropic/claude-sonnet-4-5", "anthropic"),
        ("google/gemini-2.5-flash", "google"),
        ("mistral/mistral-large-latest", "mistral"),
        ("openrouter/openai/gpt-4o-mini", "openrouter"),
    ],
)
def test_the_price_of_tokens_is_that_of_genai_prices(model: str, provider: str) -> None:
    """New and cached tokens, and those that are written."""
    prices = known_prices(model)
    assert prices is not None
    asked = Tokens(input_tokens=1500, cache_read_tokens=500, output_tokens=250)
    expected = calc_price(asked, model.partition("/")[2], provider_id=provider).total_price
    usage = Usage(input_tokens=1500, cached_tokens=500, output_tokens=250, requests=1)
    assert prices.of(usage) == pytest.approx(float(expected))
    assert prices.currency == "$"


@pytest.mark.parametrize(
    "model", ["openai/none-such", "ollama/qwen2.5", "local:m.gguf", "offline", "nobody/gpt-5"]
)
def test_other_models_have_no_price(model: str) -> None:
    assert known_prices(model) is None


def test_without_the_package_no_price_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genai_prices", None)
    assert known_prices("openai/gpt-5-mini") is None


def test_prices_of_the_users_own_count_cached_tokens_as_any_others() -> None:
    usage = Usage(input_tokens=1_000_000, cached_tokens=500_000, output_tokens=100_000, requests=1)
    assert Prices(0.25, 2, cached=0.25).of(usage) == pytest.approx(0.45)
