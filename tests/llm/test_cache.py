"""With a cache, a question that was answered once is not asked again."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from model_server import Request, Response, Script, Server, chat, serving
from model_server.answers import gold_answers
from model_server.scripts import delayed, in_turn

import factx
from factx.files.answer_folder import AnswerFolder
from factx.llm.recording import Recording
from factx.llm.replay import draft_from
from factx.records import Article, FactRecord, load

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
NAMES = ("reservoir-vote",)
EMPTY: dict[str, Any] = {"sources": [], "statements": [], "claims": []}
PLAIN = Article(id="plain", text='"We lost," Lena Moss said.')
OTHER = Article(id="other", text='"We won," Lena Moss said.')


def golds() -> list[FactRecord]:
    return [load((FIXTURES / name / "gold.json").read_bytes()) for name in NAMES]


def run(
    server: Server, cache: Path, articles: Sequence[Article], **options: Any
) -> list[FactRecord]:
    """The records of the articles, by a new extractor with this cache."""
    with factx.Extractor(
        "openai/x", base_url=f"{server.address}/v1", cache=cache, **options
    ) as extractor:
        results = list(extractor.extract_many(articles, ordered=True))
    return [result.record for result in results if result.record is not None]


def without_time(record: FactRecord) -> Any:
    """A record without what differs from run to run: its time and what it cost."""
    data = json.loads(record.model_dump_json())
    for name in ("seconds", "when", "usage"):
        data["provenance"].pop(name, None)
    return data


@pytest.mark.parametrize("strategy", ["whole", "sentences", "hybrid"])
def test_a_second_run_asks_nothing_and_has_the_same_records(tmp_path: Path, strategy: Any) -> None:
    articles = [record.article for record in golds()]
    options: dict[str, Any] = {
        "strategy": strategy,
        "window": 1200 if strategy == "whole" else None,
    }
    with serving(gold_answers(golds())) as server:
        first = run(server, tmp_path, articles, **options)
        asked = len(server.requests)
        second = run(server, tmp_path, articles, **options)
        assert len(server.requests) == asked > 2
    assert [without_time(one) for one in second] == [without_time(one) for one in first]
    usage = second[0].provenance.usage
    assert usage is not None
    assert (usage.requests, usage.input_tokens, usage.retries) == (0, 0, None)


def test_the_same_story_under_two_headlines_is_paid_for_once(tmp_path: Path) -> None:
    """Also if both are asked about at the same time."""
    twins = [PLAIN.model_copy(update={"id": str(n), "title": f"Headline {n}"}) for n in range(6)]
    with serving(delayed(in_turn(chat(EMPTY)), 0.1)) as server:
        records = run(server, tmp_path, twins)
        assert len(server.requests) == 1
    assert [record.article.title for record in records] == [f"Headline {n}" for n in range(6)]


@pytest.mark.parametrize(
    "change",
    [
        {"model": "openai/y"},
        {"claims": False},
        {"max_tokens": 500},
        {"max_retries": 0},
        {"strategy": "sentences"},
    ],
    ids=str,
)
def test_another_model_prompt_or_parameter_is_asked_again(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    with serving(gold_answers([])) as server:
        run(server, tmp_path, [PLAIN])
        options: dict[str, Any] = {
            "model": "openai/x",
            "base_url": f"{server.address}/v1",
            **change,
        }
        with factx.Extractor(cache=tmp_path, **options) as extractor:
            extractor.extract(PLAIN)
            assert extractor.usage.requests >= 1


@pytest.mark.parametrize(
    "answer",
    [
        chat(None, refusal="I do not discuss quarries."),
        chat({"sources": ["1 | Lena Moss"]}, finish="length"),
        chat("", finish="content_filter"),
        chat("Sorry, what?"),
        Response(b"{}", status=400),
    ],
    ids=["refused", "cut off", "filtered", "unreadable", "failed"],
)
def test_what_is_no_whole_answer_is_not_kept(tmp_path: Path, answer: Any) -> None:
    with serving(answer) as server:
        run(server, tmp_path, [PLAIN], max_retries=0)
        before = len(server.requests)
        server.answer = chat(EMPTY)
        assert len(run(server, tmp_path, [PLAIN], max_retries=0)) == 1
        assert len(server.requests) == before + 1


@pytest.mark.parametrize("damage", [b"", b"half", "other"])
def test_a_damaged_entry_is_asked_again_and_replaced(tmp_path: Path, damage: Any) -> None:
    with serving(chat(EMPTY)) as server:
        run(server, tmp_path, [PLAIN])
        (entry,) = tmp_path.glob("*/*.answer")
        if damage == "other":
            run(server, tmp_path, [OTHER])
            (foreign,) = set(tmp_path.glob("*/*.answer")) - {entry}
            damage = foreign.read_bytes()
        entry.write_bytes(damage)
        before = len(server.requests)
        run(server, tmp_path, [PLAIN])
        run(server, tmp_path, [PLAIN])
        assert len(server.requests) == before + 1


def test_nothing_secret_is_kept(tmp_path: Path) -> None:
    with serving(chat(EMPTY)) as server:
        address = server.address.replace("http://", "http://ann:hidden-word@")
        with factx.Extractor(
            "openai/x", base_url=f"{address}/v1?key=hidden-key", cache=tmp_path
        ) as extractor:
            extractor.extract(PLAIN)
        with factx.Extractor(
            "openai/x", base_url=f"{server.address}/v1", api_key="sk-hidden", cache=tmp_path
        ) as extractor:
            extractor.extract(PLAIN)
            assert extractor.usage.requests == 0  # whoever asks
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"hidden" not in kept


def test_a_retried_question_is_kept_with_its_retries(tmp_path: Path) -> None:
    recordings: list[Recording] = []
    answers = in_turn(chat("What?"), chat(EMPTY), chat({"no": "answer"}))
    with serving(answers) as server:
        first = run(server, tmp_path, [PLAIN])
        second = run(server, tmp_path, [PLAIN], recorder=recordings.append)
        assert len(server.requests) == 2
    assert without_time(first[0]) == without_time(second[0])
    (recording,) = recordings
    assert [one.kept for one in recording.completions] == [True, True]
    assert draft_from(recording, PLAIN).origin.usage == second[0].provenance.usage


def knows_only_text(request: Request) -> Any:
    if "response_format" in request.json:
        return Response(b'{"error": {"message": "response_format is not supported"}}', status=400)
    return chat(EMPTY)


def test_the_mode_that_a_server_knows_is_kept_too(tmp_path: Path) -> None:
    script: Script = knows_only_text
    with serving(script) as server:
        first = run(server, tmp_path, [PLAIN])
        asked = len(server.requests)
        assert asked > 1
        second = run(server, tmp_path, [PLAIN])
        assert len(server.requests) == asked
    assert without_time(first[0]) == without_time(second[0])


def test_an_answer_that_cannot_be_kept_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise factx.InputError(str(tmp_path), "it cannot be written: no space left on device")

    monkeypatch.setattr("factx.files.answer_folder.AnswerFolder.put", full)
    with serving(chat(EMPTY)) as server:
        assert len(run(server, tmp_path, [PLAIN, OTHER])) == 2
    assert caplog.text.count("no space left on device") == 1


def test_two_processes_that_ask_the_same_at_a_time_pay_once(tmp_path: Path) -> None:
    """One waits for the other's answers, and both have the same records."""
    code = """
import sys, factx
given = [factx.Article(id=f"a{n}", text=f'"We lost {n} times," Lena Moss said.') for n in range(20)]
options = {"base_url": sys.argv[1], "strategy": "whole", "cache": sys.argv[2]}
for result in factx.extract_many(given, model="openai/x", concurrency=4, ordered=True, **options):
    print(result.record.model_dump_json(exclude={"provenance"}))
"""
    with serving(delayed(chat(EMPTY), 0.2)) as server:
        command = [sys.executable, "-c", code, f"{server.address}/v1", str(tmp_path)]
        runs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
        first, second = (run.communicate(timeout=120)[0] for run in runs)
        questions = Counter(request.question for request in server.requests)
    assert [run.returncode for run in runs] == [0, 0]
    assert len(first.splitlines()) == 20
    assert first == second
    assert (len(questions), set(questions.values())) == (20, {1})


def test_a_process_that_asks_for_ever_is_not_waited_for(tmp_path: Path) -> None:
    """Only for as long as an answer may take."""
    folder = AnswerFolder(str(tmp_path))
    with serving(chat(EMPTY)) as server:
        run(server, tmp_path, [PLAIN])
        (kept,) = tmp_path.glob("??/*.answer")
        kept.unlink()
        assert folder.claim(kept.stem) is not None
        assert len(run(server, tmp_path, [PLAIN], timeout=1.0)) == 1
        assert len(server.requests) == 2
