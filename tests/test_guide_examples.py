"""The annotation guide keeps its own rules: its examples ground, and its references lead somewhere.

Sections are those of fixtures/README.md, and the notation of its examples is told in section 7.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from building import checked
from guide.annotation_guide import RULE, blocks, examples, guide, rows, rules, section
from guide.marked_lines import plain, read_line, record_of

from factx.files import read_draft
from factx.grounding import ground
from factx.guide import guide_warnings
from factx.records import (
    Article,
    Draft,
    DraftAttribution,
    DraftClaim,
    DraftQuote,
    DraftSource,
    FactRecord,
    MentionPassage,
    Passage,
    Relation,
)

EXAMPLES = examples()
RIGHT = [
    pytest.param(line, id=f"{example.number}")
    for example in EXAMPLES
    for line in example.right
    if line != plain(line).replace("\n\n", " ¶ ")
]

# What a program can see of the wrong lines, by the number of the example.
SEEN = {
    1: [("cue-date", "said on Monday")],
    2: [
        ("content-full-stop", "the levy was unlawful."),
        ("content-that", "that the levy was unlawful."),
    ],
    3: [("content-marks-cut", "The tents are full")],
    6: [("source-comma", "Dev Raman, who keeps goal for Tidewater,")],
    7: [("source-before-cue", "The audit, which")],
    19: [("roles-overlap", "think"), ("roles-overlap", "I")],
    29: [("cue-no-comment", "declined to comment on")],
    31: [("source-nobody", "Nobody at the clinic")],
    54: [("cue-punctuation", ":")],
}


# The examples


def test_there_are_enough_examples_and_their_numbers_have_no_gaps() -> None:
    assert len(EXAMPLES) >= 40
    assert [example.number for example in EXAMPLES] == list(range(1, len(EXAMPLES) + 1))
    assert sum(len(example.wrong) for example in EXAMPLES) >= 40


def test_every_reason_cites_rules_that_there_are() -> None:
    known = set(rules())
    for example in EXAMPLES:
        cited = re.fullmatch(r".+ \((.+)\)\.", example.reason)
        assert cited, f"{example.number}: {example.reason}"
        assert set(cited[1].split(", ")) <= known, example.number


def test_every_example_has_a_right_line_and_the_wrong_ones_mark_the_same_text_otherwise() -> None:
    for example in EXAMPLES:
        assert example.right, example.number
        for line in example.wrong:
            assert plain(line) in map(plain, example.right), f"{example.number}: {line}"
            assert line not in example.right, f"{example.number}: {line}"


def test_every_wrong_line_marks_an_attribution() -> None:
    """It could not be wrong about one otherwise."""
    for example in EXAMPLES:
        for line in example.wrong:
            assert read_line(line).contents, f"{example.number}: {line}"


@pytest.mark.parametrize("line", RIGHT)
def test_a_right_line_grounds_to_just_the_spans_that_are_marked(line: str) -> None:
    text, source, cue, contents = read_line(line)
    record = record_of(line)
    (attribution,) = record.attributions
    (quote,) = record.quotes
    assert record.ungrounded == ()
    assert record.article.text == text
    assert [span.place for span in quote.spans] == contents
    assert (attribution.source_span and attribution.source_span.place) == source
    assert (attribution.cue and attribution.cue.place) == cue


def test_right_lines_break_no_rule_that_a_program_can_test() -> None:
    """All of them, those of one text in one record with the parents that T2 gives them."""
    held = 0
    for example in EXAMPLES:
        for lines in example.right_together:
            marked = [line for line in lines if read_line(line).contents]
            if marked:
                warnings = guide_warnings(record_of(*marked))
                assert warnings == [], f"{example.number}: {marked}"
                held += len(marked)
    assert held == len(RIGHT)


def test_wrong_lines_get_the_warnings_that_a_program_can_give_and_no_others() -> None:
    found: dict[int, list[tuple[str, str]]] = {}
    for example in EXAMPLES:
        for line in example.wrong:
            for warning in guide_warnings(record_of(line)):
                found.setdefault(example.number, []).append((warning.rule, warning.words))
    assert found == SEEN


@pytest.mark.parametrize(
    "line", ["{Ana <said> [yes].", "Ana} said [yes].", "{Ana} {Bo} [yes].", "<a> <b> [yes]."]
)
def test_the_reader_of_examples_refuses_marks_that_make_no_attribution(line: str) -> None:
    with pytest.raises(ValueError, match=r"marks of|closes nothing"):
        read_line(line)


def test_the_reader_lets_marks_stand_inside_each_other() -> None:
    line = read_line("[The tower is], <in {her} words>, [“tall”].")
    text = line.text
    assert line.cue == (14, 26)
    assert text[slice(*(line.source or ()))] == "her"
    assert [text[slice(*content)] for content in line.contents] == ["The tower is", "“tall”"]


# The article with its whole draft, section 1


@pytest.fixture
def complete(tmp_path: Path) -> FactRecord:
    """The record that the guide's draft in YAML gives of the article before it."""
    (draft,) = blocks("yaml")
    (article,) = blocks("text")
    path = tmp_path / "gold.draft.yaml"
    path.write_text(draft, "utf-8")
    return checked(ground(Article(text=article), read_draft(str(path))))


