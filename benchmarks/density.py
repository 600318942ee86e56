#!/usr/bin/env python3
"""Seconds per MB of the texts that take factx longest, stage by stage, the worst first.

    python benchmarks/density.py
    python benchmarks/density.py --family "He said no." --family claims --size 1000000
    python benchmarks/density.py --stage extract --stage ground --rows 40

Each text repeats something, as `tests/pathological.py` lists: statements of three words, unclosed
quotation marks, numbers. `--family` and `--stage` choose some of them by name. A MB is a million
characters. The exponent is that of the growth from half the size to all of it: 1 if twice as much
takes twice as long. Times are CPU seconds of this process, the best of `--tries`.
"""

import argparse
import gc
import math
import platform
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, cast

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tests.stages import WORK, Stopwatch, Work  # noqa: E402 -- found from here


class Options(argparse.Namespace):
    family: list[str]
    stage: list[str]
    size: int
    tries: int
    rows: int


class Row(NamedTuple):
    """How long a stage of a text takes."""

    per_mb: float
    exponent: float
    """NaN if half the text took no time."""
    stage: str
    family: str


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--family", action="append", choices=WORK, metavar="NAME", default=[])
    parser.add_argument("--stage", action="append", metavar="NAME", default=[])
    parser.add_argument("--size", type=int, default=50_000, help="characters of each text")
    parser.add_argument("--tries", type=int, default=2)
    parser.add_argument("--rows", type=int, default=25, help="rows to print, the worst first")
    options = parser.parse_args(namespace=Options())
    found: list[Row] = []
    families = options.family or list(WORK)
    for number, family in enumerate(families, start=1):
        _progress(f"{number}/{len(families)} {family}")
        found += rows(family, options.size, options.tries)
    _progress("")
    shown = [row for row in found if not options.stage or row.stage in options.stage]
    print("\n".join(table(sorted(shown, reverse=True)[: options.rows])))
    count = f"{len(families)} texts" if len(families) > 1 else "one text"
    measured = f"{count} of {options.size:,} characters, best of {options.tries}"
    print(f"\n{measured}, {machine()}, {datetime.now(UTC):%Y-%m-%d}")


def rows(family: str, size: int, tries: int) -> Iterator[Row]:
    """Every stage of one text."""
    work, text_of = WORK[family]
    half, whole = (_best(work, text_of(length), tries) for length in (size // 2, size))
    for stage, seconds in whole.items():
        before = half.get(
            stage, 0
        )  # a stage may be too short to be measured, or have nothing to do
        exponent = math.log2(seconds / before) if seconds and before else math.nan
        yield Row(seconds / size * 1e6, exponent, stage, family)


def _best(work: Work, text: str, tries: int) -> dict[str, float]:
    """The least seconds of each stage."""
    measured: list[dict[str, float]] = []
    for _ in range(tries):
        stopwatch = Stopwatch()
        gc.collect()
        work(stopwatch, text)
        measured.append(stopwatch.seconds)
    return {stage: min(one[stage] for one in measured) for stage in measured[0]}


def table(found: Iterable[Row]) -> Iterator[str]:
    """The rows in Markdown."""
    yield "| text | stage | s per MB | exponent |"
    yield "|---|---|---|---|"
    for row in found:
        yield f"| {row.family} | {row.stage} | {row.per_mb:.1f} | {row.exponent:.2f} |"


def machine() -> str:
    """The processor and Python, in a few words."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except OSError:
        names = iter(())
    name = next(names, platform.processor() or platform.machine())
    return f"one core of {name}, Python {platform.python_version()}"


def _progress(line: str) -> None:
    if cast("bool", sys.stderr.isatty()):
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
