"""What the rules read about a source: its name, role, affiliation, kind and number."""

from typing import NamedTuple

import pytest

from factx import extract
from factx.records import Article, Source
from factx.rules.details.sources import SourceDetails, source_details
from factx.rules.language.language import language_of
from factx.rules.reading.document import read_document
from factx.text import Index


class Row(NamedTuple):
    """A text, and what is to be read about the source of its last statement."""

    text: str
    name: str
    role: str | None = None
    affiliation: str | None = None
    kind: str = "person"
    number: str | None = None


def source_in(text: str) -> Source:
    """The source of the last attribution in a text below a headline."""
    record = extract(Article(text=f"A headline\n\n{text}"))
    (last,) = record.attributions[-1].sources
    return next(source for source in record.sources if source.id == last)


def check(row: Row) -> None:
    found = source_in(row.text)
    assert Row(row.text, found.name, found.role, found.affiliation, found.kind, found.number) == row


TITLES = [
    Row("Chief Executive Tomas Whitlock said fares rose.", "Tomas Whitlock", "Chief Executive"),
    Row("Deputy Prime Minister Orla Tamm said no.", "Orla Tamm", "Deputy Prime Minister"),
    Row(
        "Detective Chief Inspector Paul Reave said the road was shut.",
        "Paul Reave",
        "Detective Chief Inspector",
    ),
    Row(
        "“It leaks,” said former Treasury secretary Lawrence Moss.",
        "Lawrence Moss",
        "former secretary",
        "Treasury",
    ),
    Row("The council leader Ruth Amble said it leaks.", "Ruth Amble", "council leader", "council"),
    Row(
        "Sound Ferries chief executive Leila Brandvold said it leaks.",
        "Leila Brandvold",
        "chief executive",
        "Sound Ferries",
    ),
    Row("Labour MP Joan Pryde said it leaks.", "Joan Pryde", "MP", "Labour"),
    Row("The Danish painter Rune Holt said it leaks.", "Rune Holt", "Danish painter"),
    Row("The beekeeper Amara Teo said it leaks.", "Amara Teo", "beekeeper"),
    Row("Mr Holt said it leaks.", "Holt"),
    Row("Dr. Ines Barroca said it leaks.", "Ines Barroca"),
    Row("Professor Ines Barroca said it leaks.", "Ines Barroca"),
    Row("Judge Okonjo said it leaks.", "Okonjo", "Judge"),
    Row("Sen. Travis Hollin said it leaks.", "Travis Hollin", "Sen."),
    Row("Secretary of State John F. Moss said it leaks.", "John F. Moss", "Secretary of State"),
    Row("“It leaks,” Foreign Minister Radek Stas said.", "Radek Stas", "Foreign Minister"),
    Row("The foreign minister, Radek Stas, said it leaks.", "Radek Stas", "foreign minister"),
    Row(
        "Tarn Borough Council leader Ann Lee said it leaks.",
        "Ann Lee",
        "leader",
        "Tarn Borough Council",
    ),
    Row("Coach Dunkley said it leaks.", "Dunkley", "Coach"),
    Row("Ship owner Mara Quist said it leaks.", "Mara Quist", "Ship owner"),
    Row("Tarn spokesman Bo Tull said it leaks.", "Bo Tull", "spokesman", "Tarn"),
    Row("Ana Kovalt won. Kovalt spokesman Bo Tull said it leaks.", "Bo Tull", "spokesman"),
    Row("The Tarn campaign manager Bo Tull said no.", "Bo Tull", "manager", "Tarn campaign"),
]

