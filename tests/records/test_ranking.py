"""Claims that retell, contradict or are worth checking, and the rank that follows from it."""

from typing import Any

import pytest
from building import claim, drafted, grounded, said, speaker

from factx.errors import InvalidData
from factx.records import FactRecord, rank, ranked, short_list

TEXT = "Ana said that one fell. Bo said that two rose. Three stood. Four sat."
STATEMENTS = (
    said("one fell", source="Ana", cue="said@1", who="s1"),
    said("two rose", source="Bo", cue="said@2", who="s2", id="2"),
)
SOURCES = [speaker("Ana", id="s1"), speaker("Bo", id="s2")]


def checked(*checks: str) -> FactRecord:
    """Three claims with these checks each, separated by commas."""
    evidence = ("Three stood", "one fell", "two rose")
    claims = [
        claim(words, id=f"{n}", checks=each.split(",") if each else [])
        for n, (words, each) in enumerate(zip(evidence, checks, strict=True), start=1)
    ]
    return grounded(TEXT, *STATEMENTS, sources=SOURCES, claims=claims)


def test_contested_counts_twice_and_every_other_check_once() -> None:
    every = checked("figure,act,cause,rule,contested", "contested", "")
    assert {found.text: rank(found) for found in every.claims} == {
        "Three stood": 6,
        "one fell": 2,
        "two rose": 0,
    }


def test_the_highest_rank_is_first_and_equal_ranks_are_in_reading_order() -> None:
    record = checked("act", "figure", "figure,act")
    assert [found.text for found in ranked(record)] == ["two rose", "one fell", "Three stood"]
    assert [found.text for found in short_list(record)] == ["two rose"]


def test_a_claim_without_checks_is_not_ranked() -> None:
    assert ranked(checked("", "", "")) == short_list(checked("", "", "")) == []
    assert [found.text for found in ranked(checked("", "act", ""))] == ["one fell"]


def test_a_claim_with_only_contested_is_on_the_short_list() -> None:
    assert [found.text for found in short_list(checked("act", "contested", ""))] == ["one fell"]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"reports": "a9"}, "c1: there is no attribution a9"),
        (
            {"attribution": "a1", "reports": "a1"},
            "c1: it reports the attribution that asserts it",
        ),
        ({"checks": ["act", "act"]}, "claims[0].checks: a check is given twice"),
        ({"checks": ["rumour"]}, "claims[0].checks[0]: Input should be 'figure', 'act'"),
        ({"standing": "foreground"}, "claims[0].standing: Input should be 'main'"),
        ({"checkworthy": True}, "claims[0].checkworthy: Extra inputs"),
    ],
)
def test_a_claim_that_cannot_be(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        drafted(*STATEMENTS, sources=SOURCES, claims=[claim("one fell", **fields)])
    [found] = refusal.value.problems
    assert found.startswith(problem)


def contradicting(first: dict[str, Any], second: dict[str, Any]) -> FactRecord:
    """Two claims with these fields, the first of which contradicts the second."""
    claims = [claim("Three stood", **first), claim("Four sat", id="2", **second)]
    relations = [{"type": "contradicts", "first": "c1", "second": "c2"}]
    return grounded(TEXT, *STATEMENTS, sources=SOURCES, claims=claims, relations=relations)


@pytest.mark.parametrize("holder", [{}, {"attribution": "a1"}, {"reports": "a1"}])
def test_nobody_contradicts_the_same_saying(holder: dict[str, Any]) -> None:
    with pytest.raises(InvalidData, match="c1 contradicts c2: both claims have the same holder"):
        contradicting(holder, holder)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"attribution": "a1"}),
        ({"attribution": "a1"}, {"attribution": "a2"}),
        ({}, {"reports": "a1"}),  # a denial that the article retells
    ],
)
def test_two_holders_contradict_each_other(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert [r.type for r in contradicting(first, second).relations] == ["contradicts"]


def test_the_fields_are_kept_under_the_ids_of_the_record() -> None:
    wanted = claim("two rose", standing="presupposed", reports="late", checks=["rule", "act"])
    late = said("two rose", source="Bo", cue="said@2", who="s2", id="2")
    late["attribution"]["id"] = "late"
    record = grounded(TEXT, STATEMENTS[0], late, sources=SOURCES, claims=[wanted])
    [found] = record.claims
    assert (found.standing, found.reports, found.checks) == ("presupposed", "a2", ("rule", "act"))
    assert found.attribution is None


def test_a_claim_is_lost_with_the_attribution_it_reports() -> None:
    """It would else say that the article retells nobody."""
    gone = said("nobody sang", source="Bo", cue="said@2", who="s2", id="2")
    claims = [claim("Three stood", reports="a2"), claim("Four sat", id="2", reports="a1")]
    record = grounded(TEXT, STATEMENTS[0], gone, sources=SOURCES, claims=claims)
    assert [(found.text, found.reports) for found in record.claims] == [("Four sat", "a1")]
    [lost] = [entry for entry in record.ungrounded if entry.kind == "claim"]
    assert lost.reason == "depends_on"
    assert lost.detail == "Three stood: the attribution it reports was lost"
