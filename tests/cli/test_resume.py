"""A run that was ended in any way goes on: nothing is lost, doubled or asked about again."""

import asyncio
import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
from cli.running import Commands, FakeDrafter, factx, records, write
from model_server import chat, serving
from model_server.scripts import delayed

from factx.cli.signals import stopping
from factx.errors import InputError
from factx.files import growing
from factx.records import Article, Draft

ANSWER = chat({"sources": [], "statements": [], "claims": []})
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")


def lines(count: int) -> str:
    texts = (f'"We lost {n} times," Lena Moss said.' for n in range(count))
    return "".join(json.dumps({"id": f"a{n}", "text": text}) + "\n" for n, text in enumerate(texts))


def ids(path: str) -> list[str]:
    return [record.article.id for record in records(path)]


def test_articles_that_have_a_record_are_skipped(run: Commands, fake: FakeDrafter) -> None:
    write("one.jsonl", lines(3))
    assert run("extract", "one.jsonl", "-o", "out.jsonl", "--resume").exit_code == 0
    write("two.jsonl", lines(5))
    result = run("extract", "two.jsonl", "-o", "out.jsonl", "--resume")
    assert fake.seen == ["a0", "a1", "a2", "a3", "a4"]
    assert ids("out.jsonl") == fake.seen
    told = "3 articles were skipped: out.jsonl has their records"
    assert told in result.stderr.splitlines()


def test_the_text_counts_and_not_the_name(run: Commands, fake: FakeDrafter) -> None:
    write("old.txt", "One.")
    run("extract", "old.txt", "-o", "out.jsonl")
    os.rename("old.txt", "new.txt")
    run("extract", "new.txt", "-o", "out.jsonl", "--resume")
    write("new.txt", "Two.")
    run("extract", "new.txt", "-o", "out.jsonl", "--resume")
    assert ids("out.jsonl") == ["old", "new"]


def test_equal_texts_each_have_a_record(run: Commands, fake: FakeDrafter) -> None:
    """Also if only the second one had one."""
    for name in "ab":
        write(f"{name}.txt", "One.")
    run("extract", "b.txt", "-o", "out.jsonl")
    run("extract", "a.txt", "b.txt", "-o", "out.jsonl", "--resume")
    assert ids("out.jsonl") == ["b", "a"]


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_torn_last_line_is_repaired(run: Commands, fake: FakeDrafter, cut: int) -> None:
    write("in.jsonl", lines(3))
    run("extract", "in.jsonl", "-o", "out.jsonl")
    whole = Path("out.jsonl").read_bytes()
    Path("out.jsonl").write_bytes(whole[:-cut])
    assert run("extract", "in.jsonl", "-o", "out.jsonl", "--resume").exit_code == 0
    assert ids("out.jsonl") == ["a0", "a1", "a2"]
    assert fake.seen[3:] == ["a2"]


def test_a_file_of_something_else_is_left_alone(run: Commands, fake: FakeDrafter) -> None:
    write("a.txt", "One.")
    write("out.jsonl", "precious\nmore\n")
    result = run("extract", "a.txt", "-o", "out.jsonl", "--resume")
    assert result.stderr == "factx: out.jsonl:1: it is not a record; choose another output file\n"
    assert (result.exit_code, Path("out.jsonl").read_text()) == (2, "precious\nmore\n")
    assert fake.seen == []


def test_another_option_is_another_record(run: Commands) -> None:
    write("a.txt", "“We will appeal,” said Ann Bell.\n")
    run("extract", "a.txt", "-o", "out.jsonl")
    result = run("extract", "a.txt", "-o", "out.jsonl", "--resume", "--no-claims")
    assert "1 records in out.jsonl have another model, prompt or option" in result.stderr
    for options in ([], ["--no-claims"]):
        run("extract", "a.txt", "-o", "out.jsonl", "--resume", *options)
    assert len(records("out.jsonl")) == 2