APPOSITIONS = [
    Row(
        "Tomas Whitlock, chief executive of Orla Rail, said fares rose.",
        "Tomas Whitlock",
        "chief executive",
        "Orla Rail",
    ),
    Row("The mayor of Tarn, Lena Moss, said it leaks.", "Lena Moss", "mayor", "Tarn"),
    Row("Lena Moss, the mayor of Tarn, said it leaks.", "Lena Moss", "mayor", "Tarn"),
    Row(
        "Lena Moss, who runs Sound Ferries, said it leaks.",
        "Lena Moss",
        None,
        "Sound Ferries",
    ),
    Row(
        "“It is slow,” said Ines Barroca, a geophysicist at the coastal observatory.",
        "Ines Barroca",
        "geophysicist",
        "coastal observatory",
    ),
    Row("Ann Lee, 41, a plumber, said it leaks.", "Ann Lee", "plumber"),
    Row("Ann Lee, 41, said it leaks.", "Ann Lee"),
    Row("Ann Lee, a friend of the mayor, said it leaks.", "Ann Lee"),
    Row("His sister, Ann Lee, said it leaks.", "Ann Lee"),
    Row(
        "Sound Ferries lost money. Its chief executive, Ann Lee, said it leaks.",
        "Ann Lee",
        "chief executive",
        "Sound Ferries",
    ),
    Row(
        "Ann Lee, Sound Ferries’ chief executive, said it leaks.",
        "Ann Lee",
        "chief executive",
        "Sound Ferries",
    ),
    Row(
        "Ann Lee, Larkmoor's head of research, said it leaks. Larkmoor Appliances Ltd. lost money.",
        "Ann Lee",
        "head of research",
        "Larkmoor Appliances Ltd.",
    ),
    Row(
        "Ann Lee, director of public health at Tarn Council, said it leaks.",
        "Ann Lee",
        "director of public health",
        "Tarn Council",
    ),
    Row("Ann Lee, MP for Wenbury, said it leaks.", "Ann Lee", "MP for Wenbury"),
    Row("Ann Lee, now a judge, said it leaks.", "Ann Lee", "judge"),
    Row("Ann Lee, a retired surgeon who led the ward, said no.", "Ann Lee", "retired surgeon"),
    Row(
        "Ann Lee of the Ferry Workers’ Union said it leaks.",
        "Ann Lee",
        None,
        "Ferry Workers’ Union",
    ),
    Row("Ann Lee, who owns Lee's Market, said it leaks.", "Ann Lee", None, "Lee's Market"),
    Row("Ann Lee (the owner) said it leaks.", "Ann Lee", "owner"),
    Row(
        "Ann Lee said it leaks. She is a poet. Lee, secretary of the Tarn Poetry Society, said no.",
        "Ann Lee",
        "secretary",
        "Tarn Poetry Society",
    ),
    Row(
        "The hospital’s chief nurse, Ann Lee, said it leaks.",
        "Ann Lee",
        "chief nurse",
        "hospital",
    ),
]

