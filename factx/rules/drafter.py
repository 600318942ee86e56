"""The drafter that needs no model: rules and word lists, on this machine, in milliseconds."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import chain
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
    QuantityPassage,
    Relation,
    TimePassage,
)
from factx.records.provenance import Layer
from factx.records.quote import QuoteType
from factx.rules.claims.claims import Assertion, assertions
from factx.rules.language.language import language_of
from factx.rules.reading.document import Document, document
from factx.rules.rewordings import Link, relations
from factx.rules.speakers.linking import Speaker, speakers
from factx.rules.statements.loose_quotations import with_quotations
from factx.rules.statements.marked_quotations import (
    bare_statements,
    direct_speakers,
    direct_statements,
)
from factx.rules.statements.reporting_clauses import statements
from factx.rules.statements.statement import Statement
from factx.rules.statements.transcripts import turns
from factx.text import Index, Offsets

Clock = Callable[[], datetime]
Timer = Callable[[], float]


class _Findings(NamedTuple):
    """All that was found in an article."""

    said: list[Statement]
    who: list[Speaker]
    linked: list[tuple[int, ...]]
    """The speakers of each statement, by their places in `who`."""
    parents: list[int | None]
    claims: list[Assertion]
    links: list[Link]
    layers: tuple[Layer, ...] = ()
    """What was looked for, where that was not everything."""


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class OfflineDrafter:
    """Drafts news without a model and without a network.

    It finds quotations and reported speech by their verbs and draws speakers together by their
    names. What it is unsure of it leaves out. `Article.lang` chooses the rules: English, also where
    it is null; German for direct quotations with their speakers; and for any other language the
    quotations that look like speech, with nobody named.
    """

    def __init__(
        self, *, claims: bool = True, clock: Clock = utc_now, timer: Timer = time.perf_counter
    ) -> None:
        """Without `claims`, nothing but who said what is looked for."""
        self._claims = claims
        self._clock = clock
        self._timer = timer

    async def draft(self, article: Article) -> Draft:
        """A draft about `article`; never fails on an article that has its text."""
        return draft_offline(article, claims=self._claims, clock=self._clock, timer=self._timer)


def draft_offline(
    article: Article,
    *,
    claims: bool = True,
    clock: Clock = utc_now,
    timer: Timer = time.perf_counter,
) -> Draft:
    """What the rules find in `article`, claims only if wanted; `clock` and `timer` only date and
    time the draft."""
    begun = timer()
    index = Index(article.get_text())
    read = document(index, language_of(article.lang))
    findings = _findings(index, read, claims=claims)
    draft = _draft(article, index, read, findings)
    origin = Origin(
        drafter="offline",
        layers=findings.layers,
        seconds=max(0.0, timer() - begun),
        when=clock().isoformat(timespec="seconds"),
    )
    return draft.model_copy(update={"origin": origin})


def find_statements(read: Document) -> list[Statement]:
    """Everything said in an article, in reading order."""
    by_unit = (statements(read.text, unit, number) for number, unit in enumerate(read.units))
    return with_quotations(read, _distinct(chain(turns(read), *by_unit)))


def parents_of(said: Sequence[Statement]) -> list[int | None]:
    """For each statement the one in whose content it is made, the innermost; None for most."""
    parents: list[int | None] = []
    for at, statement in enumerate(said):
        start, end = _extent(statement)
        outer = [
            (stop - begin, other)
            for other in range(max(0, at - 24), min(len(said), at + 25))
            if other != at
            for begin, stop in said[other].content
            if begin <= start and end <= stop and (begin, stop) != (start, end)
        ]
        parents.append(min(outer)[1] if outer else None)
    return parents


def _extent(statement: Statement) -> Offsets:
    """From the first to the last character of a statement, whose source may stand far before."""
    places = list(statement.content)
    if statement.cue is not None:
        places.append(statement.cue)
    return min(place[0] for place in places), max(place[1] for place in places)


def _distinct(made: "chain[Statement]") -> list[Statement]:
    """The statements without those that repeat another's cue or whole content."""
    kept: dict[object, Statement] = {}
    cues: set[Offsets] = set()
    for statement in made:
        if statement.cue is None or statement.cue not in cues:
            kept.setdefault((statement.cue, statement.content), statement)
        if statement.cue is not None:
            cues.add(statement.cue)
    return list(kept.values())


def _findings(index: Index, read: Document, *, claims: bool) -> _Findings:
    """What the rules for the document's language find."""
    return _linked(index, read, _said(read), claims=claims)


def _said(read: Document) -> list[Statement]:
    """The statements that the rules for the document's language find."""
    match read.language.scope:
        case "full":
            return find_statements(read)
        case "direct":
            return direct_statements(read)
        case "quotations":
            return bare_statements(read)


