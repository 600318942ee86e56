"""What one speaker says against another without denying it word by word."""

import pytest
from contradicting import contradictions


@pytest.mark.parametrize(
    ("text", "later", "earlier"),
    [
        (
            "Teel holds that the pact still binds both towns; Marl says it ended in 1992.",
            "it ended in 1992",
            "the pact still binds both towns",
        ),
        (
            "Teel accused it of mapping the bay. Marl says the ship was counting seals.",
            "the ship was counting seals",
            "Teel accused it of mapping the bay",
        ),
        (
            "Police put the crowd at 4,000. Organisers said at least 11,000 had taken part.",
            "at least 11,000 had taken part",
            "the crowd at 4,000",
        ),
        (
            "Ada Kovalt said it took eleven minutes. Passengers said it took half an hour.",
            "it took half an hour",
            "it took eleven minutes",
        ),
        (
            "The Crown said the money went on a boat. A note records a payment. "
            "Bo Dahl maintains that this came from a sale.",
            "this came from a sale",
            "the money went on a boat",
        ),
        (
            "Ada Kovalt said the dam would cost £8m. Bo Dahl said the figure came from a draft.",
            "the figure came from a draft",
            "the dam would cost £8m",
        ),
        (
            "Ada Kovalt said the ballots were lost. Clerk Ann Weiss said that was false.",
            "that was false",
            "the ballots were lost",
        ),
        (
            "The union says it warned the firm in May. The firm says it got no such warning.",
            "it got no such warning",
            "it warned the firm in May",
        ),
        (
            "Ada Kovalt claims that the firm lied. The clerk said he stood by it. "
            "The firm described the claim as “absurd”.",
            "the claim as “absurd”",
            "the firm lied",
        ),
        (
            "Ada Kovalt said no letter had been sent. "
            "Officials said a letter had in fact gone to the ministry.",
            "a letter had in fact gone to the ministry",
            "no letter had been sent",
        ),
        (
            "Ada Kovalt said the card was wrong. Bo Dahl disagreed. "
            "“It was a clear foul,” he said.",
            "It was a clear foul",
            "the card was wrong",
        ),
        (
            "Scientists hold that the spray is to blame. The union rejects the explanation.",
            "The union rejects the explanation",
            "the spray is to blame",
        ),
        (
            "Ada Kovalt said the sample was small. Bo Dahl disputed this.",
            "Bo Dahl disputed this",
            "the sample was small",
        ),
        (
            "“They charged at us,” Ada Kovalt said. The mayor denied that the police had charged.",
            "The mayor denied that the police had charged",
            "They charged at us",
        ),
    ],
)
def test_the_layout_shows_who_answers_whom(text: str, later: str, earlier: str) -> None:
    """The accused, somebody who insists, gives another figure, or says what the first is worth."""
    assert contradictions(text) == [(later, earlier)]


def test_a_denial_that_opens_a_paragraph_is_of_what_the_one_before_begins_with() -> None:
    """Not of the details that follow there."""
    text = (
        "Scientists hold that the spray is to blame. It killed the mites. The trials covered farms."
        "\n\nThe union rejects the explanation."
    )
    assert contradictions(text) == [("The union rejects the explanation", "the spray is to blame")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Kovalt said the road was closed. Bo Dahl said the bridge was open.",
        "Ada Kovalt said the road was closed; she says it will open in May.",
        "The road was closed; Bo Dahl said it would open in May.",
        "Teel accused it of mapping the bay. Bo Dahl said he was sorry.",
        "Teel accused the mayor of theft. The mayor admitted that he took the money.",
        "Police put the crowd at 4,000. Ada Kovalt said the road was closed.",
        "Police put the crowd at 4,000. Organisers said at least 4,000 had taken part.",
        "Ada Kovalt said it took eleven minutes. Passengers said it took eleven minutes.",
        "The minister ruled out a tax, a letter says. The firm cut ten lines. "
        "The firm denied that more cuts were planned.",
        "Ada Kovalt accepts that the trough exists. Bo Dahl disputes its length.",
        "Ada Kovalt said the claim was old. Bo Dahl denied reports that he had sold the boat.",
        "Ada Kovalt said a letter had been sent. Officials said a letter had in fact been read.",
    ],
)
def test_speakers_who_only_stand_beside_each_other_dispute_nothing(text: str) -> None:
    """Nor does one who says the same, admits it, or denies what nobody has said."""
    assert contradictions(text) == []
