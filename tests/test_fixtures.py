"""The annotated articles: complete, exact, and made of the strings they were annotated with."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from building import accepted, checked

import factx
from factx.evaluation import evaluate
from factx.files import read_article, read_draft
from factx.grounding import draft_of, ground
from factx.guide import guide_warnings
from factx.records import FactRecord, dump, load

FIXTURES = sorted(
    path.parent for path in (Path(__file__).parent.parent / "fixtures").glob("*/gold.json")
)


@pytest.fixture(params=FIXTURES, ids=lambda path: path.name)
def folder(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def gold(folder: Path) -> FactRecord:
    return load((folder / "gold.json").read_bytes())


def test_there_are_enough() -> None:
    """What the guide promises of them: how many, how long, how varied."""
    texts = [(path / "article.txt").read_text("utf-8").split() for path in FIXTURES]
    assert len(texts) >= 24
    assert sum(map(len, texts)) >= 9_000
    assert all(300 <= len(words) <= 900 for words in texts)


def test_each_hard_case_of_the_guide_occurs_three_times_or_more() -> None:
    """In the places that whoever wrote the article marked, each of them words of the article."""
    found = Counter[str]()
    for folder in FIXTURES:
        text = (folder / "article.txt").read_text("utf-8")
        cases: dict[str, list[str]] = json.loads((folder / "hard-cases.json").read_bytes())
        for case, places in cases.items():
            found[case] += len(places)
            assert [place for place in places if place not in text] == [], (folder.name, case)
    assert len(found) == 25
    assert {case: number for case, number in found.items() if number < 3} == {}


def test_claims_are_annotated_in_eight_or_more() -> None:
    """The others say that nobody has looked for claims."""
    golds = [load((path / "gold.json").read_bytes()) for path in FIXTURES]
    assert sum(bool(gold.claims) for gold in golds) >= 8
    for gold in golds:
        assert bool(gold.claims) == ("claims" in (gold.provenance.layers or ("claims",)))


def test_the_gold_is_what_the_annotators_strings_ground_to(folder: Path, gold: FactRecord) -> None:
    record = ground(read_article(str(folder)), read_draft(str(_draft(folder))))
    assert record.ungrounded == ()
    assert dump(record) == dump(gold)


def _draft(folder: Path) -> Path:
    """The annotation as it was written, in YAML or in JSON."""
    (draft,) = folder.glob("gold.draft.*")
    return draft


def test_gold_scores_full_marks_against_itself(gold: FactRecord) -> None:
    report = evaluate([gold], [gold], resamples=0)
    assert {count.value for count in report.totals.values()} <= {1.0, None}


def test_the_guide_has_nothing_to_object(folder: Path, gold: FactRecord) -> None:
    """Or the notes name the warning and say why it stays."""
    notes = (folder / "notes.md").read_text("utf-8")
    warnings = {(w.rule, w.item) for w in guide_warnings(gold)}
    assert {warning for warning in warnings if f"`{warning[0]}`" not in notes} == set()


def test_gold_written_down_again_grounds_to_the_same_gold(gold: FactRecord) -> None:
    """The schema and the grounding lose nothing."""
    again = ground(gold.article, draft_of(gold))
    # The draft of a record lists every mention, where a person may leave out the plain ones.
    beside = {"counts"}
    assert again.model_dump(exclude=beside) == gold.model_dump(exclude=beside)
    assert again.counts.ungrounded == 0


def test_another_validator_accepts_the_gold(folder: Path) -> None:
    data: Any = json.loads((folder / "gold.json").read_bytes())
    accepted(data)


def test_the_offline_record_is_accepted_too(gold: FactRecord) -> None:
    record = factx.extract(gold.article)
    assert record.counts.ungrounded == 0
    checked(record)


@pytest.mark.parametrize("seed", ["0", "1", "77"])
def test_nothing_depends_on_the_order_of_sets(seed: str) -> None:
    """Python orders sets and dictionaries of strings differently under every hash seed."""
    command = [sys.executable, "-m", "factx", "check", str(FIXTURES[0].parent)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.stderr == f"{len(FIXTURES)} records checked, all good\n"


def test_notes_and_metadata_are_there(folder: Path) -> None:
    assert (folder / "notes.md").read_text("utf-8").strip()
    meta = json.loads((folder / "article.json").read_bytes())["meta"]
    assert meta["licence"] == "Apache-2.0"
    assert meta["genre"]
    assert meta["english"]
