"""Claims of what a sentence says beside its main clauses."""

import pytest

from factx.records import Article
from factx.rules import draft_offline


def claims(text: str, standing: str) -> list[str]:
    """The texts of the claims of this standing, in order of their evidence."""
    draft = draft_offline(Article(text=f"A headline\n\n{text}"))
    return [claim.text for claim in draft.claims if claim.standing == standing]


@pytest.mark.parametrize(
    ("text", "main", "background"),
    [
        (
            "The talks took place after Varga froze the grant.",
            ["The talks took place"],
            ["Varga froze the grant"],
        ),
        (
            "The council stopped work when the roof leaked.",
            ["The council stopped work when the roof leaked"],
            ["the roof leaked"],
        ),
        (
            "The council stopped work on Monday when the roof leaked.",
            ["The council stopped work on Monday"],
            ["the roof leaked"],
        ),
        (
            "Cheered by reports of a deal, Lornagh sources opened the gates.",
            ["Lornagh sources opened the gates"],
            ["Cheered by reports of a deal Lornagh sources"],
        ),
        (
            "The talks were held at a port in Teel, where envoys have met four times since May.",
            ["The talks were held at a port in Teel"],
            ["Teel, where envoys have met four times since May"],
        ),
        (
            "At the port, where 40 ships are moored, work stopped on Monday.",
            ["At the port work stopped on Monday"],
            ["the port, where 40 ships are moored"],
        ),
        (
            "In Teel, where the river rose by 2 metres, schools closed.",
            ["In Teel schools closed"],
            ["Teel, where the river rose by 2 metres"],
        ),
        (
            "Although it sold only a part of the fleet, the next test comes on Monday.",
            ["the next test comes on Monday"],
            ["it sold only a part of the fleet"],
        ),
        (
            "Members voted 31-24 on Wednesday night for a budget that closes three halls.",
            ["Members voted 31-24 on Wednesday night for a budget that closes three halls"],
            ["a budget that closes three halls"],
        ),
        (
            "The rise was eaten up by the cost of care, which has doubled since 2018.",
            ["The rise was eaten up by the cost of care"],
            ["the cost of care, which has doubled since 2018"],
        ),
        (
            "Schools will stay closed on Monday unless the bridges are safe.",
            ["Schools will stay closed on Monday unless the bridges are safe"],
            [],
        ),
        (
            "He lives in a house built by two sailors who drowned in 1961.",
            ["He lives in a house built by two sailors who drowned in 1961"],
            ["two sailors who drowned in 1961"],
        ),
        (
            "The unit that mattered was the bee and not the hive.",
            ["The unit that mattered was the bee and not the hive"],
            [],
        ),
        (
            "It lapsed in 1992 along with the state that signed it.",
            ["It lapsed in 1992 along with the state that signed it"],
            [],
        ),
        (
            "The navy will free the crew of a ship it seized in January.",
            ["The navy will free the crew of a ship it seized in January"],
            ["the crew of a ship it seized in January"],
        ),
        (
            "Bo Dahl, who as clerk to the board is said to have lied in May, wept.",
            ["Bo Dahl wept"],
            ["Bo Dahl, who as clerk to the board is said to have lied in May"],
        ),
        (
            "Ten people died when the storm tore along the coast, leaving 200 homes dark.",
            ["Ten people died when the storm tore along the coast"],
            ["the storm tore along the coast", "the storm leaving 200 homes dark"],
        ),
        (
            "The board, which sold the dam and, in May, the boat, is broke.",
            ["The board is broke"],
            ["The board, which sold the dam"],
        ),
        (
            "The rowers sang as the board did.",
            ["The rowers sang as the board did"],
            [],
        ),
        (
            'The crew waited because the board sold a "stormy" boat.',
            ['The crew waited because the board sold a "stormy" boat'],
            ['the board sold a "stormy" boat'],
        ),
        (
            "The crew left town before the dam leaked.",
            ["The crew left town before the dam leaked"],
            ["the dam leaked"],
        ),
        (
            "The crew will leave town before the dam leaked.",
            ["The crew will leave town before the dam leaked"],
            [],
        ),
        (
            "Ruiz found 14 letters, of which two had been opened.",
            ["Ruiz found 14 letters"],
            ["14 letters, of which two had been opened"],
        ),
        (
            "Ruiz swayed voters of Mr. Dahl, who left the council.",
            ["Ruiz swayed voters of Mr. Dahl"],
            ["voters of Mr. Dahl, who left the council"],
        ),
        (
            "Ruiz sold boats to Mr. Dahl, who left the council.",
            ["Ruiz sold boats to Mr. Dahl"],
            ["Mr. Dahl, who left the council"],
        ),
        (
            "The council is the same kind of shop as the board was.",
            ["The council is the same kind of shop as the board was"],
            [],
        ),
        (
            "While the roof leaked, the council cut the budget.",
            ["the council cut the budget"],
            ["the roof leaked"],
        ),
        (
            "It closed because a bolt broke.",
            ["It closed because a bolt broke"],
            ["a bolt broke"],
        ),
        (
            "The town has waited since the dam broke and has asked for help.",
            ["The town has waited", "The town has asked for help"],
            ["the dam broke"],
        ),
        (
            "The dam, which burst in 1961, was sold.",
            ["The dam was sold"],
            ["The dam, which burst in 1961"],
        ),
        (
            "The plow, valued at $9,000, was stolen.",
            ["The plow was stolen"],
            ["The plow, valued at $9,000"],
        ),
        (
            "Orla Rail, the firm that has run the line since 2014, lost the contract.",
            ["Orla Rail lost the contract"],
            ["Orla Rail, the firm that has run the line since 2014"],
        ),
        (
            "Questioned by Ruiz, the clerk wept for an hour.",
            ["the clerk wept for an hour"],
            ["Questioned by Ruiz the clerk"],
        ),
        (
            "A hotel hit by a Morvan missile stands empty.",
            ["A hotel hit by a Morvan missile stands empty"],
            ["A hotel hit by a Morvan missile"],
        ),
        (
            "Ana Ruiz and Bo Dahl, who are in Teel, left.",
            ["Ana Ruiz and Bo Dahl left"],
            ["Ana Ruiz and Bo Dahl, who are in Teel"],
        ),
        (
            "Ana Ruiz and Bo Dahl, who is in Teel, left.",
            ["Ana Ruiz and Bo Dahl left"],
            ["Bo Dahl, who is in Teel"],
        ),
        (
            "The bridge that joins both towns closed to cars, cutting off Teel.",
            ["The bridge that joins both towns closed to cars"],
            ["The bridge cutting off Teel"],
        ),
    ],
)
def test_a_clause_beside_the_main_one_is_a_claim_of_its_own(
    text: str, main: list[str], background: list[str]
) -> None:
    """The main claim leaves it out if commas set it off, or a conjunction that gives no reason."""
    assert claims(text, "background") == background
    assert claims(text, "main") == main


