"""How sure a figure is: resampling articles, alone and for two systems at once."""

from collections.abc import Sequence

import pytest
from evaluation.scoring import share, tally

from factx.evaluation import Count
from factx.evaluation.bootstrap import Difference, Interval, differences, intervals

Counts = dict[str, Count]


def articles(*found: int, of: int = 4) -> list[Counts]:
    """Each article has `of` gold and predicted items, of which so many are right."""
    return [{"f": tally(n, of, n, of), "s": share(n, of)} for n in found]


MIXED = articles(4, 0, 3, 1, 2, 4, 2, 3, 1, 0, 4, 3, 2, 1, 4, 2, 3, 0, 1, 2)
"""42 of 80 right."""


def test_the_interval_holds_the_value_and_is_not_everything() -> None:
    """About two standard errors each way: the articles' shares have a deviation of .34."""
    for found in intervals(MIXED).values():
        assert 0.30 < found.low < 42 / 80 < found.high < 0.75


def test_the_same_seed_gives_the_same_intervals_and_another_seed_others() -> None:
    uneven = [*MIXED, *articles(7, 2, of=13)]
    assert intervals(uneven, seed=1) == intervals(uneven, seed=1)
    assert intervals(uneven, seed=1) != intervals(uneven, seed=2)


def test_articles_that_are_all_alike_leave_no_doubt() -> None:
    alike = Interval(low=0.75, high=0.75)
    assert intervals(articles(3, 3, 3, 3)) == {"f": alike, "s": alike}


def test_more_articles_of_the_same_kind_narrow_the_interval() -> None:
    """Four times as many articles, half as wide, give or take."""
    few, many = intervals(MIXED)["f"], intervals(MIXED * 4)["f"]
    assert 0.35 < (many.high - many.low) / (few.high - few.low) < 0.65


def test_articles_are_drawn_and_not_items() -> None:
    """Two articles, all right and all wrong: a resample has 0, 1 or 2 of the first.

    Each of 0 and 2 is drawn every fourth time, so both lie within the middle 95 %; had items been
    drawn, 200 of them would hardly ever be all right.
    """
    assert intervals(articles(100, 0, of=100))["f"] == Interval(low=0.0, high=1.0)


def test_each_bound_leaves_out_a_fortieth() -> None:
    """Of three articles one is right: three times it is drawn in 1/27, 3.7 %, so that counts.

    Of four, four times in 1/256 does not, but three times or four in 13/256, 5.1 %.
    """
    assert intervals(articles(1, 0, 0, of=1))["f"].high == 1.0
    assert intervals(articles(1, 0, 0, 0, of=1))["f"].high == 0.75
    assert intervals(articles(0, 1, 1, of=1))["f"].low == 0.0
    assert intervals(articles(0, 1, 1, 1, of=1))["f"].low == 0.25


def test_as_many_articles_are_drawn_as_there_are() -> None:
    """Better in one of five, equal in the others: even in (4/5)^5 of the draws, else ahead."""
    found = differences(articles(1, 0, 0, 0, 0, of=1), articles(0, 0, 0, 0, 0, of=1))["s"]
    even = (4 / 5) ** 5
    assert found.ahead == pytest.approx(1000 * (1 - even + even / 2), abs=20)


def test_a_large_article_weighs_as_much_as_its_items() -> None:
    """The counts of the drawn articles are added before they are divided."""
    weighed = [*articles(90, of=100), *articles(0, of=1)]
    # Drawn are both (90/101), the first twice (90/100) or the second twice (0).
    assert intervals(weighed)["s"] == Interval(low=0.0, high=0.9)


def test_resamples_without_anything_to_count_are_left_out_for_that_measure() -> None:
    """Where only one of two articles has items, the value is its own or there is none."""
    found = intervals([*articles(3), *articles(0, of=0)])
    assert found["f"] == found["s"] == Interval(low=0.75, high=0.75)


def test_a_measure_without_a_value_has_no_interval() -> None:
    assert intervals(articles(0, 0, of=0)) == {}


@pytest.mark.parametrize(("counts", "resamples"), [(MIXED, 0), ([], 100)])
def test_without_resamples_or_articles_there_are_no_intervals(
    counts: Sequence[Counts], resamples: int
) -> None:
    assert intervals(counts, resamples=resamples) == {}
    assert differences(counts, counts, resamples=resamples) == {}


def test_what_is_better_on_each_article_is_better_in_each_resample() -> None:
    better, worse = articles(4, 3, 2, 4, 1), articles(3, 1, 1, 2, 0)
    ahead, behind = differences(better, worse)["f"], differences(worse, better)["f"]
    assert ahead.difference == pytest.approx(14 / 20 - 7 / 20)
    assert (ahead.ahead, ahead.resamples) == (1000, 1000)
    assert ahead.low is not None
    assert ahead.high is not None
    assert 0 < ahead.low <= ahead.difference <= ahead.high
    assert behind.difference == -ahead.difference
    assert (behind.ahead, behind.low, behind.high) == (1000, -ahead.high, -ahead.low)


def test_two_equal_systems_are_an_even_bet() -> None:
    even = Difference(difference=0.0, low=0.0, high=0.0, ahead=500, resamples=1000)
    assert differences(MIXED, MIXED) == {"f": even, "s": even}


def test_few_articles_do_not_tell_how_often_a_system_is_ahead() -> None:
    """Below five articles there is no such figure, and of one there is no interval either."""
    for number in range(1, 7):
        found = differences(articles(*[2] * number), articles(*[1] * number))["s"]
        assert found.difference == pytest.approx(1 / 4)
        assert found.ahead == (1000 if number >= 5 else None)
        assert (found.low is None) == (found.high is None) == (number < 2)


def test_the_pairing_of_articles_takes_their_difficulty_out() -> None:
    """One item more in each article is certain, however much the articles differ."""
    better = articles(1, 4, 2, 3, 4, 1)
    worse = articles(0, 3, 1, 2, 3, 0)
    alone = intervals(better)["f"].low, intervals(worse)["f"].high
    assert alone[0] < alone[1]
    found = differences(better, worse)["f"]
    assert (found.low, found.high) == pytest.approx((0.25, 0.25))
    assert found.ahead == 1000


def test_what_is_better_in_some_articles_and_worse_in_others_is_uncertain() -> None:
    found = differences(articles(4, 0, 4, 0, 3), articles(0, 4, 0, 4, 2))["f"]
    assert found.difference == pytest.approx(1 / 20)
    assert found.low is not None
    assert found.high is not None
    assert found.ahead is not None
    assert found.low < 0 < found.high
    assert 400 < found.ahead < 800


def test_the_same_seed_gives_the_same_differences_and_another_seed_others() -> None:
    others = list(reversed(MIXED))
    assert differences(MIXED, others, seed=1) == differences(MIXED, others, seed=1)
    assert differences(MIXED, others, seed=1) != differences(MIXED, others, seed=2)


def test_a_measure_that_one_system_has_no_value_for_is_not_compared() -> None:
    nothing: list[Counts] = [{"f": tally(0, 4, 0, 4), "s": share(0, 0)}] * 20
    assert differences(MIXED, nothing).keys() == {"f"}
