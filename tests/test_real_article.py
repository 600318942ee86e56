"""A real news article, from the command line to the record."""

import subprocess
import sys
from pathlib import Path

import pytest
from building import accepted
from outside import folder

from factx.records import FactRecord, load


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> FactRecord:
    path = folder("FACTX_ARTICLES") / "peacekeeping.txt"
    out = str(tmp_path_factory.mktemp("out") / "r.jsonl")
    for command in (["extract", str(path), "-o", out], ["check", out]):
        subprocess.run([sys.executable, "-m", "factx", *command], check=True)
    return load(Path(out).read_bytes())


def test_its_three_direct_quotations_have_their_sources_and_cues(record: FactRecord) -> None:
    direct = {quote.id: quote for quote in record.quotes if quote.type == "direct"}
    said = [a for a in record.attributions if a.quote in direct]
    assert [a.source_span and a.source_span.text for a in said] == [
        "Defense Ministry sources",
        "sources",
        "sources",
    ]
    assert [a.cue and a.cue.text for a in said] == ["said", "said", "said"]
    text = record.article.get_text()
    for quote in direct.values():
        (span,) = quote.spans
        assert (text[span.start], text[span.end - 1]) == ('"', '"')


def test_what_reaches_us_through_another_has_its_parent(record: FactRecord) -> None:
    (child,) = [a for a in record.attributions if a.parent is not None]
    parent = next(a for a in record.attributions if a.id == child.parent)
    names = {source.id: source.name for source in record.sources}
    assert [names[source] for source in parent.sources] == ["Bloomberg News"]


def test_every_source_is_named_as_the_text_names_it(record: FactRecord) -> None:
    text = record.article.get_text()
    assert all(source.name in text for source in record.sources)


def test_another_validator_accepts_the_record(record: FactRecord) -> None:
    data = record.model_dump(mode="json", exclude_defaults=False)
    accepted(data)


def test_the_elided_quotation_is_a_variant_of_the_fuller_one(record: FactRecord) -> None:
    (relation,) = record.relations
    first, second = (
        next(quote for quote in record.quotes if quote.id == name)
        for name in (relation.first, relation.second)
    )
    assert relation.type == "variant_of"
    assert " ... " in first.spans[0].text
    assert len(second.spans[0].text) > len(first.spans[0].text)


def test_most_of_what_is_reported_is_there(record: FactRecord) -> None:
    names = {source.id: source.name for source in record.sources}
    said = {
        (names[source], a.cue.text)
        for a in record.attributions
        if a.cue is not None
        for source in a.sources
    }
    assert said >= {
        ("Turkish sources", "confirmed"),
        ("Paris", "have already expressed"),
        ("London", "have already expressed"),
        ("Bloomberg News", "reported"),
        ("Türkiye", "advocates"),
        ("Ankara", "says"),
    }