def _linked(index: Index, read: Document, said: list[Statement], *, claims: bool) -> _Findings:
    """Statements with what the rules for their language make of them, whoever found them."""
    match read.language.scope:
        case "full":
            who, linked = speakers(read, said)
            parents = parents_of(said)
            links = relations(index, said, linked)
            if not claims:
                layers: tuple[Layer, ...] = ("attributions", "relations")
                return _Findings(said, who, linked, parents, [], links, layers=layers)
            voices = [who[group[0]] if len(group) == 1 else None for group in linked]
            asserted = assertions(read, index, said, parents, voices)
            return _Findings(said, who, linked, parents, asserted, links)
        case "direct":
            who, linked = direct_speakers(read, said)
        case "quotations":
            who, linked = [], [()] * len(said)
    return _Findings(said, who, linked, [None] * len(said), [], [], layers=("attributions",))


def said_offline(article: Article, index: Index, read: Document) -> list[Statement]:
    """The statements that the rules find in `article`, in reading order."""
    return _said(read)


def assembled(
    article: Article, index: Index, read: Document, said: list[Statement], *, claims: bool = True
) -> Draft:
    """The draft that statements amount to, whoever found them: the nth is `qn` and `an`."""
    found = _linked(index, read, said, claims=claims)
    draft = _draft(article, index, read, found)
    origin = draft.origin.model_copy(update={"layers": found.layers})
    return draft.model_copy(update={"origin": origin})


def _draft(article: Article, index: Index, read: Document, found: _Findings) -> Draft:
    return Draft(
        article_sha256=article.sha256,
        sources=tuple(_source(index, at, speaker) for at, speaker in enumerate(found.who, 1)),
        quotes=tuple(_quote(index, read, at, s) for at, s in enumerate(found.said, 1)),
        attributions=tuple(
            _attribution(index, at, s, found.linked[at - 1], found.parents[at - 1])
            for at, s in enumerate(found.said, 1)
        ),
        claims=tuple(_claim(index, at, claim) for at, claim in enumerate(found.claims, 1)),
        relations=tuple(
            Relation(type=link.type, first=f"q{link.first + 1}", second=f"q{link.second + 1}")
            for link in found.links
        ),
    )


def _source(index: Index, at: int, speaker: Speaker) -> DraftSource:
    mentions = dict(speaker.mentions)
    place = speaker.named_at
    if place is not None and not any(s <= place[0] and place[1] <= e for s, e in mentions):
        mentions[place] = "name"
    return DraftSource(
        id=f"s{at}",
        name=speaker.name,
        kind=speaker.kind,
        naming=speaker.naming,
        role=speaker.role,
        number=speaker.number,
        mentions=tuple(
            MentionPassage(**passage_at(index, *place).model_dump(), form=form)
            for place, form in sorted(mentions.items())
        ),
    )


def _quote(index: Index, read: Document, at: int, statement: Statement) -> DraftQuote:
    return DraftQuote(
        id=f"q{at}",
        spans=tuple(_passage(index, place) for place in statement.content),
        type=_quote_type(read, statement.content),
    )


def _quote_type(read: Document, content: Sequence[Offsets]) -> QuoteType:
    """Direct if all words stand inside quotation marks, mixed if some do."""
    quoted = unquoted = False
    for start, end in content:
        at = start
        for quotation in read.quotations_between(start, end):
            quoted = True
            unquoted |= _has_word(read.text[at : max(at, quotation.start)])
            at = quotation.end
        unquoted |= _has_word(read.text[at:end])
    if not quoted:
        return "indirect"
    return "mixed" if unquoted else "direct"


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _attribution(
    index: Index, at: int, statement: Statement, who: tuple[int, ...], parent: int | None
) -> DraftAttribution:
    source = statement.source if who else None
    return DraftAttribution(
        id=f"a{at}",
        quote=f"q{at}",
        sources=tuple(f"s{speaker + 1}" for speaker in who),
        source_span=_passage(index, source) if source else None,
        cue=_passage(index, statement.cue) if statement.cue else None,
        type=statement.type,
        parent=f"a{parent + 1}" if parent is not None else None,
        negated=statement.negated,
        addressee=_passage(index, statement.addressee) if statement.addressee else None,
    )


def _claim(index: Index, at: int, claim: Assertion) -> DraftClaim:
    return DraftClaim(
        id=f"c{at}",
        text=claim.text,
        standalone=claim.standalone,
        evidence=tuple(_passage(index, place) for place in claim.evidence),
        attribution=f"a{claim.statement + 1}" if claim.statement is not None else None,
        kind=claim.kind,
        factuality=claim.factuality,
        condition=_passage(index, claim.condition) if claim.condition else None,
        hedges=tuple(_passage(index, place) for place in claim.hedges),
        times=tuple(
            TimePassage(
                **_passage(index, place).model_dump(),
                value=value,
                basis="stated" if value else None,
            )
            for place, value in claim.times
        ),
        quantities=tuple(
            QuantityPassage(**_passage(index, place).model_dump(), value=value, unit=unit)
            for place, value, unit in claim.quantities
        ),
    )


def _passage(index: Index, place: Offsets) -> Passage:
    return passage_at(index, *place)
