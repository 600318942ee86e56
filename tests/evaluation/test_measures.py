"""Every measure against counts worked out by hand, and what is left out of them."""

from collections.abc import Callable
from typing import Any

import pytest
from building import claim, grounded, passage, said, speaker
from evaluation.scoring import counted, figures, rounded, share, tally
from evaluation.worked import WORKED, Worked

from factx.evaluation import MEASURES
from factx.records import FactRecord


@pytest.mark.parametrize("work", WORKED, ids=lambda work: work.__name__)
def test_the_counts_are_those_worked_out_by_hand(work: Callable[[], Worked]) -> None:
    gold, predicted, expected = work()
    assert not gold.ungrounded
    assert not predicted.ungrounded
    counts = counted(gold, predicted)
    assert rounded({name: counts[name] for name in expected}) == rounded(expected)


def test_no_measure_goes_without_a_count_worked_out_by_hand() -> None:
    assert {name for work in WORKED for name in work().expected} == set(MEASURES)


@pytest.mark.parametrize("work", WORKED, ids=lambda work: work.__name__)
def test_what_is_counted_says_precision_recall_and_f1(work: Callable[[], Worked]) -> None:
    """P = precise / predicted, R = recalled / gold, F1 = 2PR / (P + R); a share is right / of."""
    for each in work().expected.values():
        match rounded({"": each})[""]:
            case right, of:
                assert each.value == pytest.approx(right / of)
            case recalled, gold, precise, predicted:
                p, r = (precise / predicted if predicted else 0), recalled / gold
                assert each.value == pytest.approx(2 * p * r / (p + r) if p + r else 0)
            case _:
                raise AssertionError(each)


RAIN = "Ana said it rained. Bo said it snowed. Cy said it hailed."


def rain(*names: str, optional: str = "", speakers: str = "", **fields: Any) -> FactRecord:
    """What Ana, Bo and Cy said, as attributions, sources and claims; those of some optional.

    `speakers` lists who says it instead, in the same order.
    """
    said_by = {"Ana": "it rained", "Bo": "it snowed", "Cy": "it hailed"}
    numbers = {name: number for number, name in enumerate(said_by, 1)}
    who = dict(zip(names, speakers.split() or names, strict=True))
    return grounded(
        RAIN,
        *(
            said(
                said_by[name],
                source=who[name],
                cue=f"said@{numbers[name]}",
                who=who[name],
                id=f"{numbers[name]}",
                optional=name in optional,
            )
            for name in names
        ),
        sources=[
            speaker(name, name, id=name, optional=name in optional)
            for name in sorted(set(who.values()))
        ],
        claims=[
            claim(said_by[name], id=f"{numbers[name]}", optional=name in optional) for name in names
        ],
        **fields,
    )


TWO_ALIKE = [{"type": "repeats", "first": "c1", "second": "c2", "optional": True}]


@pytest.mark.parametrize(
    "predicted",
    [
        rain("Ana"),
        rain("Ana", "Bo"),
        rain("Ana", "Bo", relations=[{"type": "repeats", "first": "c1", "second": "c2"}]),
    ],
    ids=["left out", "found", "found with its relation"],
)
def test_optional_gold_is_left_out_on_both_sides(predicted: FactRecord) -> None:
    """All that Bo said is optional: predicting it or not changes nothing, in any measure."""
    gold = rain("Ana", "Bo", optional="Bo", relations=TWO_ALIKE)
    counts = counted(gold, predicted)
    assert counts == counted(rain("Ana"), rain("Ana"))
    for name in ("attribution.end_to_end", "content.exact", "source.exact", "cue.exact"):
        assert counts[name] == tally(1, 1, 1, 1), name
    assert counts["sources.mentions"] == tally(1, 1, 1, 1)
    assert counts["claims.found"] == tally(1, 1, 1, 1)
    assert counts["relations.found"] == tally(0, 0, 0, 0)


def test_an_optional_attribution_is_left_out_even_when_its_source_is_wrong() -> None:
    """Bo's content with Cy for its source is in the place of optional gold, so nobody asks."""
    gold = rain("Ana", "Bo", optional="Bo")
    wrong = rain("Ana", "Bo", speakers="Ana Cy")
    assert counted(gold, wrong)["attribution.end_to_end"] == tally(1, 1, 1, 1)
    assert counted(gold, wrong)["source.exact"] == tally(1, 1, 1, 1)


