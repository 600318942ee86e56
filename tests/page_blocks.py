"""The blocks of the pages, and what the pages take for granted."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import factx
from factx.cli.app import app

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^    (?:factx|git|python|pip|bq) .+(?:\n    .+)*", re.MULTILINE)
FILE = re.compile(r"\.\w+$")
"""The end of a title that is the name of a file."""
SOME = ("reservoir-vote", "harbour-bridge")
"""Annotated articles; all of them would take too long."""
RECORDINGS = ROOT / "fixtures/recordings/qwen2.5-coder-1.5b-instruct"
STORY = (
    "The bridge over the Tarn cost £4m. Ana Ruiz, the mayor, said it would close in May."
    " “We have no choice,” she said.\n"
)


class Block(NamedTuple):
    language: str
    title: str
    code: str

    @property
    def is_file(self) -> bool:
        return FILE.search(self.title) is not None


def blocks(page: Path) -> list[Block]:
    """The blocks of a page, and its commands that are indented, in their order."""
    text = page.read_text("utf-8")
    fences = [
        (found.start(), Block(found[1], found[2] or "", found[3])) for found in FENCE.finditer(text)
    ]
    rest = FENCE.sub(lambda found: " " * len(found[0]), text)
    lines = [
        (found.start(), Block("sh", "", re.sub("(?m)^    ", "", found[0]) + "\n"))
        for found in INDENTED.finditer(rest)
    ]
    return [block for _, block in sorted([*fences, *lines])]


def commands(code: str) -> Iterator[str]:
    """The commands in a block, without comments, each on one line."""
    for line in code.replace("\\\n", " ").splitlines():
        if shlex.split(line, comments=True):
            yield re.sub(r"\s+#.*", "", line).strip()


def fixtures(folder: Path) -> None:
    for name in SOME:
        shutil.copytree(ROOT / "fixtures" / name, folder / "fixtures" / name)


def unannotated(folder: Path) -> None:
    """An article that is to become a fixture."""
    (folder / "fixtures/NAME").mkdir(parents=True)
    shutil.copy(ROOT / "fixtures" / SOME[1] / "article.txt", folder / "fixtures/NAME")


def six(folder: Path) -> None:
    """What the measurement on docs/yours.md reads: six more articles, and answers about them."""
    command = next(line for line in commands_of("yours.md") if line.startswith("cp -r fixtures/{"))
    for name in re.findall(r"[a-z-]+(?=[,}])", command):
        shutil.copytree(ROOT / "fixtures" / name, folder / "fixtures" / name)
    for name in ("assistant", "assistant-two-examples"):
        place = f"fixtures/recordings/{name}"
        shutil.copytree(ROOT / place, folder / place)


def commands_of(page: str) -> Iterator[str]:
    for block in blocks(DOCS / page):
        if block.language == "sh":
            yield from commands(block.code)


def annotations(folder: Path) -> None:
    for who in ("annotations/ana", "annotations/ben", "ana", "ben"):
        shutil.copytree(ROOT / "fixtures" / SOME[0], folder / who / SOME[0])


def answers(folder: Path) -> None:
    shutil.copytree(RECORDINGS, folder / "answers")


def texts(folder: Path) -> None:
    for name in ("story.txt", "article.txt", "news/tarn.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(STORY, "utf-8")


def instructions(folder: Path) -> None:
    (folder / "house-rules.txt").write_text("Leave out what councillors shout.\n", "utf-8")


def records(folder: Path) -> None:
    found = [factx.extract(record.article) for record in golds()]
    factx.write(folder / "records.jsonl", found)
    factx.write(folder / "other.jsonl", found)


def golds() -> list[factx.FactRecord]:
    return [record for name in SOME for record in factx.read(ROOT / "fixtures" / name)]


def baseline(folder: Path) -> None:
    app(
        [
            "eval",
            str(folder / "fixtures"),
            "--baseline",
            str(folder / "fixtures/baseline.json"),
            "--update",
        ],
        standalone_mode=False,
    )
