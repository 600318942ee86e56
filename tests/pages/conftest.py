"""Pages in a headless Chromium."""

import os
import shutil
from collections.abc import Iterator

import pytest
from pages.browsing import Tab

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "pages" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    """A browser; the tests are skipped where there is none.

    It lives as long as one module: no other test can run an event loop beside it.
    """
    api = pytest.importorskip("playwright.sync_api", reason="make browser installs playwright")
    named = os.environ.get("FACTX_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium: install Debian's package chromium, or name one in FACTX_CHROMIUM")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: object) -> Iterator[Tab]:
    """A new tab; the test fails if a page in it complains or asks for anything outside."""
    opened = Tab(chromium)
    yield opened
    opened.close()
    assert opened.complaints == []
    assert opened.outside == []
