"""Small texts with the counts of every measure worked out by hand, the working shown."""

from collections.abc import Callable
from typing import Any, NamedTuple, get_args

from building import claim, grounded, passage, said, speaker
from evaluation.scoring import share, tally, typed

from factx.evaluation import Count
from factx.records import FactRecord
from factx.records.claim import Factuality


class Worked(NamedTuple):
    """Two annotations of a text and the counts that a person gets for them."""

    gold: FactRecord
    predicted: FactRecord
    expected: dict[str, Count]


def spans_of_each_role() -> Worked:
    """Words of the contents, [gold] and (predicted):

    [“(We will appeal),”] Ana Ruiz said, [“and win.”]   5 and 3 words, 3 common
    Bo Lind denied (that [the mayor had lied]).         4 and 5 words, 4 common
    Cy Ott said ([it rained].)                          2 and 2 words, the same; not the characters
    Di hoped ([for peace]).                             2 and 2 words, the same characters

    Sources: "Ana Ruiz" and "Ruiz", "Bo Lind" twice, "Cy Ott" and none, "Di" twice.
    Cues: "said" twice, "denied" and "denied that", "said" and none, "hoped" twice.
    """
    text = (
        "“We will appeal,” Ana Ruiz said, “and win.” Bo Lind denied that the mayor had lied. "
        "Cy Ott said it rained. Di hoped for peace."
    )
    gold = grounded(
        text,
        said("“We will appeal,”", "“and win.”", source="Ana Ruiz", cue="said@1", who="a", id="1"),
        said("the mayor had lied", source="Bo Lind", cue="denied", who="b", id="2"),
        said("it rained", source="Cy Ott", cue="said@3", who="c", id="3"),
        said("for peace", source="Di", cue="hoped", who="d", id="4"),
        sources=[speaker(name, id=name[0].lower()) for name in ("Ana", "Bo", "Cy", "Di")],
    )
    predicted = grounded(
        text,
        said("We will appeal", source="Ruiz", cue="said@1", who="a", id="1"),
        said("that the mayor had lied", source="Bo Lind", cue="denied that", who="b", id="2"),
        said("it rained.", id="3"),
        said("for peace", source="Di", cue="hoped", who="d", id="4"),
        sources=[speaker(name, id=name[0].lower()) for name in ("Ana", "Bo", "Di")],
    )
    return Worked(
        gold,
        predicted,
        {
            "content.exact": tally(2, 4, 2, 4),
            "content.relaxed": tally(3 / 5 + 4 / 4 + 1 + 1, 4, 3 / 3 + 4 / 5 + 1 + 1, 4),
            "content.token": tally(3 + 4 + 2 + 2, 5 + 4 + 2 + 2, 3 + 4 + 2 + 2, 3 + 5 + 2 + 2),
            "content.strict": tally(1, 4, 1, 4),
            "source.exact": tally(2, 4, 2, 3),
            "source.relaxed": tally(1 / 2 + 1 + 1, 4, 1 / 1 + 1 + 1, 3),
            "source.token": tally(1 + 2 + 1, 2 + 2 + 2 + 1, 1 + 2 + 1, 1 + 2 + 1),
            "source.strict": tally(2, 4, 2, 3),
            "cue.exact": tally(2, 4, 2, 3),
            "cue.relaxed": tally(1 + 1 / 1 + 1, 4, 1 + 1 / 2 + 1, 3),
            "cue.token": tally(1 + 1 + 1, 4, 1 + 1 + 1, 1 + 2 + 1),
            "cue.strict": tally(2, 4, 2, 3),
        },
    )


