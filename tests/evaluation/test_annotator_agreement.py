"""How far annotators agree: figures that were computed by hand, and whose order never matters."""

import json
from typing import Any

import jsonschema
import pytest
from building import claim, grounded, said, speaker
from evaluation.generated import Pair, pairs
from evaluation.scoring import figures, share, tally, typed
from evaluation.weather import ALL, weather
from hypothesis import given
from sampling import examples

from factx.errors import InputError
from factx.evaluation import AgreementReport, PairAgreement, agreement
from factx.evaluation.agreement import Alpha, Kappa
from factx.records import FactRecord
from factx.schemas import schema_of

RAIN, SNOW, HAIL = ALL


def between(first: FactRecord, second: FactRecord) -> PairAgreement:
    """What two annotators of one article agree on."""
    [pair] = agreement({"first": [first], "second": [second]}).pairs
    return pair


TEXT = "Ana said it rained hard. Bo left."


def words_and_roles() -> tuple[FactRecord, FactRecord]:
    """Each of the seven words with the role that the two annotators give it:

           Ana     said  it       rained   hard     Bo  left
    first  source  cue   content  content  content
    second source                 content  content
    """
    return (
        grounded(TEXT, said("it rained hard", source="Ana", cue="said"), sources=[speaker("Ana")]),
        grounded(TEXT, said("rained hard", source="Ana"), sources=[speaker("Ana")]),
    )


@pytest.mark.parametrize(
    ("role", "both", "one", "neither", "alpha"),
    [
        # Of 14 judgements 5 are yes, 9 no: expected disagreement 2 * 5 * 9 / (14 * 13) = 45/91,
        # observed 1/7, so 1 - (1/7) / (45/91) = 1 - 13/45.
        ("content", 2, 1, 4, 1 - 13 / 45),
        ("source", 1, 0, 6, 1.0),
        # One yes, 13 no: expected 2 * 1 * 13 / (14 * 13) = 1/7, as much as observed.
        ("cue", 0, 1, 6, 0.0),
    ],
)
def test_alpha_over_the_words_of_a_role(
    role: str, both: int, one: int, neither: int, alpha: float
) -> None:
    found = between(*words_and_roles()).alpha[role]
    assert found == Alpha(both=both, one=one, neither=neither)
    assert found.value == pytest.approx(alpha)


def test_alpha_is_that_of_krippendorffs_own_example() -> None:
    """Two observers, ten units, yes or no: 1 both, 4 one, 5 neither give .095 (2011, part A)."""
    assert Alpha(both=1, one=4, neither=5).value == pytest.approx(0.095, abs=0.0005)


@pytest.mark.parametrize(
    ("both", "one", "neither"), [(0, 0, 9), (9, 0, 0), (0, 0, 0)], ids=["none", "all", "no words"]
)
def test_alpha_has_no_value_where_no_disagreement_could_be_expected(
    both: int, one: int, neither: int
) -> None:
    assert Alpha(both=both, one=one, neither=neither).value is None


def test_alpha_counts_a_word_once_however_many_attributions_give_it_the_role() -> None:
    """Nested contents: Bo said it rained, and within it it rained, are four words."""
    text = "Ana said Bo said it rained."
    outer = said("Bo said it rained", id="1")
    inner = said("it rained", id="2", parent="a1")
    found = between(grounded(text, outer, inner), grounded(text, outer)).alpha["content"]
    assert found == Alpha(both=4, one=0, neither=2)


def test_a_mark_for_a_cue_is_no_word_that_alpha_counts() -> None:
    text = "Ana: it rained."
    one, other = (grounded(text, said("it rained", cue=cue)) for cue in (":", None))
    assert between(one, other).alpha["cue"] == Alpha(both=0, one=0, neither=3)


def test_the_measures_are_counted_with_each_annotator_for_gold() -> None:
    """2 of 3 words one way and 2 of 2 the other, added: precision and recall are one figure."""
    counts = between(*words_and_roles()).counts
    assert figures(counts["content.relaxed"]) == pytest.approx((5 / 3, 2, 5 / 3, 2))
    assert counts["content.exact"] == tally(0, 2, 0, 2)
    assert counts["content.relaxed"].value == pytest.approx(5 / 6)
    assert counts["attribution.end_to_end"] == tally(2, 2, 2, 2)
    assert counts["cue.exact"] == tally(0, 1, 0, 1)
    assert counts["attribution.cue_overlap"] == share(0, 1)


FOUR = "Ana said one, Bo said two, Cy said three, Di said four and Ed said five."


def four_quotes(types: str, *more: str) -> FactRecord:
    """Quotes of one word each, of the types that the letters d, i and m say."""
    kinds = {"d": "direct", "i": "indirect", "m": "mixed"}
    words = ("one", "two", "three", "four", *more)
    return grounded(
        FOUR,
        *(
            typed(said(word, id=word), kinds[letter])
            for word, letter in zip(words, types, strict=True)
        ),
    )


