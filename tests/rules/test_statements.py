"""Who said what in a sentence or paragraph, shown in the text itself.

Each case marks spans with [square brackets]. The letters before it name them in order: S is the
source, C the cue, Q (a piece of) the content.
"""

import pytest
from marking import marked

from factx import extract
from factx.records import Article, Draft
from factx.rules import draft_offline

Said = tuple[str | None, str | None, tuple[str, ...], str | None]


def drafted(text: str) -> Draft:
    """The draft of an article with a headline and this text."""
    return draft_offline(Article(text=f"A headline\n\n{text}"))


def statements(draft: Draft) -> list[Said]:
    """Source, cue, content and type of each attribution."""
    quotes = {quote.id: quote for quote in draft.quotes}
    return [
        (
            a.source_span.text if a.source_span else None,
            a.cue.text if a.cue else None,
            tuple(p.text or "" for p in quotes[a.quote].spans),
            quotes[a.quote].type,
        )
        for a in draft.attributions
    ]


def expected(roles: str, case: str, kind: str) -> tuple[str, Said]:
    """The text of a case and the attribution expected in it."""
    text = marked(case)
    pieces = list(zip(roles, text.pieces, strict=True))
    source = next((piece for role, piece in pieces if role == "S"), None)
    cue = next((piece for role, piece in pieces if role == "C"), None)
    return text.text, (source, cue, tuple(p for role, p in pieces if role == "Q"), kind)


@pytest.mark.parametrize(
    ("roles", "case"),
    [
        ("QSC", "[“The dam will rise,”] [Kovalt] [said]."),
        ("QCS", "[“The dam will rise,”] [said] [Kovalt]."),
        ("QCS", "[“Nobody asked us,”] [says] [Ann Lee], a rancher who lives by the lake."),
        ("QSC", '["The dam will rise,"] [she] [told] reporters after the meeting.'),
        ("SCQ", "[Kovalt] [said], [“The dam will rise.”]"),
        ("SCQ", "[Kovalt] [added]: [“The dam will rise.”]"),
        ("SCQ", '[The email] [read], ["We are done here."]'),
        ("QSC", '["Will the dam rise?"] [the mayor] [asked].'),
        ("QSC", '["We won!"] [one fan] [shouted].'),
        ("QSC", "[‘The dam will rise,’] [Kovalt] [said]."),
        ("QSC", "[“We are worried,”] [officials] [have repeatedly said]."),
        ("QSC", "[“It holds,”] [his wife, Ann Lee], [wrote] in a letter."),
    ],
)
def test_words_in_quotation_marks_are_a_direct_quote(roles: str, case: str) -> None:
    """The quotation marks and the comma inside them belong to the quote."""
    text, said = expected(roles, case, "direct")
    assert statements(drafted(text)) == [said]


@pytest.mark.parametrize(
    ("roles", "case"),
    [
        ("QSCQ", "[“We will stay,”] [she] [said], [“and we will win.”]"),
        ("QSCQ", "[“We will stay,”] [she] [said]. [“We will win.”]"),
        ("QCSQ", "[“We will stay,”] [said] [Ann Lee], the chair. [“We will win. Soon.”]"),
        ("SCQQ", "[He] [said]: [“We will stay.\n\n][“And we will win.”]"),
    ],
)
def test_a_continued_quotation_is_one_quote(roles: str, case: str) -> None:
    """A cue, the end of a sentence or the end of a paragraph may interrupt it."""
    text, (source, cue, pieces, kind) = expected(roles, case, "direct")
    assert statements(drafted(text)) == [(source, cue, tuple(p.strip() for p in pieces), kind)]


def test_a_quotation_over_two_sentences_is_one_span() -> None:
    """The cue after the second sentence applies to both."""
    text, said = expected("QSC", "[“The dam is old. It will rise,”] [Kovalt] [said].", "direct")
    assert statements(drafted(text)) == [said]


