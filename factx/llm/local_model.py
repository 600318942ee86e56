"""Run a model file inside this process with llama.cpp, through xllamacpp.

llama.cpp serves the model on a local port, and `InstructorDrafter` uses that server; so grammar,
retries, recordings and replays are the same as for any other.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from factx.errors import InputError, MissingExtra, ModelUnreachable, UnknownModel
from factx.llm.asking.strategies import strategy_for
from factx.llm.cache import Store
from factx.llm.drafter import InstructorDrafter
from factx.llm.providers import Mode
from factx.llm.recording import Recording
from factx.records import Article, Draft, FactRecord, Strategy

if TYPE_CHECKING:
    from factx.rules.language.own_words import OwnWords

PREFIX = "local:"
"""The prefix of a model string that names a file."""
_CONTEXT = 8192
"""Tokens of context: the instructions, a window of an article and its answer."""
_WINDOW = 6000
"""Characters of an article that fit into this context with the answer."""
_MOST_TOKENS = 4096
_SMALL = 3_000_000_000
"""Bytes of a model with about 4 billion parameters of 4 to 6 bits each."""


class LocalDrafter:
    """Asks the model in a GGUF file, which is loaded for the first article.

    `model` is local:PATH. A recording contains the name of the file, not its path. Raises
    `InputError` if the file is missing or invalid, and `MissingExtra` without xllamacpp, before
    anything is loaded.
    """

    concurrency = 1
    """The model answers one question after the other."""

    def __init__(
        self,
        model: str,
        *,
        timeout: float,
        article_timeout: float | None = None,
        mode: Mode | None = None,
        max_retries: int | None = None,
        strategy: Strategy | None = None,
        window: int | None = None,
        max_tokens: int | None = None,
        max_answer_bytes: int | None = None,
        claims: bool = True,
        instructions: str | None = None,
        fields: Mapping[Any, Any] | None = None,
        examples: Iterable[FactRecord] = (),
        words: "OwnWords | None" = None,
        keep_client: bool = False,
        recorder: Callable[[Recording], None] | None = None,
        store: Store | None = None,
    ) -> None:
        self._path = model.removeprefix(PREFIX)
        self._model = f"{PREFIX}{os.path.basename(self._path)}"
        if not self._path:
            raise UnknownModel(model, "write local:FILE.gguf")
        if not os.path.isfile(self._path):
            raise InputError(self._path, "there is no such model file")
        if not _is_gguf(self._path):
            raise InputError(self._path, "it is not a model in GGUF form")
        if find_spec("xllamacpp") is None:
            raise MissingExtra(self._model, 'pip install "factx[local]"')
        self._strategy: Strategy = strategy or self._default_strategy()
        self._options: dict[str, Any] = {
            "mode": mode,
            "timeout": timeout,
            "article_timeout": article_timeout,
            "max_retries": max_retries,
            "claims": claims,
            "instructions": instructions,
            "fields": fields,
            "examples": tuple(examples),
            "words": words,
            "window": window or _WINDOW,
            "max_tokens": max_tokens or _MOST_TOKENS,
            "max_answer_bytes": max_answer_bytes,
            "keep_client": keep_client,
            "recorder": recorder,
            "store": store,
            "kept_as": self._identity(),
        }
        self._server: Any = None
        self._drafter: InstructorDrafter | None = None
        self._loading = threading.Lock()

    def _identity(self) -> str:
        """What distinguishes this file from another of the same name, for kept answers."""
        facts = os.stat(self._path)
        return f"{self._model} {facts.st_size} {facts.st_mtime_ns}"

    def _default_strategy(self) -> Strategy:
        is_small = os.path.getsize(self._path) < _SMALL
        return "hybrid" if is_small else strategy_for(self._model)

    async def draft(self, article: Article) -> Draft:
        """Draft `article` with the model; see `InstructorDrafter.draft`."""
        drafter = self._drafter or await asyncio.to_thread(self._load)
        return await drafter.draft(article)

    @property
    def model(self) -> str:
        """The name of the model in records."""
        return self._model

    @property
    def prompt_digests(self) -> frozenset[str]:
        """The digests that records may have."""
        return self._asking("http://127.0.0.1:9/v1").prompt_digests

    async def aclose(self) -> None:
        """Close the client that `keep_client` kept; the model stays loaded."""
        if self._drafter is not None:
            await self._drafter.aclose()

    def _load(self) -> InstructorDrafter:
        """Load the model unless it is loaded, and return a drafter that asks it."""
        with self._loading:
            if self._drafter is None:
                self._server = self._started()
                self._drafter = self._asking(f"{self._server.listening_address}/v1")
            return self._drafter

    def _asking(self, address: str) -> InstructorDrafter:
        return InstructorDrafter(
            f"openai/{os.path.basename(self._path)}",
            base_url=address,
            known_as=self._model,
            strategy=self._strategy,
            **self._options,
        )

    def _started(self) -> Any:
        # Threads that wait actively would slow down everything else on the machine.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        xllamacpp: Any = import_module("xllamacpp")  # it has no types
        parameters = xllamacpp.CommonParams()
        parameters.model.path = self._path
        parameters.n_ctx = _CONTEXT
        parameters.n_parallel = 1
        parameters.port = 0
        parameters.verbosity = 0
        parameters.warmup = False
        try:
            return xllamacpp.Server(parameters)
        except Exception as error:
            raise ModelUnreachable(self._model, "llama.cpp cannot load it") from error


def _is_gguf(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(4) == b"GGUF"
    except OSError as error:
        raise InputError(path, "it cannot be read") from error
