"""`record.statements`: who said what, joined, without anything new in the JSON."""

import copy
import pickle
from typing import Any

import pytest
from building import claim, grounded, said, speaker
from growth import is_even

import factx
from factx.errors import BadArgument, FactxError, InvalidData, MissingText, UnknownItem, WrongType
from factx.records import (
    Attribution,
    Claim,
    FactRecord,
    Mention,
    Quote,
    Source,
    Span,
    Statement,
    dump,
)

TEXT = (
    "Ann Whitlock, the mayor, said the bridge would close. “We have no choice,” she said, “none.”"
    " Bloomberg reported that Ben Cole had denied that the river rose. Nobody said it was safe."
    " The bridge is old."
)


def person(name: str, *mentions: str, id: str, **fields: Any) -> dict[str, Any]:  # noqa: A002
    return speaker(name, *mentions, id=id, **fields)


@pytest.fixture
def record() -> FactRecord:
    return grounded(
        TEXT,
        said("the bridge would close", source="Ann Whitlock, the mayor", cue="said@1", who="w"),
        said("“We have no choice,”", "“none.”", source="she", cue="said@2", who="w", id="2"),
        said(
            "Ben Cole had denied that the river rose",
            source="Bloomberg",
            cue="reported",
            who="b",
            id="3",
        ),
        said("the river rose", source="Ben Cole", cue="denied", who="c", id="4", parent="a3"),
        said("it was safe", cue="said@4", id="5", negated=True),
        sources=[
            person("Ann Whitlock", "Ann Whitlock", "she", id="w", role="mayor"),
            {**person("Bloomberg", "Bloomberg", id="b"), "kind": "media_outlet"},
            person("Ben Cole", "Ben Cole", id="c"),
        ],
        claims=[
            claim("the bridge would close", attribution="a1"),
            claim("The bridge is old", id="2"),
        ],
    )


def test_each_attribution_is_joined_with_what_it_refers_to(record: FactRecord) -> None:
    first, second, outer, inner, nobody = record.statements
    assert (first.speaker, first.cue, first.text) == (
        "Ann Whitlock",
        "said",
        "the bridge would close",
    )
    assert first.attribution is record.attributions[0]
    assert first.quote is record.quotes[0]
    assert first.sources == (record.sources[0],)
    assert [one.text for one in first.claims] == ["the bridge would close"]
    assert first.parent is None
    assert inner.parent is outer
    assert (first.start, first.end) == record.quotes[0].spans[0].place
    assert second.claims == ()
    assert [statement.negated for statement in record.statements] == [False] * 4 + [True]
    assert nobody.id == record.attributions[4].id


def test_strings_are_empty_and_not_none_if_there_is_nothing() -> None:
    record = grounded("“We go,” it was heard.", said("“We go,”"))
    (statement,) = record.statements
    assert (statement.speaker, statement.cue) == ("", "")


def test_several_speakers_are_in_one_string() -> None:
    text = "Ann Whitlock and Ben Cole said it was late."
    record = grounded(
        text,
        said("it was late", source="Ann Whitlock and Ben Cole", cue="said", sources=["w", "c"]),
        sources=[speaker("Ann Whitlock", id="w"), speaker("Ben Cole", id="c")],
    )
    assert record.statements[0].speaker == "Ann Whitlock; Ben Cole"
    rows = record.to_rows("statements")
    assert [row["speaker"] for row in rows] == ["Ann Whitlock", "Ben Cole"]
    assert [row["attribution_id"] for row in rows] == ["a1", "a1"]
    assert len(record.to_rows("quotes")) == 1


def test_a_quote_in_pieces_has_all_its_text(record: FactRecord) -> None:
    assert record["q2"].text == "“We have no choice,” ... “none.”"  # pyright: ignore
    assert record.statements[1].text == "“We have no choice,” ... “none.”"


def test_the_sentence_is_that_of_drafts_and_the_context_its_words(record: FactRecord) -> None:
    first, second, *_ = record.statements
    assert (first.sentence, second.sentence) == (1, 2)
    assert first.context == "Ann Whitlock, the mayor, said the bridge would close."
    assert second.context == "“We have no choice,” she said, “none.”"
    bare = record.without_text().statements[0]
    assert bare.sentence is None
    assert bare.context == ""


def test_nothing_of_it_is_in_the_json_or_in_a_copy(record: FactRecord) -> None:
    """It is compared, copied and pickled as if nobody had asked for it."""
    before = dump(record)
    fresh = factx.load(before)
    assert record.statements
    assert dump(record) == before
    assert record == fresh
    assert fresh == record
    assert "_known" not in dict(record)
    assert pickle.loads(pickle.dumps(record)) == record
    assert copy.deepcopy(record).statements[0].quote == record.quotes[0]


def test_a_changed_copy_has_statements_of_its_own(record: FactRecord) -> None:
    assert len(record.statements) == 5
    fewer = record.model_copy(update={"attributions": record.attributions[:2]})
    assert len(fewer.statements) == 2


def test_they_are_made_once(record: FactRecord) -> None:
    assert record.statements is record.statements


def test_a_short_form_is_shown(record: FactRecord) -> None:
    assert repr(record.statements[0]) == (
        "Statement(a1: Ann Whitlock | said | 'the bridge would close')"
    )
    assert repr(record.statements[4]).endswith("Statement(a5: - | said | 'it was safe', negated)")
    assert repr(record) == (
        f"FactRecord('{record.article.id}', 3 sources, 5 quotes, 2 claims, 0 ungrounded)"
    )
    assert str(record) == repr(record)
    assert repr(record.sources[0]) == "Source('s1', 'Ann Whitlock', person, named)"
    assert repr(record.quotes[0]) == "Quote('q1', indirect, 'the bridge would close')"
    assert repr(record.attributions[0]) == (
        "Attribution('a1', quote='q1', sources=('s1',), cue='said')"
    )
    assert repr(record.claims[0]) == (
        "Claim('c1', 'the bridge would close', fact, CT+, attribution='a1')"
    )
    assert repr(record.quotes[0].spans[0]) == "Span(30, 52, 'the bridge would close')"
    assert repr(record.article) == f"Article('{record.article.id}', {len(TEXT)} characters)"


