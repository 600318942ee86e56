"""`factx eval`: scores, floors and reports, from the command line."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from cli.running import Commands, FakeDrafter
from cli.running import factx as command_line
from model_server import chat, serving
from model_server.scripts import in_turn

import factx
from factx import files
from factx.errors import FactxError, InputError
from factx.evaluation import MEASURES, Baseline, EvaluationReport
from factx.records import FactRecord, load
from factx.schemas import schema_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
PACKAGE = Path(__file__).parents[2] / "factx"
NAMES = ("glacier-study", "harbour-bridge", "reservoir-vote")


@pytest.fixture
def gold(run: Commands, tmp_path: Path) -> Path:
    """Three annotated articles in the working folder."""
    for name in NAMES:
        shutil.copytree(FIXTURES / name, tmp_path / "gold" / name)
    return tmp_path / "gold"


@pytest.fixture
def golds(gold: Path) -> list[FactRecord]:
    return [load((gold / name / "gold.json").read_bytes()) for name in NAMES]


def _write(path: str, records: list[FactRecord]) -> None:
    Path(path).write_text("".join(record.to_json() + "\n" for record in records), "utf-8")


def _speechless(record: FactRecord) -> FactRecord:
    """The record without its first attribution that is not a parent, its quote and its claims."""
    data = json.loads(record.to_json())
    parents = {attribution["parent"] for attribution in data["attributions"]}
    gone = next(
        attribution
        for attribution in data["attributions"]
        if attribution["id"] not in parents and not attribution.get("optional")
    )
    data["attributions"] = [a for a in data["attributions"] if a["id"] != gone["id"]]
    data["quotes"] = [quote for quote in data["quotes"] if quote["id"] != gone["quote"]]
    data["claims"] = [claim for claim in data["claims"] if claim["attribution"] != gone["id"]]
    return FactRecord.from_data(data)


def _swapped(record: FactRecord) -> FactRecord:
    """The record with each quote attributed to the speaker of the next one."""
    data = json.loads(record.to_json())
    said = [a for a in data["attributions"] if a["source_span"]]
    spans = [(a["source_span"], a["sources"]) for a in said]
    for attribution, (span, sources) in zip(said, spans[1:] + spans[:1], strict=True):
        attribution["source_span"], attribution["sources"] = span, sources
    return FactRecord.from_data(data)


# What is scored.


def test_gold_against_itself_is_perfect(gold: Path, golds: list[FactRecord], run: Commands) -> None:
    _write("same.jsonl", golds)
    result = run("eval", "gold", "--records", "same.jsonl", "--report", "json=r.json")
    assert result.exit_code == 0, result.stderr
    report = EvaluationReport.from_json(Path("r.json").read_bytes())
    assert {count.value for count in report.totals.values()} <= {1.0, None}
    assert "who said what" in result.stdout
    assert "100.0" in result.stdout


def test_the_offline_drafter_is_the_default(gold: Path, run: Commands) -> None:
    """Without --model, no model is called, and -o keeps the records."""
    result = run("eval", "gold", "-o", "kept.jsonl")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "offline on 3 articles")
    again = run("eval", "gold", "--records", "kept.jsonl")
    assert again.stdout == result.stdout


def test_every_figure_has_its_counts(gold: Path, run: Commands) -> None:
    for line in run("eval", "gold").stdout.splitlines()[4:]:
        figures = line[30:].strip()
        assert not figures or "/" in figures, line


def test_gold_can_be_json_lines(gold: Path, golds: list[FactRecord], run: Commands) -> None:
    _write("gold.jsonl", golds)
    result = run("eval", "gold.jsonl")
    assert result.stdout == run("eval", "gold").stdout


def test_the_same_seed_gives_the_same_intervals(gold: Path, run: Commands) -> None:
    first, again = run("eval", "gold"), run("eval", "gold")
    other = run("eval", "gold", "--seed", "7", "--resamples", "50")
    none = run("eval", "gold", "--resamples", "0")
    assert first.stdout == again.stdout
    assert "95%" in other.stdout
    assert other.stdout != first.stdout
    assert "95%" not in none.stdout


def test_an_article_without_a_record_is_listed_and_counts_as_missed(
    gold: Path, golds: list[FactRecord], run: Commands
) -> None:
    _write("two.jsonl", golds[:2])
    result = run("eval", "gold", "--records", "two.jsonl", "--report", "md=r.md")
    assert "two.jsonl: no record of reservoir-vote; counted as zero predictions" in result.stderr
    assert "3 articles, 1 of them without a prediction" in result.stdout
    assert "reservoir\\-vote: there is no record of this text" in Path("r.md").read_text("utf-8")


def test_an_invalid_record_is_reported_and_the_others_are_scored(
    gold: Path, golds: list[FactRecord], run: Commands
) -> None:
    _write("some.jsonl", golds[:2])
    with Path("some.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    result = run("eval", "gold", "--records", "some.jsonl")
    assert result.exit_code == 2
    assert "some.jsonl:3" in result.stderr
    assert "who said what" in result.stdout


@pytest.mark.usefixtures("gold")
def test_a_missing_file_of_records_is_an_error(run: Commands) -> None:
    result = run("eval", "gold", "--records", "none.jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "factx: none.jsonl: there is no such file or folder\n"


def test_records_without_their_text_are_scored(
    gold: Path, golds: list[FactRecord], run: Commands
) -> None:
    _write("with.jsonl", golds)
    _write("without.jsonl", [record.without_text() for record in golds])
    with_text = run("eval", "gold", "--records", "with.jsonl")
    assert run("eval", "gold", "--records", "without.jsonl").stdout == with_text.stdout


def test_records_of_other_texts_are_counted_and_skipped(
    gold: Path, golds: list[FactRecord], run: Commands
) -> None:
    _write("all.jsonl", golds)
    shutil.rmtree(gold / "glacier-study")
    result = run("eval", "gold", "--records", "all.jsonl")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "other on 2 articles")
    assert "1 of its records are of texts that are not in the gold" in result.stderr


@pytest.mark.usefixtures("gold")
def test_a_model_in_the_environment_does_not_exclude_records(
    golds: list[FactRecord], run: Commands
) -> None:
    """FACTX_MODEL is a default, so it is ignored."""
    _write("r.jsonl", golds)
    result = run("eval", "gold", "--records", "r.jsonl", FACTX_MODEL="openai/x")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "other on 3 articles")


def test_a_system_can_be_given_a_name(gold: Path, golds: list[FactRecord], run: Commands) -> None:
    _write("r.jsonl", golds)
    result = run("eval", "gold", "--records", "r.jsonl", "--as", "our tool")
    assert result.stdout.splitlines()[0] == "our tool on 3 articles"


def test_two_systems_are_compared_article_by_article(
    gold: Path, golds: list[FactRecord], run: Commands
) -> None:
    """Each difference has its number of resamples, if there are five articles."""
    _write("good.jsonl", golds)
    _write("worse.jsonl", [_swapped(record) for record in golds])
    result = run("eval", "gold", "--records", "good.jsonl", "--vs", "worse.jsonl")
    line = next(line for line in result.stdout.splitlines() if "who said what" in line)
    assert re.search(r" \+\d+\.\d$", line.rstrip())
    assert "against other" in result.stdout
    for name in ("cooker-recall", "water-alert-live"):
        shutil.copytree(FIXTURES / name, gold / name)
    five = [load(path.read_bytes()) for path in sorted(gold.glob("*/gold.json"))]
    _write("good.jsonl", five)
    _write("worse.jsonl", [_swapped(record) for record in five])
    for first, second, side in (("good", "worse", "ahead"), ("worse", "good", "behind")):
        result = run("eval", "gold", "--records", f"{first}.jsonl", "--vs", f"{second}.jsonl")
        line = next(line for line in result.stdout.splitlines() if "who said what" in line)
        assert f", {side} in 1,000 of 1,000 resamples" in line


@pytest.mark.usefixtures("gold")
def test_a_crash_on_an_article_is_reported_and_counts_as_missed(
    fake: FakeDrafter, run: Commands, gold: Path
) -> None:
    """The exit code is 1, and the other articles are scored."""
    (gold / "reservoir-vote").rename(gold / "buggy")
    result = run("eval", "gold", "--model", "fake/model")
    assert result.exit_code == 1
    assert "factx: buggy: a bug in factx (ZeroDivisionError in factx/" in result.stderr
    assert "3 articles, 1 of them without a prediction" in result.stdout
    assert len(fake.seen) == 3


def test_an_article_on_which_the_model_fails_counts_as_missed(
    fake: FakeDrafter, run: Commands, gold: Path
) -> None:
    (gold / "reservoir-vote").rename(gold / "unreachable")
    result = run("eval", "gold", "--model", "fake/model")
    assert result.exit_code == 3
    assert "unreachable: fake/model: no connection to localhost" in result.stderr
    assert "who said what" in result.stdout
    assert "glacier-study" in fake.seen


def test_a_missing_key_stops_the_run(fake: FakeDrafter, run: Commands, gold: Path) -> None:
    (gold / "glacier-study").rename(gold / "keyless")
    result = run("eval", "gold", "--model", "fake/model")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "FAKE_API_KEY" in result.stderr
    assert "reservoir-vote" not in fake.seen


def test_recorded_answers_give_the_same_scores(run: Commands, gold: Path) -> None:
    """The name of the system contains the strategy."""
    with serving(chat({"verb": "put", "kind": "doing"})) as server:
        asked = (
            "--model",
            "openai/x",
            "--base-url",
            f"{server.address}/v1",
            "--strategy",
            "hybrid",
        )
        live = run("eval", "gold", *asked, "--record", "kept", "--resamples", "9")
    assert live.exit_code == 0, live.stderr
    assert live.stdout.startswith("openai/x (hybrid) on 3 articles")
    assert len(list(Path("kept").iterdir())) == 3
    assert server.bodies
    again = run("eval", "gold", "--replay", "kept", "--resamples", "9")
    assert again.stdout == live.stdout


@pytest.mark.parametrize("command", ["eval", "extract"])
def test_answers_before_a_model_fails_are_kept(run: Commands, gold: Path, command: str) -> None:
    """The exit code is 3, also in a replay; the articles after it fail."""
    answer = chat({"verb": "put", "kind": "doing"})
    with serving(in_turn(answer, answer, {})) as server:
        asked = (
            "--model",
            "openai/x",
            "--base-url",
            f"{server.address}/v1",
            "--strategy",
            "sentences",
            "--jobs",
            "1",
        )
        names = ["gold"] if command == "eval" else ["gold/harbour-bridge"]
        live = run(command, *names, *asked, "--record", "kept", "-o", "live.jsonl")
    again = run(command, *names, "--replay", "kept", "-o", "again.jsonl")
    problem = "127.0.0.1 returned an invalid response"
    problem = problem.replace("127.0.0.1", server.address.removeprefix("http://"))
    for result in (live, again):
        assert result.exit_code == 3
        assert f"openai/x: {problem}; the rest of the record is kept" in result.stderr
    assert Path("live.jsonl").read_bytes() == Path("again.jsonl").read_bytes()
    [line] = Path("live.jsonl").read_text("utf-8").splitlines()
    assert load(line).provenance.broken_off == problem


@pytest.mark.parametrize("command", ["eval", "extract"])
def test_a_folder_of_another_model_is_refused_before_any_request(
    run: Commands, gold: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So is an article whose answers are recorded.

    If an answer cannot be kept, the record is still written.
    """
    with serving(chat({"verb": "put", "kind": "doing"})) as server:
        asked = ("--base-url", f"{server.address}/v1", "--strategy", "hybrid", "--record", "kept")
        names = ["gold"] if command == "eval" else ["gold/harbour-bridge"]
        assert run(command, *names, *asked, "--model", "openai/x").exit_code == 0
        requests = len(server.bodies)
        other = run(command, *names, *asked, "--model", "openai/y", "-o", "r.jsonl")
        assert (other.exit_code, len(server.bodies)) == (2, requests)
        assert "a recording of openai/x; keep each model's in its own folder" in other.stderr
        kept = list(Path("kept").iterdir())
        again = run(command, *names, *asked, "--model", "openai/x", "-o", "r.jsonl")
        assert (again.exit_code, len(server.bodies)) == (2, requests)
        assert again.stderr.count("the answers are recorded already") == len(kept)
        assert not Path("r.jsonl").exists()
        for path in kept:
            path.unlink()

        def fail(folder: str, *_: object, **__: object) -> None:
            raise InputError(f"{folder}/x.json", "it cannot be written: no space left on device")

        monkeypatch.setattr("factx.files.write_recording", fail)
        unkept = run(command, *names, *asked, "--model", "openai/x", "-o", "r.jsonl")
        assert unkept.exit_code == 2
        assert "kept/" in unkept.stderr
        assert len(Path("r.jsonl").read_text("utf-8").splitlines()) == (
            3 if names[0] == "gold" else 1
        )


