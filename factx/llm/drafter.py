"""Draft articles with a model, through instructor: any of its providers, or your own server.

A live run ends with a `Recording`, from which the draft is made as in a replay.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from factx.errors import InputError, ModelUnreachable
from factx.llm.asking.strategies import AskingStrategy, strategy_for, strategy_of
from factx.llm.batch import BatchServer
from factx.llm.cache import AnswerCache, Store
from factx.llm.clients import (
    Connection,
    ModelClient,
    cause_of,
    is_instructors,
    is_openais,
    kind_of,
    mode_of,
)
from factx.llm.examples import examples_of
from factx.llm.exchange import Exchange
from factx.llm.fields import checked_models, schema_of
from factx.llm.prompt import prompt_digest
from factx.llm.provider_errors import Asked, is_form_refused, is_overflow
from factx.llm.providers import (
    JSON_SCHEMA,
    MODES,
    OTHER,
    PROVIDERS,
    Mode,
    Provider,
    check_key,
    check_reachable,
    server_of,
    split,
)
from factx.llm.recording import Recording, Settings
from factx.llm.replay import draft_from
from factx.llm.request_spans import RequestSpans, attributes_of
from factx.llm.traffic import Traffic
from factx.llm.transport import MAX_ANSWER_BYTES, ResponseRefused, watching
from factx.llm.wire.answer import REVIEW
from factx.llm.wire.review import DEADLINE
from factx.records import Article, Draft, FactRecord, Strategy

if TYPE_CHECKING:
    from factx.rules.language.own_words import OwnWords

TIMEOUT = 600.0
"""Default timeout per question, in seconds."""
MAX_RETRIES = 2
"""Default number of times that an answer with problems is sent back. Answers about single sentences
are not: small models seldom do better the second time."""

MOST_INSTRUCTIONS = 20_000
"""Characters of the user's own instructions."""


def _now() -> datetime:
    return datetime.now(UTC)


def _instructions(given: str | None) -> str | None:
    """Instructions with something in them; raises `InputError` if they are too long."""
    if given is None or not given.strip():
        return None
    if len(given) > MOST_INSTRUCTIONS:
        raise InputError("instructions", f"they have more than {MOST_INSTRUCTIONS:,} characters")
    return given.strip()


def _is_others(model: str, client: Any) -> bool:
    """Whether a provider that factx does not know is the client's own, or a later instructor's."""
    provider = model.partition("/")[0]
    return client is not None or (provider not in PROVIDERS and is_instructors(provider))


def _facts_of(
    client: Any, facts: Provider, *, mode: Mode | None, base_url: str | None, api_key: str | None
) -> Provider:
    """What is known of a provider that the caller's own client reaches.

    Raises `InputError` if an option is the client's own, or if the client is synchronous.
    """
    kind = kind_of(client)
    given = {"base_url": base_url, "api_key": api_key}
    given |= {"mode": mode} if kind == "instructor" else {}
    for name, value in given.items():
        if value is not None:
            raise InputError(name, "the client that you give has its own")
    if kind == "instructor":
        return facts._replace(mode=mode_of(client), modes=())
    return facts._replace(mode=JSON_SCHEMA, modes=MODES)


def _check_strategy(settings: Settings) -> None:
    """Raise `InputError` if the prompts of the strategy have no place for what is the user's."""
    for name in ("instructions", "fields", "examples"):
        if getattr(settings, name) and settings.strategy != "whole":
            asked = f"the strategy {settings.strategy} asks about single sentences and takes none"
            problem = f"{asked}; choose the strategy whole"
            raise InputError(name, problem)


