"""Drafts of any text are consistent, exact, repeatable and quick; finders can be replaced."""

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from growth import is_even
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from factx.extraction.drafter import Drafter
from factx.grounding import ground
from factx.grounding.parts import Parts
from factx.records import Article, Draft, FactRecord, Passage
from factx.rules import Document, OfflineDrafter, Statement, draft_offline

NEWS = (
    "A headline\n\n“The dam is old,” said Ann Lee, a farmer. “It leaks.” She believes that it "
    "will close.\n\nOfficials said on Monday the dam, which opened in 1931, was safe."
)
WORDS = st.sampled_from(
    [
        *"Ann Lee he she who said says told reporters that the council, dam and but".split(),
        *"according to whether Mr. 1,400 has not been believes wants call for ’s".split(),
        *'“It leaks,” “ ” " . , : ; — ( )'.split(),
        "\n",
        "\n\n",
    ]
)


def passages(draft: Draft) -> Iterator[Passage]:
    """Every passage of a draft."""
    for source in draft.sources:
        yield from source.mentions
    for quote in draft.quotes:
        yield from quote.spans
    for attribution in draft.attributions:
        for place in (attribution.source_span, attribution.cue, attribution.addressee):
            if place is not None:
                yield place
    for claim in draft.claims:
        yield from claim.evidence


def check(text: str) -> None:
    """Draft a text and check that the draft is consistent."""
    article = Article(text=text)
    draft = draft_offline(article)
    for passage in passages(draft):
        assert passage.text
        assert passage.text in text
        assert passage.sentence
    assert Draft.model_validate(draft.model_dump()) == draft
    assert len({quote.id for quote in draft.quotes}) == len(draft.attributions)
    same(OfflineDrafter(), article)


def same(drafter: OfflineDrafter, article: Article) -> FactRecord:
    """The record of an article, which is also that of its draft."""
    record, draft = drafter.record(article), asyncio.run(drafter.draft(article))
    from_draft = ground(article, draft)
    assert Parts.of(record) == Parts.of(from_draft)
    assert (record.ungrounded, record.counts) == (from_draft.ungrounded, from_draft.counts)
    return record


@given(st.text(min_size=1).filter(lambda text: bool(text.strip())))
def test_any_text_gives_a_consistent_draft_of_its_own_words(text: str) -> None:
    """Nothing is raised, and every passage is part of the text."""
    check(text)


FIGURES = st.sampled_from(
    "6.30am 9pm $3.5m 3.5 1,237 12:25 25th thirty-seven seven years ago May 5 2019 £40 40%"
    " 2019-20 1/4 $25-a-head No.5 #3 (12) 3am–5am -7 +3 ½ 12.5% a.m. said the dam will , ."
    " — “ ” and".split()
)


@examples(60)
@given(st.lists(FIGURES, min_size=3, max_size=25).map(" ".join))
def test_figures_of_any_form_are_grounded(text: str) -> None:
    """No passage contains only part of a figure."""
    article = Article(text=f"A headline\n\n{text}.")
    assert ground(article, draft_offline(article)).counts.ungrounded == 0


# In "said said said", the second "said said" overlaps the first, and has no number of its own.
OVERLAPPING = re.compile(r"(\S+(?: \S+)*?)(?: \1){2}")


@examples(300)
@given(
    st.lists(WORDS, min_size=1, max_size=40)
    .map(" ".join)
    .filter(lambda text: bool(text.strip()) and not OVERLAPPING.search(text))
)
def test_any_order_of_the_words_of_news_gives_a_consistent_draft(text: str) -> None:
    """The same is true of texts made of words that the rules know."""
    check(text)


def test_every_passage_is_grounded() -> None:
    """A passage has `sentence` and `nth`, so that grounding finds its exact place."""
    article = Article(text=NEWS)
    record = ground(article, draft_offline(article))
    assert record.counts.ungrounded == 0
    assert record.counts.grounded > 10


def test_the_same_article_gives_the_same_draft() -> None:
    """Only the date and the duration differ."""
    article = Article(text=NEWS)
    first, second = (draft_offline(article).model_dump(exclude={"origin"}) for _ in range(2))
    assert first == second


