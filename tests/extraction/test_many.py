"""Many articles: results as they are done, in bounded memory, and no failure ends the run."""

import asyncio
import gc
import threading
import time
import weakref
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, closing
from typing import Any

import pytest

import factx
from factx.errors import DeadlineReached, InputError, MissingKey, ModelUnreachable
from factx.extraction.drafters import drafter_for
from factx.extraction.extractor import Options
from factx.records import Article, Draft


def articles(count: int, *, first: int = 0) -> list[Article]:
    return [Article(id=str(n), text=f"Article {n}.") for n in range(first, first + count)]


class Timed:
    """A drafter that takes the time that is written in an article's id, in hundredths of seconds.

    It notes how many articles it worked on at a time.
    """

    def __init__(self, *, ends_at: str = "") -> None:
        self.at_a_time = self.most = 0
        self.seen: list[str] = []
        self.cancelled: list[str] = []
        self.is_closed = False
        self._ends_at = ends_at

    async def draft(self, article: Article) -> Draft:
        self.seen.append(article.id)
        self.at_a_time += 1
        self.most = max(self.most, self.at_a_time)
        try:
            await asyncio.sleep(int(article.id.partition("-")[0]) / 100)
        except asyncio.CancelledError:
            self.cancelled.append(article.id)
            raise
        finally:
            self.at_a_time -= 1
        if article.id == self._ends_at:
            raise MissingKey("fake/model", "FAKE_API_KEY")
        if article.id.endswith("bad"):
            raise ModelUnreachable("fake/model", "no connection")
        if article.id.endswith("bug"):
            raise ZeroDivisionError
        return Draft(article_sha256=article.sha256)

    async def aclose(self) -> None:
        self.is_closed = True


def named(*ids: str) -> list[Article]:
    return [Article(id=name, text=f"Article {name}.") for name in ids]


def ids(results: Any) -> list[str]:
    return [result.article.id for result in results]


def test_results_come_as_they_are_done() -> None:
    with factx.Extractor(drafter=Timed()) as extractor:
        assert ids(extractor.extract_many(named("30", "5", "15"))) == ["5", "15", "30"]


def test_results_come_in_the_order_of_the_articles_on_request() -> None:
    given = named("30", "5", "15", "1", "2-bad", "3")
    with factx.Extractor(drafter=Timed()) as extractor:
        results = list(extractor.extract_many(given, concurrency=2, ordered=True))
    assert [result.article for result in results] == given
    assert [result.record is None for result in results] == [
        name == "2-bad" for name in ids(results)
    ]


@pytest.mark.parametrize("concurrency", [1, 3])
def test_at_most_so_many_articles_are_worked_on_at_a_time(concurrency: int) -> None:
    drafter = Timed()
    given = named(*(f"1-{n}" for n in range(9)))
    with factx.Extractor(drafter=drafter) as extractor:
        results = list(extractor.extract_many(given, concurrency=concurrency))
    assert sorted(ids(results)) == ids_of(given)
    assert drafter.most == concurrency


def ids_of(given: list[Article]) -> list[str]:
    return sorted(article.id for article in given)


def test_eight_articles_are_worked_on_at_a_time_by_default() -> None:
    drafter = Timed()
    list(factx.extract_many(named(*(f"2-{n}" for n in range(20))), drafter=drafter))
    assert drafter.most == 8


def test_no_article_ends_the_run() -> None:
    given = named("1", "1-bad", "1-bug", "2")
    results = {r.article.id: r for r in factx.extract_many(given, drafter=Timed())}
    assert isinstance(results["1-bad"].error, ModelUnreachable)
    assert isinstance(results["1-bug"].error, ZeroDivisionError)
    assert [results[name].error for name in ("1", "2")] == [None, None]
    assert results["1"].record == factx.extract(given[0], drafter=Timed())


def test_an_error_that_every_article_would_have_ends_the_run() -> None:
    """After the results of the articles that were started."""
    drafter = Timed(ends_at="1")
    results = factx.extract_many(iter(named("1", "5", *["2"] * 20)), drafter=drafter, concurrency=2)
    seen: list[factx.Result] = []
    with pytest.raises(MissingKey):
        seen.extend(results)
    assert sorted(ids(seen)) == sorted(drafter.seen)
    assert len(drafter.seen) < 5


def test_an_unreadable_article_is_passed_through_in_its_place() -> None:
    gone = InputError("b.txt", "there is no such file")
    first, last = named("0", "1")
    for model in ("offline", None):
        drafter = None if model else Timed()
        with factx.Extractor(drafter=drafter) as extractor:
            results = list(extractor.extract_many([first, gone, last], ordered=True))
        assert results[1] is gone
        assert [r.article for r in results if not isinstance(r, InputError)] == [first, last]


def test_articles_are_read_when_there_is_room_for_them() -> None:
    """By a thread of its own, whose iterator may block."""
    read: list[str] = []
    threads: set[str] = set()

    def source() -> Iterator[Article]:
        for article in articles(1000):
            read.append(article.id)
            threads.add(threading.current_thread().name)
            yield article.model_copy(update={"id": "0"})

    with closing(factx.extract_many(source(), drafter=Timed(), concurrency=4)) as results:
        for _ in range(3):
            next(results)
        time.sleep(0.1)
        assert len(read) <= 3 + 2 * 4 + 1
    assert threads == {"factx reader"}