def test_kappa_of_a_category_on_what_was_paired() -> None:
    """Three of four agree; the fifth has no counterpart and is left out.

                 direct  indirect
        direct      2        1      3
        indirect    0        1      1
                    2        2      4

    observed 3/4, by chance 3/4 * 2/4 + 1/4 * 2/4 = 1/2, so (3/4 - 1/2) / (1 - 1/2) = 1/2.
    """
    pair = between(four_quotes("dddi"), four_quotes("ddiii", "five"))
    kappa = pair.kappa["quote_type"]
    assert kappa.table == {"direct": {"direct": 2, "indirect": 1}, "indirect": {"indirect": 1}}
    assert kappa.items == 4
    assert kappa.value == pytest.approx(0.5)


def test_kappa_is_below_zero_where_chance_would_agree_more_often() -> None:
    """1 of 4 agrees, 4/16; chance gives 3/4 * 1/4 + 1/4 * 2/4 = 5/16: (4 - 5) / (16 - 5)."""
    table = {"direct": {"direct": 1, "indirect": 2}, "indirect": {"mixed": 1}}
    assert Kappa(table=table).value == pytest.approx(-1 / 11)
    opposed = Kappa(table={"direct": {"indirect": 1}, "indirect": {"direct": 1}})
    assert opposed.value == pytest.approx(-1.0)


def test_kappa_has_no_value_without_items_or_where_all_are_of_one_category() -> None:
    assert Kappa(table={}).value is None
    assert Kappa(table={"direct": {"direct": 7}}).value is None
    pair = between(four_quotes("dddd"), four_quotes("dddd"))
    assert (pair.kappa["quote_type"].items, pair.kappa["quote_type"].value) == (4, None)
    assert pair.kappa["claim_kind"].items == 0


def rated(*standings: str | None) -> FactRecord:
    """Claims about the weather with these standings."""
    text = "It rained. It snowed. It hailed."
    claims = [claim(words, id=words[3:]) for words in text.rstrip(".").split(". ")]
    return grounded(
        text, claims=[{**c, "standing": s} for c, s in zip(claims, standings, strict=True)]
    )


@pytest.mark.parametrize(
    ("first", "second", "table"),
    [
        (
            ("main", "main", "background"),
            ("main", "background", "background"),
            {"main": {"main": 1, "background": 1}, "background": {"background": 1}},
        ),
        (("main", None, None), ("main", "main", None), {"main": {"main": 1}}),
        ((None, None, None), ("main", "main", "main"), {}),
        ((None, None, None), (None, None, None), {}),
    ],
)
def test_kappa_of_standings_is_on_claims_to_which_both_gave_one(
    first: tuple[str | None, ...],
    second: tuple[str | None, ...],
    table: dict[str, dict[str, int]],
) -> None:
    assert between(rated(*first), rated(*second)).kappa["claim_standing"].table == table
    items = sum(sum(row.values()) for row in table.values())
    assert between(rated(*second), rated(*first)).kappa["claim_standing"].items == items


def symmetric(pair: PairAgreement) -> dict[str, Any]:
    """All that must not hang on which annotator comes first."""
    return {
        "articles": pair.articles,
        "counts": pair.counts,
        "alpha": pair.alpha,
        "kappa": {
            name: None if kappa.value is None else round(kappa.value, 9)
            for name, kappa in pair.kappa.items()
        },
        "items": {name: kappa.items for name, kappa in pair.kappa.items()},
    }


@examples(60)
@given(pairs())
def test_the_order_of_annotators_changes_no_count_and_no_alpha(pair: Pair) -> None:
    """Whatever they annotated."""
    one, other = between(*pair), between(*reversed(pair))
    assert one.counts == other.counts
    assert one.alpha == other.alpha


def test_the_order_of_annotators_changes_no_kappa() -> None:
    first, second = four_quotes("dddi"), four_quotes("ddiii", "five")
    there, back = between(first, second), between(second, first)
    assert symmetric(there) == symmetric(back)
    assert back.kappa["quote_type"].table == {
        "direct": {"direct": 2},
        "indirect": {"direct": 1, "indirect": 1},
    }


