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


def test_a_statement_within_a_statement_is_a_claim_of_the_outer_speaker() -> None:
    """Its content is a claim of the inner speaker, and not of the one who passes it on."""
    text = "Bloomberg News reported that officials believe the dam is unsafe."
    assert [(c.text, c.attribution, c.reports) for c in drafted(text).claims] == [
        ("officials believe the dam is unsafe", "a1", "a2"),
        ("the dam is unsafe", "a2", None),
    ]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The dam is safe, Bell said, although it is old.", ["The dam is safe", "it is old"]),
        ("The dam is safe, Bell said, but it is old.", ["The dam is safe", "it is old"]),
        ("The dam will rise, Bell said, if it rains.", ["The dam will rise … if it rains"]),
        (
            "Voss has agreed to close a mine, two officials said Tuesday, though it is new.",
            ["Voss has agreed to close a mine", "it is new"],
        ),
    ],
)
def test_what_is_set_against_a_statement_after_its_cue_is_a_claim_of_its_own(
    text: str, claims: list[str]
) -> None:
    """A condition stays with what depends on it; all of them are of the speaker."""
    found = drafted(text).claims
    assert [" … ".join(span.wording for span in one.evidence) for one in found] == claims
    assert {claim.attribution for claim in found} == {"a1"}


@pytest.mark.parametrize(
    ("opening", "factuality"),
    [
        ("It is not true", "CT-"),
        ("There is no evidence", "CT-"),
        ("It is possible", "PS+"),
        ("There is no doubt", "CT+"),
    ],
)
def test_what_stands_before_the_cue_decides_whether_it_is_so(opening: str, factuality: str) -> None:
    """The clause after the cue alone would say the opposite."""
    claim = only_claim(f"{opening}, Orr said, that the bridge was closed.")
    assert claim.factuality == factuality
    assert claim.text == f"{opening} that the bridge was closed"


def test_what_somebody_warns_against_is_no_claim_of_theirs() -> None:
    """That they warn against it is a claim of the article."""
    claim = only_claim("Hale warned against saying the dam was safe.")
    assert (claim.attribution, claim.reports) == (None, "a1")


def test_a_joke_is_no_claim_of_whoever_makes_it() -> None:
    """That it was made is one of the article."""
    claim = only_claim("Orr joked that the bridge was made of cheese.")
    assert (claim.attribution, claim.reports) == (None, "a1")


def test_when_somebody_was_asked_is_no_claim() -> None:
    """Nobody says that what was asked is so."""
    assert [
        claim.text for claim in drafted('Orr said "no" when asked if the dam leaks.').claims
    ] == []


