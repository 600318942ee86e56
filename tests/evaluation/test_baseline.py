"""Floors: what holds a report back, where, and how they are raised and lowered."""

import json
import re
from collections.abc import Callable

import jsonschema
import pytest
from evaluation.weather import ALL, weather

from factx.errors import FactxError, InvalidData
from factx.evaluation import (
    HEADLINE,
    Baseline,
    EvaluationReport,
    FloorLowered,
    Gate,
    evaluate,
    gate,
    updated,
)
from factx.records import FactRecord
from factx.schemas import schema_of

DAYS = ("Friday", "Monday", "Tuesday")
GOLD = [weather(day, *ALL) for day in DAYS]
RAIN, SNOW, HAIL = ALL
HEARD = {"Friday": (RAIN, SNOW), "Monday": ALL, "Tuesday": ALL}
"""8 of 9 statements were found when the floors were set: all but Friday's hail."""


def report(golds: list[FactRecord] = GOLD, **changed: tuple[str, ...]) -> EvaluationReport:
    """What was predicted when the floors were set, but for the days that `changed` says."""
    records = [weather(day, *sayings) for day, sayings in {**HEARD, **changed}.items()]
    return evaluate(golds, records, system="offline", resamples=0)


BASELINE = updated(Baseline(), report())


def held(now: EvaluationReport) -> Gate:
    return gate(now, BASELINE.systems["offline"])


def test_what_the_floors_were_set_on_passes_and_nothing_has_changed() -> None:
    result = held(report())
    assert result.passed
    assert (result.changed, result.falls, result.changes) == ((), (), ())


def test_one_attribution_less_fails_and_is_named_with_its_article() -> None:
    """Monday's snow: recall falls from 8 to 7 of 9, so F1 from 16/17 to 14/16."""
    result = held(report(Monday=(RAIN, HAIL)))
    assert not result.passed
    falls = {fall.measure: fall for fall in result.falls}
    fall = falls[HEADLINE]
    assert (fall.floor, fall.value) == (pytest.approx(16 / 17), pytest.approx(14 / 16))
    [where] = fall.articles
    assert (where.article, where.before, where.now) == ("Monday", 1.0, pytest.approx(4 / 5))
    assert {"content.exact", "sources.mentions", "claims.found", "claims.coverage"} <= falls.keys()
    assert "attribution.source_exact" not in falls  # what was found is still right
    assert [(c.article, c.kind, c.name) for c in result.changes] == [
        ("Monday", "lost", "a2"),
        ("Monday", "lost", "c2"),
    ]
    lost, snow = result.changes[0].outcome, GOLD[1].quotes[1].spans[0]
    assert lost is not None
    assert (lost.errors, lost.places) == (("missed",), (snow.place,))


def test_all_speakers_swapped_fails_where_contents_alone_would_not() -> None:
    swapped = ("Bo: it rained", "Cy: it snowed", "Ana: it hailed")
    result = held(report(Friday=swapped[:2], Monday=swapped, Tuesday=swapped))
    falls = {fall.measure: fall for fall in result.falls}
    assert falls[HEADLINE].value == 0.0
    assert {fall.article for fall in falls[HEADLINE].articles} == set(DAYS)
    assert "attribution.source_head" in falls
    blind = {"content.exact", "cue.exact", "source.exact", "claims.found", "attribution.content"}
    assert not blind & falls.keys()
    lost = [(c.article, c.name) for c in result.changes if c.kind == "lost"]
    assert len(lost) == 8
    assert {name[0] for _, name in lost} == {"a"}
    assert all(c.outcome and c.outcome.errors == ("wrong_source",) for c in result.changes)


def test_the_deepest_fall_is_named_first() -> None:
    result = held(report(Monday=(RAIN, HAIL), Tuesday=()))
    fall = next(fall for fall in result.falls if fall.measure == HEADLINE)
    assert [each.article for each in fall.articles] == ["Tuesday", "Monday"]


def test_more_found_than_before_passes_and_is_named() -> None:
    result = held(report(Friday=ALL))
    assert result.passed
    assert [(c.article, c.kind, c.name) for c in result.changes] == [
        ("Friday", "gained", "a3"),
        ("Friday", "gained", "c3"),
    ]


def test_what_is_invented_and_no_longer_invented_is_named_by_its_place() -> None:
    """The gold has no hail on Monday here, so that predicting it is invention."""
    golds = [GOLD[0], weather("Monday", RAIN, SNOW), GOLD[2]]
    start = GOLD[1].quotes[2].spans[0].start
    names = [f"{layer} {start}-{start + len('it hailed')}" for layer in ("attribution", "claim")]
    with_hail, without = report(golds), report(golds, Monday=(RAIN, SNOW))

    worse = gate(with_hail, updated(Baseline(), without).systems["offline"])
    assert not worse.passed
    assert [(c.article, c.kind, c.name) for c in worse.changes] == [
        ("Monday", "invented", name) for name in names
    ]
    assert all(c.outcome is not None and c.outcome.gold is None for c in worse.changes)

    better = gate(without, updated(Baseline(), with_hail).systems["offline"])
    assert better.passed
    assert [(c.article, c.kind, c.name, c.outcome) for c in better.changes] == [
        ("Monday", "no_longer_invented", name, None) for name in names
    ]