def a_colon_for_a_cue() -> Worked:
    """A cue without a word is compared by its marks: the three gold cues are colons.

    Ana(:) it rained.   the same mark
    (Bo:) it snowed.    a word, so the colon beside it is no token: nothing in common
    Cy: it hailed.      no predicted cue
    """
    text = "Ana: it rained. Bo: it snowed. Cy: it hailed."
    contents = ["it rained", "it snowed", "it hailed"]
    gold, predicted = (
        grounded(text, *(said(contents[n], cue=cue, id=f"{n}") for n, cue in enumerate(cues)))
        for cues in ([":@1", ":@2", ":@3"], [":@1", "Bo:@2", None])
    )
    return Worked(
        gold,
        predicted,
        {
            "cue.exact": tally(1, 3, 1, 2),
            "cue.relaxed": tally(1, 3, 1, 2),
            "cue.token": tally(1, 3, 1, 2),
            "cue.strict": tally(1, 3, 1, 2),
            "attribution.cue_overlap": share(1, 3),
        },
    )


def who_said_what() -> Worked:
    """Each gold attribution (head word in capitals) and what was predicted for it:

      gold content            gold source              predicted
    1 direct    4 words       Ana RUIZ, a lawyer ...   the same, "Ana Ruiz": head, not exact
    2 indirect  3 words       A SPOKESMAN for ...      the same, "the mayor": a word, not the head
    3 mixed     4 words       BO                       1 word of it, direct: IoU 1/4, no match
    4 indirect  3 words       none                     the same, "It": nothing to be right about
    5 indirect  1 word        Cy OTT                   missed
    6                                                  invented, indirect

    Contents match in 1, 2 and 4. Precision end to end is over 1, 2, 3 and 6: all predictions but
    the one that is matched with 4, which has no source in the gold.
    """
    text = (
        "“We lost the case,” said Ana Ruiz, a lawyer for the city. A spokesman for the mayor said "
        "taxes may rise. Bo said the “deal” was dead. It is said that rain will come. "
        "Cy Ott said no."
    )
    gold = grounded(
        text,
        said(
            "“We lost the case,”",
            source="Ana Ruiz, a lawyer for the city",
            cue="said@1",
            who="a",
            id="1",
        ),
        said("taxes may rise", source="A spokesman for the mayor", cue="said@2", who="m", id="2"),
        said("the “deal” was dead", source="Bo", cue="said@3", who="b", id="3"),
        said("rain will come", cue="is said", id="4"),
        said("no@5", source="Cy Ott", cue="said@5", who="c", id="5"),
        sources=[speaker(name, id=name[0].lower()) for name in ("Ana", "mayor", "Bo", "Cy")],
    )
    predicted = grounded(
        text,
        said("“We lost the case,”", source="Ana Ruiz", cue="said@1", who="a", id="1"),
        said("taxes may rise", source="the mayor", cue="said@2", who="m", id="2"),
        said("“deal”", source="Bo", cue="said@3", who="b", id="3"),
        said("rain will come", source="It", who="i", id="4"),
        said("the city", source="Bo", who="b", id="6"),
        sources=[speaker(name, id=name[0].lower()) for name in ("Ana", "mayor", "Bo", "it")],
    )
    return Worked(
        gold,
        predicted,
        {
            "attribution.content": tally(3, 5, 3, 5),
            "attribution.content.direct": tally(1, 1, 1, 2),
            "attribution.content.mixed": tally(0, 1, 0, 0),
            "attribution.content.indirect": tally(2, 3, 2, 3),
            "attribution.end_to_end": tally(1, 4, 1, 4),
            "attribution.end_to_end.direct": tally(1, 1, 1, 2),
            "attribution.end_to_end.mixed": tally(0, 1, 0, 0),
            "attribution.end_to_end.indirect": tally(0, 2, 0, 2),
            "attribution.source_head": share(1, 2),
            "attribution.source_overlap": share(2, 2),
            "attribution.source_exact": share(0, 2),
            "attribution.cue_overlap": share(2, 3),
        },
    )


WEATHER = (
    "Ana said that Bo told her it rained. Cy did not say it snowed. Di and Ed think that it "
    "hailed. Flo says she will go. Gus never said it froze."
)


