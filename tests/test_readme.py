"""README shows what happens: its blocks run, and print what it says they print."""

import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from model_server.process import started

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINES = 150
"""README has at most so many lines."""
ARTICLE = "fixtures/reservoir-vote"


class Block(NamedTuple):
    language: str
    code: str


def blocks() -> list[Block]:
    return [Block(*found) for found in BLOCK.findall(README)]


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= LINES


def test_each_block_has_a_test() -> None:
    assert {block.language for block in blocks()} == {"python", "text", "sh", "yaml"}


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
    assert shown == 2


def shell_lines() -> list[str]:
    shells = [block.code for block in blocks() if block.language == "sh"]
    return [line for code in shells for line in code.splitlines()]


def needs_a_model(line: str) -> bool:
    return "--model" in line


def run(words: Sequence[str], folder: Path) -> None:
    """Run a command of factx in a folder that has the repository's fixtures."""
    if not (folder / "fixtures").exists():
        (folder / "fixtures").symlink_to(ROOT / "fixtures")
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{shlex.join(words)}: {done.stderr}"


def test_the_commands_run_one_after_another(tmp_path: Path) -> None:
    """Those that need no model."""
    lines = [line for line in shell_lines() if line.startswith("factx ")]
    offline = [line for line in lines if not needs_a_model(line)]
    for line in offline:
        run(shlex.split(line), tmp_path)
    assert len(offline) == 5


def test_the_commands_that_name_a_model_ask_it(tmp_path: Path) -> None:
    """A server on this machine answers in place of the provider or server that is named."""
    lines = [line for line in shell_lines() if needs_a_model(line)]
    with started(str(ROOT / ARTICLE)) as server:
        for line in lines:
            words = shlex.split(line.partition("--base-url")[0])
            run([*words, "--base-url", f"{server.address}/v1"], tmp_path)
        assert sum(count.asked for count in server.counts().values()) == len(lines) == 2


def test_the_workflow_runs(tmp_path: Path) -> None:
    """Each command of its steps, except the installation, on the articles of the repository."""
    (workflow,) = (block.code for block in blocks() if block.language == "yaml")
    assert len(workflow.splitlines()) <= 10
    steps = yaml.safe_load(workflow)["jobs"]["evaluate"]["steps"]
    commands = [step["run"] for step in steps if step.get("run", "").startswith("factx ")]
    for command in commands:
        run(shlex.split(command), tmp_path)
    assert len(commands) == 1


def test_every_command_line_is_run_by_a_test_or_by_ci_or_installs_factx() -> None:
    others = [line for line in shell_lines() if not line.startswith("factx ")]
    in_ci = ["make demo", "make test"]
    assert others == ["pip install .", *in_ci, "export OPENAI_API_KEY=..."]
    assert set(in_ci) <= set((ROOT / ".ci" / "run").read_text("utf-8").splitlines())


def test_each_figure_is_on_the_page_that_its_row_links() -> None:
    rows = re.findall(r"^\| (.+\]\((docs/\w+\.md)#[\w-]+\)\)) \| (.+) \| (.+) \|$", README, re.M)
    assert len(rows) == 5
    for subject, page, ours, theirs in rows:
        text = (ROOT / page).read_text("utf-8")
        figures = re.findall(r"(?<![\w.])(?:\.\d{3}|\d{2,3}(?:,\d{3})?)(?![\w.])", theirs + ours)
        for figure in figures:
            assert re.search(rf"(?<!\d){re.escape(figure)}(?!\d)", text), (subject, figure)
        assert figures, subject


def test_the_benchmarks_that_it_names_exist() -> None:
    named = re.findall(r"benchmarks/\w+\.py", README)
    assert len(named) == 5
    assert all((ROOT / name).is_file() for name in named)