def test_the_next_speaker_in_the_paragraph_has_another_attribution() -> None:
    """A quotation with its own cue does not continue the one before it."""
    found = statements(drafted("“It holds,” Kovalt said. “It leaks,” Tull said."))
    assert [(source, content) for source, _, content, _ in found] == [
        ("Kovalt", ("“It holds,”",)),
        ("Tull", ("“It leaks,”",)),
    ]


def test_a_quotation_without_a_cue_is_by_the_subject_before_it() -> None:
    """The attribution has a source and no cue."""
    text = "Ann Lee, who farms there, shook her head. “We have lived here for forty years.”"
    assert statements(drafted(text)) == [
        ("Ann Lee", None, ("“We have lived here for forty years.”",), "direct")
    ]


def test_a_long_quotation_without_a_speaker_is_drafted_without_a_source() -> None:
    """It is not dropped."""
    text = "“We have lived here for forty years and will stay.”\n\nThe lake is calm."
    draft = drafted(text)
    assert statements(draft) == [
        (None, None, ("“We have lived here for forty years and will stay.”",), "direct")
    ]
    assert draft.attributions[0].sources == ()


@pytest.mark.parametrize(
    ("roles", "case"),
    [
        ("SCQ", "[The team] [called] [the loss “irreversible within a lifetime”]."),
        ("SCQ", "[The report] [said] [the track was “in the final stage of its life”]."),
        ("SCQ", "[A spokesman] [said] on Wednesday [that “no report recommended this”]."),
        ("QSC", "[It was “a disaster,”] [she] [said]."),
    ],
)
def test_a_clause_with_quoted_words_is_mixed(roles: str, case: str) -> None:
    """The quote is the whole clause, not only the quoted words."""
    text, said = expected(roles, case, "mixed")
    assert statements(drafted(text)) == [said]


@pytest.mark.parametrize(
    ("roles", "case"),
    [
        ("SCQ", "[The mayor] [said] [the dam would rise]."),
        ("SCQ", "[The mayor] [said] on Monday [that the dam would rise]."),
        ("SCQ", "When [Kovalt] [said] [the dam would rise], nobody moved."),
        ("SCQ", "And although [officials] [said] [the plan was sound], critics of it left."),
        ("SCQ", "[The mayor] [said] in a statement on Monday [that the dam would rise]."),
        ("SCQ", "[Ann Lee, the engineer in charge], [told] councillors [that it was safe]."),
        ("SCQ", "[Ann Lee], speaking after the vote, [said] [that it was safe]."),
        ("SCQ", "[The council] [has repeatedly denied] [that it ignored warnings]."),
        ("SCQ", "[A person familiar with the contract] [said] [that the firm knew]."),
        ("SCQ", "[Officials] [declined to say] [whether the dam was safe]."),
        ("SCQ", "[The panel] on Monday [announced] [that the dam would close]."),
        ("SCQ", "[Kovalt] [pointed out] [that the dam was old]."),
        ("QSC", "[The dam will rise], [officials] [said]."),
        ("QCS", "[The dam will rise], [said] [Ann Lee], a councillor."),
        ("QSCQ", "[The dam], [she] [said], [will rise]."),
        ("CSQ", "[According to] [Kovalt], [the dam will rise]."),
        ("QCS", "[The dam will rise], [according to] [a staff report released Monday]."),
        ("SCQ", "[The group] [wants] [the council to close the dam]."),
        ("SCQ", "[Kovalt] [hopes] [the dam will hold]."),
        ("SCQ", "[She] [believes] [that the dam will hold]."),
        ("SCQ", "[The city] [has promised] [to cut leakage]."),
        ("SCQ", "[He] [believed] [most of it was new], but could not be certain."),
        ("SCQ", "[The council] -- which met on Monday -- [said] [it would close the dam]."),
        ("SCQ", "[Ann Lee, 22, of Dunmarrow, Ohio], [said] [her house was dry]."),
        ("SCQ", "[Kovalt and others] [said] [they would stay]."),
        ("SCQ", "[Lawyers and water experts] [said] [that it was unlikely]."),
        ("SCQ", "[About 4 in 10 voters] [say] [they want a new dam]."),
        ("SCQ", "[85% of farmers] [said] [the river was low]."),
        ("SCQ", "[An aide who works for the mayor] [said] [the plan was dead]."),
        ("SCQ", "[Kovalt] [said], among other things, [that the dam leaks]."),
        ("SCQ", "[Lee] [said] [the mayor and the council are behind the plan]."),
        ("SCQ", "[Lee] [told] Harbour News [he'd close the dam]."),
        ("SCQ", "[Police] [urged] [people not to drive]."),
        ("SCQ", "[Reuters] [reported] [that the dam leaks]."),
        ("QSC", "[The dam will rise], as [Reuters] [reported]."),
        ("SCQ", "As [Reuters] [reported], [the dam will rise]."),
        ("QCS", "[The dam will not rise either], [say] [some farmers], who own the land."),
        ("QSCQ", "It closed a dam [that] [engineers] [said] [was unsafe]."),
        ("QSC", "It is a plan [which] [the mayor] [denounced]."),
        ("SCQ", "They heard [Kovalt's] [claim] [that the dam is safe]."),
        ("SCQ", "It ended [her] [refusal] [to close the dam]."),
        ("CSQ", "[In] [a poll] last month, [most farms lost water]."),
    ],
)
def test_reported_speech_is_indirect(roles: str, case: str) -> None:
    """The content includes "that"; the time, the occasion and the addressee are outside it."""
    text, said = expected(roles, case, "indirect")
    assert statements(drafted(text)) == [said]


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("said", "statement"),
        ("believes", "belief"),
        ("hopes", "attitude"),
        ("promised", "intention"),
    ],
)
def test_the_verb_determines_the_type(verb: str, kind: str) -> None:
    """A belief, attitude or intention is not a statement."""
    assert drafted(f"Kovalt {verb} that the dam would rise.").attributions[0].type == kind


