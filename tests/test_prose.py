"""Everything that a person reads is in plain English: pages, help, messages and docstrings."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from prose import EXCEPTIONS, HABITS, PHRASES, problems

ROOT = Path(__file__).parent.parent
PAGES = [
    path
    for folder in ("", "docs/", "fixtures/", "fixtures-languages/")
    for path in sorted(ROOT.glob(f"{folder}*.md"))
]
MODULES = sorted(ROOT.glob("factx/**/*.py"))
INTERNAL = ("factx/rules/", "factx/text/", "factx/grounding/", "factx/llm/wire/answer.py")
"""What no user reads, and, for the last, what is part of the prompt: phrases are tested there, but
no habits."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The docstrings, help texts and messages in a module, with their lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_has_no_phrase_or_habit_of_the_lists(path: Path) -> None:
    found = problems(path.read_text("utf-8"))
    assert [one for one in found if (name_of(path), one[0]) not in EXCEPTIONS] == []


def test_no_string_of_the_code_has_one() -> None:
    found = [
        (f"{name_of(path)}:{line}", *one)
        for path in MODULES
        for line, text in strings(path)
        for one in problems(text, habits=not name_of(path).startswith(INTERNAL))
        if (name_of(path), one[0]) not in EXCEPTIONS
    ]
    assert found == []


def test_every_exception_is_needed_and_has_a_reason() -> None:
    for (name, habit), reason in EXCEPTIONS.items():
        path = ROOT / name
        text = path.read_text("utf-8")
        texts = [text] if path.suffix == ".md" else [each for _, each in strings(path)]
        assert habit in {one for each in texts for one, _ in problems(each)}, (name, habit)
        assert reason


def test_the_lists_find_what_they_are_for() -> None:
    """Each phrase in any case and over the end of a line; habits in words, and not in code."""
    for phrase in PHRASES:
        assert phrase in dict(problems(f"So: {phrase.upper()}.".replace(" ", "\n", 2)))
    bad = (
        "It tells who.",
        "done anew",
        "words of today",
        "a void",
        "hangs on it",
        "95 %",
        "by itself",
    )
    worse = "beside it", "in silence", "it stands in a row", "# Why?"
    assert {habit for text in (*bad, *worse) for habit, _ in problems(text)} == set(HABITS)
    good = '`--beside`, "he told me"\n\n    it tells\n\n```text\nby itself\n```\n\n95%'
    assert problems(good) == []


def test_the_changelog_of_a_first_release_is_short_and_says_what_there_is() -> None:
    """About a dozen lines, none of which compares with an earlier state."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "### Fixed" not in text
    lines = re.findall(r"^- .+", text, re.MULTILINE)
    assert len(lines) <= 20
    assert [line for line in lines if re.search(r"\b(?:now|still|no longer)\b", line)] == []
