"""What is not needed is not imported."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import factx

HEAVY = ("instructor", "openai", "spacy", "pandas", "httpx2", "rapidfuzz")


def imported(*arguments: str) -> set[str]:
    """The top-level packages that a Python process imports, by its own account."""
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    found = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in lines}
    assert "factx" in found
    return found


def test_import_factx_imports_neither_instructor_nor_pydantic() -> None:
    assert imported("-c", "import factx").isdisjoint({*HEAVY, "pydantic"})


def test_help_imports_nothing_heavy() -> None:
    assert imported("-m", "factx", "--help").isdisjoint({*HEAVY, "pydantic"})


def test_extracting_offline_imports_no_model_client(tmp_path: object) -> None:
    code = "import factx; factx.extract(factx.Article(text='Ana said “yes”.'))"
    assert imported("-c", code).isdisjoint({"instructor", "openai", "spacy"})


EXPORTED: list[str] = vars(factx)["__all__"]


@pytest.mark.parametrize("name", EXPORTED)
def test_what_the_front_promises_is_there(name: str) -> None:
    assert getattr(factx, name) is not None


def test_what_it_does_not_promise_is_not() -> None:
    homes = vars(factx)["_HOMES"].values()
    assert sorted(name for names in homes for name in names) == sorted(
        {*EXPORTED} - {"__version__"}
    )
    assert dir(factx) == sorted(EXPORTED)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = factx.nothing


def test_type_checkers_see_what_the_table_names() -> None:
    """The imports under TYPE_CHECKING and the table that is used at run time agree."""
    tree = ast.parse(Path(factx.__file__).read_text("utf-8"))
    seen = {
        (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname == alias.name
    }
    homes: dict[str, tuple[str, ...]] = vars(factx)["_HOMES"]
    listed = {(home, name) for home, names in homes.items() for name in names}
    assert seen == listed | {("factx.version", "__version__")}
