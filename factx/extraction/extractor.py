"""Extraction: from articles and a drafter to records, for one article or for millions."""

import asyncio
import os
import threading
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Callable,
    Generator,
    Iterable,
    Mapping,
)
from concurrent.futures import ThreadPoolExecutor
from contextlib import (
    AbstractContextManager,
    AsyncExitStack,
    ExitStack,
    aclosing,
    contextmanager,
    suppress,
)
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypedDict, TypeVar, overload

from factx import spans
from factx.errors import BadArgument, DeadlineReached, FactxError, ends_run
from factx.extraction import drafters
from factx.extraction.drafter import Drafter
from factx.extraction.portal import Portal
from factx.extraction.processes import Processes
from factx.extraction.result import Result
from factx.extraction.run_report import RunReport
from factx.extraction.streaming import read, stream
from factx.given import Given, article_of
from factx.grounding import ground
from factx.records import Article, FactRecord, Usage
from factx.rules.completion import complete
from factx.rules.drafter import OfflineDrafter
from factx.rules.language.own_words import OwnWords

if TYPE_CHECKING:
    from factx.llm.cache import Store
    from factx.llm.providers import Mode
    from factx.llm.recording import Recording
    from factx.records import Strategy

CONCURRENCY = 8
"""How many articles a model is asked about at a time by default."""

E = TypeVar("E", bound=FactxError)


class Options(TypedDict, total=False):
    """The options of an `Extractor`, for functions that pass them on."""

    drafter: Drafter | None
    strategy: "Strategy | None"
    claims: bool
    words: OwnWords | None
    instructions: str | os.PathLike[str] | None
    fields: "drafters.Fields | None"
    examples: "drafters.Examples | None"
    base_url: str | None
    api_key: str | None
    client: Any
    mode: "Mode | None"
    max_retries: int | None
    timeout: float | None
    article_timeout: float | None
    requests_per_minute: float | None
    tokens_per_minute: float | None
    window: int | None
    max_tokens: int | None
    max_answer_bytes: int | None
    check: Callable[[Article], None] | None
    recorder: "Callable[[Recording], None] | None"
    cache: str | Path | None
    cache_bytes: int | None