def test_ids_count_in_reading_order() -> None:
    """s1, q1, a1, c1 and so on."""
    draft = draft_offline(Article(text=NEWS))
    for letter, items in (
        ("s", draft.sources),
        ("q", draft.quotes),
        ("a", draft.attributions),
        ("c", draft.claims),
    ):
        assert items, letter
        assert [item.id for item in items] == [f"{letter}{at + 1}" for at in range(len(items))]


def test_the_origin_has_drafter_date_and_duration() -> None:
    """You can pass in the clock and the timer."""
    ticks = iter((10.0, 12.5))
    drafter: Drafter = OfflineDrafter(
        clock=lambda: datetime(2025, 3, 6, 12, tzinfo=UTC), timer=lambda: next(ticks)
    )
    article = Article(text=NEWS)
    draft = asyncio.run(drafter.draft(article))
    assert draft.article_sha256 == article.sha256
    assert draft.origin.drafter == "offline"
    assert draft.origin.seconds == 2.5
    assert draft.origin.when == "2025-03-06T12:00:00+00:00"


def find_texts(document: Document) -> list[Statement]:
    """Find "NAME texts WHAT", which no rule finds, as a trained tagger might."""
    return [
        Statement(
            content=(match.span("what"),),
            unit=document.unit_at(match.start()),
            cue=match.span("cue"),
            source=match.span("who"),
        )
        for match in re.finditer(r"(?P<who>.+) (?P<cue>texts) (?P<what>.+)\.", document.text)
    ]


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_a_record_has_what_grounding_the_draft_gives(lang: str) -> None:
    """The rules know the places of what they find, so its words need not be looked up."""
    text = (
        f"{NEWS}\n\nShe said she said “It leaks” twice. Ann Lee and Bo Ray said so, he said.\n\n"
        "„Der Damm ist alt und undicht“, sagte Anna Lee. «Le barrage est vieux et il fuit déjà.»"
    )
    assert same(OfflineDrafter(), Article(text=text, lang=lang)).quotes


@pytest.mark.parametrize(
    "content", [((11, 14), (18, 22)), ((11, 22), (18, 22)), ((10, 22),)], ids=str
)
def test_a_record_of_any_offsets_is_that_of_the_draft(content: tuple[tuple[int, int], ...]) -> None:
    """A finder of your own may return parts of words, overlapping pieces and white space."""

    def finder(_: Document, /) -> list[Statement]:
        return [Statement(content=content, unit=0, cue=(15, 18))]

    record = same(OfflineDrafter(finder=finder), Article(text="The dam is in Tarn and leaks."))
    assert record.counts.ungrounded or record.quotes[0].spans[0].drafted


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_finder_of_your_own_replaces_the_rules_that_find_statements(lang: str) -> None:
    """The rules resolve the speakers of its statements, and in English derive their claims."""
    text = "The dam\n\nAnn Lee texts the dam leaks.\n\nLee texts the river has fallen."
    article = Article(text=text, lang=lang)
    assert draft_offline(article).attributions == ()
    draft = asyncio.run(OfflineDrafter(finder=find_texts).draft(article))
    assert [source.name for source in draft.sources] == ["Ann Lee"]
    assert [attribution.sources for attribution in draft.attributions] == [("s1",), ("s1",)]
    claims = [(claim.attribution, claim.text) for claim in draft.claims]
    assert claims == (
        [("a1", "the dam leaks"), ("a2", "the river has fallen")] if lang == "en" else []
    )
    assert ground(article, draft).counts.ungrounded == 0


def test_without_statements_every_sentence_is_a_claim_of_the_article() -> None:
    """A finder may return nothing."""
    draft = draft_offline(Article(text="The dam\n\nAnn Lee said it leaks."), finder=lambda _: [])
    assert draft.attributions == ()
    assert [claim.text for claim in draft.claims] == ["Ann Lee said it leaks"]


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        '"',
        "“",
        "“”",
        "''",
        ",",
        "(",
        "he said,",
        "he said ",
        "Ann Lee ",
        "Ann and ",
        "Mr. ",
        "x, ",
        '"A," he said, ',
        '"A," he said. ',
        "“A b c d e f g.” ",
        "“A b c.\n\n",
        "“A b c d e f g.”\n",
        "according to ",
    ],
)
def test_no_text_makes_drafting_slow(unit: str) -> None:
    """Time grows linearly with length."""
    assert is_even(lambda text: draft_offline(Article(text=f"{text}.")), unit, 60_000)