POSTS = [
    Row(
        "Ann Lee, of the Tarn Boaters’ Association, said no.",
        "Ann Lee",
        None,
        "Tarn Boaters’ Association",
    ),
    Row("Ann Lee, from the Ferry Union, said no.", "Ann Lee", None, "Ferry Union"),
    Row(
        "Ann Lee, who is chief executive of Orla Rail, said no.",
        "Ann Lee",
        "chief executive",
        "Orla Rail",
    ),
    Row(
        "Ann Lee, chief executive at Orla Rail, said no.", "Ann Lee", "chief executive", "Orla Rail"
    ),
    Row("Orla Rail’s chief executive Ann Lee said no.", "Ann Lee", "chief executive", "Orla Rail"),
    Row(
        "Orla Rail’s chief executive, Ann Lee, said no.", "Ann Lee", "chief executive", "Orla Rail"
    ),
    Row("Ann Lee, Orla Rail’s head of policy, said no.", "Ann Lee", "head of policy", "Orla Rail"),
    Row(
        "The head of policy at Orla Rail, Ann Lee, said no.",
        "Ann Lee",
        "head of policy",
        "Orla Rail",
    ),
    Row(
        "The union’s general secretary, Ann Lee, said no.", "Ann Lee", "general secretary", "union"
    ),
    Row("Orla Rail’s Ann Lee said no.", "Ann Lee", None, "Orla Rail"),
    Row(
        "Ann Lee, chair of the council’s transport committee, said no.",
        "Ann Lee",
        "chair",
        "council’s transport committee",
    ),
    Row("Ann Lee, a spokeswoman for Orla Rail, said no.", "Ann Lee", "spokeswoman", "Orla Rail"),
    Row("Ann Lee, the Orla Rail spokeswoman, said no.", "Ann Lee", "spokeswoman", "Orla Rail"),
    Row("Ann Lee – the club’s coach – said no.", "Ann Lee", "coach", "club"),
    Row(
        "Ann Lee, a professor of economics at the University of Tarn, said no.",
        "Ann Lee",
        "professor of economics",
        "University of Tarn",
    ),
    Row("Ann Lee, an economist with Orla Bank, said no.", "Ann Lee", "economist", "Orla Bank"),
    Row("Economist Ann Lee of Orla Bank said no.", "Ann Lee", "Economist", "Orla Bank"),
    Row("Ann Lee, Orla Bank economist, said no.", "Ann Lee", "economist", "Orla Bank"),
    Row("Shadow health secretary Ann Lee said no.", "Ann Lee", "Shadow health secretary"),
    Row("Conservative councillor Ann Lee said no.", "Ann Lee", "Conservative councillor"),
    Row("Cllr Ann Lee said no.", "Ann Lee", "Cllr"),
    Row("Sgt Ann Lee, of Tarn Police, said no.", "Ann Lee", "Sgt", "Tarn Police"),
    Row("Dr Ann Lee, a GP in Tarn, said no.", "Ann Lee", "GP"),
    Row(
        "Prof Ann Lee, from the University of Tarn, said no.", "Ann Lee", None, "University of Tarn"
    ),
    Row("Ann Lee, 34, from Tarn, said no.", "Ann Lee"),
    Row("Ann Lee, a mother of three, said no.", "Ann Lee"),
    Row("Ann Lee, whose son fell ill, said no.", "Ann Lee"),
    Row("Ann Lee, vice-chair of the Tarn Trust, said no.", "Ann Lee", "vice-chair", "Tarn Trust"),
    Row("Ann Lee, co-founder of Orla Rail, said no.", "Ann Lee", "co-founder", "Orla Rail"),
    Row("Ann Lee, owner of the Red Lion pub, said no.", "Ann Lee", "owner", "Red Lion pub"),
    Row("Ann Lee, who owns the bakery, said no.", "Ann Lee", None, "bakery"),
    Row("Ann Lee, who works for Orla Rail, said no.", "Ann Lee", None, "Orla Rail"),
    Row("Ann Lee, who used to run Orla Rail, said no.", "Ann Lee"),
    Row("Ann Lee is a plumber in Tarn. Lee said no.", "Ann Lee", "plumber"),
    Row("Ann Lee is the head of Orla Rail. “No,” she said.", "Ann Lee", "head", "Orla Rail"),
    Row(
        "“No,” said Ann Lee, who chairs the residents’ association.",
        "Ann Lee",
        None,
        "residents’ association",
    ),
    Row(
        "“No,” said Ann Lee, secretary of the local branch of the Ferry Union.",
        "Ann Lee",
        "secretary",
        "Ferry Union",
    ),
    Row("“No,” said Ann Lee, a researcher on tides.", "Ann Lee", "researcher on tides"),
    Row(
        "“No,” said Ann Lee, deputy head of Tarn Primary School.",
        "Ann Lee",
        "deputy head",
        "Tarn Primary School",
    ),
    Row("“No,” said the harbour master, Ann Lee.", "Ann Lee", "harbour master"),
    Row("“No,” said the shop’s owner, Ann Lee.", "Ann Lee", "owner", "shop"),
    Row(
        "“No,” said Ann Lee, who teaches law at the University of Tarn.",
        "Ann Lee",
        None,
        "University of Tarn",
    ),
    Row(
        "“No,” said Ann Lee, president and founder of Orla Rail.",
        "Ann Lee",
        "president and founder",
        "Orla Rail",
    ),
    Row("“No,” said Ann Lee, a lawyer for the families.", "Ann Lee", "lawyer for the families"),
    Row("“No,” said Ann Lee, the chief scientist.", "Ann Lee", "chief scientist"),
    Row("“No,” said Ann Lee, captain of the lifeboat.", "Ann Lee", "captain of the lifeboat"),
    Row("“No,” said Ann Lee, a farmer whose land was flooded.", "Ann Lee", "farmer"),
    Row("“No,” said Ann Lee, a 40-year-old teacher.", "Ann Lee", "40-year-old teacher"),
    Row("“No,” said Ann Lee, one of the drivers.", "Ann Lee"),
    Row("“No,” said Lt. Col. Ann Lee.", "Ann Lee", "Lt. Col."),
    Row("“No,” said Police Superintendent Ann Lee.", "Ann Lee", "Police Superintendent"),
    Row(
        "“No,” said an Orla Rail spokesman.", "Orla Rail spokesman", None, "Orla Rail", number="one"
    ),
    Row(
        "“No,” said a source at Orla Rail.", "source at Orla Rail", None, "Orla Rail", number="one"
    ),
    Row(
        "“No,” said one of the union’s lawyers.",
        "one of the union’s lawyers",
        None,
        "union",
        number="one",
    ),
    Row(
        "“No,” said a lawyer for Orla Rail.",
        "lawyer for Orla Rail",
        None,
        "Orla Rail",
        number="one",
    ),
    Row(
        "“No,” said a senior official in the finance ministry.",
        "senior official in the finance ministry",
        None,
        "finance ministry",
        number="one",
    ),
    Row(
        "“No,” said a company spokesman. Orla Rail Ltd. closed.",
        "company spokesman",
        None,
        "Orla Rail Ltd.",
        number="one",
    ),
    Row(
        "“No,” said drivers at the Tarn depot.",
        "drivers at the Tarn depot",
        None,
        "Tarn depot",
        kind="group",
        number="several",
    ),
]

