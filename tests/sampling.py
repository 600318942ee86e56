"""Sweeps over many cases, of which `make test` runs a sample and `make sweeps` all."""

import random
from collections.abc import Iterable, Sequence
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, settings

THOROUGH = "thorough"
"""The profile of Hypothesis with which `make sweeps` tries every property."""
_SHARE = 5

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


def examples(number: int) -> settings:
    """Have Hypothesis try so many examples in `make sweeps`, and a fifth of them by default."""
    thorough = settings.get_current_profile_name() == THOROUGH
    return settings(
        max_examples=number if thorough else number // _SHARE,
        suppress_health_check=[HealthCheck.too_slow],
    )


def _parameter(case: object, kept: bool) -> Any:
    values = cast("tuple[object, ...]", case) if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=() if kept else SLOW)


TRIED = "bad inputs"
"""The property of a test that says how many bad inputs it tried; without it, it tried one."""
