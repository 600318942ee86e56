"""The option --prices, and the prices of known models without it."""

import typer

from factx.cli.model_options import ModelOptions
from factx.llm.prices import Prices, known_prices

_HIGHEST = 1e9


def prices_given(given: str | None) -> Prices | None:
    """Parse IN,OUT; raises `BadParameter` unless these are two numbers, from 0 to a billion."""
    if given is None:
        return None
    try:
        read, written = (float(price) for price in given.split(","))
    except ValueError:
        read, written = -1.0, -1.0
    if not (0 <= read <= _HIGHEST and 0 <= written <= _HIGHEST):
        raise typer.BadParameter("--prices takes two numbers, per million tokens: 0.25,2")
    return Prices(read, written, cached=read)


def prices_of(options: ModelOptions) -> Prices | None:
    """The prices of the model that is called, if they are known."""
    model = options.called_model
    return None if model is None or options.base_url is not None else known_prices(model)
