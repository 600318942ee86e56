"""Lines of claims: a key with marks, the ends of the evidence, and names."""

from typing import Any

import pytest

from factx.llm.recording import Completion
from factx.llm.wire.answer import Answer, WireClaim
from factx.llm.wire.claim_lines import CHECKS, MARKS, STANDINGS, claim_fields, renumbered
from factx.llm.wire.parse import parse


def claims(*lines: object) -> list[WireClaim]:
    read = Answer.model_validate({"statements": [], "claims": list(lines)}).claims
    assert all(isinstance(claim, WireClaim) for claim in read)
    return [claim for claim in read if isinstance(claim, WireClaim)]


def head(claim: WireClaim) -> tuple[Any, ...]:
    return (
        claim.statement,
        claim.begins_in,
        claim.kind,
        claim.factuality,
        claim.standing,
        claim.checks,
        claim.reports,
    )


CERTAIN = ("fact", "CT+", "", (), "")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3", ("3", 3, *CERTAIN)),
        ("3b", ("3b", 3, *CERTAIN)),
        ("#7", ("", 7, *CERTAIN)),
        ("3 b", ("3", 3, "fact", "CT+", "background", (), "")),
        ("#7ba | a >>", ("", 7, "fact", "CT+", "background", ("act",), "")),
        ("3b pln", ("3b", 3, "prediction", "PR-", "", (), "")),
        ("3 mn | x", ("3", 3, "fact", "PS-", "", (), "")),
        ("3 ws", ("3", 3, "position", "Uu", "", (), "")),
        (
            "3 xfrac",
            ("3", 3, "fact", "CT+", "", ("contested", "figure", "rule", "act", "cause"), ""),
        ),
        ("#2 gf of 3b | the vote", ("", 2, "fact", "CT+", "presupposed", ("figure",), "3b")),
        ("#2 w of 12", ("", 2, "position", "CT+", "", (), "12")),
        ("3 position, CT-, figure", ("3", 3, "position", "CT-", "", ("figure",), "")),
        ("[3] act | x", ("3", 3, "fact", "CT+", "", ("act",), "")),
        ("- 3 f | x", ("3", 3, "fact", "CT+", "", ("figure",), "")),
        ("statement 3 | that", ("3", 3, *CERTAIN)),
        ("3 | opinion PR+ | = | It is.", ("3", 3, "opinion", "PR+", "", (), "")),
        ("3 | f", ("3", 3, "fact", "CT+", "", ("figure",), "")),
        ("3 | nonsense CT+ | = | It is.", ("3", 3, "nonsense", "CT+", "", (), "")),
        ("3 nonsense | x", ("3", 3, "nonsense", "CT+", "", (), "")),
    ],
)
def test_the_key_and_its_marks(line: str, expected: tuple[Any, ...]) -> None:
    """Letters in one word, or the words that they stand for, also in a column of their own."""
    [claim] = claims(line)
    assert head(claim) == expected


def test_every_mark_of_a_claim_has_a_letter() -> None:
    """But for what a claim without marks is: a certain fact of a main clause."""
    assert {*STANDINGS, *CHECKS} - {*MARKS.values()} == {"main"}


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ("", [("=", "", False, "", "")]),
        ("=", [("=", "", False, "", "")]),
        ("the vote", [("the vote", "", False, "", "")]),
        (">> May", [("", "May", False, "", "")]),
        ("the >>", [("the", "", True, "", "")]),
        ("the >> May // >> June", [("the", "May", False, "", ""), ("", "June", False, "", "")]),
        ("she=2 >> May", [("she", "May", False, "2", "")]),
        ("she=2", [("she", "", False, "2", "")]),
        ("the >> it=the firm", [("the", "it", False, "", "the firm")]),
        ("= // its=the firm's", [("=", "", False, "", ""), ("its", "", False, "the firm's", "")]),
    ],
)
def test_evidence_is_its_ends_and_names(evidence: str, expected: list[Any]) -> None:
    """Nothing before the arrow is the beginning, nothing after it the end."""
    [claim] = claims(f"3 | {evidence}" if evidence else "3")
    read = [(p.text, p.until, p.goes_on, p.name, p.until_name) for p in claim.evidence]
    assert read == expected


@pytest.mark.parametrize("evidence", ["", " | =", " | >>", " | >> | It rained."])
def test_ends_without_words_are_all_of_it(evidence: str) -> None:
    """Nothing before the sign is the beginning, and nothing after it the end."""
    [claim] = claims(f"3{evidence}")
    assert [piece.text for piece in claim.evidence] == ["="]
    assert claim.text == ("It rained." if "It" in evidence else "")


def test_a_line_without_a_key_has_that_of_the_line_before() -> None:
    """With marks or without, and a number in the evidence is none."""
    lines = [
        "#1 f | >> May",
        "b | a >> June",
        "41 >> July",
        "5,000 people",
        "3",
        "x of 4 | = | It.",
    ]
    assert [(c.statement, c.begins_in, c.standing) for c in claims(*lines)] == [
        ("", 1, ""), ("", 1, "background"), ("", 1, ""), ("", 1, ""), ("3", 3, ""), ("3", 3, ""),
    ]  # fmt: skip
    assert claims(*lines)[2].evidence[0].text == "41"
    assert claims(*lines)[5].reports == "4"


def test_a_number_alone_is_a_key() -> None:
    """Some models write no quotation marks around it."""
    assert [claim.statement for claim in claims(3, "4")] == ["3", "4"]


def test_a_text_of_its_own_and_none_that_stands_alone() -> None:
    """A dash says that nobody can tell who is meant."""
    assert claim_fields("3 f | = | The vote | was lost.")["text"] == "The vote | was lost."
    assert claim_fields("3 | x >> y")["standalone"]
    assert not claim_fields("3 | x >> y | -")["standalone"]


def test_claims_in_one_list_with_the_rest_are_known_by_their_columns() -> None:
    """A statement has four; a line without a key follows a claim."""
    lines = (
        '["1 | Moss | person | named", "3 | 1:Moss | said | it is shut", "#1 | >> May", '
        '"b | a >> June", "3 f"]'
    )
    answer = parse(Completion(text=lines)).answer
    assert (len(answer.sources), len(answer.statements), len(answer.claims)) == (1, 1, 3)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("2", "9"),
        ("2's", "9's"),
        ("2 would", "9 would"),
        ("21", None),
        ("2.5m", None),
        ("x 2", None),
    ],
)
def test_a_number_of_a_source_at_the_start_of_a_name(name: str, read: str | None) -> None:
    """Not one that is part of another number."""
    assert renumbered(name, "2", "9") == read