class InstructorDrafter:
    """Asks a model who said what in an article, and again if its answer has problems.

    Args:
        model: PROVIDER/MODEL; openai/MODEL with `base_url`.
        base_url: An OpenAI-compatible server of your own. It is sent no key but `api_key`.
        api_key: The key to send; by default the provider's from the environment.
        mode: How to ask for the form of the answer: "json_schema", "json", "tools" or "text". By
            default it depends on the provider; if an OpenAI-compatible server does not know that
            mode, the next one is tried, and kept for all articles.
        timeout: Seconds per request, and for all that a server with too much to do asks to wait.
        article_timeout: Seconds per article; by default without a limit.
        requests_per_minute: Limit of requests for all articles together.
        tokens_per_minute: Limit of tokens, read and written, for all articles together.
        max_retries: How often an answer that does not fit the article is sent back. The last
            answer is used, with whatever problems it has.
        temperature: Sampling temperature; by default 0 for your own server, otherwise the
            provider's default.
        max_tokens: Limit of tokens per answer; by default 4096 for your own server, otherwise
            16384.
        seed: Sampling seed.
        max_items: Limit of items per list, which stops small models from running on.
        max_answer_bytes: Limit of bytes per response of the server, after it is decompressed; by
            default 4 MB.
        window: Longest article to ask about at once, in characters. Longer ones are split into
            parts, also if the server says that a part exceeds the model's context.
        strategy: How to ask; by default the size in the model's name decides.
        claims: False skips claims and uses fewer tokens.
        instructions: Instructions of your own, which are added to the prompt.
        fields: Pydantic models of your own, by "source", "quote", "attribution" or "claim", which
            are filled in for each of them and kept under `extra`.
        examples: Gold records of your own, which are shown as examples after the one in the prompt;
            none of them in a question about its own article.
        words: Words of your own for the rules, which the strategies "sentences" and "hybrid" use.
        known_as: The name of the model in records and errors, if it is not `model`.
        http_client: A client for OpenAI-compatible servers; it is not closed.
        client: A client of instructor or openai, which is used as it is, with its own address and
            key, and that of instructor with its own mode; it is not closed.
        keep_client: Keep the client, with its connections, from one article to the next, until
            `aclose`; each event loop has its own. By default, every article has a new client.
        recorder: Called with the recording of each article.
        store: Where answers are kept, so that no question is asked twice.
        kept_as: The model and its server for `store`, if their names do not identify them.
        clock: Returns the current time.

    Raises `UnknownModel`, `MissingKey`, `MissingExtra` or `InputError` before anything is sent.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        mode: Mode | None = None,
        timeout: float = TIMEOUT,
        article_timeout: float | None = None,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
        max_retries: int | None = None,
        temperature: float | None = None,
        max_tokens: int | None = None,
        seed: int | None = None,
        max_items: int | None = None,
        max_answer_bytes: int | None = None,
        window: int | None = None,
        strategy: Strategy | None = None,
        claims: bool = True,
        instructions: str | None = None,
        fields: Mapping[Any, Any] | None = None,
        examples: Iterable[FactRecord] = (),
        words: "OwnWords | None" = None,
        known_as: str | None = None,
        http_client: Any = None,
        client: Any = None,
        keep_client: bool = False,
        recorder: Callable[[Recording], None] | None = None,
        store: Store | None = None,
        kept_as: str | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._model = known_as or model
        provider, name = split(model, base_url, any_provider=_is_others(model, client))
        address = None if client is not None else server_of(provider, base_url)
        facts = PROVIDERS.get(provider, OTHER)
        if client is not None:
            facts = _facts_of(client, facts, mode=mode, base_url=base_url, api_key=api_key)
        key = check_key(api_key, facts, provider) if api_key is not None else None
        check_reachable(model, facts, own=base_url is not None or client is not None, key=key)
        if seed is not None and not facts.seeds:
            raise InputError("seed", f"{provider} does not support it")
        own = base_url is not None or facts.local or (client is not None and not is_openais(client))
        chosen = strategy or strategy_for(name)
        usual = JSON_SCHEMA if base_url is not None else facts.mode
        self._facts, self._is_mode_chosen = facts, mode is not None
        self._fields, self._words = checked_models(fields or {}), words
        if "claim" in self._fields and not claims:
            raise InputError("fields", "claims are skipped, so they have none")
        self.settings = Settings(
            mode=usual if mode is None else facts.mode_named(mode, provider),
            max_tokens=max_tokens or (4096 if own else 16384),
            temperature=0.0 if temperature is None and own else temperature,
            seed=seed,
            # These two limit nothing if the questions are about single sentences.
            max_items=max_items if chosen == "whole" else None,
            window=(window or facts.window) if chosen == "whole" else None,
            strategy=chosen,
            layers=() if claims else ("attributions",),
            instructions=_instructions(instructions),
            fields=schema_of(self._fields),
            examples=examples_of(examples, claims=claims, fields=self._fields),
        )
        _check_strategy(self.settings)
        self._timeout = timeout
        self._article_timeout = article_timeout
        self._max_answer_bytes = max_answer_bytes or MAX_ANSWER_BYTES
        self._was_answered = False
        has_password = address is not None and address.authorization is not None
        if has_password and key is not None:
            raise InputError(
                "api_key", "the address has a user name and password; give one of both"
            )
        self._asked = Asked(
            self._model,
            host=provider if address is None else address.host,
            is_keyless=own and key is None,
            has_password=has_password,
            secrets=((key,) if key else ()) + (address.secrets if address else ()),
        )
        fewest = MAX_RETRIES if self.settings.strategy == "whole" else 0
        self._max_retries = fewest if max_retries is None else max_retries
        self.traffic = Traffic(
            requests_per_minute=requests_per_minute, tokens_per_minute=tokens_per_minute
        )
        self._client = ModelClient(
            provider=provider,
            name=name,
            settings=self.settings,
            timeout=timeout,
            address=address,
            is_own=own,
            http_client=http_client,
            client=client,
            traffic=self.traffic,
            api_key=key,
        )
        self._digests: dict[str, str] = {}
        """The digest of the prompt, by the mode of the settings."""
        self._span_attributes = attributes_of(provider, name, self.settings, address)
        self._keep_client = keep_client
        self._connections: dict[asyncio.AbstractEventLoop, Connection] = {}
        self._recorder = recorder
        self._cache = None
        if store is not None:
            self._cache = AnswerCache(
                store,
                model=kept_as or f"{model} at {provider if address is None else address.url}",
                settings=self.settings,
                attempts=self._max_retries + 1,
                patience=timeout,
            )
        self._clock = clock

    @property
    def prompt_digest(self) -> str:
        """Digest of everything but the article that determines the questions."""
        mode = self.settings.mode
        if mode not in self._digests:
            self._digests[mode] = prompt_digest(self.settings)
        return self._digests[mode]

    @property
    def model(self) -> str:
        """The name of the model in records."""
        return self._model

    @property
    def prompt_digests(self) -> frozenset[str]:
        """The digests that records may have: one for each mode that the server may need."""
        digests, mode = {self.prompt_digest}, self._facts.mode_after(self.settings.mode)
        while mode is not None and not self._is_mode_chosen:
            digests.add(prompt_digest(self.settings.model_copy(update={"mode": mode})))
            mode = self._facts.mode_after(mode)
        return frozenset(digests)

    def batch_server(self) -> BatchServer:
        """The batch endpoint of the server that the drafter asks."""
        client = replace(self._client, http_client=None).openai()
        return BatchServer(self._model, client)

    async def draft(self, article: Article) -> Draft:
        """Draft `article` with the model.

        Raises `ModelUnreachable` if there was no answer, and `ModelRefused`, `AnswerTruncated` or
        `AnswerInvalid` if no answer could be used. If the connection is lost after some answers,
        these are used, and the sentences without an answer are listed under `invalid`. The recorder
        gets all answers, including unusable ones and those before an interruption.
        """
        began = self._clock()
        exchanges: list[Exchange] = []
        strategy = strategy_of(self.settings, self._fields, self._words)
        ends_run = False
        try:
            await self._interview_in_time(strategy, article, exchanges)
        except ModelUnreachable as error:
            ends_run = error.ends_run
            recording = self._recording(article, exchanges, began, error.problem)
        except BaseException:
            with suppress(Exception):  # a failing recorder must not hide what ended the run
                self._keep(self._recording(article, exchanges, began, "it was interrupted"))
            raise
        else:
            recording = self._recording(article, exchanges, began)
        self._keep(recording)
        replies = [reply for exchange in exchanges for reply in exchange.replies]
        try:
            return draft_from(
                recording, article, replies=replies, fields=self._fields, words=self._words
            )
        except ModelUnreachable as error:
            error.ends_run = ends_run
            raise

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

    async def _interview_in_time(
        self, strategy: AskingStrategy, article: Article, exchanges: list[Exchange]
    ) -> None:
        """Ask all questions; raises `ModelUnreachable` at the time limit of an article."""
        limit = asyncio.timeout(self._article_timeout)
        try:
            async with limit:
                await self._interview(strategy, article, exchanges)
        except TimeoutError:
            if not limit.expired():
                raise
            problem = f"the article took longer than its limit of {self._article_timeout:g} s"
            raise ModelUnreachable(self._model, problem) from None

    async def _interview(
        self, strategy: AskingStrategy, article: Article, exchanges: list[Exchange]
    ) -> None:
        """Ask all questions in order, and add an exchange for each."""
        questions = strategy.questions(article)
        question = next(questions, None)
        async with self._connected() as connection:
            connection.client(self.settings.mode)  # takes a second or two if it is the first
            while question is not None:
                exchange = Exchange(question, strategy.parse, attempts=self._max_retries + 1)
                exchanges.append(exchange)
                if not await self._fill(connection, exchange):
                    # The refused request is not counted: the question is asked in another mode.
                    exchanges.pop()
                    continue
                try:
                    question = questions.send(exchange.replies)
                except StopIteration:
                    return

    async def _fill(self, connection: Connection, exchange: Exchange) -> bool:
        """Fill `exchange` with replies: kept ones, or those that the model gives now.

        False if the server does not know the mode and has another.
        """
        if self._cache is None:
            return await self._ask_in_turn(connection, exchange)
        async with self._cache.asking(exchange) as mode:
            if mode is not None:
                self._use_mode(mode)
                return True
            is_asked = await self._ask_in_turn(connection, exchange)
            if is_asked:
                await self._cache.keep(exchange, self.settings.mode)
            return is_asked

    async def _ask_in_turn(self, connection: Connection, exchange: Exchange) -> bool:
        async with connection.gate.passing():
            mode = self.settings.mode  # another article may have changed it
            is_asked = await self._ask(connection, exchange, mode)
            if exchange.replies:
                connection.gate.open()
        return is_asked

    @asynccontextmanager
    async def _connected(self) -> AsyncGenerator[Connection]:
        """The connection of the running event loop, or one that is closed on exit."""
        if not self._keep_client:
            connection = self._client.connect()
            try:
                yield connection
            finally:
                await connection.aclose()
            return
        for loop in list(self._connections):
            if loop.is_closed():  # and its connections with it
                self._connections.pop(loop, None)
        loop = asyncio.get_running_loop()
        yield self._connections.setdefault(loop, self._client.connect())

    async def aclose(self) -> None:
        """Close the client that `keep_client` kept for the running event loop."""
        connection = self._connections.pop(asyncio.get_running_loop(), None)
        if connection is not None:
            await connection.aclose()

    async def _ask(self, connection: Connection, exchange: Exchange, mode: str) -> bool:
        """Fill `exchange` with replies; False if the server does not know `mode` and has another.

        Raises `ModelUnreachable` if there is no reply to keep.
        """
        traffic = connection.traffic
        with watching(
            max_bytes=self._max_answer_bytes, timeout=self._timeout, traffic=traffic
        ) as watch:
            failure = await self._request(connection, exchange, mode)
        counted = [reply.completion.tokens for reply in exchange.replies]
        tokens = sum(one.input + one.output for one in counted if one is not None)
        traffic.used(tokens, watch.expected, len(counted))
        self._was_answered |= bool(exchange.replies)
        if exchange.internal_error is not None:
            raise exchange.internal_error
        if failure is None or exchange.is_answered or exchange.is_readable:
            return True
        cause = cause_of(failure)
        if is_overflow(cause):
            exchange.on_overflow()
            return True
        if is_form_refused(cause) and self._use_mode_after(mode):
            return False
        sent = [message["content"] for message in exchange.question.messages[1:]]
        if exchange.malformed is not None:
            raise self._asked.malformed(exchange.malformed, sent)
        error = self._asked.caller_error(cause, sent, watch, was_answered=self._was_answered)
        if isinstance(error, ModelUnreachable) and traffic.is_down(self._timeout):
            error.ends_run = True
        raise error from None

    async def _request(
        self, connection: Connection, exchange: Exchange, mode: str
    ) -> Exception | ResponseRefused | None:
        """Fill `exchange` with replies; returns what instructor or the provider raised."""
        reviewing = REVIEW.set(exchange.review)
        deadline = DEADLINE.set(monotonic() + self._timeout)
        client = connection.client(mode)
        requests = RequestSpans(self._span_attributes)

        def on_request(*_: Any, **__: Any) -> None:
            exchange.on_request()
            requests.begin()

        def on_response(response: Any) -> None:
            requests.end(exchange.on_response(response))

        try:
            async with asyncio.timeout(None if connection.is_guarded else self._timeout):
                await self._client.ask(
                    client,
                    exchange.question.messages,
                    exchange.question.form,
                    attempts=exchange.attempts,
                    should_retry=exchange.should_retry,
                    on_request=on_request,
                    on_response=on_response,
                )
        except (Exception, ResponseRefused) as error:
            requests.end(error=cause_of(error))
            return error
        except BaseException as error:
            requests.end(error=error)
            raise
        finally:
            REVIEW.reset(reviewing)
            DEADLINE.reset(deadline)
        return None

    def _use_mode_after(self, mode: str) -> bool:
        """Change to the mode after `mode`, or to the one that another article has changed to."""
        if self.settings.mode == mode:
            other = self._facts.mode_after(mode)
            if other is None or self._is_mode_chosen:
                return False
            self._use_mode(other)
        return True

    def _use_mode(self, mode: str) -> None:
        if self.settings.mode != mode:
            self.settings = self.settings.model_copy(update={"mode": mode})
            self._client = replace(self._client, settings=self.settings)
