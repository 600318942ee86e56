"""Transcripts, headlines, lists and captions: handled, or at least not stumbled over."""

from factx.records import Article, Draft
from factx.rules import draft_offline


def drafted(*paragraphs: str) -> Draft:
    """The draft of an article that consists of these paragraphs, a headline included."""
    return draft_offline(Article(text="\n\n".join(paragraphs)))


def said(draft: Draft) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    """Speaker's mention, cue and content of each attribution."""
    quotes = {quote.id: quote for quote in draft.quotes}
    return [
        (
            a.source_span and a.source_span.text,
            a.cue and a.cue.text,
            tuple(span.wording for span in quotes[a.quote].spans),
        )
        for a in draft.attributions
    ]


def test_each_turn_of_a_transcript_is_one_quote() -> None:
    """A turn goes on over the paragraph behind it; an aside in brackets is nobody's."""
    assert said(
        drafted(
            "The interview",
            "KOVALT: We will open the dam at noon.",
            "It has to be done today.",
            "(APPLAUSE)",
            "REPORTER: Who is going to pay for it?",
            "KOVALT: The county pays for all of it.",
        )
    ) == [
        ("KOVALT", ":", ("We will open the dam at noon.", "It has to be done today.")),
        ("REPORTER", ":", ("Who is going to pay for it?",)),
        ("KOVALT", ":", ("The county pays for all of it.",)),
    ]


def test_q_and_a_name_nobody() -> None:
    """They are read over, and nobody called A is made up."""
    draft = drafted("Talk", "Q: Will it rise?", "A: It will rise soon.", "Q: When will that be?")
    assert draft.sources == ()


def test_a_list_of_figures_is_no_transcript() -> None:
    assert said(drafted("Totals", "Kovalt: 547", "Tull: 393", "Kovalt: 601")) == []


def test_a_headline_may_name_its_speaker_with_a_colon() -> None:
    """But not with a label like Exclusive."""
    assert said(drafted("Kovalt: Dam will rise next spring after all", "It rained.")) == [
        ("Kovalt", ":", ("Dam will rise next spring after all",))
    ]
    assert said(drafted("Exclusive: Dam will rise next spring after all", "It rained.")) == []


def test_a_quotation_that_a_colon_announces_has_its_speaker() -> None:
    """Also in a paragraph of its own, and behind a verb that comes first."""
    quote = "“We will open the dam at noon.”"
    assert said(drafted("Dam", "Kovalt said:", quote)) == [("Kovalt", "said", (quote,))]
    assert said(drafted("Dam", "Added Kovalt:", quote)) == [("Kovalt", "Added", (quote,))]


def test_a_question_belongs_to_who_asks_it() -> None:
    """Though a sentence ends within it."""
    assert said(drafted("Dam", "“Who is going to pay?” Ann Lee asked.")) == [
        ("Ann Lee", "asked", ("“Who is going to pay?”",))
    ]


def test_a_quotation_goes_on_behind_a_relative_clause() -> None:
    """What the clause says of the speaker does not come between."""
    text = "“It leaks,” said Ann Lee, who wants a new dam. “It will break one day soon.”"
    assert said(drafted("Dam", text))[0] == (
        "Ann Lee",
        "said",
        ("“It leaks,”", "“It will break one day soon.”"),
    )
