"""What a command prints and does when a server, an input or factx itself fails."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from building import drafted, said
from cli.running import Commands, FakeDrafter, factx, records, write
from model_server import Response, chat, serving

from factx.formats import FORMATS
from factx.records import Article, Draft
from factx.rules import drafter
from factx.text import Index

pytestmark = pytest.mark.bad_input

SECRET = "s3cret"


def test_credentials_in_an_address_are_in_no_report_and_no_message(
    run: Commands, tmp_path: Path
) -> None:
    """Not even in the command that a failed comparison with floors suggests."""
    with serving(chat({"verb": "put", "kind": "doing"})) as server:
        address = server.address.replace("//", f"//user:{SECRET}@") + f"/v1?key={SECRET}"
        asked = [
            "eval",
            _gold(tmp_path, "harbour-bridge"),
            "--model",
            "openai/x",
            "--base-url",
            address,
        ]
        asked += ["--strategy", "hybrid", "--resamples", "0", "--baseline", "floors.json"]
        assert run(*asked, "--update").exit_code == 0
        floors = Path("floors.json").read_text()
        digest = floors.partition('"harbour-bridge": "')[2][:64]
        Path("floors.json").write_text(floors.replace(digest, "0" * 64))
        forms = ("md", "json", "junit", "html")
        reports = [part for form in forms for part in ("--report", f"{form}=report.{form}")]
        result = run(*asked, *reports, "--record", "kept")
        assert result.exit_code == 1
        assert f"--base-url {server.address}/v1 " in result.stdout + result.stderr
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {f".{form}" for form in forms} <= {path.suffix for path in written}
    assert SECRET not in result.output + "".join(path.read_text("utf-8") for path in written)


def _gold(folder: Path, *names: str) -> str:
    """A folder with copies of these fixtures."""
    for name in names:
        shutil.copytree(Path(__file__).parents[2] / "fixtures" / name, folder / "gold" / name)
    return "gold"


@pytest.mark.parametrize("model", ["http://user:s3cret@host/v1", "openai/http://u:s3cret@h/v1?k=1"])
def test_an_address_as_a_model_is_one_line_without_its_password(run: Commands, model: str) -> None:
    """It says which option the address belongs to."""
    result = run("extract", "a.txt", "--model", model)
    assert result.exit_code == 2
    assert SECRET not in result.output
    assert "it is an address: name it as base_url, with openai/MODEL" in result.stderr


# Bugs of factx


def test_a_bug_on_one_article_does_not_end_the_batch(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The article fails with one line that has the place, and no word of the article."""

    def read_document(index: Index, language: object) -> object:
        if "secret" in index.text:
            raise KeyError(index.text)
        return read(index, language)

    read: Any = drafter.read_document
    monkeypatch.setattr(drafter, "read_document", read_document)
    for name, text in {"a": "One.", "b": "Two secret words.", "c": "Three."}.items():
        write(f"{name}.txt", text)
    result = run("extract", "a.txt", "b.txt", "c.txt", "-o", "out.jsonl")
    assert result.exit_code == 1
    assert [record.article.id for record in records("out.jsonl")] == ["a", "c"]
    [line] = [line for line in result.stderr.splitlines() if "bug" in line]
    place = re.escape("(KeyError in factx/rules/drafter.py, line ")
    report = r"please report it on the issue tracker of factx, with the traceback that --debug"
    assert re.match(rf"factx: b: a bug in factx {place}\d+\): {report}", line)
    assert "secret" not in result.output
    assert "Traceback" not in result.output
    debug = run("extract", "a.txt", "b.txt", "--debug", "-o", "again.jsonl")
    assert "Traceback (most recent call last)" in debug.stderr
    assert 'KeyError: "Two secret words."' in debug.stderr.replace("'", '"')


def breaks(*_: object, **__: object) -> Any:
    """A function with a bug."""
    raise AssertionError


@pytest.mark.parametrize(
    ("broken", "arguments"),
    [
        ("factx.render.shown", ["show", "r.jsonl"]),
        ("factx.guide.guide_warnings", ["check", "--against-guide", "r.jsonl"]),
        ("factx.cli.check._with_text", ["check", "r.jsonl"]),
        ("", ["convert", "r.jsonl", "quotes.csv"]),
    ],
)
def test_a_bug_on_one_record_does_not_end_a_command(
    run: Commands, monkeypatch: pytest.MonkeyPatch, broken: str, arguments: list[str]
) -> None:
    """Each record that it concerns is one line."""
    for name in "ab":
        write(f"{name}.txt", "“We will appeal,” said Ann Bell.")
    run("extract", "a.txt", "b.txt", "-o", "r.jsonl")
    if broken:
        monkeypatch.setattr(broken, breaks)
    else:
        monkeypatch.setitem(FORMATS, "json", replace(FORMATS["json"], read=breaks))
        monkeypatch.setitem(FORMATS, "jsonl", replace(FORMATS["jsonl"], read=breaks))
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stderr.count("a bug in factx (AssertionError") == 2
    assert "Traceback" not in result.output