def test_no_thing_wants_what_its_owner_wants() -> None:
    """A verb of wanting goes on from somebody who can want."""
    texts = [
        one.text
        for one in drafted("Orr said he thought the door was open and wanted to close it.").claims
    ]
    assert "he wanted to close it" in texts
    assert "the door wanted to close it" not in texts


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
        ("The town must close the dam.", "fact", "CT+"),
        ("Kovalt said the town must close the dam.", "position", "CT+"),
        ("The dam would have burst in May.", "fact", "CT+"),
        ("The founder's will names the dam.", "fact", "CT+"),
        ("“I will close the dam,” Kovalt said.", "position", "CT+"),
        ("“I’m not going to close the dam,” Kovalt said.", "position", "CT-"),
        ("The dam has no gate and no lock.", "fact", "CT-"),
        ("• No one closed the dam.", "fact", "CT-"),
        ("Kovalt expects the dam to close.", "prediction", "PR+"),
        ("The dam is a terrible mistake.", "opinion", "CT+"),
        ("If it rains, the dam leaks.", "fact", "Uu"),
        ("The council denied that the dam was unsafe.", "fact", "CT-"),
        ("Kovalt expects that the dam closes.", "fact", "PR+"),
        ("The group wants the council to close the dam.", "position", "CT+"),
        ("The group hopes that the dam closes.", "position", "CT+"),
        ("The group asked the council to close the dam.", "position", "CT+"),
        ("The group has offered to close the dam.", "position", "CT+"),
        ("The group has asked them to ring before they travel.", "position", "CT+"),
        ("The group opposes a new dam.", "position", "CT+"),
        ("The dam would not stand if not for the mayor.", "prediction", "Uu"),
        ("“Vote for me.”", "fact", "Uu"),
        ("No one rang, no one wrote.", "fact", "CT-"),
        ("The dam in Teel is anything but dry.", "fact", "CT-"),
        ("The dam in Teel is not anything but dry.", "fact", "CT+"),
        ("The council did not find anything but mud in Teel.", "fact", "CT+"),
        ("The dam leaks in May, should it rain in June.", "fact", "CT+"),
        ("“Nobody came into town to close the dam,” Kovalt said.", "fact", "CT-"),
        ("Winds of 90 miles an hour were felt, just short of a record.", "fact", "CT+"),
        ("The dam cost more than the town had expected.", "fact", "CT+"),
        ("If it leaks, the town will pay, a report says.", "prediction", "Uu"),
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
        ("Farmers here spend about Rs. 1.6 lakh an acre.", None),
        ("The plot cost Rs. 400. It was dry.", ["The plot cost Rs. 400", "It was dry"]),
        (
            "The clerk said the price will cross Rs. 22,000 by May.",
            ["the price will cross Rs. 22,000 by May"],
        ),
        ("The dam is old; its owner said it has leaked.", ["The dam is old", "it has leaked"]),
        (
            "The firm was founded in Tarn and has grown since.",
            ["The firm was founded in Tarn", "The firm has grown since"],
        ),
        (
            "Heating kills germs but does not add fuel.",
            ["Heating kills germs", "Heating does not add fuel"],
        ),
        (
            "By May the dam had burst, and the town was dry.",
            ["By May the dam had burst", "the town was dry"],
        ),
        ("He rang twice and a clerk took it.", ["He rang twice", "a clerk took it"]),
        (
            "At least 12 people were killed and over 40 injured in May.",
            ["over 40 injured in May", "At least 12 people were killed in May"],
        ),
        ("If it rains and the dam is full, it leaks.", None),
        ("The crew can pay and have it sold.", None),
        ("It is the just and moral course.", None),
        ("It is the oldest and perhaps dearest part of the dam.", None),
        (
            "The deal is a risk: the town has no money.",
            ["The deal is a risk", "the town has no money"],
        ),
        (
            "It is no small irony: Dahl spent much of May here.",
            ["It is no small irony", "Dahl spent much of May here"],
        ),
        ("The banners had two words: “Stop tolls!”", None),
        ("Three towns applied: Teel, Marl and Brasvik.", None),
        (
            "Dahl barely visited the dam and had left it.",
            ["Dahl barely visited the dam", "Dahl had left it"],
        ),
        ("It's a hard law and is old.", None),
        (
            "I have watched the film and there was no leak.",
            ["I have watched the film", "there was no leak"],
        ),
        ("Half as many would have come.", None),
    ],
)
def test_each_joined_main_clause_is_a_claim(text: str, claims: list[str] | None) -> None:
    """A shared subject is a separate piece of evidence; dependent clauses are not split off."""
    found = [claim.text for claim in drafted(text).claims]
    assert found == (claims or [text.rstrip(".")])


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The mayor and the clerk have left.", ["The mayor have left", "the clerk have left"]),
        (
            "Ruiz met Okafor, Dahl and Teel on Friday.",
            ["Ruiz met Dahl on Friday", "Ruiz met Okafor on Friday", "Ruiz met Teel on Friday"],
        ),
        (
            "The board did not hire Moss or Dahl.",
            ["The board did not hire Dahl", "The board did not hire Moss"],
        ),
        ("Ada and Bo sold ships and nets.", ["Ada sold ships and nets", "Bo sold ships and nets"]),
    ],
)
def test_each_of_two_or_three_coordinated_nouns_gives_a_claim(text: str, claims: list[str]) -> None:
    """Of its subjects, or else of its objects; the words they share are evidence of each."""
    assert sorted(claim.text for claim in drafted(text).claims) == claims


