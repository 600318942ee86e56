"""A model, reached through instructor: any provider that it names, or a server of your own.

Its work ends with a `Recording`; from there on a live run and a replay are the same.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from factx.errors import InputError, ModelUnreachable
from factx.llm.asking.strategies import strategy_for, strategy_of
from factx.llm.clients import ModelClient, cause_of, silence_logs
from factx.llm.exchange import Exchange
from factx.llm.prompt import prompt_digest
from factx.llm.provider_errors import overflows, told
from factx.llm.providers import JSON_SCHEMA, PROVIDERS, check_reachable, host_of, split
from factx.llm.recording import Recording, Settings
from factx.llm.replay import draft_from
from factx.llm.wire.answer import REVIEW
from factx.records import Article, Draft, Strategy

TIMEOUT = 600.0
"""Seconds that a model may take over one question, unless the caller says otherwise."""
MAX_RETRIES = 2
"""How often an answer that does not fit is sent back, unless the caller says otherwise; one about a
single sentence is not, since a model that is asked so seldom does better the second time."""


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
        provider, name = split(model, base_url)
        self._host = host_of(base_url) if base_url is not None else provider
        facts = PROVIDERS[provider]
        check_reachable(model, facts, own=base_url is not None)
        if seed is not None and not facts.seeds:
            raise InputError("seed", f"{provider} takes none")
        self._own = own = base_url is not None or facts.local
        chosen = strategy or strategy_for(name)
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
        self._client = ModelClient(
            provider=provider,
            name=name,
            settings=self.settings,
            timeout=timeout,
            base_url=base_url,
            http_client=http_client,
        )
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
        silence_logs()
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
        exchanges: Sequence[Exchange],
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

    async def _interview(self, article: Article, exchanges: list[Exchange]) -> None:
        """Ask one question after the other, for as long as there are any, and add what came."""
        questions = strategy_of(self.settings).questions(article)
        question = next(questions, None)
        async with self._client.open() as client:
            while question is not None:
                exchange = Exchange(question, attempts=self._max_retries + 1)
                exchanges.append(exchange)
                await self._ask(client, exchange)
                try:
                    question = questions.send(exchange.completions)
                except StopIteration:
                    return

    async def _ask(self, client: Any, exchange: Exchange) -> None:
        """Fill `exchange` with completions; raise unless at least one of them is worth keeping."""
        reviewing = REVIEW.set(exchange.review)
        failure: Exception | None = None
        try:
            async with asyncio.timeout(self._timeout):
                await self._client.ask(
                    client,
                    exchange.question.messages,
                    exchange.question.form,
                    attempts=exchange.attempts,
                    goes_on=exchange.goes_on,
                    on_request=exchange.hear_request,
                    on_response=exchange.hear_response,
                )
        except Exception as error:
            failure = error
        finally:
            REVIEW.reset(reviewing)
        if exchange.mistake is not None:
            raise exchange.mistake
        if failure is None or exchange.is_answered or exchange.is_readable:
            return
        if overflows(cause_of(failure)):
            exchange.overflow()
            return
        if exchange.is_odd:
            problem = f"{self._host} answered with something else than a completion"
            raise ModelUnreachable(self._model, problem)
        host, own = self._host, self._own
        raise told(cause_of(failure), self._model, host, timeout=self._timeout, own=own) from None
