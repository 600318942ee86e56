"""A text that is plainly in another language than it names is not read by that one's rules."""

import pytest
from text.test_detected import ENGLISH, GERMAN, OTHERS

import factx
from factx.records import FactRecord

SPOKEN = " „Wir haben keine Wahl“, sagte Ana Ruiz. „Das ist so“, sagte Max Holt."


@pytest.mark.parametrize("lang", [None, "en", "en-GB"])
def test_a_german_text_is_not_read_by_english_rules(lang: str | None) -> None:
    record = factx.extract(factx.Article(text=GERMAN + SPOKEN, lang=lang))
    assert record.provenance.read_as == "de"
    assert record.article.lang == lang
    assert [one.speaker for one in record.statements if one.quote.type == "direct"] == [
        "Ana Ruiz",
        "Max Holt",
    ]


def test_an_italian_text_gives_no_claims() -> None:
    said = "« Non abbiamo scelta in questo caso », ha detto Ana Ruiz."
    record = factx.extract(factx.Article(text=f"{OTHERS['it']} {said}"))
    assert record.provenance.read_as == "it"
    assert record.claims == ()
    assert [statement.speaker for statement in record.statements] == ["Ana Ruiz"]


def read_as(record: FactRecord) -> str | None:
    return record.provenance.read_as


def test_the_language_of_a_plain_text_is_not_noted() -> None:
    assert read_as(factx.extract(factx.Article(text=ENGLISH))) is None
    assert read_as(factx.extract(factx.Article(text=GERMAN, lang="de"))) is None
    assert read_as(factx.extract(factx.Article(text=OTHERS["fr"], lang="fr"))) is None
    english = factx.extract(factx.Article(text=f"{ENGLISH} “{GERMAN}” she said."))
    assert read_as(english) is None
    assert english.claims
