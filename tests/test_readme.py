"""README shows what happens: its blocks run, and print what it says they print."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    language: str
    code: str


def blocks() -> list[Block]:
    return [Block(*found) for found in BLOCK.findall((ROOT / "README.md").read_text("utf-8"))]


def test_the_python_blocks_print_what_the_text_blocks_after_them_show(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """They share one namespace, from top to bottom."""
    namespace: dict[str, object] = {}
    shown = 0
    for block, after in zip(blocks(), [*blocks()[1:], None], strict=True):
        if block.language != "python":
            continue
        exec(compile(block.code, "README.md", "exec"), namespace)
        if after is not None and after.language == "text":
            assert capsys.readouterr().out == after.code
            shown += 1
    assert shown == 3


def shell_lines() -> list[str]:
    shells = [block.code for block in blocks() if block.language == "sh"]
    return [line for code in shells for line in code.splitlines()]


def needs_a_model(line: str) -> bool:
    return "--model" in line or line.startswith("export")


def test_the_commands_run_one_after_another(tmp_path: Path) -> None:
    """Those that need no model, in a folder that has the repository's fixtures."""
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    ran = 0
    for line in shell_lines():
        if line.startswith("factx ") and not needs_a_model(line):
            command = [sys.executable, "-m", *shlex.split(line)]
            done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
            assert done.returncode == 0, f"{line}: {done.stderr}"
            ran += 1
    assert ran == 6


def test_every_command_line_is_run_by_a_test_or_needs_a_model_or_is_a_verb_of_make() -> None:
    verbs = re.findall(r"^(\w+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for line in shell_lines():
        known = line.startswith("factx ") or needs_a_model(line) or line.split()[-1] in verbs
        assert known, line