def test_a_source_that_blocks_does_not_hold_up_what_is_in_flight() -> None:
    release = threading.Event()

    def source() -> Iterator[Article]:
        yield from named("1", "2")
        release.wait(20)
        yield from named("3")

    results = factx.extract_many(source(), drafter=Timed())
    assert [next(results).article.id for _ in range(2)] == ["1", "2"]
    release.set()
    assert ids(results) == ["3"]


def test_an_asynchronous_source_will_do() -> None:
    async def source() -> AsyncIterator[Article]:
        for article in named("3", "1", "2"):
            await asyncio.sleep(0)
            yield article

    async def collect() -> list[str]:
        return [r.article.id async for r in factx.aextract_many(source(), drafter=Timed())]

    assert asyncio.run(collect()) == ["1", "2", "3"]


def test_an_error_in_the_source_is_raised_after_the_articles_before_it() -> None:
    def source() -> Iterator[Article]:
        yield from named("1", "2")
        raise OSError("the disk is gone")

    results = factx.extract_many(source(), drafter=Timed())
    assert [next(results).article.id for _ in range(2)] == ["1", "2"]
    with pytest.raises(OSError, match="the disk is gone"):
        next(results)


@pytest.mark.parametrize("ordered", [False, True])
def test_leaving_early_cancels_what_is_in_flight(ordered: bool) -> None:
    drafter, others = Timed(), {*threading.enumerate()}
    given = named("1", "900", "901", "902")
    with closing(
        factx.extract_many(iter(given), drafter=drafter, concurrency=3, ordered=ordered)
    ) as results:
        assert next(results).article.id == "1"
    assert sorted(drafter.cancelled)[:2] == ["900", "901"]
    assert drafter.is_closed
    own = {*threading.enumerate()} - others
    assert not [t for t in own if t.name == "factx" and t.is_alive()]


def test_leaving_an_asynchronous_run_early_cancels_what_is_in_flight() -> None:
    drafter = Timed()

    async def leave() -> None:
        async with aclosing(factx.aextract_many(named("1", "900"), drafter=drafter)) as results:
            async for _ in results:
                break

    asyncio.run(leave())
    assert (drafter.cancelled, drafter.is_closed) == (["900"], True)


@pytest.mark.parametrize("ordered", [False, True])
def test_no_article_is_kept_after_its_result_was_taken(ordered: bool) -> None:
    alive: weakref.WeakSet[Article] = weakref.WeakSet()
    most = 0

    def source() -> Iterator[Article]:
        for n in range(200):
            article = Article(id="0", text=f"Article {n}.")
            alive.add(article)
            yield article

    for _ in factx.extract_many(source(), drafter=Timed(), concurrency=4, ordered=ordered):
        gc.collect()
        most = max(most, len(alive))
    assert most <= 4 * 4 + 4


def test_without_a_model_the_loop_is_not_blocked() -> None:
    """While an article is read, the loop's other tasks run."""
    text = "The mayor, Ana Ruiz, said the bridge would close in May. " * 400
    longest = 0.0

    async def tick(done: asyncio.Event) -> None:
        nonlocal longest
        while not done.is_set():
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - begun)

    async def main() -> float:
        factx.extract(Article(text=text))  # loads the word lists
        begun = time.perf_counter()
        done = asyncio.Event()
        ticking = asyncio.create_task(tick(done))
        async with factx.Extractor() as extractor:
            await extractor.aextract(Article(text=text))
            async for _ in extractor.aextract_many([Article(text=text)]):
                pass
        done.set()
        await ticking
        return time.perf_counter() - begun

    whole = asyncio.run(main())
    assert longest < whole / 3


def test_wrong_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1, not 0"):
        list(factx.extract_many([], drafter=Timed(), concurrency=0))
    for drafter in (Timed(), None):
        with pytest.raises(ValueError, match="deadline must be more than 0, not 0"):
            list(factx.extract_many([], deadline=0, drafter=drafter))


@pytest.mark.parametrize("ordered", [False, True])
def test_a_run_ends_at_its_deadline_with_the_results_that_are_done(ordered: bool) -> None:
    """What is in flight is dropped, and no other article is begun."""
    drafter, found = Timed(), list[factx.Result]()
    given = named("1", "2", "900", "901", "902")
    results = factx.extract_many(given, drafter=drafter, concurrency=2, ordered=ordered, deadline=2)
    with pytest.raises(DeadlineReached, match="the deadline of 2 s is over") as reached:
        found.extend(results)
    assert reached.value.seconds == 2
    assert ids(found) == ["1", "2"]
    assert sorted(drafter.cancelled) == ["900", "901"]


def test_a_run_that_ends_before_its_deadline_is_whole() -> None:
    given = named("1", "2")
    assert len(list(factx.extract_many(given, drafter=Timed(), deadline=60))) == 2
    assert len(list(factx.extract_many(given, deadline=60))) == 2


def test_without_a_model_the_article_at_the_deadline_is_the_last() -> None:
    def slow() -> Iterator[Article]:
        for article in articles(9):
            yield article
            time.sleep(0.3)

    found: list[factx.Result] = []
    with pytest.raises(DeadlineReached):
        found.extend(factx.extract_many(slow(), deadline=0.5))
    assert 1 <= len(found) < 9


def test_the_fronts_take_every_option_of_an_extractor() -> None:
    arguments = factx.Extractor.__init__.__annotations__
    assert set(Options.__annotations__) == set(arguments) - {"model", "return"}
    own = {"return", "drafter", "check", "cache", "cache_bytes"}
    assert set(arguments) - own == set(drafter_for.__annotations__) - {
        "return",
        "keep_client",
        "store",  # which is made of the cache
    }
