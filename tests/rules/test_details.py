"""When something was said, to whom, and the stance of the wording, shown in the text itself.

Each case marks spans with [square brackets]. The letters before it name them in order: S is the
source, C the cue, Q (a piece of) the content, W when it was said and A the addressee.
"""

import pytest
from growth import is_even
from marking import marked

from factx.rules.details.attributions import AttributionDetails, attribution_details
from factx.rules.language.language import language_of
from factx.rules.reading.document import read_document
from factx.text import Index, Offsets

ENGLISH = language_of("en")


def details(roles: str, case: str) -> tuple[AttributionDetails, dict[str, Offsets]]:
    """The details of the attribution that is marked, and the marked spans by role."""
    text = marked(case)
    places = dict(zip(roles, text.places, strict=True))
    content = [place for role, place in zip(roles, text.places, strict=True) if role == "Q"]
    found = attribution_details(
        read_document(Index(text.text), ENGLISH),
        cue=places.get("C"),
        source=places.get("S"),
        content=content,
    )
    return found, places


@pytest.mark.parametrize(
    ("roles", "case"),
    [
        ("SCWQ", "[The mayor] [said] on [Monday] [that the dam was safe]."),
        ("SCWQ", "[The mayor] [said] [Monday] [the dam was safe]."),
        ("SCWQ", "[The mayor] [said] [last week] [that the dam was safe]."),
        ("SCWQ", "[The mayor] [said] over [11 December 2018] [that it was safe]."),
        ("SCWQ", "[The mayor] [said] in a speech on [Monday] [that the dam was safe]."),
        ("QSCW", "[“The dam is safe,”] [she] [said] in a statement [Friday]."),
        ("QCSW", "[“The dam is safe,”] [said] [Ann Lee] on [Friday]."),
        ("QSCW", "[“The dam is safe,”] [she] [said] [this week], as the crowd left in May."),
        ("SWCQ", "[Ann Lee] on [Wednesday] [reported] [a fall in profits]."),
        ("WSCQ", "On [Feb. 27, 2024], [Ann Lee], the mayor, [said] [that the dam was safe]."),
        ("WSCQ", "In a thread on [Saturday night] [she] [wrote] [that the dam was safe]."),
        (
            "WSCQ",
            "In a letter dated [Aug. 4, 2023], a copy of which we saw, [it] [said] [it was safe].",
        ),
        ("WSCQ", "Speaking at a rally on [Sunday], [she] [said] [that the dam was safe]."),
        ("WSCQ", "[A week later] [an analyst] [wrote]: [“It is safe.”]"),
        ("WSCQ", "[Later that day] [she] [posted], [“It is safe.”]"),
        ("WSCQ", "The dam stood empty, and by [midnight] [she] [had said] [it was safe]."),
        ("SCQW", "[The minister] [ruled out] [any repair] on [Thursday morning], but smiled."),
        ("SCWQ", "[He] [had told] us [around 2.30 a.m.] [that the dam was safe]."),
        ("QSCW", "[“The dam is safe,”] [she] [said] [after the hearing]."),
        ("QSCW", "[“The dam is safe,”] [she] [told] us [before she left], as planned."),
        ("QSCW", "[“The dam is safe,”] [she] [said] [as the trophy was lifted]."),
        ("SCWQ", "[Her aide] [said] [over breakfast] [that the dam was safe]."),
        ("SWCQ", "[The captain], [when I found him], [denied] [that it was safe]."),
        ("WSCQ", "[After the vote], [she] [said] [that the dam was safe]."),
        ("SCWQ", "[Her agent’s] [claim] [last month] [that the dam was safe] was dismissed."),
    ],
)
def test_a_time_or_event_next_to_the_cue_is_when(roles: str, case: str) -> None:
    """It follows the cue, precedes it or follows the content; a date has no preposition."""
    found, places = details(roles, case)
    assert found.when is not None
    assert found.when.place == places["W"]


def test_when_has_the_value_of_its_date() -> None:
    found, _ = details("SCQ", "[She] [said] on Feb. 27, 2024, [that the dam was safe].")
    assert found.when is not None
    assert found.when.value == "2024-02-27"


@pytest.mark.parametrize(
    ("roles", "case"),
    [
        ("SCQ", "[The mayor] [said] [that the dam would close on Monday]."),
        ("QSC", "[On Monday the dam will close], [the mayor] [said]."),
        ("CSQ", "[According to] [a report released Monday], [the dam is safe]."),
        ("SCQ", "Ann Lee said on Monday that [the council] [believed] [the dam was safe]."),
        ("SCQ", "It closed on Monday. [The mayor] [said] [it was safe]. It opened on Friday."),
        ("SCQ", "In the deal of May 2019, [which] [says] [that the dam is safe], it is not."),
        ("SCQ", "[She] [described] [the dam] as safe."),
        ("SCQ", "[She] [said] ahead of Thursday’s vote [that the dam was safe]."),
        ("SCQ", "It closed on Monday, and [she] [said] [the dam was safe]."),
    ],
)
def test_other_times_are_not_when(roles: str, case: str) -> None:
    """Times of the content, of the source, of other clauses and other sentences."""
    assert details(roles, case)[0].when is None