def categories_chains_and_speakers() -> Worked:
    """All contents are the same; what differs in the prediction:

      gold                                  predicted
    1 Ana said [...]                        the same
    2 Bo told, within 1                     the same, within 1
    3 Cy did not say, negated               not negated
    4 Di and Ed think: two speakers         one speaker, a group; negated
    5 Flo says, an intention, indirect      of Ana's, a statement, direct, within 1
    6 Gus never said, negated               the same

    Mentions: Ana, her | Bo | Cy | Di, Di and Ed | Ed | Flo | Gus, 9 of 7 speakers, against
    Ana, her, Flo | Bo | Cy | Di and Ed | Gus, 7 of 5. Seven are found. Of these, each mention's
    share of its cluster that is kept
        recall     Ana 2/2  her 2/2  Flo 1/1  and 1 for Bo, Cy, Di and Ed, Gus
        precision  Ana 2/3  her 2/3  Flo 1/3  and 1 for the same four
    Alignment: Ana with Ana 2*2/(2+3) = .8 (Flo with Ana would be 2*1/(1+3)), four others 1 each;
    six gold speakers have a mention that was found (Ed has none), five predicted ones.
    Same speaker: not in 4 (Ed has no counterpart) and not in 5 (nor has Flo).
    """
    people = [
        speaker("Ana", "Ana", "her", id="a"),
        speaker("Bo", "Bo", id="b"),
        speaker("Cy", "Cy", id="c"),
        speaker("Di", "Di", "Di and Ed", id="d"),
        speaker("Ed", "Ed", id="e"),
        speaker("Flo", "Flo", id="f"),
        speaker("Gus", "Gus", id="g"),
    ]
    first = said("Bo told her it rained", source="Ana", cue="said@1", who="a", id="1")
    second = said("it rained", source="Bo", cue="told", who="b", id="2", parent="a1")
    third = {"source": "Cy", "cue": "did not say", "who": "c", "id": "3"}
    fourth = {"source": "Di and Ed", "cue": "think", "id": "4", "type": "belief"}
    fifth = {"source": "Flo", "cue": "says", "id": "5"}
    sixth = said("it froze", source="Gus", cue="never said", who="g", id="6", negated=True)
    gold = grounded(
        WEATHER,
        first,
        second,
        said("it snowed", **third, negated=True),
        said("it hailed", **fourth, sources=["d", "e"]),
        said("she will go", **fifth, who="f", type="intention"),
        sixth,
        sources=people,
    )
    predicted = grounded(
        WEATHER,
        first,
        second,
        said("it snowed", **third),
        said("it hailed", **fourth, who="x", negated=True),
        typed(said("she will go", **fifth, who="a", parent="a1"), "direct"),
        sixth,
        sources=[
            speaker("Ana", "Ana", "her", id="a"),
            speaker("Bo", id="b"),
            speaker("Cy", id="c", naming="unnamed"),
            speaker("Di and Ed", id="x", kind="group"),
            speaker("Gus", id="g"),
        ],
    )
    return Worked(
        gold,
        predicted,
        {
            "attribution.quote_type": share(5, 6),
            "attribution.type": share(5, 6),
            "attribution.negated": share(1, 3),
            "attribution.parent": share(1, 2),
            "attribution.entity": share(4, 6),
            "sources.mentions": tally(7, 9, 7, 7),
            "sources.b_cubed": tally(7, 7, 2 / 3 + 2 / 3 + 1 / 3 + 4, 7),
            "sources.ceaf_e": tally(0.8 + 4, 6, 0.8 + 4, 5),
            "sources.kind": share(4, 5),
            "sources.naming": share(4, 5),
        },
    )


