"""Who is who: mentions of one speaker drawn together."""

from factx import extract
from factx.records import Article, Draft
from factx.rules import draft_offline


def drafted(text: str) -> Draft:
    """The draft of a text set below a headline, as in an article."""
    return draft_offline(Article(text=f"A headline\n\n{text}"))


def mentions(draft: Draft) -> dict[str, list[str]]:
    """The mentions of each speaker, by its name."""
    return {s.name: [f"{m.text} ({m.form})" for m in s.mentions] for s in draft.sources}


def test_a_surname_and_a_pronoun_are_the_speaker_named_before() -> None:
    """One source, and every mention says how it refers."""
    draft = drafted(
        "Commission Chair Denise Kovalt said the dam would rise. She said it was cheap.\n\n"
        "“It is cheap,” Kovalt said."
    )
    assert mentions(draft) == {
        "Denise Kovalt": [
            "Commission Chair Denise Kovalt (name)",
            "She (pronoun)",
            "Kovalt (name)",
        ]
    }


def test_a_pronoun_means_somebody_who_fits_it() -> None:
    """Mr Tull is no "she", so that the one before him is meant."""
    draft = drafted("Ms Ann Lee said it leaks. Mr Raymond Tull said it holds. She said it floods.")
    assert mentions(draft)["Ann Lee"] == ["Ms Ann Lee (name)", "She (pronoun)"]


def test_a_pronoun_may_mean_somebody_who_has_not_spoken_yet() -> None:
    """The place that names the speaker is a mention too."""
    draft = drafted("Among them was Lorna Pickard. She said surveyors had come.")
    assert mentions(draft) == {"Lorna Pickard": ["Lorna Pickard (name)", "She (pronoun)"]}


def test_a_speaker_without_a_name_goes_by_its_description() -> None:
    """Its naming says so."""
    source = drafted("Defense Ministry sources said the mission was near.").sources[0]
    assert (source.name, source.naming, source.kind) == (
        "Defense Ministry sources",
        "unnamed",
        "group",
    )


def test_a_bare_description_means_the_last_that_it_fits() -> None:
    """Plain sources after Defense Ministry sources are the same ones."""
    draft = drafted(
        "Defense Ministry sources said the mission was near. “It is near indeed,” sources said."
    )
    assert list(mentions(draft)) == ["Defense Ministry sources"]


def test_a_body_is_known_by_its_noun_later() -> None:
    """The council is Tarn Borough Council, and so has a name."""
    draft = drafted("Tarn Borough Council met on Monday. The council said that it would act.")
    assert mentions(draft) == {
        "Tarn Borough Council": ["Tarn Borough Council (name)", "The council (description)"]
    }


def test_two_names_in_one_phrase_are_two_sources_and_one_span() -> None:
    """Capitals that speak for their governments are metonyms."""
    draft = drafted("Paris and London said that they would send troops.")
    attribution = draft.attributions[0]
    assert attribution.source_span is not None
    assert attribution.source_span.text == "Paris and London"
    assert mentions(draft) == {"Paris": ["Paris (metonym)"], "London": ["London (metonym)"]}


def test_who_stands_for_the_noun_before_it() -> None:
    """The relative pronoun is the source span, its noun the speaker."""
    draft = drafted("Barkley, who said that he votes, left the room.")
    assert draft.attributions[0].source_span is not None
    assert draft.attributions[0].source_span.text == "who"
    assert list(mentions(draft)) == ["Barkley"]


def test_an_apposition_tells_what_a_name_names() -> None:
    """Dunmarrow Marine has the look of a person's name."""
    draft = drafted("Dunmarrow Marine, the company that keeps the bridge, said that it knew.")
    assert draft.sources[0].kind == "organisation"


def test_people_who_share_a_surname_are_told_apart_by_their_titles() -> None:
    """Without a title the one who was named last is meant."""
    draft = drafted(
        "Mr. Tom Ruiz met Mrs. Ana Ruiz. Mrs. Ruiz said it rained. Mr. Ruiz said it did not."
        " “It will,” Ruiz said."
    )
    assert mentions(draft) == {
        "Ana Ruiz": ["Ana Ruiz (name)", "Mrs. Ruiz (name)"],
        "Tom Ruiz": ["Tom Ruiz (name)", "Mr. Ruiz (name)", "Ruiz (name)"],
    }


def test_a_given_name_tells_whom_a_pronoun_cannot_mean() -> None:
    """She is no Robert, though he was named last."""
    draft = drafted("Maria Tull said it leaks. Robert Lee said it holds. She said it floods.")
    assert mentions(draft)["Maria Tull"] == ["Maria Tull (name)", "She (pronoun)"]


def test_they_may_mean_a_body_named_in_the_same_sentence() -> None:
    draft = drafted("Sources said no. Ankara is weighing what they called a threat.")
    assert mentions(draft)["Ankara"] == ["Ankara (name)", "they (pronoun)"]


def test_a_role_an_affiliation_and_a_number_are_kept() -> None:
    """As the article gives them, before the name or after it."""
    text = (
        "Chief engineer Ann Lee said it leaks. Tom Ruiz, the owner of the mill, said it holds."
        " Two officials said nothing would change. A clerk said it would."
    )
    sources = extract(Article(text=f"A headline\n\n{text}")).sources
    assert [(s.name, s.role, s.affiliation, s.number) for s in sources] == [
        ("Ann Lee", "Chief engineer", None, None),
        ("Tom Ruiz", "owner", "mill", None),
        ("Two officials", None, None, "several"),
        ("clerk", None, None, "one"),
    ]


def test_i_outside_quotations_is_one_source() -> None:
    """As in an interview without quotation marks."""
    draft = drafted(
        "Q: And then?\n\nA: I said that it leaks. The mayor laughed. I said that it holds."
    )
    assert mentions(draft) == {"I": ["I (pronoun)", "I (pronoun)"]}


def test_a_source_inside_a_quotation_that_is_i_is_its_speaker() -> None:
    """Also if the quotation is reported after it."""
    draft = drafted("“Last year I said that it leaks,” Ann Lee told the council.")
    assert list(mentions(draft)) == ["Ann Lee"]


def test_the_company_is_the_one_named_last() -> None:
    """A noun that its name does not contain."""
    draft = drafted("Orla Rail Ltd. lost money. The company said that it would recover.")
    assert list(mentions(draft)) == ["Orla Rail Ltd."]


def test_an_unnamed_document_goes_by_its_fullest_description() -> None:
    """The place of that description is a mention."""
    draft = drafted("She wrote a letter to the mayor. The letter said that the dam leaks.")
    assert mentions(draft) == {
        "letter to the mayor": ["a letter to the mayor (description)", "The letter (description)"]
    }


def test_a_name_after_the_description_is_the_source() -> None:
    """Also if the span of the source ends before the name."""
    draft = drafted("“It leaks,” said the harbour master, Ann Lee. “It does,” Lee said.")
    assert list(mentions(draft)) == ["Ann Lee"]
