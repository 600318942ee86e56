"""What becomes of a draft: what is in the record, where, and what is told of the rest."""

import json
from typing import Any, cast

import pytest
from building import checked, claim, drafted, grounded, said, speaker
from hypothesis import given
from hypothesis import strategies as st
from marking import marked
from sampling import examples

from factx.errors import InvalidData
from factx.grounding import draft_of, ground
from factx.records import Article, Draft, FactRecord, spans_of

SPEECH = (
    "Ms Ruiz said the plan was late. “We will appeal,” she said, “and win.” "
    "Mr Tan said the plan was sound. “No,” said Mr Tan. “No,” she said."
)


def contents(record: FactRecord) -> list[list[str]]:
    return [[span.text for span in quote.spans] for quote in record.quotes]


def lost(record: FactRecord) -> list[tuple[str, str | None, str]]:
    return [(entry.kind, entry.drafted, entry.reason) for entry in record.ungrounded]


# Where things are placed.


def test_source_and_cue_are_those_beside_their_content() -> None:
    """Three people "said"; each content gets the "said" and the speaker next to it."""
    text, places = marked(
        "Ana [said] it rained. Ben [said] it snowed. It hailed, [said] Cleo. [She] [said] so twice."
    )
    record = grounded(
        text,
        said("it rained", source="Ana", cue="said", id="1", who="ana"),
        said("it snowed", source="Ben", cue="said", id="2", who="ben"),
        said("It hailed", source="Cleo", cue="said", id="3", who="cleo"),
        said("so twice", source="She", cue="said", id="4", who="cleo"),
        sources=[speaker(n, id=n.lower()) for n in ("Ana", "Ben", "Cleo")],
    )
    cues = [a.cue.place for a in record.attributions if a.cue]
    assert cues == [places[0], places[1], places[2], places[4]]
    assert [a.source_span.text for a in record.attributions if a.source_span] == [
        "Ana",
        "Ben",
        "Cleo",
        "She",
    ]


def test_a_quote_that_occurs_twice_is_placed_where_its_speaker_is() -> None:
    record = grounded(
        SPEECH,
        said("“No,”", source="she", cue="said", id="1", who="r"),
        said("“No,”", source="Mr Tan", cue="said", id="2", who="t"),
        sources=[speaker("Ms Ruiz", "Ms Ruiz", id="r"), speaker("Mr Tan", id="t")],
    )
    names = {source.id: source.name for source in record.sources}
    assert [names[a.sources[0]] for a in record.attributions] == ["Mr Tan", "Ms Ruiz"]


def test_a_quote_that_occurs_twice_is_placed_after_the_one_before_it() -> None:
    """Without source, cue or sentence, the order of the draft decides between equals."""
    text, places = marked("“No.” He left. “Never.” The end. [“No.”] [“Yes.”]")
    record = grounded(text, said("“Never.”", id="1"), said("“No.”", id="2"), said("“Yes.”", id="3"))
    assert [q.spans[0].place for q in record.quotes][1:] == places


def test_two_drafted_equals_take_two_places_in_order() -> None:
    record = grounded("“No.” “No.”", said("“No.”", id="1"), said("“No.”", id="2"))
    assert [q.spans[0].start for q in record.quotes] == [0, 6]


def test_equal_places_with_nothing_to_choose_by_are_not_guessed_at() -> None:
    record = grounded("“No.” He left. “No.”", said("“No.”"))
    assert lost(record)[0] == ("quote", "“No.”", "ambiguous")


@pytest.mark.parametrize(
    ("words", "start"), [("he@1/1", 0), ("he@1/2", 8), ("he@2", 17), ("Then@9", 12), ("he@2/3", 17)]
)
def test_sentence_and_nth_tell_equals_apart(words: str, start: int) -> None:
    """`nth` counts the equals that begin in the sentence; a hint that fits nothing is ignored."""
    record = grounded("he said he. Then he left.", sources=[speaker("X", words)])
    assert record.sources[0].mentions[0].start == start


def test_pieces_of_a_content_stand_in_reading_order() -> None:
    """However they were drafted."""
    record = grounded(SPEECH, said("“and win.”", "“We will appeal,”", source="she", cue="said"))
    assert contents(record) == [["“We will appeal,”", "“and win.”"]]


def test_a_passage_may_be_given_by_its_first_and_last_words() -> None:
    statement = said("x")
    statement["quote"]["spans"] = [{"first": "the plan", "last": "was sound"}]
    record = grounded(SPEECH, statement)
    assert contents(record) == [["the plan was sound"]]