NAMES = [
    Row("Ursula von der Aue said it leaks.", "Ursula von der Aue"),
    Row("Karim al-Hass said it leaks.", "Karim al-Hass"),
    Row("Sean O’Brien said it leaks.", "Sean O’Brien"),
    Row("Ana de la Cruz said it leaks.", "Ana de la Cruz"),
    Row("J. K. Pryde said it leaks.", "J. K. Pryde"),
    Row("Martin Lee Jr. said it leaks.", "Martin Lee Jr."),
    Row("Martin Lee III said it leaks.", "Martin Lee III"),
    Row("Martin Lee, Jr., said it leaks.", "Martin Lee, Jr."),
    Row("Ann “Dolly” Lee said it leaks.", "Ann “Dolly” Lee"),
    Row("Theresa May said it leaks.", "Theresa May"),
    Row("Will Orben said it leaks.", "Will Orben"),
    Row("Rose Tamm said it leaks.", "Rose Tamm"),
    Row("Mark Tamm said it leaks.", "Mark Tamm"),
    Row("Bill Koerne said it leaks.", "Bill Koerne"),
    Row("Grace Tamm said it leaks. “It does,” Grace said.", "Grace Tamm"),
    Row("Hope Tamm said it leaks.", "Hope Tamm"),
    Row("Mr. May said it leaks.", "May"),
    Row("Ann Lee’s claim that it leaks was false.", "Ann Lee"),
    Row("“It leaks,” said Ann Lee.", "Ann Lee"),
    Row("“It leaks,” Ann Lee said.", "Ann Lee"),
    Row("Ann Margaret Lee was there. Ann Lee said it leaks.", "Ann Margaret Lee"),
    Row("Ann Lee was there. LEE said it leaks.", "Ann Lee"),
    Row("Ann Lee was there. However, Lee said it leaks.", "Ann Lee"),
    Row("Rival Ann Lee was there. Ann Lee said it leaks.", "Ann Lee"),
    Row("Stephen King said it leaks.", "Stephen King"),
    Row("Marie Le Quen was there. Le Quen said it leaks.", "Marie Le Quen"),
    Row("Marie Le Quen was there. Ms Le Quen said it leaks.", "Marie Le Quen"),
    Row("Tim Cook said it leaks.", "Tim Cook"),
    Row("Ann Lee met Bo Tull. “I’ve won,” she said.", "Ann Lee"),
]

BODIES = [
    Row(
        "NATO member Norland said it would help. Norland wants its share.",
        "Norland",
        kind="organisation",
    ),
    Row("Powerful NATO member Turkey said it was ready.", "Turkey", kind="official_body"),
    Row("Larkmoor Ltd said it leaks.", "Larkmoor Ltd", kind="organisation"),
    Row("Larkmoor Appliance Co. said it leaks.", "Larkmoor Appliance Co.", kind="organisation"),
    Row("Tull & Moss said it leaks.", "Tull & Moss", kind="organisation"),
    Row("Tarn Airlines said it leaks.", "Tarn Airlines", kind="organisation"),
    Row("Orla Holdings plc said it leaks.", "Orla Holdings plc", kind="organisation"),
    Row("Orla Bank said it leaks.", "Orla Bank", kind="organisation"),
    Row(
        "The Ministry of Ice and Snow said it leaks.",
        "Ministry of Ice and Snow",
        kind="official_body",
    ),
    Row("The Bank of Orsay said it leaks.", "Bank of Orsay", kind="organisation"),
    Row("The Tarn Herald said it leaks.", "Tarn Herald", kind="media_outlet"),
    Row("Quorl, a company that digs, said it leaks.", "Quorl", kind="organisation"),
    Row("The Quorl said it leaks.", "Quorl", kind="organisation"),
    Row("Quorl said its pumps failed.", "Quorl", kind="organisation"),
    Row("Quorl said he was tired.", "Quorl"),
    Row(
        "Larkmoor Appliance Co. lost money. Larkmoor said it leaks.",
        "Larkmoor Appliance Co.",
        kind="organisation",
    ),
    Row(
        "Tarn Borough Council met. The council said it leaks.",
        "Tarn Borough Council",
        kind="official_body",
    ),
    Row(
        "Kitchen Safety Watch (KSW) met. KSW said it leaks.",
        "Kitchen Safety Watch",
        kind="organisation",
    ),
    Row("The police said it leaks.", "police", kind="official_body"),
    Row("The report said it leaks.", "report", kind="document"),
    Row(
        "It was in a letter to the mayor. The letter said the dam leaks.",
        "letter to the mayor",
        kind="document",
    ),
    Row("A leaked memo came out. It said the dam leaks.", "leaked memo", kind="document"),
]

