"""Speakers: the mentions of one speaker are resolved to one source."""

import pytest

from factx import extract
from factx.records import Article, Draft
from factx.rules import draft_offline


def drafted(text: str) -> Draft:
    """The draft of a text under a headline, as in an article."""
    return draft_offline(Article(text=f"A headline\n\n{text}"))


def mentions(draft: Draft) -> dict[str, list[str]]:
    """The mentions of each speaker, by its name."""
    return {s.name: [f"{m.text} ({m.form})" for m in s.mentions] for s in draft.sources}


def test_a_surname_and_a_pronoun_refer_to_the_speaker_named_before() -> None:
    """They are one source, and every mention has its form."""
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


def test_a_pronoun_refers_to_somebody_of_its_gender() -> None:
    """Mr Tull is not "she", so the person before him is."""
    draft = drafted("Ms Ann Lee said it leaks. Mr Raymond Tull said it holds. She said it floods.")
    assert mentions(draft)["Ann Lee"] == ["Ms Ann Lee (name)", "She (pronoun)"]


def test_a_pronoun_can_refer_to_somebody_who_has_not_spoken_yet() -> None:
    """The name is a mention too."""
    draft = drafted("Among them was Lorna Pickard. She said surveyors had come.")
    assert mentions(draft) == {"Lorna Pickard": ["Lorna Pickard (name)", "She (pronoun)"]}


def test_the_name_of_an_unnamed_speaker_is_its_description() -> None:
    """Its naming is unnamed."""
    source = drafted("Defense Ministry sources said the mission was near.").sources[0]
    assert (source.name, source.naming, source.kind) == (
        "Defense Ministry sources",
        "unnamed",
        "group",
    )


def test_a_short_description_refers_to_the_last_source_that_it_fits() -> None:
    """ "sources" after "Defense Ministry sources" is the same source."""
    draft = drafted(
        "Defense Ministry sources said the mission was near. “It is near indeed,” sources said."
    )
    assert list(mentions(draft)) == ["Defense Ministry sources"]


def test_the_noun_of_a_body_refers_to_it_later() -> None:
    """ "the council" is Tarn Borough Council."""
    draft = drafted("Tarn Borough Council met on Monday. The council said that it would act.")
    assert mentions(draft) == {
        "Tarn Borough Council": ["Tarn Borough Council (name)", "The council (description)"]
    }


def test_two_names_in_one_phrase_are_two_sources_and_one_span() -> None:
    """The names of capitals are metonyms of their governments."""
    draft = drafted("Paris and London said that they would send troops.")
    attribution = draft.attributions[0]
    assert attribution.source_span is not None
    assert attribution.source_span.text == "Paris and London"
    assert mentions(draft) == {"Paris": ["Paris (metonym)"], "London": ["London (metonym)"]}


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Ida Lund, Karl Voss and Jon Dahl", ["Ida Lund", "Karl Voss", "Jon Dahl"]),
        ("Ida Lund, Karl Voss, and Jon Dahl", ["Ida Lund", "Karl Voss", "Jon Dahl"]),
        ("Mayor Ida Lund as well as former Mayor Jon Dahl", ["Ida Lund", "Jon Dahl"]),
        ("Ida Lund and Karl Voss as well as Jon Dahl", ["Ida Lund", "Karl Voss", "Jon Dahl"]),
        ("The mayor, the port and the police", ["mayor, the port and the police"]),
        ("Ida Lund, a friend and a nurse,", ["Ida Lund"]),
        ("An actor playing Ida Lund", ["actor playing Ida Lund"]),
        ("Acting Mayor Ida Lund", ["Ida Lund"]),
    ],
)
def test_each_name_of_a_list_is_a_source(phrase: str, names: list[str]) -> None:
    """A list of descriptions is one source, and what describes a name is none."""
    draft = drafted(f"{phrase} said it was time to close the pier.")
    assert [source.name for source in draft.sources] == names


def test_a_relative_pronoun_refers_to_the_noun_before_it() -> None:
    """The pronoun is the source span, and the noun names the speaker."""
    draft = drafted("Barkley, who said that he votes, left the room.")
    assert draft.attributions[0].source_span is not None
    assert draft.attributions[0].source_span.text == "who"
    assert list(mentions(draft)) == ["Barkley"]


def test_an_apposition_determines_the_kind_of_a_name() -> None:
    """Dunmarrow Marine looks like the name of a person."""
    draft = drafted("Dunmarrow Marine, the company that keeps the bridge, said that it knew.")
    assert draft.sources[0].kind == "organisation"