def test_a_loss_that_a_gain_elsewhere_makes_up_for_passes_and_both_are_named() -> None:
    """Floors are over all articles; that one fell is still told."""
    result = held(report(Friday=ALL, Monday=(RAIN, HAIL)))
    assert HEADLINE not in {fall.measure for fall in result.falls}
    assert {(c.article, c.kind, c.name) for c in result.changes} == {
        ("Friday", "gained", "a3"),
        ("Friday", "gained", "c3"),
        ("Monday", "lost", "a2"),
        ("Monday", "lost", "c2"),
    }


@pytest.mark.parametrize(
    ("golds", "changed"),
    [
        ([GOLD[0], weather("Monday", RAIN), GOLD[2]], ("Monday",)),
        (GOLD[:2], ("Tuesday",)),
        ([*GOLD, weather("Sunday", RAIN)], ("Sunday",)),
    ],
    ids=["another annotation", "an article gone", "an article more"],
)
def test_changed_gold_stops_the_gate_and_names_the_articles(
    golds: list[FactRecord], changed: tuple[str, ...]
) -> None:
    """Floors set on other gold say nothing, neither of falls nor of what was lost."""
    result = held(report(golds))
    assert not result.passed
    assert (result.changed, result.falls, result.changes) == (changed, (), ())


def test_a_measure_that_lost_all_that_it_counts_has_fallen() -> None:
    """Nothing is found any more, so no share of the found has a value: that is no pass."""
    result = held(report(Friday=(), Monday=(), Tuesday=()))
    falls = {fall.measure: fall for fall in result.falls}
    fall = falls["attribution.source_exact"]
    assert (fall.floor, fall.value) == (1.0, None)
    assert [(each.article, each.before, each.now) for each in fall.articles] == [
        (day, 1.0, None) for day in DAYS
    ]
    assert {c.kind for c in result.changes} == {"lost"}


def test_a_floor_of_zero_cannot_be_missed_by_having_nothing_to_count() -> None:
    """An invention set it, of a kind that the gold does not have, and is no longer made."""
    floors = BASELINE.systems["offline"]
    for floor, falls in ((0.0, []), (0.1, ["claims.condition"])):
        some = {**floors.floors, "claims.condition": floor}
        older = floors.model_copy(update={"floors": some})
        assert [fall.measure for fall in gate(report(), older).falls] == falls
        baseline = Baseline(systems={"offline": older})
        if falls:
            with pytest.raises(FloorLowered):
                updated(baseline, report())
        else:
            assert "claims.condition" not in updated(baseline, report()).systems["offline"].floors


def test_a_floor_of_a_measure_that_is_no_more_has_fallen() -> None:
    """As for a baseline of a factx that measured something which this one does not."""
    floors = BASELINE.systems["offline"]
    older = floors.model_copy(update={"floors": {**floors.floors, "content.gone": 0.5}})
    [fall] = gate(report(), older).falls
    assert (fall.measure, fall.floor, fall.value) == ("content.gone", 0.5, None)


def test_rounding_is_no_fall_and_one_item_in_a_million_is() -> None:
    floors = BASELINE.systems["offline"]
    value = floors.floors[HEADLINE]
    for raised, passed in ((value + 1e-12, True), (value + 1e-6, False)):
        higher = floors.model_copy(update={"floors": {**floors.floors, HEADLINE: raised}})
        assert gate(report(), higher).passed is passed


def test_an_update_raises_floors() -> None:
    """And the gate holds a later report against the higher ones."""
    raised = updated(BASELINE, report(Friday=ALL)).systems["offline"]
    assert raised.floors[HEADLINE] == 1.0
    assert raised.lowered == ()
    assert not gate(report(), raised).passed


def test_an_update_that_would_lower_a_floor_names_the_measures_and_changes_nothing() -> None:
    before = BASELINE.to_json()
    with pytest.raises(FloorLowered) as refusal:
        updated(BASELINE, report(Monday=(RAIN, HAIL)))
    assert isinstance(refusal.value, FactxError)
    assert refusal.value.system == "offline"
    assert {HEADLINE, "claims.found"} <= set(refusal.value.measures)
    assert HEADLINE in str(refusal.value)
    assert '--allow-lower "..."' in str(refusal.value)
    assert BASELINE.to_json() == before
    with pytest.raises(FloorLowered):
        updated(BASELINE, report(Monday=(RAIN, HAIL)), allow_lower="")


