"""Negation, condition and possibility: a record never says the opposite of its article."""

import pytest

from factx.records import Article, Draft
from factx.rules import draft_offline


def drafted(text: str) -> Draft:
    """The draft of one sentence."""
    return draft_offline(Article(text=text))


NOT_MADE = [
    "Nobody said the bridge was safe.",
    "Nobody at the port believes the crane will hold.",
    "No councillor claimed the bridge was safe.",
    "No report by the council found that the dam was safe.",
    "None of the pilots said the runway was wet.",
    "Not one of the nine pilots said the runway was wet.",
    "Not all councillors said the levy was fair.",
    "Neither Moss nor Brell said the runway was wet.",
    "Few residents believe the dam is safe.",
    "Hardly anyone thinks the plan will work.",
    "Anyone who says the bridge is safe is lying.",
    "If Paul Ruiz says the mine will close, it will.",
    "Unless Moss says the bridge is safe, it will close.",
    "The court will decide whether Moss said the bridge was safe.",
    "Kim Dell might say that it is late.",
    "Moss may announce on Friday that the bridge is safe.",
    "Moss could have said that the bridge was unsafe.",
    "Moss would say the bridge is safe if she were asked.",
    "Moss would have said that the bridge was safe.",
    "Did Moss say the bridge was safe?",
    "Why did officials say that the bridge was safe?",
    "Who said the bridge was safe?",
    "It is not true that Moss said the bridge was safe.",
    "There is no proof that Moss said the bridge was safe.",
    "No proof has emerged that Moss said the bridge was safe.",
    "It is far from clear that Moss will say the bridge is safe.",
    "The bridge was shut, but not because Moss said it was unsafe.",
    "Nowhere in the report does it say that the bridge is safe.",
    "They want a process, not that Moss says the bridge is safe.",
    "Readers may not let editorials tell them how to vote in May.",
]
MADE = [
    "Moss said the bridge was safe.",
    "No fewer than nine pilots said the runway was wet.",
    "A few residents believe the dam is safe.",
    "Not only Moss said the bridge was safe.",
    "Three of the nine pilots said the runway was wet.",
    "It will close, as Paul Ruiz said, if it rains.",
    "Moss would later say that the bridge was safe.",
    "Moss will tell the council tonight that the bridge is safe.",
    "It is clear that Moss said the bridge was safe.",
    "After the vote nobody moved, and Moss said the bridge was safe.",
]
NEGATED = [
    "Moss did not say that the bridge was safe.",
    "Moss never said the bridge was safe.",
    "Moss would not say whether the bridge was safe.",
    "Moss has yet to say whether the bridge is safe.",
    "Moss failed to say that the bridge was safe.",
    "Moss refused to admit that the bridge was unsafe.",
    "Moss cannot say that the bridge is safe.",
    "Moss left without saying that the bridge was unsafe.",
    "Moss no longer believes the bridge is safe.",
    "Moss would neither confirm nor deny that the bridge was safe.",
    "Moss neither confirmed nor denied that the bridge was safe.",
    "Moss would not confirm or deny that the bridge was safe.",
    "Moss declined to blame the firm or even directly say that the bridge was safe.",
    "Moss has not denied that the bridge is safe.",
]
NOT_NEGATED = [
    "Moss not only said the bridge was safe.",
    "Moss did not refuse to say that the bridge was safe.",
    "Moss said the bridge was not safe.",
    "Moss denied that the bridge was safe.",
    "Moss, who has not resigned, said the bridge was safe.",
    "The study either did not help Moss or flatly denied that the bridge was safe.",
]


@pytest.mark.parametrize("text", NOT_MADE)
def test_a_statement_that_nobody_makes_is_not_recorded(text: str) -> None:
    """Neither as an attribution nor as an affirmed claim; the same for one only supposed."""
    draft = drafted(text)
    assert draft.attributions == ()
    assert all(claim.factuality != "CT+" for claim in draft.claims)


@pytest.mark.parametrize("text", MADE)
def test_a_statement_that_somebody_makes_is_recorded(text: str) -> None:
    """A negation, a condition or a number elsewhere in the sentence does not count."""
    assert any(not attribution.negated for attribution in drafted(text).attributions)


