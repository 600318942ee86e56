"""`factx` run inside a test or as a process, and a drafter that needs no model and no time."""

import os
import subprocess
import sys
from pathlib import Path

from building import drafted, said
from typer.testing import CliRunner, Result

from factx.cli.app import app
from factx.errors import MissingKey, ModelUnreachable
from factx.records import Article, Draft, FactRecord, load
from factx.text import Index


class FakeDrafter:
    """Drafts the first sentence as said by nobody; what else it does hangs on the article's id."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    async def draft(self, article: Article) -> Draft:
        """Drafts what is not in the text of `astray`, and fails for the ids that say so."""
        self.seen.append(article.id)
        if article.id == "unreachable":
            raise ModelUnreachable("fake/model", "no connection to localhost")
        if article.id == "keyless":
            raise MissingKey("fake/model", "FAKE_API_KEY")
        if article.id == "stopped":
            raise KeyboardInterrupt
        if article.id == "buggy":
            raise ZeroDivisionError
        if article.id == "astray":
            return drafted(said("Never was this written."))
        return drafted(said(Index(article.get_text()).sentence_text(1)))


class Commands:
    """Runs `factx` inside the test; only a bug comes out as an exception."""

    def __call__(self, *arguments: str, stdin: bytes = b"", **environment: str) -> Result:
        result = CliRunner().invoke(
            app, list(arguments), input=stdin, prog_name="factx", env=environment
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result


def process(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """`python -m factx` run to its end, with what it wrote."""
    return subprocess.run(factx(*arguments), capture_output=True, check=False)


def factx(*arguments: str, python: tuple[str, ...] = ()) -> list[str]:
    """The command line of a process that runs factx."""
    return [sys.executable, *python, "-m", "factx", *arguments]


def write(path: str, content: str | bytes) -> str:
    """Write a file, folders included, and give its path back."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def records(path: str) -> list[FactRecord]:
    """The records that were written to a file, one a line."""
    return [load(line) for line in Path(path).read_bytes().splitlines()]


def is_root() -> bool:
    """Whether the test may read everything, so that no permission can be denied to it."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
