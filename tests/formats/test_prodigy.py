"""Prodigy: tasks for its interfaces, and what its database gives of them."""

import json
from typing import Any

import pytest
from formats.records import everything, records
from hypothesis import given
from sampling import examples

from factx.errors import InputError
from factx.formats import Entry, ImportedRecord, Loss, Mapping
from factx.formats.prodigy import import_records, task_of
from factx.records import FactRecord

TEXT = "😀 Ana said no."
# The keys and the form are those of Prodigy's own annotations of relations.
SAID: dict[str, Any] = {
    "text": TEXT,
    "meta": {"source": "a wire"},
    "_input_hash": 1861007191,
    "_task_hash": -400334998,
    "_view_id": "relations",
    "_session_id": None,
    "tokens": [{"text": "😀", "start": 0, "end": 1, "id": 0, "ws": True, "disabled": False}],
    "spans": [
        {"start": 2, "end": 5, "token_start": 1, "token_end": 1, "label": "Source", "type": "span"},
        {"start": 6, "end": 10, "token_start": 2, "token_end": 2, "label": "Cue", "text": "said"},
        {"start": 11, "end": 13, "token_start": 3, "token_end": 3, "label": "Content"},
    ],
    "relations": [
        {
            "head": 3,
            "child": 1,
            "head_span": {"start": 11, "end": 13, "token_start": 3, "label": "Content"},
            "child_span": {"start": 2, "end": 5, "token_start": 1, "label": "Source"},
            "color": "#ffd882",
            "label": "says",
        },
        {
            "head": 2,
            "child": 3,
            "head_span": {"start": 6, "end": 10, "token_start": 2, "label": "Cue"},
            "child_span": {"start": 11, "end": 13, "token_start": 3, "label": "Content"},
            "label": "content",
        },
    ],
    "answer": "accept",
}


def read(data: object, mapping: Any = None) -> ImportedRecord:
    names = None if mapping is None else Mapping.from_data(mapping)
    [reading] = import_records(Entry("a.jsonl:1", data), names)
    assert isinstance(reading, ImportedRecord)
    return reading


def test_an_annotation_of_relations_is_read() -> None:
    """By the places and labels of the spans, where they have no ids; a new line by its ends."""
    reading = read(SAID)
    [attribution] = reading.record.attributions
    assert attribution.cue is not None
    assert attribution.source_span is not None
    assert (attribution.cue.text, attribution.source_span.text) == ("said", "Ana")
    assert reading.record.provenance.drafter == "human"
    assert reading.losses == ()


def test_other_labels_and_keys_are_read_by_a_mapping() -> None:
    task = json.loads(json.dumps(SAID).replace('"Content"', '"Quote"').replace("Cue", "Verb"))
    task["spans"][2]["mood"] = "sad"
    mapping = {
        "labels": {"Quote": "Content", "Verb": "Cue"},
        "attributes": {"mood": {"field": "attribution.type", "values": {"sad": "attitude"}}},
    }
    assert read(task, mapping).record.attributions[0].type == "attitude"


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_a_task_that_was_not_accepted_is_left_out(answer: str) -> None:
    [loss] = import_records(Entry("a.jsonl:1", {**SAID, "answer": answer}), None)
    assert loss == Loss("a.jsonl:1", "task that the annotator did not accept")


def test_keys_that_mean_nothing_to_us_are_listed() -> None:
    task = {**SAID, "spans": [{**SAID["spans"][0], "score": 1}, *SAID["spans"][1:]]}
    assert [loss.what for loss in read(task).losses] == ["score of a Source"]


@given(record=records())
@examples(100)
def test_spans_are_whole_tokens_and_tokens_are_the_text(record: FactRecord) -> None:
    task = task_of(record)
    text, tokens = task["text"], task["tokens"]
    spelt = "".join(token["text"] + " " * token["ws"] for token in tokens)
    assert spelt.removesuffix(" ") == text.removesuffix(" ")
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    for token in tokens:
        assert text[token["start"] : token["end"]] == token["text"]
    for span in task["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]
    for relation in task["relations"]:
        assert relation["head"] == relation["head_span"]["token_end"]
        assert relation["child"] == relation["child_span"]["token_end"]


def test_what_stands_beside_a_span_has_no_key_that_prodigy_uses() -> None:
    [claim] = [span for span in task_of(everything())["spans"] if span["id"] == "c1"]
    assert claim["its_text"] == "Five millimetres of rain fell\non cafés."
    assert claim["factuality"] == "Uu"
    assert not {"text", "type", "source"} & set(claim)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"text": None}, "it has no text"),
        ({"spans": {}}, "its spans is not a list"),
        ({"meta": []}, None),
        ({"article": 5}, "the article of a task is not a JSON object"),
    ],
)
def test_a_bad_task(changes: dict[str, Any], problem: str | None) -> None:
    if problem is None:
        assert read({**SAID, **changes}).record.quotes
        return
    with pytest.raises(InputError) as raised:
        read({**SAID, **changes})
    assert str(raised.value).startswith("a.jsonl:1")
    assert problem in str(raised.value)


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("spans", 5, "span 4: a span is not a JSON object"),
        ("spans", {"start": 0, "end": "x", "label": "Cue"}, "span 4: its end is not an offset"),
        ("spans", {"start": 0, "end": 1}, "span 4: it has no label"),
        (
            "spans",
            {"start": 2, "end": 99, "label": "Content"},
            "span 4: Content ends at 99, and the text at 14",
        ),
        (
            "spans",
            {"start": 3, "end": 3, "label": "Content"},
            "span 4: Content is empty: it begins and ends at 3",
        ),
        (
            "spans",
            {"start": 3, "end": 2, "label": "Cue"},
            "span 4: there is no stretch from 3 to 2",
        ),
        (
            "spans",
            {"start": 2, "end": 5, "label": "Cue", "text": "Bob"},
            "span 4: it contains 'Bob', but the text there is",
        ),
        (
            "spans",
            {"start": 2, "end": 5, "label": "Cue", "stance": "angry"},
            "span 4: its stance is 'angry', not one of neutral",
        ),
        (
            "spans",
            {"start": 2, "end": 5, "label": "Quantity", "value": 10**400},
            "span 4: its value is 1000",
        ),
        ("relations", {"label": "x"}, "relation 3: an end of a relation is not a JSON obj"),
    ],
)
def test_a_bad_span_or_relation_costs_itself(key: str, value: object, problem: str) -> None:
    reading = read({**SAID, key: [*SAID[key], value]})
    assert any(str(each).startswith(f"a.jsonl:1, {problem}") for each in reading.problems)
    assert reading.record.quotes == read(SAID).record.quotes


@pytest.mark.parametrize("key", ["_annotator_id", "_session_id"])
def test_the_annotator_is_kept(key: str) -> None:
    facts = {"title": "T", "meta": {"page": "1"}}
    article = read({**SAID, key: "news-ana", "article": facts}).record.article
    assert article.meta == {"annotator": "news-ana", "page": "1"}
    assert read({**SAID, key: None}).record.article.meta is None
