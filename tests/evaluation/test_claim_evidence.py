"""Which claims are covered, and that whole sentences are no claims."""

from pathlib import Path

import pytest
from building import claim, grounded
from evaluation.scoring import counted, share

import factx
from factx.evaluation import evaluate
from factx.files import get_golds
from factx.records import FactRecord
from factx.text.sentences import sentences

FIXTURES = Path(__file__).parents[2] / "fixtures"
FLOOD = "The dam burst in May and the town was lost."


def one_claim_per_sentence(gold: FactRecord) -> FactRecord:
    text = gold.article.get_text()
    claims = [text[start:end] for start, end in sentences(text)]
    drafted = [
        {**claim("", id=f"{n}"), "text": words, "evidence": [{"text": words, "sentence": n}]}
        for n, words in enumerate(claims, 1)
    ]
    return grounded(text, claims=drafted)


def test_whole_sentences_cover_everything_and_are_not_claims() -> None:
    golds = [gold for gold in get_golds(str(FIXTURES)) if gold.claims]
    whole = evaluate(golds, [one_claim_per_sentence(gold) for gold in golds], resamples=0)
    offline = evaluate(golds, [factx.extract(gold.article) for gold in golds], resamples=0)
    assert (whole.value("claims.coverage") or 0) > 0.98
    for name, most in (("claims.unburied", 0.6), ("claims.atomic", 0.7)):
        low, high = whole.value(name), offline.value(name)
        assert low is not None
        assert high is not None
        assert low < most, name
        assert low < high, name


def test_without_a_prediction_nothing_is_unburied_or_atomic() -> None:
    """No value, which is below any floor: so the measures cannot be met by silence."""
    gold = grounded(FLOOD, claims=[claim("The dam burst in May")])
    counts = counted(gold, None)
    assert counts["claims.unburied"] == share(0, 0)
    assert counts["claims.atomic"] == share(0, 0)


@pytest.mark.parametrize(
    ("predicted", "covers"),
    [
        ("The dam burst in May", share(1, 1)),
        ("dam burst in May", share(1, 1)),  # four words of five
        ("burst in May", share(0, 0)),
        ("The dam burst in May and the town", share(1, 1)),  # of the other two words of four
        ("burst in May and the town was lost", share(1, 1)),
        ("dam burst in May and the town was lost", share(0, 1)),
    ],
)
def test_a_claim_is_atomic_unless_it_covers_four_fifths_of_two(
    predicted: str, covers: object
) -> None:
    gold = grounded(
        FLOOD,
        claims=[claim("The dam burst in May", id="1"), claim("the town was lost", id="2")],
    )
    assert counted(gold, grounded(FLOOD, claims=[claim(predicted)]))["claims.atomic"] == covers


@pytest.mark.parametrize(
    ("predicted", "covers"),
    [
        (["Ruiz met Okafor and Dahl on Friday"], share(0, 1)),
        (["Ruiz met Okafor", "on Friday"], share(1, 1)),
        (["Ruiz met Okafor and", "on Friday"], share(1, 1)),
        (["Ruiz met Okafor", "Dahl on Friday"], share(0, 1)),
        (["Ruiz met", "on Friday"], share(1, 1)),  # four words of five of either
    ],
)
def test_claims_that_share_most_of_their_words_are_still_two(
    predicted: list[str], covers: object
) -> None:
    text = "Ruiz met Okafor and Dahl on Friday."
    gold = grounded(
        text,
        claims=[
            claim("Ruiz met Okafor", "on Friday", id="1"),
            claim("Ruiz met", "Dahl on Friday", id="2"),
        ],
    )
    assert counted(gold, gold)["claims.atomic"] == share(2, 2)
    assert counted(gold, grounded(text, claims=[claim(*predicted)]))["claims.atomic"] == covers


def test_a_claim_that_covers_an_optional_one_besides_its_own_is_atomic() -> None:
    gold = grounded(
        FLOOD,
        claims=[
            claim("The dam burst in May", id="1"),
            claim("the town was lost", id="2", optional=True),
        ],
    )
    counts = counted(gold, grounded(FLOOD, claims=[claim(FLOOD, id="1")]))
    assert counts["claims.atomic"] == share(1, 1)
