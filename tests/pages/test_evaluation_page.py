"""The page of an evaluation in a browser: nothing clipped, and marks that are no switches."""

from pathlib import Path

import pytest
from pages.browsing import NARROW, WIDE, Tab
from test_html_report import full_page, the_cases

CASES = the_cases()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_is_clipped_or_hard_to_reach(
    tab: Tab, tmp_path: Path, size: tuple[int, int], dark: bool
) -> None:
    file = tmp_path / "page.html"
    file.write_text(full_page(CASES), "utf-8")
    tab.screen(size, dark=dark)
    tab.open(file)
    for summary in tab.page.locator("details.article > summary").all():
        summary.click()
    tab.page.locator(".mark").first.wait_for()
    assert tab.overflow() == []
    assert tab.faults() == []


def test_a_mark_is_no_switch_and_a_filter_is_one(tab: Tab, tmp_path: Path) -> None:
    """Only what can be pressed looks like a button: it has a border all round, and a mark none."""
    file = tmp_path / "page.html"
    file.write_text(full_page(CASES), "utf-8")
    tab.open(file)
    tab.page.locator("details.article > summary").first.click()
    border = (
        "(e) => { const s = getComputedStyle(e); return [s.borderLeftWidth, s.borderTopWidth]; }"
    )
    for mark in tab.page.locator(".mark.content:not(.nested)").all():
        assert mark.evaluate(border) == ["0px", "0px"]
    for toggle in tab.page.locator("#filters button").all():
        assert toggle.evaluate(border) == ["1px", "1px"]
    assert tab.page.locator(".mark[aria-pressed], .badge[aria-pressed]").count() == 0
