"""The drafter that a command's options name, and where its raw answers are kept."""

import os
from typing import TYPE_CHECKING, Any, cast

import typer

from factx.cli.console import complain
from factx.errors import FactxError

if TYPE_CHECKING:
    from factx.extraction.drafter import Drafter
    from factx.llm.recording import Recording
    from factx.llm.token_budget import Budget
    from factx.records import Strategy

OFFLINE = "offline"


def drafter_named(
    model: str,
    asking: "dict[str, Any]",
    record: str | None,
    budget: "Budget",
    *,
    claims: bool = True,
) -> "Drafter":
    """The drafter that `model` names, asked as the options in `asking` say.

    What it answers counts in `budget` and is kept in the folder `record`. A folder that holds
    another model's is refused at once; an answer that cannot be kept is told, and its article goes
    on all the same.
    """
    from factx import files
    from factx.extraction.extract import drafter_for

    given = {"record": record, "max_tokens_total": budget.limit, **asking}
    for option, value in given.items():
        if model == OFFLINE and value is not None:
            raise typer.BadParameter(f"{_option(option)} is for a model: name one with --model")

    def recorder(recording: "Recording") -> None:
        budget.add(recording)
        if record is not None:
            try:
                files.write_recording(record, recording)
            except FactxError as error:
                budget.write_error = max(budget.write_error, complain(error))

    drafter = drafter_for(model, **asking, claims=claims, recorder=recorder)
    if record is not None:
        files.make_folder(record)
        files.check_recordings(record, _known_as(model))
    return drafter


def replaying(folder: str, strategy: "Strategy | None") -> "Drafter":
    """What drafts from the recordings in a folder."""
    from factx import files
    from factx.llm.replay import ReplayDrafter

    return ReplayDrafter(files.read_recordings(folder), strategy=strategy)


def refuse_beside_replay(**given: object) -> None:
    """Refuse what is for a model where recorded answers are read."""
    for name, value in given.items():
        if value is None or value is False:
            continue
        if name == "record":
            raise typer.BadParameter("--record and --replay exclude each other")
        settled = name in ("window", "no_claims", "max_tokens")
        why = "was settled when the answers were recorded" if settled else "is for a model"
        raise typer.BadParameter(f"{_option(name)} {why}, and --replay asks none")


def strategy_named(strategy: str | None) -> "Strategy | None":
    """The way of asking that an option names."""
    from factx.records import STRATEGIES

    if strategy is not None and strategy not in STRATEGIES:
        raise typer.BadParameter(f"--strategy is one of {', '.join(STRATEGIES)}, not {strategy}")
    return cast("Strategy | None", strategy)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _known_as(model: str) -> str:
    """What recordings call a model: a file by its name, not by where it lies."""
    prefix, is_file, path = model.partition(":")
    return f"local:{os.path.basename(path)}" if is_file and prefix == "local" else model