def claims_by_evidence_and_wording() -> Worked:
    """Words of the evidence, gold and predicted:

      words    IoU   paired            covered
    1 6 and 4  4/6   yes               4/6   no
    2 4 and 6  4/6   yes               4/4   yes    the article's own; a position
    3 3 and 1  1/3   by wording, 2/2   1/3   no     CT-
    4 3 and 1  1/3   wording 0/4: no   1/3   no
    5 5 and 4  4/5   yes               4/5   yes, just
    """
    text = (
        "It rained 5 mm in Bonn. Ana said the plan may fail. The river rose. Trains were late. "
        "Five of six schools closed."
    )
    statement = said("the plan may fail", source="Ana", cue="said")
    gold = grounded(
        text,
        statement,
        sources=[speaker("Ana")],
        claims=[
            claim("It rained 5 mm in Bonn", id="1"),
            claim(
                "the plan may fail", id="2", attribution="a1", kind="prediction", factuality="PS+"
            ),
            claim("The river rose", id="3"),
            claim("Trains were late", id="4"),
            claim("Five of six schools closed", id="5"),
        ],
    )
    predicted = grounded(
        text,
        statement,
        sources=[speaker("Ana")],
        claims=[
            claim("5 mm in Bonn", id="1"),
            claim("Ana said the plan may fail", id="2", kind="position", factuality="PS+"),
            claim("rose", id="3", text="The river rose.", factuality="CT-"),
            claim("Trains", id="4", text="Buses run."),
            claim("of six schools closed", id="5"),
        ],
    )
    return Worked(
        gold,
        predicted,
        {
            "claims.found": tally(4, 5, 4, 5),
            "claims.coverage": share(2, 5),
            "claims.unburied": share(2, 2),
            "claims.atomic": share(2, 2),
            "claims.attributed": share(3, 4),
            "claims.kind": share(3, 4),
            "claims.factuality": share(3, 4),
        },
    )


def one_claim_per_sentence() -> Worked:
    """Whole sentences as claims, with words of the evidence, gold and predicted:

      words    IoU   found            covers
    1 2 and 7  2/7   wording 4/8: no  the three claims of the sentence: not atomic
      2 and 7  2/7   no
      2 and 7  2/7   no
    2 6 and 6  6/6   yes              both, but the first contains the second: atomic
      3 and 6  3/6   taken
    3 4 and 8  4/8   taken            both, and neither contains the other: not atomic
      5 and 8  5/8   yes

    All seven are covered, and two of them are found.
    """
    text = (
        "Ana sang, Bo danced and Cy slept. It closed because a bolt broke. "
        "The dam, which burst in 1961, was sold."
    )
    gold = grounded(
        text,
        claims=[
            claim("Ana sang", id="1"),
            claim("Bo danced", id="2"),
            claim("Cy slept", id="3"),
            claim("It closed because a bolt broke", id="4"),
            claim("a bolt broke", id="5"),
            claim("The dam", "was sold", id="6"),
            claim("The dam", "burst in 1961", id="7"),
        ],
    )
    predicted = grounded(
        text, claims=[claim(f"{s}.", id=f"{n}") for n, s in enumerate(text[:-1].split(". "))]
    )
    return Worked(
        gold,
        predicted,
        {
            "claims.found": tally(2, 7, 2, 3),
            "claims.coverage": share(7, 7),
            "claims.unburied": share(2, 7),
            "claims.atomic": share(1, 3),
        },
    )


def relations_between_quotes_and_claims() -> Worked:
    """gold               predicted

    q1 repeats q2      q2 repeats q1      the same: who repeats whom is all one
    q1 supports q2     q2 supports q1     not the same: this one has a direction
    q3 contradicts q1  q3 contradicts q2  not the same ends
    c1 repeats c2      c1 repeats c2      the same
    """
    text = "“We go,” Ana said. “We go now,” Bo said. “They stay,” Cy said."
    statements = [
        said("“We go,”", source="Ana", cue="said@1", who="a", id="1"),
        said("“We go now,”", source="Bo", cue="said@2", who="b", id="2"),
        said("“They stay,”", source="Cy", cue="said@3", who="c", id="3"),
    ]
    everything: dict[str, Any] = {
        "sources": [speaker(name, id=name[0].lower()) for name in ("Ana", "Bo", "Cy")],
        "claims": [claim("We go@1", id="1"), claim("We go now", id="2")],
    }
    gold, predicted = (
        grounded(
            text,
            *statements,
            **everything,
            relations=[
                {"type": kind, "first": first, "second": second}
                for first, kind, second in map(str.split, lines)
            ],
        )
        for lines in (
            ["q1 repeats q2", "q1 supports q2", "q3 contradicts q1", "c1 repeats c2"],
            ["q2 repeats q1", "q2 supports q1", "q3 contradicts q2", "c1 repeats c2"],
        )
    )
    return Worked(gold, predicted, {"relations.found": tally(2, 4, 2, 4)})


