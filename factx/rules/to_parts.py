"""Turn the findings of the rules into the items of a record."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from factx.grounding.parts import Parts
from factx.records import Attribution, Claim, Mention, Quote, Relation, Source, Span
from factx.records.provenance import Layer
from factx.records.quote import QuoteType
from factx.rules.claims.rule_claim import RuleClaim
from factx.rules.reading.document import Document
from factx.rules.rewordings import Rewording
from factx.rules.speakers.linking import Speaker
from factx.rules.statements.statement import Statement
from factx.text import Offsets


class Findings(NamedTuple):
    """Everything that the rules found in an article."""

    statements: Sequence[Statement]
    speakers: Sequence[Speaker]
    speakers_of: Sequence[tuple[int, ...]]
    """The speakers of each statement, as positions in `speakers`."""
    parents: Sequence[int | None]
    """The parent of each statement as a position in `statements`; mostly None."""
    rewordings: Sequence[Rewording] = ()
    claims: Sequence[RuleClaim] = ()
    contradictions: Sequence[tuple[int, int]] = ()
    """Pairs of claims that contradict each other, the later first."""
    repeats: Sequence[tuple[int, int]] = ()
    """Pairs of claims of one holder that say the same, the later first."""
    layers: tuple[Layer, ...] = ()
    """The layers that were looked for; empty means all."""


def to_parts(document: Document, found: Findings) -> Parts:
    """The items of `found`: the nth statement has the ids `qn` and `an`, the nth speaker `sn`."""
    text = document.text
    return Parts(
        [_source(text, at, speaker) for at, speaker in enumerate(found.speakers, 1)],
        [_quote(document, at, statement) for at, statement in enumerate(found.statements, 1)],
        [
            _attribution(text, at, statement, found.speakers_of[at - 1], found.parents[at - 1])
            for at, statement in enumerate(found.statements, 1)
        ],
        [_claim(text, at, claim) for at, claim in enumerate(found.claims, 1)],
        [
            Relation(type=one.type, first=f"q{one.first + 1}", second=f"q{one.second + 1}")
            for one in found.rewordings
        ]
        + [
            Relation(type="contradicts", first=f"c{first + 1}", second=f"c{second + 1}")
            for first, second in found.contradictions
        ]
        + [
            Relation(type="repeats", first=f"c{first + 1}", second=f"c{second + 1}")
            for first, second in found.repeats
        ],
    )


def _source(text: str, at: int, speaker: Speaker) -> Source:
    mentions = dict(speaker.mentions)
    place = speaker.named_at
    if place is not None and not any(s <= place[0] and place[1] <= e for s, e in mentions):
        mentions[place] = "name" if speaker.is_proper else "description"
    return Source(
        id=f"s{at}",
        name=speaker.name,
        kind=speaker.kind,
        naming=speaker.naming,
        mentions=tuple(
            Mention(start=start, end=end, text=text[start:end], form=form)
            for (start, end), form in sorted(mentions.items())
        ),
    )


def _quote(document: Document, at: int, statement: Statement) -> Quote:
    return Quote(
        id=f"q{at}",
        spans=_spans(document.text, statement.content),
        type=_quote_type(document, statement.content),
    )


def _quote_type(document: Document, content: Sequence[Offsets]) -> QuoteType:
    """Direct if all words are in quotations, mixed if some are."""
    quoted = unquoted = False
    reached = 0  # a quotation may go on after words that interrupt it
    for start, end in content:
        if _is_within_quotation(document, start, end):
            quoted = True
            continue
        at = max(start, min(end, reached))
        for quotation in document.quotations_between(start, end):
            quoted = True
            unquoted |= _has_word(document.text[at : max(at, quotation.start)])
            at = reached = quotation.end
        unquoted |= _has_word(document.text[at:end])
    if not quoted:
        return "indirect"
    return "mixed" if unquoted else "direct"


def _is_within_quotation(document: Document, start: int, end: int) -> bool:
    """Whether a quotation that begins before `start` contains all words up to `end`."""
    at = bisect_left(document.starts, start) - 1
    return at >= 0 and end <= document.quotations[document.starts[at]].end


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _attribution(
    text: str, at: int, statement: Statement, speakers: tuple[int, ...], parent: int | None
) -> Attribution:
    return Attribution(
        id=f"a{at}",
        quote=f"q{at}",
        sources=tuple(f"s{speaker + 1}" for speaker in speakers),
        source_span=_span(text, statement.source) if statement.source and speakers else None,
        cue=_span(text, statement.cue) if statement.cue else None,
        type=statement.type,
        parent=f"a{parent + 1}" if parent is not None else None,
        negated=statement.negated,
    )


def _claim(text: str, at: int, claim: RuleClaim) -> Claim:
    return Claim(
        id=f"c{at}",
        text=claim.text,
        standalone=claim.standalone,
        evidence=_spans(text, claim.evidence),
        attribution=f"a{claim.statement + 1}" if claim.statement is not None else None,
        kind=claim.kind,
        factuality=claim.factuality,
        standing=claim.standing,
        reports=f"a{claim.reports + 1}" if claim.reports is not None else None,
    )


def _spans(text: str, places: Sequence[Offsets]) -> tuple[Span, ...]:
    return tuple(_span(text, place) for place in sorted(set(places)))


def _span(text: str, place: Offsets) -> Span:
    return Span(start=place[0], end=place[1], text=text[place[0] : place[1]])