@pytest.mark.parametrize("text", NEGATED)
def test_a_statement_that_was_not_made_is_negated_and_makes_no_claim(text: str) -> None:
    """A negated belief claims its opposite."""
    (attribution,) = drafted(text).attributions
    assert attribution.negated
    assert all(claim.factuality in {"PR-", "Uu"} for claim in drafted(text).claims)


@pytest.mark.parametrize("text", NOT_NEGATED)
def test_only_a_negation_of_the_cue_negates_an_attribution(text: str) -> None:
    """A negation elsewhere in the sentence does not, nor do two that cancel each other."""
    assert [attribution.negated for attribution in drafted(text).attributions] == [False]


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The town sent a signal that racism will not be tolerated.", "CT+"),
        ("Coach Allen bristles at the suggestion he won't be ready.", "CT+"),
        ("Here is a guide to the class you claim never existed.", "CT+"),
        ("The one thing he does not want is a fight.", "CT+"),
        ("What the town cannot afford is a dam.", "CT+"),
        ("The bridge they had no plans to close was closed.", "CT+"),
        ("It is highly unusual for a judge to wait.", "CT+"),
        ("There are no less important reasons to wait.", "CT+"),
        ("It is a never ending line.", "CT+"),
        ("The firm pays little or no tax.", "CT+"),
        ("A man won by spending no money, running virtually no adverts.", "CT+"),
        ("The request was denied.", "CT+"),
        ("The request was not denied.", "CT-"),
        ("He says that wasn't the first time.", "CT-"),
        ("Pay no attention to the man.", "Uu"),
        ("Let's not forget that the dam broke.", "Uu"),
        ("Hands up, don't shoot.", "Uu"),
        ("Play fair or don't play.", "Uu"),
        ("My view, please don't do that.", "Uu"),
    ],
)
def test_only_the_main_verb_gives_a_claim_its_polarity(text: str, factuality: str) -> None:
    """Whatever the verb is; and an order asserts nothing."""
    (claim,) = (claim for claim in drafted(text).claims if claim.standing == "main")
    assert claim.factuality == factuality


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Pay rose in May and did not fall.",
            {"Pay rose in May": "CT+", "Pay did not fall": "CT-"},
        ),
        (
            "The town bought a boat, sold it and did not replace it.",
            {"The town bought a boat, sold it": "CT+", "The town did not replace it": "CT-"},
        ),
        (
            "However, he held his fire and he did not name anyone.",
            {"However, he held his fire": "CT+", "he did not name anyone": "CT-"},
        ),
        ("The clerk shot and killed on Monday was not armed.", None),
        ("Not the old, not the poor.", {}),
        ("No more holidays, or cheaper ones.", {}),
    ],
)
def test_each_predicate_has_its_own_polarity(text: str, claims: dict[str, str] | None) -> None:
    """A fragment without a verb asserts nothing."""
    found = {claim.text: claim.factuality for claim in drafted(text).claims}
    assert found == (claims if claims is not None else {text.rstrip("."): "CT-"})


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The bridge is not safe for cars.", "CT-"),
        ("The bridge was never safe for cars.", "CT-"),
        ("The bridge is no longer safe for cars.", "CT-"),
        ("Nobody likes the plan for the bridge.", "CT-"),
        ("No boat left the port on Monday.", "CT-"),
        ("The board found no fault with the bridge.", "CT-"),
        ("At no time was the bridge closed.", "CT-"),
        ("The bridge is by no means safe.", "CT-"),
        ("The bridge is far from safe.", "CT-"),
        ("The pump failed to start on Monday.", "CT-"),
        ("The bridge has yet to open to cars.", "CT-"),
        ("The figure could not be checked.", "CT-"),
        ("The clerk could not sign because the bridge was safe.", "CT-"),
        ("Few voters came to the council.", "CT-"),
        ("A few voters came to the council.", "CT+"),
        ("The news comes at a bad time because the company is not efficient.", "CT+"),
        ("Tarn's mayor, who has not spoken since May, opened the bridge.", "CT+"),
        ("The bridge that was not checked fell on Monday.", "CT+"),
        ("The council opened the bridge although it was not ready.", "CT+"),
        ("Although it was not ready, the council opened the bridge.", "CT+"),
        ("The town has proof that the bridge was not safe.", "CT+"),
        ("Cole paid no more than £9,000 for the boat.", "CT+"),
        ("No fewer than nine boats sank on Monday.", "CT+"),
        ("Cole paid no later than Tuesday for the boat.", "CT+"),
        ("The bridge did not open until May.", "CT+"),
        ("The fire was not only hot but deadly.", "CT+"),
        ("There is no doubt that the bridge is safe.", "CT+"),
        ("The boat left without lights on Friday.", "CT+"),
        ("The boat left with no lights on Friday.", "CT+"),
        ("The town lost nothing but a shed in the storm.", "CT+"),
        ("It is not impossible that the bridge will fall.", "CT+"),
        ("The pump did not fail to start on Monday.", "CT+"),
        ("The council decided not to close the bridge.", "CT+"),
        ("The driver pleaded not guilty on Monday.", "CT+"),
        ("The bridge will close, not may close.", "CT+"),
        ("The unusual bridge closed on Monday.", "CT+"),
        ("In May the bridge opened to cars.", "CT+"),
        ("The captain appeared in court on Monday.", "CT+"),
        ("The bridge might not open on Friday.", "PS-"),
        ("The bridge may open on Friday.", "PS+"),
        ("The mayor, who may resign, opened the bridge.", "CT+"),
        ("The bridge is unlikely to open on Friday.", "PR-"),
        ("The bridge appears to be safe.", "PR+"),
        ("The bridge reportedly opened on Friday.", "PR+"),
        ("The council should open the bridge.", "Uu"),
        ("Do not cross the bridge in winter.", "Uu"),
        ("The firm firmly denied having moved the bridge.", "CT-"),
        ("The name appears nowhere on the bridge.", "CT-"),
        ("The bridge that the town built beside the mill in 1987 has not been checked.", "CT-"),
        ("The clerk was careful not to say that the bridge was old.", "CT-"),
        ("Ann Lee, no friend of the mayor, won the seat by nine votes.", "CT+"),
        ("Ann Lee, the likely winner, left the hall on Monday.", "CT+"),
        ("The No campaign won the vote in Tarn.", "CT+"),
        ("Not without trouble, divers raised the wreck on Monday.", "CT+"),
        ("Drivers could not help laughing at the bridge.", "CT+"),
        ("There is no denying that the bridge is old.", "CT+"),
        ("Paying no taxes was smart of the firm.", "CT+"),
        ("Not paying taxes made the firm rich.", "CT+"),
        ("The town let the plan end because there were no funds for it.", "CT+"),
        ("The vote was a rare sign of peace - the mayor was not there - in Tarn.", "CT+"),
        ("The first step is making a list so that nothing is lost in winter.", "CT+"),
        ("The bridge was “old,” but in the end it did not fall.", "CT+"),
        ("The doctor began by explaining that the ward was not full.", "CT-"),
        ("The firm got new desks so clerks are not cold in winter.", "CT+"),
        ("Even if it were to rain, the race would start.", "Uu"),
    ],
)
def test_a_claim_is_as_certain_as_its_main_clause(text: str, factuality: str) -> None:
    """A negation or possibility in another clause, or of a quantity, does not count."""
    (claim,) = (claim for claim in drafted(text).claims if claim.standing == "main")
    assert claim.factuality == factuality


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Ann Lee, who does not like the bridge, crossed it.", "CT-"),
        ("Ann Lee, who likes the bridge, has not crossed it.", "CT+"),
        ("The mayor, who may resign in June, opened the bridge.", "PS+"),
        ("A report, completed in May, found no fault.", "CT+"),
        ("Ann Lee voted no on Friday and said the bridge was safe.", "CT+"),
        ("Ann Lee did not vote and said the bridge was safe.", "CT-"),
    ],
)
def test_a_clause_that_is_set_off_is_a_claim_of_its_own_polarity(
    text: str, factuality: str
) -> None:
    """With the noun before it as evidence; it is the first claim of the sentence."""
    claim = drafted(text).claims[0]
    assert claim.attribution is None
    assert len(claim.text) < len(text) - 8
    assert claim.factuality == factuality


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Cole denied that he took the money.", [("Cole denied that he took the money", "CT-")]),
        ("Cole denied that he did not pay.", []),
        (
            "Cole doubts that the bridge is safe.",
            [("Cole doubts that the bridge is safe", "PR-")],
        ),
        ("Cole does not expect prices to fall.", [("Cole does not expect prices to fall", "PR-")]),
        ("Cole refused to sell the boats.", [("Cole refused to sell the boats", "CT+")]),
        ("Cole fears that the bridge will fall.", [("the bridge will fall", "PS+")]),
        ("Cole believes that the bridge is safe.", [("the bridge is safe", "PR+")]),
        ("Cole knows that the bridge is safe.", [("the bridge is safe", "CT+")]),
        ("The court ordered the firm to pay.", [("The court ordered the firm to pay", "CT+")]),
        (
            "Cole denied that Moss had said the bridge was safe.",
            [("Cole denied that Moss had said the bridge was safe", "CT-")],
        ),
        ("Cole did not say that Moss wants the bridge closed.", []),
    ],
)
def test_a_claim_is_as_certain_as_its_verb_presents_it(
    text: str, claims: list[tuple[str, str]]
) -> None:
    """A denied claim has the denial in its text; nothing within a denial is affirmed.

    That something was ordered or refused is a claim of the article.
    """
    found = [(claim.text, claim.factuality) for claim in drafted(text).claims]
    assert [one for one in found if one[1] != "Uu"] == claims


