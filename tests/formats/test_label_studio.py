"""Label Studio: what its server exports is read, and what is written counts as it does."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from building import grounded, said, speaker
from formats.records import everything
from hypothesis import given
from hypothesis import strategies as st

from factx.errors import InputError
from factx.files import read_values
from factx.formats import Entry, ImportedRecord, Loss, Mapping
from factx.formats.label_studio import configuration, import_records, task_of
from factx.formats.utf16 import Units

EXPORT = Path(__file__).parent / "data/label-studio/export.json"
TEXT = "😀 Ana said 🚋 no, and went."


def regions(*found: tuple[str, str, str], text: str = TEXT, units: bool = True) -> list[Any]:
    """Regions by id, label and words, at the first place of the words."""
    every: list[Any] = []
    for name, label, words in found:
        start = text.index(words)
        end = start + len(words)
        if units:
            start, end = (len(text[:at].encode("utf-16-le")) // 2 for at in (start, end))
        value = {"start": start, "end": end, "text": words, "labels": [label]}
        every.append(
            {"id": name, "from_name": "x", "to_name": "text", "type": "labels", "value": value}
        )
    return every


def relation(first: str, second: str, *labels: str, direction: str = "right") -> Any:
    ends = {"from_id": first, "to_id": second, "direction": direction}
    return {"type": "relation", **ends, **({"labels": list(labels)} if labels else {})}


def beside(name: str, control: str, **value: Any) -> Any:
    kind = "choices" if "choices" in value else "textarea"
    return {"id": name, "from_name": control, "to_name": "text", "type": kind, "value": value}


def task(*result: Any, **fields: Any) -> dict[str, Any]:
    return {"id": 7, "data": {"text": TEXT}, "annotations": [{"result": list(result)}], **fields}


def read(data: object, mapping: Any = None) -> ImportedRecord:
    names = None if mapping is None else Mapping.from_data(mapping)
    [reading] = import_records(Entry("a.json", data), names)
    assert isinstance(reading, ImportedRecord)
    return reading


SAID = (
    *regions(("q", "Content", "no"), ("c", "Cue", "said 🚋"), ("s", "Source", "Ana")),
    relation("c", "q", "content"),
    relation("s", "c"),
)


def test_an_export_of_the_real_server_is_read() -> None:
    """data/label-studio/README.md tells how it was made."""
    [found] = read_values(str(EXPORT))
    assert not isinstance(found, InputError)
    reading, skipped = import_records(Entry("export.json", found.value), None)
    assert isinstance(reading, ImportedRecord)
    assert isinstance(skipped, Loss)
    assert skipped.what == "annotation that was skipped"
    record = reading.record
    quotes = [[span.text for span in quote.spans] for quote in record.quotes]
    assert quotes == [
        ["The tram will stay away"],
        ["“We are short of drivers,”", "“and of parts.”"],
        ["a quiet winter"],
    ]
    assert [a.cue.text if a.cue else None for a in record.attributions] == ["said", "told", "fear"]
    assert [(s.name, len(s.mentions)) for s in record.sources] == [
        ("Nils Hagen", 2),
        ("Shopkeepers", 1),
    ]
    assert record.sources[0].role == "operator"
    assert (record.article.id, record.article.title) == ("tram", "No tram")
    assert [claim.attribution for claim in record.claims] == ["a2"]
    assert record.provenance.drafter == "human"
    assert reading.losses == ()
    assert reading.inferred["source"] == 1


def test_a_new_region_with_unlabelled_links_is_an_attribution() -> None:
    """Annotators draw a line and leave its label: the labels of its ends say enough."""
    record = read(task(*SAID)).record
    [attribution] = record.attributions
    assert attribution.cue is not None
    assert attribution.cue.text == "said 🚋"
    assert attribution.source_span is not None
    assert attribution.source_span.place == (2, 5)


def test_several_choices_are_written_together_and_read_in_their_order() -> None:
    result = task_of(everything())["predictions"][0]["result"]
    [written] = [part for part in result if part.get("from_name") == "claim_checks"]
    assert written["value"]["choices"] == ["figure", "contested"]
    chosen = beside("c", "claim_checks", choices=["rule", "act"])
    record = read(task(*regions(("c", "Claim", "went")), chosen)).record
    assert record.claims[0].checks == ("rule", "act")


def test_a_link_without_a_label_from_a_claim_says_who_asserts_it() -> None:
    """A claim reports an attribution only if the link is labelled so."""
    claimed = regions(("claim", "Claim", "no"))
    for labels, ends in (((), ("a1", None)), (("reports",), (None, "a1"))):
        record = read(task(*SAID, *claimed, relation("claim", "c", *labels))).record
        assert (record.claims[0].attribution, record.claims[0].reports) == ends


@pytest.mark.parametrize("units", [True, False])
def test_offsets_are_read_in_whichever_way_fits_the_words(units: bool) -> None:
    every = regions(("q", "Content", "no, and went"), ("s", "Source", "Ana"), units=units)
    record = read(task(*every, relation("q", "s"))).record
    assert [span.text for span in record.quotes[0].spans] == ["no, and went"]


@given(text=st.text(st.sampled_from("aé\u0301😀👩‍🚒𝐧\n"), max_size=30))
def test_units_and_offsets_lead_to_each_other(text: str) -> None:
    units = Units(text)
    for offset in range(len(text) + 1):
        unit = len(text[:offset].encode("utf-16-le")) // 2
        assert units.of(offset) == unit
        assert units.offset(unit) == offset
    for offset, char in enumerate(text):
        if ord(char) > 0xFFFF:
            assert units.offset(units.of(offset) + 1) is None


def test_what_is_written_counts_utf16_units() -> None:
    record = everything()
    task = task_of(record)
    units = task["data"]["text"].encode("utf-16-le")
    labelled = [part for part in task["predictions"][0]["result"] if part["type"] == "labels"]
    assert len(labelled) > 20
    for part in labelled:
        value = part["value"]
        words = units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le")
        assert words == value["text"]


def test_a_content_in_pieces_is_regions_that_continue_each_other() -> None:
    record = grounded(
        "“No,” said Ana Ruiz, “never.”",
        said("“No,”", "“never.”", source="Ana Ruiz", cue="said"),
        sources=[speaker("Ana Ruiz")],
    )
    result = task_of(record)["predictions"][0]["result"]
    pieces = [
        (part["id"], part["value"]["text"])
        for part in result
        if part.get("value", {}).get("labels") == ["Content"]
    ]
    assert pieces == [("q1", "“No,”"), ("q1.piece2", "“never.”")]
    assert relation("q1.piece2", "q1", "continues") in result


def test_the_configuration_has_every_control_and_label_that_is_written() -> None:
    root = ElementTree.fromstring(configuration())
    names = {tag.get("name"): tag for tag in root.iter() if tag.get("name")}
    links = {tag.get("value") for tag in root.iter("Relation")}
    for part in task_of(everything())["predictions"][0]["result"]:
        if part["type"] == "relation":
            assert {*part["labels"]} <= links
            continue
        control = names[part["from_name"]]
        assert control.tag.lower() == part["type"]
        options = {tag.get("value") for tag in control}
        assert {*part["value"].get("labels", ()), *part["value"].get("choices", ())} <= options
    for control in root.iter():
        if control.get("perRegion"):
            assert re.fullmatch(r"[a-z]+_[a-z_]+", control.get("name", ""))


def test_predictions_are_read_where_nobody_annotated() -> None:
    prediction = {"result": list(SAID), "model_version": "m1"}
    record = read({"data": {"text": TEXT}, "predictions": [prediction]}).record
    assert (record.provenance.drafter, record.provenance.model) == ("other", "m1")


def test_a_task_that_nobody_annotated_is_left_out() -> None:
    [loss] = import_records(Entry("a.json", {"data": {"text": TEXT}, "predictions": [3]}), None)
    assert loss == Loss("a.json", "task without an annotation or a prediction")


def test_each_annotator_has_a_record() -> None:
    annotations = [{"result": list(SAID), "completed_by": {"id": n}} for n in (1, 2)]
    found = list(import_records(Entry("a.json", task(annotations=annotations)), None))
    metas = [each.record.article.meta for each in found if isinstance(each, ImportedRecord)]
    assert metas == [{"annotator": "1"}, {"annotator": "2"}]


def test_other_labels_are_read_by_a_mapping() -> None:
    result = [
        *regions(("q", "Quote", "no"), ("s", "Speaker!", "Ana")),
        relation("s", "q", "says", direction="left"),
        beside("q", "mode", choices=["thought"]),
    ]
    mapping = {
        "labels": {"Quote": "Content", "Speaker!": "Source"},
        "attributes": {
            "mode": {"field": "attribution.type", "values": {"thought": "belief"}},
        },
    }
    [attribution] = read(task(*result), mapping).record.attributions
    assert attribution.type == "belief"
    assert attribution.sources == ("s1",)


def test_what_has_no_place_in_a_record_is_listed() -> None:
    result = [
        *SAID,
        *regions(("z", "Place", "went")),
        beside("q", "content_mood", choices=["glad"]),
        beside("nowhere", "rating", choices=["5"]),
    ]
    assert [loss.what for loss in read(task(*result)).losses] == [
        "content_mood of a Content",
        "rating, which is of no region",
        "Place, a label that is neither factx's nor in a mapping",
    ]


BAD: list[tuple[Any, str]] = [
    ([], "a task is not a JSON object"),
    ({}, "the data of a task is not a JSON object"),
    ({"data": {}, "annotations": [{}]}, "it has no text"),
    ({"data": {"text": TEXT}, "annotations": {}}, "its annotations is not a list"),
    (task(5), "a part of the result is not a JSON object"),
    (
        task(*regions(("q", "Content", "no"), ("r", "Cue", "said"), text="no, nobody said")),
        "region q contains 'no', which is not in the text at 0-2",
    ),
]


@pytest.mark.parametrize(("data", "problem"), BAD)
def test_a_bad_task(data: object, problem: str) -> None:
    with pytest.raises(InputError) as raised:
        read(data)
    assert str(raised.value).startswith("a.json")
    assert problem in str(raised.value)


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ({"type": "labels", "id": "z"}, "the value of a region is not a JSON object"),
        ({"type": "labels", "id": "z", "value": {}}, "region z has no label"),
        ({"type": "labels", "value": {"labels": ["Cue"]}}, "it has no id"),
        (
            {"type": "labels", "id": "z", "value": {"labels": ["Cue"], "start": -1}},
            "its start is not an offset: -1",
        ),
        (
            {"type": "labels", "id": "z", "value": {"labels": ["Cue"], "start": 2, "end": 2}},
            "region z is empty: it is at 2-2",
        ),
        (
            {"type": "labels", "id": "z", "value": {"labels": ["Cue"], "start": 2, "end": 999}},
            "region z is not in the text at 2-999",
        ),
        (
            regions(("z", "Content", "zz"), text="zz")[0],
            "region z contains 'zz', which is not in the text at 0-2",
        ),
        (beside("c", "cue_type", choices=["rumour"]), "its type is 'rumour', not one of statement"),
        ({"type": "choices", "id": "c"}, "the value of a region is not a JSON object"),
    ],
)
def test_a_bad_part_costs_itself(part: dict[str, Any], problem: str) -> None:
    reading = read(task(*SAID, part))
    assert any(problem in str(each) for each in reading.problems), reading.problems
    assert reading.record.quotes == read(task(*SAID)).record.quotes


@pytest.mark.parametrize("labels", [True, "says", {"a": 1}, 5])
def test_a_relation_whose_labels_are_no_list_has_none(labels: object) -> None:
    """The labels of its ends say what it is, as for a relation without any."""
    relations = [{**part, "labels": labels} if "labels" in part else part for part in SAID]
    bare: list[Any] = [{**part, "labels": []} if "labels" in part else part for part in SAID]
    assert read(task(*relations)).record == read(task(*bare)).record


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("annotated", ["\n", "\r\n"])
def test_offsets_of_a_twin_with_other_line_ends(annotated: str, ends: str) -> None:
    """A browser counts a line end as one character, whatever the text has."""
    text = "One.\n\n🏭 two\n\n“No,” said Ana.\n"
    twin, own = text.replace("\n", annotated), text.replace("\n", ends)
    units = Units(twin)
    result: list[dict[str, Any]] = []
    for name, label, words in (
        ("c", "Content", "“No,”"),
        ("k", "Cue", "said"),
        ("s", "Source", "Ana"),
    ):
        start = twin.index(words)
        place = {"start": units.of(start), "end": units.of(start + len(words))}
        value = {**place, "text": words, "labels": [label]}
        result.append({"id": name, "type": "labels", "value": value})
    result += [relation("k", "c", "content"), relation("k", "s", "source")]
    reading = read({"data": {"text": own}, "annotations": [{"result": result}]})
    assert reading.problems == ()
    [attribution] = reading.record.attributions
    assert attribution.cue is not None
    assert (attribution.cue.text, reading.record.quotes[0].spans[0].text) == ("said", "“No,”")


def test_the_task_is_json() -> None:
    assert json.loads(json.dumps(task_of(everything())))["data"]["id"] == "owl/1"
