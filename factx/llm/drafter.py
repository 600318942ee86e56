"""A model, reached through instructor: any provider that it names, or a server of one's own.

The only module that imports instructor and openai, and it does so when a model is first asked. Its
work ends with a `Recording`; from there on a live run and a replay are the same.
"""

import asyncio
import logging
import os
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, cast

from factx.errors import InputError, ModelUnreachable
from factx.llm import providers
from factx.llm.asking.strategies import Question, strategy_for, strategy_of
from factx.llm.prompt import prompt_digest
from factx.llm.provider_errors import overflows, told
from factx.llm.providers import (
    DEFAULT,
    JSON_SCHEMA,
    LIKE_OPENAI,
    PROVIDERS,
    check_reachable,
    host_of,
    split,
)
from factx.llm.recording import OVERFLOWED, Completion, Recording, Settings, Tokens
from factx.llm.replay import draft_from
from factx.llm.wire.answer import REVIEW
from factx.llm.wire.parse import Unreadable
from factx.llm.wire.response import completion_of
from factx.records import Article, Draft, Strategy

TIMEOUT = 600.0
"""Seconds that a model may take over one question, unless the caller says otherwise."""
MAX_RETRIES = 2
"""How often an answer that does not fit is sent back, unless the caller says otherwise; one about a
single sentence is not, since a model that is asked so seldom does better the second time."""
_HTTP_RETRIES = 2
"""How often openai's client tries again by itself after a lost connection or a busy server."""


def _now() -> datetime:
    return datetime.now(UTC)