def test_the_ends_of_a_passage_may_overlap() -> None:
    statement = said("x")
    statement["quote"]["spans"] = [{"first": "We will", "last": "will appeal"}]
    assert contents(grounded(SPEECH, statement)) == [["We will appeal"]]


def test_each_end_of_a_passage_may_be_found_in_its_own_way() -> None:
    """What differs at either end is listed, and the looser way is the passage's."""
    statement = said("x")
    statement["quote"]["spans"] = [
        {"first": "Ms Ruiz said", "last": "Mr Tan claimed the plan was sound"}
    ]
    (quote,) = grounded(SPEECH, statement).quotes
    assert quote.spans[0].match == "approximate"
    assert quote.spans[0].differs == ("+claimed", "-said")


def test_a_source_whose_spans_stand_nowhere_is_looked_for_by_name() -> None:
    record = grounded(
        SPEECH,
        said("the plan was late", source="Mrs Ruiz", cue="said"),
        sources=[speaker("Ms Ruiz")],
    )
    assert [mention.text for mention in record.sources[0].mentions] == ["Ms Ruiz"]
    assert lost(record) == [("source_span", "Mrs Ruiz", "changed_name")]
    assert record.counts.drafted == record.counts.grounded + 1 == 3


# What counts as found.


@pytest.mark.parametrize(
    ("text", "written", "found", "match"),
    [
        ("She said “we go”.", '"we go"', "“we go”", "normalised"),
        ("She said we go.", "we go", "we go", None),
        ("He paid 10\u00a0km away.", "10 km", "10\u00a0km", "normalised"),
        ("Die Straße war leer.", "Die Strasse", "Die Straße", "normalised"),
        ("İdil spoke.", "İdil", "İdil", None),
        ("The cafe\u0301 shut.", "The café", "The cafe\u0301", "normalised"),
        ("a 👩\u200d👧 b", "👩\u200d👧", "👩\u200d👧", None),
        ("one\r\ntwo", "one two", "one\r\ntwo", "normalised"),
        ("the end", "the end", "the end", None),
        ("He said “we go,” twice.", '"we go."', "“we go,”", "normalised"),
        ("He said we go, twice.", "we go.", "we go", "normalised"),
    ],
)
def test_typography_is_no_obstacle(text: str, written: str, found: str, match: str | None) -> None:
    """The span's text is the article's own, and what was written is kept where it differs."""
    (quote,) = grounded(text, said(written)).quotes
    (span,) = quote.spans
    assert (span.text, span.match) == (found, match)
    assert span.drafted == (None if written == found else written)


@pytest.mark.parametrize(
    ("text", "written", "reason"),
    [
        ("The 1,400 acres", "400 acres", "changed_number"),
        ("It rose 2.5%", "It rose 2", "changed_number"),
        ("They left there", "The", "not_in_text"),
        ("The cafe\u0301 shut", "The cafe", "not_in_text"),
        ("Straße", "Stras", "not_in_text"),
        ("a 👩\u200d👧 b", "👩", "not_in_text"),
        ("He did not go", "He did go", "changed_negation"),
    ],
)
def test_a_part_of_a_word_number_or_character_is_not_found(
    text: str, written: str, reason: str
) -> None:
    assert lost(grounded(text, said(written))) == [
        ("quote", written, reason),
        ("attribution", None, "depends_on"),
    ]


def test_an_ellipsis_over_words_that_are_not_quoted_gives_a_span_for_each_quotation() -> None:
    """The speaker between them was not said."""
    record = grounded(SPEECH, said('"We will appeal ... and win."', source="she", cue="said"))
    assert contents(record) == [["“We will appeal,”", "“and win.”"]]
    assert {span.match for span in record.quotes[0].spans} == {"elided"}


# What is lost, and what is lost with it.


def test_a_lost_content_takes_its_attribution_and_what_hangs_on_it() -> None:
    """Claims and child attributions become ungrounded, never null."""
    record = grounded(
        SPEECH,
        said("the plan was cancelled", source="Ms Ruiz", cue="said", id="1"),
        said("“No,”@4", source="Mr Tan", cue="said", id="2", parent="a1"),
        claims=[claim("the plan was late", attribution="a1"), claim("We will appeal", id="2")],
        sources=[speaker("Ms Ruiz", "Ms Ruiz")],
    )
    assert (record.attributions, record.quotes) == ((), ())
    assert [c.attribution for c in record.claims] == [None]
    assert lost(record) == [
        ("quote", "the plan was cancelled", "not_in_text"),
        ("quote", "“No,”", "depends_on"),
        ("source_span", "Ms Ruiz", "depends_on"),
        ("cue", "said", "depends_on"),
        ("source_span", "Mr Tan", "depends_on"),
        ("cue", "said", "depends_on"),
        ("claim", "the plan was late", "depends_on"),
    ]


