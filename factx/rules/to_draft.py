"""Turn the findings of the rules into a draft."""

from collections.abc import Sequence
from typing import NamedTuple

from factx.grounding import passage_at
from factx.records import (
    Article,
    Draft,
    DraftAttribution,
    DraftClaim,
    DraftQuote,
    DraftSource,
    MentionPassage,
    Origin,
    Passage,
    Relation,
)
from factx.records.provenance import Layer
from factx.records.quote import QuoteType
from factx.rules.claims.rule_claim import RuleClaim
from factx.rules.reading.document import Document
from factx.rules.rewordings import Rewording
from factx.rules.speakers.linking import Speaker
from factx.rules.statements.statement import Statement
from factx.text import Index, Offsets


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
    layers: tuple[Layer, ...] = ()
    """The layers that were looked for; empty means all."""


def to_draft(article: Article, index: Index, document: Document, found: Findings) -> Draft:
    """A draft of `found`: the nth statement has the ids `qn` and `an`, the nth speaker `sn`."""
    return Draft(
        article_sha256=article.sha256,
        sources=tuple(_source(index, at, s) for at, s in enumerate(found.speakers, 1)),
        quotes=tuple(_quote(index, document, at, s) for at, s in enumerate(found.statements, 1)),
        attributions=tuple(
            _attribution(index, at, s, found.speakers_of[at - 1], found.parents[at - 1])
            for at, s in enumerate(found.statements, 1)
        ),
        claims=tuple(_claim(index, at, claim) for at, claim in enumerate(found.claims, 1)),
        relations=tuple(
            Relation(type=one.type, first=f"q{one.first + 1}", second=f"q{one.second + 1}")
            for one in found.rewordings
        ),
        origin=Origin(drafter="offline", layers=found.layers),
    )


def _source(index: Index, at: int, speaker: Speaker) -> DraftSource:
    mentions = dict(speaker.mentions)
    place = speaker.named_at
    if place is not None and not any(s <= place[0] and place[1] <= e for s, e in mentions):
        mentions[place] = "name" if speaker.is_proper else "description"
    return DraftSource(
        id=f"s{at}",
        name=speaker.name,
        kind=speaker.kind,
        naming=speaker.naming,
        mentions=tuple(
            MentionPassage(**vars(_passage(index, place)), form=form)
            for place, form in sorted(mentions.items())
        ),
    )


def _quote(index: Index, document: Document, at: int, statement: Statement) -> DraftQuote:
    return DraftQuote(
        id=f"q{at}",
        spans=tuple(_passage(index, place) for place in statement.content),
        type=_quote_type(document, statement.content),
    )


def _quote_type(document: Document, content: Sequence[Offsets]) -> QuoteType:
    """Direct if all words are in quotations that begin in `content`, mixed if some are.

    Grounding also counts a quotation that begins before `content`. The results differ only for
    statements that a model found sentence by sentence.
    """
    quoted = unquoted = False
    for start, end in content:
        at = start
        for quotation in document.quotations_between(start, end):
            quoted = True
            unquoted |= _has_word(document.text[at : max(at, quotation.start)])
            at = quotation.end
        unquoted |= _has_word(document.text[at:end])
    if not quoted:
        return "indirect"
    return "mixed" if unquoted else "direct"


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _attribution(
    index: Index, at: int, statement: Statement, speakers: tuple[int, ...], parent: int | None
) -> DraftAttribution:
    source = statement.source if speakers else None
    return DraftAttribution(
        id=f"a{at}",
        quote=f"q{at}",
        sources=tuple(f"s{speaker + 1}" for speaker in speakers),
        source_span=_passage(index, source) if source else None,
        cue=_passage(index, statement.cue) if statement.cue else None,
        type=statement.type,
        parent=f"a{parent + 1}" if parent is not None else None,
        negated=statement.negated,
    )


def _claim(index: Index, at: int, claim: RuleClaim) -> DraftClaim:
    return DraftClaim(
        id=f"c{at}",
        text=claim.text,
        standalone=claim.standalone,
        evidence=tuple(_passage(index, place) for place in claim.evidence),
        attribution=f"a{claim.statement + 1}" if claim.statement is not None else None,
        kind=claim.kind,
        factuality=claim.factuality,
        standing=claim.standing,
    )


def _passage(index: Index, place: Offsets) -> Passage:
    return passage_at(index, *place)