@pytest.mark.parametrize(
    ("roles", "case"),
    [
        ("SCAQ", "[She] [told] [reporters] [that the dam was safe]."),
        ("QSCA", "[“It is safe,”] [she] [told] [the board] on Monday."),
        ("SCAQ", "[She] [promised] [voters] [to repair the dam]."),
        ("SCAQ", "[She] [told] [me] [the dam was safe]."),
        ("SCAQ", "[She] [told] [her executive] [that the dam was safe]."),
        ("SCAQ", "[She] [told] [her] [that the dam was safe]."),
        ("SCAQ", "[She] [told] [her and two colleagues] [that the dam was safe]."),
        ("SCAQ", "[She] [told] [council officers] in 2022 [that the dam was safe]."),
        ("SCAQ", "[She] [said] to [her], [‘It is safe.’]"),
        ("SCAQ", "[She] [wrote] to [the minister]: [“It is safe.”]"),
        ("SCAQ", "[They] [complained] in a letter to [the council] [that it was safe]."),
        ("SCAQ", "“[They] [told] [us] [‘It is safe’],” she said."),
        ("ACQ", "[She] [was told] [that the dam was safe]."),
        ("ACSQ", "[Finance] [was told] by [its counterparts] [that the dam was safe]."),
        ("ACQ", "“[I][’d been told] [it was safe],” he said."),
        ("ACQ", "[Respondents] [weren’t told] [what it would cost]."),
    ],
)
def test_the_person_between_cue_and_content_is_the_addressee(roles: str, case: str) -> None:
    """So is the subject of a passive."""
    found, places = details(roles, case)
    assert found.addressee == places["A"]


@pytest.mark.parametrize(
    ("roles", "case"),
    [
        ("SCQ", "[She] [urged] [residents to boil water]."),
        ("SCQ", "[She] [said] in a letter [that the dam was safe]."),
        ("QSC", "[“It is safe,”] [she] [said] on Monday."),
        ("QCS", "[“It is safe,”] [said] [Ann Lee]."),
        ("QCQ", "[My neighbours] [are asked] [to sell their land]."),
        ("CQ", "It [is said] [that the dam is safe]."),
        ("SCQ", "[She] [is telling] [the truth]."),
        ("SCQ", "[She] [asked] [for more time]."),
    ],
)
def test_other_nouns_are_not_the_addressee(roles: str, case: str) -> None:
    """Somebody who is asked to do something belongs to the content."""
    assert details(roles, case)[0].addressee is None


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("noted", "endorsing"),
        ("points out", "endorsing"),
        ("has revealed", "endorsing"),
        ("confirmed", "endorsing"),
        ("limited itself to noting", "endorsing"),
        ("acknowledges", "endorsing"),
        ("claimed", "distancing"),
        ("falsely said", "distancing"),
        ("mistakenly believed", "distancing"),
        ("has repeatedly alleged", "distancing"),
        ("purports", "distancing"),
        ("said", None),
        ("pointed to", None),
        ("would neither confirm nor deny", None),
        ("denied", None),
        ("stressed", None),
    ],
)
def test_some_verbs_have_a_stance(cue: str, stance: str | None) -> None:
    """The last verb of the cue decides."""
    assert details("SCQ", f"[She] [{cue}] [that the dam was safe].")[0].stance == stance


def test_a_noun_can_have_a_stance() -> None:
    assert details("SCQ", "[Her] [claim] [that it was safe] fell.")[0].stance == "distancing"


def test_without_a_cue_when_is_next_to_the_source() -> None:
    """The label of a speaker has no cue."""
    found, places = details("SWQ", "[Ann Lee] chose her words on [Thursday]: [“It is safe.”]")
    assert found.when is not None
    assert found.when.place == places["W"]
    assert (found.addressee, found.stance) == (None, None)


def test_without_cue_and_source_there_are_no_details() -> None:
    found, _ = details("Q", "[“The dam is safe.”] It opened on Monday.")
    assert found == AttributionDetails(None, None, None)


@pytest.mark.parametrize("unit", ["on Monday ", "that ", "“a” ", "to her and "])
def test_no_text_makes_details_slow(unit: str) -> None:
    """A hundred attributions take time that grows linearly with the length of the article."""

    def work(text: str) -> None:
        parsed = read_document(Index(text), ENGLISH)
        step = max(1, len(text) // 100)
        for at in range(0, len(text) - 9, step):
            attribution_details(parsed, cue=(at, at + 5), source=None, content=[(at + 6, at + 9)])

    assert is_even(work, unit, 40_000)
