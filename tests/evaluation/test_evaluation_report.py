"""Pairing gold with predictions by their texts, and the report that is made of them."""

import json
from typing import Any

import jsonschema
import pytest
from building import grounded, said, speaker
from evaluation.scoring import tally
from evaluation.weather import ALL, text_of, weather
from evaluation.worked import WORKED, who_said_what

from factx.errors import InputError, InvalidData
from factx.evaluation import (
    HEADLINE,
    MEASURES,
    Case,
    EvaluationReport,
    compared,
    evaluate,
    paired,
    system_of,
)
from factx.records import Article, FactRecord
from factx.schemas import schema_of

GOLD = [weather(day, *ALL) for day in ("Monday", "Tuesday", "Friday")]


def made_by(record: FactRecord, **origin: Any) -> FactRecord:
    """The record with another origin."""
    return record.model_copy(update={"provenance": record.provenance.model_copy(update=origin)})


def worked() -> tuple[list[FactRecord], list[FactRecord]]:
    """Gold and predictions that have something of everything."""
    works = [make() for make in WORKED]
    return [work.gold for work in works], [work.predicted for work in works]


def valid(report: EvaluationReport) -> EvaluationReport:
    """The report, which another validator has accepted."""
    jsonschema.validate(
        json.loads(report.to_json()),
        schema_of("evaluation-report"),
        cls=jsonschema.Draft202012Validator,
    )
    return report


def test_gold_and_records_are_paired_by_their_texts_and_not_by_ids_or_order() -> None:
    records = [
        record.model_copy(
            update={"article": record.article.model_copy(update={"id": f"other-{number}"})}
        )
        for number, record in enumerate(reversed(GOLD))
    ]
    cases = list(paired(GOLD, records))
    assert [case.gold for case in cases] == GOLD
    assert [case.predicted for case in cases] == list(reversed(records))
    assert [case.failure for case in cases] == [None] * 3
    assert evaluate(GOLD, records, resamples=0).value(HEADLINE) == 1.0


def test_gold_without_a_record_counts_as_missed_and_is_named() -> None:
    report = valid(evaluate(GOLD, GOLD[:2], resamples=0))
    assert report.totals[HEADLINE] == tally(6, 9, 6, 6)
    assert report.failures == {"Friday": "there is no record of this text"}


def test_a_crash_on_an_article_counts_as_missed_and_is_named_with_its_reason() -> None:
    cases = [Case(GOLD[0], GOLD[0]), Case(GOLD[1], None, "the server was gone")]
    report = valid(evaluate(cases, resamples=0))
    assert report.totals[HEADLINE] == tally(3, 6, 3, 3)
    assert report.failures == {"Tuesday": "the server was gone"}


def test_records_of_other_texts_are_left_out() -> None:
    assert evaluate(GOLD[:1], GOLD, resamples=0) == evaluate(GOLD[:1], GOLD[:1], resamples=0)


@pytest.mark.parametrize(
    ("golds", "records", "what"),
    [(GOLD, [*GOLD, GOLD[0]], "record Monday"), ([*GOLD, GOLD[0]], GOLD, "gold Monday")],
    ids=["records", "golds"],
)
def test_two_of_one_text_are_refused(
    golds: list[FactRecord], records: list[FactRecord], what: str
) -> None:
    with pytest.raises(InvalidData, match=f"{what} has 1 problem: there is another"):
        evaluate(golds, records)


def test_two_articles_of_the_gold_with_one_id_are_refused() -> None:
    """What is said of an article by its id would be said of both."""
    other = GOLD[1].model_copy(
        update={"article": GOLD[1].article.model_copy(update={"id": "Monday"})}
    )
    with pytest.raises(InputError, match="same id"):
        evaluate([GOLD[0], other])


def test_a_record_without_its_text_is_scored_against_that_of_the_gold() -> None:
    bare = [record.without_text() for record in GOLD]
    assert bare[0].article.text is None
    assert evaluate(GOLD, bare, resamples=5) == evaluate(GOLD, GOLD, resamples=5)


