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
from factx.evaluation.pairing import pair_role
from factx.evaluation.tokens import TokenSet, dice
from factx.evaluation.view import AttributionView, Part

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


WORDS = st.sets(st.integers(0, 5), max_size=3).map(frozenset)
ROLES = {"content": 1e-6, "source": 1e-8, "cue": 1e-10}


def attribution(content: TokenSet, cue: TokenSet) -> AttributionView:
    """An attribution whose source has the same word as that of all others."""
    same = Part(tokens=frozenset({9}))
    return AttributionView(
        id="a",
        content=Part(tokens=content),
        source=same,
        cue=Part(tokens=cue),
        head=same.tokens,
        quote_type="direct",
    )


ATTRIBUTIONS = st.lists(st.builds(attribution, WORDS, WORDS), min_size=1, max_size=6)


@examples(150)
@given(ATTRIBUTIONS, ATTRIBUTIONS)
def test_attributions_with_equal_sources_are_paired_as_well_in_less_time(
    gold: list[AttributionView], predicted: list[AttributionView]
) -> None:
    """Many are paired by their ties alone, and the sum is what it is for few."""

    def sum_of_pairs() -> float:
        pairs = pair_role(gold, predicted, "source")
        assert len(set(pairs.values())) == len(pairs) == min(len(gold), len(predicted))
        return sum(
            weight * dice(gold[g].role(role).tokens, predicted[p].role(role).tokens)
            for g, p in pairs.items()
            for role, weight in ROLES.items()
        )

    expected = sum_of_pairs()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("factx.evaluation.pairing._MANY", 0)
        assert sum_of_pairs() == pytest.approx(expected, abs=1e-14)
