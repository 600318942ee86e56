"""Transcripts, headlines, lists and quotations in paragraphs of their own."""

from factx import extract
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
    """A label such as "Exclusive" is not a speaker, nor is one that the article does not name."""
    assert said(drafted("Kovalt: Dam will rise next spring after all", "It was Kovalt.")) == [
        ("Kovalt", ":", ("Dam will rise next spring after all",))
    ]
    assert said(drafted("Exclusive: Dam will rise next spring after all", "It rained.")) == []
    assert said(drafted("Kovalt: Dam will rise next spring after all", "It rained.")) == []


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


INTERVIEW = """Ann Lee kept the lighthouse for thirty years. Lee spoke to us in May.

Q: Is the light still on?

A: No, it went out in 1999. My son says it will come back.

He keeps the key.

Q: Who has the lamp?

A: Nobody has asked me that before.

The conversation was shortened."""


def test_an_answer_is_a_statement_of_the_person_who_is_interviewed() -> None:
    """The label is the source, and there is no cue; a question is none."""
    record = extract(Article(text=INTERVIEW))
    names = {source.id: source.name for source in record.sources}
    quotes = {quote.id: quote for quote in record.quotes}
    said = [
        (names[a.sources[0]], a.source_span and a.source_span.text, a.cue and a.cue.text)
        for a in record.attributions
    ]
    assert said == [
        ("Ann Lee", "A", None),
        ("son", "My son", "says"),
        ("Ann Lee", "A", None),
    ]
    first = quotes[record.attributions[0].quote]
    assert [span.text[:8] for span in first.spans] == ["No, it w", "He keeps"]
    assert record.attributions[1].parent == record.attributions[0].id


def test_the_claims_of_an_answer_are_those_of_its_speaker() -> None:
    """Also those beside a statement within it; "No" is left out."""
    record = extract(Article(text=INTERVIEW))
    lee = {a.id for a in record.attributions if a.cue is None}
    assert [c.text for c in record.claims if c.attribution in lee] == [
        "it went out in 1999",
        "My son says it will come back",
        "He keeps the key",
        "Nobody has asked me that before",
    ]


def test_answers_have_no_speaker_if_two_people_are_named_alike_often() -> None:
    """Then nothing shows who is interviewed."""
    text = INTERVIEW.replace("Lee spoke to us", "Bo Dahl spoke to us")
    record = extract(Article(text=text))
    assert [a.sources for a in record.attributions if a.cue is None] == [(), ()]