def test_a_failed_run_sets_no_floors(fake: FakeDrafter, run: Commands, gold: Path) -> None:
    """A failed article says nothing about the system."""
    (gold / "reservoir-vote").rename(gold / "unreachable")
    result = run("eval", "gold", "--model", "fake/model", "--baseline", "b.json", "--update")
    assert result.exit_code == 2
    assert "floors are not set by a run in which something failed" in result.stderr
    assert not Path("b.json").exists()
    assert fake.seen


# What cannot be scored.


def test_no_cases_is_an_error(run: Commands, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("eval", "empty")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no gold.json in it" in result.stderr


def test_gold_that_does_not_match_its_text_is_refused(run: Commands, gold: Path) -> None:
    """Scores on a part of the gold would mislead."""
    text = gold / "glacier-study" / "article.txt"
    text.write_text(text.read_text("utf-8") + "More.\n", "utf-8")
    result = run("eval", "gold")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "gold.json is of another text than article.txt" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--report", "pdf=x"], "write FORM=FILE with a form of md, json, junit, html"),
        (["--report", "md"], "write FORM=FILE"),
        (["--update"], "--update needs --baseline"),
        (["--baseline", "b.json", "--allow-lower", "so"], "--allow-lower needs --update"),
        (["--records", "r.jsonl", "--replay", "d"], "--replay cannot be combined with --records"),
        (["--records", "r.jsonl", "-o", "x.jsonl"], "--output cannot be combined with --records"),
        (
            ["--records", "r.jsonl", "--base-url", "http://x"],
            "--base-url cannot be combined with --records",
        ),
        (["--base-url", "http://x"], "--base-url needs a model: add --model"),
        (["--strategy", "hybrid"], "--strategy needs a model: add --model"),
        (["--record", "d"], "--record needs a model: add --model"),
        (["--replay", "d", "--record", "e"], "--record cannot be combined with --replay"),
        (
            ["--records", "r.jsonl", "--strategy", "whole"],
            "--strategy cannot be combined with --records",
        ),
        (["--replay", "d", "--strategy", "nicely"], "one of whole, sentences, hybrid"),
    ],
)
@pytest.mark.usefixtures("gold")
def test_options_that_contradict_each_other(arguments: list[str], says: str, run: Commands) -> None:
    result = run("eval", "gold", *arguments, COLUMNS="200")
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())


