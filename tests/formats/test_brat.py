"""brat: files of others as they are, ours as brat takes them, and bad ones told by the line."""

from pathlib import Path
from typing import Any

import pytest
from building import grounded, said, speaker
from formats.records import everything, records
from hypothesis import given
from sampling import examples

from factx.errors import InputError
from factx.files import read_annotated
from factx.formats import Entry, ImportedRecord, Mapping
from factx.formats.brat import Standoff, configuration, import_records, standoff_of
from factx.records import FactRecord, spans_of

POLNEAR = Path(__file__).parent / "data/polnear-form"
TEXT = "Ana Ruiz said it was late. “We will\n\nappeal,” she added, “and win.”\n"


def read(annotations: str, text: str = TEXT, mapping: Any = None) -> ImportedRecord:
    names = None if mapping is None else Mapping.from_data(mapping)
    [reading] = import_records(Entry("a.ann", Standoff("a", text, annotations, "a.ann")), names)
    assert isinstance(reading, ImportedRecord)
    return reading


def line(name: str, label: str, *words: str, text: str = TEXT) -> str:
    """A span at the first place of each of `words`."""
    places = [(text.index(part), text.index(part) + len(part)) for part in words]
    offsets = ";".join(f"{start} {end}" for start, end in places)
    return f"{name}\t{label} {offsets}\t{' '.join(words)}\n"


# The form of PolNeAR


@pytest.fixture(scope="module")
def polnear() -> dict[str, ImportedRecord]:
    """A corpus in PolNeAR's form, made by hand: what is read of each of its files."""
    found: dict[str, ImportedRecord] = {}
    for each in read_annotated(str(POLNEAR)):
        assert not isinstance(each, InputError)
        standoff = Standoff(each.id, each.text, each.annotations, each.where, each.annotator)
        [reading] = import_records(Entry(each.where, standoff), None)
        assert isinstance(reading, ImportedRecord)
        found[reading.record.article.id] = reading
    return found


def stated(record: FactRecord) -> list[tuple[list[str], str | None, str | None]]:
    """What is said, at which cue, by whom: the spans of each attribution as they stand."""
    quotes = {quote.id: quote for quote in record.quotes}
    return [
        (
            [span.text for span in quotes[a.quote].spans],
            a.cue.text if a.cue else None,
            a.source_span.text if a.source_span else None,
        )
        for a in record.attributions
    ]


def test_a_corpus_in_the_form_of_polnear_is_read_whole(polnear: dict[str, ImportedRecord]) -> None:
    """Texts and annotations in folders of their own, and several annotators of one text."""
    ferry, mill = "gazette_2031-02-03_ferry-plan-sinks-after-harbor-vo", "gazette_2031-02-04_mill"
    assert list(polnear) == [
        f"{ferry}_9a1c",
        f"{ferry}_b07e",
        f"{mill}-town-awaits-word",
        "gazette_2031-02-05_a-quiet-day",
    ]
    assert stated(polnear[f"{ferry}_9a1c"].record) == [
        (
            ["The harbor board rejected the night ferry on Tuesday"],
            "said",
            "Lena Ostrow, who chairs it",
        ),
        (["that the boats are too loud"], "’s argued for months", "She"),
        (
            [
                "“We listened to everyone. \n\nWe counted every letter,”",
                "“And the answer was no.”",
            ],
            "said",
            "she",
        ),
        (["to keep their jobs"], "hope", "Two deckhands"),
        (["The plan", "“a folly”"], "was called", None),
    ]
    annotators = [reading.record.article.meta for reading in polnear.values()]
    assert annotators == [{"annotator": name} for name in ("9a1c", "b07e", "9a1c", "b07e")]
    assert polnear["gazette_2031-02-05_a-quiet-day"].record.quotes == ()
    # That there are no claims does not mean that there were none: nobody looked.
    layers = {reading.record.provenance.layers for reading in polnear.values()}
    assert layers == {("attributions",)}


def test_every_offset_is_that_of_its_words(polnear: dict[str, ImportedRecord]) -> None:
    """In code points of the text without its byte-order mark, which PolNeAR's offsets count."""
    count = 0
    for reading in polnear.values():
        text = reading.record.article.get_text()
        assert not text.startswith("\ufeff")
        for _, span in spans_of(reading.record):
            assert text[span.start : span.end] == span.text
            count += 1
    assert count == 20 + 8 + 7
    assert stated(polnear["gazette_2031-02-04_mill-town-awaits-word"].record) == [
        (["the mill 🏭 will reopen"], "says", "Café owner Jörn Ek"),
        (["free coffee if it does"], "promises", "Café owner Jörn Ek"),
    ]


