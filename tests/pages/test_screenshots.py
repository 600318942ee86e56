"""Screenshots of the four pages, wide, narrow and dark; `make screenshots` keeps four of them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages.annotating import annotating
from pages.browsing import NARROW, WIDE, Tab
from pages.test_record_page import FIXTURES, fixtures
from test_html_report import full_page

from factx.audit import Audit
from factx.evaluation import Case
from factx.extraction.extract import extract
from factx.render.audit_page import audit_page
from factx.render.record_page import record_page

KEPT = os.environ.get("FACTX_SCREENSHOTS")
"""The folder in which the wide, light screenshots are kept."""
VIEWS = {"wide": (WIDE, False), "narrow": (NARROW, False), "dark": (WIDE, True)}


@pytest.fixture(params=["record", "annotate", "audit", "evaluation"])
def page(request: pytest.FixtureRequest, tab: Tab, tmp_path: Path) -> Iterator[str]:
    """Opens a page with something chosen on it; its name."""
    name: str = request.param
    file = tmp_path / f"{name}.html"
    records = fixtures()
    if name == "annotate":
        shutil.copytree(FIXTURES / "harbour-bridge", tmp_path / "all" / "harbour-bridge")
        with annotating(tmp_path / "all") as address:
            tab.home = address
            tab.page.goto(address)
            tab.page.locator("#items .pick").nth(3).click()
            yield name
        return
    if name == "record":
        file.write_text("".join(record_page(records)), "utf-8")
        tab.open(file, "#article=harbour-bridge&item=q4")
    elif name == "audit":
        file.write_text("".join(audit_page(Audit(records))), "utf-8")
        tab.open(file)
    else:
        golds = [record for record in records if record.article.id == "harbour-bridge"]
        file.write_text(full_page([Case(gold, extract(gold.article)) for gold in golds]), "utf-8")
        tab.open(file)
    yield name


def test_each_page_is_drawn(page: str, tab: Tab, tmp_path: Path) -> None:
    for view, (size, dark) in VIEWS.items():
        tab.screen(size, dark=dark)
        shot = tmp_path / f"{page}-{view}.png"
        tab.page.screenshot(path=shot)
        assert shot.stat().st_size > 20_000  # an empty page has 5,000 bytes
        if KEPT and view == "wide":
            Path(KEPT).mkdir(parents=True, exist_ok=True)
            shutil.copy(shot, Path(KEPT) / f"{page}.png")
