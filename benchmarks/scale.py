#!/usr/bin/env python3
"""Many articles: the time against the ideal, the peak memory, and what was asked twice.

    python benchmarks/scale.py requests --articles 1000 --jobs 64 --latency 0.2 --share 0.2
    python benchmarks/scale.py requests --articles 2560 --jobs 256 --latency 1
    python benchmarks/scale.py memory --articles 1000 20000
    python benchmarks/scale.py processes --articles 1000
    python benchmarks/scale.py sizing --articles 500 --latency 8 --jobs 64

The model is a scripted server (tests/model_server) in a process of its own, which answers without a
mistake after the latency; a share of its responses has faults. `requests` compares with the time of
an ideal client: as many rounds as there are articles for each place in flight, each of one latency.
`--langextract PYTHON` also runs LangExtract with as many workers on the same server; PYTHON is an
interpreter of an environment with `pip install langextract[openai]`. `memory` measures a process
for each number of articles, offline and with the server; `processes` the CPU and wall time of one
process and of two. `sizing` measures the CPU time for an article of the fixtures, offline and with
the server, and computes what 1, 10 and 100 workers of one core extract in an hour.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import factx
from factx.records import Article

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from tests.model_server import started  # noqa: E402 -- found from here

_LANGEXTRACT = """
import sys, json, time, langextract as lx
from langextract.providers.openai import OpenAILanguageModel
address, workers, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
texts = [f'"We lost {n} times," Lena Moss said.' for n in range(count)]
example = lx.data.ExampleData(text='"Yes," Bo said.', extractions=[
    lx.data.Extraction(extraction_class="quote", extraction_text='"Yes,"')])
model = OpenAILanguageModel(model_id="x", base_url=address + "/v1", api_key="none")
begun, done = time.perf_counter(), 0
try:
    for document in lx.extract(
        text_or_documents=[lx.data.Document(text=text, document_id=str(n))
                           for n, text in enumerate(texts)],
        prompt_description="Find the quotes.", examples=[example], model=model,
        max_workers=workers, batch_length=workers, show_progress=False,
        resolver_params={"suppress_parse_errors": True}, use_schema_constraints=False):
        done += 1
    error = ""
except Exception as failure:
    error = type(failure).__name__
