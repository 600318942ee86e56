"""Whether time grows with the size of a text, which no bound in seconds tells."""

from collections.abc import Callable
from time import process_time


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
