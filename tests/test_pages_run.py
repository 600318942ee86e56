"""The pages in docs/ show what happens: their blocks run, and print what they say they print.

A block with a title is a file of that name, or, with the title "before", the code of another
library. `NOT_RUN` has the commands and code that do not run here, with the reasons.
"""

import ast
import asyncio
import contextlib
import inspect
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import page_blocks as given
import pytest
import yaml
from model_server import Response, serving
from model_server.answers import gold_answers
from model_server.batches import Batches
from page_blocks import DOCS, ROOT, Block, blocks, commands

import factx

PAGES = [*sorted(DOCS.glob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "fixtures/README.md"]
PRINTING = {
    "check-claims.md": 1,
    "from-citron.md": 2,
    "from-instructor.md": 2,
    "from-langextract.md": 1,
    "from-textacy.md": 1,
    "many.md": 1,
    "notebooks.md": 3,
    "python.md": 4,
    "record.md": 1,
    "troubleshooting.md": 5,
    "yours.md": 2,
    "extending.md": 1,
}
"""How many blocks of Python show what they print."""
GIVEN: dict[str, tuple[Callable[[Path], None], ...]] = {
    "README.md": (given.unannotated,),
    "audit.md": (given.texts,),
    "check-claims.md": (given.texts,),
    "evaluation.md": (
        given.fixtures,
        given.baseline,
        given.records,
        given.annotations,
        given.answers,
    ),
    "formats.md": (given.records,),
    "models.md": (given.texts, given.fixtures),
    "name-a-model.md": (given.texts,),
    "offline.md": (given.texts,),
    "pages.md": (given.records, given.fixtures, given.annotations),
    "private-text.md": (given.texts,),
    "record.md": (given.fixtures,),
    "upgrade.md": (given.texts, given.fixtures),
    "yours.md": (given.texts, given.fixtures, given.six, given.instructions),
}
"""What the pages take for granted; all others begin in an empty folder."""
INSTALLS = "the tests need no network"
CORPUS = "the corpus is not in the repository; test_benchmarks.py tests the script"
NOT_RUN = {
    "pip install": INSTALLS,
    "git clone": INSTALLS,
    "factx annotate": "it serves until it is stopped; tests/annotate tests it",
    "factx extract story.txt --model local:": "the file is large; pytest -m model runs a tiny one",
    "python examples/daft/": "Daft needs another pyarrow; tests/extraction/test_daft.py tests it",
    "python benchmarks/": CORPUS,
    "factx convert PropSegmEnt": "the corpus is large; test_propsegment.py has a part",
    "bq load": "it is Google's command and needs an account",
    "make lock": INSTALLS,
    ".venv/bin/uv lock": INSTALLS,
    "python -m pytest": "it runs the tests themselves",
    "factx eval fixtures --replay fixtures/recordings/": "make check runs it on all articles",
    "import instructor\n\nclient": "groq's package is no dependency; tests/llm give other clients",
    "dataset = datasets": "Hugging Face's datasets is no dependency of the tests",
}
"""How commands and code begin that are not run, and why."""
ELSEWHERE = {"extending.md": "test_example_plugin.py runs them with the package installed"}
"""Pages whose commands another test runs."""
BASH = f"""set -e
factx() {{ "{sys.executable}" -m factx "$@"; }}
unshare() {{ shift 2; "$@"; }}  # not every system allows it
"""
CALL = {"id": "1", "type": "function"}
ADDRESS = re.compile(r"http://(?:localhost|127\.0\.0\.1):\d+/v1")
READ: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "toml": tomllib.loads,
    "yaml": yaml.safe_load,
}
"""Blocks that are only read, because a program would read them."""


def reason(code: str) -> str | None:
    """Why a command or code is not run; None if it is."""
    return next((why for begin, why in NOT_RUN.items() if code.startswith(begin)), None)


def test_every_reason_is_needed() -> None:
    code = [
        each
        for page in PAGES
        for block in blocks(page)
        if block.language in ("python", "sh")
        for each in ([block.code] if block.language == "python" else commands(block.code))
    ]
    assert [begin for begin in NOT_RUN if not any(one.startswith(begin) for one in code)] == []


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server on this machine, which answers in place of every provider and server."""
    with serving(Batches(gold_answers(given.golds()))) as server:
        yield f"{server.address}/v1"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_its_blocks_run_one_after_another(
    page: Path, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one folder, and with the same names; what they print is what the page shows."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    for make in GIVEN.get(page.name, ()):
        make(tmp_path)
    names: dict[str, Any] = {"factx": factx, "text": given.STORY}
    found = blocks(page)
    shown = 0
    for block, after in zip(found, [*found[1:], Block("", "", "")], strict=False):
        if block.language == "sh" and page.name in ELSEWHERE:
            continue
        printed = run(block, address, names)
        if printed is not None and after.language == "text" and not after.title:
            assert printed == after.code
            shown += 1
    assert shown == PRINTING.get(page.name, 0)


def run(block: Block, address: str, names: dict[str, Any]) -> str | None:
    """Run a block, or write or read it; what its Python prints."""
    if block.is_file:
        Path(block.title).parent.mkdir(parents=True, exist_ok=True)
        Path(block.title).write_text(block.code, "utf-8")
    elif block.language == "sh":
        run_commands(ADDRESS.sub(address, block.code))
    elif block.language in READ:
        READ[block.language](block.code)
    elif block.language != "python" or block.title == "before":
        assert block.language in ("python", "text", "examples")
    elif "@pytest.mark" in block.code:
        Path("test_page.py").write_text(block.code, "utf-8")
        run_commands(f'"{sys.executable}" -m pytest -q -p no:cacheprovider test_page.py')
    elif not reason(block.code):
        return run_python(ADDRESS.sub(address, block.code), names)
    return None


def run_commands(code: str) -> None:
    lines = [line for line in commands(code) if not reason(line)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", BASH + "\n".join(lines)], capture_output=True, text=True, env=env
    )
    assert done.returncode == 0, f"{lines}: {done.stderr}{done.stdout}"


def run_python(code: str, names: dict[str, Any]) -> str:
    """Run a block as a notebook would; what it prints."""
    made = compile(code, "page", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        result = eval(made, names)
        if inspect.iscoroutine(result):
            asyncio.run(result)
    return printed.getvalue()


def before(page: str) -> CodeType:
    (block,) = (
        block
        for block in blocks(DOCS / page)
        if (block.language, block.title) == ("python", "before")
    )
    return compile(block.code, page, "exec")


def test_the_code_before_calls_instructor_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server on this machine answers in place of the provider."""
    answer = {"statements": [{"speaker": "Ana", "content": "it rained"}]}
    call = {"name": "Statements", "arguments": json.dumps(answer)}
    message = {"role": "assistant", "tool_calls": [CALL | {"function": call}]}
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "gpt-5-mini"}
    choice = {"index": 0, "finish_reason": "tool_calls", "message": message}
    response = Response(body=json.dumps(body | {"choices": [choice]}).encode())
    with serving(lambda request: response) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", f"{server.address}/v1")
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        names: dict[str, Any] = {"text": "Ana said it rained."}
        exec(before("from-instructor.md"), names)
    assert names["answer"].statements[0].content == "it rained"


@pytest.mark.parametrize("page", ["from-citron.md", "from-langextract.md", "from-textacy.md"])
def test_the_code_before_is_python(page: str) -> None:
    """The others are no dependencies of the tests, so it is only compiled."""
    assert before(page)
