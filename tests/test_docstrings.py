"""The examples in docstrings of the public surface run, and print what they show."""

import doctest
import importlib
import inspect
import pathlib
import re
from pathlib import Path

import pytest

import factx
import factx.errors

NAMES = [name for name in dir(factx) if name != "__version__" and name not in vars(factx.errors)]
WITHOUT = {
    "EvaluationReport": "it is made by evaluate, which has an example",
}
"""Names without an example, and why."""
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
MODULES = sorted({str(getattr(factx, name).__module__) for name in NAMES})


def examples(name: str) -> list[doctest.Example]:
    return doctest.DocTestParser().get_examples(inspect.getdoc(getattr(factx, name)) or "")


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_has_an_example_or_a_reason(name: str) -> None:
    assert bool(examples(name)) != (name in WITHOUT)


@pytest.mark.parametrize("name", MODULES)
def test_its_examples_print_what_they_show(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With factx and pathlib imported, in an empty folder."""
    if name == "factx.formats.frames":
        pytest.importorskip("pandas", reason="a data frame needs pandas")
    monkeypatch.chdir(tmp_path)
    module = importlib.import_module(name)
    found = doctest.DocTestFinder(exclude_empty=True).find(
        module, globs={"factx": factx, "pathlib": pathlib}
    )
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    printed: list[str] = []
    for test in found:
        runner.run(test, out=printed.append)
    assert not runner.failures, "".join(printed)
    assert runner.tries


def test_examples_name_no_remote_model() -> None:
    for name in NAMES:
        for example in examples(name):
            assert not re.search(r"\bmodel=", example.source), name
