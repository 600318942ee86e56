"""The body that a source speaks for, if words at one of its mentions name it or stand for it."""

import pytest
from growth import is_even

from factx import extract
from factx.records import Article, Source
from factx.rules.details.sources import SourceDetails, source_details
from factx.rules.language.language import language_of
from factx.rules.reading.document import read_document
from factx.text import Index

ENGLISH = language_of("en")


def source_in(text: str) -> Source:
    """The source of the last attribution in a text below a headline."""
    record = extract(Article(text=f"A headline\n\n{text}"))
    (last,) = record.attributions[-1].sources
    return next(source for source in record.sources if source.id == last)


def details_in(text: str, name: str, *mentions: str) -> SourceDetails:
    """What is read about an unnamed person, whose mentions are the first places of these words."""
    read = read_document(Index(f"A headline\n\n{text}"), ENGLISH)
    places = [(read.text.index(words), read.text.index(words) + len(words)) for words in mentions]
    return source_details(read, name=name, kind="person", naming="unnamed", mentions=places)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Ann Lee, who chairs the lifeboat committee, said no.", "lifeboat committee"),
        ("Ann Lee, who keeps the café, said no.", "café"),
        ("Ann Lee, who took over her aunt’s bakery in May, said no.", "bakery"),
        ("Ann Lee, who has run the mill since May, said no.", "mill"),
        ("Ann Lee, who founded the mill, said no.", "mill"),
        ("Ann Lee, who is employed by Orla Rail, said no.", "Orla Rail"),
        ("Ann Lee, who follows the stock for Orla Bank, said no.", "Orla Bank"),
        ("Ann Lee, who is with Orla Bank, said no.", "Orla Bank"),
        ("Ann Lee, who as clerk to the Tarn Trust signed it, said no.", "Tarn Trust"),
        (
            "Ann Lee, 44, has presided over the parish choir since May. “No,” she said.",
            "parish choir",
        ),
        ("Ann Lee runs Orla Rail. “No,” she said.", "Orla Rail"),
        ("One woman who works at the library said no.", "library"),
        ("A nurse, who works for the Tarn Trust, said no.", "Tarn Trust"),
        ("A former nurse who is now head of the Tarn Trust said no.", "Tarn Trust"),
        ("A clerk in the claims office of Orla Insurance said no.", "Orla Insurance"),
        ("Officials in one of the counties concerned said no.", "one of the counties concerned"),
    ],
)
def test_a_clause_about_leading_or_working_names_the_body(text: str, body: str) -> None:
    assert source_in(text).affiliation == body


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, who ran the mill until May, said no.",
        "Ann Lee, who used to run the mill, said no.",
        "Ann Lee, who was head of the Tarn Trust in May, said no.",
        "Ann Lee, who waited at the museum, said no.",
        "A woman who is at the library said no.",
        "Ann Lee, who wrote to the council, said no.",
        "Ann Lee, who voted for the Liberal Union, said no.",
        "Ann Lee, who lectures in Norland, said no.",
        "Ann Lee, who is keeping an eye on the Tarn Trust, said no.",
        "Ann Lee, who is challenging the head of Orla Rail, said no.",
        "Ann Lee, whose town includes the Tarn Trust, said no.",
        "Ann Lee runs marathons. “No,” she said.",
        "Nobody fears Ann Lee, the members of the Ferry Union least. Lee said no.",
    ],
)
def test_other_clauses_name_no_body(text: str) -> None:
    """What somebody did once, where they are, whom they wrote to or vote for."""
    assert source_in(text).affiliation is None


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Tarn mill is short of flour. Ann Lee, who manages it, said no.", "Tarn mill"),
        ("Orla Rail sacked Tarn Docks Ltd. Its director, Ann Lee, said no.", "Orla Rail"),
        ("A firm, Orla Messaging, closed. Its chief, Ann Lee, said no.", "Orla Messaging"),
        (
            "At the cattle market, a pen stood empty. Its manager, Ann Lee, said no.",
            "cattle market",
        ),
        (
            "Quorl, which owns the docks, paid Orla Rail. This time it cannot. Its director, Ann"
            " Lee, said no.",
            "Quorl",
        ),
        ("Orla Rail closed. Members of its board said no.", "board"),
        ("She read law at college, and the bursar there said no.", "college"),
        ("Officials in her department said no. The Finance Department closed.", "department"),
        ("Orla Rail closed. A spokesman for the company said no.", "Orla Rail"),
        ("Orla Rail, a haulage firm, closed. A spokesman for the firm said no.", "Orla Rail"),
        ("The Tarn Herald closed. The newspaper’s editor said no.", "Tarn Herald"),
        (
            "Orla Rail closed. Members of the drivers’ group resigned. A spokesman for the group"
            " said no.",
            "drivers’ group",
        ),
        ("Company officials said no. Orla Rail Ltd. closed.", "Orla Rail Ltd."),
        ("The council met. Tarn Borough Council officials said no.", "Tarn Borough Council"),
        (
            "The treasurer of an almshouse charity said no. Tarn Almshouses closed.",
            "Tarn Almshouses",
        ),
    ],
)
def test_pronouns_and_descriptions_stand_for_a_body(text: str, body: str) -> None:
    """ "its" is the subject of the sentence before, "the group" the one named last."""
    assert source_in(text).affiliation == body


