"""Variants of the notation: read like the form that the prompt asks for, or sent back."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from growth import is_even

from factx.grounding import ground
from factx.llm.wire.answer import Answer
from factx.llm.wire.notation import canonical
from factx.llm.wire.review import problems
from factx.llm.wire.to_draft import to_draft
from factx.records import Article, Draft, FactRecord, Origin
from factx.text import Index

Serve = Callable[..., Any]
TEXT = """Bridge to open

The mayor of Tarn, Lena Moss, said on Friday that the bridge "will open in May" this year. \
Engineers had warned of long delays -- and of a flood -- before the winter.

"We looked at every single bolt," Moss said. "It is not safe at all."

The Gazette wrote that the firm A&B had agreed [2] to pay for a new road in the north of Tarn. \
Paris and London said no.
"""
ARTICLE = Article(id="bridge", text=TEXT)
SOURCES = [
    "1 | Lena Moss | person | named",
    "2 | engineers | group | unnamed",
    "3 | The Gazette | media_outlet | named",
]
FIRST = "2 | 1:The mayor of Tarn, Lena Moss | said | that the bridge <1>"
SECOND = "3 | 2:Engineers | had warned | of long delays"
THIRD = "4 | 1:Moss | said | <2> // <3>"
GAZETTE = "6 | 3:The Gazette | wrote | that the firm >> north of Tarn"


def answered(
    serve: Serve,
    statements: list[str],
    sources: list[str] = SOURCES,
    claims: list[str] | None = None,
) -> tuple[Draft, FactRecord, Any]:
    """What becomes of an answer, and the server that gave it."""
    server = serve({"sources": sources, "statements": statements, "claims": claims or []})
    draft = asyncio.run(server.drafter().draft(ARTICLE))
    return draft, ground(ARTICLE, draft), server


def plainly(statements: list[str], claims: list[str] | None = None) -> Draft:
    """The draft of an answer without any problem."""
    written = {"sources": SOURCES, "statements": statements, "claims": claims or []}
    answer = Answer.model_validate(written)
    draft = to_draft(answer, ARTICLE, origin=Origin(drafter="other"), attempts=1)
    assert problems(answer, Index(TEXT)) == []
    assert ground(ARTICLE, draft).ungrounded == ()
    return draft


def assert_same(serve: Serve, variant: list[str], canonical: list[str], **lists: Any) -> None:
    """Both give one draft, after one request, and everything in it is grounded."""
    expected = plainly(canonical)
    assert len(expected.quotes) == len(canonical)
    draft, record, server = answered(serve, variant, **lists)
    assert len(server.requests) == 1
    fields = {"sources", "quotes", "attributions", "claims", "invalid"}
    assert draft.model_dump(include=fields) == expected.model_dump(include=fields)
    assert record.ungrounded == ()


CONTENTS = {
    # The words of a quotation beside its number.
    '<2>"We looked at every single bolt,"': "<2>",
    "<2>We looked at every single bolt": "<2>",
    '<2> "We looked at every single bolt,"': "<2>",
    '<2>: "We looked at every single bolt,"': "<2>",
    "<2> = “We looked at every single bolt”": "<2>",
    '[4] <2>"We looked at every single bolt,"': "<2>",
    '<2>"We looked at >> single bolt,"': "<2>",
    '<2>"We looked at ... single bolt,"': "<2>",
    '<2>"We looked at every..."': "<2>",
    '<2> >> single bolt,"': "<2>",
    '<2>"We looked at every single bolt,"</2>': "<2>",
    '"<2>"': "<2>",
    "“<2>”": "<2>",
    "`<2>`": "<2>",
    "<2>,": "<2>",
    "[4] <2>": "<2>",
    # More than one.
    '<2>"We looked at every single bolt," // <3>"It is not safe at all."':
        "<2> // <3>",
    "<2>//<3>": "<2> // <3>",
    "<2>, <3>": "<2> // <3>",
    "<2> and <3>": "<2> // <3>",
    "<2><3>": "<2> // <3>",
    '<2>"We looked at every single bolt," <3>"It is not safe at all."':
        "<2> // <3>",
    '<2>"We looked at every" >> <3>"It is not safe at all."': "<2> >> <3>",
    # Words before and after a number.
    'that the bridge <1>"will open in May"': "that the bridge <1>",
    'that the bridge <1>"will open in May" this year': "that the bridge <1> this year",
    '<1>"will open in May" this year': "<1> this year",
    '<2>"We looked at every single bolt," had agreed': "<2> // had agreed",
    # A part of a quotation.
    '<2>"every single bolt"': '"every single bolt"',
    "<2>every single bolt": "every single bolt",
    '<3>"It is not safe"': '"It is not safe"',
    "<3>It is not safe": '"It is not safe',
    '<3>"It is >> not safe"': '"It is >> not safe"',
    'that the bridge <1>"will open"': 'that the bridge "will open"',
    # Brackets.
    "&lt;2&gt;": "<2>",
    "〈2〉": "<2>",
    "＜2＞": "<2>",
    "‹2›": "<2>",
    "«2»": "<2>",
    "\\<2\\>": "<2>",
    "< 2 >": "<2>",
    "<quote 2>": "<2>",
    "<2/>": "<2>",
    '&lt;2&gt;"We looked at every single bolt,"': "<2>",
    # Numbers of sentences.
    "[6] that the firm >> north of Tarn": "that the firm >> north of Tarn",
    "[3] of long delays": "of long delays",
    "[6] had agreed [2] to pay": "had agreed [2] to pay",
    # Other signs between the first and the last words.
    "that the firm ... north of Tarn": "that the firm >> north of Tarn",
    "that the firm … north of Tarn": "that the firm >> north of Tarn",
    "that the firm [...] north of Tarn": "that the firm >> north of Tarn",
    "that the firm -> north of Tarn": "that the firm >> north of Tarn",
    "that the firm → north of Tarn": "that the firm >> north of Tarn",
    "that the firm--north of Tarn": "that the firm >> north of Tarn",
    "that the firm -- north of Tarn": "that the firm >> north of Tarn",
    "that the firm – north of Tarn": "that the firm >> north of Tarn",
    "that the firm>>north of Tarn": "that the firm >> north of Tarn",
    "that the firm &gt;&gt; north of Tarn": "that the firm >> north of Tarn",
    '"We looked at ... single bolt,"': '"We looked at >> single bolt,"',
    # What the article has itself.
    "of long delays -- and of a flood -- before": "of long delays -- and of a flood -- before",
    "long delays -- before the winter": "long delays >> before the winter",
    "had agreed [2] to pay": "had agreed [2] to pay",
    "the firm A&amp;B had agreed": "the firm A&B had agreed",
    # Emphasis.
    "**of long delays**": "of long delays",
    "`of long delays`": "of long delays",
    "_of long delays_": "of long delays",
    "of **long** delays": "of long delays",
}  # fmt: skip


@pytest.mark.parametrize(("variant", "canonical"), CONTENTS.items())
def test_a_content_in_another_notation(serve: Serve, variant: str, canonical: str) -> None:
    assert_same(serve, [f"4 | 1:Moss | said | {variant}"], [f"4 | 1:Moss | said | {canonical}"])


MARKED = """Bridge to open

