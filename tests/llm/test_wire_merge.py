"""Answers about parts drawn together: one source one number, nothing doubled, nothing lost."""

from typing import Any

from factx.llm.numbering import Numbering
from factx.llm.wire.answer import Answer, WireClaim, WireSource, WireStatement
from factx.llm.wire.merge import AnswerMerger, merge
from factx.text import Index

MOSS = "1 | Lena Moss | person | named"
REEVE = "1 | Paul Reeve | person | named"


def merged(*answers: dict[str, Any]) -> Answer:
    return merge([Answer.model_validate({"statements": [], **answer}) for answer in answers])


def said(answer: Answer) -> list[tuple[str, tuple[str, ...], str]]:
    statements = [one for one in answer.statements if isinstance(one, WireStatement)]
    return [(one.number, one.sources, one.parent) for one in statements]


def names(answer: Answer) -> list[tuple[str, str]]:
    return [(one.number, one.name) for one in answer.sources if isinstance(one, WireSource)]


def test_a_single_answer_stays_as_it_is() -> None:
    """With its mistakes, which are told later."""
    answer = Answer.model_validate({"statements": ["3 | 1:she | said | x"] * 2})
    assert merge([answer]) is answer


def test_a_source_keeps_its_number() -> None:
    """Whether a part goes on from those it was told of, lists one again, or counts anew."""
    answer = merged(
        {"sources": [MOSS], "statements": ["1 | 1:Moss | said | a"]},
        {"sources": ["2 | Paul Reeve | person | named"], "statements": ["2 | 1,2:they | said | b"]},
        {"sources": [REEVE], "statements": ["3 | 1:he | said | c"]},
        {"sources": ["1 | LENA MOSS | Person | named"], "statements": ["4 | 1:she | said | d"]},
        {"sources": ["1 | Ines Vane | person | named"], "statements": ["5 | 1:Vane | said | e"]},
    )
    assert names(answer) == [("1", "Lena Moss"), ("2", "Paul Reeve"), ("3", "Ines Vane")]
    assert [sources for _, sources, _ in said(answer)] == [
        ("1",),
        ("1", "2"),
        ("2",),
        ("1",),
        ("3",),
    ]


def test_a_number_given_twice_in_one_answer_stays_so() -> None:
    """That is the model's mistake and is told as such."""
    answer = merged({"sources": [MOSS, REEVE]}, {"sources": []})
    assert names(answer) == [("1", "Lena Moss"), ("1", "Paul Reeve")]


def test_a_statement_that_two_parts_give_is_one() -> None:
    """What hangs on it in the second part hangs on the first; its claims are not doubled."""
    both = {"statements": ["2 | - | said | b"], "claims": ["2 | fact CT+ | = | B."]}
    answer = merged(both, {**both, "claims": [*both["claims"], "2 | fact CT+ | = | C."]})
    assert [number for number, _, _ in said(answer)] == ["2"]
    claims = [one for one in answer.claims if isinstance(one, WireClaim)]
    assert [(one.statement, one.text) for one in claims] == [("2", "B."), ("2", "C.")]
    numbering = Numbering(Index("Say b."))
    assert [answer.evidence_of(one, numbering)[0].text for one in claims] == ["b", "b"]


def test_another_statement_with_the_same_key_gets_one_of_its_own() -> None:
    """And so does what refers to it."""
    answer = merged(
        {"statements": ["2 | - | said | a"]},
        {"statements": ["2 | - | said | b", "2b | - | had heard | c | in 2"]},
    )
    assert said(answer) == [("2", (), ""), ("2b", (), ""), ("2c", (), "2b")]


def test_what_is_no_item_is_kept_to_be_told() -> None:
    """Odd values and unknown fields."""
    answer = merged({"statements": [7], "notes": "x"}, {"sources": [None, 8], "claims": [[]]})
    assert (answer.statements, answer.sources, answer.claims) == ((7,), (None, 8), ([],))
    assert answer.model_extra == {"notes": "x"}


def test_the_sources_so_far_as_lines() -> None:
    """As a model writes them."""
    held = AnswerMerger()
    held.add(Answer.model_validate({"statements": [], "sources": [MOSS, 5, REEVE]}))
    assert held.known == (MOSS, REEVE)