def test_a_lost_cue_or_source_span_leaves_null() -> None:
    record = grounded(
        SPEECH,
        said("the plan was late", source="Mrs Ruiz", cue="claimed"),
        sources=[speaker("Ms Ruiz", "Ms Ruiz")],
    )
    (attribution,) = record.attributions
    assert (attribution.source_span, attribution.cue) == (None, None)
    assert attribution.sources == ("s1",)
    assert [kind for kind, _, _ in lost(record)] == ["source_span", "cue"]


def test_a_speaker_who_is_not_in_the_article_takes_the_attribution_along() -> None:
    """Without its source it would say that the article names none."""
    record = grounded(
        SPEECH, said("the plan was late", source="Mx Nobody"), sources=[speaker("Mx Nobody")]
    )
    assert (record.sources, record.quotes) == ((), ())
    assert {reason for _, _, reason in lost(record)} == {"not_in_text", "depends_on"}


def test_a_lost_source_without_a_passage_of_its_own_is_told_by_name() -> None:
    record = grounded(SPEECH, said("never said", source="Mr Tan", cue="said"))
    (entry,) = [e for e in record.ungrounded if e.kind == "source"]
    assert (entry.drafted, entry.detail) == (None, "Speaker: no mention of it was found")


def test_a_claim_without_its_condition_is_not_asserted() -> None:
    conditioned = claim("it will flood", condition={"text": "if it pours"})
    record = grounded("If it rains, it will flood.", claims=[conditioned], sources=[])
    assert record.claims == ()
    assert lost(record) == [
        ("claim", "it will flood", "depends_on"),
        ("condition", "if it pours", "not_in_text"),
    ]


def test_a_relation_with_a_lost_end_is_told() -> None:
    record = grounded(
        SPEECH,
        said("the plan was late", id="1"),
        said("not there", id="2"),
        relations=[{"type": "repeats", "first": "q1", "second": "q2"}],
    )
    assert lost(record)[-1] == ("relation", None, "depends_on")


def test_what_fits_no_field_is_listed_as_invalid() -> None:
    invalid = [{"kind": "claim", "drafted": "{...}", "detail": "no evidence", "attempts": 3}]
    record = grounded(SPEECH, sources=[], invalid=invalid)
    assert lost(record) == [("claim", "{...}", "invalid")]
    assert record.counts.drafted == record.counts.ungrounded == 1


def test_the_nearest_passage_is_shown_at_word_edges() -> None:
    entry = grounded(SPEECH, said("the plan was never late")).ungrounded[0]
    assert entry.nearest is not None
    assert (entry.nearest.text, entry.differs) == ("the plan was late", ("+never",))


def test_nothing_near_is_nothing_shown() -> None:
    entry = grounded(SPEECH, said("bananas ripen overnight")).ungrounded[0]
    assert entry.nearest is None


# Mentions.


def test_a_source_span_is_a_mention_without_being_listed() -> None:
    record = grounded(
        SPEECH, said("“We will appeal,”", source="she", cue="said"), sources=[speaker("Ms Ruiz")]
    )
    assert [(m.text, m.form) for m in record.sources[0].mentions] == [("she", "pronoun")]


def test_one_source_span_of_two_sources_mentions_each_in_its_part() -> None:
    text = "Paris and London said they would go."
    statement = said("they would go", source="Paris and London", cue="said")
    statement["attribution"]["sources"] = ["p", "l"]
    record = grounded(
        text, statement, sources=[speaker("Paris", id="p"), speaker("London", id="l")]
    )
    assert [[m.text for m in s.mentions] for s in record.sources] == [["Paris"], ["London"]]
    span = record.attributions[0].source_span
    assert span is not None
    assert span.text == "Paris and London"


def test_a_source_drafted_without_mentions_is_looked_for_by_name() -> None:
    record = grounded(SPEECH, sources=[speaker("Mr Tan")])
    assert [m.text for m in record.sources[0].mentions] == ["Mr Tan"]


# The whole.


