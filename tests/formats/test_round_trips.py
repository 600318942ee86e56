"""What goes out to another tool comes back the same, but for what the table says it lacks."""

import json
from pathlib import Path
from typing import Any

import pytest
from formats.records import everything, held, records
from hypothesis import given
from sampling import examples

from factx.formats import FORMATS, Entry, Format, ImportedRecord
from factx.formats.brat import Standoff
from factx.records import FactRecord, dump, load, spans_of

GOLD = sorted((Path(__file__).parents[2] / "fixtures").glob("*/gold.json"))
BOTH = [each for each in FORMATS.values() if each.reads and each.writes]


@pytest.fixture(params=BOTH, ids=lambda each: each.name)
def by(request: pytest.FixtureRequest) -> Format:
    found: Format = request.param
    return found


def there_and_back(record: FactRecord, by: Format) -> FactRecord:
    """The record written and read, with nothing left out or inferred on the way."""
    assert by.write is not None
    assert by.read is not None
    value: Any = by.write(record)
    if not isinstance(value, Standoff):
        value = json.loads(value if isinstance(value, str) else json.dumps(value))
    [reading] = by.read(Entry("somewhere", value), None)
    assert isinstance(reading, ImportedRecord)
    assert reading.losses == ()
    assert not any(reading.inferred.values())
    return reading.record


def test_there_are_formats_that_go_both_ways() -> None:
    assert [each.name for each in BOTH] == ["jsonl", "json", "brat", "label-studio", "prodigy"]
    assert len(GOLD) >= 3


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.parent.name)
def test_gold_comes_back_the_same(gold: Path, by: Format) -> None:
    record = load(gold.read_bytes())
    assert held(there_and_back(record, by), by) == held(record, by)


def test_a_record_with_every_field_comes_back_the_same(by: Format) -> None:
    """So what a format lacks is all that its row says, and no more."""
    record = everything()
    assert held(there_and_back(record, by), by) == held(record, by)


@pytest.mark.parametrize("name", [each.name for each in FORMATS.values() if each.writes])
def test_all_that_a_format_lacks_is_told_of_a_record_with_every_field(name: str) -> None:
    lost = FORMATS[name].lost(everything())
    assert {*FORMATS[name].lacks} <= {*lost}


@pytest.mark.parametrize("name", [each.name for each in FORMATS.values() if each.writes])
def test_of_a_record_that_lacks_it_too_nothing_is_told(name: str) -> None:
    article = {"id": "a", "text": "Rain fell.", "url": "u", "published": "2026"}
    empty: Any = dict.fromkeys(("sources", "quotes", "attributions", "claims"), ())
    record = FactRecord.from_data(
        {
            "article": article,
            **empty,
            "relations": (),
            "ungrounded": (),
            "counts": {"drafted": 0, "grounded": 0, "ungrounded": 0},
            "provenance": {"drafter": "human", "factx_version": "0.1.0"},
        }
    )
    lost = {*FORMATS[name].lost(record)}
    assert lost <= {"article.text", "article.sha256", "article.url", "article.published"}


@given(record=records())
@examples(150)
@pytest.mark.parametrize("name", [each.name for each in BOTH])
def test_any_record_comes_back_the_same(record: FactRecord, name: str) -> None:
    """Whatever is nested, in pieces, over line breaks, or beyond the first plane of Unicode."""
    by = FORMATS[name]
    back = there_and_back(record, by)
    assert held(back, by) == held(record, by)
    text = record.article.get_text()
    assert all(text[span.start : span.end] == span.text for _, span in spans_of(back))


def test_the_native_form_comes_back_byte_for_byte() -> None:
    for gold in GOLD:
        record = load(gold.read_bytes())
        [line] = FORMATS["jsonl"].texts([record])
        assert line == dump(record) + "\n"
