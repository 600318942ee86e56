"""Extract on many machines, with Daft: rows of articles in, rows with a record or an error out.

    import daft
    from factx.extraction.daft import extractor

    articles = daft.read_json("news/*.jsonl")
    extract = extractor("openai/gpt-5-mini", concurrency=32)
    rows = articles.with_column("result", extract(articles["id"], articles["text"]))
    rows.write_parquet("records/")

Needs `pip install "factx[daft]"`.
"""

import hashlib
import json
from collections.abc import Callable
from importlib import import_module
from typing import Any, Unpack, cast

from factx.errors import MissingExtra
from factx.extraction.drafters import OFFLINE, drafter_for
from factx.extraction.extractor import Extractor, Options
from factx.records import Article, digest, dump

ROWS = 256
"""Articles that an instance is given at a time by default."""
_NO_DRAFTER = ("drafter", "check", "recorder", "cache", "cache_bytes")
_DETERMINING = ("strategy", "claims", "mode", "window", "max_tokens", "max_retries")
"""Options that change the record."""


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

    Each instance keeps one extractor, with its client, for all its batches of `rows` articles, and
    has at most `concurrency` of them in flight, by default 8 for a model, whatever Daft does at a
    time. So there are at most `concurrency` times `instances` in all. The options are those of
    `factx.Extractor`; they are sent to the workers, so leave a key to each worker's environment.

    Raises `MissingExtra` without Daft.
    """
    daft = _daft()
    field = daft.DataType.string()
    result = daft.DataType.struct({"record": field, "error": field, "run": field})

    def extract(self: _Instance, ids: Any, texts: Any) -> Any:
        return self.results(ids.to_pylist(), texts.to_pylist())

    decorated = daft.method.batch(return_dtype=result, batch_size=rows)(extract)
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
    """What one worker keeps: an extractor and its client, from the first batch on."""

    def __init__(self, model: str, concurrency: int | None, options: Options) -> None:
        self._concurrency = concurrency
        self._extractor = Extractor(model, **options)
        self._runs = Runs(model, **options)

    def results(self, ids: list[Any], texts: list[Any]) -> list[dict[str, str | None]]:
        """A result for each article, in their order."""
        found: list[dict[str, str | None]] = [
            {"record": None, "error": None, "run": None} for _ in ids
        ]
        articles, places = list[Article](), dict[int, int]()
        for place, (name, text) in enumerate(zip(ids, texts, strict=True)):
            try:
                article = Article(id=name, text=text)
            except Exception as error:  # one bad row of millions
                found[place]["error"] = _sentence(error)
                continue
            found[place]["run"] = self._runs.digest(name, text)
            places[id(article)] = place
            articles.append(article)
        try:
            for result in self._extractor.extract_many(articles, concurrency=self._concurrency):
                place = places.pop(id(result.article))
                if result.record is not None:
                    found[place]["record"] = dump(result.record)
                else:
                    found[place]["error"] = _sentence(result.error)
        except Exception as error:  # every other article would fail in the same way
            for place in places.values():
                found[place]["error"] = _sentence(error)
        return found


def _sentence(error: BaseException | None) -> str:
    return str(error) or type(error).__name__


def _daft() -> Any:
    try:
        return import_module("daft")
    except ModuleNotFoundError as error:
        if error.name != "daft":
            raise
        raise MissingExtra("factx.extraction.daft", 'pip install "factx[daft]"') from None
