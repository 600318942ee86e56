"""What LangExtract saved is read by a mapping of its user's classes, and so can be scored."""

import json
from pathlib import Path
from typing import Any

import pytest
from building import grounded, speaker
from building import said as statement

from factx.errors import InputError
from factx.evaluation import evaluate
from factx.files import read_values
from factx.formats import FORMATS, Entry, ImportedRecord, Mapping
from factx.records import FactRecord

EXPORT = Path(__file__).parent / "data/langextract/export.jsonl"
MAPPING = {
    "labels": {"quotation": "Content", "speaker": "Source", "verb": "Cue"},
    "attributes": {
        "speaker": {"field": "source"},
        "verb": {"field": "cue"},
        "kind": {"field": "type"},
    },
    "tie": ["statement"],
    "ignore": ["place"],
}


def read(data: object, mapping: Any = MAPPING) -> ImportedRecord:
    names = None if mapping is None else Mapping.from_data(mapping)
    langextract = FORMATS["langextract"].read
    assert langextract is not None
    [reading] = langextract(Entry("x.jsonl:1", data), names)
    assert isinstance(reading, ImportedRecord)
    return reading


def extracted(text: str, *extractions: dict[str, Any]) -> dict[str, Any]:
    """A document in which each extraction is of its first place in the text."""
    full = [{"char_interval": place(text, each["extraction_text"]), **each} for each in extractions]
    return {"document_id": "d", "text": text, "extractions": full}


def place(text: str, words: str) -> dict[str, int]:
    start = text.index(words)
    return {"start_pos": start, "end_pos": start + len(words)}


def said(record: FactRecord) -> list[tuple[str, str | None, str | None]]:
    quotes = {quote.id: quote for quote in record.quotes}
    return [
        (
            " / ".join(span.text for span in quotes[a.quote].spans),
            a.cue.text if a.cue else None,
            a.source_span.text if a.source_span else None,
        )
        for a in record.attributions
    ]


def test_an_export_of_the_real_package_is_read() -> None:
    """data/langextract/README.md tells how it was made."""
    [found] = read_values(str(EXPORT))
    assert not isinstance(found, InputError)
    reading = read(found.value)
    record = reading.record
    assert said(record) == [
        ("The tram will not return before spring", "said", "operator Nils Hagen"),
        ("“We are short of drivers,”", "told", "he"),
        ("Shopkeepers fear a", None, "Shopkeepers"),
    ]
    assert [quote.type for quote in record.quotes] == ["indirect", "direct", "indirect"]
    near = record.quotes[2].spans[0]
    assert (near.match, near.drafted) == ("approximate", "Shopkeepers fear a very quiet winter")
    assert near.differs == ("+very", "+quiet", "+winter")
    assert [loss.what for loss in reading.losses] == ["attribute tone, which is not in the mapping"]


def test_what_it_found_no_place_for_is_ungrounded() -> None:
    [found] = read_values(str(EXPORT))
    assert not isinstance(found, InputError)
    record = read(found.value).record
    lost = [(each.kind, each.drafted, each.reason) for each in record.ungrounded]
    assert lost == [
        ("quote", "Buses will run instead", "not_in_text"),
        ("source_span", "the mayor", "depends_on"),
    ]
    assert (record.counts.drafted, record.counts.ungrounded) == (13, 2)
    assert record.provenance.drafter == "other"


def test_a_speaker_in_an_attribute_is_the_nearest_of_those_words() -> None:
    text = "Ana came. “No,” Ana said. Ana left."
    quotation = {
        "extraction_class": "quotation",
        "extraction_text": "“No,”",
        "attributes": {"speaker": "Ana"},
    }
    [source] = read(extracted(text, quotation)).record.sources
    assert [mention.place for mention in source.mentions] == [(16, 19)]


def test_a_speaker_that_is_not_in_the_text_is_ungrounded_and_the_quote_stands() -> None:
    quotation = {
        "extraction_class": "quotation",
        "extraction_text": "No",
        "attributes": {"speaker": ["the Pope", ""]},
    }
    record = read(extracted("No was the answer.", quotation)).record
    assert said(record) == [("No", None, None)]
    assert [(each.kind, each.drafted) for each in record.ungrounded] == [
        ("source_span", "the Pope")
    ]


@pytest.mark.parametrize(
    ("data", "mapping", "problem"),
    [
        ([], MAPPING, "a document is not a JSON object"),
        ({"text": 5}, MAPPING, "its text is not a string"),
        ({}, MAPPING, "it has no text"),
        ({"text": "x", "extractions": {}}, MAPPING, "its extractions is not a list"),
        (
            {
                "text": "x",
                "extractions": [
                    {
                        "extraction_class": "quotation",
                        "extraction_text": "x",
                        "char_interval": {"start_pos": 0, "end_pos": 9},
                    }
                ],
            },
            MAPPING,
            "x.jsonl:1, extraction 1: it is at 0-9, but the text ends at 1",
        ),
        (
            json.loads(EXPORT.read_text("utf-8")),
            None,
            'with --map FILE, such as {"labels": {"quotation": "Content", "speaker": '
            '"Source"}}; found here: place, quotation, speaker, verb',
        ),
    ],
)
def test_a_bad_document_or_none_of_the_classes_named(
    data: object, mapping: Any, problem: str
) -> None:
    with pytest.raises(InputError) as raised:
        read(data, mapping)
    assert problem in str(raised.value)


def test_what_was_read_is_scored_like_any_other_record() -> None:
    """Of four attributions two are found, both with their sources; of three drafted, one is off."""
    [found] = read_values(str(EXPORT))
    assert not isinstance(found, InputError)
    record = read(found.value).record
    gold = grounded(
        record.article.get_text(),
        of("The tram will not return before spring", "operator Nils Hagen", "said", "1"),
        of("“We are short of drivers,”", "he", "told", "2"),
        of("“and of parts.”", "he", "told", "3"),
        of("a quiet winter", "Shopkeepers", "fear", "4"),
        sources=[speaker(name, name, id=name[0]) for name in ("operator Nils Hagen", "he")]
        + [speaker("Shopkeepers", "Shopkeepers", id="S")],
    )
    report = evaluate([gold], [record], resamples=10)
    counts = report.totals["attribution.end_to_end"].model_dump()
    assert counts == {"gold": 4, "predicted": 3, "recalled": 2, "precise": 2}


def of(content: str, source: str, cue: str, number: str) -> dict[str, Any]:
    return statement(content, source=source, cue=cue, who=source[0], id=number)