# Floors.


@pytest.fixture
def floors(gold: Path, golds: list[FactRecord], run: Commands) -> Path:
    """A baseline set by the gold itself."""
    _write("good.jsonl", golds)
    result = run("eval", "gold", "--records", "good.jsonl", "--baseline", "b.json", "--update")
    assert result.exit_code == 0, result.stderr
    return Path("b.json")


@pytest.mark.usefixtures("floors")
def test_the_records_that_set_the_floors_pass_them(run: Commands) -> None:
    result = run("eval", "gold", "--records", "good.jsonl", "--baseline", "b.json")
    assert (result.exit_code, result.stderr) == (0, "no measure is below its floor\n")


def test_a_baseline_says_what_made_it(floors: Path) -> None:
    baseline = Baseline.from_json(floors.read_bytes())
    (made,) = baseline.systems["other"].producers
    assert (made.drafter, made.model) == ("other", None)
    assert set(baseline.systems["other"].gold) == set(NAMES)


@pytest.mark.usefixtures("floors")
def test_a_fall_is_listed_with_article_and_item(golds: list[FactRecord], run: Commands) -> None:
    _write("bad.jsonl", [_speechless(golds[0]), *golds[1:]])
    result = run("eval", "gold", "--records", "bad.jsonl", "--baseline", "b.json")
    assert result.exit_code == 1
    assert "attribution.end_to_end (who said what) is" in result.stderr
    assert "it fell on glacier-study (100.0 to" in result.stderr
    assert "\n  glacier-study a1 (missed): " in result.stderr
    assert "harbour-bridge" not in result.stderr