DESCRIPTIONS = [
    Row("A spokesman said it leaks.", "spokesman", number="one"),
    Row(
        "A spokesman for Orla Rail said it leaks.",
        "spokesman for Orla Rail",
        None,
        "Orla Rail",
        number="one",
    ),
    Row("A Treasury official said it leaks.", "Treasury official", None, "Treasury", number="one"),
    Row(
        "The union’s secretary said it leaks.",
        "union’s secretary",
        None,
        "union",
        number="one",
    ),
    Row("The 34-year-old said it leaks.", "34-year-old", number="one"),
    Row("Residents said it leaks.", "Residents", kind="group", number="several"),
    Row("Many said it leaks.", "Many", kind="group", number="several"),
    Row("Critics said it leaks.", "Critics", kind="group", number="several"),
    Row(
        "Three of the nine councillors said it leaks.",
        "Three of the nine councillors",
        kind="group",
        number="several",
    ),
    Row("Opponents of the bill said no.", "Opponents of the bill", kind="group", number="several"),
    Row(
        "Two people who work at the mill said it leaks.",
        "Two people who work at the mill",
        None,
        "mill",
        kind="group",
        number="several",
    ),
    Row("His family said it leaks.", "family", kind="group", number="several"),
    Row("An aide, who gave no name, said it leaks.", "aide", number="one"),
    Row("A woman who lives in Tarn said no.", "woman who lives in Tarn", number="one"),
    Row(
        "Officials at the ministry said it leaks.",
        "Officials at the ministry",
        None,
        "ministry",
        "group",
        "several",
    ),
]