def test_optional_gold_excuses_only_what_stands_in_its_place() -> None:
    """What Cy said is in no gold: invented, whether or not something else is optional."""
    counts = counted(rain("Ana", "Bo", optional="Bo"), rain("Ana", "Bo", "Cy"))
    assert counts["attribution.end_to_end"] == tally(1, 1, 1, 2)
    assert counts["sources.mentions"] == tally(1, 1, 1, 2)
    assert counts["claims.found"] == tally(1, 1, 1, 2)


def test_less_than_half_of_an_optional_content_is_not_in_its_place() -> None:
    """One word of three, IoU 1/3, is another content than the optional one, so it is invented."""
    text = "Ana said it rained hard."
    gold = grounded(text, said("it rained hard", optional=True))
    for content, invented in (("it rained", 0), ("hard", 1)):
        counts = counted(gold, grounded(text, said(content)))
        assert counts["attribution.content"] == tally(0, 0, 0, invented), content


def test_an_optional_quote_makes_its_attribution_optional() -> None:
    statement = said("it snowed", id="2")
    optional = {**statement, "quote": {**statement["quote"], "optional": True}}
    gold = grounded(RAIN, said("it rained"), optional)
    predicted = grounded(RAIN, said("it rained"), statement)
    assert counted(gold, predicted)["attribution.content"] == tally(1, 1, 1, 1)


LAYERS = {
    "attributions": (
        "attribution.end_to_end",
        "attribution.quote_type",
        "content.token",
        "source.exact",
        "cue.relaxed",
        "sources.mentions",
        "sources.kind",
        "sources.name",
    ),
    "claims": ("claims.found", "claims.coverage", "claims.kind"),
    "relations": ("relations.found",),
}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_that_the_gold_was_not_annotated_for_is_not_compared(layer: str) -> None:
    """Nothing in the gold is no evidence then: what was predicted is neither right nor wrong."""
    claims = [claim("it rained", id="1"), claim("it snowed", id="2")]
    related = [{"type": "repeats", "first": "c1", "second": "c2"}]
    statement = said("it rained", source="Ana", cue="said@1")
    heard = {"sources": [speaker("Ana")]}
    annotated_for = [each for each in LAYERS if each != layer]
    gold = grounded(
        RAIN,
        *([statement] if layer != "attributions" else []),
        sources=heard["sources"] if layer != "attributions" else [],
        claims=claims if layer != "claims" else [],
        relations=related if layer == "attributions" else [],
        origin={"drafter": "human", "layers": annotated_for},
    )
    predicted = grounded(RAIN, statement, **heard, claims=claims, relations=related)
    counts = counted(gold, predicted)
    assert {name: counts[name].value for name in LAYERS[layer]} == dict.fromkeys(LAYERS[layer])
    other = "claims" if layer != "claims" else "attributions"
    values = {name: counts[name].value for name in LAYERS[other]}
    assert values == dict.fromkeys(LAYERS[other], 1.0)


def test_without_a_prediction_all_gold_is_missed() -> None:
    """F1 is 0 for want of anything found; shares ask about nothing, so they have no value."""
    counts = counted(rain("Ana", "Bo"), None)
    assert counts["attribution.end_to_end"] == tally(0, 2, 0, 0)
    assert counts["content.token"] == tally(0, 4, 0, 0)
    assert counts["sources.mentions"] == tally(0, 2, 0, 0)
    assert counts["claims.found"] == tally(0, 2, 0, 0)
    assert counts["claims.coverage"] == share(0, 2)
    assert counts["attribution.end_to_end"].value == 0.0
    assert counts["attribution.source_head"].value is None


def test_where_neither_side_has_anything_no_measure_has_a_value() -> None:
    nothing = grounded(RAIN)
    assert {each.value for each in counted(nothing, nothing).values()} == {None}


def test_an_attribution_of_one_quote_to_each_of_two_is_paired_by_the_source() -> None:
    """The contents tie, so the sources decide, in whatever order they come."""
    text = "Ana said, and Bo agreed, that it rained."
    ana = said("it rained", source="Ana", cue="said", who="a", id="1")
    bo = said("it rained", source="Bo", cue="agreed", who="b", id="2")
    people = [speaker("Ana", id="a"), speaker("Bo", id="b")]
    gold = grounded(text, ana, bo, sources=people)
    predicted = grounded(text, bo, ana, sources=people)
    counts = counted(gold, predicted)
    assert counts["attribution.end_to_end"] == tally(2, 2, 2, 2)
    assert counts["cue.exact"] == tally(2, 2, 2, 2)
    assert counts["attribution.entity"] == share(2, 2)


