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
            {"text": "x", "extractions": [5, {"extraction_class": "a"}]},
            None,
            "found here: a",
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


RUIZ = "Mayor Ana Ruiz said no. Ana laughed."


@pytest.mark.parametrize(
    ("words", "interval", "status", "found"),
    [
        ("Ana", (3, 9), "match_exact", (6, 9)),  # "or Ana": cuts a word
        ("Ana", (3, 9), None, (6, 9)),
        ("Ana", (20, 24), "match_exact", (24, 27)),  # the nearest
        ("Mayor", (15, 19), "match_fuzzy", (0, 5)),  # shares no word
        ("ana  ruiz", (0, 5), "match_exact", (6, 14)),  # apart from typography
        ("Ana", (90, 93), "match_exact", (24, 27)),  # is not in the text
        ("Ana", (9, 6), "match_exact", (6, 9)),
        ("Ana", (-3, 0), "match_exact", (6, 9)),
        ("the mayor", (0, 5), "match_exact", None),  # claims more than it has
        ("Bob", (0, 5), "match_fuzzy", None),
    ],
)
def test_an_interval_that_is_not_one_of_its_words_is_looked_up(
    words: str, interval: tuple[int, int], status: str | None, found: tuple[int, int] | None
) -> None:
    """What is not in the text is ungrounded, and both are listed."""
    extraction = {
        "extraction_class": "quotation",
        "extraction_text": words,
        "char_interval": {"start_pos": interval[0], "end_pos": interval[1]},
        "alignment_status": status,
    }
    reading = read({"text": RUIZ, "extractions": [extraction]})
    places = [span.place for quote in reading.record.quotes for span in quote.spans]
    assert places == ([found] if found else [])
    lost = [(each.drafted, each.reason) for each in reading.record.ungrounded]
    assert lost == ([] if found else [(words, "not_in_text")])
    assert [loss.what for loss in reading.losses] == [
        "an interval that is not one of its words; these were looked up"
    ]


@pytest.mark.parametrize(
    ("words", "interval", "status", "match"),
    [
        ("Ana Ruiz", (6, 14), "match_exact", None),
        ("ANA RUIZ", (6, 14), "match_exact", "normalised"),
        ("Ana  Ruiz,", (6, 14), "match_exact", "normalised"),
        ("Ana Ruiz of Dunmore", (6, 14), "match_lesser", "approximate"),
        ("Ana Ruiz", (0, 14), "match_greater", "approximate"),
        ("Ana Royz", (6, 14), "match_fuzzy", "approximate"),
    ],
)
def test_an_interval_that_has_its_words_is_kept(
    words: str, interval: tuple[int, int], status: str, match: str | None
) -> None:
    extraction = {
        "extraction_class": "quotation",
        "extraction_text": words,
        "char_interval": {"start_pos": interval[0], "end_pos": interval[1]},
        "alignment_status": status,
    }
    reading = read({"text": RUIZ, "extractions": [extraction]})
    [quote] = reading.record.quotes
    assert (quote.spans[0].place, quote.spans[0].match) == (interval, match)
    assert reading.losses == ()


def test_a_bad_extraction_costs_itself() -> None:
    good = {"extraction_class": "quotation", "extraction_text": "no"}
    document = extracted(RUIZ, good)
    bad: list[Any] = [5, {"extraction_text": "no"}, {**good, "attributes": {"kind": "loud"}}]
    bad[2]["char_interval"] = place(RUIZ, "Ana")
    document["extractions"] += bad
    reading = read(document)
    assert [str(problem) for problem in reading.problems] == [
        "x.jsonl:1, extraction 2: an extraction is not a JSON object",
        "x.jsonl:1, extraction 3: it has no extraction_class",
        "x.jsonl:1, extraction 4: its type is 'loud', not one of direct, indirect, mixed",
    ]
    assert reading.record.quotes[0].spans[0].text == "no"


def test_a_value_that_ties_too_many_extractions_ties_none() -> None:
    """Each would be linked with each, which takes too long."""
    one = {"extraction_class": "quotation", "extraction_text": "no", "attributes": {"statement": 1}}
    reading = read(extracted(RUIZ, *[one] * 600))
    assert [str(problem) for problem in reading.problems] == [
        "x.jsonl:1: 600 extractions have the same statement, too many to be tied"
    ]


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