@pytest.mark.parametrize("name", ["s1", "q2", "a3", "c1"])
def test_every_item_is_found_by_its_id(record: FactRecord, name: str) -> None:
    assert record[name].id == name
    assert name in record


def test_an_unknown_id_is_an_error_of_both_kinds(record: FactRecord) -> None:
    assert "q9" not in record
    with pytest.raises(KeyError) as caught:
        _ = record["q9"]
    assert isinstance(caught.value, UnknownItem)
    assert str(caught.value) == (
        f"record {record.article.id} has no item 'q9'; it has sources s1 to s3, quotes q1 to q5,"
        " attributions a1 to a5, claims c1 to c2"
    )


@pytest.mark.parametrize("name", ["Ann Whitlock", "ann  whitlock", "Whitlock", "Ann"])
def test_statements_are_found_by_any_name_of_the_speaker(record: FactRecord, name: str) -> None:
    assert [statement.id for statement in record.by(name)] == ["a1", "a2"]


def test_statements_are_found_by_a_source_of_this_or_another_record(record: FactRecord) -> None:
    assert [statement.id for statement in record.by(record.sources[2])] == ["a4"]
    other = record.sources[2].model_copy(update={"id": "s77"})
    assert [statement.id for statement in record.by(other)] == ["a4"]


@pytest.mark.parametrize("name", ["Whit", "she", "lock", "Nobody"])
def test_a_part_of_a_word_and_a_pronoun_name_nobody(record: FactRecord, name: str) -> None:
    assert record.by(name) == ()
    assert record.find_source(name) is None


def test_a_name_of_two_speakers_is_refused_with_both() -> None:
    record = grounded(
        "Ann Lee said it was late. Ben Lee said it was early.",
        said("it was late", source="Ann Lee", cue="said@1", who="a"),
        said("it was early", source="Ben Lee", cue="said@2", who="b", id="2"),
        sources=[speaker("Ann Lee", id="a"), speaker("Ben Lee", id="b")],
    )
    with pytest.raises(ValueError, match=r"'Lee' may be 2 sources .*: s1 \(Ann Lee\), s2 \(Ben"):
        record.by("Lee")
    assert [statement.id for statement in record.by("Ben Lee")] == ["a2"]
    with pytest.raises(BadArgument, match="empty"):
        record.by(" ")


def test_a_claim_leads_to_its_statement(record: FactRecord) -> None:
    said_by, own = record.claims
    assert record.statement_of(said_by) is record.statements[0]
    assert record.statement_of(own) is None
    assert record.statement_of("a3") is record.statements[2]
    with pytest.raises(WrongType):
        record.statement_of("s1")


def test_rows_are_dicts_with_the_same_keys(record: FactRecord) -> None:
    rows = record.to_rows("statements")
    assert [row["speaker"] for row in rows] == [
        "Ann Whitlock",
        "Ann Whitlock",
        "Bloomberg",
        "Ben Cole",
        None,
    ]
    assert rows[0]["role"] == "mayor"
    assert rows[3]["reported_by"] == "Bloomberg"
    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    assert [row["quote_id"] for row in record.to_rows()] == ["q1", "q2", "q3", "q4", "q5"]
    with pytest.raises(ValueError, match="there is no table 'quote': it is one of statements"):
        record.to_rows("quote")  # pyright: ignore[reportArgumentType]


def test_errors_of_values_are_of_both_kinds(record: FactRecord) -> None:
    with pytest.raises(ValueError, match="Article has 1 problem: the text is empty") as caught:
        factx.Article(text=" ")
    assert isinstance(caught.value, InvalidData)
    with pytest.raises(ValueError, match="has no text") as missing:
        record.without_text().article.get_text()
    assert isinstance(missing.value, MissingText)


@pytest.mark.parametrize(
    "error",
    [
        InvalidData("x", ["one", "two"]),
        UnknownItem("x", "q9", "it is empty"),
        WrongType("no"),
        factx.InputError("x.txt", "no"),
    ],
)
def test_errors_can_be_sent_between_processes(error: FactxError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_the_time_to_join_grows_evenly() -> None:
    def join(text: str) -> None:
        at = range(len(text) // 10)
        span = Span(start=0, end=1, text=text[0])
        mention = Mention(start=0, end=1, text=text[0], form="name")
        record = FactRecord.model_construct(
            article=factx.Article(text=text),
            sources=[
                Source.model_construct(id=f"s{n}", name=f"A{n}", mentions=(mention,)) for n in at
            ],
            quotes=[Quote.model_construct(id=f"q{n}", spans=(span,)) for n in at],
            attributions=[
                Attribution.model_construct(
                    id=f"a{n}", quote=f"q{n}", sources=(f"s{n}",), parent=f"a{n - 1}" if n else None
                )
                for n in at
            ],
            claims=[Claim.model_construct(id=f"c{n}", attribution=f"a{n}") for n in at],
        )
        parents = [statement.parent for statement in record.statements]
        assert len(parents) == len(at)
        assert all(record[f"c{n}"] and record.by(record.sources[n]) for n in at)

    assert is_even(join, "He spoke. ", 200_000)


def test_statement_is_public() -> None:
    assert factx.Statement is Statement
