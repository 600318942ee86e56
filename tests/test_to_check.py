"""The claims that most need checking, as `factx show --check` lists them."""

import re
from typing import Any

import pytest
from building import claim, grounded, said, speaker
from hypothesis import given
from hypothesis import strategies as st
from test_render import acting, drawn

from factx.records import Article, FactRecord
from factx.render import shown, to_check

TEXT = (
    "Kemp denies the fraud. In May it rained. Ann Bell said that 40 boats sank, and that nobody "
    "drowned. “Only two sank,” said the port. The sea is calm."
)


def the_record(**fields: Any) -> FactRecord:
    """Six claims, five of them with checks."""
    return grounded(
        TEXT,
        said("the fraud", source="Kemp", cue="denies", who="k"),
        said("that 40 boats sank, and that nobody drowned", source="Ann Bell", cue="said", id="2"),
        said("“Only two sank,”", cue="said", id="3"),
        sources=[speaker("Ann Bell", "Ann Bell"), speaker("Kemp", id="k")],
        claims=[
            claim("Kemp denies the fraud", reports="a1", checks=["act"], text="Kemp denies fraud."),
            claim("In May@2", "40 boats sank@3", id="2", attribution="a2")
            | {"text": "40 boats sank in May.", "checks": ["figure", "contested"]},
            claim("nobody drowned", id="3", attribution="a2", checks=["figure"]),
            claim("Only two sank", id="4", attribution="a3", checks=["contested", "act"]),
            claim("The sea is calm", id="5"),
            claim("Ann Bell said", id="6", checks=["figure"], **fields),
        ],
        relations=[{"type": "contradicts", "first": "c4", "second": "c2"}],
    )


PAGE = """
3 of 5 claims with checks

TO CHECK
  c2  40 boats sank in May.
      [In May] it rained. Ann Bell said that [40 boats sank], and that nobody drowned.
      says Ann Bell (q2) · check: figure, contested · rank 3 · contradicts c5 · sentences 2, 3
  c5  Only two sank
      “[Only two sank],” said the port.
      says an unknown source (q3) · check: contested, act · rank 3 · contradicts c2 · sentence 4
  c1  Kemp denies fraud.
      [Kemp denies the fraud].
      says the article · retells Kemp (q1) · check: act · rank 1 · sentence 1
"""


def test_the_highest_ranked_are_listed_with_who_says_them_and_where() -> None:
    page = drawn(to_check(the_record(), 3), width=100)
    assert page.partition("\n\n")[2] == PAGE.lstrip("\n")


def test_all_that_have_checks_are_listed_if_more_are_wanted() -> None:
    page = drawn(to_check(the_record(), 10))
    assert "5 of 5 claims with checks" in page
    assert page.count("· rank ") == 5
    assert "The sea is calm" not in page


def test_without_checks_one_sentence_says_so() -> None:
    page = drawn(to_check(grounded(TEXT, claims=[claim("The sea is calm")]), 3))
    assert page.endswith("\n\nNo claim of this record has checks, so none can be ranked.\n")
    assert "TO CHECK" not in page


def test_without_the_text_the_evidence_stands_alone() -> None:
    page = drawn(to_check(the_record().without_text(), 1))
    assert "\n      [In May] … [40 boats sank]\n" in page
    assert page.endswith("character 23\n")


def test_sentences_between_two_pieces_are_left_out() -> None:
    apart = claim("In May@2", "calm@5", checks=["act"])
    page = drawn(to_check(grounded(TEXT, claims=[apart]), 1))
    assert "\n      [In May] it rained. … The sea is [calm].\n" in page
    assert "sentences 2, 5\n" in page


def test_evidence_over_two_sentences_and_evidence_twice() -> None:
    record = grounded(TEXT, claims=[claim("it rained. Ann Bell", "that 40", checks=["act"])])
    page = drawn(to_check(record, 1), width=120)
    assert "\n      In May [it rained. Ann Bell] said [that 40] boats" in page
    [told] = record.claims
    again = told.model_copy(update={"evidence": (*told.evidence, told.evidence[0])})
    assert drawn(to_check(record.model_copy(update={"claims": (again,)}), 1), width=120) == page


def test_those_through_whom_a_claim_reaches_the_article_are_named() -> None:
    record = grounded(
        "The Tide says Ann Bell claims it sank. The port says so.",
        said("Ann Bell claims it sank", source="The Tide", cue="says@1", who="t"),
        said("it sank", source="Ann Bell", cue="claims", id="2", parent="a1"),
        sources=[speaker("Tide", id="t", kind="media_outlet"), speaker("Ann Bell")],
        claims=[
            claim("it sank", attribution="a2", checks=["act"]),
            claim("The port says so", id="2", reports="a2", checks=["act"]),
        ],
    )
    page = drawn(to_check(record, 2), width=100)
    assert "\n      says Ann Bell (q2), according to Tide (q1) · check: act" in page
    assert "\n      says the article · retells Ann Bell (q2), according to Tide (q1) · ch" in page


def test_what_was_not_said_is_not_said_to_be() -> None:
    record = grounded(
        "Ann Bell did not say it was late.",
        said("it was late", source="Ann Bell", cue="did not say", negated=True),
        sources=[speaker("Ann Bell")],
        claims=[claim("it was late", attribution="a1", checks=["act"])],
    )
    for page in (to_check(record, 1), shown(record)):
        assert "not said by Ann Bell (q1)" in drawn(page)


def test_the_page_of_a_record_has_standing_checks_and_whom_a_claim_retells() -> None:
    page = drawn(shown(the_record(standing="background")), width=200)
    assert "retells Kemp (q1) · check: act" in page
    assert "\n      background · check: figure\n" in page
    main = drawn(shown(the_record(standing="main")), width=200)
    assert "\n      check: figure\n" in main


@pytest.mark.parametrize("width", [1, 8, 40])
def test_a_narrow_terminal_loses_no_word(width: int) -> None:
    page = drawn(to_check(the_record(), 5), width=width)
    assert max(map(len, page.splitlines())) <= width
    wide = drawn(to_check(the_record(), 5), width=500)
    assert sorted(re.findall(r"\w", page)) == sorted(re.findall(r"\w", wide))


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    data=st.data(),
)
def test_any_evidence_in_any_text_is_shown_and_nothing_in_it_acts(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    evidence = {"start": start, "end": end, "text": text[start:end]}
    told = {**claim("x"), "text": text, "evidence": [evidence], "checks": ["act"]}
    told["attribution"] = None
    empty: dict[str, Any] = {n: [] for n in ("sources", "quotes", "attributions", "relations")}
    record = FactRecord.from_data(
        {
            **empty,
            "article": Article(text=text, title="[red]“x”\x1b[0m"),
            "claims": [told],
            "ungrounded": [],
            "counts": {"drafted": 0, "grounded": 0, "ungrounded": 0},
            "provenance": {"drafter": "human", "factx_version": "0"},
        }
    )
    page = drawn(to_check(record, 1), width=1000)
    assert acting(page) == []
    assert "[red]“x”" in page
    assert page.count("[") >= 2