class Extractor:
    """Extracts records from articles, with one client and its connections for all of them.

        with factx.Extractor("openai/gpt-5-mini") as extractor:
            for result in extractor.extract_many(articles):
                ...

    Build it once and use it from any number of tasks and threads. Close it with `close` or
    `aclose`, or use it as a context manager, `with` for the synchronous methods and `async with`
    for the asynchronous ones. The text of an article leaves this machine only if `model` is a
    remote model or `base_url` a remote server.

    Args:
        model: "offline", PROVIDER/MODEL, or local:PATH for a GGUF file.
        drafter: A drafter of your own, used instead of `model`. If it has a method `aclose`, this
            is called in the end; an attribute `concurrency` is its default in `extract_many`.
        strategy: How the model is prompted: "whole", "sentences" or "hybrid". By default, it
            depends on the size in the model's name.
        claims: False skips claims and uses fewer tokens.
        words: Words of your own for the rules, from `factx.read_words`.
        instructions: Instructions of your own for the model, or the path of a text file.
        fields: Pydantic models of your own, by "source", "quote", "attribution" or "claim". The
            model fills one in for each such item, and its fields are the item's `extra`.
        examples: Gold records to show to the model, or the path of their file or folder. A record
            is never shown with a question about its own article.
        base_url: Your own OpenAI-compatible server.
        api_key: The key to send; by default a provider gets the one in the environment, and your
            own server none.
        client: A client of your own: an `AsyncOpenAI`, any asynchronous client of instructor, which
            keeps its mode, or an HTTP client for an OpenAI-compatible server, an `AsyncClient` of
            httpx2, or of httpx with openai 2. It is not closed. Use it with the asynchronous
            methods, because its connections belong to one event loop.
        mode: How the form of an answer is asked for: "json_schema", "json", "tools" or "text". By
            default, the modes of an OpenAI-compatible server are tried until it knows one.
        max_retries: How often an answer that does not fit the article is sent back to the model.
        timeout: Seconds per answer, and for all that a server with too much to do asks to wait.
        article_timeout: Seconds per article; what was answered by then is kept.
        requests_per_minute: Limit of requests for all articles together.
        tokens_per_minute: Limit of tokens, read and written, for all articles together.
        window: Split a longer article into parts of at most so many characters.
        max_tokens: Limit of tokens per answer.
        max_answer_bytes: Refuse a longer response of the server.
        check: Called with each article before it is drafted; an error that it raises is the error
            of this article.
        recorder: Called with the recording of each article, in the thread that runs the loop.
        cache: A folder that keeps the model's answers, so that no question is paid for twice. Any
            number of processes can share it.
        cache_bytes: About how much it may contain, by default 1 GiB; what was not used for the
            longest time is removed first.

    Raises `UnknownModel`, `MissingKey`, `MissingExtra` or `InputError` before anything is sent.

    Examples:
        >>> with factx.Extractor() as extractor:
        ...     extractor.extract(factx.Article(id="rain", text="Ana said the bridge closed."))
        FactRecord('rain', 1 source, 1 quote, 1 claim, 0 ungrounded)
    """

    def __init__(
        self,
        model: str = drafters.OFFLINE,
        *,
        drafter: Drafter | None = None,
        strategy: "Strategy | None" = None,
        claims: bool = True,
        words: OwnWords | None = None,
        instructions: str | os.PathLike[str] | None = None,
        fields: "drafters.Fields | None" = None,
        examples: "drafters.Examples | None" = None,
        base_url: str | None = None,
        api_key: str | None = None,
        client: Any = None,
        mode: "Mode | None" = None,
        max_retries: int | None = None,
        timeout: float | None = None,
        article_timeout: float | None = None,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
        window: int | None = None,
        max_tokens: int | None = None,
        max_answer_bytes: int | None = None,
        check: Callable[[Article], None] | None = None,
        recorder: "Callable[[Recording], None] | None" = None,
        cache: str | Path | None = None,
        cache_bytes: int | None = None,
    ) -> None:
        self._check = check
        self._claims = claims
        self._name = model if drafter is None else type(drafter).__name__
        self._stops: set[Callable[[], object]] = set()
        """What ends the runs that are under way."""
        self._recorder = recorder
        self._usage = Usage(input_tokens=0, output_tokens=0, requests=0)
        self._counting = threading.Lock()
        self._counts_records = drafter is not None
        """Whether usage is taken from records, because there are no recordings to take it from."""
        self._portal: Portal | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._words = words
        is_offline = drafter is None and model == drafters.OFFLINE
        self._without_model = {"claims": claims} if is_offline else None
        """What processes that work without a model need to know."""
        self._drafter = drafter or drafters.drafter_for(
            model,
            base_url=base_url,
            api_key=api_key,
            mode=mode,
            timeout=timeout,
            article_timeout=article_timeout,
            requests_per_minute=requests_per_minute,
            tokens_per_minute=tokens_per_minute,
            max_retries=max_retries,
            strategy=strategy,
            window=window,
            max_tokens=max_tokens,
            max_answer_bytes=max_answer_bytes,
            claims=claims,
            words=words,
            instructions=instructions,
            fields=fields,
            examples=examples,
            client=client,
            keep_client=True,
            recorder=self._record,
            store=None if cache is None else _store(cache, cache_bytes),
        )

    @property
    def usage(self) -> Usage:
        """The tokens and requests so far, including those of articles that failed.

        What a server does not report is missing.
        """
        return self._usage

    @property
    def retries(self) -> int:
        """How many requests were sent again so far, because they or the server failed."""
        return getattr(getattr(self._drafter, "traffic", None), "retries", 0)

    @property
    def concurrency(self) -> int:
        """How many articles `extract_many` works on at a time by default."""
        if isinstance(self._drafter, OfflineDrafter):
            return 1
        return getattr(self._drafter, "concurrency", CONCURRENCY)

    def extract(self, article: Given) -> FactRecord:
        """Extract the record of `article`; this also works in a notebook.

        `article` is a text, a `pathlib.Path` to the file of one article, or an `Article`.
        Raises a `ModelError` if the model returned nothing usable. An interrupt raises
        `KeyboardInterrupt` promptly.
        """
        article = article_of(article)
        if isinstance(self._drafter, OfflineDrafter):
            with self._span(article):
                return self._ruled(article)
        return self._opened_portal().call(lambda: self.aextract(article))

    async def aextract(self, article: Given) -> FactRecord:
        """The asynchronous version of `extract`; without a model, it does not block the loop."""
        article = article_of(article)
        with self._span(article):
            return await self._extracted(article)

    @overload
    def extract_many(
        self,
        articles: Iterable[Article],
        *,
        concurrency: int | None = None,
        jobs: int | None = None,
        ordered: bool = False,
        deadline: float | None = None,
    ) -> Generator[Result]: ...
    @overload
    def extract_many(
        self,
        articles: Iterable[Article | E],
        *,
        concurrency: int | None = None,
        jobs: int | None = None,
        ordered: bool = False,
        deadline: float | None = None,
    ) -> Generator[Result | E]: ...
    def extract_many(
        self,
        articles: Iterable[Article | E],
        *,
        concurrency: int | None = None,
        jobs: int | None = None,
        ordered: bool = False,
        deadline: float | None = None,
    ) -> Generator[Result | E]:
        """Extract the records of many articles: a `Result` for each, as it is done.

        With a model, `concurrency` articles are worked on at a time, by default 8, and an article
        is read when there is room for it, by a thread of its own unless `articles` is a sequence.
        So any number of articles needs little memory. With `ordered`, results come in the order of
        the articles. Without a model, articles are read one after the other, or with `jobs` by so
        many processes; their records differ in nothing but the time.

        An article that fails has a result with its error. A `FactxError` among the articles, for
        one that could not be read, is passed through in its place.

        Raises an error that every other article would have too, such as a key that is not
        accepted, after the results of the articles that had been started. After `deadline` seconds,
        articles in flight are dropped, and `DeadlineReached` is raised after the results that are
        done.
        """
        if isinstance(self._drafter, OfflineDrafter) and jobs in (None, 1):
            return self._offline(articles, deadline)
        return self._from_thread(
            self.aextract_many(
                articles, concurrency=concurrency, jobs=jobs, ordered=ordered, deadline=deadline
            )
        )

    @overload
    def aextract_many(
        self,
        articles: Iterable[Article] | AsyncIterable[Article],
        *,
        concurrency: int | None = None,
        jobs: int | None = None,
        ordered: bool = False,
        deadline: float | None = None,
    ) -> AsyncGenerator[Result]: ...
    @overload
    def aextract_many(
        self,
        articles: Iterable[Article | E] | AsyncIterable[Article | E],
        *,
        concurrency: int | None = None,
        jobs: int | None = None,
        ordered: bool = False,
        deadline: float | None = None,
    ) -> AsyncGenerator[Result | E]: ...
    async def aextract_many(
        self,
        articles: Iterable[Article | E] | AsyncIterable[Article | E],
        *,
        concurrency: int | None = None,
        jobs: int | None = None,
        ordered: bool = False,
        deadline: float | None = None,
    ) -> AsyncGenerator[Result | E]:
        """The asynchronous version of `extract_many`, for asynchronous iterables too.

        To leave it early, close it: `async with contextlib.aclosing(...) as results`.
        """
        last: list[FactxError] = []
        processes = self._processes(jobs)
        usual = self.concurrency if processes is None else processes.concurrency
        at_a_time = _checked("concurrency", usual if concurrency is None else concurrency)

        async def work(item: Article | E) -> Result | E:
            if not isinstance(item, FactxError):
                result = await self._result(item, processes, report)
                report.add(result)
                if isinstance(result.error, FactxError) and ends_run(result.error):
                    last.append(result.error)
                return result
            report.add(item)
            return item

        async def until_the_end(source: AsyncIterator[Article | E]) -> AsyncGenerator[Article | E]:
            while not last:
                try:
                    item = await anext(source)
                except StopAsyncIteration:
                    return
                yield item

        async with AsyncExitStack() as stack:
            report = self._report(jobs or at_a_time)
            stack.callback(report.end)
            stops = set[Callable[[], object]]()
            stack.enter_context(self._stopping(stops))
            limit = stack.enter_context(_Deadline(deadline, stops))
            if processes is not None:
                stack.push_async_callback(processes.aclose)
            source = await stack.enter_async_context(read(articles))
            items = await stack.enter_async_context(aclosing(until_the_end(source)))
            results = stream(items, work, concurrency=at_a_time, ordered=ordered, stops=stops)
            await stack.enter_async_context(aclosing(results))
            async for result in results:
                yield result
        if last:
            raise last[0]
        limit.check()

    def _processes(self, jobs: int | None) -> Processes | None:
        """The processes that work without a model, if several are wanted."""
        if jobs is None or _checked("jobs", jobs) == 1:
            return None
        if self._without_model is None:
            raise BadArgument("jobs is for extraction without a model; use concurrency")
        return Processes(jobs, **self._without_model, words=self._words)

    def stop(self) -> None:
        """End the runs of `extract_many` soon; any thread or signal handler may call it.

        The articles in flight are dropped, and results that are done are returned.
        """
        for stop in tuple(self._stops):
            stop()

    @contextmanager
    def _stopping(self, stops: set[Callable[[], object]]) -> Generator[None]:
        """Let `stop` call the functions in `stops` during this context."""

        def stop() -> None:
            for each in tuple(stops):
                each()

        self._stops.add(stop)
        try:
            yield
        finally:
            self._stops.discard(stop)

    def made(self, provenance: Mapping[str, Any]) -> bool:
        """Whether a record with this provenance was made as this extractor makes records.

        That is, with the same model, prompt and options; `provenance` is the part of its JSON.
        """
        if isinstance(self._drafter, OfflineDrafter):
            layers: list[str] = provenance.get("layers") or []
            has_none = layers == ["attributions", "relations"]
            fits = not has_none if self._claims else has_none or layers == ["attributions"]
            return provenance.get("drafter") == "offline" and fits
        digests = getattr(self._drafter, "prompt_digests", None)
        if digests is None:
            return True
        is_same = provenance.get("model") == getattr(self._drafter, "model", None)
        return is_same and provenance.get("prompt_digest") in digests

    def close(self) -> None:
        """Close the client, after the synchronous methods."""
        portal, self._portal = self._portal, None
        if portal is not None:
            try:
                portal.call(self._close_drafter)
            finally:
                portal.close()
        self._close_thread()

    async def aclose(self) -> None:
        """Close the client of the running event loop, after the asynchronous methods."""
        await self._close_drafter()
        if self._portal is not None:
            await asyncio.to_thread(self.close)
        self._close_thread()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def _report(self, at_a_time: int) -> RunReport:
        return RunReport(
            model=self._name,
            at_a_time=at_a_time,
            usage=lambda: self.usage,
            retries=lambda: self.retries,
        )

    async def _extracted(self, article: Article) -> FactRecord:
        if isinstance(self._drafter, OfflineDrafter):
            return await asyncio.get_running_loop().run_in_executor(
                self._own_thread(), self._ruled, article
            )
        return await self._drafted(article)

    def _ruled(self, article: Article) -> FactRecord:
        """The record of the rules alone."""
        assert isinstance(self._drafter, OfflineDrafter)
        self._check_before(article)
        return complete(self._drafter.record(article), words=self._words)

    async def _drafted(self, article: Article) -> FactRecord:
        self._check_before(article)
        record = complete(ground(article, await self._drafter.draft(article)), words=self._words)
        if self._counts_records:
            self._count(record.provenance.usage)
        return record

    async def _result(
        self, article: Article, processes: Processes | None, report: RunReport
    ) -> Result:
        begun = perf_counter()
        try:
            with report.article(article):
                if processes is not None:
                    self._check_before(article)
                    record, seconds = await processes.extract(article)
                    if record is not None:
                        return Result(article, record, seconds=seconds)
                record = await self._extracted(article)
        except Exception as error:
            return Result(article, error=error, seconds=perf_counter() - begun)
        return Result(article, record, seconds=perf_counter() - begun)

    def _check_before(self, article: Article) -> None:
        if self._check is not None:
            self._check(article)

    def _offline(
        self, articles: Iterable[Article | E], deadline: float | None
    ) -> Generator[Result | E]:
        stopped = threading.Event()
        end = None if deadline is None else perf_counter() + _positive("deadline", deadline)
        report = self._report(1)
        with ExitStack() as stack:
            stack.callback(report.end)
            stack.enter_context(self._stopping({stopped.set}))
            for item in articles:
                if stopped.is_set():
                    return
                if end is not None and perf_counter() > end:
                    raise DeadlineReached(deadline or 0)
                found = item if isinstance(item, FactxError) else self._ruled_result(item, report)
                report.add(found)
                yield found

    def _ruled_result(self, article: Article, report: RunReport) -> Result:
        begun = perf_counter()
        try:
            with report.article(article):
                record = self._ruled(article)
        except Exception as error:
            return Result(article, error=error, seconds=perf_counter() - begun)
        return Result(article, record, seconds=perf_counter() - begun)

    def _from_thread(self, results: AsyncGenerator[Result | E]) -> Generator[Result | E]:
        """The results of an asynchronous run, in the thread of the portal."""
        portal = self._opened_portal()
        try:
            while True:
                try:
                    result = portal.call(lambda: _next(results))
                except StopAsyncIteration:
                    return
                yield result
        finally:
            with suppress(asyncio.CancelledError):
                portal.call(lambda: _closed(results))

    @staticmethod
    def _span(article: Article) -> AbstractContextManager[object]:
        return spans.current("factx.article", {"factx.article.id": article.id})

    def _opened_portal(self) -> Portal:
        if self._portal is None:
            self._portal = Portal()
        return self._portal

    def _own_thread(self) -> ThreadPoolExecutor:
        """The one thread that drafts without a model; several would only disturb each other."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "factx offline")
        return self._thread

    def _close_thread(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown(wait=False, cancel_futures=True)

    async def _close_drafter(self) -> None:
        close = getattr(self._drafter, "aclose", None)
        if close is not None:
            await close()

    def _record(self, recording: "Recording") -> None:
        """Count what a recording used, and pass it on."""
        self._count(recording.usage)
        if self._recorder is not None:
            self._recorder(recording)

    def _count(self, usage: Usage | None) -> None:
        from factx.llm.token_budget import total

        if usage is not None:
            with self._counting:
                self._usage = total(self._usage, usage)


class _Deadline:
    """Ends a run after so many seconds, by calling the functions in `stops`."""

    def __init__(self, seconds: float | None, stops: set[Callable[[], object]]) -> None:
        self._seconds = None if seconds is None else _positive("deadline", seconds)
        self._stops = stops
        self._timer: asyncio.TimerHandle | None = None
        self._is_over = False

    def __enter__(self) -> Self:
        if self._seconds is not None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self._end)
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _end(self) -> None:
        self._is_over = True
        for stop in tuple(self._stops):
            stop()

    def check(self) -> None:
        """Raise `DeadlineReached` if it has ended the run."""
        if self._is_over and self._seconds is not None:
            raise DeadlineReached(self._seconds)


def _store(cache: str | Path, size: int | None) -> "Store":
    from factx.files.answer_folder import MAX_BYTES, AnswerFolder

    return AnswerFolder(str(cache), max_bytes=size or MAX_BYTES)


async def _closed(results: AsyncGenerator[Result | E]) -> None:
    await results.aclose()


async def _next(results: AsyncIterator[Result | E]) -> Result | E:
    return await anext(results)


def _positive(name: str, number: float) -> float:
    if not number > 0:
        raise BadArgument(f"{name} must be more than 0, not {number:g}")
    return number


def _checked(name: str, number: int) -> int:
    if number < 1:
        raise BadArgument(f"{name} must be at least 1, not {number}")
    return number