@pytest.mark.parametrize(
    "text",
    [
        "Brasvik, Lornagh, Castlemoy and Teel built the levy.",
        "The mayor and the clerk met on Friday.",
        "Ada Moss and Bo Dahl are sisters.",
        "The canal links Lornagh and Teel.",
        "The firm sold black and white flags.",
        "The clerk gave the mayor and the bishop a map.",
        "The board did not hire Moss and Dahl.",
        "The firm blamed a warm autumn and a flood that shut the dam.",
    ],
)
def test_what_is_true_only_of_all_together_stays_one_claim(text: str) -> None:
    """So do lists of four or more, and adjectives."""
    assert [claim.text for claim in drafted(text).claims] == [text.rstrip(".")]


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


@pytest.mark.parametrize(
    "text",
    [
        "Kovalt criticised the new plan of the council.",
        "Kovalt wants the council to close the dam.",
        "Kovalt has refused to close the dam.",
        "Kovalt advocates more integration of the two fleets.",
        "Kovalt announced grants of £5,000 to the crews of the boats.",
        "Kovalt expressed a willingness to sell boats so that the dam is closed.",
        "Kovalt rejected the “reckless” plan of the council.",
        "Kovalt hopes that the dam will close.",
        "Kovalt called for a new dam.",
        "Kovalt ruled out that the dam was unsafe.",
        "Kovalt refuted that the dam was unsafe.",
        "Kovalt questioned that the dam was safe.",
    ],
)
def test_what_is_only_wanted_or_named_is_retold(text: str) -> None:
    """The claim is that somebody wants it; nobody says that it is so."""
    claim = only_claim(text)
    assert (claim.text, claim.attribution, claim.reports) == (text.rstrip("."), None, "a1")
    assert claim.factuality == "CT+"


def test_what_is_retold_leaves_out_what_stands_beside_its_source() -> None:
    """The age and the home of a speaker are no part of the claim."""
    claim = drafted("Bo Dahl, 61, of Sallow Lane, Teel, denies two counts of theft.").claims[0]
    assert claim.text == "Bo Dahl denies two counts of theft"


@pytest.mark.parametrize(
    "text",
    [
        "Kovalt promised to close the dam.",
        "Kovalt believes that the dam is safe.",
        "Kovalt fears that the dam will leak.",
        "Kovalt says that the dam is safe.",
        "Kovalt put the toll at 11.",
    ],
)
def test_what_is_said_or_thought_is_a_claim_of_its_source(text: str) -> None:
    """It is not retold."""
    claim = only_claim(text)
    assert (claim.attribution, claim.reports) == ("a1", None)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Teel has sought to keep the peace since the war began and has twice held talks.",
            [
                ("Teel has twice held talks", None),
                ("Teel has sought to keep the peace since the war began", None),
                ("the war began", None),
            ],
        ),
        (
            "Kovalt said the board had never agreed to attend and that no vote had been taken.",
            [("no vote had been taken", "a1")],
        ),
        (
            "Shares fell on Tuesday after the firm said profit would be £45m, far below plans.",
            [
                ("Shares fell on Tuesday", None),
                ("profit would be £45m, far below plans", "a1"),
            ],
        ),
        ("The fire service says not, so far.", []),
    ],
)
def test_what_is_said_ends_where_another_clause_begins(
    text: str, claims: list[tuple[str, str | None]]
) -> None:
    """The other clause is the article's, or the outer speaker's."""
    assert sorted((c.text, c.attribution) for c in drafted(text).claims) == sorted(claims)


