"""The page that compares everyday tasks shows what is counted; scripts of other tools run."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "benchmarks" / "compare"
SCRIPTS = sorted(FOLDER.glob("*/*.py"))


@pytest.fixture(scope="module")
def counting() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compare_count", FOLDER / "count.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_has_the_table_that_is_counted(counting: ModuleType) -> None:
    page = (ROOT / "docs" / "compare.md").read_text("utf-8")
    assert "\n".join(counting.table()) in page


def test_there_is_a_script_of_ours_for_every_task(counting: ModuleType) -> None:
    """`tests/test_examples.py` runs each."""
    ours = {path.stem for path in (ROOT / "examples").glob("*.py")}
    assert len(counting.TASKS) == 10
    assert ours - {*counting.TASKS} == {"own_gold"}
    assert not {*counting.TASKS} - ours


def test_other_tools_have_no_script_for_another_task(counting: ModuleType) -> None:
    for tool in counting.TOOLS:
        theirs = {path.stem for path in (FOLDER / tool).glob("*.py")}
        assert theirs - {"said"} <= {*counting.TASKS}
    assert {*counting.TASKS} - {path.stem for path in (FOLDER / "spacy").glob("*.py")} == {
        "own_examples"
    }


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_script_of_another_tool_is_python(path: Path) -> None:
    compile(path.read_text("utf-8"), str(path), "exec")


def test_names_and_lines_are_counted(counting: ModuleType, tmp_path: Path) -> None:
    """Those of libraries, without Python's own and those that the script defines."""
    script = tmp_path / "a.py"
    script.write_text(
        'import sys\nimport lib\n\nmine = lib.make(sys.argv, key="a").first.upper()\nprint(mine)\n'
    )
    assert counting.names_of(script) == {"lib", "make", "key", "first"}
    assert counting.lines_of(script) == 4


def test_the_scripts_of_instructor_run() -> None:
    """The other tools are not installed here; `benchmarks/compare/run.py` runs them too."""
    pytest.importorskip("pandas", reason="pandas is not installed")
    command = [sys.executable, "-W", "ignore", str(FOLDER / "run.py"), "instructor"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith("10 of 10 scripts ran\n")
    assert "   3 Ana Ruiz\n" in done.stdout
    assert "same speaker and text: 100.0%\n" in done.stdout
