"""The annotated articles: complete, exact, and made of the strings they were annotated with."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import factx
from factx.files import read_article, read_draft
from factx.grounding import draft_of, ground
from factx.records import FactRecord, dump, load
from factx.schemas import schema_of

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


def test_there_are_three() -> None:
    assert len(FIXTURES) == 3


def test_the_gold_is_what_the_annotators_strings_ground_to(folder: Path, gold: FactRecord) -> None:
    record = ground(read_article(str(folder)), read_draft(str(folder / "gold.draft.json")))
    assert record.ungrounded == ()
    assert dump(record) == dump(gold)


def test_gold_written_down_again_grounds_to_the_same_gold(gold: FactRecord) -> None:
    """The schema and the grounding lose nothing."""
    assert dump(ground(gold.article, draft_of(gold))) == dump(gold)


def test_another_validator_accepts_the_gold(folder: Path) -> None:
    data: Any = json.loads((folder / "gold.json").read_bytes())
    validator = jsonschema.Draft202012Validator
    jsonschema.validate(data, schema_of("fact-record"), cls=validator)


def test_the_offline_record_is_accepted_too(gold: FactRecord) -> None:
    record = factx.extract(gold.article)
    assert record.counts.ungrounded == 0
    validator = jsonschema.Draft202012Validator
    jsonschema.validate(json.loads(dump(record)), schema_of("fact-record"), cls=validator)


@pytest.mark.parametrize("seed", ["0", "1", "77"])
def test_nothing_depends_on_the_order_of_sets(folder: Path, gold: FactRecord, seed: str) -> None:
    """Python orders sets and dictionaries of strings differently under every hash seed."""
    command = [
        sys.executable,
        "-m",
        "factx",
        "ground",
        str(folder),
        str(folder / "gold.draft.json"),
    ]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert load(done.stdout) == gold


def test_notes_and_metadata_are_there(folder: Path) -> None:
    assert (folder / "notes.md").read_text("utf-8").strip()
    assert json.loads((folder / "article.json").read_bytes())["meta"]["licence"] == "Apache-2.0"
