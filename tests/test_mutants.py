"""Files with something wrong in them: never a traceback, a hang, or a span that is not its text."""

import asyncio
import json
import random
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from cli.running import Commands, records
from formats.propsegment import corpus, write_corpus
from formats.records import everything
from model_server import Response, chat, serving
from mutants import mutant
from sampling import TRIED

from factx.errors import ModelError
from factx.extraction.drafters import drafter_for
from factx.grounding import ground
from factx.llm.recording import Completion
from factx.llm.wire.parse import Unreadable, parse
from factx.llm.wire.review import problems
from factx.llm.wire.to_draft import to_draft
from factx.llm.wire.written import answer_to
from factx.records import FactRecord, Origin, dump, load, spans_of
from factx.text import index_of

ROOT = Path(__file__).parents[1]
LANGEXTRACT = ROOT / "tests/formats/data/langextract/export.jsonl"
LABEL_STUDIO = ROOT / "tests/formats/data/label-studio/export.json"
POLNEAR = ROOT / "tests/formats/data/polnear-form"
FIXTURE = ROOT / "fixtures/harbour-bridge"
QUICK, ALL = 12, 500
"""Mutants of each file, by default and in `make sweeps`."""


def _records(place: Path) -> Path:
    path = place / "in.jsonl"
    path.write_text(dump(everything()) + "\n", "utf-8")
    return path


def _converted(name: str) -> Callable[[Path], Path]:
    def make(place: Path) -> Path:
        run = Commands()
        suffix = "json" if name == "label-studio" else "jsonl"
        out = place / f"in.{suffix}"
        made = run("convert", str(_records(place.parent)), str(out), "--to", name)
        assert made.exit_code == 0
        return out

    return make


def _brat(place: Path) -> Path:
    run = Commands()
    assert run("convert", str(_records(place.parent)), f"{place}/brat/").exit_code == 0
    [path] = (place / "brat").glob("*.ann")
    return path


def _polnear(place: Path) -> Path:
    shutil.copytree(POLNEAR, place / "polnear")
    return sorted((place / "polnear").rglob("*.ann"))[0]


def _copied(path: Path) -> Callable[[Path], Path]:
    def make(place: Path) -> Path:
        return Path(shutil.copy(path, place))

    return make


def _propsegment(place: Path) -> Path:
    write_corpus(place, corpus())
    return place / "propositions.dev.json"


def _fixture(name: str) -> Callable[[Path], Path]:
    def make(place: Path) -> Path:
        shutil.copytree(FIXTURE, place / "bridge")
        return place / "bridge" / name

    return make


def _baseline(place: Path) -> Path:
    _fixture("gold.json")(place)
    run = Commands()
    arguments = ("eval", str(place), "--baseline", str(place / "b.json"), "--update")
    assert run(*arguments).exit_code == 0
    return place / "b.json"


def _map(place: Path) -> Path:
    path = place / "map.json"
    value = {"labels": {"quotation": "Content", "speaker": "Source"}, "tie": ["statement"]}
    path.write_text(json.dumps({**value, "attributes": {"kind": {"field": "type"}}}))
    return path


# What is changed, and the commands that read it: {} is the file, and {/} its folder.
READERS: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "records": (
        _records,
        ("convert {} out.jsonl", "check {}", "show {}", "show {} --check 3", "convert {} o.csv"),
    ),
    "brat": (_brat, ("convert {/} out.jsonl --from brat",)),
    "polnear": (_polnear, ("convert {/} out.jsonl --from brat",)),
    "label-studio": (_converted("label-studio"), ("convert {} out.jsonl --from label-studio",)),
    "label-studio-export": (_copied(LABEL_STUDIO), ("convert {} out.jsonl --from label-studio",)),
    "prodigy": (_converted("prodigy"), ("convert {} out.jsonl --from prodigy",)),
    "langextract": (
        _copied(LANGEXTRACT),
        ("convert {} out.jsonl --from langextract --map map.json",),
    ),
    "map": (_map, ("convert data.jsonl out.jsonl --from langextract --map {}",)),
    "propsegment": (_propsegment, ("convert {/} out.jsonl --from propsegment",)),
    "draft": (_fixture("gold.draft.yaml"), ("ground {/}/article.txt {} -o out.jsonl",)),
    "gold": (_fixture("gold.json"), ("check {/}", "eval {/} --resamples 0", "show {/}")),
    "article": (_fixture("article.json"), ("extract {/} -o out.jsonl", "show {/}/article.txt")),
    "text": (_fixture("article.txt"), ("extract {} -o out.jsonl", "show {} --numbered")),
    "baseline": (_baseline, ("eval {/} --resamples 0 --baseline {}",)),
}