def test_titles_distinguish_people_with_the_same_surname() -> None:
    """Without a title, the surname refers to the person named last."""
    draft = drafted(
        "Mr. Tom Ruiz met Mrs. Ana Ruiz. Mrs. Ruiz said it rained. Mr. Ruiz said it did not."
        " “It will,” Ruiz said."
    )
    assert mentions(draft) == {
        "Ana Ruiz": ["Ana Ruiz (name)", "Mrs. Ruiz (name)"],
        "Tom Ruiz": ["Tom Ruiz (name)", "Mr. Ruiz (name)", "Ruiz (name)"],
    }


def test_a_given_name_excludes_a_pronoun_of_the_other_gender() -> None:
    """Robert was named last, but is not "she"."""
    draft = drafted("Maria Tull said it leaks. Robert Lee said it holds. She said it floods.")
    assert mentions(draft)["Maria Tull"] == ["Maria Tull (name)", "She (pronoun)"]


def test_a_pronoun_that_opens_what_somebody_says_refers_to_them() -> None:
    """So does one that opens what a description says in what another says."""
    draft = drafted("Ann Lee said the defendant would claim that he knew nothing of it.")
    assert mentions(draft)["defendant"] == ["the defendant (description)", "he (pronoun)"]


def test_he_may_mean_the_client_of_who_speaks_for_him() -> None:
    """Nothing shows that the lawyer is a man."""
    draft = drafted("Bo Dahl said no. He said it was late. Dahl’s lawyer said he believed it was.")
    assert mentions(draft)["Bo Dahl"] == ["Bo Dahl (name)", "He (pronoun)", "he (pronoun)"]


def test_it_means_no_other_body_if_the_speaker_may_be_one() -> None:
    """Nothing shows whether "Teel General" is a person."""
    draft = drafted(
        "The council rang. The council said no. Teel General said it did not expect to close."
    )
    assert mentions(draft)["it"] == ["it (pronoun)"]


def test_a_pronoun_refers_to_who_is_described_in_the_sentence_before() -> None:
    """Not to somebody who spoke before that."""
    text = "“It is done,” one of them said. The second guard was less sure. He said it was late."
    assert mentions(drafted(text))["second guard"] == [
        "The second guard (description)",
        "He (pronoun)",
    ]


def test_he_does_not_mean_who_is_only_mentioned_in_between() -> None:
    """Nor somebody whom an apposition describes."""
    draft = drafted(
        "Bo Dahl said no. The dam leaks. His aunt was due in Teel. He said it was late."
    )
    assert mentions(draft)["Bo Dahl"] == ["Bo Dahl (name)", "He (pronoun)"]


def test_it_means_the_body_that_issued_a_statement() -> None:
    """Not the statement, though that stands next to it."""
    draft = drafted(
        "Teel Rail said no. The line is shut. Teel Rail put out a statement. It said no."
    )
    assert mentions(draft)["Teel Rail"][-1] == "It (pronoun)"


def test_they_can_refer_to_a_body_named_in_the_same_sentence() -> None:
    draft = drafted("Sources said no. Ankara is weighing what they called a threat.")
    assert mentions(draft)["Ankara"] == ["Ankara (name)", "they (pronoun)"]


def test_a_source_has_role_affiliation_and_number() -> None:
    """The article gives them before or after the name."""
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
    """For example in an interview without quotation marks."""
    draft = drafted(
        "Q: And then?\n\nA: I said that it leaks. The mayor laughed. I said that it holds."
    )
    assert mentions(draft) == {"I": ["I (pronoun)", "I (pronoun)"]}


def test_i_inside_a_quotation_is_its_speaker() -> None:
    """Even if the cue of the quotation follows it."""
    draft = drafted("“Last year I said that it leaks,” Ann Lee told the council.")
    assert list(mentions(draft)) == ["Ann Lee"]


def test_the_company_refers_to_the_body_named_last() -> None:
    """The noun need not be part of the name."""
    draft = drafted("Orla Rail Ltd. lost money. The company said that it would recover.")
    assert list(mentions(draft)) == ["Orla Rail Ltd."]


def test_the_name_of_an_unnamed_document_is_its_fullest_description() -> None:
    """That description is a mention."""
    draft = drafted("She wrote a letter to the mayor. The letter said that the dam leaks.")
    assert mentions(draft) == {
        "letter to the mayor": ["a letter to the mayor (description)", "The letter (description)"]
    }


