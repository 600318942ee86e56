"""What is asserted, by whom, of what kind and how certainly."""

import pytest

from factx.extraction.offline import draft_offline
from factx.records import Article, Draft, DraftClaim


def drafted(text: str) -> Draft:
    """The draft of a text set below a headline, as in an article."""
    return draft_offline(Article(text=f"A headline\n\n{text}"))


def only_claim(text: str) -> DraftClaim:
    """The one claim of a text."""
    (claim,) = drafted(text).claims
    return claim


def test_a_plain_sentence_is_a_claim_of_the_article() -> None:
    """Its full stop is left out, and its attribution is null."""
    claim = only_claim("The dam closes in May.")
    assert (claim.text, claim.attribution, claim.standalone) == (
        "The dam closes in May",
        None,
        True,
    )


def test_that_somebody_said_something_is_no_claim() -> None:
    """What was said is, on behalf of who said it."""
    claim = only_claim("Kovalt said that the dam was safe.")
    assert (claim.text, claim.attribution) == ("the dam was safe", "a1")


def test_each_sentence_of_a_quotation_is_a_claim() -> None:
    """The marks around them are left out."""
    claims = drafted("“The dam is old. It will leak soon,” Kovalt said.").claims
    assert [claim.text for claim in claims] == ["The dam is old", "It will leak soon"]


def test_what_is_said_through_another_is_claimed_once() -> None:
    """By the one who said it, not by the one who passes it on."""
    claim = only_claim("Bloomberg News reported that officials believe the dam is unsafe.")
    assert (claim.text, claim.attribution) == ("the dam is unsafe", "a2")


def test_a_headline_and_a_caption_are_no_claims() -> None:
    """Nor is a credit."""
    text = "The lake at dawn, March 6, 2025. (Reuters Photo)\n\nThe dam closes in May."
    assert [claim.text for claim in drafted(text).claims] == ["The dam closes in May"]


def test_whether_something_is_so_is_not_asserted() -> None:
    """The quote is drafted, and no claim."""
    draft = drafted("Kovalt refused to say whether the dam was safe.")
    assert len(draft.quotes) == 1
    assert draft.claims == ()


@pytest.mark.parametrize(
    ("text", "kind", "factuality"),
    [
        ("The dam closes in May.", "fact", "CT+"),
        ("The dam does not leak in May.", "fact", "CT-"),
        ("The dam will close in May.", "prediction", "CT+"),
        ("The dam may close in May.", "fact", "PS+"),
        ("The dam probably closed in May.", "fact", "PR+"),
        ("The town must close the dam.", "position", "CT+"),
        ("The dam is a terrible mistake.", "opinion", "CT+"),
        ("Will the dam close in May?", "prediction", "Uu"),
        ("If it rains, the dam leaks.", "fact", "Uu"),
        ("The council denied that the dam was unsafe.", "fact", "CT-"),
        ("Kovalt expects that the dam closes.", "fact", "PR+"),
        ("The group wants the council to close the dam.", "position", "Uu"),
    ],
)
def test_wording_tells_kind_and_factuality(text: str, kind: str, factuality: str) -> None:
    """As the holder of the claim presents it."""
    claim = only_claim(text)
    assert (claim.kind, claim.factuality) == (kind, factuality)


@pytest.mark.parametrize(
    "text", ["It closes in May.", "This dam closes in May.", "He left the room."]
)
def test_a_claim_that_needs_its_context_does_not_stand_alone(text: str) -> None:
    """Pronouns and demonstratives point outside it."""
    assert not only_claim(text).standalone
