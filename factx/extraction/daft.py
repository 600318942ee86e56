"""Extract on many machines, with Daft: rows of articles in, rows with a record or an error out.

    import daft
    from factx.extraction.daft import extractor

    articles = daft.read_json("news/*.jsonl")
    extract = extractor("openai/gpt-5-mini", concurrency=32)
    rows = articles.with_column("result", extract(articles["id"], articles["text"]))
    rows.write_parquet("records/")

Needs `pip install "factx[daft]"`.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable
from concurrent.futures import Future
from importlib import import_module
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeAlias, Unpack, cast

from factx.errors import MissingExtra
from factx.extraction.drafters import OFFLINE, drafter_for
from factx.extraction.extractor import Extractor, Options
from factx.extraction.result import Result
from factx.records import Article, digest, dump

ROWS = 256
"""Articles that an instance is given at a time by default."""
_NO_DRAFTER = ("drafter", "check", "recorder", "cache", "cache_bytes")
_DETERMINING = ("strategy", "claims", "mode", "window", "max_tokens", "max_retries")
"""Options that change the record."""
_Row: TypeAlias = dict[str, str | None]
"""The fields of a result."""


class Runs:
    """The digests by which a run knows what an earlier one has done.

    A digest is of an article's id and text, the model, its prompt and the options that change the
    record.
    """

    def __init__(self, model: str = OFFLINE, **options: Unpack[Options]) -> None:
        given = cast("dict[str, Any]", options)
        for_drafter = {name: one for name, one in given.items() if name not in _NO_DRAFTER}
        prompt = getattr(drafter_for(model, **for_drafter), "prompt_digest", None)
        chosen = {name: given.get(name) for name in _DETERMINING}
        self._fixed = [model, prompt, chosen]

    def digest(self, id: str, text: str) -> str:  # noqa: A002 (the name of the column)
        """The digest of an article, in hexadecimal."""
        fixed = json.dumps([*self._fixed, id, digest(text)], sort_keys=True)
        return hashlib.sha256(fixed.encode("utf-8", "surrogatepass")).hexdigest()


def extractor(
    model: str = OFFLINE,
    *,
    concurrency: int | None = None,
    rows: int = ROWS,
    instances: int | None = None,
    **options: Unpack[Options],
) -> Callable[[Any, Any], Any]:
    """A function of two columns of Daft, the ids and the texts, whose value is a column of results.

    A result has the fields `record`, as JSON, `error`, a sentence, and `run`, the digest of
    `Runs`; of record and error, one is null. An article that fails never ends the run.

    Each instance keeps one extractor, with its client, for all its batches of at most `rows`
    articles. With a model, it has at most `concurrency` of them in flight, by default 8, so there
    are at most `concurrency` times `instances` in all. By default there is one instance in one
    process, and one on each worker of a cluster. The options are those of `factx.Extractor`; they
    are sent to the workers, so leave a key to each worker's environment.

    Raises `MissingExtra` without Daft.
    """
    daft = _daft()
    field = daft.DataType.string()
    result = daft.DataType.struct({"record": field, "error": field, "run": field})

    def extract(self: _Instance, ids: Any, texts: Any) -> Any:
        return self.results(ids.to_pylist(), texts.to_pylist())

    async def ask(self: _Instance, ids: Any, texts: Any) -> Any:
        return await self.aresults(ids.to_pylist(), texts.to_pylist())

    is_offline = model == OFFLINE and options.get("drafter") is None
    decorated = daft.method.batch(return_dtype=result, batch_size=rows)(
        extract if is_offline else ask
    )
    made = type("Extract", (_Instance,), {"extract": decorated, "__module__": __name__})
    instance = daft.cls(made, max_concurrency=instances)(model, concurrency, dict(options))
    return instance.extract


def undone(articles: Any, done: Any, model: str = OFFLINE, **options: Unpack[Options]) -> Any:
    """The rows of `articles`, with columns `id` and `text`, whose records are not in `done`.

    `done` is a data frame with a column `result` of an earlier run. Rows with an error, and those
    of another model, prompt or option, do not count, and so are extracted again.
    """
    daft = _daft()
    runs = Runs(model, **options)
    finished = done.where(done["result"].get("record").not_null())
    finished = finished.select(finished["result"].get("run").alias("run"))

    @daft.func(return_dtype=daft.DataType.string())
    def digest_of(id: str, text: str) -> str:  # noqa: A002
        return runs.digest(id, text)

    named = articles.with_column("run", digest_of(articles["id"], articles["text"]))
    return named.join(finished, on="run", how="anti").exclude("run")


class _Instance:
    """What one worker keeps: an extractor and its client, from the first article on."""

    def __init__(self, model: str, concurrency: int | None, options: Options) -> None:
        self._extractor = Extractor(model, **options)
        self._runs = Runs(model, **options)
        self._run = _Run(self._extractor, concurrency)

    def results(self, ids: list[Any], texts: list[Any]) -> list[_Row]:
        """A row for each article, in their order, one article after the other."""
        rows: list[_Row] = []
        for name, text in zip(ids, texts, strict=True):
            article = _article(name, text)
            rows.append(self._offline(article) if isinstance(article, Article) else article)
        return rows

    def _offline(self, article: Article) -> _Row:
        try:
            return self._row(Result(article, self._extractor.extract(article)))
        except Exception as error:
            return self._row(Result(article, error=error))

    async def aresults(self, ids: list[Any], texts: list[Any]) -> list[_Row]:
        """The same for a model, which is asked about the articles of all calls in one run."""
        articles = [_article(*each) for each in zip(ids, texts, strict=True)]
        return [*await asyncio.gather(*map(self._asked, articles))]

    async def _asked(self, article: "Article | _Row") -> _Row:
        if not isinstance(article, Article):
            return article
        return self._row(await asyncio.wrap_future(self._run.result_of(article)))

    def _row(self, result: Result) -> _Row:
        run = self._runs.digest(result.article.id, result.article.get_text())
        if result.record is not None:
            return {"record": dump(result.record), "error": None, "run": run}
        return {"record": None, "error": _sentence(result.error), "run": run}


class _Run:
    """A run of `extract_many` without end, whose articles come from calls in any thread.

    Daft calls asynchronous functions for many rows at once, whatever limit it is given, and others
    for a row at a time on a cluster. So the run counts what is in flight itself.
    """

    def __init__(self, extractor: Extractor, concurrency: int | None) -> None:
        self._articles: SimpleQueue[Article] = SimpleQueue()
        self._waiting: dict[int, tuple[Article, Future[Result]]] = {}
        self._lock = Lock()
        self._error: Exception | None = None
        arguments = (extractor, concurrency)
        self._thread = Thread(target=self._work, args=arguments, name="factx daft", daemon=True)

    def result_of(self, article: Article) -> "Future[Result]":
        """The result of an article, with the error that ended the run if one did."""
        future: Future[Result] = Future()
        with self._lock:
            if self._error is not None:
                future.set_result(Result(article, error=self._error))
            else:
                self._waiting[id(article)] = article, future
                self._articles.put(article)
                if self._thread.ident is None:
                    self._thread.start()
        return future

    def _work(self, extractor: Extractor, concurrency: int | None) -> None:
        try:
            articles = iter(self._articles.get, None)
            for result in extractor.extract_many(articles, concurrency=concurrency):
                with self._lock:
                    _, future = self._waiting.pop(id(result.article))
                future.set_result(result)
        except Exception as error:  # every other article would fail in the same way
            with self._lock:
                self._error = error
            for article, future in self._waiting.values():
                future.set_result(Result(article, error=error))


def _article(name: Any, text: Any) -> "Article | _Row":
    """The article, or the row of one that is none, of which there may be some in millions."""
    try:
        return Article(id=name, text=text)
    except Exception as error:
        return {"record": None, "error": _sentence(error), "run": None}


def _sentence(error: BaseException | None) -> str:
    return str(error) or type(error).__name__


def _daft() -> Any:
    try:
        return import_module("daft")
    except ModuleNotFoundError as error:
        if error.name != "daft":
            raise
        raise MissingExtra("factx.extraction.daft", 'pip install "factx[daft]"') from None
