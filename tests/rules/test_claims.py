"""Claims: their text, evidence, source, kind, factuality and details."""

import pytest

from factx import extract
from factx.records import Article, Draft, DraftClaim
from factx.rules import draft_offline


def drafted(text: str) -> Draft:
    """The draft of a text under a headline, as in an article."""
    return draft_offline(Article(text=f"A headline\n\n{text}"))


def only_claim(text: str) -> DraftClaim:
    """The one claim of a text."""
    (claim,) = drafted(text).claims
    return claim


def test_a_plain_sentence_is_a_claim_of_the_article() -> None:
    """Its evidence has no full stop, and its attribution is null."""
    claim = only_claim("The dam closes in May.")
    assert (claim.text, claim.attribution, claim.standalone) == (
        "The dam closes in May",
        None,
        True,
    )


def test_a_reported_clause_is_a_claim_of_its_speaker() -> None:
    """That somebody said it is not a claim of the article."""
    claim = only_claim("Kovalt said that the dam was safe.")
    assert (claim.text, claim.attribution) == ("the dam was safe", "a1")


def test_each_sentence_of_a_quotation_is_a_claim() -> None:
    """The evidence has no quotation marks."""
    claims = drafted("“The dam is old. It will leak soon,” Kovalt said.").claims
    assert [claim.text for claim in claims] == ["The dam is old", "It will leak soon"]


def test_a_statement_within_a_statement_gives_one_claim() -> None:
    """It belongs to the inner speaker, not to the one who passes it on."""
    claim = only_claim("Bloomberg News reported that officials believe the dam is unsafe.")
    assert (claim.text, claim.attribution) == ("the dam is unsafe", "a2")


def test_a_headline_and_a_caption_are_not_claims() -> None:
    """Neither is a credit."""
    text = "The lake at dawn, March 6, 2025. (Reuters Photo)\n\nThe dam closes in May."
    assert [claim.text for claim in drafted(text).claims] == ["The dam closes in May"]


def test_a_whether_clause_is_not_a_claim() -> None:
    """It is only drafted as a quote."""
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
        ("If it rains, the dam leaks.", "fact", "Uu"),
        ("The council denied that the dam was unsafe.", "fact", "CT-"),
        ("Kovalt expects that the dam closes.", "fact", "PR+"),
        ("The group wants the council to close the dam.", "position", "Uu"),
    ],
)
def test_the_wording_determines_kind_and_factuality(text: str, kind: str, factuality: str) -> None:
    """Factuality is how certain the speaker presents it to be."""
    claim = only_claim(text)
    assert (claim.kind, claim.factuality) == (kind, factuality)


@pytest.mark.parametrize(
    "text", ["It closes in May.", "This dam closes in May.", "He left the room."]
)
def test_a_claim_that_needs_its_context_does_not_stand_alone(text: str) -> None:
    """Pronouns and demonstratives refer to other sentences."""
    assert not only_claim(text).standalone


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The dam is old, and the town will pay.", ["The dam is old", "the town will pay"]),
        ("The dam is old; it has leaked.", ["The dam is old", "it has leaked"]),
        (
            "The firm was founded in Tarn and has grown since.",
            ["The firm was founded in Tarn", "The firm has grown since"],
        ),
        ("The mayor and the clerk have left.", ["The mayor and the clerk have left"]),
        ("If it rains and the dam is full, it leaks.", None),
    ],
)
def test_each_joined_main_clause_is_a_claim(text: str, claims: list[str] | None) -> None:
    """A shared subject is a separate piece of evidence; dependent clauses are not split off."""
    found = [claim.text for claim in drafted(text).claims]
    assert found == (claims or [text.rstrip(".")])


@pytest.mark.parametrize(
    ("text", "claim", "standalone"),
    [
        ("Ann Lee said she would resign.", "Ann Lee would resign", True),
        ("Ann Lee, who met Mary Moss, said she would resign.", "she would resign", False),
        ("“I will resign,” Ann Lee said.", "Ann Lee will resign", True),
        ("“I am tired,” Ann Lee said.", "I am tired", False),
        ("Ann Lee said they would resign.", "they would resign", False),
    ],
)
def test_a_name_replaces_a_pronoun_if_nobody_else_can_be_meant(
    text: str, claim: str, standalone: bool
) -> None:
    """The verb form must fit too; otherwise the text is the words of the evidence."""
    found = next(claim for claim in drafted(text).claims if claim.attribution is not None)
    assert (found.text, found.standalone) == (claim, standalone)


def test_a_noun_phrase_is_not_a_claim() -> None:
    """In "criticised the plan", the plan is only a quote."""
    draft = drafted("Kovalt criticised the new plan of the council.")
    assert (len(draft.quotes), draft.claims) == (1, ())


def test_a_claim_has_times_quantities_hedges_and_a_condition() -> None:
    """Quantities have values and units, and times have dates."""
    text = (
        "The county may lose $3.5 million and 40 percent of its 1,200 farms by May 5, 2019,"
        " if it rains all year."
    )
    (claim,) = extract(Article(text=text)).claims
    assert [(q.text, q.value, q.unit) for q in claim.quantities] == [
        ("$3.5 million", 3.5e6, "USD"),
        ("40 percent", 40, "%"),
        ("1,200 farms", 1200, "farms"),
    ]
    assert [(t.text, t.value) for t in claim.times] == [("May 5, 2019", "2019-05-05")]
    assert [hedge.text for hedge in claim.hedges] == ["may"]
    assert claim.condition is not None
    assert claim.condition.text == "if it rains all year"


@pytest.mark.parametrize(
    ("text", "listed", "pieces"),
    [
        (
            "They met at 4:40 p.m. in thirty-seven rooms near 12:25 on the clock.",
            "thirty-seven rooms",
            {"12", "25", "4:40", "seven", "seven rooms"},
        ),
        (
            "The 2,400 billionaires of GÃ1⁄4len were 6’2” tall on November 4th.",
            "2,400",
            {"1", "4", "6", "2"},
        ),
        ("The vote —611 for, 748 against — fell by -7 points.", "748", {"7", "7 points"}),
    ],
)
def test_no_claim_cuts_a_number_in_two(text: str, listed: str, pieces: set[str]) -> None:
    """Plain numbers are listed as quantities; numbers of an unusual form are left out."""
    record = extract(Article(text=f"A headline\n\n{text}"))
    assert record.counts.ungrounded == 0
    (claim,) = record.claims
    figures = {span.text for span in (*claim.quantities, *claim.times)}
    assert [figure for figure in figures if figure.startswith(listed)]
    assert not figures & pieces
