"""Drafts: strings and references, mirrored on the record."""

import pytest
from building import claim, drafted, said, speaker

from factx.errors import InvalidData
from factx.records import (
    Attribution,
    Claim,
    Draft,
    DraftAttribution,
    DraftClaim,
    DraftQuote,
    DraftSource,
    Passage,
    Quote,
    Source,
)
from factx.records.base import Value


@pytest.mark.parametrize(
    ("draft", "record"),
    [
        (DraftSource, Source),
        (DraftQuote, Quote),
        (DraftAttribution, Attribution),
        (DraftClaim, Claim),
    ],
)
def test_a_draft_mirrors_the_record_field_by_field(draft: type[Value], record: type[Value]) -> None:
    assert list(draft.model_fields) == list(record.model_fields)


def test_a_draft_comes_back_from_json() -> None:
    draft = drafted(said("x@1/2", source="Ana", cue="said"), claims=[claim("y")])
    assert Draft.from_json(draft.model_dump_json()) == draft


@pytest.mark.parametrize(
    ("passage", "problem"),
    [
        ({}, "needs its text"),
        ({"first": "We"}, "both its first and its last"),
        ({"text": "We", "first": "We", "last": "go"}, "not both"),
        ({"text": "We", "nth": 1}, "give the sentence too"),
        ({"text": ""}, "at least 1 character"),
        ({"text": "We", "sentence": 0}, "greater than or equal to 1"),
        ({"text": "We", "start": 5}, "Extra inputs"),
    ],
)
def test_a_passage_is_a_string_and_a_hint(passage: object, problem: str) -> None:
    """It never holds an offset: models cannot count."""
    with pytest.raises(InvalidData, match=problem):
        Passage.from_data(passage)


def test_a_draft_whose_references_lead_nowhere_is_refused_whole() -> None:
    with pytest.raises(InvalidData) as refusal:
        drafted(
            said("x", source="Ana", who="ben", id="1", parent="a2"),
            said("y", id="2", parent="a1"),
            claims=[claim("z", attribution="a7")],
            sources=[speaker("Ana"), speaker("Ana")],
        )
    assert len(refusal.value.problems) == 4