@pytest.mark.parametrize(
    "text",
    [
        "Kovalt asked why the dam had leaked.",
        "Kovalt asked whether the dam had leaked.",
        "Kovalt did not call for a new dam.",
        "Nobody called for a new dam.",
    ],
)
def test_questions_and_what_nobody_says_are_not_retold(text: str) -> None:
    """They leave no claim."""
    assert drafted(text).claims == ()


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
    ("text", "claim"),
    [
        ("Hale asked Bell to say that the dam was safe.", None),
        ("Hale told Bell not to say that the dam was safe.", None),
        ("Hale accused Bell of saying the dam was safe.", None),
        ("Hale denied it: “The dam is not safe.”", "The dam is not safe"),
        ("Hale said the plan to close the dam was wrong.", "the plan to close the dam was wrong"),
        ("Hale warned Bell that the dam was unsafe.", "the dam was unsafe"),
    ],
)
def test_what_somebody_is_told_to_do_is_no_claim_of_its_own(text: str, claim: str | None) -> None:
    """It is a claim that they were told to; what follows a denial and a colon is one."""
    assert only_claim(text).text == (claim or text.rstrip("."))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "Had the alarm worked, the fire chief said, nobody would have died.",
            "Had the alarm worked",
        ),
        ("Should the dam break, engineers said, the town would flood.", "Should the dam break"),
        ("Were the dam to break, the town would flood.", "Were the dam to break"),
        ("Had the firm, Ruiz asked, ever paid its tax?", None),
    ],
)
def test_a_condition_may_begin_with_its_verb(text: str, condition: str | None) -> None:
    """Also before who says it, where the evidence has two pieces."""
    found = [claim.condition for claim in extract(Article(text=text)).claims]
    assert [one.text if one else None for one in found] == ([condition] if condition else [])


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Supporters hope the measure will pass; the governor has said she will veto it.",
            ["Supporters hope the measure will pass", "she will veto it"],
        ),
        ("Her claim that the bridge was shut is false.", [
            "Her claim that the bridge was shut is false", "the bridge was shut",
        ]),
        ("Critics fear the plan will fail; it has cost $4m.", [
            "the plan will fail", "it has cost $4m",
        ]),
    ],
)  # fmt: skip
def test_a_reporting_clause_beside_another_is_no_second_claim(text: str, claims: list[str]) -> None:
    """A verb such as "hope" is no noun; what follows a thought is the article's."""
    assert [claim.text for claim in drafted(text).claims] == claims


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


def test_a_condition_may_begin_with_its_verb_after_the_main_clause() -> None:
    """Its "should" is no demand."""
    (claim,) = extract(Article(text="A headline\n\nThe dam leaks, should it rain in May.")).claims
    assert claim.condition is not None
    assert claim.condition.text == "should it rain in May"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("If there is no deal by May I will ask the mayor.", "If there is no deal by May"),
        ("The dam is safe if the wall is dry.", "if the wall is dry"),
    ],
)
def test_a_condition_ends_before_the_main_clause(text: str, condition: str) -> None:
    """Also where no comma ends it."""
    (claim,) = extract(Article(text=f"A headline\n\n{text}")).claims
    assert claim.condition is not None
    assert claim.condition.text == condition


def test_a_hedge_beside_a_place_in_front_weakens_no_main_clause() -> None:
    """The clause with "which" or "where" is only likely itself."""
    text = "At the dam, where the gate is likely to close, the wall held in May."
    found = [c.factuality for c in drafted(text).claims if c.standing == "main"]
    assert found == ["CT+"]


def test_a_negation_before_a_colon_denies_nothing_after_it() -> None:
    claims = drafted("It is no small irony: Dahl spent much of May here.").claims
    assert [claim.factuality for claim in claims] == ["CT-", "CT+"]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "“The deal needs time,” Ruiz said, “and more money for the mills.”",
            ["The deal needs time and more money for the mills"],
        ),
        (
            "“The deal needs time. Nothing else,” Ruiz said, “and much of it.”",
            ["The deal needs time", "Nothing else and much of it"],
        ),
        (
            "“The deal needs time,” Ruiz said. “I’m not sure that it will last.”",
            ["The deal needs time", "I’m not sure that it will last"],
        ),
        (
            "“Not one of the nurses,” said Hart, “has been dismissed.”",
            ["Not one of the nurses has been dismissed"],
        ),
        (
            "“I would be lying,” Ruiz said, “if I said that it was safe.”",
            ["I would be lying if I said that it was safe"],
        ),
        ("“It is over,” Ruiz said, “and we are leaving.”", ["It is over", "we are leaving"]),
        (
            "“We lost again,” Ruiz said. “If only we had run.”",
            ["We lost again", "If only we had run"],
        ),
    ],
)
def test_a_piece_that_depends_on_the_piece_before_goes_on_with_it(
    text: str, claims: list[str]
) -> None:
    assert [claim.text for claim in drafted(text).claims] == claims


def test_marks_of_two_apostrophes_are_kept_together() -> None:
    assert only_claim("Ruiz called what she saw ''terrible.''").text.endswith("''terrible.''")