@pytest.mark.usefixtures("floors")
def test_swapped_speakers_fail_the_gate(golds: list[FactRecord], run: Commands) -> None:
    _write("bad.jsonl", [_swapped(record) for record in golds])
    result = run("eval", "gold", "--records", "bad.jsonl", "--baseline", "b.json")
    assert result.exit_code == 1
    for name in NAMES:
        assert f"{name} a" in result.stderr
    assert "(wrong source)" in result.stderr
    assert "attribution.content" not in result.stderr


def test_a_drafter_made_worse_fails_the_gate(gold: Path, run: Commands, tmp_path: Path) -> None:
    """One reporting verb less is enough, and the articles are listed."""
    assert run("eval", str(gold), "--baseline", "b.json", "--update").exit_code == 0
    shutil.copytree(PACKAGE, tmp_path / "worse" / "factx")
    (verbs,) = (tmp_path / "worse").rglob("en/verbs.txt")
    lines = verbs.read_text("utf-8").splitlines(keepends=True)
    fewer = [line for line in lines if not line.startswith("say ")]
    assert len(fewer) == len(lines) - 1
    verbs.write_text("".join(fewer), "utf-8")
    arguments = ("eval", str(gold), "--baseline", str(tmp_path / "b.json"))
    result = subprocess.run(
        command_line(*arguments),
        cwd=tmp_path / "worse",
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "attribution.end_to_end (who said what) is" in result.stderr
    assert "it fell on " in result.stderr
    assert "lost: " in result.stderr


@pytest.mark.usefixtures("floors")
def test_floors_are_lowered_only_with_a_reason(golds: list[FactRecord], run: Commands) -> None:
    _write("bad.jsonl", [_speechless(golds[0]), *golds[1:]])
    update = ("eval", "gold", "--records", "bad.jsonl", "--baseline", "b.json", "--update")
    before = Path("b.json").read_bytes()
    refused = run(*update)
    assert refused.exit_code == 1
    assert "attribution.end_to_end" in refused.stderr
    assert '--allow-lower "..."' in refused.stderr
    assert Path("b.json").read_bytes() == before
    assert run(*update, "--allow-lower", "a try").exit_code == 0
    lowered = Baseline.from_json(Path("b.json").read_bytes()).systems["other"].lowered
    assert {floor.reason for floor in lowered} == {"a try"}
    raised = run("eval", "gold", "--records", "good.jsonl", "--baseline", "b.json", "--update")
    assert raised.exit_code == 0
    kept = Baseline.from_json(Path("b.json").read_bytes()).systems["other"]
    assert kept.floors["attribution.end_to_end"] == 1.0
    assert kept.lowered == lowered


@pytest.mark.usefixtures("floors")
def test_changed_gold_stops_the_gate_with_the_command_to_run(
    gold: Path, golds: list[FactRecord], run: Commands
) -> None:
    changed = _speechless(golds[0])
    (gold / "glacier-study" / "gold.json").write_text(changed.to_json(), "utf-8")
    result = run("eval", "gold", "--records", "good.jsonl", "--baseline", "b.json")
    assert result.exit_code == 1
    assert "new, removed or changed: glacier-study\n" in result.stderr
    command = "factx eval gold --records good.jsonl --baseline b.json --update"
    assert command in result.stderr
    assert run(*command.split()[1:]).exit_code == 1  # for some floors fall with the gold
    assert run(*command.split()[1:], "--allow-lower", "the gold changed").exit_code == 0
    assert run(*command.split()[1:-1]).exit_code == 0


@pytest.mark.usefixtures("floors")
def test_a_system_without_floors_gets_the_command_that_sets_them(run: Commands) -> None:
    """The table is still printed."""
    result = run("eval", "gold", "--baseline", "b.json")
    assert result.exit_code == 2
    assert "it has floors for other and none for offline" in result.stderr
    assert "factx eval gold --model offline --baseline b.json --update" in result.stderr
    assert "who said what" in result.stdout


@pytest.mark.usefixtures("gold")
def test_a_missing_or_broken_baseline(run: Commands) -> None:
    assert "factx eval --update writes one" in run("eval", "gold", "--baseline", "none.json").stderr
    Path("broken.json").write_text('{"systems": 3}', "utf-8")
    result = run("eval", "gold", "--baseline", "broken.json")
    assert result.exit_code == 2
    assert "broken.json has 1 problem: systems: " in result.stderr


# Reports.


@pytest.mark.usefixtures("floors")
def test_every_form_of_report(golds: list[FactRecord], run: Commands) -> None:
    """One run writes all of them; each that a person reads has the fall."""
    _write("bad.jsonl", [_speechless(golds[0]), *golds[1:]])
    forms = [f"--report={form}=r.{form}" for form in ("md", "json", "junit", "html")]
    result = run("eval", "gold", "--records", "bad.jsonl", "--baseline", "b.json", *forms)
    assert result.exit_code == 1
    schema = jsonschema.Draft202012Validator(schema_of("evaluation-report"))
    schema.validate(json.loads(Path("r.json").read_bytes()))  # pyright: ignore[reportUnknownMemberType]
    markdown = Path("r.md").read_text("utf-8")
    assert markdown.startswith("### Who said what: failed: other on 3 articles\n")
    assert "it fell on glacier-study" in markdown
    suite = ET.parse("r.junit").getroot()[0]
    assert [case.get("name") for case in suite] == [*NAMES, "floors"]
    assert [len(case.findall("failure")) for case in suite] == [1, 0, 0, 1]
    assert suite.attrib["failures"] == "2"
    assert "attribution.end_to_end" in Path("r.html").read_text("utf-8")


@pytest.mark.usefixtures("gold")
def test_a_report_on_standard_output_replaces_the_table(run: Commands) -> None:
    result = run("eval", "gold", "--report", "json=-", "--resamples", "0")
    assert EvaluationReport.from_json(result.stdout).system == "offline"
    assert not Path("-").exists()


@pytest.mark.usefixtures("gold")
def test_a_report_that_cannot_be_written(run: Commands) -> None:
    result = run("eval", "gold", "--report", "md=no/where/r.md")
    assert result.exit_code == 2
    assert "there is no folder no/where to write it to" in result.stderr


def test_markup_in_an_article_is_escaped_in_every_report(
    run: Commands, golds: list[FactRecord]
) -> None:
    """In Markdown, XML and HTML."""
    data = json.loads(golds[0].to_json())
    data["article"]["id"] = "<img src=x onerror=alert(1)>|`a`\x1b[31m"
    record = FactRecord.from_data(data)
    _write("gold.jsonl", [record])
    forms = [f"--report={form}=r.{form}" for form in ("md", "junit", "html")]
    result = run("eval", "gold.jsonl", *forms)
    assert result.exit_code == 0, result.stderr
    ET.parse("r.junit")
    for form in ("md", "html"):
        assert "<img" not in Path(f"r.{form}").read_text("utf-8")
    assert "\x1b" not in result.stdout + result.stderr


def _twin(record: FactRecord) -> FactRecord:
    """A record without items of the same text with the line ends of Windows."""
    text = record.article.get_text().replace("\n", "\r\n")
    return factx.ground(factx.Article(id=record.article.id, text=text), factx.Draft())


def _whole(gold: Path) -> list[FactRecord]:
    """The gold with its texts."""
    return [each.value for each in files.read_golds(str(gold)) if not isinstance(each, FactxError)]


@pytest.mark.parametrize("option", ["--records", "--vs"])
def test_records_of_texts_with_other_line_ends_are_an_error(
    option: str, gold: Path, golds: list[FactRecord], run: Commands
) -> None:
    """They would be counted as zero predictions, and nobody would know why."""
    whole = _whole(gold)
    _write("good.jsonl", golds)
    _write("twins.jsonl", [_twin(record) for record in whole])
    arguments = ["--records", "good.jsonl", "--vs", "twins.jsonl"]
    arguments = arguments if option == "--vs" else ["--records", "twins.jsonl"]
    result = run("eval", "gold", *arguments)
    assert result.stderr == (
        "factx: twins.jsonl: its records of glacier-study, harbour-bridge, reservoir-vote are of "
        "texts with other line ends than the gold; restore the original file, and keep git from "
        "converting it with -text in .gitattributes\n"
    )
    assert (result.stdout, result.exit_code) == ("", 2)


def test_some_records_of_texts_with_other_line_ends_are_named(
    gold: Path, golds: list[FactRecord], run: Commands
) -> None:
    whole = _whole(gold)
    _write("mixed.jsonl", [*golds[:2], _twin(whole[2])])
    result = run("eval", "gold", "--records", "mixed.jsonl")
    assert "mixed.jsonl: its records of reservoir-vote are of texts with other" in result.stderr
    assert "mixed.jsonl: no record of reservoir-vote; counted as zero" in result.stderr
    assert "Attributions" in result.stdout
    assert result.exit_code == 2


def test_annotators_of_texts_with_other_line_ends_are_not_compared(
    gold: Path, run: Commands
) -> None:
    whole = _whole(gold)
    _write("unix.jsonl", whole)
    _write("windows.jsonl", [whole[0], *map(_twin, whole[1:])])
    result = run("agree", "unix.jsonl", "windows.jsonl")
    assert "their texts of harbour-bridge, reservoir-vote have different line ends" in result.stderr
    assert result.exit_code == 2


# Gates


@pytest.fixture
def fallen(gold: Path, golds: list[FactRecord], run: Commands) -> tuple[str, ...]:
    """The arguments that compare a system with floors that some of its measures miss."""
    _write("good.jsonl", golds)
    _write("worse.jsonl", [_speechless(golds[0]), *golds[1:]])
    floors = ("eval", "gold", "--records", "good.jsonl", "--as", "it", "--baseline", "b.json")
    assert run(*floors, "--update").exit_code == 0
    return ("eval", "gold", "--records", "worse.jsonl", "--as", "it", "--baseline", "b.json")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("", 1, "attribution.end_to_end (who said what) is"),
        ("--tolerance 0", 1, "attribution.end_to_end (who said what) is"),
        ("--tolerance 0.1", 1, "attribution.end_to_end (who said what) is"),
        ("--tolerance 30", 0, "no measure is more than 30 points below its floor"),
        ("--measure attribution.end_to_end", 1, "attribution.end_to_end (who said what) is"),
        ("--measure sources.kind", 0, "sources.kind is not below its floor"),
        (
            "--measure sources.kind --measure sources.naming --tolerance 0.5",
            0,
            "none of sources.kind, sources.naming is more than 0.5 points below its floor",
        ),
        ("--measure sources.kind --measure cue.exact", 1, "cue.exact (cue: same words) is"),
    ],
)
def test_a_gate_with_a_choice_of_measures_and_a_tolerance(
    options: str, code: int, said: str, fallen: tuple[str, ...], run: Commands
) -> None:
    result = run(*fallen, *options.split())
    assert said in result.stderr
    assert result.exit_code == code


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--measure f1", "--measure f1: use one of attribution.end_to_end, "),
        ("--tolerance -1", "--tolerance is a number of percentage points, from 0 to 100"),
        ("--tolerance 101", "--tolerance is a number of percentage points, from 0 to 100"),
        ("--tolerance nan", "--tolerance is a number of percentage points, from 0 to 100"),
        ("--tolerance 1 --update", "--tolerance needs --baseline, and no --update"),
        ("--measure cue.exact --update", "--measure needs --baseline, and no --update"),
    ],
)
def test_a_gate_that_makes_no_sense(
    options: str, said: str, fallen: tuple[str, ...], run: Commands
) -> None:
    result = run(*fallen, *options.split())
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert result.exit_code == 2
    assert run("eval", "gold", *options.split()).exit_code == 2