MORE = [
    Row("Orla Rail’s board met. The company said no.", "Orla Rail", kind="organisation"),
    Row("The Liberal Union won. The party said no.", "Liberal Union", kind="organisation"),
    Row("The Office for Tides said no.", "Office for Tides", kind="official_body"),
    Row("The Royal Society of Pipers said no.", "Royal Society of Pipers", kind="organisation"),
    Row("Tarn United said no.", "Tarn United", kind="organisation"),
    Row("The Supreme Court said no.", "Supreme Court", kind="official_body"),
    Row("Norway said no.", "Norway", kind="official_body"),
    Row("The European Commission said no.", "European Commission", kind="official_body"),
    Row("The UN said no.", "UN", kind="organisation"),
    Row(
        "The Tarn and Marl Vale Hospitals Trust said no.",
        "Tarn and Marl Vale Hospitals Trust",
        kind="organisation",
    ),
    Row("Ann Lee’s lawyer said no.", "Ann Lee’s lawyer", number="one"),
    Row("Ann Lee’s family said no.", "Ann Lee’s family", kind="group", number="several"),
    Row(
        "A study by the Tarn Institute found that it leaks.",
        "study by the Tarn Institute",
        kind="document",
    ),
    Row(
        "The Tarn Institute’s report said that it leaks.",
        "Tarn Institute’s report",
        kind="document",
    ),
    Row("A poll for the chamber found that it leaks.", "poll for the chamber", kind="document"),
    Row("The Gazette reported that it leaks.", "Gazette", kind="media_outlet"),
    Row(
        "Lawyers for the family said no.", "Lawyers for the family", kind="group", number="several"
    ),
    Row("Campaigners said no.", "Campaigners", kind="group", number="several"),
    Row("Locals said no.", "Locals", kind="group", number="several"),
    Row("Neighbours said no.", "Neighbours", kind="group", number="several"),
    Row("Some said no.", "Some", kind="group", number="several"),
    Row("Others said no.", "Others", kind="group", number="several"),
    Row("The couple said no.", "couple", kind="group", number="several"),
    Row("The crew said no.", "crew", kind="group", number="several"),
    Row("A neighbour, who gave no name, said no.", "neighbour", number="one"),
    Row("The driver said no.", "driver", number="one"),
    Row("Their mother said no.", "mother", number="one"),
    Row("One resident said no.", "One resident", number="one"),
    Row("Another resident said no.", "Another resident", number="one"),
    Row("Two of the drivers said no.", "Two of the drivers", kind="group", number="several"),
    Row("Dozens of parents said no.", "Dozens of parents", kind="group", number="several"),
    Row("A group of parents said no.", "group of parents", kind="group", number="several"),
    Row("A crowd of fans said no.", "crowd of fans", kind="group", number="several"),
    Row("The children said no.", "children", kind="group", number="several"),
    Row("Ann Lee met Bo Tull. Lee said no.", "Ann Lee"),
    Row("Ann Lee won. Mrs Lee said no.", "Ann Lee"),
    Row("Ann Lee won. Ms. Lee’s office said no.", "Ms. Lee’s office", kind="official_body"),
    Row("DAVID TULL said no.", "DAVID TULL"),
    Row("“No,” said Sergei Ivanovich Petrenko.", "Sergei Ivanovich Petrenko"),
    Row("“No,” said Mary-Jane Tull-Moss.", "Mary-Jane Tull-Moss"),
    Row("“No,” said D’Arcy Moss.", "D’Arcy Moss"),
    Row("“No,” said Lt Ann Lee.", "Ann Lee", "Lt"),
    Row("“No,” said Rev. Ann Lee.", "Ann Lee"),
    Row("“No,” said Dame Ann Lee.", "Ann Lee"),
    Row("“No,” said Lord Moss.", "Moss"),
    Row("“No,” said Queen Elena.", "Elena", "Queen"),
    Row("“No,” said Pope Silvan.", "Silvan", "Pope"),
    Row("“No,” said Prime Minister Lee.", "Lee", "Prime Minister"),
    Row("“No,” said the prime minister, Ann Lee.", "Ann Lee", "prime minister"),
    Row("“No,” said the prime minister.", "prime minister", number="one"),
    Row("“No,” said Transport Secretary Ann Lee.", "Ann Lee", "Transport Secretary"),
    Row("“No,” said US Senator Ann Lee.", "Ann Lee", "Senator", "US"),
    Row("“No,” the minister for ports, Ann Lee, said.", "Ann Lee", "minister for ports"),
    Row("“No,” said Ann Lee, minister of ports.", "Ann Lee", "minister of ports"),
    Row("“No,” said defence lawyer Ann Lee.", "Ann Lee", "defence lawyer"),
    Row("“No,” said goalkeeper Ann Lee.", "Ann Lee", "goalkeeper"),
    Row("“No,” said Tarn goalkeeper Ann Lee.", "Ann Lee", "goalkeeper", "Tarn"),
    Row("“No,” said 19-year-old Ann Lee.", "Ann Lee"),
    Row("“No,” said her husband, Bo Tull.", "Bo Tull"),
    Row("“No,” said Bo Tull, her husband.", "Bo Tull"),
    Row("“No,” said Bo Tull, a nurse from Tarn.", "Bo Tull", "nurse"),
    Row("“No,” said a nurse named Bo Tull.", "Bo Tull", "nurse"),
    Row("Marek – not his real name – said no.", "Marek"),
]

PEOPLE = (
    "accountant actor beekeeper builder butcher cashier cellist coach cook courier cyclist dentist"
    " doctor driver economist electrician employee farmer fisherman gardener goalkeeper guard"
    " hairdresser historian investigator joiner journalist juror lawyer lifeguard magistrate"
    " mechanic miner neighbour novelist nurse nurseryman optician passenger pensioner pharmacist"
    " physician pilot plumber policewoman postman prisoner refugee sailor shepherd shopkeeper"
    " solicitor student surgeon teenager tenant tourist trainee undertaker veteran vet waitress"
    " welder widow witness"
).split()
THINGS = {
    "report": "document",
    "letter": "document",
    "paper": "document",
    "survey": "document",
    "poster": "document",
    "committee": "official_body",
    "ministry": "official_body",
    "insurer": "organisation",
    "manufacturer": "organisation",
    "supplier": "organisation",
    "newspaper": "media_outlet",
    "broadcaster": "media_outlet",
    "river": "other",
    "computer": "other",
    "door": "other",
    "motor": "other",
    "twist": "other",
    "median": "other",
    "coffee": "other",
}


@pytest.mark.parametrize("row", TITLES, ids=lambda row: row.text)
def test_titles_before_a_name_are_its_role(row: Row) -> None:
    """A body in the title is the affiliation and not part of the role (S6, S10)."""
    check(row)


@pytest.mark.parametrize("row", APPOSITIONS, ids=lambda row: row.text)
def test_appositions_give_role_and_affiliation(row: Row) -> None:
    """A relation to somebody else is neither."""
    check(row)