def test_sources_it_has_no_list_of_are_inferred_by_rule(polnear: dict[str, ImportedRecord]) -> None:
    """Pronouns are apart, equal words are one source; and it is said that they were inferred."""
    [ferry, _, mill, _] = polnear.values()
    assert [(s.name, s.kind, s.naming, len(s.mentions)) for s in ferry.record.sources] == [
        ("Lena Ostrow, who chairs it", "other", "named", 1),
        ("She", "other", "unnamed", 1),
        ("she", "other", "unnamed", 1),
        ("Two deckhands", "other", "unnamed", 1),
    ]
    assert [source.name for source in mill.record.sources] == ["Café owner Jörn Ek"]
    assert ferry.inferred["source"] == 4
    assert ferry.record.attributions[4].sources == ()


def test_what_has_no_place_in_a_record_is_listed(polnear: dict[str, ImportedRecord]) -> None:
    reading = next(iter(polnear.values()))
    found = [(Path(loss.where).name.rpartition(":")[2], loss.what) for loss in reading.losses]
    assert found == [
        ("29", "AnnotatorNotes of a Discuss"),
        ("21", "Discuss, a label that is neither factx's nor in a mapping"),
        ("22", "Source without a link"),
    ]
    assert reading.record.attributions[4].doubt == "nobody is named"


# What else brat has


def test_an_event_without_a_cue_has_it_at_its_trigger() -> None:
    event = line("T1", "Content", "it was late") + line("T2", "Attribution", "said")
    record = read(event + "E1\tAttribution:T2 Content:T1\n").record
    assert stated(record) == [(["it was late"], "said", None)]


def test_a_trigger_may_be_what_it_is_about() -> None:
    """Then it says where the content is, and not which words are the cue."""
    content = line("T1", "Content", "it was late")
    record = read(content + "E1\tAttribution:T1 Content:T1\n").record
    assert stated(record) == [(["it was late"], None, None)]


def test_attributes_and_notes_stand_beside_what_they_are_of() -> None:
    record = read(
        line("T1", "Content", "it was late")
        + line("T2", "Attribution", "said")
        + "E1\tAttribution:T2 Content:T1\n"
        + "A1\tNegated E1\nM1\tType E1 belief\nA2\tType T1 direct\n"
        + "#1\tAnnotatorNotes E1\tone\n#2\tAnnotatorNotes E1\ttwo\n"
    ).record
    [attribution] = record.attributions
    assert (attribution.negated, attribution.type) == (True, "belief")
    assert (attribution.doubt, record.quotes[0].type) == ("one two", "direct")


def test_files_with_line_ends_of_windows_are_read() -> None:
    event = line("T1", "Content", "it was late") + line("T2", "Attribution", "said")
    annotations = (event + "E1\tAttribution:T2 Content:T1\n").replace("\n", "\r\n")
    assert stated(read(annotations).record) == [(["it was late"], "said", None)]


MAPPED = (
    line("T1", "Quotation", "“We will", "appeal,”", "“and win.”")
    + line("T2", "Holder", "she")
    + line("T3", "Verb", "added")
    + line("T4", "Quotation", "it was late")
    + line("T5", "Person", "Ana Ruiz")
    + "R1\tspoken_by Arg1:T1 Arg2:T2\nR2\tcued Arg1:T3 Arg2:T1\nR3\tspoken_by Arg1:T4 Arg2:T5\n"
    + "A1\tManner T1 spoken\nA2\tManner T4 thought\nA3\tMood T4 calm\nN1\tReference T5 Wiki:1\tx\n"
)
MAPPING = {
    "labels": {"Quotation": "Content", "Holder": "Source", "Person": "Source", "Verb": "Cue"},
    "attributes": {
        "Manner": {
            "field": "attribution.type",
            "values": {"spoken": "statement", "thought": "belief"},
        }
    },
}


def test_another_corpus_is_read_by_a_mapping_of_its_labels() -> None:
    """Relations are read by the labels at their ends, whichever way they lead."""
    reading = read(MAPPED, mapping=MAPPING)
    assert stated(reading.record) == [
        (["it was late"], None, "Ana Ruiz"),
        (["“We will\n\nappeal,”", "“and win.”"], "added", "she"),
    ]
    assert [a.type for a in reading.record.attributions] == ["belief", "statement"]
    assert reading.record.provenance.layers == ("attributions",)
    assert [loss.what for loss in reading.losses] == [
        "a reference to a database",
        "Mood of a Content",
    ]


@pytest.mark.parametrize(("lone", "count"), [(True, 1), (False, 0)])
def test_whether_a_content_alone_is_a_quote_the_mapping_says(lone: bool, count: int) -> None:
    reading = read(
        line("T1", "Quotation", "it was late"),
        mapping={"labels": {"Quotation": "Content"}, "lone": lone},
    )
    assert len(reading.record.quotes) == count
    assert [loss.what for loss in reading.losses] == ["Content without a link"][count:]


