"""What a run over many articles reports about itself, to logs and traces."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from time import perf_counter

from factx import spans
from factx.errors import FactxError
from factx.events import emit, is_wanted
from factx.extraction.result import Result
from factx.records import Article, Usage


class RunReport:
    """Reports one run: its start, each article, and its end."""

    def __init__(
        self, *, model: str, at_a_time: int, usage: Callable[[], Usage], retries: Callable[[], int]
    ) -> None:
        """`usage` and `retries` return what the extractor has used so far."""
        self._usage, self._retries = usage, retries
        self._done = self._failed = 0
        self._begun = perf_counter()
        self._span = spans.begin("factx.run", {"factx.model": model})
        emit(
            "start",
            "start with %(model)s, %(concurrency)d at a time",
            model=model,
            concurrency=at_a_time,
        )

    def article(self, article: Article) -> AbstractContextManager[object]:
        """The span of an article, which lasts as long as the context."""
        attributes = {"factx.article.id": article.id}
        return spans.current("factx.article", attributes, parent=self._span.context)

    def add(self, item: Result | FactxError) -> None:
        """Report what became of an article, or an input that could not be read."""
        if isinstance(item, FactxError):
            self._fail(item, None, None)
            return
        if item.record is None:
            assert item.error is not None
            self._fail(item.error, item.article.id, item.seconds)
            return
        self._done += 1
        if is_wanted():
            made, counts = item.record.provenance, item.record.counts
            emit(
                "done",
                "%(article)s: done in %(seconds).1f s",
                article=item.article.id,
                seconds=round(item.seconds, 3),
                sources=len(item.record.sources),
                quotes=len(item.record.quotes),
                attributions=len(item.record.attributions),
                claims=len(item.record.claims),
                drafted=counts.drafted,
                grounded=counts.grounded,
                ungrounded=len(item.record.ungrounded),
                broken_off=made.broken_off,
                **_spent(made.usage),
            )

    def end(self) -> None:
        """Report that no other article is worked on."""
        spent = _spent(self._usage())
        self._span.set(
            {
                "factx.articles.done": self._done,
                "factx.articles.failed": self._failed,
                "gen_ai.usage.input_tokens": spent.get("input_tokens"),
                "gen_ai.usage.output_tokens": spent.get("output_tokens"),
            }
        )
        self._span.end()
        emit(
            "end",
            "%(done)d done, %(failed)d failed in %(seconds).1f s",
            done=self._done,
            failed=self._failed,
            seconds=round(perf_counter() - self._begun, 3),
            retries=self._retries(),
            **spent,
        )

    def _fail(self, error: Exception, article: str | None, seconds: float | None) -> None:
        self._failed += 1
        # The message of an error that is not factx's may quote the article.
        message = str(error) if isinstance(error, FactxError) else type(error).__name__
        emit(
            "failed",
            "%(message)s" if article is None else "%(article)s: %(message)s",
            article=article,
            seconds=None if seconds is None else round(seconds, 3),
            error=type(error).__name__,
            message=message,
        )


def _spent(usage: Usage | None) -> dict[str, int | None]:
    """What was used; nothing if no question was asked."""
    if usage is None or not usage.requests:
        return {}
    return {
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "cached_tokens": usage.cached_tokens,
        "requests": usage.requests,
    }