def details_of_attributions() -> Worked:
    """Gold and predicted; spans are right from an IoU of .5:

      when                           addressee            stance
    1 Monday, on Monday: 1/2         Bo, Bo               none, neutral: none on either side
    2 none, none                     the press, press     none, endorsing
    3 early on Friday, Friday: 1/3   none, Friday         endorsing, endorsing
    4 none, none                     none, none           distancing, endorsing
    5 is missed, so nobody asks when it was said.
    """
    text = (
        "Ana told Bo on Monday it rained. Cy told the press it snowed. Di noted early on Friday "
        "it hailed. Ed claimed it froze. Flo said on Sunday it thawed."
    )
    contents = ["it rained", "it snowed", "it hailed", "it froze", "it thawed"]

    def annotated(*details: dict[str, Any]) -> FactRecord:
        statements = zip(contents, details, strict=False)
        return grounded(
            text, *(said(words, id=f"{n}", **each) for n, (words, each) in enumerate(statements))
        )

    gold = annotated(
        {"when": passage("Monday"), "addressee": passage("Bo")},
        {"addressee": passage("the press")},
        {"when": passage("early on Friday"), "stance": "endorsing"},
        {"stance": "distancing"},
        {"when": passage("Sunday")},
    )
    predicted = annotated(
        {"when": passage("on Monday"), "addressee": passage("Bo"), "stance": "neutral"},
        {"addressee": passage("press"), "stance": "endorsing"},
        {"when": passage("Friday"), "addressee": passage("Friday"), "stance": "endorsing"},
        {"stance": "endorsing"},
    )
    return Worked(
        gold,
        predicted,
        {
            "attribution.when": tally(1, 2, 1, 2),
            "attribution.addressee": tally(2, 2, 2, 3),
            "attribution.stance": tally(1, 2, 1, 3),
        },
    )


def details_of_sources() -> Worked:
    """Gold and predicted:

      name                   role              affiliation                      number
    1 Ana Ruiz, Ana  RUIZ    mayor, The mayor  Women's Union, the Women’s union none
    2 Bo, Bo Lind: wrong     pilot, none       none, Army                       none, unknown
    3 two clerks, Two clerks none              none                             several, several
    4 a driver, driver       none, driver      Metro, Metro Lines: wrong        one, several
    5 is missed, so nobody asks for its role.
    """
    text = "Ana Ruiz met Bo, two clerks, a driver and Cy."

    def annotated(*sources: dict[str, Any]) -> FactRecord:
        return grounded(text, sources=sources)

    gold = annotated(
        speaker("Ana Ruiz", "Ana Ruiz", id="a", role="mayor", affiliation="Women's Union"),
        speaker("Bo", "Bo", id="b", role="pilot"),
        speaker("two clerks", "two clerks", id="t", number="several"),
        speaker("a driver", "a driver", id="d", affiliation="Metro", number="one"),
        speaker("Cy", "Cy", id="c", role="cook"),
    )
    predicted = annotated(
        speaker("Ana  RUIZ", "Ana Ruiz", id="a", role="The mayor", affiliation="the Women’s union"),
        speaker("Bo Lind", "Bo", id="b", affiliation="Army", number="unknown"),
        speaker("Two clerks", "two clerks", id="t", number="several"),
        speaker(
            "driver", "a driver", id="d", role="driver", affiliation="Metro Lines", number="several"
        ),
    )
    return Worked(
        gold,
        predicted,
        {
            "sources.name": share(3, 4),
            "sources.role": tally(1, 2, 1, 2),
            "sources.affiliation": tally(1, 2, 1, 3),
            "sources.number": tally(1, 2, 1, 3),
        },
    )