def test_what_depends_on_something_left_out_is_left_out_too() -> None:
    """A claim in an attribution without content would else be the article's own."""
    reading = read(
        line("T1", "Attribution", "added")
        + line("T2", "Cue", "added")
        + line("T3", "Claim", "it was late")
        + "E1\tAttribution:T1 Cue:T2\nR1\tasserted_by Arg1:T3 Arg2:E1\n"
    )
    assert (reading.record.claims, reading.record.attributions) == ((), ())
    assert [loss.what for loss in reading.losses] == [
        "Claim without a link",
        "Cue without a link",
    ]


def test_a_claim_that_reports_something_left_out_is_left_out_too() -> None:
    reading = read(
        line("T1", "Attribution", "added")
        + line("T2", "Cue", "added")
        + line("T3", "Claim", "it was late")
        + "E1\tAttribution:T1 Cue:T2\nR1\treports Arg1:T3 Arg2:E1\n"
    )
    assert reading.record.claims == ()


@pytest.mark.parametrize(
    ("annotations", "problem"),
    [
        ("T1\tContent 0 3\tAnn\n", "1: T1 contains 'Ann', but the text there is 'Ana'"),
        ("\n\nT1\tContent 0 300\tAna\n", "3: T1 is not in the text, which ends at 68"),
        ("T1\tContent 3 3\t\n", "1: T1 is empty: it begins and ends at 3"),
        ("T1\tContent 5 5\tAna\n", "1: T1 is empty: it begins and ends at 5"),
        ("T1\tContent 5 3\tAna\n", "1: T1 ends at 3, before it begins at 5"),
        ("T1\tContent 0 3;5 5\tAna\n", "1: T1 is empty: it begins and ends at 5"),
        (f"T1\tContent 0 {'9' * 5000}\tAna\n", "1: a span has a label and offsets, not"),
        ("T1\tContent 0-3\tAna\n", "1: a span has a label and offsets, not 'Content 0-3'"),
        ("T1 Content 0 3 Ana\n", "1: not a brat annotation: 'T1 Content 0 3 Ana'"),
        ("X1\tContent 0 3\n", "1: not a brat annotation"),
        ("T1\tCue 0 3\tAna\nT1\tCue 0 3\tAna\n", "2: the id T1 is given twice"),
        ("T1\tCue 0 3\tAna\nE1\tAttribution:T1 Content:T9\n", "2: its Content is T9, which d"),
        ("E1\tAttribution:T1\n", "1: its trigger is T1, which does not exist"),
        ("E1\tAttribution:E1\n", "1: its trigger is E1, which is not a span"),
        ("T1\tCue 0 3\tAna\nE1\tCue:T1\nE2\tCue:E1\n", "3: its trigger is E1, which is not a span"),
        ("R1\tspoken_by T1\n", "1: a relation has two ends"),
        ("A1\tNegated\n", "1: an attribute has a name, an id and perhaps a value"),
        ("#1\tAnnotatorNotes\n", "1: a note has a kind, an id and a text"),
        (
            line("T1", "Content", "it was late")
            + line("T2", "Content", "was late")
            + line("T3", "Attribution", "said")
            + "E1\tAttribution:T3 Content:T1 Content2:T2\n",
            "1: pieces of one content overlap: 'it was late', 'was late'",
        ),
        (
            "T1\tQuantity 0 3\tAna\n#1\tValue T1\tthree\n",
            "2: its value is not a number: 'three'",
        ),
        (
            "T1\tQuantity 0 3\tAna\n#1\tValue T1\tnan\n",
            "1: its value is nan, not a number",
        ),
        (
            "T1\tCue 0 3\tAna\n#1\tAnnotatorNotes T1\thalf \\ud800\n",
            "1: its doubt is 'half \\ud800', not a text",
        ),
        (
            line("T1", "Content", "late")
            + line("T2", "Attribution", "said")
            + "E1\tAttribution:T2 Content:T1\nA1\tType E1 rumour\n",
            "4: its type is 'rumour', not one of statement, ",
        ),
    ],
)
def test_a_bad_line_costs_itself_and_what_depends_on_it(annotations: str, problem: str) -> None:
    """It is reported with its number, and all other lines are read."""
    good = line("T91", "Content", "it was late") + line("T92", "Attribution", "said")
    good += "E93\tAttribution:T92 Content:T91\n"
    reading = read(annotations + good)
    told = [str(each) for each in reading.problems]
    assert any(each.startswith(f"a.ann:{problem}") for each in told), told
    assert (["it was late"], "said", None) in stated(reading.record)


