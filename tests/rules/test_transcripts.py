"""Transcripts, headlines, lists and quotations in paragraphs of their own."""

from factx.records import Article, Draft
from factx.rules import draft_offline


def drafted(*paragraphs: str) -> Draft:
    """The draft of an article with these paragraphs, the first of them a headline."""
    return draft_offline(Article(text="\n\n".join(paragraphs)))


def said(draft: Draft) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    """Source, cue and content of each attribution."""
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
    """A turn continues in the next paragraph; an aside in brackets belongs to no turn."""
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


def test_q_and_a_are_not_speakers() -> None:
    """A turn after such a label has no source."""
    draft = drafted("Talk", "Q: Will it rise?", "A: It will rise soon.", "Q: When will that be?")
    assert draft.sources == ()


def test_a_list_of_figures_is_not_a_transcript() -> None:
    assert said(drafted("Totals", "Kovalt: 547", "Tull: 393", "Kovalt: 601")) == []


def test_a_headline_may_name_its_speaker_with_a_colon() -> None:
    """A label such as "Exclusive" is not a speaker."""
    assert said(drafted("Kovalt: Dam will rise next spring after all", "It rained.")) == [
        ("Kovalt", ":", ("Dam will rise next spring after all",))
    ]
    assert said(drafted("Exclusive: Dam will rise next spring after all", "It rained.")) == []


def test_a_quotation_after_a_colon_has_the_speaker_before_the_colon() -> None:
    """It may be a paragraph of its own, and the verb may come first."""
    quote = "“We will open the dam at noon.”"
    assert said(drafted("Dam", "Kovalt said:", quote)) == [("Kovalt", "said", (quote,))]
    assert said(drafted("Dam", "Added Kovalt:", quote)) == [("Kovalt", "Added", (quote,))]


def test_a_question_belongs_to_the_person_who_asks_it() -> None:
    """The question mark ends a sentence within the statement."""
    assert said(drafted("Dam", "“Who is going to pay?” Ann Lee asked.")) == [
        ("Ann Lee", "asked", ("“Who is going to pay?”",))
    ]


def test_a_quotation_continues_after_a_relative_clause() -> None:
    """A relative clause about the speaker does not separate the two parts."""
    text = "“It leaks,” said Ann Lee, who wants a new dam. “It will break one day soon.”"
    assert said(drafted("Dam", text))[0] == (
        "Ann Lee",
        "said",
        ("“It leaks,”", "“It will break one day soon.”"),
    )