def test_with_a_reason_floors_are_lowered_and_the_reasons_kept_for_good() -> None:
    """One after another, the latest last, and a raise between them takes none away."""
    once = updated(BASELINE, report(Monday=(RAIN, HAIL)), allow_lower="snow is no news")
    raised = updated(once, report())
    twice = updated(raised, report(Monday=(RAIN,)), allow_lower="nor is hail")
    kept = [low for low in twice.systems["offline"].lowered if low.measure == HEADLINE]
    assert [(low.reason, low.before, low.after) for low in kept] == [
        ("snow is no news", pytest.approx(16 / 17), pytest.approx(14 / 16)),
        ("nor is hail", pytest.approx(16 / 17), pytest.approx(12 / 15)),
    ]
    assert twice.systems["offline"].floors[HEADLINE] == pytest.approx(12 / 15)
    assert gate(report(Monday=(RAIN,)), twice.systems["offline"]).passed


def test_a_floor_with_nothing_left_to_count_is_lowered_to_none() -> None:
    nothing = report(Friday=(), Monday=(), Tuesday=())
    floors = updated(BASELINE, nothing, allow_lower="it broke").systems["offline"]
    assert "attribution.source_exact" not in floors.floors
    [low] = [low for low in floors.lowered if low.measure == "attribution.source_exact"]
    assert (low.before, low.after) == (1.0, None)


def test_an_update_of_one_system_leaves_the_others_floors() -> None:
    other = report().model_copy(update={"system": "another"})
    both = updated(BASELINE, other)
    assert list(both.systems) == ["another", "offline"]
    assert both.systems["offline"] == BASELINE.systems["offline"]


def test_a_measure_that_the_gold_has_nothing_for_gets_no_floor() -> None:
    """No chain is in these articles, so none can be lost."""
    assert "attribution.parent" not in BASELINE.systems["offline"].floors
    assert "relations.found" not in BASELINE.systems["offline"].floors


def test_a_baseline_comes_back_from_json() -> None:
    lowered = updated(BASELINE, report(Monday=(RAIN, HAIL)), allow_lower="snow is no news")
    for baseline in (Baseline(), BASELINE, lowered):
        text = baseline.to_json()
        jsonschema.validate(
            json.loads(text), schema_of("baseline"), cls=jsonschema.Draft202012Validator
        )
        assert Baseline.from_json(text) == baseline
        assert Baseline.from_json(text).to_json() == text
    assert Baseline.from_json(lowered.to_json()).systems["offline"].lowered
    assert gate(report(), Baseline.from_json(BASELINE.to_json()).systems["offline"]).passed


Change = Callable[[dict[str, float]], dict[str, float]]


EDITED: dict[str, tuple[Change, str]] = {
    "emptied": (lambda _: {}, "there is no floor for "),
    "trimmed": (
        lambda floors: {k: v for k, v in floors.items() if k != HEADLINE},
        f"there is no floor for {HEADLINE}",
    ),
    "above 1": (lambda floors: {**floors, HEADLINE: 2.0}, "has a floor of 2, which is not between"),
    "below 0": (lambda floors: {**floors, HEADLINE: -5.0}, "has a floor of -5, which is not betw"),
    "lowered": (lambda floors: {**floors, HEADLINE: 0.1}, "has a floor of 0.1, and it was 0.9412"),
    "another's": (lambda floors: {**floors, "a.b": 7.0}, "a.b has a floor of 7, which is not"),
    "no number": (
        lambda floors: {**floors, HEADLINE: float("nan")},
        "which is not between 0 and 1",
    ),
}


@pytest.mark.parametrize("name", EDITED)
def test_floors_that_were_changed_by_hand_say_nothing(name: str) -> None:
    """They would let a lower score pass, so neither gate nor update takes them."""
    change, problem = EDITED[name]
    floors = BASELINE.systems["offline"]
    edited = floors.model_copy(update={"floors": change(floors.floors)})
    with pytest.raises(InvalidData, match=re.escape(problem)):
        gate(report(), edited)
    worse = report(Monday=(RAIN, HAIL))
    with pytest.raises(FloorLowered):
        updated(Baseline(systems={"offline": edited}), worse)
    reset = updated(Baseline(systems={"offline": edited}), report())
    assert reset.systems["offline"].floors == floors.floors


def test_a_floor_that_was_raised_by_hand_is_kept() -> None:
    floors = BASELINE.systems["offline"]
    raised = floors.model_copy(update={"floors": {**floors.floors, HEADLINE: 1.0}})
    assert [fall.measure for fall in gate(report(), raised).falls] == [HEADLINE]
    with pytest.raises(FloorLowered):
        updated(Baseline(systems={"offline": raised}), report())


def test_a_baseline_without_the_scores_of_its_articles_says_nothing() -> None:
    edited = BASELINE.systems["offline"].model_copy(update={"articles": {}, "floors": {}})
    with pytest.raises(InvalidData, match="its articles are not those of its gold"):
        gate(report(), edited)
