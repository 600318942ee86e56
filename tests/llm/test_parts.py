"""Articles in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx.llm.asking.parts import halves, parts_of
from factx.text import Index

TEXT = "Title\n\nAna said no. Ben left.\n\nIt rained. It poured. It froze.\nThe end."


@pytest.mark.parametrize(
    ("longest", "parts"),
    [
        (1, [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7)]),
        (22, [(1, 1), (2, 3), (4, 5), (6, 7)]),
        (31, [(1, 3), (4, 6), (7, 7)]),
        (40, [(1, 3), (4, 7)]),
        (999, [(1, 7)]),
    ],
)
def test_parts_hold_whole_paragraphs(longest: int, parts: list[tuple[int, int]]) -> None:
    """As many as fit; only a paragraph that does not fit by itself is cut."""
    assert parts_of(Index(TEXT), longest) == parts


@given(st.text(alphabet='Ab. \n"', max_size=200), st.integers(1, 80))
def test_every_sentence_is_in_one_part(text: str, longest: int) -> None:
    """In order, none twice."""
    index = Index(text)
    parts = parts_of(index, longest)
    held = [number for first, last in parts for number in range(first, last + 1)]
    assert held == list(range(1, len(index.sentences) + 1))


def test_halves() -> None:
    """A single sentence has none."""
    assert halves((3, 7)) == [(3, 5), (6, 7)]
    assert halves((3, 4)) == [(3, 3), (4, 4)]
    assert halves((3, 3)) == []
