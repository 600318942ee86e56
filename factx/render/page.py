"""A record as one page: the text, quotes, sources, claims, and what was not found."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final, Literal

from rich.console import Group, RenderableType
from rich.text import Text

from factx.records import (
    Attribution,
    Claim,
    FactRecord,
    Provenance,
    Quote,
    Relation,
    Source,
    Span,
    Ungrounded,
)
from factx.render.article import header
from factx.render.characters import printable
from factx.render.layout import Entry, joined, section
from factx.render.marking import Colours, marked
from factx.render.phrases import count, tokens
from factx.render.said_by import said_by
from factx.render.voices import voices
from factx.render.words import FACTUALITY, REASONS, kind_words
from factx.text import index_of

_DEEPEST = 4

Part = Literal["article", "quotes", "sources", "claims"]
"""A section of a record's page; `quotes` has relations too, and each has what was lost of it."""

PARTS: Final[tuple[Part, ...]] = ("article", "quotes", "sources", "claims")
_OF = {"claim": "claims", "source": "sources", "mention": "sources"}


def shown(
    record: FactRecord, *, parts: Collection[Part] = PARTS, source: str | None = None
) -> RenderableType:
    """Lay out a record: the article with its quotes marked, who said what, sources, and claims.

    Quotes are in reading order, and a quote that another one reports is indented below it. `parts`
    chooses sections. With `source`, a part of a name or an id, there is only what these sources
    say; raises `InputError` if the record has no such source.
    """
    return _Page(record if source is None else said_by(record, source)).whole(parts)


class _Page:
    """The sections of a record; each source has its own colour."""

    def __init__(self, record: FactRecord) -> None:
        self.record = record
        self.index = index_of(record.article.text) if record.article.text is not None else None
        self.sources = {source.id: source for source in record.sources}
        self.quotes = {quote.id: quote for quote in record.quotes}
        self.voices = voices(record)
        self.colours = Colours(record.sources)

    def whole(self, parts: Collection[Part]) -> RenderableType:
        record = self.record
        quotes_of = Counter(source for a in record.attributions for source in a.sources)
        sections = {
            "article": section("The article", self._text()),
            "quotes": [
                *section("Who said what", (self._attribution(d, a) for d, a in _tree(record))),
                *section("Relations", map(_relation, record.relations)),
            ],
            "sources": section(
                "Sources", (self._source(s, quotes_of[s.id]) for s in record.sources)
            ),
            "claims": section("Claims", map(self._claim, record.claims)),
        }
        lost = [lost for lost in record.ungrounded if _OF.get(lost.kind, "quotes") in parts]
        return Group(
            *header(record.article),
            Text(),
            Entry("", Text(self._contents()), indent=0),
            *(line for part in PARTS if part in parts for line in sections[part]),
            *section("Not found in the article", map(self._lost, lost)),
            Text(),
            Entry("", Text(), note=_origin(record.provenance), indent=0),
        )

    def _contents(self) -> str:
        record = self.record
        unnamed = sum(source.naming == "unnamed" for source in record.sources)
        sources = count(len(record.sources), "source")
        found = record.counts
        return joined(
            (
                f"{sources}, {unnamed} unnamed" if unnamed else sources,
                count(len(record.quotes), "quote"),
                count(len(record.claims), "claim"),
                f"{found.grounded:,} of {count(found.drafted, 'passage')} found in the article",
            )
        )

    def _source(self, source: Source, quotes: int) -> Entry:
        body = Text(printable(source.name), style=self.colours.style(source.id))
        about = [fact for fact in (source.role, source.affiliation) if fact]
        about = [fact for fact in about if fact.casefold() not in source.name.casefold()]
        if about:
            body.append(f", {printable(', '.join(about))}", style="default not bold")
        facts = (source.naming, kind_words(source.kind), count(quotes, "quote"))
        return Entry(source.id, body, note=joined((*facts, *_marks(source))))

    def _attribution(self, depth: int, attribution: Attribution) -> Entry:
        quote = self.quotes[attribution.quote]
        body = Text()
        for number, source in enumerate(attribution.sources):
            body.append(" and " if number else "")
            body.append(printable(self.sources[source].name), style=self.colours.style(source))
        if not attribution.sources:
            body.append("no source given", style="italic")
        if attribution.cue is not None:
            body.append(" — ").append(printable(attribution.cue.text), style="italic")
        body.append(":\n")
        body.append(" … ".join(printable(span.text) for span in quote.spans))
        return Entry(
            quote.id,
            body,
            note=self._manner(attribution, quote),
            indent=2 + 4 * min(depth, _DEEPEST),
        )

    def _manner(self, attribution: Attribution, quote: Quote) -> str:
        facts = [quote.type, self._place(quote.spans[0])]
        if attribution.type != "statement":
            facts.append(attribution.type)
        if attribution.negated:
            facts.append("not said (negated)")
        if attribution.stance:
            facts.append(f"{attribution.stance} wording")
        if attribution.when:
            facts.append(f"when: {_dated(attribution.when.text, attribution.when.value)}")
        if attribution.addressee:
            facts.append(f"to: {attribution.addressee.text}")
        facts += [f"{s.match} match: {', '.join(s.differs)}" for s in quote.spans if s.differs]
        return joined((*facts, *_marks(attribution), *_marks(quote)))

    def _claim(self, claim: Claim) -> Entry:
        """A claim and what is not usual about it; who says it is named if the article does not."""
        facts = [voice for voice in self.voices[claim.id] if voice != "says the article"]
        facts += [claim.kind] if claim.kind != "fact" else []
        facts += [FACTUALITY[claim.factuality]] if claim.factuality != "CT+" else []
        facts += [f"if: {claim.condition.text}"] if claim.condition else []
        facts += [claim.standing] if claim.standing and claim.standing != "main" else []
        facts += [f"check: {', '.join(claim.checks)}"] if claim.checks else []
        return Entry(claim.id, Text(printable(claim.text)), note=joined((*facts, *_marks(claim))))

    def _lost(self, lost: Ungrounded) -> Entry:
        reason = REASONS[lost.reason]
        facts = [f"{reason}: {', '.join(lost.differs)}" if lost.differs else reason]
        facts += [lost.detail] if lost.detail else []
        if lost.nearest is not None:
            facts.append(f"nearest, {self._place(lost.nearest)}: {lost.nearest.text}")
        kind = kind_words(lost.kind)
        body = Text(printable(lost.drafted or lost.item or ""))
        return Entry(kind, body, note=joined(facts))

    def _text(self) -> Iterator[Entry]:
        """The article with its quotes in brackets that name the quote and its sources."""
        if self.index is not None:
            yield Entry("", marked(self.index.text, self.record, self.colours))

    def _place(self, span: Span) -> str:
        if self.index is None:
            return f"character {span.start}"
        return f"sentence {self.index.sentence_of(span.start)}"