def test_what_depends_on_a_bad_line_is_reported_too() -> None:
    """A role that is lost does not cost the event, and an event without a trigger is lost."""
    good = line("T1", "Content", "it was late") + line("T2", "Attribution", "said")
    bad = "T3\tSource 0 3\tAnn\n"
    reading = read(good + bad + "E1\tAttribution:T2 Content:T1 Source:T3\n")
    assert [str(problem) for problem in reading.problems] == [
        "a.ann:3: T3 contains 'Ann', but the text there is 'Ana'",
        "a.ann:4: its Source is T3, which does not exist",
    ]
    assert stated(reading.record) == [(["it was late"], "said", None)]
    reading = read(good + bad + "E1\tAttribution:T3 Content:T1\n")
    assert len(reading.problems) == 2
    assert reading.record.attributions == ()


def test_annotations_of_another_text_are_refused_in_one_line() -> None:
    annotations = "".join(line(f"T{n}", "Cue", word) for n, word in enumerate(TEXT.split()[:4]))
    with pytest.raises(InputError) as raised:
        read(annotations, text="x" + TEXT)
    assert str(raised.value) == (
        "a.ann:1: T0 contains 'Ana', but the text there is 'xAn'; 4 of 4 spans are not in the "
        "text, so it is another text than the one annotated"
    )


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("annotated", "ends"),
    [("\n", "\n"), ("\n", "\r\n"), ("\r\n", "\n"), ("\r\n", "\r\n"), ("\n", "\r")],
)
def test_offsets_of_a_twin_with_other_line_ends(mark: str, annotated: str, ends: str) -> None:
    """git and editors change line ends: the words are found where they are in the text."""
    twin = TEXT.replace("\n", annotated)
    annotations = (
        line("T1", "Content", "“We will", "appeal,”", "“and win.”", text=twin)
        + line("T2", "Attribution", "added", text=twin)
        + line("T3", "Source", "she", text=twin)
        + "E1\tAttribution:T2 Content:T1 Source:T3\n"
    )
    text = TEXT.replace("\n", ends)
    reading = read(annotations, text=mark + text)
    assert reading.problems == ()
    assert reading.record.article.text == text
    said = [f"“We will{ends * 2}appeal,”", "“and win.”"]
    assert stated(reading.record) == [(said, "added", "she")]


# What is written


def test_what_is_written_is_the_form_of_polnear_with_more_in_it() -> None:
    record = grounded(
        "“We will appeal,” said Ana Ruiz, “and win.”",
        said("“We will appeal,”", "“and win.”", source="Ana Ruiz", cue="said"),
        sources=[speaker("Ana Ruiz")],
    )
    assert standoff_of(record).annotations.splitlines() == [
        "T1\tSpeaker 23 31\tAna Ruiz",
        "#1\tName T1\tAna Ruiz",
        "A1\tKind T1 person",
        "A2\tNaming T1 named",
        "A3\tForm T1 name",
        "T2\tContent 0 17;33 43\t“We will appeal,” “and win.”",
        "A4\tType T2 direct",
        "T3\tCue 18 22\tsaid",
        "T4\tSource 23 31\tAna Ruiz",
        "T5\tAttribution 18 22\tsaid",
        "E1\tAttribution:T5 Cue:T3 Content:T2 Speaker:T1 Source:T4",
        "A5\tType E1 statement",
    ]


@given(record=records())
@examples(100)
def test_every_line_is_one_that_brat_takes(record: FactRecord) -> None:
    """No line break within a line, and a span's text is that of its pieces, a space between."""
    standoff = standoff_of(record)
    text = record.article.get_text()
    for row in standoff.annotations.removesuffix("\n").split("\n"):
        assert len(row.splitlines()) <= 1
        if row.startswith("T"):
            _, places, words = row.split("\t", 2)
            offsets = [tuple(map(int, p.split())) for p in places.partition(" ")[2].split(";")]
            joined = " ".join(text[start:end] for start, end in offsets)
            assert (
                words.split()
                == "".join(" " if c in "\n\r\x85\u2028" else c for c in joined).split()
            )


def test_a_record_without_its_text_cannot_be_written() -> None:
    with pytest.raises(InputError, match="it was written without the article's text"):
        standoff_of(everything().without_text())


def test_the_configuration_names_all_that_is_written() -> None:
    written = standoff_of(everything()).annotations
    known = configuration()
    for row in written.splitlines():
        if row[0] in "TRA":
            label = row.split("\t")[1].split()[0]
            assert f"\n{label}" in known, row
    assert "\nFactuality Arg:<ANY>, Value:CT+|PR+|PS+|CT-|PR-|PS-|CTu|Uu\n" in known
