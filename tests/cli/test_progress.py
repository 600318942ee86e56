"""How far a run is, what it costs and what failed: on a terminal, in a file, as JSON."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli.running import Commands, FakeDrafter, factx, records, write
from model_server import chat, serving
from model_server.scripts import delayed, failing

from factx.cli import progress
from factx.cli.progress import Progress
from factx.files import count_articles

ANSWER = chat({"sources": [], "statements": [], "claims": []})


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def lines(count: int) -> str:
    return "".join(json.dumps({"id": f"a{n}", "text": f"Text {n}."}) + "\n" for n in range(count))


def asked(address: str, *options: str) -> tuple[str, ...]:
    return ("--model", "openai/x", "--base-url", f"{address}/v1", "--strategy", "whole", *options)


def test_the_numbers_of_a_run_in_one_line() -> None:
    clock = Clock()
    run = Progress(
        clock=clock, spent=lambda: "9 tokens", retries=lambda: 1, skipped=lambda: 100, total=500
    )
    run.done, run.failed, clock.now = 98, 2, 50.0
    assert run.sentence() == (
        "200 of 500 articles; 2.0 per second; 2 min left; 9 tokens; 1 request sent again; 2 failed"
    )


@pytest.mark.parametrize(
    ("done", "total", "seconds", "told"),
    [
        (0, None, 5.0, "0 articles"),
        (1, None, 60.0, "1 article; 1.0 per minute"),
        (1, 3, 0.0, "1 of 3 articles"),
        (1, 2, 60.0, "1 of 2 articles; 1.0 per minute; 60 s left"),
        (1, 1001, 60.0, "1 of 1,001 articles; 1.0 per minute; 16 h 40 min left"),
        (5, 3, 1.0, "5 of 5 articles; 5.0 per second"),
    ],
)
def test_what_is_not_known_is_left_out(
    done: int, total: int | None, seconds: float, told: str
) -> None:
    clock = Clock()
    run = Progress(clock=clock, total=total)
    run.done, clock.now = done, seconds
    assert run.sentence() == told


def test_the_rate_is_that_of_the_last_minutes() -> None:
    clock = Clock()
    run, told = Progress(clock=clock), ""
    for _ in range(100):
        clock.now += 10
        run.done += 100 if clock.now <= 500 else 10
        told = run.sentence()
    assert told == "5,500 articles; 1.0 per second"


def test_articles_are_counted_as_they_are_read(tmp_path: Path) -> None:
    for name, content in {
        "loose/a.txt": "A.", "loose/b.jsonl": lines(3) + "\n  \n" + lines(1), "loose/c.xyz": "C.",
        "loose/.hidden.txt": "D.", "own/x/article.txt": "X.", "own/y/article.txt": "Y.",
        "own/z.txt": "Z.",
    }.items():  # fmt: skip
        write(str(tmp_path / name), content)
    os.mkfifo(tmp_path / "pipe.jsonl")
    loose, own = str(tmp_path / "loose"), str(tmp_path / "own")
    assert count_articles([loose]) == 5
    assert count_articles([loose], leave_out=lambda path: path.endswith("b.jsonl")) == 1
    assert count_articles([own, f"{loose}/b.jsonl", "-", "missing.txt"]) == 8
    assert count_articles([loose, str(tmp_path / "pipe.jsonl")]) is None


def test_elsewhere_than_on_a_terminal_a_line_is_printed_now_and_then(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.001)
    write("in.jsonl", lines(3))
    with serving(delayed(ANSWER, 0.1)) as server:
        result = run("extract", "in.jsonl", *asked(server.address, "--jobs", "1"))
    assert re.search(r"^2 of 3 articles; .* left; 14 tokens read, 6 written", result.stderr, re.M)


def test_quiet_prints_only_what_is_wrong(run: Commands, fake: FakeDrafter) -> None:
    for name in ("a", "unreachable"):
        write(f"{name}.txt", f"{name}.")
    result = run("extract", "a.txt", "unreachable.txt", "--model", "m", "--quiet")
    assert result.stderr == "factx: unreachable: fake/model: no connection to localhost\n"
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 1


def test_failures_are_repeated_at_the_end_of_a_long_run(run: Commands, fake: FakeDrafter) -> None:
    write("in.jsonl", lines(25))
    for name in ("unreachable", "buggy"):
        write(f"{name}.txt", f"{name}.")
    given = ["unreachable.txt", "buggy.txt", "in.jsonl", "-o", "out.jsonl", "--model", "m"]
    told = run("extract", *given).stderr.splitlines()
    assert told[-3:] == [
        "2 failed, the first of them; all are in out.failures.jsonl:",
        "factx: unreachable: fake/model: no connection to localhost",
        "factx: buggy: ZeroDivisionError",
    ]


def test_in_json_every_line_is_an_object(run: Commands, fake: FakeDrafter) -> None:
    for name in ("a", "unreachable", "buggy"):
        write(f"{name}.txt", f"{name} “quarry”.")
    write("empty.txt", "")
    paths = [f"{name}.txt" for name in ("a", "unreachable", "empty", "buggy")]
    result = run("extract", *paths, "-o", "out.jsonl", "--model", "m", "--log", "json")
    told: list[dict[str, Any]] = [json.loads(line) for line in result.stderr.splitlines()]
    assert [one.pop("event") for one in told] == [
        *("start", "done", "failed", "failed", "failed", "message", "end"),
    ]
    start, done, unreachable, empty, bug, message, end = told
    assert (start["model"], start["concurrency"], done["article"]) == ("m", 1, "a")
    assert (done["quotes"], done["claims"], done["ungrounded"]) == (1, 0, 0)
    assert unreachable["message"] == "fake/model: no connection to localhost"
    assert (empty["message"], "article" in empty) == ("empty.txt: it is empty", False)
    assert (bug["error"], bug["message"]) == ("ZeroDivisionError", "ZeroDivisionError")
    assert message["message"].startswith("factx: buggy: a bug in factx")
    assert (end["done"], end["failed"], end["skipped"]) == (1, 3, 0)
    assert "quarry" not in result.stderr
    again = run("extract", *paths, "-o", "out.jsonl", "--model", "m", "--log", "json")
    (line,) = again.stderr.splitlines()
    assert json.loads(line)["message"].startswith("factx: out.jsonl: it exists already")
    both = run("extract", *paths, "--log", "json", "--quiet")
    assert "cannot be combined" in both.stderr


def test_in_json_retries_pauses_and_the_cost_are_events(run: Commands) -> None:
    write("in.jsonl", lines(2))
    overloaded = failing(ANSWER, "overloaded", times=1)
    with serving(overloaded) as server:
        options = asked(server.address, "--log", "json", "--prices", "1,2")
        result = run("extract", "in.jsonl", *options)
    told: list[dict[str, Any]] = [json.loads(line) for line in result.stderr.splitlines()]
    found = {one["event"]: one for one in told}
    assert found["retry"]["reason"] == "529"
    assert found["retry"]["wait"] > 0
    assert found["pause"]["wait"] > 0
    assert found["done"]["cost"] == pytest.approx((7 * 1 + 3 * 2) / 1e6)
    assert found["end"]["cost"] == pytest.approx(2 * found["done"]["cost"])
    assert (found["end"]["retries"], found["end"]["input_tokens"]) == (1, 14)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudoterminals")
def test_on_a_terminal_the_last_line_shows_how_far_it_is(run: Commands) -> None:
    """Lines are printed above it, and none of it is left."""
    import pty

    write("in.jsonl", lines(3))
    ours, theirs = pty.openpty()
    with serving(delayed(ANSWER, 0.3)) as server:
        command = factx("extract", "in.jsonl", "-o", "out.jsonl", *asked(server.address, "-j", "1"))
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
        with subprocess.Popen(command, stderr=theirs, env=environment) as running:
            os.close(theirs)
            shown = b""
            while piece := _read(ours):
                shown += piece
        os.close(ours)
    assert running.returncode == 0
    assert len(records("out.jsonl")) == 3
    text = re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"\x1b", shown).decode()
    assert "2 of 3 articles" in text
    assert "14 tokens read" in text
    assert "a1: 0 sources" in text
    last = text.rstrip("\x1b\r\n").splitlines()[-1]
    assert "total, 3 of 3 articles: 0 sources" in last


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # the other end is closed
        return b""
