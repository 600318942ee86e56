"""Fields of the user's own are scored for the items that were found."""

from pathlib import Path
from typing import Any

import pytest

from factx.evaluation import evaluate
from factx.evaluation.own_fields import FieldScore
from factx.records import FactRecord, load
from factx.render.evaluation import own_field

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOLD = load((FIXTURES / "harbour-bridge" / "gold.json").read_bytes())


def with_claims(values: list[Any], name: str = "it") -> FactRecord:
    """The gold with a field at its first claims, as many as there are values."""
    claims = [
        claim.model_copy(update={"extra": {name: value}})
        for claim, value in zip(GOLD.claims, values, strict=False)
    ]
    return GOLD.model_copy(update={"claims": (*claims, *GOLD.claims[len(claims) :])})


def scored(gold: list[Any], predicted: list[Any]) -> FieldScore:
    report = evaluate([with_claims(gold)], [with_claims(predicted)], resamples=0)
    assert report.fields is not None
    return report.fields["claim.it"]


@pytest.mark.parametrize(
    ("gold", "predicted", "score"),
    [
        (["a", "b", "c", "d"], ["a", "x", "c"], ("accuracy", 0.5, 4, 1)),
        ([True, False], [True, True], ("accuracy", 0.5, 2, 0)),
        ([["a", "b"], ["c"]], [["b", "a"], ["d"]], ("f1", 4 / 6, 2, 0)),
        ([["a", "b"], ["c"]], [["a"]], ("f1", 0.5, 2, 1)),
        ([1, 2.5, 3], [2, 2.5], ("absolute error", 0.5, 3, 1)),
        ([1], ["many"], ("absolute error", None, 1, 1)),
    ],
)
def test_each_kind_of_field_has_its_measure(
    gold: list[Any], predicted: list[Any], score: tuple[Any, ...]
) -> None:
    found = scored(gold, predicted)
    assert (found.measure, found.items, found.missing) == (score[0], score[2], score[3])
    assert found.value == (None if score[1] is None else pytest.approx(score[1]))


def test_sources_quotes_and_attributions_are_paired_too() -> None:
    update = {
        name: tuple(one.model_copy(update={"extra": {"x": 1}}) for one in getattr(GOLD, name))
        for name in ("sources", "quotes", "attributions")
    }
    gold = GOLD.model_copy(update=update)
    fields = evaluate([gold], [gold], resamples=0).fields
    assert fields is not None
    assert [*fields] == ["attribution.x", "quote.x", "source.x"]
    assert {score.value for score in fields.values()} == {0.0}
    assert fields["quote.x"].items == len([one for one in gold.attributions if not one.optional])


def test_a_gold_without_fields_has_no_scores_of_them() -> None:
    report = evaluate([GOLD], [with_claims(["a"])], resamples=0)
    assert report.fields is None
    assert '"fields"' not in report.to_json()


def test_a_score_is_one_line() -> None:
    score = FieldScore(measure="accuracy", value=0.5, items=4, missing=1)
    assert own_field("claim.it", score) == "claim.it: accuracy 0.500 (4 items, 1 without a value)"


def test_items_that_were_not_found_are_counted() -> None:
    """A score of the items that were found says of how many."""
    gold = with_claims(["a", "b", "c"])
    fields = evaluate(
        [gold], [gold.model_copy(update={"claims": gold.claims[1:]})], resamples=0
    ).fields
    assert fields is not None
    score = fields["claim.it"]
    assert (score.value, score.items, score.not_found) == (1.0, 2, 1)
    assert own_field("claim.it", score) == "claim.it: accuracy 1.000 (2 items; 1 not found)"
    nothing = evaluate([gold], [gold.model_copy(update={"claims": ()})], resamples=0).fields
    assert nothing is not None
    assert (nothing["claim.it"].value, nothing["claim.it"].not_found) == (None, 3)
