"""The recorded answers of a real model to the fixtures, which `make check` holds against floors."""

import asyncio
import json
from functools import cache
from pathlib import Path

import pytest

from factx import FactRecord, load
from factx.files import read_recordings
from factx.grounding import ground
from factx.llm.recording import Recording
from factx.llm.replay import ReplayDrafter
from factx.records import Article, Strategy
from factx.records.record import spans_of
from factx.rules import draft_offline

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "fixtures" / "recordings" / "qwen2.5-coder-1.5b-instruct"
GOLD = sorted((ROOT / "fixtures").glob("*/gold.json"))


@cache
def article_of(path: Path) -> Article:
    return load(path.read_bytes()).article


def replayed(article: Article, strategy: Strategy) -> FactRecord:
    drafter = ReplayDrafter(read_recordings(str(FOLDER)), strategy=strategy)
    return ground(article, asyncio.run(drafter.draft(article)))


def test_there_is_one_for_every_fixture_and_none_beside() -> None:
    """Of one model, asked in one way, in full."""
    recordings = [Recording.from_json(path.read_text("utf-8")) for path in FOLDER.glob("*.json")]
    assert {one.article_id for one in recordings} == {path.parent.name for path in GOLD}
    assert {one.model for one in recordings} == {"openai/qwen2.5-coder-1.5b-instruct"}
    assert {one.settings.strategy for one in recordings} == {"sentences"}
    assert len({one.prompt_digest for one in recordings}) == 1
    assert not any(one.broken_off for one in recordings)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("strategy", ["sentences", "hybrid"])
def test_they_are_of_today_s_prompts_and_answer_whatever_the_rules_leave_over(
    path: Path, strategy: Strategy
) -> None:
    """A recording of an older prompt would be refused, and a sentence without an answer told."""
    article = article_of(path)
    record = replayed(article, strategy)
    text = article.get_text()
    assert all(text[span.start : span.end] == span.text for _, span in spans_of(record))
    told = [one.detail or "" for one in record.ungrounded]
    assert not any("when the answers were recorded" in detail for detail in told)
    assert record.provenance.usage is not None
    by_rules = sum(one.drafted_by == "offline" for one in record.attributions)
    alone = ground(article, draft_offline(article))
    assert by_rules == (len(alone.attributions) if strategy == "hybrid" else 0)


def test_a_changed_text_has_no_recording() -> None:
    """They are found by the digest of the text and by nothing else."""
    found = read_recordings(str(FOLDER))
    first = json.loads(next(FOLDER.glob("*.json")).read_text("utf-8"))
    assert found(first["article_sha256"]) is not None
    assert found("0" * 64) is None
