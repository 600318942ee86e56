"""`factx extract`: records, messages, exit codes and recordings."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli.running import Commands, FakeDrafter, factx, records, write

from factx.errors import UnknownModel
from factx.llm.prompt import prompt_digest
from factx.llm.recording import (
    STATEMENT,
    VERB,
    Completion,
    Recording,
    Settings,
    TokenCount,
)
from factx.llm.replay import draft_from
from factx.records import Article, Draft, digest, load


def test_one_article_gives_one_record_and_one_summary_line(
    run: Commands, fake: FakeDrafter
) -> None:
    result = run("extract", write("a.txt", "“We will appeal,” said Ann Bell.\n"))
    assert result.stdout_bytes.endswith(b"}\n")
    assert load(result.stdout).quotes[0].spans[0].text == "“We will appeal,” said Ann Bell."
    assert re.sub(r"\d+\.\d s", "0.0 s", result.stderr) == (
        "a: 0 sources, 1 quote, 1 attribution, 0 claims; "
        "1 passage drafted, 1 grounded, 0 ungrounded; 0.0 s\n"
    )
    assert result.exit_code == 0


def test_several_articles_are_added_up(run: Commands, fake: FakeDrafter) -> None:
    for name in ("a", "astray", "b"):
        write(f"{name}.txt", "One.")
    result = run("extract", "a.txt", "gone.txt", "astray.txt", "b.txt")
    assert result.stderr.splitlines()[-1] == (
        "total, 3 of 4 articles: 0 sources, 2 quotes, 2 attributions, 0 claims; "
        "3 passages drafted, 2 grounded, 1 ungrounded; 0.0 s"
    )


def test_the_highest_exit_code_is_returned_and_the_others_are_written(
    run: Commands, fake: FakeDrafter
) -> None:
    for name in ("a", "unreachable", "z"):
        write(f"{name}.txt", "One.")
    result = run("extract", "a.txt", "unreachable.txt", "gone.txt", "z.txt", "-o", "out.jsonl")
    assert [record.article.id for record in records("out.jsonl")] == ["a", "z"]
    assert "factx: unreachable: fake/model: no connection to localhost\n" in result.stderr
    assert (result.stdout, result.exit_code) == ("", 3)


def test_an_error_that_every_article_would_have_is_printed_once(
    run: Commands, fake: FakeDrafter
) -> None:
    result = run("extract", write("keyless.txt", "One."), write("z.txt", "Two."))
    assert fake.seen == ["keyless"]
    assert result.stderr.count("FAKE_API_KEY") == 1
    assert result.exit_code == 2


def test_strict_fails_a_run_with_something_ungrounded_but_writes_it(
    run: Commands, fake: FakeDrafter
) -> None:
    write("astray.txt", "One.")
    assert run("extract", "astray.txt").exit_code == 0
    result = run("extract", "astray.txt", "--strict")
    assert load(result.stdout).counts.ungrounded == 1
    assert result.stderr.splitlines()[-1].startswith("factx: --strict: ")
    assert result.exit_code == 1
    assert run("extract", write("a.txt", "One."), "--strict").exit_code == 0


def test_no_text_leaves_the_text_out_and_keeps_its_digest(run: Commands, fake: FakeDrafter) -> None:
    write("a.txt", "One.")
    whole = load(run("extract", "a.txt").stdout)
    bare = load(run("extract", "a.txt", "--no-text").stdout)
    assert bare.article.text is None
    assert bare.with_article(whole.article) == whole


def test_the_model_comes_from_the_option_then_the_environment_then_is_offline(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, dict[str, Any]]] = []

    def drafter_for(model: str = "offline", **options: object) -> FakeDrafter:
        asked.append((model, options))
        return FakeDrafter()

    monkeypatch.setattr("factx.extraction.drafters.drafter_for", drafter_for)
    write("a.txt", "One.")
    run("extract", "a.txt")
    run("extract", "a.txt", FACTX_MODEL="ollama/one")
    run("extract", "a.txt", "--model", "ollama/two", "--timeout", "5", FACTX_MODEL="ollama/one")
    run("extract", "a.txt", "--model", "openai/three", "--base-url", "http://localhost:1/v1")
    assert [model for model, _ in asked] == ["offline", "ollama/one", "ollama/two", "openai/three"]
    assert all(options.pop("recorder") for _, options in asked)
    defaults = {"strategy": None, "window": None, "max_tokens": None, "claims": True}
    defaults |= {"api_key": None, "mode": None, "max_answer_bytes": None, "max_retries": None}
    defaults |= {
        "client": None,
        "keep_client": True,
        "instructions": None,
        "examples": None,
        "fields": None,
        "store": None,
    }
    rest = ("words", "article_timeout", "requests_per_minute", "tokens_per_minute")
    defaults |= dict.fromkeys(rest)
    assert asked[2][1] == {"base_url": None, "timeout": 5.0, **defaults}
    assert asked[3][1] == {"base_url": "http://localhost:1/v1", "timeout": None, **defaults}


def test_an_unknown_model_is_an_error_before_files_are_read_or_emptied(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drafter_for(model: str, **_: object) -> FakeDrafter:
        raise UnknownModel(model, "there is no such provider")

    monkeypatch.setattr("factx.extraction.drafters.drafter_for", drafter_for)
    write("old.jsonl", "precious\n")
    result = run("extract", "gone.txt", "--model", "nobody/x", "-o", "old.jsonl", "--force")
    assert result.stderr == "factx: unknown model 'nobody/x': there is no such provider\n"
    assert (result.exit_code, Path("old.jsonl").read_text()) == (2, "precious\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a.txt", "--jobs", "0"),
        ("a.txt", "--timeout", "0"),
        ("a.txt", "--timeout", "soon"),
        ("a.txt", "--record", "x"),
        ("a.txt", "--base-url", "http://localhost:1/v1"),
        ("a.txt", "--record", "x", "--replay", "y", "--model", "openai/x"),
    ],
)
def test_wrong_usage_exits_with_2(
    arguments: tuple[str, ...], run: Commands, fake: FakeDrafter
) -> None:
    write("a.txt", "One.")
    result = run("extract", *arguments)
    assert result.exit_code == 2
    assert "Try 'factx extract -h' for help." in result.stderr
    assert result.stdout == ""
    assert fake.seen == []


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("gone/out.jsonl", "there is no folder gone to write it to"),
        ("news", "it cannot be written: it is a folder, not a file"),
        ("a.txt", "it is also an input; choose another output file"),
        ("news/b.txt", "it is also an input; choose another output file"),
        ("news/lines.jsonl", "it is also an input; choose another output file"),
    ],
)
def test_outputs_that_are_refused(
    path: str, problem: str, run: Commands, fake: FakeDrafter
) -> None:
    write("a.txt", "One.")
    write("news/b.txt", "Two.")
    write("news/lines.jsonl", '{"text": "Three."}\n')
    result = run("extract", "a.txt", "news", "-o", path)
    assert result.stderr == f"factx: {path}: {problem}\n"
    assert result.exit_code == 2
    assert fake.seen == []
    assert Path("a.txt").read_text() + Path("news/b.txt").read_text() == "One.Two."


def test_the_output_can_be_in_the_folder_that_is_read(run: Commands, fake: FakeDrafter) -> None:
    write("news/a.txt", "One.")
    for options in ([], ["--force"]):
        assert run("extract", "news", "-o", "news/records.jsonl", *options).exit_code == 0
        assert len(Path("news/records.jsonl").read_text().splitlines()) == 1


def test_each_record_is_written_before_the_next_article_starts(
    run: Commands, fake: FakeDrafter, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[int] = []
    draft = fake.draft

    async def watching(article: Any) -> Any:
        lines.append(len(Path("out.jsonl").read_bytes().splitlines()))
        return await draft(article)

    monkeypatch.setattr(fake, "draft", watching)
    run("extract", *(write(f"{name}.txt", "One.") for name in "abc"), "-o", "out.jsonl")
    assert lines == [0, 1, 2]


@pytest.mark.usefixtures("fake")
def test_records_written_before_a_run_is_stopped_are_kept(run: Commands) -> None:
    for article in ("a", "stopped", "z"):
        write(f"{article}.txt", "One.")
    result = run("extract", "a.txt", "stopped.txt", "z.txt", "-o", "out.jsonl")
    assert result.stderr.splitlines()[-1] == "factx: stopped"
    assert result.exit_code == 130
    assert [record.article.id for record in records("out.jsonl")] == ["a"]


def test_a_full_disk_ends_the_run_with_one_line(run: Commands, fake: FakeDrafter) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no full device here")
    result = run("extract", write("a.txt", "One."), write("b.txt", "One."), "-o", "/dev/full")
    assert result.stderr == "factx: /dev/full: it cannot be written: no space left on device\n"
    assert (result.exit_code, fake.seen) == (2, ["a"])
    draft = '{"sources": []}'
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            factx("ground", "a.txt", write("draft.json", draft)),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.stderr.startswith(b"factx: standard output: it cannot be written: no space")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


# Recordings


def recording_of(article_id: str, sha256: str, model: str = "fake/model") -> Recording:
    return Recording(
        article_id=article_id,
        article_sha256=sha256,
        model=model,
        prompt_digest="0" * 64,
        settings=Settings(mode="default", max_tokens=10),
        completions=(Completion(text="{}"),),
        requests=1,
        seconds=0.1,
        when="2026-01-01T00:00:00+00:00",
    )


def test_record_writes_one_file_per_article_and_creates_the_folder(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Recorded(FakeDrafter):
        def __init__(self, recorder: Callable[[Recording], None]) -> None:
            super().__init__()
            self.recorder = recorder

        async def draft(self, article: Any) -> Any:
            self.recorder(recording_of(article.id, article.sha256))
            return await super().draft(article)

    def drafter_for(model: str, *, recorder: Any = None, **_: object) -> FakeDrafter:
        return Recorded(recorder)

    monkeypatch.setattr("factx.extraction.drafters.drafter_for", drafter_for)
    texts = [write("a.txt", "One."), write("b.txt", "Two.")]
    result = run("extract", *texts, "--model", "fake/model", "--record", "kept/here")
    kept = [json.loads(path.read_text()) for path in Path("kept/here").iterdir()]
    assert sorted(recording["article_id"] for recording in kept) == ["a", "b"]
    assert result.exit_code == 0


def test_replay_without_a_recording_exits_with_2(run: Commands) -> None:
    write("a.txt", "One.")
    missing = run("extract", "a.txt", "--replay", "gone")
    assert missing.stderr == "factx: gone: there is no such file or folder\n"
    Path("empty").mkdir()
    empty = run("extract", "a.txt", "--replay", "empty")
    assert empty.stderr == "factx: empty: there is no recording in it\n"
    write("other/x.json", recording_of("b", "1" * 64).model_dump_json())
    other = run("extract", "a.txt", "--replay", "other")
    assert other.stderr.startswith("factx: article a: ")
    assert [result.exit_code for result in (missing, empty, other)] == [2, 2, 2]


def test_a_replay_gives_the_same_bytes_and_calls_no_model(run: Commands) -> None:
    text = "“We will appeal,” said Ann Bell.\n"
    settings = Settings(mode="default", max_tokens=10)
    completion = Completion(
        text='{"sources": [], "statements": [], "claims": []}',
        tokens=TokenCount(input=1200, output=34),
    )
    changes = {
        "prompt_digest": prompt_digest(settings),
        "settings": settings,
        "completions": (completion,),
    }
    made = recording_of("a", digest(text)).model_copy(update=changes)
    write("a.txt", text)
    write("kept/system.json", made.model_dump_json())
    first, second = (run("extract", "a.txt", "--replay", "kept") for _ in range(2))
    assert first.stdout_bytes == second.stdout_bytes
    assert load(first.stdout).provenance.when == made.when
    assert first.stderr.endswith(" s, 1,200 tokens read, 34 written\n")
    assert first.exit_code == 0


def test_recorded_answers_can_be_read_with_another_strategy(run: Commands) -> None:
    """Answers about every sentence also serve for hybrid, but not for whole."""
    text = "“We will appeal against it,” said Ann Bell. Critics pooh-pooh the plan.\n"
    settings = Settings(mode="default", max_tokens=10, strategy="sentences")
    answers = [
        ((1, 1), VERB, {"verb": "said", "kind": "doing"}),
        ((2, 2), VERB, {"verb": "pooh-pooh", "kind": "saying"}),
        ((2, 2), STATEMENT, {"reports": True, "who": "Critics"}),
    ]
    answers[2][2].update(cue="pooh-pooh", what="the plan")
    completions = tuple(
        Completion(text=json.dumps(told), sentences=place, step=step)
        for place, step, told in answers
    )
    changes = {
        "prompt_digest": prompt_digest(settings),
        "settings": settings,
        "completions": completions,
    }
    made = recording_of("a", digest(text)).model_copy(update=changes)
    write("a.txt", text)
    write("kept/a.json", made.model_dump_json())
    alone, both = (
        load(run("extract", "a.txt", "--replay", "kept", *options).stdout)
        for options in ([], ["--strategy", "hybrid"])
    )
    assert [quote.spans[0].text for quote in alone.quotes] == ["the plan"]
    assert [quote.spans[0].text for quote in both.quotes] == [
        "“We will appeal against it,”",
        "the plan",
    ]
    assert both.provenance.system == f"{made.model} (hybrid)"
    other = run("extract", "a.txt", "--replay", "kept", "--strategy", "whole")
    assert "was made by asking sentences, which does not answer whole" in other.stderr
    assert other.exit_code == 2


def test_no_claims_skips_claims(run: Commands) -> None:
    """The record lists the other layers."""
    path = write("a.txt", "The vote was put off on Monday. “We will appeal it,” said Ann Bell.\n")
    record, without = (
        load(run("extract", path, *options).stdout) for options in ([], ["--no-claims"])
    )
    assert record.claims
    assert record.provenance.layers == ()
    assert without.claims == ()
    assert without.quotes == record.quotes
    assert without.provenance.layers == ("attributions", "relations")


# The real drafters


def test_without_a_model_the_offline_drafter_makes_valid_records(run: Commands) -> None:
    write("a.txt", "“We will appeal,” said Ann Bell, the mayor.\r\n\r\nIt rained.\r\n")
    made = run("extract", "a.txt", "-o", "a.jsonl", "--strict")
    assert made.exit_code == 0
    [record] = records("a.jsonl")
    assert record.provenance.drafter == "offline"
    assert [quote.spans[0].text for quote in record.quotes] == ["“We will appeal,”"]
    assert run("check", "a.jsonl").stderr == "1 record checked, all good\n"
    assert "“We will appeal,”" in run("show", "a.jsonl").stdout


@pytest.mark.parametrize(
    ("model", "problem"),
    [
        ("nobody/x", "factx: unknown model 'nobody/x': "),
        ("gpt", "factx: unknown model 'gpt': "),
        ("openai/gpt-5-mini", "factx: no key for openai/gpt-5-mini: set OPENAI_API_KEY"),
    ],
)
def test_an_unusable_model_exits_with_2(
    model: str, problem: str, run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    result = run("extract", write("a.txt", "One."), "--model", model)
    assert result.stderr.startswith(problem)
    assert (result.stderr.count("\n"), result.stdout, result.exit_code) == (1, "", 2)


# Processes


def slow_run(tmp_path: Path) -> list[str]:
    """The command line of a process that extracts from an endless stream of articles."""
    script = tmp_path / "endless.py"
    script.write_text(
        "import sys, itertools\n"
        "import factx.files, factx.extraction.drafters as drafters\n"
        "from factx.records import Article, Draft\n"
        "class Drafter:\n"
        "    async def draft(self, article): return Draft()\n"
        "drafters.drafter_for = lambda *_, **__: Drafter()\n"
        "factx.files.read_articles = lambda *_, **__: (\n"
        "    Article(id=str(n), text='One. ' * 100) for n in itertools.count())\n"
        "from factx.__main__ import main\n"
        "main()\n"
    )
    return [sys.executable, str(script)]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals are others there")
def test_a_closed_pipe_ends_the_run_without_a_message(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*slow_run(tmp_path), "extract", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        load(running.stdout.readline())
        running.stdout.close()
        running.stdout = None
        try:
            told = running.communicate(timeout=30)[1].splitlines()
        finally:
            running.kill()
        complaints = [line for line in told if not line.split(b":")[0].isdigit()]
    assert complaints == []
    assert running.returncode == 141


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals are others there")
def test_an_interrupt_leaves_whole_records_and_prints_one_line(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with subprocess.Popen(
        [*slow_run(tmp_path), "extract", "-", "-o", str(out)],
        stderr=subprocess.PIPE,
        # What a background job starts ignores interrupts, and so would the tests' own children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        assert running.stderr is not None
        running.stderr.readline()
        running.send_signal(signal.SIGINT)
        try:
            last = running.communicate(timeout=30)[1].splitlines()[-1]
        finally:
            running.kill()
    assert last == b"factx: stopped"
    assert running.returncode == 130
    assert out.read_bytes().endswith(b"}\n")
    assert len(records(str(out))) > 0


@pytest.mark.parametrize("before", [b"", b"what was there\n", None])
def test_a_run_without_a_record_does_not_change_the_output(
    tmp_path: Path, before: bytes | None
) -> None:
    out = tmp_path / "out.jsonl"
    if before is not None:
        out.write_bytes(before)
    command = factx("extract", "nope.txt", "-o", str(out), "--force")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert (out.read_bytes() if out.exists() else None) == before


def test_records_are_utf8_with_unix_line_ends_in_every_locale(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("“Ça va,” said Zoë.\r\n".encode())
    done = subprocess.run(
        factx("extract", "a.txt"),
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "LC_ALL": "C"},
    )
    assert done.returncode == 0, done.stderr
    assert load(done.stdout).article.text == "“Ça va,” said Zoë.\r\n"


def answering(monkeypatch: pytest.MonkeyPatch, *tokens: TokenCount | None) -> list[str]:
    """Fake a model that finds nothing and reports these tokens; return the ids of its articles."""
    settings = Settings(mode="default", max_tokens=10)
    told = iter(tokens)
    asked: list[str] = []

    class Asked:
        def __init__(self, recorder: Callable[[Recording], None]) -> None:
            self.recorder = recorder

        async def draft(self, article: Article) -> Draft:
            asked.append(article.id)
            text = "{}" if article.id == "bad" else '{"statements": []}'
            recording = Recording(
                article_id=article.id,
                article_sha256=article.sha256,
                model="openai/some",
                prompt_digest=prompt_digest(settings),
                settings=settings,
                completions=(Completion(text=text, tokens=next(told)),),
                requests=1,
                seconds=0,
                when="2026-01-01",
            )
            self.recorder(recording)
            return draft_from(recording, article)

    def drafter_for(model: str, *, recorder: Any, **_: object) -> Asked:
        return Asked(recorder)

    monkeypatch.setattr("factx.extraction.drafters.drafter_for", drafter_for)
    return asked


def test_a_token_limit_stops_a_run_and_keeps_what_is_written(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Articles without a usable answer count too; the one that reaches the limit is the last."""
    asked = answering(monkeypatch, *[TokenCount(input=80, output=20)] * 4)
    for name in ("a", "bad", "c", "d"):
        write(f"{name}.txt", f"{name}.")
    command = "extract a.txt bad.txt c.txt d.txt --model openai/some --max-tokens-total 150"
    result = run(*command.split(), "-o", "out.jsonl")
    assert asked == ["a", "bad"]
    assert [record.article.id for record in records("out.jsonl")] == ["a"]
    assert (
        "factx: --max-tokens-total: 200 tokens are used, and the limit is 150; "
        "c and the articles after it are skipped\n"
    ) in result.stderr
    assert result.exit_code == 3
    answering(monkeypatch, *[TokenCount(input=80, output=20)] * 4)
    assert run(*command.replace("bad.txt", "").split()).exit_code == 1


