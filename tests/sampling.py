"""Sweeps over many cases, of which the default run takes a sample."""

import random
from collections.abc import Iterable, Sequence
from typing import Any, cast

import pytest

SLOW = pytest.mark.slow


def sampled(
    cases: Iterable[object], size: int, *, always: Sequence[object] = (), seed: int = 20261129
) -> list[Any]:
    """All `cases` as parameters for pytest, with all but a sample of `size` marked slow.

    The sample is the same in every run, and `always` names cases that are in it besides: the
    boundaries. A case that is a tuple gives several arguments.
    """
    every = list(cases)
    kept = {*random.Random(seed).sample(range(len(every)), min(size, len(every)))}
    kept |= {at for at, case in enumerate(every) if case in always}
    assert all(case in every for case in always), "a boundary is not among the cases"
    return [_parameter(case, at in kept) for at, case in enumerate(every)]


def _parameter(case: object, kept: bool) -> Any:
    values = cast("tuple[object, ...]", case) if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=() if kept else SLOW)
