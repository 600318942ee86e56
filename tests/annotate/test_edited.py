"""What a person marked becomes the record that grounding would give."""

from pathlib import Path
from typing import Any

import pytest

from factx import files
from factx.annotate.edited import edited
from factx.annotate.folder import data_of
from factx.errors import FactxError, InvalidData
from factx.grounding.ground import draft_of_parts, ground
from factx.grounding.parts import Parts
from factx.records import Article, FactRecord
from factx.records.provenance import Origin

FIXTURES = Path(__file__).parents[2] / "fixtures"
ORIGIN = Origin(drafter="human")
ARTICLE = Article(id="a", text="“Yes,” said Ann Bell. It rained 🛟 today.")


def golds() -> list[FactRecord]:
    found = list(files.read_golds(str(FIXTURES)))
    return [each.value for each in found if not isinstance(each, FactxError)]


@pytest.mark.parametrize("gold", golds(), ids=lambda gold: gold.article.id)
def test_the_gold_of_a_fixture_comes_back_as_it_was(gold: FactRecord) -> None:
    made = edited(gold.article, data_of(gold))
    for name in ("article", "sources", "quotes", "attributions", "claims", "relations"):
        assert getattr(made, name) == getattr(gold, name), name
    grounded = ground(gold.article, draft_of_parts(gold.article, Parts.of(gold), ORIGIN))
    assert made == grounded


def marked(**changes: Any) -> dict[str, Any]:
    """A statement whose items have ids of the page, and spans that have no texts."""
    return {
        "sources": [
            {
                "id": "s-new-9", "name": "Ann Bell", "kind": "person", "naming": "named",
                "mentions": [{"start": 12, "end": 20, "form": "name"}],
            }
        ],
        "quotes": [{"id": "q-new-1", "spans": [{"start": 0, "end": 6}], "type": "direct"}],
        "attributions": [
            {
                "id": "a-new-2", "quote": "q-new-1", "sources": ["s-new-9"],
                "source_span": {"start": 12, "end": 20}, "cue": {"start": 7, "end": 11},
                "type": "statement", "parent": None,
            }
        ],
        "claims": [],
        "relations": [],
        **changes,
    }  # fmt: skip


def test_spans_get_their_texts_and_items_their_ids() -> None:
    record = edited(ARTICLE, marked())
    assert [span.text for span in record.quotes[0].spans] == ["“Yes,”"]
    (said,) = record.attributions
    assert (said.id, said.quote, said.sources) == ("a1", "q1", ("s1",))
    assert said.cue is not None
    assert said.cue.text == "said"
    assert record.counts.drafted == 4


CUT = [{"start": 2, "end": 6}]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ([], "it is not an object"),
        (marked(quotes="many"), "quotes is not a list"),
        (marked(quotes=["one"]), "quotes.0. has 1 problem"),
        (marked(quotes=[{"id": "q-new-1", "spans": [{"start": 9, "end": 999}]}]), "9-999 of 40"),
        (marked(quotes=[{"id": "q-new-1", "spans": [{"start": 9, "end": 9}]}]), "9-9 of 40"),
        (marked(quotes=[]), "there is no quote"),
        (marked(sources=[]), "there is no source"),
        (marked(claims=[{"evidence": []}]), "claims.0. has"),
        (marked(sources=marked()["sources"] * 2), "given 2 times"),
        (
            marked(quotes=[{**marked()["quotes"][0], "spans": [{"start": 2, "end": 6}]}]),
            "whole words",
        ),
    ],
)
def test_what_is_not_a_record_is_refused(data: object, problem: str) -> None:
    with pytest.raises(InvalidData, match=problem):
        edited(ARTICLE, data)
