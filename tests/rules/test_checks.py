"""Which claims of the rules are worth checking, and why."""

import pytest

import factx
from factx.records import Article


def checks(text: str) -> dict[str, tuple[str, ...]]:
    """The checks of each claim of a text."""
    record = factx.extract(Article(text=f"A headline\n\n{text}"))
    return {claim.text: claim.checks for claim in record.claims}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry was 40 minutes late.", ("figure",)),
        ("The tower is the tallest in the county.", ()),
        ("The bridge is the longest in the county.", ("figure",)),
        ("The council closed the dam in May.", ("act",)),
        ("The council closed three dams in May.", ("figure", "act")),
        ("The dam was closed by the council.", ("act",)),
        ("The council has once closed the dam.", ("act",)),
        ("The council rejected the plan.", ("act",)),
        ("The council rejects the plan.", ()),
        ("The dam was closed by a storm.", ()),
        ("The law bans cars from the quay.", ("rule",)),
        ("Owners have 30 days to appeal.", ("figure", "rule")),
        ("Owners had 30 guests to feed.", ("figure",)),
        ("The dam closed because a bolt broke.", ("cause",)),
        ("The council is old.", ()),
        ("The council wants a new dam.", ()),
        ("The dam is a terrible mistake.", ()),
        ("The dam will be a terrible mistake in 40 years.", ()),
    ],
)
def test_the_words_of_a_claim_show_why_it_is_worth_checking(
    text: str, expected: tuple[str, ...]
) -> None:
    """An opinion is not, and neither is what only is or is wanted."""
    found = checks(text)
    assert found[text.rstrip(".")] == expected


def test_the_deeds_of_somebody_accused_are_acts() -> None:
    """Also after a pronoun for them."""
    text = "Bo Dahl was charged with theft. He took the boat. Ann Lee saw a heron."
    found = checks(text)
    assert found["He took the boat"] == ("act",)
    assert found["Ann Lee saw a heron"] == ()


@pytest.mark.parametrize(
    "text",
    [
        "The trial is that of Bo Dahl, who as a friend of Ann Teel is alleged to have lied.",
        "Ann Teel spoke. Bo Dahl denies two counts of theft.",
    ],
)
def test_who_is_accused_is_named_before_who_or_the_denial(text: str) -> None:
    """Not the person whose name stands next to "alleged"."""
    found = checks(f"{text} Dahl took the boat. Teel saw a heron.")
    assert found["Dahl took the boat"] == ("act",)
    assert found["Teel saw a heron"] == ()


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The council has closed the dam.", "The council has closed the dam"),
        ("Judge Ada Teel stopped the trial.", "Judge Ada Teel stopped the trial"),
        ("Mayor Ada Teel, who closed the dam, wept.", "Mayor Ada Teel, who closed the dam"),
        ("Sen. Ada Teel closed the dam.", "Sen. Ada Teel closed the dam"),
        ("One of the officers saw the boat.", "One of the officers saw the boat"),
        ("The council is aware of the leak.", "The council is aware of the leak"),
        ("The prosecution called a witness.", "The prosecution called a witness"),
        ("The council approved the move.", "The council approved the move"),
    ],
)
def test_who_has_an_office_or_speaks_for_a_body_acts(text: str, claim: str) -> None:
    """What they knew is an act too."""
    assert checks(text)[claim] == ("act",)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The council has a boat.", "The council has a boat"),
        ("The council may close the dam.", "The council may close the dam"),
        ("The council house burned.", "The council house burned"),
        ("A painter from the city council sang.", "A painter from the city council sang"),
        ("Former Gov. Ada Teel crossed the lake.", "Former Gov. Ada Teel crossed the lake"),
        ("The dam was due at noon.", "The dam was due at noon"),
        ("The heron tried to rule it out.", "The heron tried to rule it out"),
        ("The geologist crossed the lake.", "The geologist crossed the lake"),
        ("The council approves of the move.", "The council approves of the move"),
        ("Bo Dahl, of Teel, was charged. Teel woke early.", "Teel woke early"),
    ],
)
def test_what_only_is_or_may_be_is_no_act(text: str, claim: str) -> None:
    """Nor is what somebody without an office did, or a thing that a body is named beside."""
    assert checks(text)[claim] == ()


def test_checks_that_a_model_gave_stay_alone() -> None:
    """The rules fill in checks only where no claim of the record has any."""
    record = factx.extract(Article(text="A headline\n\nThe council shut two dams. It paid £5."))
    first, second = record.claims
    given = record.model_copy(
        update={
            "claims": (
                first.model_copy(update={"checks": ("rule",)}),
                second.model_copy(update={"checks": ()}),
            )
        }
    )
    assert [claim.checks for claim in factx.complete(given).claims] == [("rule",), ()]
