"""`--instructions`, `--examples` and `--leave-out`."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from cli.running import Commands, FakeDrafter

import factx

FIXTURES = Path(__file__).parents[2] / "fixtures"
ONE = str(FIXTURES / "harbour-bridge")
OTHER = str(FIXTURES / "reservoir-vote")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The options of each drafter that is made."""
    found: list[dict[str, Any]] = []

    def drafter_for(model: str, **options: object) -> FakeDrafter:
        found.append({"model": model, **options})
        return FakeDrafter()

    monkeypatch.setattr("factx.extraction.drafters.drafter_for", drafter_for)
    return found


@pytest.mark.parametrize("option", ["--instructions", "--examples"])
def test_they_need_a_model(run: Commands, option: str) -> None:
    Path("a.txt").write_text("One.", "utf-8")
    for command in (["extract", "a.txt"], ["eval", ONE]):
        result = run(*command, option, OTHER)
        assert result.exit_code == 2
        assert f"{option} needs a model: add --model" in result.stderr


def test_they_are_passed_on(run: Commands, asked: list[dict[str, Any]]) -> None:
    Path("a.txt").write_text("One.", "utf-8")
    run("extract", "a.txt", "--model", "openai/x", "--instructions", "r.txt", "--examples", OTHER)
    assert asked[0]["instructions"] == Path("r.txt")
    assert asked[0]["examples"] == OTHER


def test_an_article_that_is_scored_is_no_example_but_with_leave_out(
    run: Commands, asked: list[dict[str, Any]]
) -> None:
    refused = run("eval", ONE, "--model", "openai/x", "--examples", ONE)
    assert refused.exit_code == 2
    assert "harbour-bridge is scored too" in refused.stderr
    assert not asked
    for examples, more in ((ONE, ["--leave-out"]), (OTHER, [])):
        run("eval", ONE, "--model", "openai/x", "--examples", examples, *more)
    assert [one["examples"] for one in asked] == [ONE, OTHER]


def test_leave_out_needs_examples(run: Commands) -> None:
    result = run("eval", ONE, "--leave-out")
    assert result.exit_code == 2
    assert "--leave-out needs --examples" in result.stderr


MODULE = """
from typing import Literal
from pydantic import BaseModel

class Beat(BaseModel):
    \"\"\"What a claim is about.\"\"\"

    topic: Literal["safety", "money"]
    \"\"\"The desk.\"\"\"

{name} = {{"claim": Beat}}
WRONG = {{"clam": Beat}}
"""


@pytest.fixture
def module(run: Commands, request: pytest.FixtureRequest) -> str:
    """A module in the current folder, with a name that no other test imports."""
    name = f"newsroom_{abs(hash(request.node.nodeid))}"
    Path(f"{name}.py").write_text(MODULE.format(name="FIELDS"), "utf-8")
    return name


def test_fields_are_named_by_module_and_name(
    run: Commands, module: str, asked: list[dict[str, Any]]
) -> None:
    Path("a.txt").write_text("One.", "utf-8")
    result = run("extract", "a.txt", "--model", "openai/x", "--fields", f"{module}:FIELDS")
    assert result.exit_code == 0
    assert [*asked[0]["fields"]] == ["claim"]


def test_the_schemas_of_own_fields_are_written(run: Commands, module: str) -> None:
    result = run("schemas", "out", "--fields", f"{module}:FIELDS")
    assert result.exit_code == 0
    [path] = Path("out").iterdir()
    schema = json.loads(path.read_text("utf-8"))
    assert path.name == "claim-fields.schema.json"
    assert schema["description"] == "What a claim is about."
    assert schema["properties"]["topic"]["description"] == "The desk."
    assert schema["properties"]["topic"]["enum"] == ["safety", "money"]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("FIELDS", "is written MODULE:NAME"),
        ("no_such_module:FIELDS", "cannot be imported"),
        ("{}:NOTHING", "has no NOTHING"),
        ("{}:Beat", "is not a dictionary of models"),
        ("{}:WRONG", "is none of source"),
    ],
)
def test_what_names_no_fields_is_one_sentence(
    run: Commands, module: str, given: str, problem: str
) -> None:
    result = run("schemas", "out", "--fields", given.format(module))
    assert result.exit_code == 2
    assert problem in " ".join(result.stderr.split())
    assert not Path("out").exists()


def test_fields_that_the_gold_has_are_scored(run: Commands) -> None:
    gold = factx.read(ONE)[0]
    for name, desk in (("gold", "money"), ("predicted", "safety")):
        first, *others = gold.claims
        filled = (first.model_copy(update={"extra": {"desk": desk}}), *others)
        factx.write(f"{name}.jsonl", gold.model_copy(update={"claims": filled}))
    line = "claim.desk: accuracy {} (1 item)"
    wrong = run("eval", "gold.jsonl", "--records", "predicted.jsonl", "--resamples", "0")
    assert line.format("0.000") in wrong.stderr
    right = run("eval", "gold.jsonl", "--records", "gold.jsonl", "--resamples", "0")
    assert line.format("1.000") in right.stderr


def test_the_scores_of_own_fields_are_in_every_report(run: Commands) -> None:
    gold = factx.read(ONE)[0]
    first, *others = gold.claims
    filled = (first.model_copy(update={"extra": {"desk|": "money"}}), *others)
    factx.write("gold.jsonl", gold.model_copy(update={"claims": filled}))
    forms = ("md", "json", "junit", "html")
    options = [part for form in forms for part in ("--report", f"{form}=report.{form}")]
    result = run("eval", "gold.jsonl", "--records", "gold.jsonl", "--resamples", "0", *options)
    assert result.exit_code == 0
    md, json_, junit, html = (Path(f"report.{form}").read_text("utf-8") for form in forms)
    assert r"| claim.desk\| | accuracy | 1.000 | 1 | 0 |" in md
    assert json.loads(json_)["fields"]["claim.desk|"]["value"] == 1.0
    output = ET.fromstring(junit).find(".//testcase[@name='fields']/system-out")
    assert output is not None
    assert output.text == "claim.desk|: accuracy 1.000 (1 item)"
    assert "<code>claim.desk|</code></th><td>accuracy</td><td>1.000</td><td>1</td>" in html
    assert 'href="#fields"' in html