{0}We don’t know if it’s safe{1}, Moss said. {0}It is not safe, and nobody should cross it.{1}
"""


@pytest.mark.parametrize("marks", ["“”", "‘’", "«»", "„“", '""', "「」"])
@pytest.mark.parametrize(
    ("variant", "canonical"),
    [
        ("<1>{0}We don’t know if it’s safe{1}", "<1>"),
        ("<1> We don't know if it's safe", "<1>"),
        ("<1>{0}We don’t know ... it’s safe{1}", "<1>"),
        ("<1>{0}We don’t know >> it’s safe{1}", "<1>"),
        ('<1>"We don\'t know if it\'s safe"', "<1>"),
        ("{0}<1>{1}", "<1>"),
        ("<2>It is not safe", "{0}It is not safe"),
        ("<2>{0}It is not safe", "{0}It is not safe"),
        ("<2>nobody should cross it", "nobody should cross it"),
        ("<1>We don’t know if it’s safe // <2>{0}It is not safe, and nobody should cross it.{1}",
         "<1> // <2>"),
    ],
)  # fmt: skip
def test_any_quotation_marks(variant: str, canonical: str, marks: str) -> None:
    """The words beside a number may have the marks of the article, others or none."""
    article = Article(text=MARKED.format(*marks))

    def quotes(content: str) -> tuple[Any, ...]:
        line = f"2 | 1:Moss | said | {content.format(*marks)}"
        answer = Answer.model_validate({"sources": SOURCES[:1], "statements": [line]})
        assert problems(answer, Index(article.get_text())) == []
        return to_draft(answer, article, origin=Origin(drafter="other"), attempts=1).quotes

    assert quotes(variant) == quotes(canonical)


LINES = {
    # The key.
    "[2] | 1:The mayor of Tarn, Lena Moss | said | that the bridge <1>": FIRST,
    "#2 | 1:The mayor of Tarn, Lena Moss | said | that the bridge <1>": FIRST,
    "s2 | 1:The mayor of Tarn, Lena Moss | said | that the bridge <1>": FIRST,
    "S2 | 1:The mayor of Tarn, Lena Moss | said | that the bridge <1>": FIRST,
    "statement 2 | 1:The mayor of Tarn, Lena Moss | said | that the bridge <1>": FIRST,
    "Sentence 2: | 1:The mayor of Tarn, Lena Moss | said | that the bridge <1>": FIRST,
    "**2** | 1:The mayor of Tarn, Lena Moss | said | that the bridge <1>": FIRST,
    # Before the line.
    "- 3 | 2:Engineers | had warned | of long delays": SECOND,
    "* 3 | 2:Engineers | had warned | of long delays": SECOND,
    "• 3 | 2:Engineers | had warned | of long delays": SECOND,
    "1. 3 | 2:Engineers | had warned | of long delays": SECOND,
    "1) [3] | 2:Engineers | had warned | of long delays": SECOND,
    # Bars.
    "3|2:Engineers|had warned|of long delays": SECOND,
    "3\t2:Engineers\thad warned\tof long delays": SECOND,
    "3 | 2:Engineers | had warned | of long delays |": SECOND,
    "| 3 | 2:Engineers | had warned | of long delays |": SECOND,
    "3｜2:Engineers｜had warned｜of long delays": SECOND,
    # The speaker.
    "3 | [2]:Engineers | had warned | of long delays": SECOND,
    "3 | [2] Engineers | had warned | of long delays": SECOND,
    "3 | 2: Engineers | had warned | of long delays": SECOND,
    "3 | S2:Engineers | had warned | of long delays": SECOND,
    "3 | source 2: Engineers | had warned | of long delays": SECOND,
    "3 | #2: **Engineers** | had warned | of long delays": SECOND,
    "3 | 2:[3] Engineers | had warned | of long delays": SECOND,
    "3 | 2:`Engineers` | *had warned* | of long delays": SECOND,
    "3 | 2: | had warned | of long delays": "3 | 2: | had warned | of long delays",
    "3 | [2] | had warned | of long delays": "3 | 2: | had warned | of long delays",
    "3 | 2:null | had warned | of long delays": "3 | 2: | had warned | of long delays",
    "7 | 1 and 3:Paris and London | said | no": "7 | 1,3:Paris and London | said | no",
    "7 | [1], [3]: Paris and London | said | no": "7 | 1,3:Paris and London | said | no",
    "7 | S1; S3: Paris and London | said | no": "7 | 1,3:Paris and London | said | no",
    # Nothing.
    "4 | 1:Moss | null | <2>": "4 | 1:Moss | - | <2>",
    "4 | 1:Moss | None | <2>": "4 | 1:Moss | - | <2>",
    "4 | n/a | N/A | <2>": "4 | - | - | <2>",
    "4 | – | — | <2>": "4 | - | - | <2>",
    "4 | none | said | <2> | - | -": "4 | - | said | <2>",
    # Parts.
    "3 | 2 | Engineers | had warned | of long delays": SECOND,
    "3 | [2] | Engineers | had warned | of long delays | belief": f"{SECOND} | belief",
    "KEY: 3 | SOURCE: 2:Engineers | CUE: had warned | CONTENT: of long delays": SECOND,
    "key: 3 | speaker: 2:Engineers | cue: had warned | content: of long delays | not": (
        f"{SECOND} | not"
    ),
    # Notes.
    "3 | 2:Engineers | had warned | of long delays | type: belief": f"{SECOND} | belief",
    "3 | 2:Engineers | had warned | of long delays | type=belief": f"{SECOND} | belief",
    "3 | 2:Engineers | had warned | of long delays|attitude": f"{SECOND} | attitude",
    "3 | 2:Engineers | had warned | of long delays | Intention.": f"{SECOND} | intention",
    "3 | 2:Engineers | had warned | of long delays | (belief)": f"{SECOND} | belief",
    "3 | 2:Engineers | had warned | of long delays | in: -": SECOND,
    "3 | 2:Engineers | had warned | of long delays | in none": SECOND,
    "3 | 2:Engineers | had warned | of long delays | statement": SECOND,
    "3 | 2:Engineers | had warned | of long delays | negated": f"{SECOND} | not",
    "3 | 2:Engineers | had warned | of long delays | Not said": f"{SECOND} | not",
    "3 | 2:Engineers | had warned | of long delays | not made": f"{SECOND} | not",
    "3 | 2:Engineers | had warned | of long delays | negated: true": f"{SECOND} | not",
    "3 | 2:Engineers | had warned | of long delays | negated: false": SECOND,
    "3 | 2:Engineers | had warned | of long delays | belief, not": f"{SECOND} | belief | not",
    "3 | 2:Engineers | had warned | of long delays | not | belief": f"{SECOND} | belief | not",
}


@pytest.mark.parametrize(("variant", "canonical"), LINES.items())
def test_a_statement_in_another_notation(serve: Serve, variant: str, canonical: str) -> None:
    assert_same(serve, [variant], [canonical])


@pytest.mark.parametrize(
    "note",
    [
        "in: 6", "in statement 6", "in #6", "in [6]", "in s6", "In 6.", "(in 6)", "parent: 6",
        "within 6", "statement, in 6", "in 6 | -", "type: statement | in: 6", "in statement #6",
    ],
)  # fmt: skip
@pytest.mark.parametrize("bar", [" | ", "|"])
def test_a_parent_in_another_notation(serve: Serve, note: str, bar: str) -> None:
    inner = "6b | 1: | had agreed | to pay for a new road"
    assert_same(serve, [GAZETTE, f"{inner}{bar}{note}"], [GAZETTE, f"{inner} | in 6"])


def test_attitude_and_parent_without_spaces(serve: Serve) -> None:
    inner = "6b | 1: | had agreed | to pay for a new road"
    assert_same(serve, [GAZETTE, f"{inner}|attitude|in 6"], [GAZETTE, f"{inner} | attitude | in 6"])
    assert_same(serve, [GAZETTE, f"{inner} | belief in 6"], [GAZETTE, f"{inner} | belief | in 6"])


@pytest.mark.parametrize(
    "source",
    [
        "[2] | engineers | group | unnamed",
        "s2 | engineers | group | unnamed",
        "- 2 | engineers | group | unnamed",
        "2. 2 | engineers | group | unnamed",
        "2. engineers | group | unnamed",
        "2: engineers | group | unnamed",
        "[2] engineers | group | unnamed",
        "2 | **engineers** | `group` | *unnamed*",
        "2|engineers|group|unnamed|",
        "2\tengineers\tgroup\tunnamed",
    ],
)
def test_a_source_in_another_notation(serve: Serve, source: str) -> None:
    assert_same(serve, [FIRST, SECOND], [FIRST, SECOND], sources=[SOURCES[0], source, SOURCES[2]])


OPENS = "2 | prediction CT+ | <1> | The bridge of Tarn will open in May."
OWN = "#7 | fact CT+ | Paris and London | Paris and London are named."


@pytest.mark.parametrize(
    ("variant", "canonical"),
    [
        ("[2] | prediction CT+ | <1> | The bridge of Tarn will open in May.", OPENS),
        ("statement 2 | prediction CT+ | <1> | The bridge of Tarn will open in May.", OPENS),
        ("- 2 | prediction CT+ | <1> | The bridge of Tarn will open in May.", OPENS),
        (
            '2 | prediction CT+ | <1>"will open in May" | The bridge of Tarn will open in May.',
            OPENS,
        ),
        ("2 | prediction | CT+ | <1> | The bridge of Tarn will open in May.", OPENS),
        ("2 | prediction, CT+ | <1> | The bridge of Tarn will open in May.", OPENS),
        ("2 | prediction/CT+ | <1> | The bridge of Tarn will open in May. |", OPENS),
        ("[#7] | fact CT+ | [7] Paris and London | Paris and London are named.", OWN),
        ("- #7 | **fact CT+** | `Paris and London` | Paris and London are named.", OWN),
    ],
)
def test_a_claim_in_another_notation(serve: Serve, variant: str, canonical: str) -> None:
    expected = plainly([FIRST], [canonical])
    draft, record, server = answered(serve, [FIRST], claims=[variant])
    assert len(server.requests) == 1
    assert draft.claims == expected.claims
    assert (draft.invalid, record.ungrounded) == ((), ())


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            '4 | 1:Moss | said | <3>"We looked at every single bolt,"',
            "<3> is another quotation than",
        ),
        ("4 | 1:Moss | said | <9>", "sentence 4 does not contain"),
        ('4 | 1:Moss | said | <2>"I shall burn it all"', "does not contain"),
        ("4 | 1:Moss | said | <2> // I shall burn it all", "does not contain"),
        ("4 | 1:Moss | said | [4]", "does not contain"),
        ("4 | 1:Moss | said | north of Tarn -> that the firm", "does not contain"),
        ("4 | 1:Moss | said | <2> | surely", "does not contain"),
        ("4 | 1:Moss | said | <2> | in the Gazette", "does not contain"),
        ("4 | 1:Moss | said | <2> | in 9", "there is no statement 9"),
        ("4 | 1:Moss | said | none", "it has no content"),
        ("4 | S9:Moss | said | <2>", "there is no source 9"),
        ("4 | 1:Moss | **shouted** | <2>", "does not contain"),
        ("four | 1:Moss | said loudly | <2>", "does not contain"),
    ],
)
def test_what_cannot_be_read_is_sent_back_and_listed(serve: Serve, line: str, problem: str) -> None:
    """Nothing of it is dropped silently, and nothing else takes its place."""
    draft, record, server = answered(serve, [line])
    assert problem in server.bodies()[1]["messages"][-1]["content"]
    assert record.ungrounded or "another quotation" in problem  # which is in the article too
    spoken = TEXT.replace("\n", " ")
    assert all(span.text in spoken for quote in record.quotes for span in quote.spans)
    assert len(draft.quotes) <= 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[2] said on Friday that a bridge", "said on Friday that a bridge"),
        ("`nothing of that kind`", "`nothing of that kind`"),
        ("[6] nothing of that kind", "[6] nothing of that kind"),
    ],
)
def test_words_that_are_only_near_those_of_the_article(written: str, read: str) -> None:
    """Signs are dropped if something like the rest is in the article; otherwise nothing is."""
    answer = Answer.model_validate({"statements": [f"6 | 1:Moss | said | {written}"]})
    draft = to_draft(answer, ARTICLE, origin=Origin(drafter="other"), attempts=1)
    assert draft.quotes[0].spans[0].text == read


def test_objects_are_read_like_lines(serve: Serve) -> None:
    """A model may write an object per item, with the same notation in its fields."""
    item = {
        "number": 4,
        "said_in": 4,
        "speaker": "[4] Moss",
        "cue": "`said`",
        "begins_in": 4,
        "content": [{"text": '<2>"We looked at every', "until": 'bolt,"'}, {"text": "〈3〉"}],
        "sources": [1],
        "type": "statement",
        "negated": None,
    }
    expected = plainly([THIRD])
    draft, record, server = answered(serve, [item])  # type: ignore[list-item]
    assert len(server.requests) == 1
    assert (draft.quotes, draft.attributions) == (expected.quotes, expected.attributions)
    assert record.ungrounded == ()


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (["3", "2:Engineers", "had warned", "of long delays"], SECOND),
        ([3, "2:Engineers", "had warned", "of long delays", "belief"], f"{SECOND} | belief"),
        ([4, "1:Moss", None, "<2>"], "4 | 1:Moss | - | <2>"),
        (
            {"key": 3, "source": "2:Engineers", "cue": "had warned", "content": "of long delays"},
            SECOND,
        ),
        (
            {"KEY": "3", "SOURCE": "2:Engineers", "CUE": "had warned", "CONTENT": "of long delays",
             "TYPE": "belief", "negated": True, "in": None},
            f"{SECOND} | belief | not",
        ),
    ],
)  # fmt: skip
def test_a_list_or_an_object_of_the_columns_is_a_line(
    serve: Serve, item: object, line: str
) -> None:
    assert_same(serve, [item], [line])  # type: ignore[list-item]


def test_a_claim_as_an_object_of_the_columns(serve: Serve) -> None:
    claim = {"key": 2, "kind": "prediction", "factuality": "CT+", "evidence": "<1>",
             "text": "The bridge of Tarn will open in May."}  # fmt: skip
    expected = plainly([FIRST], [OPENS])
    draft, record, server = answered(serve, [FIRST], claims=[claim])  # type: ignore[list-item]
    assert len(server.requests) == 1
    assert (draft.claims, record.ungrounded) == (expected.claims, ())


@pytest.mark.parametrize("other", ["mood", "kind", "text"])
def test_an_object_with_other_columns_is_sent_back(serve: Serve, other: str) -> None:
    """The unknown value is not dropped."""
    item = {"key": 3, "source": "2:Engineers", "cue": "had warned", "content": "of long delays",
            other: "grim"}  # fmt: skip
    _, record, server = answered(serve, [item])  # type: ignore[list-item]
    assert f"{other}: grim" in server.bodies()[1]["messages"][-1]["content"]
    assert f"{other}: grim" in str(record.ungrounded)


def test_a_statement_that_is_not_made_is_negated(serve: Serve) -> None:
    """Others are not."""
    _, record, _ = answered(serve, [FIRST, f"{SECOND} | not"])
    assert [attribution.negated for attribution in record.attributions] == [False, True]


@pytest.mark.parametrize(
    "unit",
    [" ", "-", "*", "`", '"', "<", "< ", "<1>", "<1> ", '<1>"', "[3] ", ". ", "...", "... ", "->",
     "-- ", " – ", "//", " >> ", "| -", "| in ", "| belief, ", ", in ", "in 3,", "1,", "and ",
     "&lt;", "<2>We looked ", "\\<"],
)  # fmt: skip
def test_odd_lines_are_read_in_a_time_that_grows_with_their_length(unit: str) -> None:
    """A model that runs on repeats itself."""
    index = Index(TEXT)

    def read(text: str) -> None:
        lines = [f"4 | 1:Moss | said | {text}", f"4 | 1:Moss | said | x | in {text}x", text]
        for line in [*lines, f"4 | {text}x | {text}x | y", f"- {text}3 | x"]:
            answer = Answer.model_validate({"statements": [line]})
            canonical(answer, index)

    assert is_even(read, unit, 8_000)