def test_a_record_without_its_text_whose_spans_do_not_fit_is_refused() -> None:
    bare = GOLD[0].without_text()
    first = bare.quotes[0]
    shifted = first.spans[0].model_copy(update={"start": 0, "end": 9})
    wrong = bare.model_copy(
        update={"quotes": (first.model_copy(update={"spans": (shifted,)}), *bare.quotes[1:])}
    )
    with pytest.raises(InvalidData, match=r"record Monday .* q1"):
        evaluate(GOLD, [wrong])


def test_gold_without_its_text_cannot_be_scored() -> None:
    with pytest.raises(ValueError, match="Monday has no text"):
        evaluate([GOLD[0].without_text()], GOLD)


def test_a_prediction_for_another_text_than_the_gold_is_refused() -> None:
    with pytest.raises(InvalidData, match=r"record Tuesday .* not that of the gold Monday"):
        evaluate([Case(GOLD[0], GOLD[1])])


@pytest.mark.parametrize("records", [[], GOLD], ids=["nothing at all", "predictions only"])
def test_no_gold_is_an_error_and_no_perfect_score(records: list[FactRecord]) -> None:
    with pytest.raises(InputError, match="there are no gold records"):
        evaluate([], records)


@pytest.mark.parametrize(
    ("origin", "system"),
    [
        ({"drafter": "instructor", "model": "openai/some"}, "openai/some"),
        ({"drafter": "offline"}, "offline"),
    ],
)
def test_a_system_is_named_for_its_model_or_else_its_drafter(
    origin: dict[str, str], system: str
) -> None:
    record = made_by(GOLD[0], **origin)
    assert system_of(record) == system
    assert evaluate(GOLD, [record], resamples=0).system == system
    assert evaluate(GOLD, [record], system="mine", resamples=0).system == "mine"


def test_several_systems_are_named_together_and_none_is_unknown() -> None:
    records = [made_by(GOLD[0], model="b"), made_by(GOLD[1], model="a"), GOLD[2]]
    assert evaluate(GOLD, records, resamples=0).system == "a + b + human"
    assert evaluate(GOLD, resamples=0).system == "unknown"


def test_a_report_has_every_measure_and_all_articles_by_their_ids() -> None:
    report = evaluate(GOLD, GOLD, resamples=10)
    assert list(report.totals) == list(MEASURES)
    assert [article.article for article in report.articles] == ["Friday", "Monday", "Tuesday"]
    assert [list(article.counts) for article in report.articles] == [list(MEASURES)] * 3
    with_value = {name for name, each in report.totals.items() if each.value is not None}
    assert set(report.intervals) == with_value


def test_a_report_comes_back_from_json() -> None:
    """With errors, failures, intervals and the comparison with another system."""
    golds, records = worked()
    other = evaluate(golds, golds, system="other", resamples=10)
    for report in (
        evaluate(golds, records, resamples=10),
        evaluate(golds, records[1:], resamples=0),
        compared(evaluate(golds, records, resamples=10), other),
    ):
        valid(report)
        assert EvaluationReport.from_json(report.to_json()) == report
        assert EvaluationReport.from_json(report.to_json(indent=None)) == report


def test_the_same_predictions_make_the_same_report_to_the_last_character() -> None:
    golds, records = worked()
    assert evaluate(golds, records).to_json() == evaluate(golds, records).to_json()


def test_another_seed_moves_the_intervals_and_nothing_else() -> None:
    golds, records = worked()
    one, other = (evaluate(golds, records, resamples=30, seed=seed) for seed in (1, 2))
    assert one.intervals != other.intervals
    assert one.model_copy(update={"intervals": {}, "seed": 0}) == other.model_copy(
        update={"intervals": {}, "seed": 0}
    )


def test_without_resamples_a_report_has_no_intervals() -> None:
    assert evaluate(GOLD, GOLD, resamples=0).intervals == {}


