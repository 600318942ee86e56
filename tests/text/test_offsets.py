"""Stretches of a text, and what they cover together."""

from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from factx.text import Covered, Offsets, overlap

PLACES = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda p: (p[0], p[0] + p[1]))


def test_stretches_that_touch_do_not_overlap() -> None:
    covered = Covered([(5, 8)])
    assert not covered.overlaps((2, 5))
    assert not covered.overlaps((8, 9))
    assert covered.overlaps((7, 9))


@given(st.lists(PLACES), st.lists(PLACES), PLACES)
@examples(500)
def test_what_is_covered_overlaps_as_its_stretches_do(
    first: list[Offsets], later: list[Offsets], asked: Offsets
) -> None:
    covered = Covered(first)
    for place in later:
        covered.add(place)
    assert covered.overlaps(asked) == any(overlap(asked, place) for place in [*first, *later])
