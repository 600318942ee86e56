"""How many names, roles and affiliations of the annotated articles the rules get right.

The figures are floors, a little below what is reached, so that a change that loses something is
noticed. Only sources that are aligned with an annotated one count, as in `factx eval`.
"""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from factx import extract
from factx.evaluation.comparison import Comparison
from factx.evaluation.tokens import TokenizedText
from factx.evaluation.view import RecordView
from factx.records import load
from factx.text import fold

FIXTURES = Path(__file__).parents[2] / "fixtures"
ARTICLES = ("the ", "a ", "an ")


def plain(value: str | None) -> str | None:
    """A value with quotation marks and case folded, without a leading article."""
    if value is None:
        return None
    folded = fold(value).casefold()
    return next((folded.removeprefix(a) for a in ARTICLES if folded.startswith(a)), folded)


@cache
def counts() -> Counter[tuple[str, str]]:
    """How often each detail is annotated, predicted and right."""
    counted: Counter[tuple[str, str]] = Counter()
    for path in sorted(FIXTURES.glob("*/gold.json")):
        gold = load(path.read_bytes())
        predicted = extract(gold.article)
        assert gold.article.text is not None
        tokens = TokenizedText(gold.article.text)
        pairs = Comparison(RecordView.of(gold, tokens), RecordView.of(predicted, tokens)).source_ids
        ours = {source.id: source for source in predicted.sources}
        for source in gold.sources:
            if source.id not in pairs:
                continue
            for detail in ("name", "role", "affiliation"):
                one = plain(getattr(source, detail))
                other = plain(getattr(ours[pairs[source.id]], detail))
                counted[detail, "gold"] += one is not None
                counted[detail, "predicted"] += other is not None
                counted[detail, "right"] += one is not None and one == other
    return counted


@pytest.mark.parametrize(
    ("detail", "recall", "precision"),
    [("name", 0.83, 0.83), ("role", 0.8, 0.9), ("affiliation", 0.87, 0.95)],
)
def test_details_of_sources(detail: str, recall: float, precision: float) -> None:
    """Of those that the gold gives, and of those that the rules give."""
    found = counts()
    assert found[detail, "right"] >= recall * found[detail, "gold"], found
    assert found[detail, "right"] >= precision * found[detail, "predicted"], found
