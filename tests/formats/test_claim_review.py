"""ClaimReview: a skeleton for each claim on the short list, whatever the article's words are."""

import json
from typing import Any

import pytest
from building import claim, drafted, said, speaker
from formats.records import records
from hypothesis import given
from sampling import examples

from factx.formats import FORMATS
from factx.formats.claim_review import reviews_of
from factx.grounding import ground
from factx.records import Article, FactRecord, short_list

TEXT = "Ana Ruiz and the port said on 3 May that 40 boats sank. Fares rose. It rained."
FACTS: dict[str, Any] = {
    "title": 'He said “no” to "Rain"',
    "url": "https://example.org/a?b=1&c='2'",
    "publisher": "The Tide",
    "published": "2026-05-04",
    "byline": "A. Bell",
}
EMPTY = {
    "url": "",
    "datePublished": "",
    "author": {"@type": "Organization", "name": "", "url": ""},
    "reviewRating": {"@type": "Rating", "alternateName": ""},
}
NEWS = {
    "@type": "NewsArticle",
    "headline": 'He said “no” to "Rain"',
    "url": "https://example.org/a?b=1&c='2'",
    "datePublished": "2026-05-04",
    "author": {"@type": "Person", "name": "A. Bell"},
    "publisher": {"@type": "Organization", "name": "The Tide"},
}
BOTH = ["figure", "act"]


def the_record(
    value: str | None = "2026-05-03", *, sources: bool = True, negated: bool = False, **facts: Any
) -> FactRecord:
    """What two sources said on a day, a claim of the article, and one that is not listed."""
    when = {"text": "3 May", "value": value}
    statement = said("that 40 boats sank", cue="said", when=when, negated=negated)
    statement["attribution"]["sources"] = ["s1", "s2"] if sources else []
    draft = drafted(
        statement,
        sources=[
            speaker("Ana Ruiz", "Ana Ruiz", id="s1", role="mayor", affiliation="Bray"),
            speaker("port", "the port", id="s2", kind="organisation", naming="unnamed"),
        ],
        claims=[
            claim("40 boats sank", attribution="a1", checks=BOTH, text="40 boats </script>sank."),
            claim("Fares rose", id="2", checks=["contested"]),
            claim("It rained", id="3", checks=["act"]),
        ],
    )
    return ground(Article(text=TEXT, **facts), draft)


def reviews(record: FactRecord) -> list[Any]:
    return [json.loads(line) for line in reviews_of(record)]


def test_a_review_is_whole_but_for_what_the_fact_checker_says() -> None:
    first, second = reviews(the_record(**FACTS))
    fixed = {"@context": "https://schema.org", "@type": "ClaimReview", **EMPTY}
    ana = {"@type": "Person", "name": "Ana Ruiz", "jobTitle": "mayor"}
    assert first == {
        **fixed,
        "claimReviewed": "40 boats </script>sank.",
        "itemReviewed": {
            "@type": "Claim",
            "author": [
                {**ana, "affiliation": {"@type": "Organization", "name": "Bray"}},
                {"@type": "Organization", "name": "port"},
            ],
            "datePublished": "2026-05-03",
            "appearance": NEWS,
        },
    }
    assert second == {
        **fixed,
        "claimReviewed": "Fares rose",
        "itemReviewed": {
            "@type": "Claim",
            "author": [NEWS["author"], NEWS["publisher"]],
            "datePublished": "2026-05-04",
            "appearance": NEWS,
        },
    }


def test_of_an_article_without_any_facts_nothing_is_made_up() -> None:
    first, second = (each["itemReviewed"] for each in reviews(the_record(None, sources=False)))
    assert first == second == {"@type": "Claim", "appearance": {"@type": "NewsArticle"}}


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2026-05-03", "2026-05-03"),
        ("2026-05-03T09:00Z", "2026-05-03T09:00Z"),
        ("2026-05", "2026-05-04"),
        ("2026-W18", "2026-05-04"),
        ("P3D", "2026-05-04"),
        (None, "2026-05-04"),
    ],
)
def test_a_claim_is_of_the_day_on_which_it_was_made_or_else_the_articles(
    value: str | None, date: str
) -> None:
    first, _ = reviews(the_record(value, **FACTS))
    assert first["itemReviewed"]["datePublished"] == date


def test_who_is_said_not_to_have_said_it_is_not_its_author() -> None:
    first, second = reviews(the_record(negated=True, **FACTS))
    assert "author" not in first["itemReviewed"]
    assert second["itemReviewed"]["author"] == [NEWS["author"], NEWS["publisher"]]


def test_one_author_stands_alone() -> None:
    _, second = reviews(the_record(publisher="The Tide"))
    assert second["itemReviewed"]["author"] == NEWS["publisher"]


@given(record=records())
@examples(50)
def test_every_claim_of_the_short_list_is_a_line_that_no_element_of_html_can_end(
    record: FactRecord,
) -> None:
    lines = "".join(FORMATS["claimreview"].texts([record])).split("\n")[:-1]
    assert [json.loads(line)["claimReviewed"] for line in lines] == [
        claim.text for claim in short_list(record)
    ]
    assert not any("<" in line for line in lines)


def test_the_words_of_an_article_cannot_end_the_script_that_a_review_stands_in() -> None:
    [line, _] = reviews_of(the_record(title="</script><script>alert(1)</script>"))
    assert "<" not in line
    news = json.loads(line)["itemReviewed"]["appearance"]
    assert news["headline"] == "</script><script>alert(1)</script>"