def test_a_bug_outside_of_any_article_is_one_line_too(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --debug, its traceback follows."""
    monkeypatch.setattr("factx.schemas.schema_texts", lambda: 1 / 0)
    result = run("schemas", "out")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert result.stderr.startswith("factx: a bug in factx (ZeroDivisionError in factx/cli/schemas")
    assert "Traceback" in run("schemas", "out", "--debug").stderr


# What ends a run


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        (401, {}, "it requires a key"),
        (403, {}, "it requires a key"),
        (404, {}, "there is no such model or address"),
        (429, {"error": {"code": "insufficient_quota"}}, "no credit is left"),
    ],
)
@pytest.mark.parametrize("command", ["extract", "eval"])
def test_an_error_that_every_article_would_get_ends_the_run(
    run: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
    status: int, body: Any, problem: str, command: str,
) -> None:  # fmt: skip
    """One request and one line for any number of articles."""
    monkeypatch.setattr("factx.llm.retrying.RETRIES", 0)
    _gold(tmp_path, "harbour-bridge", "reservoir-vote", "pump-maker")
    with serving(Response(json.dumps(body).encode(), status)) as server:
        asked = ["--model", "openai/x", "--base-url", f"{server.address}/v1"]
        result = run(command, "gold", *asked, "--strategy", "whole", "--jobs", "1")
    assert result.exit_code == 3
    assert len(server.bodies) == 1
    lines = result.stderr.splitlines()
    assert problem in lines[0]
    skipped = ["factx: the other articles are skipped: each would fail in the same way"]
    assert lines[1:] == (skipped if command == "extract" else [])


def test_another_error_does_not_end_the_run(
    run: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every article is asked about."""
    monkeypatch.setattr("factx.llm.retrying.RETRIES", 0)
    _gold(tmp_path, "harbour-bridge", "reservoir-vote")
    with serving(Response(status=500)) as server:
        asked = ["--model", "openai/x", "--base-url", f"{server.address}/v1"]
        result = run("extract", "gold", *asked)
    assert result.exit_code == 3
    assert len(server.bodies) == result.stderr.count("the server failed") == 2


def test_a_single_article_that_fails_skips_no_other(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So nothing is said about others."""
    monkeypatch.setattr("factx.llm.retrying.RETRIES", 0)
    write("a.txt", "One.")
    with serving(Response(status=401)) as server:
        asked = ["--model", "openai/x", "--base-url", f"{server.address}/v1"]
        result = run("extract", "a.txt", *asked)
    assert len(result.stderr.splitlines()) == 1


# A low share of what was drafted


@pytest.mark.parametrize(("lost", "found", "doubted"), [(3, 2, True), (2, 2, False), (0, 1, False)])
def test_a_low_share_of_grounded_passages_is_said(
    run: Commands, fake: FakeDrafter, monkeypatch: pytest.MonkeyPatch,
    lost: int, found: int, doubted: bool,
) -> None:  # fmt: skip
    """If it is less than half; the exit code stays 0, for --strict exists."""

    async def draft(article: Article) -> Draft:
        contents = ["One."] * found + ["Never was this written."] * lost
        return drafted(*(said(text, id=str(number)) for number, text in enumerate(contents)))

    monkeypatch.setattr(fake, "draft", draft)
    write("a.txt", "One.")
    result = run("extract", "a.txt", "--model", "openai/x")
    told = f"factx: a: only {found} of {found + lost} drafted passages could be found"
    assert (told in result.stderr) is doubted
    assert result.exit_code == 0


# Inputs without end


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
@pytest.mark.parametrize(
    ("name", "command", "told"),
    [
        ("zero.txt", "extract", "zero.txt: it is longer than 16 MB, the most that is read"),
        ("zero.jsonl", "extract", "zero.jsonl: line 1 is longer than 1 MB, the most that is read"),
        ("zero.jsonl", "check", "zero.jsonl: line 1 is longer than 1 MB, the most that is read"),
        ("zero.jsonl", "show", "zero.jsonl: line 1 is longer than 1 MB, the most that is read"),
        ("zero.json", "convert", "zero.json: it is longer than 256 MB, the most that is read"),
        ("zero.json", "eval", "zero.json: it is longer than 256 MB, the most that is read"),
    ],
)
def test_a_file_without_end_is_one_line(
    run: Commands, monkeypatch: pytest.MonkeyPatch, name: str, command: str, told: str
) -> None:
    """Whatever command reads it; the exit code is 2."""
    monkeypatch.setattr("factx.files.decoding.MAX_FILE_BYTES", 2**20)
    Path(name).symlink_to("/dev/zero")
    result = run(command, name, *(["out.jsonl"] if command == "convert" else []))
    assert f"factx: {told}" in result.stderr.splitlines()
    assert (result.exit_code, result.stdout.count("\n")) == (2, 0)


@pytest.mark.parametrize("command", ["extract", "check", "show"])
def test_a_pipe_without_end_is_one_line(command: str) -> None:
    """The program that writes it is stopped by the closed pipe."""
    endless = "import sys\nwhile True: sys.stdout.write('We will appeal. ' * 10_000)"
    with subprocess.Popen(
        [sys.executable, "-c", endless], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as writer:
        done = subprocess.run(
            factx(command, "-"), stdin=writer.stdout, capture_output=True, check=False, timeout=60
        )
        assert writer.stdout is not None
        writer.stdout.close()
    limit = "it is longer than 16 MB" if command == "extract" else "line 1 is longer than 256 MB"
    told = f"factx: standard input: {limit}, the most that is read\n"
    assert done.stderr.decode().startswith(told)
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize(("name", "more"), [("a.txt", 0), ("a.txt", 1), ("-", 0), ("-", 1),
                                           ("a.jsonl", 0), ("a.jsonl", 1)])  # fmt: skip
def test_the_limit_of_an_article_counts_the_bytes_of_its_text(
    run: Commands, monkeypatch: pytest.MonkeyPatch, name: str, more: int
) -> None:
    """One that is as long as is allowed is read, and one byte more is too many."""
    text = "“We will,” said Zoë."
    monkeypatch.setattr("factx.files.articles.MAX_ARTICLE_BYTES", len(text.encode()) - more)
    line = json.dumps({"text": text}, ensure_ascii=False) if name == "a.jsonl" else text
    if name != "-":
        write(name, line)
    result = run("extract", name, stdin=line.encode() if name == "-" else b"")
    assert result.exit_code == (2 if more else 0)
    assert ("the most that is read" in result.stderr) is bool(more)


@pytest.mark.parametrize("bad", [b"{", b'{"text": 1}', b'{"claims": 1}', b"[]"])
@pytest.mark.parametrize("command", ["extract", "check", "show", "convert", "eval", "agree"])
def test_of_many_bad_lines_the_first_are_shown_and_the_others_counted(
    run: Commands, command: str, bad: bytes
) -> None:
    """Those of another file are counted apart."""
    write("a.jsonl", bad + b"\n" + bad + b"\n" * 3 + (bad + b"\n") * 1998)
    write("b.jsonl", (bad + b"\n") * 11)
    others = {"convert": ["out.csv"], "agree": ["b.jsonl"]}.get(command, [])
    result = run(command, "a.jsonl", *others)
    lines = [line for line in result.stderr.splitlines() if line.startswith("factx: a.jsonl")]
    lines = [line for line in lines if "is kept in meta" not in line]
    assert len(lines) == 11
    assert lines[0].startswith("factx: a.jsonl:1")
    assert lines[2].startswith("factx: a.jsonl:5")
    assert lines[-1] == "factx: a.jsonl: 1,990 more lines have errors"
    assert result.exit_code in (1, 2)


def test_standard_input_is_read_line_by_line(run: Commands) -> None:
    """Blank lines before and between count for nothing, and one value may span several lines."""
    write("a.txt", "“We will appeal,” said Ann Bell.")
    record = run("extract", "a.txt").stdout.encode()
    spread = json.dumps(json.loads(record), indent=1).encode()
    for given, count in (
        (b"\n \n" + record + b"\n\n" + record, 2),
        (record.rstrip(), 1),
        (b"\xef\xbb\xbf" + record, 1),
        (spread, 1),
        (b"\n" + spread + b"\n\n", 1),
    ):
        result = run("check", "-", stdin=given)
        assert result.exit_code == 0, result.stderr
        assert result.stderr.startswith(f"{count} record{'s' if count > 1 else ''} checked")
    broken = run("check", "-", stdin=b"{bad\n\n")
    assert "standard input:1: it is not valid JSON" in broken.stderr
    assert "standard input: it is empty" in run("check", "-", stdin=b"\n \n").stderr


@pytest.mark.parametrize(("tokens", "cost"), [(10**12, "cost 2,000,000.0000"), (10**12 + 1, ""),
                                              (10**250, ""), (-1, "")])  # fmt: skip
def test_an_absurd_number_of_tokens_has_no_price(run: Commands, tokens: int, cost: str) -> None:
    """A server that reports one is treated as one that reports none."""
    write("a.txt", "One.")
    answer = chat({"sources": [], "statements": [], "claims": []}, tokens=(tokens, 0))
    with serving(answer) as server:
        asked = ["--model", "openai/x", "--base-url", f"{server.address}/v1", "--prices", "2,2"]
        result = run("extract", "a.txt", *asked)
    assert result.exit_code == 0
    assert cost in result.stderr
    assert ("cost" in result.stderr) is bool(cost)