@pytest.mark.parametrize(
    "text",
    [
        "The film opened in May. Its director, Ann Lee, said no.",
        "The lorry was late. Its driver, Ann Lee, said no.",
        "Orla Rail closed. Rain fell. Snow fell. Hail fell. Its director, Ann Lee, said no.",
        "She left the Tarn Trust, went to Texas, and the officer there said no.",
        "Orla Rail closed. Their spokesman said no.",
    ],
)
def test_a_pronoun_may_stand_for_no_body(text: str) -> None:
    """Works and things have none, a body far away is not meant, and "there" may be a country."""
    assert source_in(text).affiliation is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Orla Rail closed. A spokeswoman said no.", None),
        ("Orla Rail closed. Managing director Ann Lee said no.", "Managing director"),
        ("Orla Rail closed. The chief executive, Ann Lee, said no.", "chief executive"),
        ("Orla Rail closed. “No,” said Ann Lee, a staff attorney.", "staff attorney"),
        ("The Tarn Water Commission met. Commissioner Ann Lee said no.", "Commissioner"),
        ("The Tarn Police Department met. Superintendent Ann Lee said no.", "Superintendent"),
        ("The Tarn Borough Council met. Councillor Ann Lee said no.", "Councillor"),
        (
            "Ann Lee met Bo Tull, of Orla Rail. Lee’s chief of staff, Jo Moss, said no.",
            "chief of staff",
        ),
        ("A bank manager said no.", None),
        ("Syndicated radio host Ann Lee said no.", "Syndicated radio host"),
    ],
)
def test_an_office_alone_names_no_body(text: str, role: str | None) -> None:
    """The body that the story suggests is not filled in."""
    found = source_in(text)
    assert (found.role, found.affiliation) == (role, None)


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        (
            "Bo Tull is dead. He is 44, a sergeant in the coastguard. Tull said no.",
            "sergeant",
            "coastguard",
        ),
        ("Ann Lee lost. Her liberal Ferry Union split. Lee said no.", None, "Ferry Union"),
        ("Ann Lee lost. Her Ferry Union card was red. Lee said no.", None, None),
        ("Ann Lee lost. She runs the mill. Lee said no.", None, "mill"),
        ("Ann Lee lost. He runs the mill. Lee said no.", None, None),
        ("Ann Lee met Jo Moss. She runs the mill. Lee said no.", None, None),
        ("Ann Lee lost. She was head of the mill. Lee said no.", None, None),
    ],
)
def test_a_sentence_about_the_person_counts(text: str, role: str | None, body: str | None) -> None:
    """If its subject can mean nobody else."""
    found = source_in(text)
    assert (found.role, found.affiliation) == (role, body)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("A House aide said no.", "House"),
        ("A House Republican aide said no.", "House"),
        ("The Ministry of Ports met. A Ministry official said no.", "Ministry of Ports"),
        ("Tarn Borough Council met. A Tarn council clerk said no.", "Tarn Borough Council"),
        (
            "Norlandic foreign affairs ministry spokesman Bo Tull said no.",
            "Norlandic foreign affairs ministry",
        ),
        ("Former Treasury official Bo Tull said no.", "Treasury"),
        ("The Tarn Liberal Party chairman Bo Tull said no.", "Tarn Liberal Party"),
        ("Texas governor Ann Lee said no.", "Texas"),
        ("Governor Ann Lee of Texas said no.", "Texas"),
        ("Norland won. A Norlandic official said no.", "Norland"),
        ("Ann Lee, an analyst for the investment company Janek Moss, said no.", "Janek Moss"),
        ("Ann Lee, director of the lobby group Democracy for Tarn, said no.", "Democracy for Tarn"),
        ("Ann Lee, head of Tarn Forward Now, said no.", "Tarn Forward Now"),
        ("Ann Lee, education board editor at the Tarn Herald, said no.", "Tarn Herald"),
        ("Kovalt Pumps Pvt. Ltd. is full; its manager said no.", "Kovalt Pumps Pvt. Ltd."),
    ],
)
def test_the_name_of_the_body_is_complete(text: str, body: str) -> None:
    """It is the fullest in the article, and nothing beside it belongs to it."""
    assert source_in(text).affiliation == body