def test_a_name_after_the_description_is_the_source() -> None:
    """Even if the source span ends before the name."""
    draft = drafted("“It leaks,” said the harbour master, Ann Lee. “It does,” Lee said.")
    assert list(mentions(draft)) == ["Ann Lee"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Tomas Brell came. “It is late,” Mr. Brell said. His wife, Zofija Brell, left.", "Tomas"),
        ("“It is late,” Mr. Brell said. His wife, Zofija Brell, left.", "Brell"),
        ("“It is late,” Mr. Brell said. Mary Brell left.", "Brell"),
        ("“It is late,” Mr. Brell said. Tomas Brell left.", "Tomas"),
        ("Ann Brell and Tomas Brell came. “It is late,” Ms. Brell said.", "Ann"),
        ("Ann Brell came. “It is late,” Brell said. Tomas Brell left.", "Ann"),
    ],
)
def test_a_name_means_nobody_who_comes_later_or_is_of_another_gender(
    text: str, speaker: str
) -> None:
    """It would put the words of one person into the mouth of another."""
    (statement,) = extract(text).statements
    assert statement.speaker.split()[0] == speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was a new bridge. The New Tarn Times reported that it was late.", "New Tarn Times"),
        ("It was new, according to the New Tarn Times.", "New Tarn Times"),
        ("A new mayor came. “It is late,” Mayor Mary Bloomberg said.", "Mary Bloomberg"),
    ],
)
def test_a_common_word_can_open_the_name_of_a_newspaper(text: str, name: str) -> None:
    assert [source.name for source in extract(text).sources] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Neither Ana Ruiz nor Bo Dahl came. She said it was late.", ["Ana Ruiz"]),
        ("It hurt Dahl, whose lawyers argued that it was late.", ["lawyers"]),
    ],
)
def test_no_name_begins_with_a_word_that_only_joins_or_relates(text: str, names: list[str]) -> None:
    assert [source.name for source in extract(text).sources] == names


def test_a_description_ends_at_the_only_verb_of_its_sentence() -> None:
    text = "Dahl’s lawyers relied on Teel precedent. The lawyers said it was late."
    assert [source.name for source in extract(text).sources] == ["Dahl’s lawyers"]


@pytest.mark.parametrize(
    ("lead", "later", "is_joined"),
    [
        (
            "The treasurer of a charity said that she “never counted the doors”.",
            "“I never counted the doors. I had the list,” Ann Quill said.",
            True,
        ),
        (
            "The treasurer of a charity said that she “never counted the doors”.",
            "“I never counted the roofs. I had the list,” Ann Quill said.",
            False,
        ),
        (
            "The treasurer of a charity said that it was “not for her”.",
            "“It was not for her to say so,” Ann Quill said.",
            False,
        ),
        (
            "A man told police that the plough had been left outside.",
            "“I walked home and the plough had been left outside, so I drove it,” Bo Tarn said.",
            True,
        ),
        (
            "A letter said that she “never counted the doors”.",
            "“I never counted the doors. I had the list,” Ann Quill said.",
            False,
        ),
    ],
)
def test_whoever_says_the_same_words_is_the_same_person(
    lead: str, later: str, is_joined: bool
) -> None:
    """A description is joined with the name that a later paragraph gives, and a letter is not."""
    draft = drafted(f"{lead}\n\n{later}")
    assert (len({a.sources for a in draft.attributions}) == 1) is is_joined


def test_a_description_with_fewer_words_refers_to_the_fuller_one() -> None:
    """The words that are left must all be in the fuller one."""
    draft = drafted(
        "A senior railway official said the line was shut. “It will open,” the railway official"
        " said. “It will not,” the harbour official said."
    )
    assert [s.name for s in draft.sources] == ["senior railway official", "harbour official"]


def test_a_body_goes_by_the_noun_before_of() -> None:
    """ "The department" after "the Department of Natural Lands" is the same body."""
    draft = drafted("The Department of Natural Lands sold it. The department said it had to.")
    assert [s.name for s in draft.sources] == ["Department of Natural Lands"]


def test_a_surname_after_an_initial_begins_no_sentence() -> None:
    """So the same surname at the start of a later sentence is a name."""
    draft = drafted("Kyle R. Bransted was charged. Bransted told the officer that it was late.")
    assert [s.name for s in draft.sources] == ["Kyle R. Bransted"]


def test_who_after_a_party_and_a_place_means_the_politician() -> None:
    """ "R-Odell" says more about her."""
    draft = drafted("Rep. Ann Lee, R-Odell, who says the bill is dead, left.")
    assert [s.name for s in draft.sources] == ["Ann Lee"]
