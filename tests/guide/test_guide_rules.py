"""What the guide forbids and a program can see: each rule broken, and kept by a near neighbour.

The lines of MARKED are in the notation of the guide's examples: those with `!` break the rule that
stands above them, and name after `=>` the item and the words that the warning names; those with `.`
keep it, and every other rule. RECORDS has what cannot be shown by marks.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import pytest
from building import checked, claim, drafted, grounded, said, speaker
from guide.annotation_guide import rows, section
from guide.marked_lines import record_of
from hypothesis import given
from hypothesis import strategies as st
from marking import marked

from factx.errors import InvalidData
from factx.grounding import ground
from factx.guide import RULES, GuideWarning, guide_warnings
from factx.records import Article, FactRecord, dump

MARKED = """
content-full-stop
! {Mwangi} <argued> [that the levy was unlawful.] => a1: that the levy was unlawful.
. {Mwangi} <argued> [that the levy was unlawful].
. [“The levy is unlawful.”] {Mwangi} <argued> it in court.
! [“The levy is unlawful”.] {Mwangi} <argued> it. => a1: “The levy is unlawful”.
. {Mwangi} <argued> [that the levy hurt Harrow Inc.]
. {Mwangi} <said> [the hearing was at 9 a.m.] Nobody came.
. {Mwangi} <said> [she left the U.S.] She never came back.
! {Mwangi} <said> [the levy was 1.5.] => a1: the levy was 1.5.
. {Mwangi} <said> [the ruling would come in Sept.]
. {Mwangi} <said> [the levy was unlawful (as in the U.S.)].
. {Mwangi} <said> [the levy was ...]
! [The pilots (all ten.] {Mwangi} <said> it. => a1: The pilots (all ten.
. {Mwangi} <asked> [whether it was lawful?]

content-comma
! [The herd fell,] {Dahl} <said>. => a1: The herd fell,
. [The herd fell], {Dahl} <said>.
. [“The herd fell,”] {Dahl} <said>.
! {Dahl} <named> [two wells:] both are dry. => a1: two wells:
! {Dahl} <named> [two wells;] both are dry. => a1: two wells;
! [The herd fell –] {Dahl} <said>. => a1: The herd fell –
! [The herd fell—]{Dahl} <said>. => a1: The herd fell—
! [The herd fell -] {Dahl} <said>. => a1: The herd fell -
! [The herd fell--]{Dahl} <said>. => a1: The herd fell--
. {Dahl} <said> [the herd was two- or threefold].
. [“The herd –] ¶ [“it fell,”] {Dahl} <said>.

content-marks-cut
! “[The tents are full],” {he} <said>. => a1: The tents are full
! [“The tents are full,]” {he} <said>. => a1: “The tents are full,
. [“The tents are full,”] {he} <said>.
! "[The tents are full,]" {he} <said>. => a1: The tents are full,
. ["The tents are full,"] {he} <said>.
! «[The tents are full]», {he} <said>. => a1: The tents are full
! „[The tents are full]“, {he} <said>. => a1: The tents are full
. {He} <called> [the tents “full”].
. {He} <said> [the “tents” were full].
. [‘The tents are full,’] {he} <said>.
. The door marked "Exit"[-only was shut], {he} <said>.
. {He} <said> [the door was marked]"Exit".
. The players’ [tents were full], {he} <said>.

content-that
! {Mwangi} <argued> that [the levy was unlawful]. => a1: that the levy was unlawful
! {Mwangi} <asked> whether [the levy was lawful]. => a1: whether the levy was lawful
. {Mwangi} <argued> [that the levy was unlawful].
. A levy {that} [was unlawful], <said> Mwangi.
. Mwangi wrote that. [The levy was unlawful], {she} <said>.
. {Mwangi} <argued> [that the levy], her first, [was unlawful].

roles-overlap
! {Quist} [<said> the season was over]. => a1: said
! [{Quist} was tired], <said> she. => a1: Quist
. {Quist} <said> [the season was over].
. [The tower is], <in {her} words>, [“a chimney”].
. <said>[“a chimney”].
. [“a chimney”]<said> {Quist}.

cue-date
! {The captain} <said on Monday> [that it was foggy]. => a1: said on Monday
! {The captain} <said yesterday> [that it was foggy]. => a1: said yesterday
. {The captain} <said> on Monday [that it was foggy].
! {The captain} <will say Tomorrow> [that it is foggy]. => a1: will say Tomorrow
. {The captain} <daydreamed> [that it was foggy].

cue-punctuation
! {The paper} <called it “> [a farce]. => a1: called it “
! {The paper} <said ‘> [a farce]. => a1: said ‘
! {The paper} <said:> [it was a farce]. => a1: said:
! {The paper} <spoke. It said> [it was a farce]. => a1: spoke. It said
! {The paper} <spoke; it said> [it was a farce]. => a1: spoke; it said
. {The paper} <said>: [it was a farce].
. {The paper} <didn’t say> [it was a farce].

cue-far
! {Ana} <spoke>. ¶ It rained. ¶ [“We lost.”] => a1: spoke
. {Ana} <spoke>. ¶ [“We lost.”] It rained.
. [“We lost.] ¶ [“We won.] ¶ [“We drew,”] {Ana} <said>.

cue-no-comment
! {The mill} <declined to comment on> [the recall]. => a1: declined to comment on
! {The mill} <would not comment on> [the recall]. => a1: would not comment on
! {The mill} <wouldn’t comment on> [the recall]. => a1: wouldn’t comment on
! {The mill} <refused any comment on> [the recall]. => a1: refused any comment on
. {The mill} <declined to say> [whether it would recall the flour].
. {The mill} <commented> [that flour keeps].

source-comma
! {Raman, the keeper,} <admitted> [he was wrong]. => a1: Raman, the keeper,
. {Raman, the keeper}, <admitted> [he was wrong].

source-nobody
! {Nobody at the clinic} <believes> [it will last]. => a1: Nobody at the clinic
! {No one} <believes> [it will last]. => a1: No one
! {No-one} <believes> [it will last]. => a1: No-one
! {None of them} <believes> [it will last]. => a1: None of them
! {No doctor} <believes> [it will last]. => a1: No doctor
. {No 10} <believes> [it will last].
. {Nora Bell} <believes> [it will last].
. {Nonesuch} <believes> [it will last].

source-before-cue
! {The audit}, which <found> [gaps], was sent out. => a1: The audit, which
! {The man} who <found> [gaps] left. => a1: The man who
. The audit, {which} <found> [gaps], was sent out.
. {The audit, which was long}, <found> [gaps].
. {The audit} <found> [gaps], which was sad.
"""


def said_by(name: str, text: str = "", **fields: Any) -> FactRecord:
    """A record of one source with these fields, which `name` stands for in the text."""
    source = speaker(**{"name": name, "kind": "other", "naming": "unnamed", **fields})
    told = said("that it rained", source=text or name, cue="said")
    return grounded(f"Today {text or name} said that it rained on us.", told, sources=[source])


def form(words: str, form: str) -> FactRecord:
    """A record of one source, mentioned by these words as this form."""
    return said_by(words, mentions=[{"text": words, "form": form}])


def content(words: str, **fields: Any) -> FactRecord:
    """A record of one quote with these fields."""
    statement = said(words)
    statement["quote"].update(fields)
    return grounded(f"In the book stands {words} to this day.", statement)


def chain(words: str, inner: str = "s2", cue: str | None = "fear") -> FactRecord:
    """What one source says of another; `words` are the inner content, `inner` its source."""
    return grounded(
        "The Tide says aides fear a loss. Then it rained.",
        said("aides fear a loss", source="The Tide", cue="says", who="s1"),
        said(words, source="aides", cue=cue, who=inner, id="2", parent="a1"),
        sources=[
            speaker("Tide", id="s1", kind="other", naming="unnamed"),
            speaker("aides", id="s2", kind="other", naming="unnamed"),
        ],
    )


def negated(cue: str, before: str = "") -> FactRecord:
    """A record of something that is said not to have been said, with words before the cue."""
    return grounded(
        f"She {before}{cue} that it rained.", said("that it rained", cue=cue, negated=True)
    )


def asserted(text: str, cue: str | None = None) -> FactRecord:
    """A record of one claim, its evidence in [brackets]; with a cue, of what that brings in."""
    article, places = marked(text)
    evidence = [article[start:end] for start, end in places]
    statements = [said("that it rained", cue=cue)] if cue else []
    claims = [claim(*evidence, attribution="a1" if cue else None)]
    return grounded(article, *statements, claims=claims)


def leaving(marks: str, cue: str = "said", **fields: Any) -> FactRecord:
    """What he said, its content in [brackets], and a claim with these fields."""
    negated = fields.pop("negated", False)
    article, places = marked(f"He {cue} {marks}.")
    content = [article[start:end] for start, end in places]
    fields = {"standing": "main", **fields}
    claims = [claim(content[0] if {"attribution", "reports"} & {*fields} else "He", **fields)]
    return grounded(article, said(*content, cue=cue, negated=negated), claims=claims)


def worded(text: str, standing: str | None = "main") -> FactRecord:
    """A record of a claim in these words, read from "It cost £3,500"."""
    told = claim("It cost £3,500", text=text, standing=standing)
    return grounded("It cost £3,500 when it was new.", claims=[told])


def rated(factuality: str, *hedges: str, cue: str = "says") -> FactRecord:
    """A record of a claim of this factuality, with these hedges and under this cue."""
    rain = claim(
        "it perhaps rained",
        attribution="a1",
        factuality=factuality,
        hedges=[{"text": hedge} for hedge in hedges],
    )
    told = said("that it perhaps rained", cue=cue)
    return grounded(f"He {cue} that it perhaps rained.", told, claims=[rain])


FLEET = "The 41 ships have left Bonn. It leaves a loss. One harbour is late, which is wrong."


def reads(text: str, *, standalone: bool = True) -> FactRecord:
    return grounded(FLEET, claims=[claim("have left Bonn", text=text, standalone=standalone)])


def twice(
    first: str,
    second: str,
    *,
    holders: tuple[str | None, str | None] = (None, None),
    repeats: bool = False,
) -> FactRecord:
    """Two claims; a1 and a2 are said by Ana, a3 by Bo."""
    text = "Ana said ships left. Ana added ships left. Bo denied ships left."
    cues = {"1": "said", "2": "added", "3": "denied"}
    return grounded(
        text,
        *(
            said(f"ships left@{n}", cue=cue, source=who, who=who, id=n)
            for (n, cue), who in zip(cues.items(), ("Ana", "Ana", "Bo"), strict=True)
        ),
        sources=[speaker(name, f"{name}@{n}", id=name) for name, n in (("Ana", 1), ("Bo", 3))],
        claims=[
            claim(f"ships left@{holder[1] if holder else n}", id=f"{n}", text=words)
            | {"attribution": holder}
            for n, (words, holder) in enumerate(zip((first, second), holders, strict=True), 1)
        ],
        relations=[{"type": "repeats", "first": "c2", "second": "c1"}] if repeats else [],
    )


def foretold(
    *values: str | None, published: str | None = "2026-11-14", kind: str = "prediction"
) -> FactRecord:
    """A record of a claim whose words for time have these values."""
    words = ("May", "June")[: len(values)]
    times = [{"text": word, "value": value} for word, value in zip(words, values, strict=True)]
    rain = claim("In May or June it rains", kind=kind, times=times)
    article = Article(text="In May or June it rains.", published=published)
    return checked(ground(article, drafted(claims=[rain])))


def spaced(*path: str | int) -> FactRecord:
    """A record with the space after a span taken in, which grounding never does."""
    data = json.loads(dump(said_by("Ana")))
    span: Any = data
    for step in path:
        span = span[step]
    span["end"] += 1
    span["text"] += " "
    return FactRecord.from_data(data)


# A record, and the item and words that the rule warns of; "" if it keeps this rule and all others.
RECORDS: dict[str, list[tuple[Callable[[], FactRecord], str]]] = {
    "edge-space": [
        (lambda: spaced("quotes", 0, "spans", 0), "q1.spans[0]: that it rained "),
        (lambda: spaced("attributions", 0, "cue"), "a1.cue: said "),
        (lambda: spaced("sources", 0, "mentions", 0), "s1.mentions[0]: Ana "),
        (lambda: said_by("Ana"), ""),
    ],
    "pronoun-form": [
        (lambda: form("she", "name"), "s1: she (name)"),
        (lambda: form("She", "description"), "s1: She (description)"),
        (lambda: form("Ana", "pronoun"), "s1: Ana (pronoun)"),
        (lambda: form("WHO", "pronoun"), "s1: WHO (pronoun)"),
        (lambda: form("one of them", "pronoun"), "s1: one of them (pronoun)"),
        (lambda: form("she", "pronoun"), ""),
        (lambda: form("I", "pronoun"), ""),
        (lambda: form("which", "pronoun"), ""),
        (lambda: form("whom", "pronoun"), ""),
        (lambda: form("himself", "pronoun"), ""),
        (lambda: form("WHO", "name"), ""),
        (lambda: form("US", "metonym"), ""),
        (lambda: form("Theirs plc", "name"), ""),
    ],
    "named-without-name": [
        (lambda: said_by("Ana Bell", "a driver", kind="person", naming="named"), "s1: Ana Bell"),
        (lambda: said_by("Ana Bell", "Ms Bell", kind="person", naming="named"), ""),
        (lambda: said_by("flat9", "a user", kind="person", naming="pseudonymous"), ""),
        (lambda: said_by("Harrow Mill", "the mill", kind="organisation", naming="named"), ""),
    ],
    "role-name": [
        (lambda: said_by("a driver", kind="person", number="one", role="A driver"), "s1: A driver"),
        (lambda: said_by("a driver", kind="person", number="one"), ""),
        (lambda: said_by("Ana Bell", kind="person", naming="named", role="driver"), ""),
    ],
    "unnamed-number": [
        (lambda: said_by("a driver", kind="person"), "s1: a driver"),
        (lambda: said_by("many", kind="group"), "s1: many"),
        (lambda: said_by("Harrow Mill", naming="named", number="one"), "s1: Harrow Mill"),
        (lambda: said_by("a driver", kind="person", number="one"), ""),
        (lambda: said_by("many", kind="group", number="several"), ""),
        (lambda: said_by("a poll", kind="document"), ""),
        (lambda: said_by("Harrow Mill", naming="named"), ""),
    ],
    "quote-type": [
        (lambda: content("“a tale”", type="indirect"), "q1: indirect, by the marks direct"),
        (lambda: content("a tale", type="direct"), "q1: direct, by the marks indirect"),
        (lambda: content("a “tall” tale", type="direct"), "q1: direct, by the marks mixed"),
        (lambda: content("a “tall” tale", type="mixed"), ""),
        (lambda: content("‘a tale’", type="direct"), ""),
        (lambda: content('"a tale"', type="direct"), ""),
        (lambda: content("a tale", type="indirect"), ""),
    ],
    "elision-missing": [
        (lambda: content("“We … won”"), "q1: “We … won”"),
        (lambda: content("“We ... won”"), "q1: “We ... won”"),
        (lambda: content("“We [...] won”"), "q1: “We [...] won”"),
        (lambda: content("“We . . . won”"), "q1: “We . . . won”"),
        (lambda: content("‘We … won’"), "q1: ‘We … won’"),
        (lambda: content("“We … won”", elisions=[{"text": "…"}]), ""),
        (lambda: content("“We [...] won”", elisions=[{"text": "[...]"}]), ""),
        (lambda: content("that we … won"), ""),
        (lambda: content("“We. Won”"), ""),
    ],
    "parent-outside": [
        (lambda: chain("it rained"), "a2: it rained"),
        (lambda: chain("a loss. Then it rained"), "a2: a loss. Then it rained"),
        (lambda: chain("a loss"), ""),
    ],
    "same-voice": [
        (lambda: chain("a loss", inner="s1"), "a2: fear"),
        (lambda: chain("a loss", inner="s1", cue=None), "a2: a loss"),
        (lambda: chain("a loss", inner="s2"), ""),
    ],
    "negated-cue": [
        (lambda: negated("said"), "a1: said"),
        (lambda: negated("denied"), "a1: denied"),
        (lambda: negated("noted"), "a1: noted"),
        (lambda: negated("did not say"), ""),
        (lambda: negated("didn’t say"), ""),
        (lambda: negated("didn't say"), ""),
        (lambda: negated("never said"), ""),
        (lambda: negated("cannot say"), ""),
        (lambda: negated("neither says nor thinks"), ""),
        (lambda: negated("refused to say"), ""),
        (lambda: negated("declined to say"), ""),
        (lambda: negated("saying", before="left without "), ""),
    ],
    "claim-outside": [
        (lambda: asserted("Ana said that it rained. [It snowed].", cue="said"), "c1: It snowed"),
        (lambda: asserted("[Ana] said that it rained.", cue="said"), "c1: Ana"),
        (lambda: asserted("Ana said that [it rained].", cue="said"), ""),
        (lambda: asserted("[Ana said that it] rained.", cue="said"), ""),
        (lambda: asserted("Ana said that it rained. [It snowed]."), ""),
    ],
    "claim-question": [
        (lambda: asserted("Will [it rain]?"), "c1: it rain"),
        (lambda: asserted("[Will it rain?]"), "c1: Will it rain?"),
        (lambda: asserted("[“Will it rain?”] he asked."), "c1: “Will it rain?”"),
        (lambda: asserted("[Who? Will it rain]?"), "c1: Who? Will it rain"),
        (lambda: asserted("[It will rain]. Will it snow?"), ""),
        (lambda: asserted("Will it rain? [It rains]."), ""),
        (lambda: asserted("[Has it rained]? [No], sir."), ""),
    ],
    "claim-hole": [
        (lambda: leaving("[it rained]"), "a1: it rained"),
        (lambda: leaving("[it rained], he [and snowed]"), "a1: it rained ... and snowed"),
        (lambda: leaving("[if it rains, it pours]"), "a1: if it rains, it pours"),
        (lambda: leaving("[who won]", cue="forgot"), "a1: who won"),
        (lambda: leaving("[them to go]", cue="asked"), "a1: them to go"),
        (lambda: leaving("[it rained]", attribution="a1"), ""),
        (lambda: leaving("[it rained]", reports="a1"), ""),
        (lambda: leaving("[it rained]", cue="did not say", negated=True), ""),
        (lambda: leaving("[“Did it rain?”]"), ""),
        (lambda: leaving("[whether it rained]", cue="debated"), ""),
        (lambda: leaving("[if it rained]", cue="wondered"), ""),
        (lambda: leaving("[why it rained]", cue="Asked"), ""),
        (lambda: leaving("[it rained]", standing=None), ""),
        (lambda: grounded("It rained.", claims=[claim("It rained", standing="main")]), ""),
    ],
    "claim-number": [
        (lambda: worded("It cost £5m and rose."), "c1: 5: It cost £5m and rose."),
        (lambda: worded("It cost 3,500 in 2021."), "c1: 2021: It cost 3,500 in 2021."),
        (lambda: worded("It cost 3500.5."), "c1: 3500.5: It cost 3500.5."),
        (lambda: worded("It cost 350, or 41-7."), "c1: 350, 41, 7: It cost 350, or 41-7."),
        (lambda: worded("It cost 3500."), ""),
        (lambda: worded("It cost £3,500."), ""),
        (lambda: worded("The A9 and the F-16 cost 3,500."), ""),
        (lambda: worded("It cost."), ""),
        (lambda: worded("It cost £5m.", standing=None), ""),
    ],
    "hedge-certain": [
        (lambda: rated("CT+", "perhaps"), "c1: CT+: it perhaps rained"),
        (lambda: rated("CT-", "perhaps"), "c1: CT-: it perhaps rained"),
        (lambda: rated("PS+"), "c1: PS+: it perhaps rained"),
        (lambda: rated("CT+"), ""),
        (lambda: rated("PS+", "perhaps"), ""),
        (lambda: rated("PR+", "perhaps"), ""),
        (lambda: rated("PR+"), ""),
        (lambda: rated("Uu", "perhaps"), ""),
        (lambda: rated("PS+", cue="fears"), ""),
        (lambda: rated("PS+", cue="is Afraid"), ""),
    ],
    "claim-pronoun": [
        *(
            (lambda text=text: reads(text), f"c1: {text}")
            for text in (
                "They left Bonn.",
                "“We left Bonn.”",
                "His ship left Bonn.",
                "It left Bonn.",
                "It’s late.",
                "I’m late.",
                "That’s a loss.",
                "These are late.",
            )
        ),
        (lambda: reads("They left Bonn.", standalone=False), ""),
        *(
            (lambda text=text: reads(text), "")
            for text in (
                "It is wrong to leave Bonn.",
                "It was Bonn that left.",
                "That ship left Bonn.",
                "These ships left.",
                "One ship left.",
            )
        ),
    ],
    "claim-word": [
        *(
            (lambda text=text: reads(text), f"c1: {words}: {text}")
            for text, words in (
                ("The ships left Cork.", "cork"),
                ("The boats left Cork.", "boats, cork"),
                ("The ships sank.", "sank"),
                ("The ships went.", "went"),
            )
        ),
        *(
            (lambda text=text: reads(text), "")
            for text in (
                "The 412 SHIPS left Bonn.",
                "A ship was leaving Bonn’s harbour.",
                "The ship should not be leaving, and would never.",
                "Don't leave Bonn.",
                "A loser left.",
            )
        ),
    ],
    "claim-double": [
        (lambda: twice("Ships left.", "Ships left."), "c2: Ships left."),
        (lambda: twice("Ships left.", "ships  left"), "c2: ships  left"),
        (lambda: twice("Ships left.", "Ships left.", holders=("a1", "a2")), "c2: Ships left."),
        (lambda: twice("Ships left.", "Ships left.", holders=("a1", "a3")), ""),
        (lambda: twice("Ships left.", "Ships left.", holders=(None, "a3")), ""),
        (lambda: twice("Ships left.", "Ship left."), ""),
        (lambda: twice("Ships left.", "Ships left.", repeats=True), ""),
    ],
    "prediction-past": [
        (lambda: foretold("2026-11-13"), "c1: In May or June it rains"),
        (lambda: foretold("2026-10"), "c1: In May or June it rains"),
        (lambda: foretold("2021"), "c1: In May or June it rains"),
        (lambda: foretold("2026-11-13T18:00"), "c1: In May or June it rains"),
        (
            lambda: foretold("2026-11-13", published="2026-11-14T06:00Z"),
            "c1: In May or June it rains",
        ),
        (lambda: foretold("2026-11-14"), ""),
        (lambda: foretold("2026-11"), ""),
        (lambda: foretold("2026"), ""),
        (lambda: foretold("2027-01-01"), ""),
        (lambda: foretold("2026-11-13", published="2026-11"), ""),
        (lambda: foretold("2026-W46"), ""),
        (lambda: foretold("2026-01-01/2026-12-31"), ""),
        (lambda: foretold("P3D"), ""),
        (lambda: foretold("spring"), ""),
        (lambda: foretold(None), ""),
        (lambda: foretold(), ""),
        (lambda: foretold("2021", "2027"), ""),
        (lambda: foretold("2021", kind="fact"), ""),
        (lambda: foretold("2021", published=None), ""),
        (lambda: foretold("2021", published="last week"), ""),
    ],
}


class Case(NamedTuple):
    """A record, and the item and words in it that a rule warns of; "" if it keeps the rule."""

    rule: str
    record: Callable[[], FactRecord]
    warned: str


def marked_cases() -> Iterator[Case]:
    """The lines of MARKED."""
    for block in MARKED.strip().split("\n\n"):
        rule, *lines = block.split("\n")
        for line in lines:
            marks, _, warned = line[2:].partition(" => ")
            assert line[:2] == ("! " if warned else ". ")
            yield Case(rule, partial(record_of, marks), warned)


CASES = [
    *marked_cases(),
    *(Case(rule, record, warned) for rule, made in RECORDS.items() for record, warned in made),
]


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{case.rule}-{number}") for number, case in enumerate(CASES, start=1)],
)
def test_a_rule_warns_of_what_breaks_it_and_nothing_warns_of_its_neighbour(case: Case) -> None:
    warnings = guide_warnings(case.record())
    if case.warned:
        assert [f"{w.item}: {w.words}" for w in warnings if w.rule == case.rule] == [case.warned]
    else:
        assert warnings == []


def test_every_rule_has_a_case_that_breaks_it_and_a_neighbour_that_does_not() -> None:
    names = {rule.name for rule in RULES}
    assert {case.rule for case in CASES if case.warned} == names
    assert {case.rule for case in CASES if not case.warned} == names


def test_the_rules_are_those_of_the_guide_in_its_order_with_its_reasons() -> None:
    told = [(name.strip("`"), because) for name, _, because in rows(section(8))]
    assert told == [(rule.name, rule.because) for rule in RULES]


def test_warnings_come_rule_by_rule_and_carry_the_reason() -> None:
    record = record_of("{Mwangi,} <said on Monday> that [the levy was unlawful.]")
    assert guide_warnings(record) == [
        GuideWarning(
            "content-full-stop", "leave out the full stop (C2)", "a1", "the levy was unlawful."
        ),
        GuideWarning(
            "content-that",
            "include the word in the content (C1)",
            "a1",
            "that the levy was unlawful.",
        ),
        GuideWarning("cue-date", "put the day into `when` (U2)", "a1", "said on Monday"),
        GuideWarning("source-comma", "leave out the comma (S1)", "a1", "Mwangi,"),
    ]


def test_every_item_that_breaks_a_rule_is_warned_of() -> None:
    record = record_of(
        "{Ana,} <said> [it rained]. Bo, said it snowed.",
        "Ana, said it rained. {Bo,} <said> [it snowed].",
    )
    assert [(warning.rule, warning.item) for warning in guide_warnings(record)] == [
        ("source-comma", "a1"),
        ("source-comma", "a2"),
    ]


# Odd texts and hostile records


def test_a_record_without_its_text_cannot_be_held_against_the_guide() -> None:
    record = record_of("{Ana} <said> [that it rained].").without_text()
    with pytest.raises(ValueError, match="has no text"):
        guide_warnings(record)


def test_a_record_of_nothing_breaks_no_rule() -> None:
    assert guide_warnings(grounded("🌧️")) == []
    assert guide_warnings(grounded("It rained.")) == []


def test_a_quote_without_source_and_cue_is_looked_at_all_the_same() -> None:
    assert guide_warnings(record_of("[“It rained.”]")) == []
    assert [w.rule for w in guide_warnings(record_of("“[It rained.]”"))] == ["content-marks-cut"]


def test_no_record_has_a_quote_without_spans_so_that_rules_may_count_on_one() -> None:
    data = json.loads(dump(record_of("{Ana} <said> [that it rained].")))
    data["quotes"][0]["spans"] = []
    with pytest.raises(InvalidData, match="spans"):
        FactRecord.from_data(data)


def test_in_a_text_without_blank_lines_each_line_is_a_paragraph() -> None:
    """And in one without line breaks all is near."""
    lines = ["Ana spoke.", "It rained.", "It snowed.", "“We lost.”"]
    statement = said("“We lost.”", cue="spoke")
    for apart, warned in (("\n", ["cue-far"]), ("\n\n", ["cue-far"]), (" ", [])):
        record = grounded(apart.join(lines), statement)
        assert [warning.rule for warning in guide_warnings(record)] == warned


def test_in_lines_of_a_fixed_width_words_are_seen_across_a_line_break() -> None:
    text = (
        "The mayor of Ellerside, who has held office for nine years now, argued that\n"
        "the levy was unlawful and that it would hurt the market and the traders who\n"
        "live by it, and the people who have bought their bread there for so long."
    )
    record = grounded(text, said("the levy was unlawful", cue="argued"))
    assert [(w.rule, w.words) for w in guide_warnings(record)] == [
        ("content-that", "that\nthe levy was unlawful")
    ]


@pytest.mark.parametrize(
    ("opening", "closing", "seen"),
    [("“", "”", True), ('"', '"', True), ("«", "»", True), ("‘", "’", False), ("'", "'", False)],
)
def test_marks_cut_off_are_seen_unless_they_may_be_apostrophes(
    opening: str, closing: str, seen: bool
) -> None:
    record = grounded(f"{opening}It rained,{closing} said Ana.", said("It rained,", cue="said"))
    assert ("content-marks-cut" in {w.rule for w in guide_warnings(record)}) == seen


def test_offsets_hold_behind_characters_of_several_bytes() -> None:
    record = record_of("👩🏽‍🚒 {Ana, 👩🏽‍🚒,} <said 🌧️ on Monday> [“It rained 🌧️.”] 🌧️")
    assert [(w.rule, w.words) for w in guide_warnings(record)] == [
        ("cue-date", "said 🌧️ on Monday"),
        ("source-comma", "Ana, 👩🏽‍🚒,"),
    ]


def test_a_span_of_nothing_but_a_space_is_no_crash() -> None:
    data = json.loads(dump(record_of("{Ana} <said> [that it rained].")))
    data["quotes"][0]["spans"] = [{"start": 3, "end": 4, "text": " "}]
    data["attributions"][0]["cue"] = {"start": 8, "end": 9, "text": " "}
    found = guide_warnings(FactRecord.from_data(data))
    assert [(w.rule, w.item) for w in found] == [
        ("edge-space", "q1.spans[0]"),
        ("edge-space", "a1.cue"),
    ]


TEXT = st.text("ab .,:?“”‘’\"'…\n-—no that Monday", min_size=1, max_size=60).filter(str.strip)


@given(text=TEXT, data=st.data())
def test_any_spans_in_any_text_can_be_looked_at_and_each_warning_names_an_item(
    text: str, data: st.DataObject
) -> None:
    def span() -> dict[str, Any]:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        return {"start": start, "end": end, "text": text[start:end]}

    empty = json.loads(dump(ground(Article(text=text), drafted())))
    fields = {"id": "a1", "quote": "q1", "sources": ["s1"], "type": "statement", "parent": None}
    certain = {"kind": "fact", "factuality": "PS+", "text": "x", "standalone": True}
    record = FactRecord.from_data(
        {
            **empty,
            "sources": [
                {"id": "s1", "name": "x", "kind": "person", "naming": "named"}
                | {"mentions": [{**span(), "form": "pronoun"}]}
            ],
            "quotes": [{"id": "q1", "spans": [span()], "type": "direct"}],
            "attributions": [{**fields, "source_span": span(), "cue": span(), "negated": True}],
            "claims": [{"id": "c1", "evidence": [span()], "attribution": "a1", **certain}],
        }
    )
    order = [rule.name for rule in RULES]
    found = guide_warnings(record)
    assert [w.rule for w in found] == sorted((w.rule for w in found), key=order.index)
    for warning in found:
        assert re.match(r"(s1|q1|a1|c1)(\.|$)", warning.item)
        assert warning.words