@pytest.mark.parametrize(
    "text",
    [
        "A Tarn-based lawyer said no.",
        "Ann Lee, a Texas lawyer, said no.",
        "Norland won. A Norlandic plumber said no.",
        "Ann Lee of Texas said no.",
        "Senator Ann Lee, Republican of Texas, said no.",
        "Ann Lee (Tex.) said no.",
        "Ann Lee (R) said no.",
        "Residents of Dace County said no.",
        "People in the county said no.",
    ],
)
def test_where_somebody_is_from_is_no_affiliation(text: str) -> None:
    assert source_in(text).affiliation is None


@pytest.mark.parametrize(
    "text",
    [
        "Bo Kovalt won. A Kovalt aide said no.",
        "A Kovalt aide said no.",
        "Orla Rail customers said no.",
        "Supporters of the Liberal Union said no.",
        "Rivals for the Liberal nomination said no.",
        "The women at the rowing club said no.",
        "Ann Lee, author of The Tides, said no.",
        "Ann Lee, an expert on banks, said no.",
        "Crime experts said no. The crime was new.",
    ],
)
def test_people_works_and_topics_are_no_bodies(text: str) -> None:
    """Nor do those who buy from a body or support it speak for it."""
    assert source_in(text).affiliation is None


def test_members_of_a_club_belong_to_it() -> None:
    """ "of" says so for women, men and people, who otherwise only live or are somewhere."""
    assert source_in("The women of the rowing club said no.").affiliation == "rowing club"


def test_the_description_counts_if_only_a_pronoun_is_a_mention() -> None:
    """A model may list only "she" and "who" as mentions of somebody whom the article describes."""
    text = "A clerk at Orla Rail sent an email. “No,” she wrote. Moss, who saw her, left."
    assert details_in(text, "clerk at Orla Rail", "she").affiliation == "Orla Rail"
    text = "Officials in his department, who gave no names, said no."
    assert details_in(text, "Officials in his department", "who").affiliation == "department"


def test_who_pays_for_an_advert_is_the_body_of_its_narrator() -> None:
    """ "by" names a body after a document, and any unknown name is one."""
    words = "The narrator of an ad by Quorl Forward Now"
    found = details_in(f"{words} asks: “Who pays?”", words[4:], words)
    assert found.affiliation == "Quorl Forward Now"


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("The council, in a letter from Ann Lee, a lawyer, said no.", "lawyer", "council"),
        ("The council met. In a letter from Ann Lee, a lawyer, it said no.", "lawyer", None),
        ("Ann Lee, whose firm, Orla Rail, closed, said no.", None, "Orla Rail"),
        ("Ann Lee, whose son, Bo, works at Orla Rail, said no.", None, None),
    ],
)
def test_a_body_beside_a_name(text: str, role: str | None, body: str | None) -> None:
    """Who writes for a body and whose firm it is."""
    read = read_document(Index(f"A headline\n\n{text}"), ENGLISH)
    start = read.text.index("Ann")
    found = source_details(
        read, name="Ann Lee", kind="person", naming="named", mentions=[(start, start + 7)]
    )
    assert (found.role, found.affiliation) == (role, body)


def test_over_there_is_no_body() -> None:
    text = "He works at the mill, and somebody over there who is nice says no."
    assert details_in(text, "somebody over there", "somebody over there").affiliation is None


def test_a_headline_gives_no_post() -> None:
    """Its capitals do not tell where a name begins."""
    found = source_in("Trust Finally Backs House Speaker Ann Lee. Ann Lee, of Orla Rail, said no.")
    assert found.affiliation == "Orla Rail"


def test_sentence_numbers_do_not_change_for_a_company_name() -> None:
    """Drafts refer to them; only the rules read "Pvt. Ltd." as one sentence."""
    index = Index("Kovalt Pumps Pvt. Ltd. is full. It rained.")
    assert len(index.sentences) == 3
    assert len(read_document(index, ENGLISH).units) == 2


@pytest.mark.parametrize(
    "unit",
    ["its head, Ann Lee, ", "a mill aide. It ran. ", "Orla Rail. He is ", "Council. A firm aide. "],
)
def test_no_text_makes_affiliations_slow(unit: str) -> None:
    """A hundred sources take time that grows linearly with the length of the article."""

    def work(text: str) -> None:
        read = read_document(Index(text), ENGLISH)
        step = max(1, len(text) // 100)
        for at in range(0, len(text) - 9, step):
            source_details(
                read, name="mill aide", kind="person", naming="unnamed", mentions=[(at, at + 9)]
            )
            source_details(
                read, name="Ann Lee", kind="person", naming="named", mentions=[(at, at + 7)]
            )

    assert is_even(work, unit, 20_000)