def test_one_prediction_is_the_counterpart_of_one_gold_item_only() -> None:
    """It covers two contents of two words: half of it is one of them, the other is missed."""
    text = "Ana said it rained and it snowed."
    gold = grounded(text, said("it rained", id="1"), said("it snowed", id="2"))
    counts = counted(gold, grounded(text, said("it rained and it snowed")))
    assert counts["content.relaxed"] == tally(1, 2, 2 / 5, 1)
    assert counts["attribution.content"] == tally(0, 2, 0, 1)  # IoU is 2/5
    assert counts["content.token"] == tally(4, 4, 4, 5)


CHAIN = "Ana said Bo said it rained."


def chain(**fields: Any) -> FactRecord:
    """Bo's statement within Ana's; `fields` change that of Ana."""
    return grounded(
        CHAIN,
        said("Bo said it rained", source="Ana", cue="said@1/1", who="a", id="1", **fields),
        said("it rained", source="Bo", cue="said@1/2", who="b", id="2", parent="a1"),
        sources=[speaker("Ana", id="a"), speaker("Bo", id="b")],
    )


@pytest.mark.parametrize(
    ("words", "parent", "right"),
    [
        ("Bo said it rained", "a1", 1),
        ("Bo said it rained", None, 0),
        (None, None, 0),
        ("Ana", "a1", 0),
    ],
    ids=["found and named", "found and not named", "missed", "another in its place"],
)
def test_a_parent_is_right_if_it_is_the_counterpart_of_the_gold_one(
    words: str | None, parent: str | None, right: int
) -> None:
    """The inner statement is found each time; the outer one has the predicted `words` or none."""
    outer = [said(words, cue="said@1/1", id="1")] if words else []
    inner = said("it rained", source="Bo", cue="said@1/2", who="b", id="2", parent=parent)
    predicted = grounded(CHAIN, *outer, inner, sources=[speaker("Bo", id="b")])
    assert not predicted.ungrounded
    assert counted(chain(), predicted)["attribution.parent"] == share(right, 1)


def test_a_parent_that_is_optional_in_the_gold_is_still_the_parent() -> None:
    gold = chain(optional=True)
    assert counted(gold, chain())["attribution.parent"] == share(1, 1)


@pytest.mark.parametrize(
    ("predicted_sources", "right"),
    [(["a", "b"], 1), (["b", "a"], 1), (["a"], 0), (["a", "b", "c"], 0)],
)
def test_of_several_speakers_all_and_no_others_have_to_be_named(
    predicted_sources: list[str], right: int
) -> None:
    text = "Ana, Bo and Cy met. “It rained,” the two said."
    people = [speaker(name, name, id=name[0].lower()) for name in ("Ana", "Bo", "Cy")]

    def heard(sources: list[str]) -> FactRecord:
        return grounded(text, said("“It rained,”", cue="said", sources=sources), sources=people)

    counts = counted(heard(["a", "b"]), heard(predicted_sources))
    assert counts["attribution.entity"] == share(right, 1)


def test_a_source_that_is_optional_in_the_gold_is_still_who_said_it() -> None:
    """The same speaker on both sides can only be right, or else not asked about."""
    gold, predicted = (
        grounded(
            RAIN,
            said("it rained", source="Ana", cue="said@1"),
            sources=[speaker("Ana", optional=optional)],
        )
        for optional in (True, False)
    )
    assert counted(gold, predicted)["attribution.entity"].value in (None, 1.0)


