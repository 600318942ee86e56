"""The pages in docs/ say what is so."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factx.cli.app import app
from factx.evaluation import MEASURES
from factx.llm.providers import PROVIDERS
from factx.records import Attribution, Claim, Quote, Source
from factx.records.base import Item
from factx.version import __version__

DOCS = Path(__file__).parent.parent / "docs"
PAGES = sorted(DOCS.glob("**/*.md"))
LINKING = [*PAGES, *sorted(DOCS.parent.glob("*.md")), *sorted(DOCS.parent.glob("fixtures/*.md"))]
CI_FILES = sorted(DOCS.glob("ci/*.yml"))


def test_there_are_pages_and_files_to_test() -> None:
    assert "evaluation.md" in [path.name for path in PAGES]
    assert len(CI_FILES) == 3


def test_the_table_of_measures_is_that_of_the_code() -> None:
    """In the same order, each once."""
    page = (DOCS / "evaluation.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+\.[\w.+-]+)` \| (.+) \|$", page, re.M)
    assert rows == [(name, measure.meaning) for name, measure in MEASURES.items()]


@pytest.mark.parametrize("path", CI_FILES, ids=lambda path: path.name)
def test_the_ci_files_call_factx_as_it_is(path: Path) -> None:
    """Every command of factx in them exists, with every option that is given to it."""
    text = re.sub(r"\n +(?=--)", " ", path.read_text("utf-8"))
    calls = re.findall(r"\bfactx (eval|extract) (.+)", text)
    assert calls
    for command, arguments in calls:
        known = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).stdout
        for option in re.findall(r"(?<!\S)--?[a-z][\w-]*", arguments):
            assert f"{option} " in known, (command, option)


@pytest.mark.parametrize("path", LINKING, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_links_within_the_repository_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", CI_FILES, ids=lambda path: path.name)
def test_the_ci_files_install_this_version(path: Path) -> None:
    """A new release of factx never changes somebody's scores unasked."""
    installed = re.findall(r"pip install (factx\S*)$", path.read_text("utf-8"), re.M)
    assert set(installed) == {f"factx=={__version__}"}


def test_the_citation_names_this_version() -> None:
    citation = (DOCS.parent / "CITATION.cff").read_text("utf-8")
    assert re.findall(r"^version: (.+)$", citation, re.M) == [__version__]


def test_each_guard_names_tests_that_exist() -> None:
    """In each row of its tables, by their paths."""
    page = (DOCS / "guards.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)
    assert len(named) > 80
    for path, name in named:
        code = (DOCS.parent / path).read_text("utf-8")
        assert re.search(rf"^def {name}\(", code, re.M), (path, name)
    rows = [row for row in re.findall(r"^\| .+ \|$", page, re.M) if not row.endswith("tests |")]
    assert [row for row in rows if "`tests/" not in row] == []


def test_the_table_of_fields_lists_every_field_of_a_record() -> None:
    """Once each, except those that every item has and those that only gold has."""
    page = (DOCS / "fields.md").read_text("utf-8")
    rows = re.findall(r"^\| (source|quote|attribution|claim): (.+?) \|", page, re.M)
    listed = [(item, field) for item, fields in rows for field in re.findall(r"`(\w+)`", fields)]
    models = {"source": Source, "quote": Quote, "attribution": Attribution, "claim": Claim}
    common = set(Item.model_fields)
    fields = [
        (item, field)
        for item, model in models.items()
        for field in model.model_fields
        if field not in common and (item, field) != ("attribution", "quote")
    ]
    assert sorted(listed) == sorted(fields)


def test_the_table_of_providers_is_that_of_the_code() -> None:
    """Each provider with its key and its installation; two older names of Google's are left out."""
    page = (DOCS / "name-a-model.md").read_text("utf-8")
    rows = re.findall(r"^\| [^|]+ \| `(\w+)/[^|]+ \| ([^|]+) \| ([^|]*)\|$", page, re.M)
    described = {name: (key, install.strip().strip("`")) for name, key, install in rows}
    for name, provider in PROVIDERS.items():
        if name not in ("generative-ai", "gemini"):
            key, install = described.pop(name)
            assert re.findall("`(.+?)`", key) == list(provider.keys), name
            assert install == (provider.install if provider.package != "openai" else ""), name
    assert described == {}


def test_the_page_of_benchmarks_lists_every_script() -> None:
    """With a page for its table; `designs.py` is a part of `models.py`."""
    page = (DOCS / "benchmarks.md").read_text("utf-8")
    named = re.findall(r"`python (benchmarks/\w+\.py)", page)
    scripts = {f"benchmarks/{path.name}" for path in DOCS.parent.glob("benchmarks/*.py")}
    assert set(named) == scripts - {"benchmarks/designs.py"}


def test_the_drawing_of_the_design_names_packages_and_places_that_exist() -> None:
    drawn = re.findall(r">([^<>]+)</text>", (DOCS / "images/design.svg").read_text("utf-8"))
    code = DOCS.parent / "factx"
    packages = {path.name for path in code.iterdir() if path.is_dir()}
    assert {"rules", "llm", "grounding", "evaluation", "formats"} <= packages & set(drawn)
    places = [place for text in drawn for place in re.findall(r"add a \w+: (\w+/[\w.]+)", text)]
    assert len(places) == 2
    assert all((code / place).exists() for place in places)
