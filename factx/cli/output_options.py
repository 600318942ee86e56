"""The option that lets a command replace files."""

from typing import Annotated

import typer

Force = Annotated[
    bool,
    typer.Option("--force", help="Replace files that exist already. Inputs are never replaced."),
]