def hail_is_optional() -> FactRecord:
    """All three statements; the third and what belongs to it are optional."""
    record = weather("Monday", *ALL)
    optional = {"optional": True}
    return record.model_copy(
        update={
            kind: (*items[:2], items[2].model_copy(update=optional))
            for kind, items in (
                ("attributions", record.attributions),
                ("sources", record.sources),
                ("claims", record.claims),
            )
        }
    )


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "second"])
@pytest.mark.parametrize("other", [ALL, (RAIN, SNOW)], ids=["required", "not there"])
def test_what_one_calls_optional_is_no_disagreement(is_first: bool, other: tuple[str, ...]) -> None:
    """Whether the other has it or not, and whichever of the two comes first."""
    sides = (hail_is_optional(), weather("Monday", *other))
    counts = between(*(sides if is_first else reversed(sides))).counts
    values = {name: each.value for name, each in counts.items()}
    assert {name: value for name, value in values.items() if value not in (1.0, None)} == {}
    for name in ("content.exact", "sources.mentions", "claims.found"):
        assert counts[name] == tally(4, 4, 4, 4), name


@pytest.mark.parametrize("other", [ALL, (RAIN, SNOW)], ids=["required", "not there"])
def test_with_optional_items_the_order_of_annotators_does_not_matter_either(
    other: tuple[str, ...],
) -> None:
    sides = (hail_is_optional(), weather("Monday", *other))
    assert symmetric(between(*sides)) == symmetric(between(*reversed(sides)))


def test_alpha_leaves_out_what_one_calls_optional_and_the_other_has_not() -> None:
    """The second does not have the hail, which the first does not insist on: full agreement."""
    alpha = between(hail_is_optional(), weather("Monday", RAIN, SNOW)).alpha
    assert {role: each.value for role, each in alpha.items()} == dict.fromkeys(alpha, 1.0)
    assert [*alpha] == ["content", "source", "cue"]


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "second"])
def test_a_layer_that_only_one_annotated_is_left_out(is_first: bool) -> None:
    """No claims where nobody looked for any are no disagreement about claims."""
    text = "Ana said it rained."
    origin = {"drafter": "human", "layers": ["attributions"]}
    sides = (
        grounded(text, said("it rained"), origin=origin),
        grounded(text, said("it rained"), claims=[claim("it rained")]),
    )
    pair = between(*(sides if is_first else reversed(sides)))
    assert pair.counts["claims.found"] == tally(0, 0, 0, 0)
    assert pair.counts["claims.coverage"] == share(0, 0)
    assert pair.counts["content.exact"] == tally(2, 2, 2, 2)


def test_attributions_that_only_one_looked_for_are_left_out() -> None:
    text = "Ana said it rained."
    origin = {"drafter": "human", "layers": ["claims"]}
    rained = [claim("it rained")]
    pair = between(
        grounded(text, said("it rained"), claims=rained),
        grounded(text, claims=rained, origin=origin),
    )
    assert pair.counts["claims.found"] == tally(2, 2, 2, 2)
    assert pair.counts["attribution.content"].value is None
    assert pair.alpha["content"].value is None


def test_three_annotators_are_three_pairs() -> None:
    """Each with each, and each pair on the articles that both have."""
    days = ("Monday", "Tuesday", "Friday")
    report = agreement(
        {
            "ana": [weather(day, *ALL) for day in days],
            "bo": [weather(day, RAIN, SNOW) for day in days[:2]],
            "cy": [weather(day, *ALL) for day in reversed(days)],
        }
    )
    assert report.annotators == ("ana", "bo", "cy")
    assert [(p.first, p.second, p.articles) for p in report.pairs] == [
        ("ana", "bo", 2),
        ("ana", "cy", 3),
        ("bo", "cy", 2),
    ]
    # There and back: 2 of 3 in each of two articles, then 3 of 3 in each of three.
    found = [pair.counts["attribution.end_to_end"] for pair in report.pairs]
    assert found == [tally(8, 10, 8, 10), tally(18, 18, 18, 18), tally(8, 10, 8, 10)]
    text = report.to_json()
    jsonschema.validate(
        json.loads(text), schema_of("agreement-report"), cls=jsonschema.Draft202012Validator
    )
    assert AgreementReport.from_json(text) == report


def test_a_record_without_its_text_is_as_good_as_one_with_it_on_either_side() -> None:
    first, second = words_and_roles()
    expected = between(first, second)
    assert between(first, second.without_text()) == expected
    assert between(first.without_text(), second) == expected


@pytest.mark.parametrize(
    ("annotators", "problem"),
    [
        ({}, "at least two annotators"),
        ({"ana": [weather("Monday", *ALL)]}, "at least two annotators"),
        (
            {"ana": [weather("Monday", *ALL)], "bo": [weather("Friday", *ALL)]},
            "ana and bo: they have no article in common",
        ),
        (
            {"ana": [weather("Monday", *ALL)] * 2, "bo": [weather("Monday", *ALL)]},
            "ana: the text of Monday is annotated twice",
        ),
    ],
    ids=["nobody", "one", "nothing in common", "a text twice"],
)
def test_what_cannot_be_compared_is_refused(
    annotators: dict[str, list[FactRecord]], problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        agreement(annotators)
