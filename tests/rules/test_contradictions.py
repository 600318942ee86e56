"""Which claims of an article contradict each other, by the rules."""

import pytest
from contradicting import contradictions

import factx
from factx.records import Article, Relation


@pytest.mark.parametrize(
    ("text", "later", "earlier"),
    [
        (
            "Ada Kovalt said the harbour board sold the dredger. "
            "Bo Dahl denied that the board had sold the dredger.",
            "Bo Dahl denied that the board had sold the dredger",
            "the harbour board sold the dredger",
        ),
        (
            "Ada Kovalt said the clerk burned the letters. Bo Dahl denied the allegation.",
            "Bo Dahl denied the allegation",
            "the clerk burned the letters",
        ),
        (
            "The harbour board will pay for the dredger, Ada Kovalt said. "
            "The harbour board will not pay for the dredger, Bo Dahl said.",
            "The harbour board will not pay for the dredger",
            "The harbour board will pay for the dredger",
        ),
        (
            "Ada Kovalt said 14 people were killed. Bo Dahl said more than 20 had died.",
            "more than 20 had died",
            "14 people were killed",
        ),
        (
            "Ada Kovalt said the guard had told the porter that the gate was open. “Nobody closed"
            " it. Why not, we will see,” she said.\n\n"
            "Bo Dahl denied that any such message had come.",
            "Bo Dahl denied that any such message had come",
            "the guard had told the porter that the gate was open",
        ),
        (
            "Orla accused the ship of mapping the seabed. Ada Kovalt says the ship was counting"
            " eels.",
            "the ship was counting eels",
            "Orla accused the ship of mapping the seabed",
        ),
    ],
)
def test_a_denial_contradicts_what_another_says(text: str, later: str, earlier: str) -> None:
    """So do a claim and its negation, two tolls, and what a ship does by two accounts."""
    assert contradictions(text) == [(later, earlier)]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Kovalt said the board sold the dredger. Bo Dahl rejected the plan.",
        "Ada Kovalt said the board sold the dredger. She denied that the board sold the boats.",
        "Ada Kovalt said the board sold the dredger. Bo Dahl said the board did not sell ships.",
        "Ada Kovalt said 14 people were killed. Bo Dahl said 14 people died.",
        "Ada Kovalt said 14 people were killed. Bo Dahl said 20 people were late.",
        "Ada Kovalt said 14 people were killed. She said later that 20 had died.",
        "Ada Kovalt said it rained. Bo Dahl did not deny the claim.",
        "Orla accused the ship of mapping the seabed. Orla says the ship was hiding its lights.",
        "The ship was accused of mapping the seabed. Ada Kovalt says the ship was counting eels.",
        "Orla accused the ship of mapping the seabed. Ada Kovalt says that the sea is rough.",
    ],
)
def test_claims_on_different_points_do_not_contradict_each_other(text: str) -> None:
    """Nor do those of one holder, nor what somebody refuses that nobody has claimed."""
    assert contradictions(text) == []


def test_claims_that_contradict_each_other_are_contested() -> None:
    """Each of the two is on the short list."""
    text = "A headline\n\nAda Kovalt said the clerk lost the map. Bo Dahl denied the allegation."
    checks = [claim.checks for claim in factx.extract(Article(text=text)).claims]
    assert checks == [("contested",), ("contested",)]


def test_a_contradiction_that_a_model_found_makes_its_claims_contested() -> None:
    """`complete` adds the check to the claims at both ends."""
    text = "A headline\n\nAda Kovalt said the dam leaked. Bo Dahl said the dam was dry."
    record = factx.extract(Article(text=text))
    first, second = record.claims
    link = Relation(type="contradicts", first=second.id, second=first.id)
    filled = factx.complete(record.model_copy(update={"relations": (link,)}))
    assert [claim.checks for claim in filled.claims] == [("contested",), ("contested",)]


@pytest.mark.parametrize(
    "text",
    [
        "“We have no choice,” Ana Ruiz said. An official denied that the river rose.",
        "Ana Ruiz said the bridge would close in May. Ben Cole insisted that the school was safe.",
        "Ana Ruiz accused the firm of lying. The firm said it would open a shop in May.",
        "Ana Ruiz put the crowd at 300. Ben Cole put the cost at £40.",
        "Ana Ruiz put the crowd at 300. Ben Cole said 400 books were lost.",
    ],
)
def test_what_is_about_something_else_contradicts_nothing(text: str) -> None:
    """A verb of dispute alone does not say what is disputed."""
    assert factx.extract(text).relations == ()
