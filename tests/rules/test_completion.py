"""Completion fills in the same fields for every drafter, and changes nothing else."""

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
    """The record of a model that finds only source, cue and content of a text."""
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


def test_empty_fields_are_filled_in_from_the_article() -> None:
    """Fields of the source, the attribution and the claim."""
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


def test_fields_that_are_set_are_not_changed() -> None:
    """The values of the drafter are kept."""
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
        ("Ann Lee almost said that the bridge may close.", ("Ann Lee", "said")),
        ("In a fake letter, Ann Lee says that the bridge may close.", ("Ann Lee", "says")),
        ("Did Ann Lee say that the bridge may close?", ("Ann Lee", "say")),
        ("It is not true that Ann Lee said that the bridge may close.", ("Ann Lee", "said")),
        (
            "We reported that Ann Lee had said that the bridge may close. She did not.",
            ("Ann Lee", "had said"),
        ),
    ],
)
def test_a_negation_that_a_model_overlooks_is_filled_in(text: str, parts: tuple[str, str]) -> None:
    """The attribution is negated, and its claim has the factuality Uu."""
    content = "that the bridge may close"
    record = factx.complete(written(text, parts=(*parts, content)))
    assert record.attributions[0].negated
    assert record.claims[0].factuality == "Uu"


ABROAD = {
    "Eva Voss hat nie gesagt, dass der Damm hält.": ("de", "hat nie gesagt", "dass der Damm hält"),
    "Nirgends sagte Eva Voss, der Damm halte.": ("de", "sagte", "der Damm halte"),
    "Anders als Eva Voss sagte, hält der Damm.": ("de", "sagte", "hält der Damm"),
    "Eva Voss glaubt kaum, dass der Damm hält.": ("de", "glaubt", "dass der Damm hält"),
    "Eva Voss hätte sagen müssen, der Damm halte.": ("de", "sagen", "der Damm halte"),
    "Hat Eva Voss gesagt, dass der Damm hält?": ("de", "gesagt", "dass der Damm hält"),
    "Berg bestritt, dass Eva Voss gesagt habe, er halte.": ("de", "gesagt habe", "er halte"),
    "Eva Voss n'a jamais dit que le pont tenait.": ("fr", "n'a jamais dit", "que le pont tenait"),
    "Eva Voss a nié avoir dit que le pont tenait.": ("fr", "avoir dit", "que le pont tenait"),
    "Si Eva Voss avait dit que le pont tenait, on le saurait.": (
        "fr",
        "avait dit",
        "que le pont tenait",
    ),
    "Ni siquiera Eva Voss dijo que el puente aguantaba.": (
        "es",
        "dijo",
        "que el puente aguantaba",
    ),
    "¿Dijo Eva Voss que el puente aguantaba?": ("es", "Dijo", "que el puente aguantaba"),
}


@pytest.mark.parametrize(("text", "parts"), ABROAD.items(), ids=list(ABROAD))
def test_a_negation_in_another_language_is_filled_in(
    text: str, parts: tuple[str, str, str]
) -> None:
    """A model's record says no more in German, French or Spanish than the article does."""
    lang, cue, content = parts
    record = factx.complete(written(text, parts=("Eva Voss", cue, content), lang=lang))
    assert record.attributions[0].negated
    assert record.claims[0].factuality == "Uu"


MADE_ABROAD = {
    "Eva Voss sagte, dass der Damm nicht hält.": ("de", "sagte", "dass der Damm nicht hält"),
    "Nicht nur Eva Voss sagte, der Damm halte.": ("de", "sagte", "der Damm halte"),
    "Eva Voss, die nicht kam, sagte, der Damm halte.": ("de", "sagte", "der Damm halte"),
    "Eva Voss fragte: „Hält der Damm?“": ("de", "fragte", "„Hält der Damm?“"),
    "Eva Voss a dit que le pont ne tenait pas.": ("fr", "a dit", "que le pont ne tenait pas"),
    "Eva Voss dijo que el puente no aguantaba.": ("es", "dijo", "que el puente no aguantaba"),
    "No es la primera vez que Eva Voss dice que aguanta.": ("es", "dice", "que aguanta"),
}


@pytest.mark.parametrize(("text", "parts"), MADE_ABROAD.items(), ids=list(MADE_ABROAD))
def test_a_statement_in_another_language_that_was_made_is_not_negated(
    text: str, parts: tuple[str, str, str]
) -> None:
    """A negation of something else does not count."""
    lang, cue, content = parts
    record = factx.complete(written(text, parts=("Eva Voss", cue, content), lang=lang))
    assert not record.attributions[0].negated


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ann Lee said that the bridge may close.", ("Ann Lee", "said")),
        ("Ann Lee, who is not a pilot, said that the bridge may close.", ("Ann Lee", "said")),
        ("No fewer than two pilots said that the bridge may close.", ("two pilots", "said")),
        ("Almost all pilots said that the bridge may close.", ("Almost all pilots", "said")),
        ("The letter was fake, but Ann Lee said that the bridge may close.", ("Ann Lee", "said")),
        ("Ann Lee said that the bridge may close. It did not.", ("Ann Lee", "said")),
        ("Nobody knew it then, and Ann Lee said that the bridge may close.", ("Ann Lee", "said")),
    ],
)
def test_a_statement_that_was_made_is_not_negated(text: str, parts: tuple[str, str]) -> None:
    """Negations elsewhere in the sentence do not count."""
    record = factx.complete(written(text, parts=(*parts, "that the bridge may close")))
    assert not record.attributions[0].negated
    assert record.claims[0].factuality == "PS+"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_completion_keeps_a_record_valid_and_is_idempotent(path: Path) -> None:
    """Every span matches its text, and completing a record again changes nothing."""
    record = factx.complete(load(path.read_bytes()))
    text = record.article.get_text()
    assert all(text[span.start : span.end] == span.text for _, span in spans_of(record))
    assert load(dump(record)) == record
    assert factx.complete(record) == record


def test_a_record_without_text_or_full_rules_is_not_changed() -> None:
    """German has no full rules."""
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
        ("sources.role", 0.8, 0.9),
        ("sources.affiliation", 0.9, 0.9),
        ("sources.number", 0.95, 0.95),
        ("attribution.when", 0.8, 0.85),
        ("attribution.addressee", 0.9, 0.95),
        ("attribution.stance", 0.95, 0.95),
        ("claims.times", 0.97, 0.97),
        ("claims.quantities", 0.97, 0.97),
        ("claims.hedges", 0.9, 0.9),
        ("claims.condition", 0.8, 0.8),
    ],
)
def test_completion_finds_the_fields_of_the_annotation(
    measure: str, found: float, right: float
) -> None:
    """Recall over the annotated values and precision over the values filled in, with floors."""
    tally = measured().totals[measure]
    assert isinstance(tally, Tally)
    assert tally.recalled >= found * tally.gold > 0
    assert tally.precise >= right * tally.predicted


def test_exactly_the_annotated_attributions_are_negated() -> None:
    """Optional attributions are included."""
    assert [denied(read_back(gold)) for gold in golds()] == [denied(gold) for gold in golds()]
    assert sum(len(denied(gold)) for gold in golds()) == 46


def denied(record: FactRecord) -> list[tuple[int, int | None]]:
    """The starts of content and cue of each negated attribution."""
    quotes = {quote.id: quote for quote in record.quotes}
    negated = [attribution for attribution in record.attributions if attribution.negated]
    return sorted((quotes[a.quote].spans[0].start, a.cue.start if a.cue else None) for a in negated)
