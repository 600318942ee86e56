"""Runs `factx` inside a test or as a process, and a fake drafter without a model."""

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
    """Drafts the first sentence as a quote without a source; some ids make it fail."""

    concurrency = 1
    """One article after the other, so that a test knows their order."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    async def draft(self, article: Article) -> Draft:
        """Draft; the text for `astray` is not in the article, and some ids raise an error."""
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
    """Runs `factx` inside the test; only a bug raises an exception."""

    def __call__(self, *arguments: str, stdin: bytes = b"", **environment: str) -> Result:
        result = CliRunner().invoke(
            app, list(arguments), input=stdin, prog_name="factx", env=environment
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result


def process(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Run `python -m factx` and return its output."""
    return subprocess.run(factx(*arguments), capture_output=True, check=False)


def factx(*arguments: str, python: tuple[str, ...] = ()) -> list[str]:
    """The command line of a process that runs factx."""
    return [sys.executable, *python, "-m", "factx", *arguments]


def write(path: str, content: str | bytes) -> str:
    """Write a file and its folders; return its path."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def records(path: str) -> list[FactRecord]:
    """Read the records in a file, one per line."""
    return [load(line) for line in Path(path).read_bytes().splitlines()]


def is_root() -> bool:
    """Whether the tests run as root, who has every permission."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
