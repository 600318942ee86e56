"""The annotation guide, fixtures/README.md, as tests read it."""

import re
from pathlib import Path
from typing import NamedTuple

from guide.marked_lines import plain

PATH = Path(__file__).parent.parent.parent / "fixtures" / "README.md"

RULE = re.compile(r"\b[A-Z]\d{1,2}\b")
"""The number of a rule, as it is cited."""


class Example(NamedTuple):
    """A number and a reason, the lines that are right, and those that are wrong."""

    number: int
    reason: str
    right: list[str]
    wrong: list[str]

    @property
    def right_together(self) -> list[list[str]]:
        """The right lines, those of one text together."""
        texts = dict.fromkeys(map(plain, self.right))
        return [[line for line in self.right if plain(line) == text] for text in texts]


def guide() -> str:
    """The whole guide."""
    return PATH.read_text("utf-8")


def blocks(language: str) -> list[str]:
    """Its fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", guide(), re.M | re.S)


def section(number: int) -> str:
    """A section by its number, without its title."""
    _, *sections = re.split(r"^## \d+\. .*\n", guide(), flags=re.M)
    return sections[number - 1] if number <= len(sections) else ""


def rows(markdown: str) -> list[list[str]]:
    """The cells of all its tables, heads left out."""
    lines = re.findall(r"^\| (.*) \|$(?!\n\|-)", markdown, re.M)
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def rules() -> list[str]:
    """The numbers of the rules, each as often as it is defined."""
    return re.findall(r'^- <a id="[a-z]\d+"></a>\*\*([A-Z]\d{1,2})\.', guide(), re.M)


def examples() -> list[Example]:
    """The examples of section 7; none where the guide has no such block."""
    found = [paragraph for block in blocks("examples") for paragraph in block.strip().split("\n\n")]
    return [_example(*paragraph.split("\n")) for paragraph in found]


def _example(head: str, *lines: str) -> Example:
    number, _, reason = head.partition(" ")
    right = [line[2:] for line in lines if line.startswith("+ ")]
    wrong = [line[2:] for line in lines if line.startswith("- ")]
    assert len(right) + len(wrong) == len(lines), f"{number}: a line is neither right nor wrong"
    return Example(int(number), reason, right, wrong)