class InstructorDrafter:
    """Asks a model who said what in an article, and asks again where its answer does not fit.

    `model` is PROVIDER/MODEL. With `base_url`, an OpenAI-compatible server of the caller's own, it
    is openai/MODEL, and no key ever leaves for that server. `timeout` holds for one question, all
    attempts included. `max_retries` counts how often an answer that does not fit the article is
    sent back; whatever the last answer is, it is taken if it can be read. `max_items` bounds every
    list of the answer, which keeps weak models from running on. An article of more than `window`
    characters is asked about in parts, and in smaller ones where the server says that the model's
    context cannot hold them. `temperature` and `max_tokens`, of one answer, are chosen if not
    given: 0 and 4096 for a server of one's own, the provider's own and 16384 else. `strategy` is
    how it is asked; else the size in the model's name decides. Without `claims` it is asked for
    nothing but who said what, which takes fewer tokens. Records and errors call the model
    `known_as`, if that is given. `http_client`, for OpenAI-compatible servers, is used and not
    closed.

    Making one raises `UnknownModel`, `MissingKey` or `MissingExtra` before anything is sent.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        timeout: float = TIMEOUT,
        max_retries: int | None = None,
        temperature: float | None = None,
        max_tokens: int | None = None,
        seed: int | None = None,
        max_items: int | None = None,
        window: int | None = None,
        strategy: Strategy | None = None,
        claims: bool = True,
        known_as: str | None = None,
        http_client: Any = None,
        recorder: Callable[[Recording], None] | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._model = known_as or model
        self._provider, self._name = split(model, base_url)
        self._base_url = base_url
        self._host = host_of(base_url) if base_url is not None else self._provider
        facts = PROVIDERS[self._provider]
        check_reachable(model, facts, own=base_url is not None)
        if seed is not None and not facts.seeds:
            raise InputError("seed", f"{self._provider} takes none")
        self._own = own = base_url is not None or facts.local
        chosen = strategy or strategy_for(self._name)
        self.settings = Settings(
            mode=JSON_SCHEMA if base_url is not None else facts.mode,
            max_tokens=max_tokens or (4096 if own else 16384),
            temperature=0.0 if temperature is None and own else temperature,
            seed=seed,
            # These bound nothing where single sentences are asked about.
            max_items=max_items if chosen == "whole" else None,
            window=(window or facts.window) if chosen == "whole" else None,
            strategy=chosen,
            layers=() if claims else ("attributions",),
        )
        self._timeout = timeout
        fewest = MAX_RETRIES if self.settings.strategy == "whole" else 0
        self._max_retries = fewest if max_retries is None else max_retries
        self._http_client = http_client
        self._recorder = recorder
        self._clock = clock

    @cached_property
    def prompt_digest(self) -> str:
        """Digest of everything that fixes what is asked."""
        return prompt_digest(self.settings)

    async def draft(self, article: Article) -> Draft:
        """What the model writes about `article`, which a long one is asked for in parts.

        Raises a `ModelError`: `ModelUnreachable` where no answer came, and where none could be
        used `ModelRefused`, `AnswerTruncated` or `AnswerInvalid`. If the model is lost after some
        answers, these count, and what could not be asked is told as invalid. The recorder is given
        every answer that came, the unusable ones and those before an interruption too.
        """
        _quieten()
        began = self._clock()
        exchanges: list[Exchange] = []
        try:
            await self._interview(article, exchanges)
        except ModelUnreachable as lost:
            recording = self._recording(article, exchanges, began, lost.problem)
        except BaseException:
            with suppress(Exception):  # what ends the run is not to be hidden by another failure
                self._keep(self._recording(article, exchanges, began, "it was interrupted"))
            raise
        else:
            recording = self._recording(article, exchanges, began)
        self._keep(recording)
        return draft_from(recording, article)

    def _keep(self, recording: Recording) -> None:
        """Hand on whatever came; of an article for which nothing did there is nothing to keep."""
        if self._recorder is not None and (recording.completions or not recording.broken_off):
            self._recorder(recording)

    def _recording(
        self,
        article: Article,
        exchanges: "Sequence[Exchange]",
        began: datetime,
        broken_off: str | None = None,
    ) -> Recording:
        return Recording(
            article_id=article.id,
            article_sha256=article.sha256,
            model=self._model,
            prompt_digest=self.prompt_digest,
            settings=self.settings,
            completions=tuple(
                completion for exchange in exchanges for completion in exchange.completions
            ),
            requests=sum(exchange.requests for exchange in exchanges),
            seconds=max(0.0, round((self._clock() - began).total_seconds(), 3)),
            when=began.isoformat(),
            broken_off=broken_off,
        )

    async def _interview(self, article: Article, exchanges: "list[Exchange]") -> None:
        """Ask one question after the other, for as long as there are any, and add what came."""
        questions = strategy_of(self.settings).questions(article)
        question = next(questions, None)
        async with self._client() as client:
            while question is not None:
                exchange = Exchange(question, attempts=self._max_retries + 1)
                exchanges.append(exchange)
                await self._ask(client, exchange)
                try:
                    question = questions.send(exchange.completions)
                except StopIteration:
                    return

    async def _ask(self, client: Any, exchange: "Exchange") -> None:
        """Fill `exchange` with completions; raise unless at least one of them is worth keeping."""
        reviewing = REVIEW.set(exchange.review)
        failure: Exception | None = None
        try:
            async with asyncio.timeout(self._timeout):
                await self._create(client, exchange)
        except Exception as error:
            failure = error
        finally:
            REVIEW.reset(reviewing)
        if exchange.mistake is not None:
            raise exchange.mistake
        if failure is None or exchange.is_answered or exchange.is_readable:
            return
        if overflows(_cause(failure)):
            exchange.overflow()
            return
        if exchange.is_odd:
            problem = f"{self._host} answered with something else than a completion"
            raise ModelUnreachable(self._model, problem)
        host, own = self._host, self._own
        raise told(_cause(failure), self._model, host, timeout=self._timeout, own=own) from None

    async def _create(self, client: Any, exchange: "Exchange") -> None:
        from instructor.core.hooks import Hooks
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        hooks = Hooks()
        hooks.on("completion:kwargs", exchange.hear_request)
        hooks.on("completion:response", exchange.hear_response)
        await client.create(
            messages=cast("Any", exchange.question.messages),
            response_model=exchange.question.form,
            max_retries=AsyncRetrying(
                stop=stop_after_attempt(exchange.attempts),
                retry=retry_if_exception(exchange.goes_on),
                reraise=True,
            ),
            strict=False,
            hooks=hooks,
            model=self._name,
            **self._options(),
        )

    def _options(self) -> dict[str, Any]:
        """Sampling settings under the names that the provider wants."""
        openais = self._provider == "openai" and self._base_url is None
        options = {
            # OpenAI's reasoning models refuse the older name, and others know no other.
            "max_completion_tokens" if openais else "max_tokens": self.settings.max_tokens,
            "temperature": self.settings.temperature,
            "seed": self.settings.seed,
        }
        return {name: value for name, value in options.items() if value is not None}

    @asynccontextmanager
    async def _client(self) -> AsyncGenerator[Any]:
        import instructor

        mode = None if self.settings.mode == DEFAULT else instructor.Mode(self.settings.mode)
        if self._provider not in LIKE_OPENAI:
            client: Any = instructor.from_provider(
                f"{self._provider}/{self._name}", async_client=True, mode=mode
            )
            yield client
            return
        raw = self._openai()
        try:
            yield instructor.from_openai(raw, mode=mode or instructor.Mode.JSON_SCHEMA)
        finally:
            if self._http_client is None:
                await raw.close()

    def _openai(self) -> Any:
        from openai import AsyncOpenAI

        options: dict[str, Any] = {"max_retries": _HTTP_RETRIES, "timeout": self._timeout}
        if self._http_client is not None:
            options["http_client"] = self._http_client
        if self._base_url is not None:
            options |= {"base_url": self._base_url} | _anonymous()
        elif self._provider == "ollama":
            options |= {"base_url": providers.OLLAMA} | _anonymous()
        return AsyncOpenAI(**options)


class Exchange:
    """The exchange with the model about one part of an article, as instructor's hooks tell it."""

    def __init__(self, question: Question, *, attempts: int) -> None:
        self.question = question
        self.attempts = attempts
        self.requests = 0
        self.completions: list[Completion] = []
        self.is_odd = False
        self.mistake: Exception | None = None

    def hear_request(self, *_: Any, **__: Any) -> None:
        """The model is asked."""
        self.requests += 1

    def hear_response(self, response: Any) -> None:
        """Something came back."""
        completion = completion_of(response)
        if completion is None:
            self.is_odd = True
        else:
            self._add(completion)

    def overflow(self) -> None:
        """The server takes no question of this length: an answer that was cut off at nothing."""
        nothing = Tokens(input=0, output=0)
        self._add(Completion(text="", finish_reason=OVERFLOWED, tokens=nothing))

    def _add(self, completion: Completion) -> None:
        about = {"sentences": self.question.part, "step": self.question.step}
        self.completions.append(completion.model_copy(update=about))

    @property
    def is_answered(self) -> bool:
        """Whether the last request got a completion, be it good or bad."""
        return self.requests > 0 and len(self.completions) == self.requests

    @property
    def is_readable(self) -> bool:
        """Whether any completion so far holds an answer that can be read."""
        return any(self._reads(completion) for completion in self.completions)

    def review(self, answer: Any) -> list[str]:
        """What the model is to put right in `answer`: nothing once there is no attempt left."""
        if len(self.completions) >= self.attempts:
            return []
        try:
            return self.question.review(answer)
        except Exception as error:  # instructor would take it for the model's
            self.mistake = error
            raise

    def goes_on(self, error: BaseException) -> bool:
        """Whether to ask again after `error`: only for a whole answer that does not fit."""
        if not isinstance(error, ValueError) or not self.is_answered:
            return False
        last = self.completions[-1]
        if last.refused or last.truncated:
            return False
        return not self._reads(last) or bool(self.review(self._read(last)))

    def _reads(self, completion: Completion) -> bool:
        return self._read(completion) is not None

    def _read(self, completion: Completion) -> Any:
        """The answer in `completion` as it stands, whatever problems it has; None without one."""
        reviewing = REVIEW.set(None)
        try:
            return self.question.read(completion)
        except Unreadable:
            return None
        finally:
            REVIEW.reset(reviewing)


