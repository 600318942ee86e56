"""A record vouches for itself: it refuses to contradict its article or itself."""

import json
from typing import Any

import pytest
from building import claim, grounded, said, speaker
from formats.records import everything

from factx.errors import InvalidData
from factx.records import Article, FactRecord, dump, load, spans_of

TEXT = "Ms Ruiz said the plan was late. “We will appeal,” she said, “and win.” It rained 5 mm.\n"


@pytest.fixture
def record() -> FactRecord:
    return grounded(
        TEXT,
        said("the plan was late", source="Ms Ruiz", cue="said", id="1"),
        said("“We will appeal,”", "“and win.”", source="she", cue="said", id="2", parent="a1"),
        said("not in there", id="3"),
        sources=[speaker("Ms Ruiz", "Ms Ruiz")],
        claims=[
            claim("It rained 5 mm", quantities=[{"text": "5 mm", "value": 5, "unit": "mm"}]),
            claim("We will appeal", id="2", attribution="a2", factuality="PR+"),
        ],
        relations=[{"type": "repeats", "first": "c1", "second": "c2"}],
    )


def broken(record: FactRecord, *path: str | int, value: Any) -> dict[str, Any]:
    """The record's data with one value put in its place, at `path`."""
    data: Any = json.loads(dump(record))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data


def test_a_record_comes_back_from_json_byte_for_byte(record: FactRecord) -> None:
    text = dump(record)
    assert dump(load(text)) == text
    assert load(text) == record
    assert "\n" not in text


def test_core_fields_are_always_there_and_optional_ones_only_when_set(record: FactRecord) -> None:
    data = json.loads(dump(record))
    assert data["attributions"][0]["parent"] is None
    assert "negated" not in data["attributions"][0]
    assert "match" not in data["quotes"][0]["spans"][0]
    assert data["article"]["lang"] is None
    assert "title" not in data["article"]
    assert data["claims"][1]["quantities"][0]["unit"] == "mm"


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (("quotes", 0, "spans", 0, "start"), 0, "characters long"),
        (("quotes", 0, "spans", 0, "text"), "the plan was good", "the article has 'the plan was l"),
        (("attributions", 0, "quote"), "q9", "a1: there is no quote q9"),
        (("attributions", 0, "sources"), ["s9"], "a1: there is no source s9"),
        (("attributions", 0, "sources"), [], "a1: it has a source_span but no source"),
        (("attributions", 0, "sources"), ["s1", "s1"], "a1: a source is named twice"),
        (
            ("attributions", 0, "parent"),
            "a2",
            "a1: its parents lead back to itself (a1 -> a2 -> a1)",
        ),
        (("attributions", 0, "parent"), "a9", "a1: there is no parent attribution a9"),
        (("attributions", 1, "quote"), "q1", "q2: the quote has no attribution"),
        (("attributions", 0, "type"), "rumour", "attributions[0].type"),
        (("claims", 0, "attribution"), "a9", "there is no attribution a9"),
        (("claims", 1, "id"), "s1", "the id s1 is given 2 times"),
        (("relations", 0, "second"), "c9", "there is no quote or claim c9"),
        (("relations", 0, "second"), "c2", "it relates an item to itself"),
        (("relations", 0, "second"), "q1", "it relates a quote to a claim"),
        (("relations", 0, "type"), "variant_of", "only quotes are variants"),
        (("counts", "grounded"), 99, "drafted is not 99 grounded"),
        (("article", "sha256"), "0" * 64, "sha256 is not the digest of the text"),
        (("schema_version",), "9.9", "schema_version"),
        (("invented",), 1, "invented"),
        (("sources", 0, "mentions"), [], "sources[0].mentions"),
        (("ungrounded",), [], "counts: 1 passages ungrounded, 0 listed"),
    ],
)
def test_a_contradiction_is_refused_by_name(
    record: FactRecord, path: tuple[str | int, ...], value: Any, problem: str
) -> None:
    with pytest.raises(InvalidData) as refusal:
        FactRecord.from_data(broken(record, *path, value=value))
    assert any(problem in found for found in refusal.value.problems), refusal.value.problems


def test_the_same_mention_twice_is_refused(record: FactRecord) -> None:
    data = json.loads(dump(record))
    data["sources"][0]["mentions"] *= 2
    with pytest.raises(InvalidData, match="mentioned twice"):
        FactRecord.from_data(data)


def test_the_pieces_of_a_quote_are_in_reading_order(record: FactRecord) -> None:
    data = json.loads(dump(record))
    data["quotes"][1]["spans"].reverse()
    with pytest.raises(InvalidData, match="q2: its spans overlap or are out of reading order"):
        FactRecord.from_data(data)


def test_every_problem_is_named_at_once(record: FactRecord) -> None:
    data = broken(record, "attributions", 0, "quote", value="q9")
    data["attributions"][1]["sources"] = ["s9"]
    data["claims"][0]["attribution"] = "a9"
    with pytest.raises(InvalidData) as refusal:
        FactRecord.from_data(data)
    assert len(refusal.value.problems) == 4  # the three, and the quote that lost its attribution


def test_a_span_past_the_end_of_the_text_is_refused(record: FactRecord) -> None:
    late = {"start": len(TEXT), "end": len(TEXT) + 4, "text": "more"}
    data = broken(record, "attributions", 0, "cue", value=late)
    with pytest.raises(InvalidData, match=r"a1.cue: it ends at"):
        FactRecord.from_data(data)


def test_without_its_text_a_record_keeps_its_spans_and_can_be_checked_later(
    record: FactRecord,
) -> None:
    bare = load(dump(record.without_text()))
    assert bare.article.text is None
    assert [span for _, span in spans_of(bare)] == [span for _, span in spans_of(record)]
    assert bare.with_article(record.article) == record
    with pytest.raises(InvalidData):
        bare.with_article(Article(text=TEXT.replace("late", "good")))


def test_spans_are_told_wherever_a_record_has_them() -> None:
    record = everything()
    assert len({where for where, _ in spans_of(record)}) == dump(record).count('"start"')


def test_records_are_frozen(record: FactRecord) -> None:
    with pytest.raises(ValueError, match="frozen"):
        record.quotes = ()  # type: ignore[misc]
