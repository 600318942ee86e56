"""Whether time grows with the size of a text, which no bound in seconds tells."""

import gc
from collections.abc import Callable, Mapping
from time import process_time
from typing import TypeVar

T = TypeVar("T")

EXPONENT = 1.3
"""Time may grow with this power of the size: twice as much takes at most 2.5 times as long."""
_NOISE = 0.03
_ENOUGH = 0.25
_SMALLEST, _LARGEST = 1_000, 32_000


def is_even(work: Callable[[str], object], unit: str, size: int) -> bool:
    """Whether `size` characters of `unit` take no eight times as long as a quarter of them.

    Four times as long is even, sixteen times is the square. It is this process's own time, and one
    of five tries is enough, so that what else the machine does hardly counts; 200 ms are noise.
    """

    def seconds(length: int) -> float:
        text = unit * (length // len(unit) + 1)
        began = process_time()
        work(text)
        return process_time() - began

    seconds(1)  # what is loaded at the first use is loaded
    return any(0.2 + 8 * seconds(size // 4) > seconds(size) for _ in range(5))


class Stopwatch:
    """The seconds of this process that each stage of some work took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], T]) -> T:
        """Do a stage of the work."""
        began = process_time()
        try:
            return work()
        finally:
            self.seconds[stage] = process_time() - began


def uneven_stages(
    work: Callable[[Stopwatch, str], object], text_of: Callable[[int], str], *, tries: int = 4
) -> list[str]:
    """The stages of `work` whose time grows with more than the power `EXPONENT` of the size.

    The text is doubled until the work takes long enough to be measured, or is large. The last size
    is compared with the half and with the quarter of it, and a stage is uneven if it is in all of
    several tries, of which the later half double the sizes once more: what grows without end still
    does there, and what only does so up to a bound no longer.
    """
    sizes, measured = [_SMALLEST], [_measured(work, text_of(_SMALLEST))]
    while len(sizes) < 3 or (sum(measured[-1].values()) < _ENOUGH and sizes[-1] < _LARGEST):
        sizes.append(2 * sizes[-1])
        measured.append(_measured(work, text_of(sizes[-1])))
    found, last = _uneven(*measured[-3:]), sizes[-3:]
    for tried in range(1, tries):
        if not found:
            break
        last = sizes[-3:] if tried < tries / 2 else [2 * size for size in sizes[-3:]]
        again = _uneven(*(_measured(work, text_of(size)) for size in last))
        found = {stage: said for stage, said in again.items() if stage in found}
    return [f"{stage} of {last[-1]:,} characters: {said}" for stage, said in found.items()]


def _measured(work: Callable[[Stopwatch, str], object], text: str) -> dict[str, float]:
    stopwatch = Stopwatch()
    gc.disable()  # it has a rhythm of its own
    try:
        work(stopwatch, text)
    finally:
        gc.enable()
    return stopwatch.seconds


def _uneven(
    quarter: Mapping[str, float], half: Mapping[str, float], whole: Mapping[str, float]
) -> dict[str, str]:
    return {
        stage: f"{quarter.get(stage, 0):.3f} s, {half.get(stage, 0):.3f} s, {seconds:.3f} s"
        for stage, seconds in whole.items()
        if seconds > _NOISE + 4**EXPONENT * quarter.get(stage, 0)
        and seconds > _NOISE + 2**EXPONENT * half.get(stage, 0)
    }