def test_speech_reported_by_another_source_has_a_parent() -> None:
    """In "Bloomberg reported that officials believe", the report is the parent of the belief."""
    draft = drafted("Bloomberg News reported that officials believe the dam will leak.")
    assert statements(draft) == [
        ("Bloomberg News", "reported", ("that officials believe the dam will leak",), "indirect"),
        ("officials", "believe", ("the dam will leak",), "indirect"),
    ]
    outer, inner = draft.attributions
    assert (outer.parent, inner.parent) == (None, outer.id)


def test_two_verbs_with_one_subject_are_two_attributions() -> None:
    """Each content ends before the next cue, and both have the same source span."""
    found = statements(drafted("The report said the track was worn and warned that it could jam."))
    assert found == [
        ("The report", "said", ("the track was worn",), "indirect"),
        ("The report", "warned", ("that it could jam",), "indirect"),
    ]


def test_a_negated_cue_makes_the_attribution_negated() -> None:
    """The cue includes the negation."""
    draft = drafted("Kovalt did not say whether the dam would rise.")
    assert statements(draft)[0][1] == "did not say"
    assert draft.attributions[0].negated


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “dam of dreams” is closed.",
        "She read “War and Peace” in a week.",
        "The town's motto is “Ever upward.”",
        "The claims that followed were many.",
        "His plans to retire came to nothing.",
        "It was a report about reports of floods.",
    ],
)
def test_text_that_nobody_says_is_not_a_quote(text: str) -> None:
    """Scare quotes, titles, mottos, and nouns that look like verbs are left out."""
    assert statements(drafted(text)) == []


def test_an_addressee_has_its_own_field() -> None:
    """It is part of neither source nor content."""
    record = extract(Article(text="Ann Lee told the council that the dam was safe."))
    addressee = record.attributions[0].addressee
    assert addressee is not None
    assert addressee.text == "the council"
