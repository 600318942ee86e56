"""`factx agree`: agreement between annotators, from the command line."""

import json
import shutil
from pathlib import Path

import jsonschema
from building import drafted, said, speaker
from cli.running import Commands

from factx.grounding import ground
from factx.records import Article, FactRecord
from factx.schemas import schema_of

TEXT = "Ana Ruiz said the bridge would close. Ben Holt denied that it was old. Rain fell.\n"
ANA = speaker("Ana Ruiz", "Ana Ruiz", id="r")
BEN = speaker("Ben Holt", "Ben Holt", id="h")
CLOSE = said("the bridge would close", source="Ana Ruiz", cue="said", who="r", id="1")
OLD = said("that it was old", source="Ben Holt", cue="denied", who="h", id="2")
OLD_AS_ANA = said("that it was old", source="Ana Ruiz", cue="denied", who="r", id="2")


def _write(folder: str, record: FactRecord) -> None:
    """One annotated article in the form of fixtures."""
    place = Path(folder, "story")
    place.mkdir(parents=True)
    (place / "article.txt").write_text(TEXT, "utf-8")
    (place / "gold.json").write_text(record.to_json(), "utf-8")


def _record(*statements: "dict[str, object]", sources: "list[dict[str, object]]") -> FactRecord:
    return ground(Article(id="story", text=TEXT), drafted(*statements, sources=sources))


def test_two_folders_of_the_same_article(run: Commands) -> None:
    """Figures worked out by hand.

    Both have the two contents, so content F1 is 1. The second annotator gives both to Ana Ruiz:
    one of two sources is the same. Of 16 words, both call 8 content and neither the other 8. Of
    sources, both have "Ana Ruiz" (2 words) and one has "Ben Holt" (2): observed disagreement is
    2/16; 6 of 32 values are yes, so 2 * 6 * 26 / (32 * 31) is expected, and alpha is
    1 - (2/16) / (312/992) = 0.603.
    """
    _write("ana", _record(CLOSE, OLD, sources=[ANA, BEN]))
    _write("ben", _record(CLOSE, OLD_AS_ANA, sources=[ANA]))
    result = run("agree", "ana", "ben", "--json", "agreement.json")
    assert result.exit_code == 0, result.stderr
    lines = {line[:28].strip(): line[28:].split() for line in result.stdout.splitlines()}
    assert lines["who said what"][0] == "50.0"
    assert lines["content found"][:4] == ["100.0", "2", "of", "2"]
    assert lines["source: all words"][:4] == ["50.0", "1", "of", "2"]
    alphas = " ".join(result.stdout.partition("alpha")[2].split())
    assert "content 1.000 both 8, one 0, neither 8" in alphas
    assert "source 0.603 both 2, one 2, neither 12" in alphas
    written = json.loads(Path("agreement.json").read_bytes())
    jsonschema.Draft202012Validator(schema_of("agreement-report")).validate(written)  # pyright: ignore[reportUnknownMemberType]


def test_three_annotators_give_three_pairs(run: Commands) -> None:
    for name in ("ana", "ben", "cleo"):
        _write(name, _record(CLOSE, OLD, sources=[ANA, BEN]))
    stdout = run("agree", "ana", "ben", "cleo").stdout
    pairs = [line for line in stdout.splitlines() if line.endswith("article in common")]
    assert pairs == [
        "ana and ben, 1 article in common",
        "ana and cleo, 1 article in common",
        "ben and cleo, 1 article in common",
    ]


def test_errors_if_there_is_nothing_to_compare(run: Commands) -> None:
    _write("ana", _record(CLOSE, OLD, sources=[ANA, BEN]))
    other = ground(Article(id="other", text="Nothing."), drafted())
    Path("other.jsonl").write_text(other.to_json() + "\n", "utf-8")
    assert "at least two annotators" in run("agree", "ana").stderr
    assert "given twice" in run("agree", "ana", "ana").stderr
    none = run("agree", "ana", "other.jsonl")
    assert (none.exit_code, none.stdout) == (2, "")
    assert "ana and other.jsonl: they have no article in common" in none.stderr


def test_a_bad_annotation_is_refused(run: Commands) -> None:
    """Agreement on the valid articles alone would mislead."""
    _write("ana", _record(CLOSE, OLD, sources=[ANA, BEN]))
    shutil.copytree("ana", "ben")
    Path("ben/story/gold.json").write_text("{}", "utf-8")
    result = run("agree", "ana", "ben")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "ben/story" in result.stderr