def _tree(record: FactRecord) -> Iterator[tuple[int, Attribution]]:
    """Yield the attributions in reading order, each followed by those that it reports."""
    children: dict[str | None, list[Attribution]] = {}
    for attribution in record.attributions:
        children.setdefault(attribution.parent, []).append(attribution)
    stack = [(0, attribution) for attribution in reversed(children.get(None, []))]
    while stack:
        depth, attribution = stack.pop()
        yield depth, attribution
        stack += [(depth + 1, child) for child in reversed(children.get(attribution.id, []))]


def _relation(relation: Relation) -> Entry:
    return Entry("", Text(f"{relation.first} {relation.type} {relation.second}"))


def _dated(text: str, value: str | None) -> str:
    return f"{text} ({value})" if value and value != text else text


def _marks(item: Source | Quote | Attribution | Claim) -> Iterator[str]:
    """Yield the notes of an annotator on an item of gold."""
    if item.optional:
        yield "optional"
    if item.doubt:
        yield f"doubt: {item.doubt}"


def _origin(provenance: Provenance) -> str:
    drafter = provenance.system if provenance.model else f"{provenance.drafter} drafter"
    facts = [f"drafted by {drafter}" if provenance.drafter != "human" else "drafted by a person"]
    if provenance.prompt_digest:
        facts.append(f"prompt {provenance.prompt_digest[:12]}")
    if provenance.usage:
        facts.append(tokens(provenance.usage))
    if provenance.seconds is not None:
        facts.append(f"{provenance.seconds:.1f} s")
    facts += [provenance.when] if provenance.when else []
    if provenance.broken_off:
        facts.append(f"incomplete: {provenance.broken_off}")
    return joined((*facts, f"grounded by factx {provenance.factx_version}"))
