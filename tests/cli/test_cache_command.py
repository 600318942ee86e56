"""`factx extract --cache` and `factx cache`: answers are kept, counted and removed."""

from pathlib import Path

from cli.running import Commands, FakeDrafter, records, write
from model_server import chat, serving

ANSWER = chat({"sources": [], "statements": [], "claims": []})


def test_answers_are_kept_counted_and_removed(run: Commands) -> None:
    write("a.txt", "Ann Bell said it rained.")
    with serving(ANSWER) as server:
        model = ("--model", "openai/x", "--base-url", f"{server.address}/v1")
        for output in ("1.jsonl", "2.jsonl"):
            done = run("extract", "a.txt", *model, "--cache", "kept", "-o", output)
            assert done.exit_code == 0, done.stderr
        assert len(server.requests) == 1
    assert [len(records(name)) for name in ("1.jsonl", "2.jsonl")] == [1, 1]
    info = run("cache", "info", "kept")
    assert info.stdout.startswith("1 answer, 0.0 MB, the oldest last used 2")
    cleared = run("cache", "clear", "kept")
    assert (cleared.stderr, cleared.exit_code) == ("1 answer removed, 0.0 MB\n", 0)
    assert run("cache", "info", "kept").stdout == "0 answers, 0.0 MB\n"


def test_only_a_cache_is_cleared(run: Commands) -> None:
    write("mine/a.txt", "Mine.")
    for action in ("info", "clear"):
        result = run("cache", action, "mine")
        assert (result.stderr, result.exit_code) == ("factx: mine: it is not a cache of factx\n", 2)
    assert Path("mine/a.txt").exists()


def test_a_cache_needs_a_model(run: Commands, fake: FakeDrafter) -> None:
    write("a.txt", "One.")
    for options in (["--cache", "kept"], ["--cache-size", "5", "--model", "openai/x"]):
        result = run("extract", "a.txt", *options)
        assert (result.exit_code, "needs" in result.stderr) == (2, True)
    assert not Path("kept").exists()
