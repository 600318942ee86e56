"""How fast a page with many records opens and is searched, in a headless Chromium.

    python benchmarks/pages.py fixtures --records 1000

The records at PATH are repeated until there are so many. It needs playwright and a Chromium; `make
browser` installs both. A search is timed from the last key to the change of what is listed, with
the pause for further keys.
"""

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from factx import files
from factx.errors import FactxError
from factx.records import FactRecord
from factx.render.record_page import record_page

QUERIES = ("bridge", "the council", "zebra crossing", "said on Tuesday", "e")
_SEARCH = """async (query) => {
  const shown = document.getElementById("shown");
  const field = document.getElementById("query");
  const before = performance.now();
  const done = new Promise((resolve) => {
    new MutationObserver(() => resolve(performance.now() - before))
      .observe(shown, { childList: true, characterData: true, subtree: true });
  });
  field.value = query;
  field.dispatchEvent(new Event("input"));
  return done;
}"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("path", metavar="PATH", help="records or fixtures")
    parser.add_argument("--records", type=int, default=1000, metavar="N")
    given = parser.parse_args()
    browser = os.environ.get("FACTX_CHROMIUM") or shutil.which("chromium")
    if browser is None:
        parser.error("there is no Chromium; name one in FACTX_CHROMIUM")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        file.write_text("".join(record_page(_many(given.path, given.records))), "utf-8")
        chromium = playwright.chromium.launch(
            executable_path=browser,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = chromium.new_page()
        begun = perf_counter()
        page.goto(file.as_uri())
        listed = page.locator("#list a").count()
        opened = perf_counter() - begun
        times = [_search(page, query) for query in QUERIES]
        print(f"{listed:,} records, {file.stat().st_size / 1e6:.1f} MB: open in {opened:.2f} s")
        print(
            f"{len(QUERIES)} searches: median {statistics.median(times):.0f} ms, "
            f"slowest {max(times):.0f} ms"
        )
        chromium.close()


def _search(page: Page, query: str) -> float:
    """Milliseconds of one search, after an empty one."""
    page.evaluate(_SEARCH, "nothing has this")
    return page.evaluate(_SEARCH, query)


def _many(path: str, number: int) -> Iterator[FactRecord]:
    """So many records, each with an id of its own."""
    found = [each for each in files.read_records(path) if not isinstance(each, FactxError)]
    for at, each in enumerate(islice(cycle(found), number)):
        article = each.value.article
        yield each.value.with_article(article.model_copy(update={"id": f"{article.id}-{at}"}))


if __name__ == "__main__":
    main()
