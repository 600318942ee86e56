"""The options that choose an extractor, and the drafter they lead to."""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

import typer

from factx.cli.console import print_error
from factx.errors import FactxError

if TYPE_CHECKING:
    from factx.extraction.drafter import Drafter
    from factx.llm.recording import Recording
    from factx.llm.token_budget import Budget
    from factx.records import Strategy

OFFLINE = "offline"

Model = Annotated[
    str,
    typer.Option(
        envvar="FACTX_MODEL",
        metavar="NAME",
        help="Extractor: offline (no model, no network), PROVIDER/MODEL or local:FILE.gguf.",
    ),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Your own OpenAI-compatible server; it needs no key."),
]
Timeout = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", min=0.001, help="Timeout per answer, in seconds."),
]
StrategyName = Annotated[
    str | None,
    typer.Option(
        "--strategy",
        metavar="NAME",
        help="How the model is prompted: whole, sentences or hybrid.",
    ),
]
Record = Annotated[
    str | None,
    typer.Option(
        metavar="DIR",
        help="Keep the model's raw answers, one file per article; use one folder per model.",
    ),
]
Replay = Annotated[
    str | None,
    typer.Option(metavar="DIR", help="Use the answers kept in this folder; no model is called."),
]


@dataclass(frozen=True, kw_only=True)
class ModelOptions:
    """The options given for an extractor; a field that only `extract` offers has a default."""

    model: str
    base_url: str | None
    timeout: float | None
    strategy: str | None
    record: str | None
    replay: str | None
    window: int | None = None
    max_tokens: int | None = None
    max_tokens_total: int | None = None
    no_claims: bool = False

    @property
    def called_model(self) -> str | None:
        """The extractor that is run; None if recorded answers are used."""
        return self.model if self.replay is None else None

    def drafter(self, budget: "Budget") -> "Drafter":
        """Return the drafter that the options name; what it spends is counted in `budget`.

        Raises `BadParameter` if the options contradict each other, and a `FactxError` if a folder
        of recordings cannot be used.
        """
        strategy = _strategy_named(self.strategy)
        if self.replay is None:
            return self._live_drafter(strategy, budget)
        from factx import files
        from factx.llm.replay import ReplayDrafter

        others = ("record", "window", "no_claims", "max_tokens", "base_url", "timeout")
        self._refuse("cannot be combined with --replay", *others, "max_tokens_total")
        return ReplayDrafter(files.read_recordings(self.replay), strategy=strategy)

    def _live_drafter(self, strategy: "Strategy | None", budget: "Budget") -> "Drafter":
        """Return the drafter of `model`; if an answer cannot be kept, the error is printed only."""
        from factx import files
        from factx.extraction.extract import drafter_for

        if self.model == OFFLINE:
            others = ("record", "max_tokens_total", "base_url", "timeout", "strategy", "window")
            self._refuse("needs a model: add --model", *others, "max_tokens")

        def keep(recording: "Recording") -> None:
            budget.add(recording)
            if self.record is not None:
                try:
                    files.write_recording(self.record, recording)
                except FactxError as error:
                    budget.write_error = max(budget.write_error, print_error(error))

        drafter = drafter_for(
            self.model,
            base_url=self.base_url,
            timeout=self.timeout,
            strategy=strategy,
            window=self.window,
            max_tokens=self.max_tokens,
            claims=not self.no_claims,
            recorder=keep,
        )
        if self.record is not None:
            files.make_folder(self.record)
            files.check_recordings(self.record, _name_in_recordings(self.model))
        return drafter

    def _refuse(self, why: str, *names: str) -> None:
        refuse(why, **{name: getattr(self, name) for name in names})


def refuse(why: str, **options: object) -> None:
    """Raise `BadParameter` with the reason `why` if one of `options` is given."""
    for name, value in options.items():
        if value is not None and value is not False:
            raise typer.BadParameter(f"--{name.replace('_', '-')} {why}")


def _strategy_named(name: str | None) -> "Strategy | None":
    from factx.records import STRATEGIES

    if name is not None and name not in STRATEGIES:
        raise typer.BadParameter(f"--strategy is one of {', '.join(STRATEGIES)}, not {name}")
    return cast("Strategy | None", name)


def _name_in_recordings(model: str) -> str:
    """Return the model's name in recordings: a model file has its name only, without its folder."""
    prefix, is_file, path = model.partition(":")
    return f"local:{os.path.basename(path)}" if is_file and prefix == "local" else model
