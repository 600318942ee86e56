"""The options that choose an extractor, and the drafter they lead to."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict, cast

import typer

from factx.cli.console import print_error
from factx.cli.own_fields import fields_named
from factx.errors import FactxError, InputError

if TYPE_CHECKING:
    from factx.extraction.extractor import Extractor
    from factx.llm.providers import Mode
    from factx.llm.recording import Recording
    from factx.llm.token_budget import Budget
    from factx.records import Article, Strategy

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
    typer.Option(
        metavar="URL", help="Your own OpenAI-compatible server; by default without a key."
    ),
]
KeyVariable = Annotated[
    str | None,
    typer.Option(
        "--api-key-env",
        metavar="NAME",
        help="Send the key in this environment variable, for example to a gateway.",
    ),
]
ModeName = Annotated[
    str | None,
    typer.Option(
        "--mode",
        metavar="NAME",
        help="How the form of an answer is asked for: json_schema, json, tools or text.",
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS", min=0.001, help="Timeout per answer, in seconds; 600 if not given."
    ),
]
StrategyName = Annotated[
    str | None,
    typer.Option(
        "--strategy",
        metavar="NAME",
        help="How the model is prompted: whole, sentences or hybrid.",
    ),
]
Instructions = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Add the instructions in this text file to the prompt."),
]
Examples = Annotated[
    str | None,
    typer.Option(
        metavar="DIR",
        help="Show the model these annotated articles: a folder of fixtures, or records.",
    ),
]
Words = Annotated[
    str | None,
    typer.Option(
        "--words", metavar="DIR", help="Your own words for the rules: files such as en/verbs.txt."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        help="Articles that a model is asked about at a time (8); offline, processes (1).",
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

CacheFolder = Annotated[
    str | None,
    typer.Option(
        "--cache",
        metavar="DIR",
        help="Keep the model's answers for later runs: no question is paid for twice.",
    ),
]
CacheSize = Annotated[
    int | None,
    typer.Option(metavar="MB", min=1, help="Keep at most about so much in --cache (1,024)."),
]


class AtATime(TypedDict):
    """How many processes work, and on how many articles."""

    jobs: int | None
    concurrency: int | None


@dataclass(frozen=True, kw_only=True)
class ModelOptions:
    """The options given for an extractor; a field that only `extract` offers has a default."""

    model: str
    base_url: str | None
    timeout: float | None
    strategy: str | None
    record: str | None
    replay: str | None
    api_key_env: str | None = None
    mode: str | None = None
    window: int | None = None
    max_tokens: int | None = None
    max_answer_bytes: int | None = None
    max_tokens_total: int | None = None
    instructions: str | None = None
    examples: str | None = None
    fields: str | None = None
    no_claims: bool = False
    words: str | None = None
    force: bool = False
    jobs: int | None = None
    article_timeout: float | None = None
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    cache: str | None = None
    cache_size: int | None = None

    @property
    def called_model(self) -> str | None:
        """The extractor that is run; None if recorded answers are used."""
        return self.model if self.replay is None else None

    @property
    def is_alone(self) -> bool:
        """Whether this process works on one article after the other, without a model."""
        return self.called_model == OFFLINE and self.jobs in (None, 1)

    @property
    def at_a_time(self) -> "AtATime":
        """How many articles to work on at a time, for `extract_many`."""
        if self.called_model == OFFLINE:
            return {"jobs": self.jobs, "concurrency": None}
        return {"jobs": None, "concurrency": self.jobs}

    def extractor(self, budget: "Budget") -> "Extractor":
        """Return the extractor that the options name; what it spends is counted in `budget`.

        Raises `BadParameter` if the options contradict each other, and a `FactxError` if a folder
        of recordings cannot be used.
        """
        strategy = _strategy_named(self.strategy)
        if self.cache is None:
            self._refuse("needs --cache", "cache_size")
        if self.replay is None:
            return self._live(strategy, budget)
        from factx import files
        from factx.extraction.extractor import Extractor
        from factx.llm.replay import ReplayDrafter

        others = (
            "record",
            "cache",
            "window",
            "no_claims",
            "max_tokens",
            "max_answer_bytes",
            *_FOR_MODELS,
        )
        self._refuse("cannot be combined with --replay", *others, "max_tokens_total")
        recordings = files.read_recordings(self.replay)
        fields = None if self.fields is None else fields_named(self.fields)
        words = None if self.words is None else files.read_words(self.words)
        drafter = ReplayDrafter(recordings, strategy=strategy, fields=fields, words=words)
        return Extractor(drafter=drafter, words=words)

    def _live(self, strategy: "Strategy | None", budget: "Budget") -> "Extractor":
        """Return the extractor of `model`; if an answer cannot be kept, that is only printed."""
        from factx import files
        from factx.extraction.extractor import Extractor

        if self.model == OFFLINE:
            others = ("record", "cache", "max_tokens_total", "strategy", "window", "fields")
            others = (*others, *_FOR_MODELS)
            self._refuse("needs a model: add --model", *others, "max_tokens", "max_answer_bytes")

        def keep(recording: "Recording") -> None:
            budget.add(recording)
            if self.record is not None:
                try:
                    files.write_recording(self.record, recording, force=self.force)
                except FactxError as error:
                    budget.write_error = max(budget.write_error, print_error(error))

        def check(article: "Article") -> None:
            """Ask about no article whose answers could not be kept: they are paid for."""
            if self.record is not None:
                model = _name_in_recordings(self.model)
                files.check_not_recorded(self.record, article.sha256, model, force=self.force)

        extractor = Extractor(
            self.model,
            base_url=self.base_url,
            api_key=key_in(self.api_key_env),
            mode=_mode_named(self.mode),
            timeout=self.timeout,
            article_timeout=self.article_timeout,
            requests_per_minute=self.requests_per_minute,
            tokens_per_minute=self.tokens_per_minute,
            strategy=strategy,
            window=self.window,
            max_tokens=self.max_tokens,
            max_answer_bytes=self.max_answer_bytes,
            claims=not self.no_claims,
            instructions=None if self.instructions is None else Path(self.instructions),
            examples=self.examples,
            fields=None if self.fields is None else fields_named(self.fields),
            words=None if self.words is None else files.read_words(self.words),
            check=check,
            recorder=keep,
            cache=self.cache,
            cache_bytes=None if self.cache_size is None else self.cache_size * 2**20,
        )
        if self.record is not None:
            files.make_folder(self.record)
            files.check_recordings(self.record, _name_in_recordings(self.model))
        return extractor

    def _refuse(self, why: str, *names: str) -> None:
        refuse(why, **{name: getattr(self, name) for name in names})


_FOR_MODELS = (
    *("base_url", "timeout", "api_key_env", "mode", "instructions", "examples"),
    *("article_timeout", "requests_per_minute", "tokens_per_minute"),
)
"""Options that only a model that is called has."""


def shown_address(base_url: str | None) -> str | None:
    """`base_url` without credentials, as it may be shown."""
    from factx.llm.address import address_of

    return None if base_url is None else address_of(base_url).url


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


def _mode_named(name: str | None) -> "Mode | None":
    from factx.llm.providers import MODES

    if name is not None and name not in MODES:
        raise typer.BadParameter(f"--mode is one of {', '.join(MODES)}, not {name}")
    return name


def key_in(variable: str | None) -> str | None:
    """Return the key in an environment variable; raises `InputError` if it has none.

    The error does not name the variable, since a user may have given the key itself.
    """
    if variable is None:
        return None
    key = os.environ.get(variable, "").strip()
    if not key:
        problem = "the environment variable of this name is not set; give its name, not the key"
        raise InputError("--api-key-env", problem)
    return key


def _name_in_recordings(model: str) -> str:
    """Return the model's name in recordings: a model file has its name only, without its folder."""
    prefix, is_file, path = model.partition(":")
    return f"local:{os.path.basename(path)}" if is_file and prefix == "local" else model
