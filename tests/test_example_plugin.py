"""The example package is installed as a user installs it, and its names work in the commands."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Protocol

import pytest

ROOT = Path(__file__).parent.parent
PLUGIN = ROOT / "examples" / "plugin"
FIXTURE = ROOT / "fixtures" / "cooker-recall"
TEXT = "The bridge is closed. “We have no choice at all,” the mayor said.\n"
PIP = "install --quiet --no-index --no-build-isolation --no-deps --disable-pip-version-check"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package, which pip built from a copy of its sources."""
    pytest.importorskip("pip", reason="pip is not in this environment")
    pytest.importorskip("hatchling", reason="the build backend is not in this environment")
    folder = tmp_path_factory.mktemp("plugin")
    sources, target = folder / "sources", folder / "site"
    copytree(PLUGIN, sources, ignore=ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", *PIP.split(), "--target", str(target), str(sources)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return target


class Run(Protocol):
    """Runs a script of bash with the package on the path."""

    def __call__(self, script: str, *, code: int = 0) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def run(site: Path, tmp_path: Path) -> Run:
    """In a folder with an article and a folder of one fixture; pip has done its work already."""
    (tmp_path / "article.txt").write_text(TEXT, "utf-8")
    copytree(FIXTURE, tmp_path / "fixtures" / FIXTURE.name)
    paths = os.pathsep.join([str(site), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": paths, "COLUMNS": "140"}
    functions = f'set -e; pip() {{ :; }}; factx() {{ "{sys.executable}" -m factx "$@"; }}\n'

    def bash(script: str, *, code: int = 0) -> subprocess.CompletedProcess[str]:
        command = ["bash", "-c", functions + script]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == code, done.stderr
        return done

    return bash


def test_the_commands_of_the_page_run(run: Run, tmp_path: Path) -> None:
    """The drafter, the format and the measure are found by their names."""
    page = (ROOT / "docs" / "extending.md").read_text("utf-8")
    [script] = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    done = run(script)
    assert (tmp_path / "article.dialogue").read_text("utf-8") == (
        "SOMEBODY: “We have no choice at all,”\n"
    )
    assert len(re.findall(r"unnamed sources +[\d.]+ +\d/\d", done.stdout)) == 2
    assert "quotations on 1 article" in done.stdout
    assert "newsroom.unnamed is not below its floor" in done.stderr
    floors = json.loads((tmp_path / "floors.json").read_text("utf-8"))["systems"]["offline"]
    assert 0 < floors["floors"]["newsroom.unnamed"] <= 1


def test_the_page_shows_the_entry_points_of_the_package() -> None:
    page = (ROOT / "docs" / "extending.md").read_text("utf-8")
    [shown] = re.findall(r'```toml title="pyproject.toml"\n(.*?)```', page, re.DOTALL)
    assert (PLUGIN / "pyproject.toml").read_text("utf-8").endswith(shown)


def test_the_measure_is_in_every_report(run: Run, tmp_path: Path) -> None:
    """With its title and meaning, which a reader without the package has from the report alone."""
    forms = " ".join(f"--report {form}=report.{form}" for form in ("md", "json", "junit", "html"))
    run(f"factx eval fixtures {forms}")
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["own_measures"]["newsroom.unnamed"]["title"] == "unnamed sources"
    assert "newsroom.unnamed" in report["totals"]
    assert "| `newsroom.unnamed` |" in (tmp_path / "report.md").read_text("utf-8")
    assert "newsroom.unnamed 66.7 (2/3)" in (tmp_path / "report.junit").read_text("utf-8")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert 'id="measure.newsroom.unnamed"' in page
    assert "the predicted source is unnamed too" in page


def test_a_measure_below_its_floor_fails_and_one_that_is_not_installed_is_named(
    run: Run, tmp_path: Path
) -> None:
    run("factx eval fixtures --baseline floors.json --update")
    path = tmp_path / "floors.json"
    baseline = json.loads(path.read_text("utf-8"))
    baseline["systems"]["offline"]["floors"]["newsroom.unnamed"] = 1.0
    path.write_text(json.dumps(baseline), "utf-8")
    command = "factx eval fixtures --baseline floors.json"
    done = run(f"{command} --measure newsroom.unnamed", code=1)
    assert "newsroom.unnamed (unnamed sources) is " in done.stderr
    done = run(f"PYTHONPATH=${{PYTHONPATH#*:}}; {command}", code=1)
    assert "newsroom.unnamed (not measured: is its package installed?)" in done.stderr


def test_the_installed_measure_has_thresholds_in_pytest(run: Run, tmp_path: Path) -> None:
    (tmp_path / "test_said.py").write_text(
        "import pytest\n\n\n"
        '@pytest.mark.factx("fixtures", overall={"newsroom.unnamed": 0.0})\n'
        "def test_said(factx_case):\n"
        '    assert factx_case.value("newsroom.unnamed") is not None\n',
        "utf-8",
    )
    run(f'"{sys.executable}" -m pytest -q -p no:cacheprovider test_said.py')