def test_failures_are_written_beside_the_records_and_tried_again(
    run: Commands, fake: FakeDrafter
) -> None:
    """An empty file among good ones, an article that always fails, and a crash of ours."""
    write("a.txt", "One.")
    write("empty.txt", "")
    for name in ("unreachable", "buggy"):
        write(f"{name}.txt", f"{name}.")
    command = ["extract", "a.txt", "empty.txt", "unreachable.txt", "buggy.txt", "-o", "out.jsonl"]
    assert run(*command).exit_code == 3
    failed = [json.loads(line) for line in Path("out.failures.jsonl").read_text().splitlines()]
    assert [one["article"].get("id") for one in failed] == [None, "unreachable", "buggy"]
    assert failed[1]["error"] == {
        "type": "ModelUnreachable",
        "message": "fake/model: no connection to localhost",
    }
    again = run(*command, "--resume")
    assert fake.seen == ["a", "unreachable", "buggy", "unreachable", "buggy"]
    assert (again.exit_code, ids("out.jsonl")) == (3, ["a"])
    run("extract", "a.txt", "-o", "out.jsonl", "--resume")
    assert not Path("out.failures.jsonl").exists()


@pytest.mark.bad_input
def test_a_full_disk_ends_the_run_with_whole_records_and_resume_goes_on(
    run: Commands, fake: FakeDrafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third record fits in half; once there is room, nothing that is done is asked again."""
    write_bytes, written = growing.write_bytes, 0

    def full(file: FileIO, data: bytes, where: str) -> None:
        nonlocal written
        written += 1
        if written == 3:
            write_bytes(file, data[: len(data) // 2], where)
            raise InputError(where, "it cannot be written: no space left on device")
        write_bytes(file, data, where)

    write("in.jsonl", lines(5))
    with monkeypatch.context() as patched:
        patched.setattr(growing, "write_bytes", full)
        result = run("extract", "in.jsonl", "-o", "out.jsonl", "--resume")
    told = "factx: out.jsonl: it cannot be written: no space left on device"
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, told)
    assert ids("out.jsonl") == ["a0", "a1"]
    assert run("extract", "in.jsonl", "-o", "out.jsonl", "--resume").exit_code == 0
    assert ids("out.jsonl") == ["a0", "a1", "a2", "a3", "a4"]
    assert {name: fake.seen.count(name) for name in ("a0", "a1", "a4")} == dict.fromkeys(
        ("a0", "a1", "a4"), 1
    )


@pytest.mark.bad_input
@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_an_output_that_is_read_only_is_refused_before_anything_is_asked(
    run: Commands, fake: FakeDrafter, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    write("in.jsonl", lines(3))
    run("extract", "in.jsonl", "-o", "out.jsonl")
    there = Path("out.jsonl").read_bytes()
    fake.seen.clear()

    def refuse(*_: object, **__: object) -> FileIO:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(growing, "FileIO", refuse)
    result = run("extract", "in.jsonl", "-o", "out.jsonl", "--resume")
    told = f"factx: out.jsonl: it cannot be written: {os.strerror(number).lower()}\n"
    assert (result.exit_code, result.stderr) == (2, told)
    assert fake.seen == []
    assert Path("out.jsonl").read_bytes() == there


def test_resume_needs_a_file_and_replaces_nothing(run: Commands, fake: FakeDrafter) -> None:
    write("a.txt", "One.")
    for options in (["--resume"], ["--resume", "-o", "-"], ["--resume", "-o", "b", "--force"]):
        assert run("extract", "a.txt", *options).exit_code == 2
    assert fake.seen == []


def command(address: str, *options: str) -> list[str]:
    asked = ["--model", "openai/x", "--base-url", f"{address}/v1", "--strategy", "whole"]
    return factx("extract", "in.jsonl", "-o", "out.jsonl", "--resume", *asked, *options)


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_drops_what_is_in_flight_and_says_how_to_go_on(run: Commands, name: str) -> None:
    write("in.jsonl", lines(40))
    number = getattr(signal, name)
    with serving(delayed(ANSWER, 0.05)) as server:
        with subprocess.Popen(
            command(server.address, "--jobs", "4"), stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as running:  # fmt: skip
            assert running.stderr is not None
            for _ in range(6):
                running.stderr.readline()
            running.send_signal(number)
            told = running.communicate(timeout=30)[1].splitlines()
        assert told[-2:] == [
            "factx: the records so far are in out.jsonl: add --resume to go on",
            "factx: stopped",
        ]
        assert running.returncode == 128 + number
        answered = sum(count.answered for count in server.settled().values())
        assert 6 <= len(ids("out.jsonl")) <= answered < 40
        assert (
            subprocess.run(command(server.address), capture_output=True, check=False).returncode
            == 0
        )
    assert sorted(ids("out.jsonl")) == sorted(f"a{n}" for n in range(40))


def killed_at_random(server: Any, kills: int, dice: random.Random) -> None:
    """Start the run and kill it after a while, so often."""
    for _ in range(kills):
        with subprocess.Popen(command(server.address, "-j", "16"), stderr=subprocess.PIPE) as run:
            assert run.stderr is not None
            run.stderr.readline()
            time.sleep(dice.uniform(0, 0.6))
            run.kill()


@posix
@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_a_run_that_is_killed_at_any_moment_goes_on(run: Commands, kills: int) -> None:
    """No article is asked about again once its record is on the disk."""
    count = 60 * kills
    write("in.jsonl", lines(count))
    write("out.jsonl", "")
    asked_again: list[str] = []

    def play(request: Any) -> Any:
        text = request.question
        if any(f"We lost {n} times" in text for n in on_disk):
            asked_again.append(text)
        return ANSWER

    on_disk: set[int] = set()
    dice = random.Random(kills)
    with serving(delayed(play, 0.1), keeps_requests=False) as server:
        for _ in range(kills):
            killed_at_random(server, 1, dice)
            whole = Path("out.jsonl").read_bytes().rpartition(b"\n")[0].splitlines()
            on_disk |= {int(json.loads(line)["article"]["id"][1:]) for line in whole}
        last = subprocess.run(command(server.address, "-j", "16"), capture_output=True, check=False)
    assert last.returncode == 0
    assert asked_again == []
    assert Counter(ids("out.jsonl")) == Counter(f"a{n}" for n in range(count))


@posix
def test_a_deadline_keeps_what_is_done_and_says_how_to_go_on(
    run: Commands, fake: FakeDrafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow(article: Article) -> Draft:
        await asyncio.sleep(3600 if article.id == "a2" else 0)
        return await FakeDrafter.draft(fake, article)

    write("in.jsonl", lines(5))
    given = ["in.jsonl", "-o", "out.jsonl", "--model", "m"]
    with monkeypatch.context() as patched:
        patched.setattr(fake, "draft", slow)
        result = run("extract", *given, "--deadline", "2")
    last = "factx: --deadline: 2 s are over; the records so far are in out.jsonl: add --resume to"
    assert f"{last} go on\n" in result.stderr
    assert (result.exit_code, ids("out.jsonl")) == (1, ["a0", "a1"])
    assert not Path("out.failures.jsonl").exists()
    assert run("extract", *given, "--resume").exit_code == 0
    assert ids("out.jsonl") == ["a0", "a1", "a2", "a3", "a4"]


def test_the_second_interrupt_ends_the_work_at_once() -> None:
    """The first one only asks it to end."""
    asked: list[int] = []
    with stopping(lambda: asked.append(1)) as is_stopped:
        signal.raise_signal(signal.SIGINT)
        assert (asked, is_stopped()) == ([1], True)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_two_runs_on_one_output_are_refused(run: Commands) -> None:
    write("in.jsonl", lines(30))
    with (
        serving(delayed(ANSWER, 0.2)) as server,
        subprocess.Popen(command(server.address, "-j", "1"), stderr=subprocess.PIPE) as first,
    ):
        assert first.stderr is not None
        first.stderr.readline()
        second = subprocess.run(command(server.address), capture_output=True, check=False)
        first.kill()
    assert second.returncode == 2
    assert b"another run is writing to it" in second.stderr