def details_of_claims() -> Worked:
    """Gold and predicted; spans are paired one to one and right from an IoU of .5:

      times            quantities                       hedges           condition
    1 May, May         5 and 9 ships, 5 of 9 ships:     may and perhaps, if it rained, it rained:
                       1/4 and 2/4, so one is right     may perhaps: one 2/3
    2 Friday, none     none                             none             unless paid, paid: 1/2
    3 none             none, Most                       none             none, come what may
    4 is missed, so nobody asks for its times.
    """
    text = (
        "In May 5 of 9 ships may perhaps have sunk if it rained. On Friday the crew left unless "
        "paid. Most stayed, come what may. Sunday was dry."
    )
    evidence = text.rstrip(".").split(". ")

    def annotated(*details: dict[str, Any]) -> FactRecord:
        claims = zip(evidence, details, strict=False)
        return grounded(
            text, claims=[claim(words, id=f"{n}", **each) for n, (words, each) in enumerate(claims)]
        )

    gold = annotated(
        {
            "times": [passage("May")],
            "quantities": [passage("5"), passage("9 ships")],
            "hedges": [passage("may@1"), passage("perhaps")],
            "condition": passage("if it rained"),
        },
        {"times": [passage("Friday")], "condition": passage("unless paid")},
        {},
        {"times": [passage("Sunday")]},
    )
    predicted = annotated(
        {
            "times": [passage("May")],
            "quantities": [passage("5 of 9 ships")],
            "hedges": [passage("may perhaps")],
            "condition": passage("it rained"),
        },
        {"condition": passage("paid")},
        {"quantities": [passage("Most")], "condition": passage("come what may")},
    )
    return Worked(
        gold,
        predicted,
        {
            "claims.times": tally(1, 2, 1, 1),
            "claims.quantities": tally(1, 2, 1, 2),
            "claims.hedges": tally(1, 2, 1, 1),
            "claims.condition": tally(2, 2, 2, 3),
        },
    )


def claims_of_each_factuality() -> Worked:
    """Two gold claims have each value: one is predicted with it, one with the next of the scale.

    So the first value is also predicted of the last one's second claim, and so on: two predictions
    of each value, one of them right.
    """
    scale = get_args(Factuality)
    ships = [f"Ship {number} sank" for number in range(2 * len(scale))]
    gold_values = [value for value in scale for _ in range(2)]
    predicted_values = [*gold_values[1:], gold_values[0]]
    gold, predicted = (
        grounded(
            ". ".join(ships),
            claims=[
                claim(ship, id=f"{number}", factuality=value)
                for number, (ship, value) in enumerate(zip(ships, values, strict=True))
            ],
        )
        for values in (gold_values, predicted_values)
    )
    return Worked(
        gold,
        predicted,
        {
            "claims.factuality": share(8, 16),
            **{f"claims.factuality.{value}": tally(1, 2, 1, 2) for value in scale},
        },
    )


