"""Run the server until its standard input ends or it is interrupted.

Its address is the first line on standard output, and its counts by article are at /counts.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from contextlib import suppress

import factx
from factx.errors import InputError
from factx.files.articles import read_articles
from factx.files.records import get_golds, holds_articles
from factx.records import FactRecord

from .answers import gold_answers
from .scripts import by_name, delayed, faulty, limited
from .server import Script, Server


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.model_server", description=__doc__)
    parser.add_argument("paths", nargs="*", help="annotated articles, or articles for the rules")
    parser.add_argument("--port", type=int, default=0, help="any free port by default")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each response")
    parser.add_argument("--share", type=float, default=0.0, help="share of requests with a fault")
    parser.add_argument("--seed", type=int, default=1, help="which requests get which fault")
    parser.add_argument(
        "--faults", default="lost,damaged",
        help="faults or groups of them: lost, slow, broken, final, answers, damaged, all",
    )  # fmt: skip
    parser.add_argument("--limit", type=int, default=0, help="most responses per second")
    options = parser.parse_args()
    script: Script = gold_answers(_records(options.paths))
    if options.share:
        names = by_name(options.faults.split(","))
        script = faulty(script, options.share, seed=options.seed, names=names)
    if options.limit:
        script = limited(script, options.limit)
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(delayed(script, options.latency), options.port))


def _records(paths: list[str]) -> Iterator[FactRecord]:
    """The annotated articles, or what the offline rules find in articles without annotations."""
    for path in paths:
        if not holds_articles(path):
            yield from get_golds(path)
            continue
        for article in read_articles([path]):
            if isinstance(article, InputError):
                raise article
            yield factx.extract(article)


async def _serve(script: Script, port: int) -> None:
    server = Server(script, keeps_requests=False)
    await server.start(port)
    print(server.address, flush=True)  # noqa: T201 (the only output)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    main()