def test_the_whole_draft_grounds_with_every_string_exact(complete: FactRecord) -> None:
    assert complete.ungrounded == ()
    assert complete.counts.grounded == complete.counts.drafted > 20
    spans = [span for quote in complete.quotes for span in quote.spans]
    assert {span.match for span in spans} == {None}
    assert [quote.type for quote in complete.quotes] == ["mixed", "direct", "indirect", "indirect"]
    assert complete.attributions[3].parent == "a3"


def test_the_whole_draft_breaks_no_rule_that_a_program_can_test(complete: FactRecord) -> None:
    assert guide_warnings(complete) == []


def test_the_table_of_fields_is_that_of_drafts() -> None:
    """Fields that must be there stand in its second column, others in its third."""
    items: dict[str, type[Any]] = {
        "passage": Passage,
        "source": DraftSource,
        "quote": DraftQuote,
        "attribution": DraftAttribution,
        "claim": DraftClaim,
        "relation": Relation,
        "any item": DraftSource,
    }
    told = {row[0]: row[1:] for row in rows(section(1)) if row[0] in items}
    assert told.keys() == items.keys()
    for item, (needed, others) in told.items():
        fields = items[item].model_fields
        named = set(re.findall(r"`([a-z_]+)`", needed))
        if item not in ("passage", "any item"):  # text and sentence could be left out in the schema
            assert named == {name for name, field in fields.items() if field.is_required()}, item
        assert named <= fields.keys(), item
        optional = set(re.findall(r"`([a-z_]+)(?:`|: )", others))
        assert optional <= fields.keys(), item
        if item != "any item":
            untold = {"drafted_by", "extra"}  # no annotator writes them
            of_any = set(re.findall(r"`([a-z_]+)(?:`|: )", told["any item"][1]))
            assert fields.keys() - untold <= named | optional | of_any, item


def test_the_draft_reads_back_as_it_was_written(complete: FactRecord) -> None:
    """Every item of the draft is an item of the record, none merged and none lost."""
    (text,) = blocks("yaml")
    written = len(re.findall(r"\bid: \w+", text))
    kept = (complete.sources, complete.quotes, complete.attributions, complete.claims)
    assert written == sum(map(len, kept)) == 19
    assert set(MentionPassage.model_fields) - {"form"} == set(Passage.model_fields)
    assert Draft().relations == ()
    [relation] = complete.relations
    assert (relation.type, relation.first, relation.second) == ("contradicts", "c8", "c1")
    assert [claim.reports for claim in complete.claims if claim.reports] == ["a4"]


# References


def test_every_rule_is_defined_once_and_every_cited_number_is_a_rule() -> None:
    defined = rules()
    assert len(defined) > 50
    assert sorted(defined) == sorted(set(defined))
    assert set(RULE.findall(guide())) - set(defined) == set()


def test_the_index_has_each_rule_once_with_a_link_to_it() -> None:
    """In the order of the numbers, column by column."""
    (index,) = re.findall(r"## Index of the rules\n(.*?)\n## ", guide(), re.S)
    cells = rows(index)
    links = [cell[0] for cell in cells] + [cell[2] for cell in cells if cell[2]]
    letters = "ACUSTFWR"
    in_order = sorted(rules(), key=lambda rule: (letters.index(rule[0]), int(rule[1:])))
    assert links == [f"[{rule}](#{rule.lower()})" for rule in in_order]
    assert all(f'<a id="{rule.lower()}"></a>**{rule}.' in guide() for rule in in_order)


def test_the_worked_example_grounds_and_breaks_no_rule() -> None:
    """As it is in the table at the top."""
    (part,) = re.findall(r"## A worked example\n(.*?)\n## ", guide(), re.S)
    (text,) = re.findall("^> (.*)", part, re.M)
    named = [(row[0], row[1]) for row in rows(part)]
    words = dict(named)
    record = record_of(
        text.replace(words["source span"], f"{{{words['source span']}}}")
        .replace(f" {words['cue']} ", f" <{words['cue']}> ")
        .replace(words["content"], f"[{words['content']}]")
    )
    assert guide_warnings(record) == []
    (attribution,) = record.attributions
    assert attribution.source_span is not None
    assert attribution.source_span.text == words["source span"]
    assert [name for name, _ in named if name == "claim"] == ["claim", "claim"]
    assert all(passage in text for _, passage in named)


def test_rules_of_one_letter_are_numbered_without_gaps() -> None:
    """In the order of their subjects, which for claims is not that of their numbers."""
    letters = {rule[0] for rule in rules()}
    for letter in letters:
        numbers = sorted(int(rule[1:]) for rule in rules() if rule[0] == letter)
        assert numbers == list(range(1, len(numbers) + 1)), letter


def test_the_table_of_hard_cases_names_examples_that_cite_its_rules() -> None:
    """`C6, C12; 16` says that example 16 shows C6 or C12; of several, one at least."""
    reasons = {example.number: example.reason for example in EXAMPLES}
    cases = re.search(r"### Where the hard cases.*?\n(.*)", section(6), re.S)
    assert cases
    cells = [cell for row in rows(cases[1]) for cell in (row[1], row[3])]
    assert len(cells) > 15
    for cell in cells:
        cited, _, numbers = cell.partition("; ")
        shown = [
            reasons[number]
            for first, last in re.findall(r"(\d+)(?:-(\d+))?", numbers)
            for number in range(int(first), int(last or first) + 1)
        ]
        assert set(RULE.findall(" ".join(shown))) & set(RULE.findall(cited)), cell
