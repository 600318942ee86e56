"""What is read off the article is filled in for every drafter, and nothing else is changed."""

from functools import cache
from pathlib import Path

import pytest

import factx
from benchmarks.completion import read_back
from factx.evaluation import Case, EvaluationReport, evaluate
from factx.evaluation.counts import Tally
from factx.records import Article, Draft, FactRecord, load, spans_of
from factx.records.record import dump

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*/gold.json"))
TEXT = (
    "Harbour master Ann Lee told reporters on Monday that the bridge may close in May if it rains."
)


def written(
    text: str,
    parts: tuple[str, str, str] = ("Ann Lee", "told", "that the bridge may close"),
    *,
    lang: str | None = None,
    **changes: object,
) -> FactRecord:
    """The record of a model that finds source, cue and content of a text, and nothing else."""
    source, cue, content = parts
    draft: dict[str, object] = {
        "sources": [{"id": "s1", "name": source, "kind": "person", "naming": "named"}],
        "quotes": [{"id": "q1", "spans": [{"text": content}]}],
        "attributions": [
            {
                "id": "a1",
                "quote": "q1",
                "sources": ["s1"],
                "source_span": {"text": source},
                "cue": {"text": cue},
                **changes,
            }
        ],
        "claims": [
            {
                "id": "c1",
                "text": "The bridge may close.",
                "standalone": True,
                "evidence": [{"text": content}],
                "attribution": "a1",
                "kind": "fact",
                "factuality": "PS+",
            }
        ],
    }
    return factx.ground(Article(text=text, lang=lang), Draft.from_data(draft))


def test_empty_fields_are_filled_from_the_words_around() -> None:
    """Of the source, the attribution and the claim."""
    content = "that the bridge may close in May if it rains"
    record = factx.complete(written(TEXT, parts=("Ann Lee", "told", content)))
    (source,), (attribution,), (claim,) = record.sources, record.attributions, record.claims
    assert source.role == "Harbour master"
    assert attribution.when is not None
    assert attribution.when.text == "Monday"
    assert attribution.addressee is not None
    assert attribution.addressee.text == "reporters"
    assert [hedge.text for hedge in claim.hedges] == ["may"]
    assert [time.text for time in claim.times] == ["May"]
    assert claim.condition is not None
    assert claim.condition.text == "if it rains"


def test_fields_that_are_set_stay() -> None:
    """What a drafter says counts."""
    record = factx.complete(written(TEXT, addressee={"text": "the bridge"}, stance="endorsing"))
    (attribution,) = record.attributions
    assert attribution.addressee is not None
    assert attribution.addressee.text == "the bridge"
    assert attribution.stance == "endorsing"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Nobody said that the bridge may close.", ("Nobody", "said")),
        ("Not one pilot said that the bridge may close.", ("one pilot", "said")),
        ("Few residents said that the bridge may close.", ("residents", "said")),
        ("Ann Lee did not say that the bridge may close.", ("Ann Lee", "say")),
        ("Ann Lee never said that the bridge may close.", ("Ann Lee", "never said")),
        ("Ann Lee refused to say that the bridge may close.", ("Ann Lee", "refused to say")),
        ("Ann Lee stopped short of saying that the bridge may close.", ("Ann Lee", "saying")),
        ("Ann Lee left without saying that the bridge may close.", ("Ann Lee", "saying")),
        ("If Ann Lee says that the bridge may close, it will.", ("Ann Lee", "says")),
        ("Ann Lee might say that the bridge may close.", ("Ann Lee", "might say")),
        ("Did Ann Lee say that the bridge may close?", ("Ann Lee", "say")),
        ("It is not true that Ann Lee said that the bridge may close.", ("Ann Lee", "said")),
        (
            "We reported that Ann Lee had said that the bridge may close. She did not.",
            ("Ann Lee", "had said"),
        ),
    ],
)
def test_a_model_that_overlooks_a_denial_is_put_right(text: str, parts: tuple[str, str]) -> None:
    """The attribution is negated, and its claim asserts nothing."""
    content = "that the bridge may close"
    record = factx.complete(written(text, parts=(*parts, content)))
    assert record.attributions[0].negated
    assert record.claims[0].factuality == "Uu"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ann Lee said that the bridge may close.", ("Ann Lee", "said")),
        ("Ann Lee, who is not a pilot, said that the bridge may close.", ("Ann Lee", "said")),
        ("No fewer than two pilots said that the bridge may close.", ("two pilots", "said")),
        ("Ann Lee said that the bridge may close. It did not.", ("Ann Lee", "said")),
        ("Nobody knew it then, and Ann Lee said that the bridge may close.", ("Ann Lee", "said")),
    ],
)
def test_a_statement_that_was_made_is_not_negated(text: str, parts: tuple[str, str]) -> None:
    """Words elsewhere in the sentence do not matter."""
    record = factx.complete(written(text, parts=(*parts, "that the bridge may close")))
    assert not record.attributions[0].negated
    assert record.claims[0].factuality == "PS+"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_completing_is_exact_and_done_once(path: Path) -> None:
    """Every span matches its text, the record can be read back, and completing adds no more."""
    record = factx.complete(load(path.read_bytes()))
    text = record.article.get_text()
    assert all(text[span.start : span.end] == span.text for _, span in spans_of(record))
    assert load(dump(record)) == record
    assert factx.complete(record) == record


def test_a_text_that_rules_cannot_read_in_full_is_left_as_it_is() -> None:
    """German, or a record without its text."""
    german = written(TEXT, lang="de")
    assert factx.complete(german) == german
    bare = written(TEXT).without_text()
    assert factx.complete(bare) == bare


# Perfect answers of a model, read back and completed.


@cache
def golds() -> tuple[FactRecord, ...]:
    return tuple(load(path.read_bytes()) for path in FIXTURES)


@cache
def measured() -> EvaluationReport:
    return evaluate([Case(gold, read_back(gold)) for gold in golds()], resamples=0)


@pytest.mark.parametrize(
    ("measure", "found", "right"),
    [
        ("sources.role", 0.7, 0.85),
        ("sources.affiliation", 0.55, 0.75),
        ("sources.number", 0.95, 0.95),
        ("attribution.when", 0.8, 0.85),
        ("attribution.addressee", 0.9, 0.95),
        ("attribution.stance", 0.95, 0.95),
        ("claims.times", 0.95, 0.9),
        ("claims.quantities", 0.95, 0.95),
        ("claims.hedges", 0.8, 0.8),
        ("claims.condition", 0.8, 0.8),
    ],
)
def test_what_a_model_does_not_write_is_read_off_the_article(
    measure: str, found: float, right: float
) -> None:
    """Shares of what the annotators give, and of what is filled in, below what is reached."""
    tally = measured().totals[measure]
    assert isinstance(tally, Tally)
    assert tally.recalled >= found * tally.gold > 0
    assert tally.precise >= right * tally.predicted


def test_no_denial_is_lost_and_none_invented() -> None:
    """Of all attributions, the optional ones included."""
    assert [denied(read_back(gold)) for gold in golds()] == [denied(gold) for gold in golds()]
    assert sum(len(denied(gold)) for gold in golds()) == 46


def denied(record: FactRecord) -> list[tuple[int, int | None]]:
    """Where the contents and cues of the negated attributions begin."""
    quotes = {quote.id: quote for quote in record.quotes}
    negated = [attribution for attribution in record.attributions if attribution.negated]
    return sorted((quotes[a.quote].spans[0].start, a.cue.start if a.cue else None) for a in negated)