def test_a_measure_without_a_floor_is_no_gate(fallen: tuple[str, ...], run: Commands) -> None:
    """It is in no article of the gold, so it could not fall."""
    floors = json.loads(Path("b.json").read_text())["systems"]["it"]["floors"]
    name = next(name for name in MEASURES if name not in floors)
    result = run(*fallen, "--measure", name)
    assert (
        f"factx: b.json: the floors of it: there is no floor for {name}; to reset" in result.stderr
    )
    assert result.exit_code == 2


EDITS: list[tuple[dict[str, float] | None, str]] = [
    (None, "there is no floor for attribution.end_to_end, "),
    ({}, "there is no floor for cue.exact"),
    ({"cue.exact": 2.0}, "cue.exact has a floor of 2, which"),
    ({"cue.exact": -5}, "cue.exact has a floor of -5, which"),
    ({"cue.exact": 0.2}, "cue.exact has a floor of 0.2, and it"),
]


@pytest.mark.parametrize(("edit", "said"), EDITS)
def test_floors_that_were_changed_by_hand_pass_nothing(
    edit: dict[str, float] | None, said: str, fallen: tuple[str, ...], run: Commands
) -> None:
    data = json.loads(Path("b.json").read_text())
    floors = data["systems"]["it"]["floors"]
    del floors["cue.exact"]
    data["systems"]["it"]["floors"] = {} if edit is None else {**floors, **edit}
    Path("b.json").write_text(json.dumps(data))
    good = ["good.jsonl" if each == "worse.jsonl" else each for each in fallen]
    result = run(*good)
    assert said in result.stderr
    assert "to reset them: factx eval gold --records good.jsonl" in result.stderr
    assert result.exit_code == 2
    assert "Attributions" in result.stdout
    assert run(*good, "--update").exit_code == 0
    assert run(*good).exit_code == 0
