"""No text makes factx slow: the time of each stage grows with its size."""

import pytest
from growth import Stopwatch, uneven_stages
from pathological import DRAFTS, FAMILIES
from sampling import SLOW, sampled
from stages import WORK

BOUNDARIES = ["He said no.", "claims of numbers", "short paragraphs", "different sources"]


@pytest.mark.parametrize("family", sampled(FAMILIES, 2, always=BOUNDARIES))
def test_every_stage_grows_with_the_text(family: str) -> None:
    """From the article to a record, and from the record to everything that is made of one."""
    assert uneven_stages(*WORK[family]) == []


@pytest.mark.parametrize(
    "name", sampled(DRAFTS, 1, always=["one quote of many spans", "one quote of equal pieces"])
)
def test_every_stage_grows_with_the_draft(name: str) -> None:
    """Whatever an item has thousands of."""
    assert uneven_stages(*WORK[name]) == []


@SLOW
def test_a_square_is_noticed() -> None:
    """Otherwise the tests above show nothing."""

    def work(stopwatch: Stopwatch, text: str) -> None:
        stopwatch.time("square", lambda: [text.count("b") for _ in text])
        stopwatch.time("line", lambda: [text.count("b", at, at + 99) for at in range(len(text))])

    [found] = uneven_stages(work, lambda size: "a" * size)
    assert found.startswith("square of ")