def claims_of_each_standing() -> Worked:
    """Claims of two words each with standing and rank, gold and predicted:

      gold                       predicted
    1 none                       presupposed, 3: figure, cause and rule
    2 main, 2: figure, act       main, 3: act, cause and rule
    3 main, 2: contested         background, 1: act
    4 background, 1: act         background, 2: figure and act
    5 background, 2: cause, act  none
    6 presupposed, 0             presupposed, 0
    7 none                       main, 0

    On the short list are 2, 3 and 5, predicted are 1, 2 and 4. The predicted ranking is 1, 2, 4,
    3: of the short list 2 is found at the second place, 3 at the fourth, 5 not at all.
    """
    text = "Flo ran. Ada left. Bo slept. Cy sang. Di won. Ed lost. Gus fell."
    names = text.rstrip(".").split(". ")

    def annotated(*details: tuple[str, str] | None) -> FactRecord:
        return grounded(
            text,
            claims=[
                claim(names[n], id=f"{n}", standing=each[0], checks=each[1].split())
                for n, each in enumerate(details)
                if each
            ],
        )

    return Worked(
        annotated(
            None,
            ("main", "figure act"),
            ("main", "contested"),
            ("background", "act"),
            ("background", "cause act"),
            ("presupposed", ""),
        ),
        annotated(
            ("presupposed", "figure cause rule"),
            ("main", "act cause rule"),
            ("background", "act"),
            ("background", "figure act"),
            None,
            ("presupposed", ""),
            ("main", ""),
        ),
        {
            "claims.found": tally(4, 5, 4, 6),
            "claims.found.main": tally(2, 2, 1, 2),
            "claims.found.background": tally(1, 2, 2, 2),
            "claims.found.presupposed": tally(1, 1, 1, 2),
            "claims.short_list": tally(1, 3, 1, 3),
            "claims.short_list.ranked": tally(1 / 2 + 2 / 4, 3, 1 / 2 + 2 / 4, 3),
        },
    )


def holders_and_checks() -> Worked:
    """Who holds a claim, what it reports, and its checks, gold and predicted:

      holder                   checks                       right
    1 Ana, Ana                 figure act, figure cause     holder, figure
    2 Bo, Ana                  rule, rule                   rule
    3 none, reports Cy: both   none, act                    holder
    4 none, none               contested, none              holder
    5 none, reports Di: none   cause, cause                 cause
    6 Ed, who is missed: Ed    contested, contested         contested
    """
    text = (
        "Ana said it rained. Bo said it snowed. Cy hoped it froze. It hailed. Di denied it thawed. "
        "Ed said it was dull."
    )
    people = {"Ana": "it rained", "Bo": "it snowed", "Cy": "it froze", "Di": "it thawed"}
    statements = [said(words, source=who, who=who, id=who) for who, words in people.items()]
    sources = [speaker(who, id=who) for who in people]

    def annotated(ed: str, *details: tuple[str | None, str | None, str]) -> FactRecord:
        evidence = [*list(people.values())[:3], "It hailed", "it thawed", "it was dull"]
        return grounded(
            text,
            *statements,
            said(ed, source="Ed", who="Ed", id="Ed"),
            sources=[*sources, speaker("Ed", id="Ed")],
            claims=[
                claim(words, id=f"{n}", attribution=holder, reports=reports, checks=checks.split())
                for n, (words, (holder, reports, checks)) in enumerate(
                    zip(evidence, details, strict=True), start=1
                )
            ],
        )

    return Worked(
        annotated(
            "it was dull",
            ("aAna", None, "figure act"),
            ("aBo", None, "rule"),
            (None, "aCy", ""),
            (None, None, "contested"),
            (None, "aDi", "cause"),
            ("aEd", None, "contested"),
        ),
        annotated(
            "Ed",
            ("aAna", None, "figure cause"),
            ("aAna", None, "rule"),
            (None, "aCy", "act"),
            (None, None, ""),
            (None, None, "cause"),
            ("aEd", None, "contested"),
        ),
        {
            "claims.held": share(3, 6),
            "claims.checks": tally(4, 6, 4, 6),
            "claims.checks.figure": tally(1, 1, 1, 1),
            "claims.checks.act": tally(0, 1, 0, 1),
            "claims.checks.cause": tally(1, 1, 1, 2),
            "claims.checks.rule": tally(1, 1, 1, 1),
            "claims.checks.contested": tally(1, 2, 1, 1),
        },
    )


WORKED: tuple[Callable[[], Worked], ...] = (
    spans_of_each_role,
    a_colon_for_a_cue,
    who_said_what,
    categories_chains_and_speakers,
    claims_by_evidence_and_wording,
    one_claim_per_sentence,
    relations_between_quotes_and_claims,
    details_of_attributions,
    details_of_sources,
    details_of_claims,
    claims_of_each_factuality,
    claims_of_each_standing,
    holders_and_checks,
)