print(json.dumps({"seconds": time.perf_counter() - begun, "done": done, "error": error}))
"""


def articles(count: int) -> Iterator[Article]:
    for n in range(count):
        yield Article(id=str(n), text=f'"We lost {n} times," Lena Moss said.')


class Options(argparse.Namespace):
    """The options given."""

    what: str
    articles: list[int]
    jobs: int
    latency: float
    share: float
    langextract: str | None
    address: str | None


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["requests", "memory", "processes", "sizing", "one"])
    parser.add_argument("--articles", type=int, nargs="+", default=[1000])
    parser.add_argument("--jobs", type=int, default=64)
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--share", type=float, default=0.0)
    parser.add_argument("--langextract", metavar="PYTHON")
    parser.add_argument("--address", help=argparse.SUPPRESS)
    options = parser.parse_args(namespace=Options())
    ways = {each.__name__: each for each in (requests, memory, processes, sizing, one)}
    ways[options.what](options)


def requests(options: Options) -> None:
    """Time a run against the scripted server."""
    [count] = options.articles
    served = ["--latency", str(options.latency), "--share", str(options.share)]
    ideal = -(-count // options.jobs) * options.latency
    with started(*served) as server:
        begun, cpu = time.perf_counter(), time.process_time()
        results = list(_results(server.address, count, options.jobs))
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
        counts = server.counts()
    ids = [result.article.id for result in results if result.record is not None]
    twice = sum(one.answered > 1 for one in counts.values())
    faults = sum(one.faults for one in counts.values())
    print(
        f"factx: {count:,} articles, {options.jobs} in flight, {options.latency:g} s latency,"
        f" {faults:,} faults: {seconds:.1f} s, {seconds / ideal:.2f} times the ideal {ideal:.1f} s;"
        f" {cpu:.1f} s of CPU; {count - len({*ids})} lost, {len(ids) - len({*ids})} doubled,"
        f" {twice} paid twice"
    )
    if options.langextract:
        with started(*served) as server:
            command = [options.langextract, "-c", _LANGEXTRACT, server.address]
            command += [str(options.jobs), str(count)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        told = done.stdout.strip() or done.stderr[-300:]
        print(f"LangExtract, {options.jobs} workers: {told}")


def _results(address: str | None, count: int, jobs: int) -> Iterator[factx.Result]:
    if address is None:
        yield from factx.extract_many(articles(count))
    else:
        yield from factx.extract_many(
            articles(count), model="openai/x", base_url=f"{address}/v1", strategy="whole",
            concurrency=jobs,
        )  # fmt: skip


def one(options: Options) -> None:
    """One run, of which the peak memory of this process is printed in MB."""
    for result in _results(options.address, options.articles[0], options.jobs):
        assert result.record is not None, result.error
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def memory(options: Options) -> None:
    """The peak memory for each number of articles, in a process of its own."""
    with started() as server:
        for name, address in (("offline", None), ("scripted", server.address)):
            peaks: list[float] = []
            for count in options.articles:
                command = [sys.executable, __file__, "one", "--articles", str(count)]
                command += ["--jobs", str(options.jobs)]
                command += ["--address", address] if address else []
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                peaks.append(float(done.stdout))
            shown = ", ".join(
                f"{count:,} articles {peak:.0f} MB"
                for count, peak in zip(options.articles, peaks, strict=True)
            )
            print(f"{name}: {shown}; {peaks[-1] / peaks[0]:.2f} times")


def fixtures(count: int) -> list[Article]:
    """So many articles, with the texts of the fixtures in turn."""
    texts = [path.read_text("utf-8") for path in sorted(ROOT.glob("fixtures/*/article.txt"))]
    return [Article(id=str(n), text=texts[n % len(texts)]) for n in range(count)]


def sizing(options: Options) -> None:
    """The CPU time of an article, and the articles of an hour that follow from it."""
    [count] = options.articles
    given = fixtures(count)
    words = sum(len(each.get_text().split()) for each in given) / count
    begun = time.process_time()
    assert all(result.record for result in factx.extract_many(given))
    offline = (time.process_time() - begun) / count
    with started(str(ROOT / "fixtures")) as server:
        extractor = factx.Extractor("openai/x", base_url=f"{server.address}/v1", strategy="whole")
        with extractor:
            begun = time.process_time()
            results = extractor.extract_many(given, concurrency=options.jobs)
            assert all(result.record for result in results)
            asked = (time.process_time() - begun) / count
            requests_each = extractor.usage.requests / count
    waiting = options.latency * requests_each / options.jobs
    print(
        f"{count:,} articles of {words:.0f} words: {1000 * offline:.1f} ms of CPU offline,"
        f" {1000 * asked:.1f} ms with a model, {requests_each:.2f} requests"
    )
    for workers in (1, 10, 100):
        print(
            f"{workers} workers: {workers * 3600 / offline:,.0f} articles an hour offline,"
            f" {workers * 3600 / max(asked, waiting):,.0f} with a model that takes"
            f" {options.latency:g} s, {workers * options.jobs:,} in flight"
        )


def processes(options: Options) -> None:
    """The time of one process and of two for the same articles of the fixtures."""
    [count] = options.articles
    given = fixtures(count)
    spent: dict[int, float] = {}
    for jobs in (1, 2):
        before = os.times()
        for _ in factx.extract_many(given, jobs=jobs):
            pass
        after = os.times()
        own = after.user + after.system - before.user - before.system
        theirs = (
            after.children_user + after.children_system
            - before.children_user - before.children_system
        )  # fmt: skip
        spent[jobs] = (own + theirs) / jobs
        print(
            f"{jobs} processes: {after.elapsed - before.elapsed:.1f} s; CPU {own:.1f} s here and"
            f" {theirs:.1f} s in processes"
        )
    print(f"by CPU time, two processes on two idle cores are {spent[1] / spent[2]:.2f} times one")


if __name__ == "__main__":
    main()