def test_two_relations_of_the_gold_are_two_however_they_were_predicted() -> None:
    """One quote of two speakers is predicted where the gold has a quote for each of them."""
    text = "Ana said, and Bo agreed, that it rained hard. Cy said no."
    statements = [
        said("it rained hard", source="Ana", cue="said@1", who="a", id="1"),
        said("rained hard", source="Bo", cue="agreed", who="b", id="2"),
        said("no@2", source="Cy", cue="said@2", who="c", id="3"),
    ]
    against = [{"type": "contradicts", "first": f"q{n}", "second": "q3"} for n in (1, 2)]
    people = [speaker(name, id=name[0].lower()) for name in ("Ana", "Bo", "Cy")]
    gold = grounded(text, *statements, sources=people, relations=against)
    apart = grounded(text, *statements, sources=people, relations=against[:1])
    first, second, third = apart.attributions
    joint = apart.model_copy(
        update={
            "quotes": (apart.quotes[0], apart.quotes[2]),
            "attributions": (first, second.model_copy(update={"quote": first.quote}), third),
        }
    )
    assert counted(gold, None)["relations.found"] == tally(0, 2, 0, 0)
    assert counted(gold, apart)["relations.found"] == tally(1, 2, 1, 1)
    counts = counted(gold, joint)["relations.found"]
    assert figures(counts)[1] == 2


def test_attributions_that_differ_in_their_speakers_alone_are_told_apart() -> None:
    """No span says which is which, so that what they link to has to."""
    text = "Ana and Bo met. “It rained,” each said."
    people = [speaker(name, name, id=name[0].lower()) for name in ("Ana", "Bo")]
    ana, bo = (said("“It rained,”", cue="said", id=who, sources=[who]) for who in ("a", "b"))
    gold, predicted = (grounded(text, *each, sources=people) for each in ((ana, bo), (bo, ana)))
    assert counted(gold, predicted)["attribution.entity"] == share(2, 2)


def test_attributions_that_differ_in_their_parents_alone_are_told_apart() -> None:
    text = "Ana said, and Bo denied, that it rained."
    outer = [
        said("that it rained", source="Ana", cue="said", who="a", id="1"),
        said("that it rained", source="Bo", cue="denied", who="b", id="2"),
    ]
    one, other = (said("it rained", id=f"{n + 2}", parent=f"a{n}") for n in (1, 2))
    people = [speaker(name, id=name[0].lower()) for name in ("Ana", "Bo")]
    gold, predicted = (
        grounded(text, *outer, *each, sources=people) for each in ((one, other), (other, one))
    )
    assert counted(gold, predicted)["attribution.parent"] == share(2, 2)


def test_claims_that_differ_in_their_holders_alone_are_told_apart() -> None:
    text = "Ana said, and Bo denied, that it rained."
    voices = [
        said("that it rained", source="Ana", cue="said", who="a", id="1"),
        said("that it rained", source="Bo", cue="denied", who="b", id="2"),
    ]
    people = [speaker(name, id=name[0].lower()) for name in ("Ana", "Bo")]
    for field in ("attribution", "reports"):
        one, other = (claim("it rained", id=f"{n}", **{field: f"a{n}"}) for n in (1, 2))
        gold, predicted = (
            grounded(text, *voices, sources=people, claims=claims)
            for claims in ([one, other], [other, one])
        )
        assert counted(gold, predicted)["claims.held"] == share(2, 2)


def test_standings_and_checks_that_the_gold_was_not_annotated_for_are_not_compared() -> None:
    """Gold by earlier rules has neither; a single standing says that both were annotated."""
    rich = claim("it rained", standing="main", checks=["figure", "act"])
    predicted = grounded(RAIN, claims=[rich])
    names = ("claims.found.main", "claims.checks", "claims.checks.act", "claims.short_list")
    for gold, expected in (
        (claim("it rained"), [(0, 0, 0, 0)] * 4),
        (
            claim("it rained", standing="background"),
            [(0, 0, 1, 1), (0, 0, 0, 2), (0, 0, 0, 1), (0, 0, 0, 1)],
        ),
        (
            claim("it rained", checks=["act"]),
            [(0, 0, 0, 0), (1, 1, 1, 2), (1, 1, 1, 1), (0, 0, 0, 1)],
        ),
    ):
        counts = counted(grounded(RAIN, claims=[gold]), predicted)
        assert [figures(counts[name]) for name in names] == expected
    none = counted(grounded(RAIN), predicted)
    assert [figures(none[name]) for name in names] == [
        (0, 0, 0, 1),
        (0, 0, 0, 0),
        (0, 0, 0, 0),
        (0, 0, 0, 1),
    ]