pytestmark = pytest.mark.bad_input


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FACTX_MODEL", raising=False)
    return Commands()


@pytest.mark.parametrize("part", [0, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", READERS)
def test_no_mutant_makes_a_reader_fall_over(
    name: str, part: int, tmp_path: Path, run: Commands, record_property: Callable[..., None]
) -> None:
    """The same mutants in every run."""
    _map(tmp_path)
    shutil.copy(LANGEXTRACT, tmp_path / "data.jsonl")
    place = tmp_path / "place"
    place.mkdir()
    make, commands = READERS[name]
    path = make(place)
    good = path.read_bytes()
    seeds = range(QUICK) if part == 0 else range(QUICK, ALL)
    record_property(TRIED, len(seeds))
    for seed in (None, *seeds):
        if seed is not None:
            path.write_bytes(mutant(good, random.Random(f"{name} {seed}")))
        for command in commands:
            Path("out.jsonl").unlink(missing_ok=True)
            arguments = command.replace("{/}", str(path.parent)).replace("{}", str(path)).split()
            begin = time.process_time()
            result = run(*arguments, *(["--force"] if "o.csv" in command else []))
            took = time.process_time() - begin
            assert result.exit_code in (0, 1, 2), (seed, result.stderr)
            assert seed is None or took < 2, (seed, took)
            assert "\x1b" not in result.stderr
            if Path("out.jsonl").exists():
                for record in records("out.jsonl"):
                    _check(record)


@pytest.mark.parametrize("part", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_no_mutant_of_an_answer_makes_a_span_that_is_not_its_text(
    part: int, record_property: Callable[..., None]
) -> None:
    """Of the text that a model writes, and of the response that it comes in."""
    gold = load((FIXTURE / "gold.json").read_bytes())
    good = json.dumps(answer_to(gold), ensure_ascii=False, indent=1).encode()
    seeds = range(10 * QUICK) if part == 0 else range(10 * QUICK, 2 * ALL)
    record_property(TRIED, len(seeds))
    origin = Origin(drafter="instructor")
    for seed in seeds:
        text = mutant(good, random.Random(f"answer {seed}")).decode("utf-8", "replace")
        begin = time.process_time()
        try:
            answer = parse(Completion(text=text)).answer
        except Unreadable:
            continue
        problems(answer, index_of(gold.article.get_text()))
        record = ground(gold.article, to_draft(answer, gold.article, origin=origin, attempts=1))
        assert time.process_time() - begin < 10, seed
        _check(record)
        assert record.counts.drafted == record.counts.grounded + record.counts.ungrounded


def test_no_mutant_of_a_response_is_a_traceback(record_property: Callable[..., None]) -> None:
    """Each ends as a draft or as one error."""
    article = load((FIXTURE / "gold.json").read_bytes()).article
    good = json.dumps(chat('{"sources": [], "statements": []}', refusal="", finish="stop")).encode()
    record_property(TRIED, 10 * QUICK)
    with serving() as server:
        drafter = drafter_for("openai/x", base_url=f"{server.address}/v1", timeout=30)
        for seed in range(10 * QUICK):
            server.answer = Response(mutant(good, random.Random(f"response {seed}")))
            with suppress(ModelError):
                asyncio.run(drafter.draft(article))


def _check(record: FactRecord) -> None:
    text = record.article.text
    for _, span in spans_of(record):
        assert text is None or text[span.start : span.end] == span.text
