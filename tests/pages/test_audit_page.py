"""The page of an audit: charts, tables and CSV, without a script."""

from pathlib import Path

import pytest
from building import grounded, said, speaker
from pages.browsing import NARROW, WIDE, Tab
from pages.test_record_page import HOSTILE, fixtures

from factx.audit import Audit
from factx.render.audit_page import audit_page


def written(audit: Audit, folder: Path) -> Path:
    file = folder / "audit.html"
    file.write_text("".join(audit_page(audit)), "utf-8")
    return file


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_is_clipped_or_hard_to_read(
    tab: Tab, tmp_path: Path, size: tuple[int, int], dark: bool
) -> None:
    tab.screen(size, dark=dark)
    tab.open(written(Audit(fixtures()), tmp_path))
    assert tab.overflow() == []
    assert tab.faults() == []
    assert tab.page.locator("section").count() == len(Audit(fixtures()).tables())
    for head in tab.page.locator("th.texts").all():
        box = head.bounding_box()
        assert box is not None
        assert box["width"] > 100  # and not a letter to a line


def test_a_chart_shows_the_numbers_of_its_table(tab: Tab, tmp_path: Path) -> None:
    audit = Audit(fixtures())
    tab.open(written(audit, tmp_path))
    kinds = next(table for table in audit.tables() if table.name == "kinds")
    chart = tab.page.locator("section", has=tab.page.locator("#kinds")).locator(".chart")
    shown = chart.locator("li > span:last-child").all_inner_texts()
    assert shown == [f"{100 * value:.1f}%" for value in kinds.drawn_values()]
    wide, narrow = (chart.locator("rect").nth(n).bounding_box() for n in (0, 1))
    assert wide is not None
    assert narrow is not None
    first, second = list(kinds.drawn_values())[:2]
    assert narrow["width"] / wide["width"] == pytest.approx(second / first, rel=0.02)


def test_the_rows_are_downloaded_as_csv(tab: Tab, tmp_path: Path) -> None:
    audit = Audit(fixtures())
    tab.open(written(audit, tmp_path))
    tab.home = ""
    with tab.page.expect_download() as download:
        tab.page.get_by_role("link", name="most-quoted.csv").click()
    table = next(table for table in audit.tables() if table.name == "most-quoted")
    assert download.value.suggested_filename == "most-quoted.csv"
    assert Path(download.value.path()).read_text("utf-8") == table.csv()


def test_hostile_text_stays_text(tab: Tab, tmp_path: Path) -> None:
    record = grounded(
        f"“{HOSTILE},” said {HOSTILE}.",
        said(f"“{HOSTILE},”", source=f"{HOSTILE}@2", cue="said"),
        sources=[speaker(HOSTILE, f"{HOSTILE}@2")],
    )
    record = record.with_article(record.article.model_copy(update={"publisher": HOSTILE}))
    tab.open(written(Audit([record]), tmp_path))
    assert tab.page.locator("img").count() == 0
    assert '<img src=x onerror="alert(1)">' in tab.page.locator("main").inner_text()


def test_nothing_to_count(tab: Tab, tmp_path: Path) -> None:
    tab.open(written(Audit(), tmp_path))
    assert "0 articles" in tab.page.locator("header").inner_text()
