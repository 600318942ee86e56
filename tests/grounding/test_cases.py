"""What is found and what is not, as told by the files in cases/, which anyone can add to.

A file begins with a line for its readers. Each case then has a title, the article with the place to
be found in {braces}, what was written, and what becomes of it: the kind of match with the words
that differ, or `lost` with the reason.
"""

from pathlib import Path
from typing import NamedTuple

import pytest
from building import grounded, said

FILES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


class Case(NamedTuple):
    title: str
    article: str
    written: str
    outcome: str


def cases() -> list[Case]:
    found: list[Case] = []
    for path in FILES:
        _, *blocks = path.read_text("utf-8").strip().split("\n\n")
        for block in blocks:
            title, article, written, outcome = block.split("\n")
            found.append(
                Case(
                    f"{path.stem}: {title}",
                    article.removeprefix("article: "),
                    written.removeprefix("written: "),
                    outcome,
                )
            )
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    text = case.article.replace("{", "").replace("}", "")
    kind, _, rest = case.outcome.partition(": ")
    record = grounded(text, said(case.written))
    if kind == "lost":
        assert record.quotes == ()
        assert record.ungrounded[0].reason == rest
        return
    assert record.quotes, record.ungrounded[0]
    (span,) = record.quotes[0].spans
    start = case.article.index("{")
    assert (span.start, span.end) == (start, case.article.index("}") - 1), span.text
    assert (span.match or "exact") == kind
    assert list(span.differs) == rest.split()


def test_there_are_cases() -> None:
    assert len(FILES) == 4
    assert len(cases()) > 40
