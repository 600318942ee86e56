"""What the site of the documentation is made of; `make docs` builds it strictly."""

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest

import factx
import factx.errors

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_docs", DOCS / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def listed(nav: Any) -> Iterator[str]:
    """The pages in a part of the navigation."""
    if isinstance(nav, str):
        yield nav
    else:
        parts = cast("list[Any]", nav if isinstance(nav, list) else [*nav.values()])
        for part in parts:
            yield from listed(part)


def test_every_page_is_in_the_navigation_once() -> None:
    nav = tomllib.loads((DOCS / "site.toml").read_text("utf-8"))["project"]["nav"]
    names = list(listed(nav))
    assert len(names) == len(set(names))
    assert {f"docs/{path.name}" for path in DOCS.glob("*.md")} <= set(names)
    assert [name for name in names if not (ROOT / name).is_file()] == []


def test_each_command_has_a_section_with_its_help(build: ModuleType) -> None:
    text = build.commands()
    for name in build.COMMANDS:
        assert f"### factx {name}\n\n```text\nUsage: factx {name} " in text
    assert len(build.COMMANDS) == len(re.findall("^### ", text, re.M)) > 9
    assert (DOCS / "cli.md").read_text("utf-8").count(build.MARK) == 1


def test_every_public_name_is_in_the_reference() -> None:
    text = (DOCS / "api.md").read_text("utf-8")
    named = {name.rpartition(".")[2] for name in re.findall(r"^::: (\S+)$", text, re.M)}
    public: list[str] = [name for name in dir(factx) if name != "__version__"]
    errors = {name for name in public if name in vars(factx.errors)}
    assert set(public) - errors - named == set()
    assert "errors" in named


def test_a_link_to_what_the_site_does_not_have_is_its_words(build: ModuleType) -> None:
    page = DOCS / "offline.md"
    fence = "```\n[d](../factx)\n```\n"
    text = f"[a](models.md#x), [b](../factx/rules), [c](https://x.org), `[1](`\n{fence}"
    kept = build.linked(text, page, {DOCS / "models.md"})
    assert kept == text.replace("[b](../factx/rules)", "b")


def test_a_link_to_nothing_ends_the_build(build: ModuleType) -> None:
    with pytest.raises(SystemExit, match=r"offline\.md: there is no gone\.md"):
        build.linked("[a](gone.md)", DOCS / "offline.md", set())


def test_the_pages_are_gathered_with_their_paths(build: ModuleType, tmp_path: Path) -> None:
    build.gather(tmp_path)
    assert (tmp_path / "README.md").is_file()
    assert (tmp_path / "schemas/fact-record.schema.json").is_file()
    assert "### factx extract" in (tmp_path / "docs/cli.md").read_text("utf-8")
