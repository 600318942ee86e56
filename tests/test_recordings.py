"""The recorded answers of a real model to the fixtures, which `make check` holds against floors."""

import asyncio
import json
import re
from functools import cache
from pathlib import Path

import pytest

from factx import Extractor, FactRecord, load
from factx.evaluation import HEADLINE, Count, EvaluationReport, Tally, evaluate
from factx.evaluation.bootstrap import Difference
from factx.evaluation.bootstrap import differences as paired_differences
from factx.files import read_recordings
from factx.grounding import ground
from factx.llm.prompt import system_text, with_own
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


EXAMPLES = ("assistant", "assistant-two-examples")
PAGE = ROOT / "docs" / "yours.md"


def test_the_page_on_examples_shows_the_figures_of_their_recordings() -> None:
    """Each with its counts, and the paired difference."""
    folders = [ROOT / "fixtures" / "recordings" / name for name in EXAMPLES]
    articles = [sorted(path.name for path in folder.glob("*.json")) for folder in folders]
    assert len(articles[0]) == 6
    assert articles[0] == articles[1]
    digests = {path.partition(".")[0] for path in articles[0]}
    golds = [load(path.read_bytes()) for path in GOLD]
    golds = [gold for gold in golds if gold.article.sha256[:16] in digests]
    shipped, shown = (_scored(golds, folder) for folder in folders)
    differences = _differences(shown, shipped)
    read = (
        Recording.from_json(next(folder.glob("*.json")).read_text("utf-8")) for folder in folders
    )
    lengths = [len(with_own(system_text(), examples=one.settings.examples)) for one in read]
    assert f"without the article | {lengths[0]:,} | {lengths[1]:,} |" in PAGE.read_text("utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \| (.+) \|$", PAGE.read_text("utf-8"), re.M)
    assert [name for name, _ in rows] == ["source.exact", "content.exact", HEADLINE, "claims.found"]
    for name, cells in rows:
        values = [_cell(report.totals[name]) for report in (shipped, shown)]
        assert cells.replace("*", "").split(" | ")[:2] == values
        found = differences[name]
        sign = "ahead" if found.difference > 0 else "behind"
        assert found.ahead is not None
        bounds = f"({_ratio(found.low)} to {_ratio(found.high)}), {sign} in {int(found.ahead):,}"
        assert cells.endswith(f"{_ratio(found.difference, signed=True)} {bounds}")


def _scored(golds: list[FactRecord], folder: Path) -> EvaluationReport:
    drafter = ReplayDrafter(read_recordings(str(folder)))
    with Extractor(drafter=drafter) as extractor:
        return evaluate(golds, [extractor.extract(gold.article) for gold in golds], resamples=0)


def _differences(ours: EvaluationReport, others: EvaluationReport) -> dict[str, Difference]:
    first, second = ([article.counts for article in each.articles] for each in (ours, others))
    return paired_differences(first, second, resamples=2000)


def _cell(found: Count) -> str:
    assert isinstance(found, Tally)
    counts = f"{found.recalled:.0f}/{found.gold}, {found.precise:.0f}/{found.predicted}"
    return f"{_ratio(found.value)} ({counts})"


def _ratio(value: float | None, *, signed: bool = False) -> str:
    assert value is not None
    return f"{value:{'+' if signed else ''}.3f}".replace("0.", ".", 1)
