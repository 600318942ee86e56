"""The help and the version."""

import re
import subprocess

import pytest
from cli.running import Commands, factx, process

from factx.version import __version__

COMMANDS = (
    "extract",
    "show",
    "report",
    "check",
    "draft",
    "ground",
    "eval",
    "annotate",
    "agree",
    "convert",
    "schemas",
)


def test_factx_alone_prints_its_help(run: Commands) -> None:
    alone, asked = run(), run("--help")
    assert alone.stdout == asked.stdout
    assert (alone.exit_code, asked.exit_code) == (0, 0)
    listed = re.findall(r"^  (\w+)  ", alone.stdout.partition("Commands:")[2], re.M)
    assert listed[: len(COMMANDS)] == [*COMMANDS]
    for code in range(4):
        assert f"\n    {code}  " in alone.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_each_command_is_complete(name: str, run: Commands) -> None:
    """Every option and argument has a sentence, there is an example, and lines fit the width."""
    text = run(name, "--help", COLUMNS="80").stdout
    assert f"\n    factx {name} " in text
    assert text == run(name, "-h", COLUMNS="80").stdout
    assert max(map(len, text.splitlines())) <= 85
    listed = text.partition("Arguments:")[2].partition("Examples:")[0]
    told = re.findall(r"^  (?:-\w, )?(?:--[\w-]+|[A-Z]+ ).*(?:\n {10,}.*)?", listed, re.M)
    assert len(told) == len(re.findall(r"^  (?:-|[A-Z]+ )", listed, re.M)) > 1
    for each in told:
        assert re.search(r"\w+ \w+.*\.", each, re.S), each


def test_the_version(run: Commands) -> None:
    result = run("--version")
    assert (result.stdout, result.exit_code) == (f"factx {__version__}\n", 0)


def test_an_unknown_command(run: Commands) -> None:
    result = run("evaluate")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert "evaluate" in result.stderr


def test_help_imports_no_slow_modules() -> None:
    done = subprocess.run(
        factx("--help", python=("-X", "importtime")), capture_output=True, check=True
    )
    imported = {line.split(b"|")[-1].strip() for line in done.stderr.splitlines()}
    heavy = {b"pydantic", b"instructor", b"openai", b"rich", b"regex", b"rapidfuzz", b"asyncio"}
    assert heavy & imported <= {b"asyncio"}
    assert b"factx.cli.app" in imported
    assert b"factx.records" not in imported


def test_the_process_exits_with_the_code_of_the_command() -> None:
    assert process("--version").stdout.split() == [b"factx", __version__.encode()]
    missing = process("check", "gone.jsonl")
    assert (missing.returncode, missing.stdout) == (2, b"")
    assert missing.stderr.splitlines()[0] == b"factx: gone.jsonl: there is no such file or folder"
