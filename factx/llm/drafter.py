"""Draft articles with a model, through instructor: any of its providers, or your own server.

A live run ends with a `Recording`, from which the draft is made as in a replay.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from factx.errors import InputError, ModelUnreachable
from factx.llm.asking.strategies import AskingStrategy, strategy_for, strategy_of
from factx.llm.clients import ModelClient, cause_of, silence_logs
from factx.llm.exchange import Exchange
from factx.llm.prompt import prompt_digest
from factx.llm.provider_errors import caller_error, is_overflow
from factx.llm.providers import JSON_SCHEMA, PROVIDERS, check_reachable, host_of, split
from factx.llm.recording import Recording, Settings
from factx.llm.replay import draft_from
from factx.llm.wire.answer import REVIEW
from factx.records import Article, Draft, Strategy

TIMEOUT = 600.0
"""Default timeout per question, in seconds."""
MAX_RETRIES = 2
"""Default number of times that an answer with problems is sent back. Answers about single sentences
are not: small models seldom do better the second time."""


def _now() -> datetime:
    return datetime.now(UTC)


class InstructorDrafter:
    """Asks a model who said what in an article, and again if its answer has problems.

    Args:
        model: PROVIDER/MODEL; openai/MODEL with `base_url`.
        base_url: An OpenAI-compatible server of your own. It is sent no key.
        timeout: Seconds per question, including retries.
        max_retries: How often an answer that does not fit the article is sent back. The last
            answer is used, with whatever problems it has.
        temperature: Sampling temperature; by default 0 for your own server, otherwise the
            provider's default.
        max_tokens: Limit of tokens per answer; by default 4096 for your own server, otherwise
            16384.
        seed: Sampling seed.
        max_items: Limit of items per list, which stops small models from running on.
        window: Longest article to ask about at once, in characters. Longer ones are split into
            parts, also if the server says that a part exceeds the model's context.
        strategy: How to ask; by default the size in the model's name decides.
        claims: False skips claims and uses fewer tokens.
        known_as: The name of the model in records and errors, if it is not `model`.
        http_client: A client for OpenAI-compatible servers; it is not closed.
        recorder: Called with the recording of each article.
        clock: Returns the current time.

    Raises `UnknownModel`, `MissingKey`, `MissingExtra` or `InputError` before anything is sent.
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
            raise InputError("seed", f"{provider} does not support it")
        self._own = own = base_url is not None or facts.local
        chosen = strategy or strategy_for(name)
        self.settings = Settings(
            mode=JSON_SCHEMA if base_url is not None else facts.mode,
            max_tokens=max_tokens or (4096 if own else 16384),
            temperature=0.0 if temperature is None and own else temperature,
            seed=seed,
            # These two limit nothing if the questions are about single sentences.
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
        """Digest of everything but the article that determines the questions."""
        return prompt_digest(self.settings)

    async def draft(self, article: Article) -> Draft:
        """Draft `article` with the model.

        Raises `ModelUnreachable` if there was no answer, and `ModelRefused`, `AnswerTruncated` or
        `AnswerInvalid` if no answer could be used. If the connection is lost after some answers,
        these are used, and the sentences without an answer are listed under `invalid`. The recorder
        gets all answers, including unusable ones and those before an interruption.
        """
        silence_logs()
        began = self._clock()
        exchanges: list[Exchange] = []
        strategy = strategy_of(self.settings)
        try:
            await self._interview(strategy, article, exchanges)
        except ModelUnreachable as lost:
            recording = self._recording(article, exchanges, began, lost.problem)
        except BaseException:
            with suppress(Exception):  # a failing recorder must not hide what ended the run
                self._keep(self._recording(article, exchanges, began, "it was interrupted"))
            raise
        else:
            recording = self._recording(article, exchanges, began)
        self._keep(recording)
        replies = [reply for exchange in exchanges for reply in exchange.replies]
        return draft_from(recording, article, replies=replies)

    def _keep(self, recording: Recording) -> None:
        """Pass a recording on, unless the run was broken off before the first answer."""
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
                reply.completion for exchange in exchanges for reply in exchange.replies
            ),
            requests=sum(exchange.requests for exchange in exchanges),
            seconds=max(0.0, round((self._clock() - began).total_seconds(), 3)),
            when=began.isoformat(),
            broken_off=broken_off,
        )

    async def _interview(
        self, strategy: AskingStrategy, article: Article, exchanges: list[Exchange]
    ) -> None:
        """Ask all questions in order, and add an exchange for each."""
        questions = strategy.questions(article)
        question = next(questions, None)
        async with self._client.open() as client:
            while question is not None:
                exchange = Exchange(question, strategy.parse, attempts=self._max_retries + 1)
                exchanges.append(exchange)
                await self._ask(client, exchange)
                try:
                    question = questions.send(exchange.replies)
                except StopIteration:
                    return

    async def _ask(self, client: Any, exchange: Exchange) -> None:
        """Fill `exchange` with replies; raises `ModelUnreachable` if there is none to keep."""
        reviewing = REVIEW.set(exchange.review)
        failure: Exception | None = None
        try:
            async with asyncio.timeout(self._timeout):
                await self._client.ask(
                    client,
                    exchange.question.messages,
                    exchange.question.form,
                    attempts=exchange.attempts,
                    should_retry=exchange.should_retry,
                    on_request=exchange.on_request,
                    on_response=exchange.on_response,
                )
        except Exception as error:
            failure = error
        finally:
            REVIEW.reset(reviewing)
        if exchange.internal_error is not None:
            raise exchange.internal_error
        if failure is None or exchange.is_answered or exchange.is_readable:
            return
        cause = cause_of(failure)
        if is_overflow(cause):
            exchange.on_overflow()
            return
        host, own = self._host, self._own
        if exchange.is_malformed:
            raise ModelUnreachable(self._model, f"{host} returned an invalid response")
        raise caller_error(cause, self._model, host, timeout=self._timeout, own=own) from None
