"""One-to-one pairing: the greatest sum there is, out of the pairs that may be formed."""

from collections.abc import Callable
from importlib import import_module
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from factx.evaluation.assignment import Weights, overlaps, pair

TIED = [0.25, 0.5, 1.0]
"""Few values, all exact in binary, so that many pairings have the same sum."""


def tables(values: st.SearchStrategy[float]) -> st.SearchStrategy[dict[tuple[int, int], float]]:
    """Weights between up to six items and six."""
    item = st.integers(0, 5)
    return st.dictionaries(st.tuples(item, item), values, max_size=30)


def worth(weights: Weights) -> float:
    """The sum of the chosen pairs, each of which has to be one that may be formed."""
    pairs = pair(weights)
    assert len(set(pairs.values())) == len(pairs)
    assert pairs.items() <= weights.keys()
    return sum(weights[each] for each in pairs.items())


def greatest(weights: Weights) -> float:
    """The greatest sum of all pairings, every one tried."""
    return max(
        sum(weights.get(each, 0.0) for each in enumerate(order)) for order in permutations(range(6))
    )


@examples(80)
@given(tables(st.floats(0.01, 1.0)))
def test_no_other_pairing_has_a_greater_sum(weights: Weights) -> None:
    assert worth(weights) == pytest.approx(greatest(weights))


@examples(80)
@given(tables(st.sampled_from(TIED)))
def test_with_many_ties_the_sum_is_still_the_greatest(weights: Weights) -> None:
    assert worth(weights) == greatest(weights)


@pytest.mark.parametrize("share", [1.0, 0.5, 0.15, 0.05], ids="{:.0%} of the pairs".format)
@pytest.mark.parametrize("shape", [(20, 30), (30, 20), (25, 25)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("values", [None, TIED], ids=["any", "tied"])
def test_scipy_finds_no_greater_sum(
    share: float, shape: tuple[int, int], values: list[float] | None
) -> None:
    """Up to 30 items, of which every one could be paired with every other, or with few."""
    assignment: Callable[..., Any] = import_module("scipy.optimize").linear_sum_assignment
    random = Random(f"{share} {shape} {values}")
    for _ in range(5):
        weights = {
            (row, column): random.choice(values) if values else random.uniform(0.01, 1)
            for row in range(shape[0])
            for column in range(shape[1])
            if random.random() < share
        }
        table = [[weights.get((r, c), 0.0) for c in range(shape[1])] for r in range(shape[0])]
        chosen: list[tuple[int, int]] = list(zip(*assignment(table, maximize=True), strict=True))
        best = sum(table[row][column] for row, column in chosen)
        assert worth(weights) == pytest.approx(best)


def test_two_good_pairs_are_taken_before_one_that_is_better_than_either() -> None:
    """Greedy choice would take 0-0 first and leave .9 for two gold items; .8 + .8 is more."""
    assert pair({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == {0: 1, 1: 0}


def test_of_equal_pairs_the_first_in_number_is_formed_whatever_the_order_of_weights() -> None:
    weights = {(1, 3): 0.5, (1, 2): 0.5, (4, 7): 0.5, (3, 7): 0.5}
    assert pair(weights) == pair(dict(reversed(weights.items()))) == {1: 2, 3: 7}


def test_pairing_is_the_same_whatever_the_order_of_weights() -> None:
    random = Random(5)
    for _ in range(20):
        weights = {
            (random.randrange(8), random.randrange(8)): random.choice(TIED) for _ in range(25)
        }
        shuffled = list(weights.items())
        random.shuffle(shuffled)
        assert pair(dict(shuffled)) == pair(weights)


def test_nothing_is_paired_where_nothing_may_be() -> None:
    assert pair({}) == {}


def test_overlaps_are_the_common_tokens_of_those_that_have_any() -> None:
    gold = [frozenset({1, 2, 3}), frozenset[int](), frozenset({9})]
    predicted = [frozenset({3, 4}), frozenset({1, 2}), frozenset({-1})]
    assert overlaps(gold, predicted) == {(0, 0): 1, (0, 1): 2}
