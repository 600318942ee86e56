"""Closed, broken and full standard streams: one line, an exit code, and no traceback."""

import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import pytest
from cli.running import factx, records, write
from model_server import Response, chat, serving
from model_server.faults import STALL
from model_server.scripts import in_turn
from sampling import sampled

from factx.llm.recording import Recording
from factx.records import dump, load

FIXTURES = Path(__file__).parents[2] / "fixtures"

pytestmark = [
    pytest.mark.bad_input,
    pytest.mark.skipif(
        not os.path.exists("/dev/full"), reason="streams and signals are others here"
    ),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with inputs for all commands, which none of them changes."""
    folder = tmp_path_factory.mktemp("place")
    write(str(folder / "a.txt"), "“We will appeal,” said Ann Bell.\n")
    write(str(folder / "draft.json"), '{"sources": []}')
    shutil.copytree(FIXTURES / "harbour-bridge", folder / "fixtures/harbour-bridge")
    gold = load((folder / "fixtures/harbour-bridge/gold.json").read_bytes())
    text = (folder / "fixtures/harbour-bridge/article.txt").read_text("utf-8")
    whole = gold.with_article(gold.article.model_copy(update={"text": text}))
    write(str(folder / "a.jsonl"), dump(whole) + "\n")
    write(str(folder / "b.jsonl"), dump(whole) + "\n")
    return folder


def shell(place: Path, arguments: str, streams: str) -> "subprocess.CompletedProcess[str]":
    """Run factx with redirected streams; standard error is read unless it is redirected."""
    line = " ".join([*factx(), arguments, streams])
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )


# With the exit code of each if its streams are good.
PRINTING = [
    ("", 0),
    ("--help", 0),
    ("--version", 0),
    ("extract --help", 0),
    ("convert --help", 0),
    ("extract a.txt", 0),
    ("ground a.txt draft.json", 0),
    ("show a.jsonl", 0),
    ("show a.txt --numbered", 0),
    ("eval fixtures", 0),
    ("eval fixtures --report json=-", 0),
    ("agree a.jsonl b.jsonl", 0),
    ("convert a.jsonl - --to csv", 0),
]
SILENT = [
    ("check a.jsonl", 0),
    ("extract", 2),
    ("nonsense", 2),
    ("extract gone.txt", 2),
    ("extract a.txt -o /dev/null", 0),
    ("convert a.jsonl /dev/null --to csv", 0),
]
EVERY = [*PRINTING, *SILENT]


NAMES = [arguments for arguments, _ in PRINTING]
FAILING = {">/dev/full": "it cannot be written: no space left on device", ">&-": "it is closed"}


@pytest.mark.parametrize(
    ("arguments", "streams"),
    sampled(
        product(NAMES, FAILING),
        2,
        always=[("--help", ">/dev/full"), ("show a.jsonl", ">/dev/full"), ("extract a.txt", ">&-")],
    ),
)
def test_a_standard_output_that_cannot_be_written(
    arguments: str, streams: str, place: Path
) -> None:
    done = shell(place, arguments, streams)
    reason = FAILING[streams]
    assert done.stderr.splitlines()[-1] == f"factx: standard output: {reason}"
    assert "Traceback" not in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("command", "streams"), sampled(product(SILENT, [">/dev/full", ">&-", "| true"]), 3)
)
def test_a_command_that_prints_nothing_needs_no_standard_output(
    command: tuple[str, int], streams: str, place: Path
) -> None:
    arguments, code = command
    done = shell(place, arguments, streams)
    assert "standard output" not in done.stderr
    assert done.returncode == code


@pytest.mark.parametrize("arguments", sampled(NAMES, 1, always=["--help", "show a.jsonl"]))
def test_a_reader_that_has_left_ends_the_command_without_a_message(
    arguments: str, place: Path
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            factx(*arguments.split()), cwd=place, stdout=pipe, stderr=subprocess.PIPE, check=False
        )
    assert b"standard output" not in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.returncode == 141


@pytest.mark.parametrize(
    ("command", "streams"),
    sampled(
        product(EVERY, ["2>/dev/full", "2>&-", "2> >(true)"]),
        3,
        always=[(("extract a.txt", 0), "2>/dev/full"), (("nonsense", 2), "2>&-")],
    ),
)
def test_messages_that_cannot_be_printed_change_nothing(
    command: tuple[str, int], streams: str, place: Path
) -> None:
    arguments, code = command
    done = shell(place, arguments, streams)
    assert done.returncode == code
    assert bool(done.stdout) == ((arguments, code) in PRINTING)


READING = [("extract -", 2), ("show -", 2)]


@pytest.mark.parametrize(("arguments", "code"), sampled([*EVERY, *READING], 1, always=READING))
def test_a_closed_standard_input(arguments: str, code: int, place: Path) -> None:
    done = shell(place, arguments, "<&-")
    assert done.returncode == code
    assert ("standard input: it is closed" in done.stderr) == arguments.endswith(" -")
    assert "Traceback" not in done.stderr


def test_all_streams_closed(place: Path) -> None:
    done = shell(place, "extract a.txt -o out.jsonl", "<&- >&- 2>&-")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    assert len(records(str(place / "out.jsonl"))) == 1


# Signals


@pytest.mark.parametrize(
    ("name", "command"),
    sampled(
        product(["SIGINT", "SIGTERM", "SIGHUP"], ["extract", "eval"]),
        1,
        always=[("SIGTERM", "extract")],
    ),
)
def test_a_signal_keeps_the_answers_of_the_running_article(
    name: str, command: str, place: Path, tmp_path: Path
) -> None:
    """The server has answered two questions, and is silent since."""
    number = getattr(signal, name)
    kept = tmp_path / "kept"
    answer = chat({"verb": "put", "kind": "doing"})
    silent = Response((STALL,), status=None)
    with serving(in_turn(answer, answer, silent)) as server:
        options = ["--model", "openai/x", "--base-url", f"{server.address}/v1"]
        options += ["--strategy", "sentences", "--record", str(kept)]
        with subprocess.Popen(
            factx(command, "fixtures", *options),
            cwd=place,
            stderr=subprocess.PIPE,
            # What a background job starts ignores interrupts, and so would this process.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as running:
            while len(server.bodies) < 3:
                time.sleep(0.02)
            begin = time.monotonic()
            running.send_signal(number)
            try:
                told = running.communicate(timeout=30)[1]
                took = time.monotonic() - begin
            finally:
                running.kill()
    assert took < 15
    assert told.splitlines()[-1] == b"factx: stopped"
    assert running.returncode == 128 + number
    [path] = kept.iterdir()
    recording = Recording.from_json(path.read_bytes())
    assert len(recording.completions) == 2
    assert recording.broken_off == "it was interrupted"


@pytest.mark.parametrize("ignored", [True, False])
def test_a_signal_ends_a_command_that_computes(ignored: bool, tmp_path: Path) -> None:
    """Promptly, in the middle of a long article; a background job ignores interrupts alone."""
    write(str(tmp_path / "long.txt"), "“We will appeal,” said Ann Bell of Dunmore.\n\n" * 40_000)
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "factx", "extract", "long.txt"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_IGN if ignored else signal.SIG_DFL
        ),
    ) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if b"factx.rules.drafter" in line:  # imported last, so it drafts now
                break
        time.sleep(1)
        assert running.poll() is None
        if ignored:
            running.send_signal(signal.SIGINT)
            time.sleep(0.5)
            assert running.poll() is None
        begin = time.monotonic()
        running.send_signal(signal.SIGTERM)
        try:
            told = running.communicate(timeout=30)[1]
        finally:
            running.kill()
    assert time.monotonic() - begin < 8
    assert told.splitlines()[-1] == b"factx: stopped"
    assert running.returncode == 128 + signal.SIGTERM


def test_a_command_started_with_nohup_outlives_its_terminal(place: Path) -> None:
    with subprocess.Popen(
        factx("extract", "-"),
        cwd=place,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    ) as running:
        time.sleep(1)
        running.send_signal(signal.SIGHUP)
        made = running.communicate(b"It rained.", timeout=30)[0]
    assert running.returncode == 0
    assert load(made).article.text == "It rained."