def test_ids_count_in_reading_order_whatever_the_order_of_the_draft() -> None:
    statements = [
        said("“No,”", source="Mr Tan", cue="said", id="x", who="t"),
        said("the plan was late", source="Ms Ruiz", cue="said", id="y", who="r"),
    ]
    sources = [speaker("Mr Tan", id="t"), speaker("Ms Ruiz", id="r")]
    one = grounded(SPEECH, *statements, sources=sources)
    other = grounded(SPEECH, *reversed(statements), sources=sources[::-1])
    assert one.to_json() == other.to_json()
    assert [q.id for q in one.quotes] == ["q1", "q2"]
    assert contents(one)[0] == ["the plan was late"]


def test_a_draft_of_another_article_is_refused() -> None:
    draft = drafted(article_sha256="0" * 64)
    with pytest.raises(InvalidData, match="another text"):
        ground(Article(text="Some text."), draft)


def test_a_draft_of_the_text_with_other_line_ends_says_what_to_do() -> None:
    draft = drafted(article_sha256=Article(text="One.\r\nTwo.").sha256)
    with pytest.raises(InvalidData, match=r"with other line ends; restore the .* with -text in"):
        ground(Article(text="One.\nTwo."), draft)


def test_without_a_type_the_quotation_marks_decide() -> None:
    record = grounded(SPEECH, said("“We will appeal,”", id="1"), said("the plan was late", id="2"))
    assert [quote.type for quote in record.quotes] == ["indirect", "direct"]


WORDS = "Ana Ben said that it rained “no” “yes,” . , she 40 not\u00a0so é".split(" ")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[str, Draft]:
    """A text and a draft about it in which anything may be wrong."""
    text = draw(TEXTS)

    def written() -> dict[str, Any]:
        start = draw(st.integers(0, len(text) - 1))
        words = draw(st.one_of(st.just(text[start : start + draw(st.integers(1, 20))]), TEXTS))
        sentence = draw(st.one_of(st.none(), st.integers(1, 4)))
        nth = draw(st.one_of(st.none(), st.integers(1, 3))) if sentence else None
        return {"text": words, "sentence": sentence, "nth": nth}

    def attribution(n: int) -> dict[str, Any]:
        chained = n > 0 and draw(st.booleans())
        return {
            "id": f"a{n}",
            "quote": f"q{n}",
            "sources": [f"s{draw(st.sampled_from(numbers))}"],
            "source_span": written(),
            "cue": written(),
            "parent": f"a{draw(st.sampled_from(numbers[:n]))}" if chained else None,
        }

    numbers = range(draw(st.integers(1, 4)))
    mentions = [[{**written(), "form": "name"}] for _ in numbers]
    fields: dict[str, Any] = {
        "sources": [{**speaker("Ana", id=f"s{n}"), "mentions": mentions[n]} for n in numbers],
        "quotes": [
            {"id": f"q{n}", "spans": [written() for _ in range(1 + n % 2)]} for n in numbers
        ],
        "attributions": [attribution(n) for n in numbers],
        "claims": [
            {**claim("x", id=str(n)), "evidence": [written()], "attribution": f"a{n}"}
            for n in numbers
        ],
    }
    return text, Draft.from_data(fields)


@given(drafts())
@examples(300)
def test_every_span_is_exact_and_the_counts_add_up(case: tuple[str, Draft]) -> None:
    """Whatever was drafted: what is not in the record is listed, and nothing is in both."""
    text, draft = case
    record = checked(ground(Article(text=text), draft))
    assert all(text[span.start : span.end] == span.text for _, span in spans_of(record))
    passages = (
        sum(len(s.mentions) for s in draft.sources)
        + sum(len(q.spans) for q in draft.quotes)
        + 2 * len(draft.attributions)
        + len(draft.claims)
    )
    assert record.counts.drafted == passages
    assert record.counts.ungrounded == sum(e.drafted is not None for e in record.ungrounded)
    parents = {a.id: a.parent for a in record.attributions}
    assert all(parent in parents for parent in parents.values() if parent)


HOW_DRAFTED = ("match", "drafted", "differs")


def without_drafting(record: FactRecord) -> Any:
    """The record's JSON but for what tells how it was drafted."""

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            fields = cast("dict[str, Any]", value)
            return {k: strip(v) for k, v in fields.items() if k not in HOW_DRAFTED}
        return [strip(v) for v in cast("list[Any]", value)] if isinstance(value, list) else value

    data = json.loads(record.to_json())
    return strip({k: v for k, v in data.items() if k not in ("ungrounded", "counts")})


@given(drafts())
@examples(200)
def test_a_record_written_down_again_grounds_to_itself(case: tuple[str, Draft]) -> None:
    text, draft = case
    article = Article(text=text)
    record = ground(article, draft)
    again = ground(article, draft_of(record))
    assert without_drafting(again) == without_drafting(record)
