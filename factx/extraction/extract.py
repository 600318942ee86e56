"""Extract records with an `Extractor` that lasts for one call."""

from collections.abc import AsyncGenerator, AsyncIterable, Generator, Iterable
from contextlib import aclosing
from typing import Unpack

from factx.extraction.drafters import OFFLINE
from factx.extraction.extractor import Extractor, Options
from factx.extraction.result import Result
from factx.given import Given, article_of
from factx.records import Article, FactRecord


def extract(
    article: Given, *, lang: str | None = None, model: str = OFFLINE, **options: Unpack[Options]
) -> FactRecord:
    """Extract the record of `article`; this also works in a notebook.

    `article` is a text, a `pathlib.Path` to the file of one article, or an `Article`; `lang` is its
    language, if it names none: a tag such as "de", or a name such as "German".

    The options are those of `Extractor`, which asks about many articles with one client. Raises a
    `ModelError` if the model returned nothing usable. An interrupt ends it promptly, with
    `KeyboardInterrupt`.

    Examples:
        >>> record = factx.extract("Ana Ruiz said the bridge would close in May.")
        >>> [(each.speaker, each.cue, each.text) for each in record.statements]
        [('Ana Ruiz', 'said', 'the bridge would close in May')]
    """
    with Extractor(model, **options) as extractor:
        return extractor.extract(article_of(article, lang=lang))


async def aextract(
    article: Given, *, lang: str | None = None, model: str = OFFLINE, **options: Unpack[Options]
) -> FactRecord:
    """The asynchronous version of `extract`; without a model, it does not block the loop.

    Examples:
        >>> import asyncio
        >>> asyncio.run(factx.aextract("Ana Ruiz said the bridge would close.")).quotes
        (Quote('q1', indirect, 'the bridge would close'),)
    """
    async with Extractor(model, **options) as extractor:
        return await extractor.aextract(article_of(article, lang=lang))


def extract_many(
    articles: Iterable[Article],
    *,
    model: str = OFFLINE,
    concurrency: int | None = None,
    jobs: int | None = None,
    ordered: bool = False,
    deadline: float | None = None,
    **options: Unpack[Options],
) -> Generator[Result]:
    """Extract the records of many articles: a `Result` for each, as it is done.

    See `Extractor.extract_many`; the options are those of `Extractor`.

    Examples:
        >>> articles = [factx.Article(id="rain", text="Ana said the bridge closed.")]
        >>> [(each.article.id, each.record) for each in factx.extract_many(articles)]
        [('rain', FactRecord('rain', 1 source, 1 quote, 1 claim, 0 ungrounded))]
    """
    with Extractor(model, **options) as extractor:
        yield from extractor.extract_many(
            articles, concurrency=concurrency, jobs=jobs, ordered=ordered, deadline=deadline
        )


async def aextract_many(
    articles: Iterable[Article] | AsyncIterable[Article],
    *,
    model: str = OFFLINE,
    concurrency: int | None = None,
    jobs: int | None = None,
    ordered: bool = False,
    deadline: float | None = None,
    **options: Unpack[Options],
) -> AsyncGenerator[Result]:
    """The asynchronous version of `extract_many`, for asynchronous iterables too.

    Examples:
        >>> import asyncio
        >>> async def ids(articles):
        ...     return [each.article.id async for each in factx.aextract_many(articles)]
        >>> asyncio.run(ids([factx.Article(id="rain", text="Ana said the bridge closed.")]))
        ['rain']
    """
    async with Extractor(model, **options) as extractor:
        results = extractor.aextract_many(
            articles, concurrency=concurrency, jobs=jobs, ordered=ordered, deadline=deadline
        )
        async with aclosing(results):
            async for result in results:
                yield result
