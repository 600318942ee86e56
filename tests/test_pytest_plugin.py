"""Annotated articles as tests, run by a pytest of their own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
NAMES = ("glacier-study", "harbour-bridge", "reservoir-vote")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Somebody's project with three annotated articles."""
    for name in NAMES:
        shutil.copytree(FIXTURES / name, tmp_path / "fixtures" / name)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\n", "utf-8")
    return tmp_path


def _pytest(project: Path, test: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """pytest run on a file that begins with `import pytest` and has `test` beneath it."""
    (project / "test_it.py").write_text(f"import pytest\n{test}", "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *options],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )


EACH_ARTICLE = """
@pytest.mark.factx("fixtures", overall={"attribution.end_to_end": 0.5})
def test_quotes(factx_case):
    assert factx_case.predicted.article.id == factx_case.article.id
    assert factx_case.value("attribution.end_to_end") > 0
    assert factx_case.failure is None
"""


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_a_test_for_each_article_and_a_summary(project: Path, options: tuple[str, ...]) -> None:
    """The same under xdist, where the articles are spread over workers."""
    result = _pytest(project, EACH_ARTICLE, *options)
    assert result.returncode == 0, result.stdout
    assert "3 passed" in result.stdout
    assert "test_it.py::test_quotes: offline on 3 of 3 articles, end to end F1 " in result.stdout


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_all_articles_together_below_a_threshold_fail_the_session(
    project: Path, options: tuple[str, ...]
) -> None:
    result = _pytest(project, EACH_ARTICLE.replace("0.5", "0.999"), *options)
    assert result.returncode == 1
    assert "3 passed" in result.stdout
    assert "  FAILED attribution.end_to_end is " in result.stdout
    assert "minimum 99.9" in result.stdout


def test_a_part_of_the_articles_is_not_held_against_the_common_threshold(project: Path) -> None:
    result = _pytest(project, EACH_ARTICLE.replace("0.5", "0.999"), "-k", "glacier")
    assert result.returncode == 0
    assert "offline on 1 of 3 articles" in result.stdout
    assert "not all articles ran" in result.stdout


def test_an_article_below_its_threshold_fails_and_is_named(project: Path) -> None:
    test = """
def silent(article):
    import factx
    return factx.ground(article, factx.Draft())

@pytest.mark.factx("fixtures", extract=silent, each={"attribution.end_to_end": 0.1})
def test_quotes(factx_case):
    pass
"""
    result = _pytest(project, test)
    assert result.returncode == 1
    assert "3 failed" in result.stdout
    assert "attribution.end_to_end is 0.000 in glacier-study, minimum 0.100" in result.stdout


def test_a_crash_counts_as_a_miss_and_is_named(project: Path) -> None:
    test = """
def crashes(article):
    if article.id == "glacier-study":
        raise ZeroDivisionError("by zero")
    import factx
    return factx.extract(article)

@pytest.mark.factx("fixtures", extract=crashes)
def test_quotes(factx_case):
    pass
"""
    result = _pytest(project, test)
    assert "1 failed, 2 passed" in result.stdout
    assert "glacier-study has no prediction: ZeroDivisionError: by zero" in result.stdout
    assert "on 3 of 3 articles" in result.stdout


def test_records_that_another_tool_made_and_floors(project: Path) -> None:
    """The floors of a file hold for all articles together."""
    golds = [(project / "fixtures" / name / "gold.json").read_text("utf-8") for name in NAMES]
    lines = [line for gold in golds for line in [_one_line(gold)]]
    (project / "good.jsonl").write_text("\n".join(lines), "utf-8")
    (project / "two.jsonl").write_text("\n".join(lines[:2]), "utf-8")
    floors = ("eval", "fixtures", "--records", "good.jsonl", "--baseline", "b.json", "--update")
    subprocess.run(
        [sys.executable, "-m", "factx", *floors], cwd=project, check=True, capture_output=True
    )
    test = """
@pytest.mark.factx("fixtures", records="good.jsonl", baseline="b.json")
def test_quotes(factx_case):
    pass
"""
    assert _pytest(project, test).returncode == 0
    worse = _pytest(project, test.replace("good", "two"))
    assert worse.returncode == 1
    assert "reservoir-vote has no prediction: two.jsonl has no record of it" in worse.stdout
    assert "attribution.end_to_end (who said what) is" in worse.stdout


def _one_line(gold: str) -> str:
    from factx import dump, load

    return dump(load(gold))


@pytest.mark.parametrize(
    ("marker", "argument", "says"),
    [
        ('"nowhere"', "factx_case", "nowhere: there is no such file or folder"),
        ('"fixtures", overall={"f1": 1}', "factx_case", "there is no measure 'f1'"),
        ('"fixtures", modle="offline"', "factx_case", "the marker is factx(fixtures, *"),
        ('"fixtures", model="a", records="b"', "factx_case", "takes one of model, extract"),
        ('"fixtures"', "", "needs the argument factx_case"),
    ],
)
def test_a_marker_that_makes_no_sense(marker: str, argument: str, says: str, project: Path) -> None:
    test = f"@pytest.mark.factx({marker})\ndef test_quotes({argument}):\n    pass\n"
    result = _pytest(project, test)
    assert result.returncode == 2
    assert says in result.stdout


def test_the_fixture_without_the_marker(project: Path) -> None:
    result = _pytest(project, "def test_quotes(factx_case):\n    pass\n")
    assert "factx_case is for tests marked with pytest.mark.factx" in result.stdout


def test_a_project_that_does_not_use_it_pays_nothing(project: Path) -> None:
    """pytest loads the plugin everywhere, so it imports neither pydantic nor factx's records."""
    test = """
def test_nothing_is_imported():
    import sys
    assert "factx.pytest_plugin" in sys.modules
    assert not {"pydantic", "factx.records", "factx.evaluation", "rich"} & set(sys.modules)
"""
    result = _pytest(project, test, "-p", "no:hypothesispytest")
    assert result.returncode == 0, result.stdout
