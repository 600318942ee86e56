"""What is wrong with an answer, in words that let a model put it right."""

import time
from typing import Any

import pytest

from factx.grounding.candidates import Locator
from factx.grounding.suggestion import Nearest
from factx.llm.wire.answer import Answer
from factx.llm.wire.review import MOST_SHOWN, problems
from factx.records import Article
from factx.text import Index

SPEECH = Index(
    'The mayor spoke. "We will fight them on this until the end," she said. Nobody laughed.\n\n'
    "It would cost 4.5 million euros — a lot — by 2031, the council’s auditor found."
)


def told(answer: dict[str, Any], article: Article) -> list[str]:
    return problems(Answer.model_validate(answer), Index(article.get_text()))


def test_a_good_answer_has_no_problems(article: Article, good: dict[str, Any]) -> None:
    """Passages named by their ends, and folded typography, are fine."""
    good["statements"][0]["content"][0]["text"] = "“WE will fight them on this until the end,”"
    assert told(good, article) == []


def test_a_passage_that_stands_in_another_sentence_is_no_problem(
    article: Article, good: dict[str, Any]
) -> None:
    """The sentence number is a hint."""
    good["statements"][0] |= {"begins_in": 1, "said_in": 99}
    assert told(good, article) == []


@pytest.mark.parametrize(
    ("words", "sentence", "meant", "place"),
    [
        ("We will fight on this until the end", 2, "We will fight them on this until the end", 2),
        ("we will fight", 2, "We will fight", 2),
        ("we'll fight them", 3, "We will fight them", 2),
        ("cost 4.5 million dollars", 1, "cost 4.5 million euros", 4),
        ("a lot - in 2031", 4, "a lot — by 2031", 4),
        ("the council auditor", 0, "the council’s auditor", 4),
        ("the end, she said", 2, 'the end," she said', 2),
    ],
)
def test_what_was_meant(words: str, sentence: int, meant: str, place: int) -> None:
    """Whole words of the article, near the hint or wherever they share most words."""
    near = Nearest(SPEECH).find(words, sentence)
    assert near is not None
    assert (near.text, near.sentence) == (meant, place)


@pytest.mark.parametrize("words", ["", "ab", "Quantum chromodynamics is subtle", "日本語の文"])
def test_nothing_is_suggested_for_words_unlike_any(words: str) -> None:
    """A bad suggestion would mislead."""
    assert Nearest(SPEECH).find(words, 1) is None


def test_words_left_out_with_an_ellipsis_stand() -> None:
    """Grounding knows elided passages; they need not be written anew."""
    locator = Locator(SPEECH)
    assert locator.stands("We will fight ... until the end")
    assert locator.stands("It would cost […] a lot")
    assert not locator.stands("We will flee ... until the end")


def test_each_problem_is_told_with_its_item(article: Article, good: dict[str, Any]) -> None:
    """Everything at once, in the order of the answer."""
    good["sources"][1] |= {"number": 1, "kind": "engineer", "naming": ""}
    good["sources"].append({"number": 0, "name": " ", "kind": "person", "naming": "named"})
    good["statements"][0] |= {"content": [], "parent": 1, "cue": "exclaimed", "type": "shout"}
    good["statements"][1] |= {"parent": 8}
    good["statements"].append({"number": "three"})
    good["claims"][0] |= {"statement": 9, "evidence": [], "kind": "Fact", "factuality": "ct +"}
    assert told(good, article) == [
        "source 1: the number 1 is given 2 times",
        "source 1: the number 1 is given 2 times",
        'source 1: kind is "engineer" and must be one of person, group, official_body, '
        "organisation, media_outlet, document, other",
        'source 1: naming is "" and must be one of named, unnamed, pseudonymous',
        "source 3: it has no number",
        "source 3: it has no name",
        'statement 1: sentence 3 does not contain "exclaimed": copy the words as they stand',
        "statement 1: it has no content",
        'statement 1: type is "shout" and must be one of statement, belief, attitude, intention',
        "statement 1: it cannot be its own parent: leave it out",
        "statement 2: there is no source 2",
        "statement 2: there is no statement 8: leave its parent out",
        "and 5 more problems like these",
    ]


def test_a_repetition_is_told_once(article: Article, good: dict[str, Any]) -> None:
    """And nothing else about it."""
    good["statements"].append(good["statements"][0] | {"number": 3, "sources": [9]})
    assert told(good, article) == ["statement 3: it repeats statement 1: leave it out"]


def test_only_so_many_problems_are_told(article: Article) -> None:
    """The last line counts the others."""
    answer = {"statements": [{"number": at} for at in range(1, 40)]}
    lines = told(answer, article)
    assert len(lines) == MOST_SHOWN + 1
    assert lines[-1] == f"and {39 * 2 - MOST_SHOWN} more problems like these"


def test_a_long_article_is_looked_through_quickly() -> None:
    """A megabyte, in sentences or in one, costs seconds at most for a whole answer."""
    sentences = "".join(
        f"Councillor number {n} said the vote was put off again. " for n in range(18000)
    )
    for text in (sentences, sentences.replace(".", ","), "said " * 200_000):
        answer = Answer.model_validate(
            {
                "statements": [
                    {
                        "number": at,
                        "begins_in": at,
                        "said_in": 99999,
                        "speaker": f"Councillor numero {at}",
                        "cue": "says",
                        "content": [{"text": "the vote were put of again " * 20}],
                        "type": "statement",
                    }
                    for at in range(1, 31)
                ]
            }
        )
        began = time.monotonic()
        assert problems(answer, Index(text))
        assert time.monotonic() - began < 20