def test_a_ranking_without_the_short_list_at_its_top_has_a_lower_average_precision() -> None:
    """Claims of rank 0 are not in the ranking, so finding one of them there earns nothing."""
    names = ("Ana said it rained", "Bo said it snowed", "Cy said it hailed")

    def checked(*checks: list[str]) -> FactRecord:
        return grounded(
            RAIN,
            claims=[
                claim(words, id=f"{n}", checks=each)
                for n, (words, each) in enumerate(zip(names, checks, strict=True))
            ],
        )

    gold = checked([], [], ["figure", "act"])
    for predicted, value in (
        (checked([], [], ["act"]), 1),
        (checked(["act"], [], ["act"]), 1 / 2),
        (checked(["act"], [], ["act", "rule"]), 1),
        (checked(["act"], ["act", "rule"], ["act"]), 1 / 3),
        (checked(["act"], ["act"], []), 0),
    ):
        count = counted(gold, predicted)["claims.short_list.ranked"]
        assert count.value == pytest.approx(value)


CATEGORIES = {
    "attributions": [{"type": "statement"}, {"type": "belief"}],
    "sources": [{"kind": "person"}, {"kind": "group"}],
    "claims": [{"kind": "fact"}, {"kind": "opinion"}],
}
DETAILS = {
    "attributions": [{"when": passage("said@1")}, {"addressee": passage("said@1")}],
    "sources": [{"role": "cook"}, {"affiliation": "Army"}],
    "claims": [{"hedges": [passage("it@1")]}, {"times": [passage("it@1")]}],
}
Fields = dict[str, list[dict[str, Any]]]


def rivals(fields: Fields, *, turned: bool) -> FactRecord:
    """Of a speaker, a statement and a claim two each that fit the gold equally well."""
    attributions, sources, claims = (
        list(enumerate(reversed(each) if turned else each)) for each in fields.values()
    )
    return grounded(
        RAIN,
        *(said("it rained", id=f"{n}", **each) for n, each in attributions),
        sources=[speaker("Ana", "Ana", id=f"s{n}", **each) for n, each in sources],
        claims=[claim("it rained", id=f"{n}", **each) for n, each in claims],
    )


@pytest.mark.parametrize("fields", [CATEGORIES, DETAILS], ids=["categories", "details"])
def test_which_of_two_rivals_is_paired_does_not_hang_on_their_order(fields: Fields) -> None:
    """Their words tie, and only one can be the counterpart; the other fields would differ."""
    gold = grounded(
        RAIN,
        said("it rained", source="Ana", cue="said@1", when=passage("said@1")),
        sources=[speaker("Ana", "Ana", role="cook")],
        claims=[claim("it rained", hedges=[passage("it@1")])],
    )
    one, other = (rivals(fields, turned=turned) for turned in (False, True))
    for name, kinds in fields.items():
        for kind in {field for each in kinds for field in each}:
            values = [[getattr(item, kind) for item in getattr(r, name)] for r in (one, other)]
            assert values[0] == list(reversed(values[1])) != values[1]
    assert counted(gold, one) == counted(gold, other)
    assert counted(one, gold) == counted(other, gold)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the  Mayor", "mayor", True),
        ("An ex-minister", "ex-minister", True),
        ("Women's Union", "the Women’s union", True),
        ("Ana “Red” Ruiz", 'Ana "Red" Ruiz', True),
        ("Theo", "o", False),
        ("Anna", "na", False),
        ("Mayor of the city", "mayor of city", False),
        ("the", "an", False),
        ("x²", "x2", False),
    ],
)
def test_names_are_compared_without_case_typography_and_article(
    one: str, other: str, *, same: bool
) -> None:
    gold, predicted = (grounded(RAIN, sources=[speaker(n, "Ana")]) for n in (one, other))
    counts = counted(gold, predicted)
    assert counts["sources.name"] == share(int(same), 1)
    gold, predicted = (
        grounded(RAIN, sources=[speaker("Ana", "Ana", role=role)]) for role in (one, other)
    )
    assert counted(gold, predicted)["sources.role"] == tally(same, 1, same, 1)


def test_of_claims_with_the_same_evidence_the_one_worded_alike_is_the_counterpart() -> None:
    text = "The bridge closed and the workers left."
    bridge = claim(text, id="1", text="A bridge closed.")
    workers = claim(text, id="2", text="Workers left.", kind="opinion")
    counts = counted(grounded(text, claims=[bridge, workers]), grounded(text, claims=[workers]))
    assert counts["claims.found"] == tally(1, 2, 1, 1)
    assert counts["claims.kind"] == share(1, 1)