@pytest.mark.parametrize(
    "text",
    [
        "The dam opens when all gates are clear.",
        "If the dam leaks, the town will close it.",
        "The plan is as old as the town was in May.",
        "She works as a clerk in Tarn.",
        "Talks aimed at peace went on.",
        "The mayor, a lawyer, resigned.",
        "The dam will stay shut when the council meets in May.",
        "Ada, Bo and the clerk left.",
        "Sales were up by 12 percent compared with 2012.",
        "The contest moved into the columns Ruiz wrote in 1990.",
        "He would shout, as people have done, brave people of Teel, in the dark.",
        "Regarding the mayor of Teel, Dahl left.",
        "The town had a way to make its voice known on Monday.",
        "The speech recalls Dahl’s long service in Teel, his feud with Ruiz and his years at sea.",
        "Last month, the Herald, a paper, closed.",
        "The fees she took, which rose to 9, fell.",
        "The firm did not say when it learned of the fault in May.",
        "The firm said it would close the mill if sales fell by 10%.",
        "The union warned it would strike unless pay rose by 5%.",
    ],
)
def test_what_is_no_fact_of_its_own_is_no_side_clause(text: str) -> None:
    """Conditions, comparisons, what is still to come, and what names, dates or figures lack."""
    assert claims(text, "background") == []


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("Ruiz said the dam, which stands in Tarn, was safe.", None),
        ("Ruiz said the dam, which cost £9m, was safe.", "a1"),
        ("“The dam, which stands in Tarn, is safe,” Ruiz said.", "a1"),
        ("Ruiz said the dam was safe because divers had checked it.", "a1"),
    ],
)
def test_who_asserts_a_side_clause(text: str, attribution: str | None) -> None:
    """The article, if it only describes something in reported speech; otherwise the source."""
    draft = draft_offline(Article(text=f"A headline\n\n{text}"))
    (claim,) = (claim for claim in draft.claims if claim.standing == "background")
    assert claim.attribution == attribution