def test_what_became_of_each_item_is_told_in_reading_order() -> None:
    """Found, of the wrong speaker, invented and missed; claims after attributions."""
    text = text_of("Monday")
    predicted = grounded(
        text,
        said("it rained", source="Ana", cue="said@1", who="a", id="1"),
        said("it snowed", source="Ana", cue="said@2", who="a", id="2"),
        said("Cy", id="9"),
        sources=[speaker("Ana", id="a")],
    )
    outcomes = evaluate(GOLD[:1], [predicted], resamples=0).articles[0].outcomes
    assert [(o.layer[0], o.gold, o.predicted, o.found, o.errors) for o in outcomes] == [
        ("a", "a1", "a1", True, ()),
        ("a", "a2", "a2", False, ("wrong_source",)),
        ("a", None, "a3", False, ("invented",)),
        ("a", "a3", None, False, ("missed",)),
        ("c", "c1", None, False, ("missed",)),
        ("c", "c2", None, False, ("missed",)),
        ("c", "c3", None, False, ("missed",)),
    ]
    assert [text[slice(*o.places[0])] for o in outcomes[:4]] == [
        "it rained",
        "it snowed",
        "Cy",
        "it hailed",
    ]


def test_a_confusion_table_holds_every_item_once() -> None:
    """Gold types by row, predicted ones by column, what has no counterpart against (none)."""
    work = who_said_what()
    report = evaluate([work.gold], [work.predicted], resamples=0)
    assert report.confusions["quote_type"] == {
        "(none)": {"direct": 1, "indirect": 1},
        "direct": {"direct": 1},
        "indirect": {"(none)": 1, "indirect": 2},
        "mixed": {"(none)": 1},
    }


def test_two_systems_are_compared_article_by_article() -> None:
    better = evaluate(GOLD, GOLD, system="better", resamples=50)
    worse = evaluate(GOLD, [weather(g.article.id, ALL[0]) for g in GOLD], system="worse")
    report = valid(compared(better, worse))
    assert report.against is not None
    assert report.against.system == "worse"
    assert report.against.totals == worse.totals
    ahead = report.against.differences[HEADLINE]
    assert (ahead.difference, ahead.ahead) == (pytest.approx(1 - 1 / 2), None)


def test_systems_scored_on_other_gold_are_not_compared() -> None:
    report, other = (evaluate(golds, GOLD, resamples=0) for golds in (GOLD, GOLD[:2]))
    with pytest.raises(InputError, match="different gold"):
        compared(report, other)


def test_the_digest_of_gold_is_that_of_its_annotation_and_text_alone() -> None:
    """Who annotated it, when, and what the article is called make no other gold."""
    one = GOLD[0]
    article = one.article.model_copy(update={"title": "Weather", "publisher": "The Day"})
    same = made_by(one.model_copy(update={"article": article}), when="2026-01-01")
    other = weather("Monday", *ALL[:2])
    layered = made_by(one, layers=("attributions",))
    digests = [evaluate([gold], resamples=0).gold["Monday"] for gold in (one, same, other, layered)]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3
    assert Article(text=text_of("Monday")).sha256 == one.article.sha256


def test_a_report_tells_once_what_made_the_predictions() -> None:
    """The drafter, the model, the digest of its prompt: one line for all articles alike."""
    one = {"drafter": "instructor", "model": "openai/some", "prompt_digest": "abc"}
    records = [made_by(GOLD[0], **one), made_by(GOLD[1], **one), GOLD[2]]
    made = evaluate(GOLD, records, resamples=0).producers
    assert sorted((p.drafter, p.model, p.prompt_digest) for p in made if p.model) == [
        ("instructor", "openai/some", "abc")
    ]
    assert len(made) == 2
    assert evaluate(GOLD, resamples=0).producers == ()


def test_an_item_counts_as_found_by_the_same_rule_as_the_measures() -> None:
    """Of who said what: "the mayor" shares a word with the source, but has not its head."""
    work = who_said_what()
    article = evaluate([work.gold], [work.predicted], resamples=0).articles[0]
    found = {o.gold: (o.found, o.errors) for o in article.outcomes if o.gold is not None}
    assert found == {
        "a1": (True, ()),
        "a2": (False, ("wrong_source",)),
        "a3": (False, ("boundary", "wrong_type")),
        "a4": (True, ()),  # of no source in the gold, so none can be wrong
        "a5": (False, ("missed",)),
    }
