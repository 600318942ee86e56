"""`factx batch`: the same records as of live questions, in rounds, and nothing sent twice."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli.running import Commands, records, write
from model_server import Request, Response, chat, serving
from model_server.answers import gold_answers
from model_server.batches import Batches

from factx.extraction import batch
from factx.files.batch_folder import BatchFolder
from factx.records import FactRecord, load

GOLD = load((Path(__file__).parents[2] / "fixtures/reservoir-vote/gold.json").read_bytes())
EXAMPLE = str(Path(__file__).parents[2] / "fixtures" / "harbour-bridge")
MODULE = """
from pydantic import BaseModel

class Gender(BaseModel):
    pronoun: str

FIELDS = {"source": Gender}
"""
ANSWER = chat({"sources": [], "statements": [], "claims": []})


def without_time(record: FactRecord) -> Any:
    data = json.loads(record.model_dump_json())
    for name in ("seconds", "when"):
        data["provenance"].pop(name, None)
    return data


def url(server: Any) -> tuple[str, ...]:
    return ("--model", "openai/x", "--base-url", f"{server.address}/v1")


def needs_a_retry(request: Request) -> Any:
    """An answer that cannot be read at first."""
    return ANSWER if len(request.json["messages"]) > 2 else chat("What?")


@pytest.mark.parametrize("script", [gold_answers([GOLD]), needs_a_retry], ids=["good", "retry"])
def test_a_batch_gives_the_records_of_a_live_run(run: Commands, script: Any) -> None:
    """Also if an answer is sent back, in a further round."""
    write("news/vote.txt", GOLD.article.get_text())
    write("news/other.txt", "“We lost,” Lena Moss said. It rained. “We won,” Ann Bell said.")
    batches = Batches(script)
    with serving(batches) as server:
        live = run("extract", "news", *url(server), "-o", "live.jsonl")
        assert live.exit_code == 0
        done = run("batch", "submit", "job", "news", *url(server))
        assert done.exit_code == 0, done.stderr
        for _ in range(9):
            done = run("batch", "collect", "job", "-o", "out.jsonl", "--force")
            if done.exit_code == 0:
                break
            assert done.exit_code == 1, done.stderr
            assert run("batch", "submit", "job").exit_code == 0
    both = [
        sorted(records(name), key=lambda it: it.article.id) for name in ("live.jsonl", "out.jsonl")
    ]
    assert [*map(without_time, both[1])] == [*map(without_time, both[0])]
    keys = [row["custom_id"] for row in batches.rows]
    assert len(keys) == len(set(keys))
    assert len(batches.batches) == (2 if script is needs_a_retry else 1)


def test_a_job_keeps_instructions_examples_and_fields_of_the_users_own(run: Commands) -> None:
    """So a later collect, and a further round, ask the same; nothing else is kept about them."""
    write("a.txt", "“We will fight on,” Ann Bell said.")
    write("rules.txt", "Leave the weather out.")
    write("newsroom_of_a_batch.py", MODULE)
    answer = chat(
        {
            "sources": ["1 | Ann Bell | person | named"],
            "statements": ["1 | 1:Ann Bell | said | <1>"],
            "claims": [],
            "source_fields": [{"key": "1", "value": {"pronoun": "she"}}],
        }
    )
    batches = Batches(answer)
    own = ("--instructions", "rules.txt", "--examples", EXAMPLE)
    own += ("--fields", "newsroom_of_a_batch:FIELDS")
    with serving(batches) as server:
        done = run("batch", "submit", "job", "a.txt", *url(server), *own)
        assert done.exit_code == 0, done.stderr
        Path("rules.txt").unlink()
        assert run("batch", "submit", "job", *own).exit_code == 2
        assert run("batch", "collect", "job", "-o", "out.jsonl").exit_code == 0
    [record] = records("out.jsonl")
    assert [source.extra for source in record.sources] == [{"pronoun": "she"}]
    [row] = batches.rows
    prompt = row["body"]["messages"][0]["content"]
    for part in ("Leave the weather out.", "Maureen Tisdall", "source_fields"):
        assert part in prompt


def test_nothing_is_sent_twice_while_a_batch_runs(run: Commands) -> None:
    write("a.txt", "Ann Bell said it rained.")
    batches = Batches(ANSWER, polls=2)
    with serving(batches) as server:
        run("batch", "submit", "job", "a.txt", *url(server))
        assert run("batch", "submit", "job").stderr == "0 questions sent\n"
        assert run("batch", "status", "job").stdout == "batch-1: in_progress\n"
        done = run("batch", "collect", "job", "-o", "out.jsonl")
        assert (done.stderr, done.exit_code) == ("0 records, 1 waiting, 0 failed\n", 1)
        assert "1 answered, 0 failed, 1 in all" in run("batch", "status", "job").stdout
        assert run("batch", "collect", "job", "-o", "out.jsonl").exit_code == 0
        assert run("batch", "status", "job").stdout == "batch-1: collected\n"
        assert run("batch", "collect", "job", "-o", "out.jsonl", "--force").exit_code == 0
    assert len(batches.rows) == 1


def test_failed_rows_are_reported_and_sent_again_on_request(run: Commands) -> None:
    write("a.txt", "Ann Bell said it rained.")
    write("b.txt", "Ann Bell said it snowed.")

    def script(request: Request) -> Any:
        if "snowed" in request.question:
            return Response(b'{"error": {"message": "too many snowflakes"}}', status=500)
        return ANSWER

    batches = Batches(script)
    with serving(batches) as server:
        run("batch", "submit", "job", "a.txt", "b.txt", *url(server))
        done = run("batch", "collect", "job", "-o", "out.jsonl")
        assert "factx: b: too many snowflakes; send it again with --failed" in done.stderr
        assert done.exit_code == 3
        assert len(records("out.jsonl")) == 1
        batches.script = ANSWER
        assert run("batch", "submit", "job").stderr == "0 questions sent\n"
        assert run("batch", "submit", "job", "--failed").stderr == "1 question sent\n"
        assert run("batch", "collect", "job", "-o", "out.jsonl", "--force").exit_code == 0
    assert len(records("out.jsonl")) == 2


def test_a_batch_that_expired_is_sent_again(run: Commands) -> None:
    write("a.txt", "Ann Bell said it rained.")
    batches = Batches(ANSWER)
    batches.status = "expired"
    with serving(batches) as server:
        run("batch", "submit", "job", "a.txt", *url(server))
        done = run("batch", "collect", "job", "-o", "out.jsonl")
        assert "batch batch-1 is expired" in done.stderr
        batches.status = "completed"
        assert run("batch", "submit", "job").stderr == "1 question sent\n"
        assert run("batch", "collect", "job", "-o", "out.jsonl").exit_code == 0


def test_a_batch_that_was_sent_before_a_crash_is_found_again(run: Commands) -> None:
    write("a.txt", "Ann Bell said it rained.")
    batches = Batches(ANSWER)
    with serving(batches) as server:
        run("batch", "submit", "job", "a.txt", *url(server))
        job = json.loads(Path("job/job.json").read_text())
        job["batches"][0]["id"] = None  # as if the process was killed before it knew
        Path("job/job.json").write_text(json.dumps(job))
        assert run("batch", "collect", "job", "-o", "out.jsonl").exit_code == 0
    assert len(batches.batches) == 1


def test_what_cannot_be_a_batch_is_refused_in_one_sentence(run: Commands) -> None:
    write("a.txt", "One.")
    for options, problem in (
        (["job", "a.txt"], "--model is needed"),
        (["job", "a.txt", "--model", "anthropic/x"], "batches are for openai/MODEL"),
        (["job", "a.txt", "--model", "openai/x", "--base-url", "http://a:b@c/v1"], "credentials"),
        (["job", "a.txt", "--model", "openai/x", "--strategy", "hybrid"], "--strategy whole"),
        (["job", "a.txt", "--model", "openai/qwen-1.5b"], "--strategy whole"),
        (["job"], "it has no batch job"),
    ):
        result = run("batch", "submit", *options)
        assert problem in result.stderr
        assert result.exit_code == 2
    assert not Path("job").exists()


def test_a_server_without_batches_says_so(run: Commands) -> None:
    write("a.txt", "One.")
    with serving(Response(b"{}", status=404)) as server:
        done = run("batch", "submit", "job", "a.txt", *url(server))
    assert done.stderr == "factx: openai/x: the server has no batches, or not this one\n"
    assert done.exit_code == 3


def test_many_questions_are_several_batches_of_one_job(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of at most so many rows, and of at most so many bytes; each answer is collected once."""
    for name in "abcde":
        write(f"news/{name}.txt", f"“{name} lost,” Lena Moss said.")
    batches = Batches(ANSWER, polls=1)
    with serving(batches) as server:
        monkeypatch.setattr(batch, "MOST_ROWS", 2)
        assert run("batch", "submit", "job", "news", *url(server)).stderr == "5 questions sent\n"
        sizes = [len(rows(batches, name)) for name in batches.batches]
        assert sizes == [2, 2, 1]
        monkeypatch.setattr(batch, "MOST_BYTES", 1)
        run("batch", "submit", "other", "news", *url(server))
        assert [len(rows(batches, name)) for name in batches.batches][3:] == [1] * 5
        waiting = run("batch", "collect", "job", "-o", "out.jsonl")
        assert (waiting.exit_code, waiting.stderr) == (1, "0 records, 5 waiting, 0 failed\n")
        done = run("batch", "collect", "job", "-o", "out.jsonl")
    assert (done.exit_code, done.stderr) == (0, "5 records, 0 waiting, 0 failed\n")
    assert [record.article.id for record in records("out.jsonl")] == list("abcde")


def rows(batches: Batches, name: str) -> list[str]:
    return batches.files[batches.batches[name]["input_file_id"]].splitlines()


@pytest.mark.bad_input
@pytest.mark.parametrize("command", ["submit", "status", "collect"])
def test_two_runs_on_one_job_are_refused(run: Commands, command: str) -> None:
    """Until the first one has ended, in whatever way."""
    write("a.txt", "“We lost,” Lena Moss said.")
    with serving(Batches(ANSWER)) as server:
        run("batch", "submit", "job", "a.txt", *url(server))
        first = BatchFolder("job")
        second = run("batch", command, "job")
        told = "factx: job: another run is working on this job; wait for it\n"
        assert (second.exit_code, second.stderr) == (2, told)
        first.close()
        assert run("batch", command, "job").exit_code == 0