def _anonymous() -> dict[str, Any]:
    """Client options that keep what the environment holds for OpenAI from another server."""
    from openai import Omit

    lines = os.environ.get("OPENAI_CUSTOM_HEADERS", "").split("\n")
    named = [line.partition(":")[0].strip() for line in lines if ":" in line]
    names = [*named, "OpenAI-Organization", "OpenAI-Project"]
    headers = {name: Omit() for name in names if name.lower() != "authorization"}
    return {
        "api_key": "none",
        "organization": "",
        "project": "",
        "default_headers": headers | {"Authorization": "Bearer none"},
    }


def _cause(error: BaseException) -> BaseException:
    """What went wrong beneath instructor's wrapping."""
    from instructor.core.exceptions import InstructorRetryException

    while isinstance(error, InstructorRetryException) and error.__cause__ is not None:
        error = error.__cause__
    return error


class _Discretion(logging.Filter):
    """Keeps back what instructor logs about failed answers: it quotes articles and answers."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether `record` may be logged: not while an article of ours is being asked about."""
        return REVIEW.get() is None


_DISCRETION = _Discretion()


def _quieten() -> None:
    """See to it that instructor prints nothing by itself and logs no article of ours."""
    logger = logging.getLogger("instructor")
    if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        logger.addHandler(logging.NullHandler())
    for name in ("instructor", "instructor.v2", "instructor.v2.retry"):
        logging.getLogger(name).addFilter(_DISCRETION)