@pytest.mark.parametrize("row", POSTS, ids=lambda row: row.text)
def test_a_post_is_read_wherever_the_text_gives_it(row: Row) -> None:
    """Before the name, after it, in a relative clause, or in a sentence of its own."""
    check(row)


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row.text)
def test_a_name_is_the_fullest_without_title(row: Row) -> None:
    """Also if its words are other words, too."""
    check(row)


@pytest.mark.parametrize("row", BODIES, ids=lambda row: row.text)
def test_bodies_and_documents_are_no_people(row: Row) -> None:
    """Their words tell them from people, or what stands beside them."""
    check(row)


@pytest.mark.parametrize("row", DESCRIPTIONS, ids=lambda row: row.text)
def test_an_unnamed_source_goes_by_its_description(row: Row) -> None:
    """Without article, up to the first comma, and with its number."""
    check(row)


@pytest.mark.parametrize("row", MORE, ids=lambda row: row.text)
def test_sources_of_all_kinds(row: Row) -> None:
    """Bodies, documents, people and groups, named or not."""
    check(row)


def test_details_need_no_more_than_name_and_mentions() -> None:
    """They can be read for a source that a model found: here with one mention, a pronoun."""
    text = "A headline\n\nAnn Lee, head of Orla Rail, won. “No,” she said."
    read = read_document(Index(text), language_of("en"))
    start = text.index("she")
    details = source_details(
        read, name="Ann Lee", kind="person", naming="named", mentions=[(start, start + 3)]
    )
    assert details == SourceDetails("head", "Orla Rail", None)


def test_a_body_or_document_has_no_details() -> None:
    read = read_document(Index("A headline\n\nOrla Rail won."), language_of("en"))
    details = source_details(
        read, name="Orla Rail", kind="organisation", naming="named", mentions=[(12, 21)]
    )
    assert details == SourceDetails()


@pytest.mark.parametrize("noun", PEOPLE)
def test_a_noun_for_people_is_a_person_or_a_group(noun: str) -> None:
    """A plural is a group."""
    plural = noun.removesuffix("man") + "men" if noun.endswith("man") else f"{noun}s"
    plural = plural.replace("ys", "ies").replace("sss", "sses").replace("cashs", "cash")
    check(Row(f"A {noun} said it leaks.", noun, number="one"))
    found = source_in(f"The two {plural} said it leaks.")
    assert (found.kind, found.number) == ("group", "several")


@pytest.mark.parametrize(("noun", "kind"), THINGS.items())
def test_a_noun_with_the_ending_of_one_for_people_may_be_a_thing(noun: str, kind: str) -> None:
    assert source_in(f"The {noun} said that it leaks.").kind == kind


def test_a_particle_before_a_capitalised_particle_ends() -> None:
    """The words of a name are read once, whatever follows them."""
    record = extract(Article(text="Ann Lee said she saw la La. It was late, said von Von der De."))
    assert record.sources[0].name == "Ann Lee"


RELATIVES = [
    Row(
        "“It is plain,” said Ida Brandt, a geologist, reached by e-mail, who said it was small.",
        "Ida Brandt",
        "geologist",
    ),
    Row("She met Mr Hall, spoken to by phone from Leeds, who said it was late.", "Hall"),
    Row(
        "She met a boy from the port, who said it was late.",
        "boy from the port",
        number="one",
    ),
    Row(
        "He wrote to the mayor of Leeds, who said it was late.",
        "mayor of Leeds",
        affiliation="Leeds",
        number="one",
    ),
    Row("The bus was driven by Tomas Hall, who said it was late.", "Tomas Hall"),
    Row("They rang the pilot over dinner, who said it was late.", "pilot", number="one"),
    Row("They spoke by telephone, who said it was late.", "who", number="one"),
    Row("Pia Holm, the cook, who says it floods, is ill.", "Pia Holm", "cook"),
    Row(
        "Residents of Low Street, who say it floods, are ill.",
        "Residents of Low Street",
        kind="group",
        number="several",
    ),
    Row("The firm sent a letter to tenants, which said it was late.", "which", kind="other"),
    Row(
        "He has the diary he kept in 1990, which says it froze.",
        "diary he kept in 1990",
        kind="document",
    ),
    Row(
        "The letter he wrote in May, which said it leaked, is lost.",
        "letter he wrote in May",
        kind="document",
    ),
    Row(
        "He minds rule 4 of the lease she signed in March, which says it is dry.",
        "rule 4 of the lease she signed in March",
        kind="document",
    ),
]


