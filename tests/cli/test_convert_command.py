"""`factx convert`: formats, what is lost, and errors."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from cli.running import Commands, records, write
from formats.propsegment import corpus, write_corpus
from formats.records import everything

from factx.formats import FORMATS
from factx.records import dump

RECORD = everything()
FIXTURES = str(Path(__file__).parents[2] / "fixtures")
POLNEAR = str(Path(__file__).parents[1] / "formats/data/polnear-form")
LANGEXTRACT = str(Path(__file__).parents[1] / "formats/data/langextract/export.jsonl")


@pytest.fixture
def lines() -> str:
    return write("in.jsonl", dump(RECORD) + "\n")


def test_the_help_lists_every_format_and_its_directions(run: Commands) -> None:
    shown = run("convert", "--help", COLUMNS="80").stdout
    for each in FORMATS.values():
        ways = ["in"] * each.reads + ["out"] * each.writes
        assert f"    {each.name:<14}  {', '.join(ways):<7} {each.title}\n" in shown


def test_formats_are_inferred_from_file_names(run: Commands, lines: str) -> None:
    for made, begins in (
        ("out.json", "[\n{"),
        ("out.csv", "\ufeffarticle_id,"),
        ("out.tsv", "article"),
    ):
        result = run("convert", lines, made)
        assert result.exit_code == 0
        assert Path(made).read_text("utf-8").startswith(begins)
    assert run("convert", "out.json", "again.jsonl").exit_code == 0
    assert Path("again.jsonl").read_bytes() == Path(lines).read_bytes()
    assert run("convert", lines, "brat/").exit_code == 0
    made = sorted(path.name for path in Path("brat").iterdir())
    assert made == ["annotation.conf", "owl%2F1.ann", "owl%2F1.txt"]
    assert run("convert", "brat", "back.jsonl").exit_code == 0
    assert records("back.jsonl")[0].article.id == "owl/1"


def test_the_gold_of_fixtures_is_converted_to_valid_records(run: Commands) -> None:
    result = run("convert", FIXTURES, "gold.jsonl")
    assert result.exit_code == 0
    golds = len([*Path(FIXTURES).glob("*/gold.json")])
    assert result.stderr.endswith(f"{golds} records converted: json to jsonl\n")
    assert len(records("gold.jsonl")) == golds
    assert run("check", "gold.jsonl").exit_code == 0


@pytest.mark.parametrize("name", [each.name for each in FORMATS.values() if each.reads])
def test_standard_input_and_output(name: str, run: Commands, lines: str) -> None:
    if name in ("brat", "langextract", "propsegment"):
        arguments = ("convert", "-", "-", "--from", name, "--to", "jsonl")
        assert run(*arguments).exit_code == 2
        return
    made = run("convert", "-", "-", "--to", name, stdin=Path(lines).read_bytes())
    back = run("convert", "-", "-", "--from", name, "--to", "jsonl", stdin=made.stdout_bytes)
    assert (made.exit_code, back.exit_code) == (0, 0)
    assert json.loads(back.stdout)["quotes"] == json.loads(dump(RECORD))["quotes"]


def test_what_a_format_drops_is_listed(run: Commands, lines: str) -> None:
    result = run("convert", lines, "tasks.json", "--to", "label-studio")
    assert result.stderr.splitlines() == [
        "  dropped by label-studio, with the number of records: ungrounded (1), provenance (1),"
        " relations[].optional (1), relations[].doubt (1), relations[].drafted_by (1)",
        "1 record converted: jsonl to label-studio",
    ]


def test_nothing_is_listed_if_nothing_is_lost(run: Commands, lines: str) -> None:
    result = run("convert", lines, "out.json")
    assert result.stderr == "1 record converted: jsonl to json\n"


def test_what_is_left_out_or_inferred_is_counted(run: Commands) -> None:
    result = run("convert", POLNEAR, "out.jsonl")
    told = result.stderr.splitlines()
    assert told[0].startswith("  left out: 2 x Source without a link (first: ")
    assert told[0].endswith("_9a1c.ann:22)")
    assert told[-2] == (
        "  not in IN, inferred by the rules in docs/formats.md:"
        " source 7 x, type of a quote 9 x, type of an attribution 9 x"
    )
    assert told[-1] == "4 records converted: brat to jsonl"
    assert run("check", "out.jsonl").stderr == "4 records checked, all good\n"


def test_labels_of_other_corpora_are_read_with_a_mapping(run: Commands) -> None:
    mapping = write("map.json", '{"labels": {"quotation": "Content"}, "tie": ["statement"]}')
    arguments = ("convert", LANGEXTRACT, "out.jsonl", "--from", "langextract")
    result = run(*arguments, "--map", mapping)
    assert result.exit_code == 0
    assert len(records("out.jsonl")[0].quotes) == 3
    without = run(*arguments, "--force")
    assert without.exit_code == 2
    assert "found here: place, quotation, speaker, verb" in without.stderr
    assert without.stderr.count("\n") == 2


def test_the_files_of_propsegment_are_read_in_pairs(run: Commands) -> None:
    write_corpus(Path("corpus"), corpus())
    arguments = ("convert", "corpus", "out.jsonl", "--from", "propsegment")
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "  not in IN, inferred by the rules in docs/formats.md: kind of a claim 4 x",
        "1 record converted: propsegment to jsonl",
    ]
    assert run("check", "out.jsonl").exit_code == 0
    Path("corpus/propositions.dev.json").unlink()
    assert run(*arguments, "--force").exit_code == 2
    Path("corpus/document_clusters.dev.json").unlink()
    result = run(*arguments, "--force")
    assert result.exit_code == 2
    assert "there is no document_clusters.NAME.json in it" in result.stderr


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "it is not valid JSON"),
        ('{"labels": {"a": "Quote"}}', "a: there is no label Quote; known are Speaker, "),
        ('{"links": {"a": "b"}}', "a: there is no link b; known are mention_of, "),
        ('{"attributes": {"a": {"field": "b"}}}', "a: there is no field b; known are "),
        ('{"label": {}}', "label: Extra inputs are not permitted"),
    ],
)
def test_a_bad_mapping(content: str, problem: str, run: Commands) -> None:
    arguments = ("convert", LANGEXTRACT, "out.jsonl", "--from", "langextract", "--map")
    result = run(*arguments, write("map.json", content))
    assert result.exit_code == 2
    assert result.stderr.startswith("factx: map.json")
    assert problem in result.stderr
    assert result.stderr.count("\n") == 1
    assert not Path("out.jsonl").exists()


def test_the_tables(run: Commands, lines: str) -> None:
    sizes: dict[str, int] = {}
    for table in ("quotes", "claims", "sources"):
        run("convert", lines, f"{table}.csv", "--table", table)
        with open(f"{table}.csv", newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        sizes[table] = len(rows)
        assert rows[0]["article_id"] == "owl/1"
    assert sizes == {"quotes": 5, "claims": 2, "sources": 2}


def test_a_review_for_each_claim_of_the_short_list_and_a_word_if_there_is_none(
    run: Commands, lines: str
) -> None:
    result = run("convert", lines, "-", "--to", "claimreview")
    [review] = map(json.loads, result.stdout.splitlines())
    assert review["claimReviewed"] == RECORD.claims[0].text
    assert result.stderr.endswith("1 record converted: jsonl to claimreview\n")
    unchecked = RECORD.model_copy(update={"claims": RECORD.claims[1:], "relations": ()})
    write("unchecked.jsonl", dump(unchecked))
    result = run("convert", "unchecked.jsonl", "-", "--to", "claimreview")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert result.stderr.splitlines()[-2:] == [
        "  no claim is on the short list: it takes a claim with two checks, or a contested one",
        "1 record converted: jsonl to claimreview",
    ]


def test_the_labelling_configuration(run: Commands, lines: str) -> None:
    arguments = ("convert", lines, "tasks.json", "--to", "label-studio")
    assert run(*arguments, "--config", "tasks.xml").exit_code == 0
    assert Path("tasks.xml").read_text("utf-8").startswith("<View>\n  <Relations>")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("in.jsonl", "out"), "the format of out is unknown; add --to: jsonl, json, brat, csv,"),
        (
            ("in.dat", "out.json"),
            "the format of in.dat is unknown; add --from: jsonl, json, brat, label-",
        ),
        (("in.jsonl", "-"), "the format of - is unknown; add --to"),
        (
            ("in.jsonl", "out", "--to", "xml"),
            "--to: there is no format 'xml'; use one of jsonl, json,",
        ),
        (("in.csv", "out.json"), "csv can be written, but not read"),
        (("in.jsonl", "x", "--to", "langextract"), "langextract can be read, but not written"),
        (("in.jsonl", "-", "--to", "brat"), "brat is a folder of files: name a folder as OUT"),
        (("-", "x.json", "--from", "brat"), "brat is a folder of files: it cannot be read from -"),
        (("in.jsonl", "news", "--to", "csv"), "csv is one file, but news is a folder"),
        (("in.jsonl", "x.json", "--map", "m"), "--map cannot be combined with the format jsonl"),
        (
            ("in.jsonl", "x.json", "--table", "quotes"),
            "--table is one of statements, quotes, claims, sources, for",
        ),
        (
            ("in.jsonl", "x.csv", "--table", "x"),
            "--table is one of statements, quotes, claims, sources, for csv",
        ),
        (("in.jsonl", "x.csv", "--config", "x"), "--config needs --to label-studio"),
        (("in.jsonl", "x.json", "--bom"), "--bom and --no-bom are for csv and tsv"),
        (("in.jsonl", "x.json", "--no-bom"), "--bom and --no-bom are for csv and tsv"),
    ],
)
def test_wrong_usage_exits_with_2(
    arguments: tuple[str, ...], problem: str, run: Commands, lines: str
) -> None:
    Path("news").mkdir()
    result = run("convert", *arguments, COLUMNS="200")
    assert result.exit_code == 2
    assert problem in " ".join(result.stderr.split())
    assert lines == "in.jsonl"


@pytest.mark.parametrize(
    ("name", "content", "options", "problem"),
    [
        ("a.jsonl", "\n{", (), "a.jsonl:2: it is not valid JSON"),
        ("a.jsonl", "5", (), "a.jsonl:1: a record is not a JSON object"),
        ("a.jsonl", '{"text": "x"}', (), "a.jsonl:1: it is not a factx record: it has no arti"),
        ("a.jsonl", '{"schema_version": "7.0"}', (), "a.jsonl:1: it is of schema version 7.0, "),
        ("a.json", "[{}]", (), "a.json, item 1: it is not a factx record"),
        ("a.json", "[]", (), "a.json: it is an empty list"),
        ("gone.jsonl", None, (), "gone.jsonl: there is no such file or folder"),
        ("a/x.ann", "T1\tContent 0 3\tAna\n", (), "a/x.ann: there is no text for it: no x.txt"),
        ("a.json", "[{}]", ("--from", "label-studio"), "item 1: the data of a task is not a JSON"),
        ("a.jsonl", "{}", ("--from", "prodigy"), "a.jsonl:1: it has no text"),
    ],
)
def test_a_bad_file_is_one_line_and_exits_with_2(
    name: str, content: str | None, options: tuple[str, ...], problem: str, run: Commands
) -> None:
    if content is not None:
        write(name, content)
    result = run("convert", name.partition("/")[0], "out.jsonl", *options)
    complaint, total = result.stderr.splitlines()
    assert complaint.startswith("factx: ")
    assert problem in complaint
    assert total.startswith("0 records converted")
    assert result.exit_code == 2
    assert not Path("out.jsonl").exists()


def test_valid_records_are_converted_although_others_fail(run: Commands) -> None:
    line = dump(RECORD)
    write("in.jsonl", f"{line}\n{{\n{dump(RECORD.without_text())}\n{line}\n")
    result = run("convert", "in.jsonl", "out.jsonl", "--to", "prodigy")
    assert [row.partition(": ")[2] for row in result.stderr.splitlines()[:2]] == [
        "in.jsonl:2: it is not valid JSON (column 2: Expecting property name enclosed in double"
        " quotes)",
        "in.jsonl:3: prodigy needs the article's text, but this record has none",
    ]
    assert result.exit_code == 2
    assert len(Path("out.jsonl").read_bytes().splitlines()) == 2


def test_a_second_record_with_the_same_id_is_not_written(run: Commands) -> None:
    write("in.jsonl", f"{dump(RECORD)}\n{dump(RECORD)}\n")
    result = run("convert", "in.jsonl", "out/")
    assert "factx: record owl/1: an earlier record has this id too\n" in result.stderr
    assert result.stderr.endswith("1 record converted: jsonl to brat\n")
    assert result.exit_code == 2


def test_an_input_is_never_overwritten(run: Commands, lines: str) -> None:
    before = Path(lines).read_bytes()
    result = run("convert", lines, lines)
    assert result.stderr == "factx: in.jsonl: it is also an input; choose another output file\n"
    assert (result.exit_code, Path(lines).read_bytes()) == (2, before)


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (["x.csv"], True),
        (["x.CSV"], True),
        (["x.csv", "--no-bom"], False),
        (["x.tsv"], False),
        (["x.tsv", "--bom"], True),
        (["x.txt", "--to", "csv"], False),
        (["x.txt", "--to", "csv", "--bom"], True),
        (["-", "--to", "csv"], False),
        (["-", "--to", "csv", "--bom"], True),
    ],
)
def test_a_file_for_excel_begins_with_a_byte_order_mark(
    arguments: list[str], begins: bool, run: Commands, lines: str
) -> None:
    """Without one, Excel takes the letters of UTF-8 for those of an older encoding."""
    result = run("convert", lines, *arguments)
    assert result.exit_code == 0
    out = arguments[0]
    content = result.stdout_bytes if out == "-" else Path(out).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") == begins
    assert content.count(b"\xef\xbb\xbf") == begins
    assert content.removeprefix(b"\xef\xbb\xbf").startswith(b"article_id")


def named(name: str) -> str:
    """A record whose article has the id `name`, as a line of a file."""
    article = RECORD.article.model_copy(update={"id": name})
    return dump(RECORD.model_copy(update={"article": article})) + "\n"


HEADLINE = "Губернатор объявил о закрытии моста на четырнадцать недель"


@pytest.mark.parametrize(
    "name",
    [HEADLINE, ".hidden", "..", ".", "a/b", "ü" * 40, "x" * 240, "-", "a.txt", "%2E", "~"],
)
def test_any_id_is_a_file_name_of_brat_and_read_back(name: str, run: Commands) -> None:
    """Also one that would be hidden, or lead to another folder."""
    assert run("convert", write("in.jsonl", named(name)), "out/").exit_code == 0
    assert all(path.parent == Path("out") for path in Path("out").rglob("*"))
    back = run("convert", "out", "back.jsonl", "--from", "brat")
    assert back.exit_code == 0
    [record] = records("back.jsonl")
    if name == HEADLINE:
        assert name.startswith(record.article.id.partition("~")[0])
    else:
        assert record.article.id == name


def test_a_name_that_is_too_long_for_a_file_is_cut_and_that_is_listed(run: Commands) -> None:
    """Two long ones stay apart, and the other records are written."""
    names = ["x" * 300, "x" * 301, HEADLINE * 3, "short"]
    result = run("convert", write("in.jsonl", "".join(map(named, names))), "out/")
    assert result.exit_code == 0
    assert "left out: 3 x the end of an id that is too long for the name of a file" in result.stderr
    assert "4 records converted" in result.stderr
    run("convert", "out", "back.jsonl", "--from", "brat")
    ids = [record.article.id for record in records("back.jsonl")]
    assert len(set(ids)) == 4
    assert "short" in ids
    assert max(len(path.name.encode()) for path in Path("out").iterdir()) < 255


def test_a_bad_line_of_brat_is_reported_and_the_rest_is_converted(run: Commands) -> None:
    write("in/a.txt", "“We go,” said Ana. She left.\n")
    write(
        "in/a.ann",
        "T1\tContent 0 8\t“We go,”\nT2\tAttribution 9 13\tsaid\n"
        "T3\tSource 5 5\t\nE1\tAttribution:T2 Content:T1\n",
    )
    result = run("convert", "in", "out.jsonl", "--from", "brat")
    assert result.stderr.splitlines()[0] == (
        "factx: in/a.ann:3: T3 is empty: it begins and ends at 5"
    )
    assert "1 record converted" in result.stderr
    assert result.exit_code == 2
    assert len(records("out.jsonl")[0].quotes) == 1


def test_two_annotators_of_one_text_have_ids_of_their_own(run: Commands) -> None:
    """The first keeps the id of the text; a record says who annotated it."""
    task: dict[str, Any] = {
        "text": "Ana left.",
        "meta": {"id": "a"},
        "spans": [],
        "answer": "accept",
    }
    other = {**task, "text": "Ben left.", "meta": {"id": "b"}}
    tasks = [{**task, "_annotator_id": name} for name in ("ana", "ben", "ben", None)]
    write("in.jsonl", "".join(json.dumps(each) + "\n" for each in [*tasks, other]))
    assert run("convert", "in.jsonl", "out.jsonl", "--from", "prodigy").exit_code == 0
    found = [(r.article.id, (r.article.meta or {}).get("annotator")) for r in records("out.jsonl")]
    assert found == [
        ("a", "ana"),
        ("a_ben", "ben"),
        ("a_ben_2", "ben"),
        ("a", None),
        ("b", None),
    ]
    annotations: list[Any] = [{"result": [], "completed_by": n} for n in (1, 2)]
    write("task.json", json.dumps([{"id": 7, "data": {"text": "x y"}, "annotations": annotations}]))
    assert run("convert", "task.json", "ls.jsonl", "--from", "label-studio").exit_code == 0
    assert [record.article.id for record in records("ls.jsonl")] == ["7", "7_2"]
