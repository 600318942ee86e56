"""Several processes give the records of one, and a killed one loses nothing."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import factx
from factx.errors import InputError, WorkerDied
from factx.extraction import processes
from factx.extraction.processes import Processes
from factx.records import Article

linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc lists the processes")
TEXT = "Ana Ruiz, the mayor, said bridge {n} would close. “We have no choice,” she said.\n"


def workers() -> list[int]:
    """The processes of this one's that extract, where /proc lists them."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    found = [int(child) for path in tasks for child in path.read_text().split()]
    return [pid for pid in found if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def articles(count: int) -> Iterator[Article]:
    for n in range(count):
        yield Article(id=str(n), text=TEXT.format(n=n), meta={"number": str(n)})


def but_for_the_time(result: factx.Result) -> dict[str, Any]:
    assert result.record is not None, result.error
    data = result.record.model_dump()
    del data["provenance"]["seconds"], data["provenance"]["when"]
    return data


def test_two_processes_give_the_records_of_one_in_their_order() -> None:
    one = list(factx.extract_many(articles(40)))
    two = list(factx.extract_many(articles(40), jobs=2, ordered=True))
    assert list(map(but_for_the_time, two)) == list(map(but_for_the_time, one))


def test_claims_can_be_skipped_in_processes_too() -> None:
    [result] = factx.extract_many(articles(1), jobs=2, claims=False)
    assert result.record is not None
    assert result.record.claims == ()


def test_an_article_that_fails_in_a_process_has_its_own_exception() -> None:
    """And the others have records."""
    bare = Article(id="bare", sha256="0" * 64)
    results = list(factx.extract_many([*articles(2), bare], jobs=2, ordered=True))
    assert [result.record is None for result in results] == [False, False, True]
    assert str(results[2].error) == "article bare has no text"


def test_processes_are_for_the_offline_rules() -> None:
    with pytest.raises(ValueError, match="use concurrency"):
        list(factx.extract_many([], model="openai/x", base_url="http://127.0.0.1:9/v1", jobs=2))


@linux
def test_a_killed_process_loses_no_article() -> None:
    """Also one that was killed with articles that it had not begun."""
    seen: list[str] = []
    killed: list[int] = []
    with factx.Extractor() as extractor:
        for result in extractor.extract_many(articles(60), jobs=2):
            assert result.record is not None, result.error
            seen.append(result.article.id)
            if len(seen) in (5, 20):
                killed.append(workers()[0])
                os.kill(killed[-1], signal.SIGKILL)
    assert sorted(map(int, seen)) == list(range(60))
    assert len(killed) == 2


@linux
def test_an_article_that_kills_its_process_fails_after_the_second_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, factx.rules.drafter as drafter\n"
        "read = drafter.OfflineDrafter.record\n"
        "def record(self, article):\n"
        "    if article.id == '2': os.kill(os.getpid(), 9)\n"
        "    return read(self, article)\n"
        "drafter.OfflineDrafter.record = record\n"
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    results = list(factx.extract_many(articles(6), jobs=2, ordered=True))
    assert [result.record is None for result in results] == [n == 2 for n in range(6)]
    assert isinstance(results[2].error, WorkerDied)
    assert str(results[2].error) == (
        "article 2: the process that worked on it ended by signal 9, twice; it may need more"
        " memory than there is"
    )


def test_a_process_that_is_killed_before_it_is_ready_is_started_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    once = (
        f"import os; path = {str(tmp_path / 'begun')!r}; first = not os.path.exists(path);"
        "open(path, 'w').close(); first and os._exit(9);"
    )
    start = vars(processes)["_START"]
    monkeypatch.setattr(processes, "_START", once + start)
    results = list(factx.extract_many(articles(3), jobs=2))
    assert [result.record is None for result in results] == [False] * 3


def test_processes_that_cannot_start_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factx.extraction.processes._START", "raise SystemExit(3)")
    with pytest.raises(InputError, match="jobs: a process could not be started"):
        list(factx.extract_many(articles(5), jobs=2))


@linux
def test_leaving_early_ends_the_processes() -> None:
    async def leave() -> list[int]:
        processes = Processes(2, claims=True)
        try:
            await asyncio.gather(*(processes.extract(article) for article in articles(4)))
            return workers()
        finally:
            await processes.aclose()

    ended = asyncio.run(leave())
    assert len(ended) == 2
    assert not set(ended) & set(workers())