@pytest.mark.parametrize("row", RELATIVES, ids=[row.text for row in RELATIVES])
def test_a_relative_pronoun_means_whom_the_phrase_before_it_is_about(row: Row) -> None:
    check(row)


PRONOUNS = [
    Row(
        "My aunt sent a page from a cookery book. “I am well,” it says.",
        "page from a cookery book",
        kind="document",
    ),
    Row(
        "An email seen by this newspaper gives no date. It says the pool will shut.",
        "email seen by this newspaper",
        kind="document",
    ),
    Row("In a report of 12 pages it found that the roof leaked.", "it", kind="other"),
    Row("The law requires poor towns to save. It says how.", "law", kind="document"),
]


@pytest.mark.parametrize("row", PRONOUNS, ids=[row.text for row in PRONOUNS])
def test_a_pronoun_means_a_document_as_a_whole_and_none_named_after_it_opens(row: Row) -> None:
    check(row)


FULLER = [
    Row(
        "She told a jury yesterday that it leaked. The jury said no.", "jury", kind="official_body"
    ),
    Row(
        "It is said that the wardens used old maps. The wardens say they did not.",
        "wardens",
        kind="group",
        number="several",
    ),
    Row(
        "He petitioned the agency for a refund. The agency said it was late.",
        "agency",
        kind="official_body",
    ),
    Row(
        "A notice posted Monday by the wardens is gone. The notice says it is dry.",
        "notice posted Monday by the wardens",
        kind="document",
    ),
]


@pytest.mark.parametrize("row", FULLER, ids=[row.text for row in FULLER])
def test_a_fuller_description_ends_before_what_belongs_to_its_verb(row: Row) -> None:
    check(row)


LABELS = [
    Row(
        "Nurse: What is your name, and where does it hurt?\n\n"
        "Patient: It hurts in the knee, and a little above it.\n\n"
        "Nurse: Did you fall on it this morning?\n\n"
        "Patient: I fell on the stairs of the old mill.",
        "Patient",
        number="one",
    ),
    Row(
        "Orla Baker is late.\n\nHolt: Is there any bread left for me today?\n\n"
        "Baker: There was some an hour ago.\n\nHolt: And is there none at all now?\n\n"
        "Baker: I have sold the last loaf of the day.",
        "Orla Baker",
    ),
    Row("@river_watch: “The water at the bridge is brown again this morning.”", "@river_watch"),
]


@pytest.mark.parametrize("row", LABELS, ids=[row.text for row in LABELS])
def test_a_label_that_is_a_noun_is_one_unnamed_person(row: Row) -> None:
    check(row)


@pytest.mark.parametrize("noun", ["lady", "gentleman"])
def test_a_noun_that_is_also_a_title_is_a_person(noun: str) -> None:
    found = source_in(f"The {noun} said it was late.")
    assert (found.kind, found.number) == ("person", "one")


HOLDERS = [
    "Ros Hale, the harbour master, is ill. The harbour master said the crane was old.",
    "The harbour master, Ros Hale, is ill. The harbour master said the crane was old.",
    "The town’s harbour master said it was old. Ros Hale, the harbour master, said no more.",
    "The harbour master said it was old. Ros Hale, the harbour master, has worked for years.",
]
OTHER_HOLDERS = [
    "Ros Hale, the harbour master, is ill. Tarn has a port. Its harbour master said it was old.",
    "Ros Hale, the harbour master, is ill. Tarn’s harbour master left. The harbour master said no.",
    "Ros Hale, the harbour master, met a harbour master. The harbour master said it was old.",
    "Ros Hale, the harbour master, met Bo Marsh, the harbour master. The harbour master said no.",
    "Ros Hale, Tarn’s harbour master, is ill. The harbour master of Brock said it was old.",
]


@pytest.mark.parametrize("text", HOLDERS)
def test_an_office_means_the_only_person_who_is_said_to_have_it(text: str) -> None:
    assert source_in(text).name == "Ros Hale"


@pytest.mark.parametrize("text", OTHER_HOLDERS)
def test_an_office_that_several_people_may_have_means_none_of_them(text: str) -> None:
    assert source_in(text).name != "Ros Hale"


@pytest.mark.parametrize(
    "source",
    [
        "notice posted Thursday by the wardens",
        "staff report released Monday",
    ],
)
def test_a_document_keeps_when_and_by_whom_it_was_made(source: str) -> None:
    text = f"A headline\n\nThe pump failed twice in March, according to a {source}."
    record = extract(Article(text=text))
    (attribution,) = record.attributions
    assert [(one.name, one.kind) for one in record.sources] == [(source, "document")]
    assert attribution.when is None