def test_a_token_limit_stops_a_run_if_the_server_reports_no_usage(
    run: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is called for one article."""
    asked = answering(monkeypatch, None, None)
    for name in "ab":
        write(f"{name}.txt", f"{name}.")
    result = run("extract", "a.txt", "b.txt", "--model", "m", "--max-tokens-total", "9000")
    assert asked == ["a"]
    assert "the server does not report token usage" in result.stderr
    assert result.exit_code == 1


def test_tokens_and_their_cost_are_added_up(run: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cached tokens and requests are printed too."""
    answering(
        monkeypatch, TokenCount(input=1000, output=10, cached=400), TokenCount(input=500, output=90)
    )
    for name in "ab":
        write(f"{name}.txt", f"{name}.")
    result = run("extract", "a.txt", "b.txt", "--model", "m", "--prices", "2,10")
    assert "1,000 tokens read (400 of them cached), 10 written, cost 0.0021\n" in result.stderr
    assert result.stderr.endswith(
        "1,500 tokens read (400 of them cached), 100 written, 2 requests, cost 0.0040\n"
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--prices", "2"], "two numbers"),
        (["--prices", "2,nan"], "two numbers"),
        (["--prices", "2,1e300"], "two numbers"),
        (["--prices", "inf,2"], "two numbers"),
        (["--prices", "-1,2"], "two numbers"),
        (["--strategy", "nicely"], "one of whole, sentences, hybrid"),
        (["--strategy", "whole"], "needs a model: add --model"),
        (["--window", "900"], "needs a model: add --model"),
        (["--replay", "kept", "--no-claims"], "cannot be combined with --replay"),
        (["--replay", "kept", "--window", "9"], "cannot be combined with --replay"),
        (["--replay", "kept", "--max-tokens", "9"], "cannot be combined with --replay"),
        (["--replay", "kept", "--timeout", "9"], "cannot be combined with --replay"),
        (["--replay", "kept", "--base-url", "http://x"], "cannot be combined with --replay"),
        (["--replay", "kept", "--max-tokens-total", "9"], "cannot be combined with --replay"),
        (["--timeout", "9"], "needs a model: add --model"),
        (["--max-tokens", "9"], "needs a model: add --model"),
        (["--model", "local:"], "write local:FILE.gguf"),
        (["--max-tokens-total", "10"], "needs a model: add --model"),
    ],
)
def test_invalid_options(run: Commands, options: list[str], told: str) -> None:
    """They are reported before any file is read."""
    result = run("extract", write("a.txt", "One."), *options)
    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert result.exit_code == 2
