"""A tab of a browser, and what is wrong with the page in it."""

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Error, Request

WIDE = (1400, 900)
NARROW = (390, 844)


class Tab:
    """A page in light or dark mode, its complaints, and its requests to other places."""

    def __init__(self, browser: object) -> None:
        self.complaints: list[str] = []
        self.outside: list[str] = []
        self._context = cast("Browser", browser).new_context()
        self.page = self._context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("console", self._said)
        self.page.on("pageerror", self._failed)
        self.page.on("request", self._asked)
        self.home = "file://"
        """The start of the addresses that the page may ask for."""

    def close(self) -> None:
        """Close the tab with all that it stored."""
        self._context.close()

    def open(self, file: Path, address: str = "") -> None:
        """Open a file, at an address in it."""
        self.page.goto(f"{file.as_uri()}{address}")

    def screen(self, size: tuple[int, int], *, dark: bool = False) -> None:
        """Make the tab as large as a screen, in light or dark mode."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.emulate_media(color_scheme="dark" if dark else "light")

    def overflow(self) -> list[str]:
        """What reaches beyond the width of the screen, except in boxes that scroll."""
        return self.page.evaluate(
            """() => {
              const width = document.documentElement.clientWidth;
              const scrolls = (e) => e && e !== document.body && e !== document.documentElement &&
                (["auto", "scroll", "hidden"].includes(getComputedStyle(e).overflowX) ||
                  scrolls(e.parentElement));
              return [...document.body.querySelectorAll("*")]
                .filter((e) => !e.matches(".skip") && e.getClientRects().length)
                .filter((e) => e.getBoundingClientRect().right > width + 1 && !scrolls(e))
                .map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 40)}`);
            }"""
        )

    def faults(self) -> list[str]:
        """The serious faults of accessibility that axe-core finds."""
        package = resources.files("axe_playwright_python")
        self.page.evaluate(package.joinpath("axe.min.js").read_text("utf-8"))
        found: list[dict[str, Any]] = self.page.evaluate("axe.run()")["violations"]
        return [
            f"{fault['id']}: {node['html'][:200]}"
            for fault in found
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"]
        ]

    def _said(self, message: "ConsoleMessage") -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _failed(self, error: "Error") -> None:
        self.complaints.append(str(error))

    def _asked(self, request: "Request") -> None:
        if not request.url.startswith(self.home):
            self.outside.append(request.url)
