"""The user's own models, named on the command line as MODULE:NAME."""

from typing import TYPE_CHECKING, Annotated

import typer

from factx.errors import BadArgument

if TYPE_CHECKING:
    from factx.llm.fields import Models

Fields = Annotated[
    str | None,
    typer.Option(
        metavar="MODULE:NAME",
        help="Your own fields: a dictionary of pydantic models, by source, quote, attribution"
        " or claim.",
    ),
]


def fields_named(given: str) -> "Models":
    """The models that `given` names; raises `BadParameter` if it names none."""
    from factx.llm.fields import models_named

    try:
        return models_named(given)
    except BadArgument as error:
        raise typer.BadParameter(f"--{error}") from error
