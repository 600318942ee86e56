"""Annotated articles as tests, run by a pytest of their own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from model_server import Response, chat, serving

from factx import Article

FIXTURES = Path(__file__).parents[1] / "fixtures"
NAMES = ("glacier-study", "harbour-bridge", "reservoir-vote")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Somebody's project with three annotated articles."""
    for name in NAMES:
        shutil.copytree(FIXTURES / name, tmp_path / "fixtures" / name)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\n", "utf-8")
    return tmp_path


# With these pytest writes the reasons of failures a second time, in its summary, and uncut.
ON_A_CI_MACHINE = {"CI", "BUILD_NUMBER"}


def _pytest(project: Path, test: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """pytest run on a file that begins with `import pytest` and has `test` beneath it."""
    (project / "test_it.py").write_text(f"import pytest\n{test}", "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *options],
        cwd=project,
        env={name: value for name, value in os.environ.items() if name not in ON_A_CI_MACHINE},
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
def test_all_articles_together_below_a_threshold_are_a_failed_test(
    project: Path, options: tuple[str, ...]
) -> None:
    """In the summary and in JUnit, where CI systems look, besides the exit code."""
    test = EACH_ARTICLE.replace("0.5", "0.999")
    result = _pytest(project, test, "--junit-xml=r.xml", *options)
    assert result.returncode == 1
    assert "1 failed, 3 passed" in result.stdout
    assert "FAILED test_it.py::test_quotes[overall]" in result.stdout
    assert re.search(r"^attribution.end_to_end is \d\d\.\d, minimum 99\.9$", result.stdout, re.M)
    suite = ElementTree.parse(project / "r.xml").getroot()[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "1", "0")
    [failed] = [case for case in suite if case.find("failure") is not None]
    assert (failed.get("classname"), failed.get("name")) == ("test_it", "test_quotes[overall]")
    passing = _pytest(project, EACH_ARTICLE, "--junit-xml=r.xml", *options)
    assert passing.returncode == 0
    assert ElementTree.parse(project / "r.xml").getroot()[0].get("tests") == "3"


def test_a_part_of_the_articles_is_not_held_against_the_common_threshold(project: Path) -> None:
    result = _pytest(project, EACH_ARTICLE.replace("0.5", "0.999"), "-k", "glacier")
    assert result.returncode == 0
    assert "offline on 1 of 3 articles" in result.stdout
    assert "not all articles ran" in result.stdout
    assert "[overall]" not in result.stdout


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


@pytest.mark.parametrize(
    ("returned", "problem"),
    [
        ("{}", "TypeError: extract returned dict, not a factx.FactRecord"),
        ("None", "TypeError: extract returned NoneType, not a factx.FactRecord"),
        ("[factx.extract(article)]", "TypeError: extract returned list, not a factx.FactRecord"),
        (
            'factx.extract(factx.Article(text="Other."))',
            "ValueError: extract returned the record of another text",
        ),
        ("moved(factx.extract(article))", "the article has "),
    ],
)
def test_what_is_no_record_of_the_article_is_an_error_of_its_test(
    returned: str, problem: str, project: Path
) -> None:
    """And of that article alone: the others are scored."""
    test = f"""
import factx

def moved(record):
    quote = record.quotes[0]
    span = quote.spans[0].model_copy(update={{"text": "x" * len(quote.spans[0].text)}})
    quotes = (quote.model_copy(update={{"spans": (span,)}}), *record.quotes[1:])
    return record.without_text().model_copy(update={{"quotes": quotes}})

def odd(article):
    return {returned} if article.id == "glacier-study" else factx.extract(article)

@pytest.mark.factx("fixtures", extract=odd)
def test_quotes(factx_case):
    pass
"""
    result = _pytest(project, test)
    assert "1 failed, 2 passed" in result.stdout, result.stdout
    assert "INTERNALERROR" not in result.stdout
    assert "glacier-study has no prediction: " in result.stdout
    assert problem in result.stdout


def test_records_of_texts_with_other_line_ends_are_named(project: Path) -> None:
    from factx import Draft, dump, ground, load

    gold = load((project / "fixtures/glacier-study/gold.json").read_bytes())
    text = (project / "fixtures/glacier-study/article.txt").read_bytes().decode()
    twin = Article(id=gold.article.id, text=text.replace("\n", "\r\n"))
    (project / "twin.jsonl").write_text(dump(ground(twin, Draft())) + "\n", "utf-8")
    test = """
@pytest.mark.factx("fixtures", records="twin.jsonl")
def test_quotes(factx_case):
    pass
"""
    result = _pytest(project, test)
    assert "the record of it in twin.jsonl is of a text with other line ends" in result.stdout


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
    assert "FAILED test_it.py::test_quotes[overall]" in worse.stdout
    lenient = test.replace("good", "two").replace('b.json"', 'b.json", tolerance=1')
    assert "FAILED test_it.py::test_quotes[overall]" not in _pytest(project, lenient).stdout
    only = test.replace("good", "two").replace('b.json"', 'b.json", measures=["cue.exact"]')
    assert "who said what) is" not in (shown := _pytest(project, only).stdout)
    assert "cue.exact (cue: same words) is" in shown
    (project / "b.json").write_text('{"systems": {}}', "utf-8")
    without = _pytest(project, test).stdout
    assert "b.json" in without
    assert "FAILED test_it.py::test_quotes[overall]" in without


def _one_line(gold: str) -> str:
    from factx import dump, load

    return dump(load(gold))


@pytest.mark.parametrize(
    ("marker", "argument", "says"),
    [
        ('"nowhere"', "factx_case", "nowhere: there is no such file or folder"),
        ('"fixtures", overall={"f1": 1}', "factx_case", "there is no measure 'f1'"),
        ('"fixtures", overall={"cue.exact": 60}', "factx_case", "cue.exact is 60; it has to be b"),
        ('"fixtures", each={"cue.exact": -0.1}', "factx_case", "cue.exact is -0.1; it has to be"),
        ('"fixtures", each={"cue.exact": "1"}', "factx_case", "cue.exact is '1'; it has to be"),
        ('"fixtures", each={"cue.exact": True}', "factx_case", "cue.exact is True; it has to be"),
        ('"fixtures", each={"cue.exact": float("nan")}', "factx_case", "cue.exact is nan; it has"),
        ('"fixtures", baseline="b", tolerance=5', "factx_case", "tolerance is 5; it has to be b"),
        ('"fixtures", baseline="b", measures=["f1"]', "factx_case", "there is no measure 'f1'"),
        ('"fixtures", tolerance=0.5', "factx_case", "measures and tolerance need a baseline"),
        ('"fixtures", mode="json"', "factx_case", "base_url, api_key_env, mode need a model"),
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


def test_an_error_that_every_article_would_get_is_asked_for_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that is not accepted costs one request, and every article fails with the reason."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    with serving(Response(b"{}", status=401)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", f"{server.address}/v1")
        result = _pytest(project, '@pytest.mark.factx("fixtures", model="openai/x")\n' + TEST)
    assert result.returncode == 1
    assert len(server.paths) == 1
    assert (
        result.stdout.count("has no prediction: ModelUnreachable: openai/x: the key was not") == 3
    )


def test_a_server_of_ones_own_with_a_key_and_a_mode(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the command line takes them; a variable that is not set is why there is no prediction."""
    monkeypatch.setenv("MY_KEY", "abc-of-my-own")
    with serving(chat({"sources": [], "statements": [], "claims": []})) as server:
        url = f'"fixtures", model="openai/x", base_url="{server.address}/v1"'
        marker = f'{url}, mode="tools", api_key_env="MY_KEY"'
        result = _pytest(project, f"@pytest.mark.factx({marker})\n{TEST}")
        assert result.returncode == 0, result.stdout
        assert {*server.keys} == {"Bearer abc-of-my-own"}
        assert all("tools" in body for body in server.bodies)
        result = _pytest(project, f'@pytest.mark.factx({url}, api_key_env="NO_KEY")\n{TEST}')
    assert "api_key_env: the environment variable of this name is not set" in result.stdout


TEST = """
def test_quotes(factx_case):
    pass
"""