@pytest.mark.parametrize(
    "text",
    [
        "“Were you pushed?” Moss asked.",
        "Will the dam close in May?",
        "Q: Were you pushed from the roof?\n\nA: No.",
        "A headline\n\nMOSS: It is unsafe for cars.",
    ],
)
def test_questions_and_turns_of_an_interview_are_not_claims(text: str) -> None:
    """A question asserts nothing, and the article does not assert an answer."""
    assert drafted(text).claims == ()


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Exports to Tarn grew in March, but exports to Ostle did not grow.",
            {"Exports to Tarn grew in March": "CT+", "exports to Ostle did not grow": "CT-"},
        ),
        (
            "Police say he posed a threat and refused to drop the gun.",
            {"he posed a threat": "CT+", "he refused to drop the gun": "CT-"},
        ),
    ],
)
def test_joined_clauses_keep_their_own_subject_and_polarity(
    text: str, claims: dict[str, str | None]
) -> None:
    """A subject is not shared with a clause after an embedded clause."""
    found = {claim.text: claim.factuality for claim in drafted(text).claims}
    assert found.keys() == claims.keys()
    assert all(claims[one] in {None, found[one]} for one in claims)


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("A clerk who has been asking got an answer he might not have wanted.", "CT+"),
        ("A clerk who asked got an answer she did not want.", "CT+"),
        ("The turn is a thing nobody wanted at the bridge.", "CT+"),
        ("No more rain: the bridge is dry.", "CT+"),
        ("Good news for Teel: the bridge is not lost.", "CT-"),
        ("A year after it was planned, no one had come to the bridge.", "CT-"),
        ("The tests they made aren’t over.", "CT-"),
        ("The law comes with the limit that nobody may shout.", "CT+"),
        ("The plan was his own, hardly a rousing call to arms.", "CT+"),
        ("The bridge was late, no small matter for Teel.", "CT+"),
        ("The crowd chanted “no toll, no peace” at the bridge.", "CT+"),
        ("The bridge’s friends not giving up the fight.", "CT-"),
        ("Those who lost the vote should leave the bridge.", "Uu"),
    ],
)
def test_a_negation_counts_where_it_stands(text: str, factuality: str) -> None:
    """Not in a relative clause, in a phrase at the end, or in words that are shouted."""
    (claim,) = (
        claim
        for claim in draft_offline(Article(text=f"A headline\n\n{text}")).claims
        if claim.standing == "main" and claim.attribution is None
    )
    assert claim.factuality == factuality
