"""A record as one page: sources, quotes, claims, what was not found, and the text."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from factx.records import (
    Attribution,
    Claim,
    FactRecord,
    Provenance,
    Quote,
    Source,
    Span,
    Ungrounded,
)
from factx.render.article import header
from factx.render.characters import printable
from factx.render.layout import Entry, joined, section
from factx.render.marking import Colours, marked
from factx.render.phrases import count, tokens
from factx.render.voices import voices
from factx.text import index_of

_DEEPEST = 4
_REASONS = {
    "not_in_text": "not in the article",
    "changed_number": "a number differs",
    "changed_negation": "a negation differs",
    "changed_modal": "a modal verb differs",
    "changed_name": "a name differs",
    "ambiguous": "several places fit equally well",
    "depends_on": "depends on something that was not found",
    "invalid": "malformed",
}
_FACTUALITY = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    "CT-": "certain, negative",
    "PR-": "probable, negative",
    "PS-": "possible, negative",
    "CTu": "certain, polarity open",
    "Uu": "open",
}


def shown(record: FactRecord) -> RenderableType:
    """Lay out a record: sources, quotes, claims, what was not found, and the text if it has one.

    Quotes are in reading order, and a quote that another one reports is indented below it.
    """
    return _Page(record).whole()


class _Page:
    """The sections of a record; each source has its own colour."""

    def __init__(self, record: FactRecord) -> None:
        self.record = record
        self.index = index_of(record.article.text) if record.article.text is not None else None
        self.sources = {source.id: source for source in record.sources}
        self.quotes = {quote.id: quote for quote in record.quotes}
        self.voices = voices(record)
        self.colours = Colours(record.sources)

    def whole(self) -> RenderableType:
        record = self.record
        quotes_of = Counter(source for a in record.attributions for source in a.sources)
        return Group(
            *header(record.article),
            Text(),
            Entry("", Text(self._contents()), indent=0),
            *section("Sources", (self._source(s, quotes_of[s.id]) for s in record.sources)),
            *section("Who said what", (self._attribution(d, a) for d, a in _tree(record))),
            *section("Claims", map(self._claim, record.claims)),
            *section(
                "Relations",
                (Entry("", Text(f"{r.first} {r.type} {r.second}")) for r in record.relations),
            ),
            *section("Not found in the article", map(self._lost, record.ungrounded)),
            *section("The article", self._text()),
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
        facts = (source.naming, source.kind.replace("_", " "), count(quotes, "quote"))
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
            facts.append("negated")
        if attribution.stance:
            facts.append(f"{attribution.stance} wording")
        if attribution.when:
            facts.append(f"when: {_dated(attribution.when.text, attribution.when.value)}")
        if attribution.addressee:
            facts.append(f"to: {attribution.addressee.text}")
        facts += [f"{s.match} match: {', '.join(s.differs)}" for s in quote.spans if s.differs]
        return joined((*facts, *_marks(attribution), *_marks(quote)))

    def _claim(self, claim: Claim) -> Entry:
        facts = [claim.kind, f"{_FACTUALITY[claim.factuality]} ({claim.factuality})"]
        facts += self.voices[claim.id]
        if not claim.standalone:
            facts.append("not standalone")
        if claim.condition:
            facts.append(f"if: {claim.condition.text}")
        if claim.standing and claim.standing != "main":
            facts.append(claim.standing)
        if claim.checks:
            facts.append(f"check: {', '.join(claim.checks)}")
        facts.append(self._place(claim.evidence[0]))
        return Entry(claim.id, Text(printable(claim.text)), note=joined((*facts, *_marks(claim))))

    def _lost(self, lost: Ungrounded) -> Entry:
        reason = _REASONS[lost.reason]
        facts = [f"{reason}: {', '.join(lost.differs)}" if lost.differs else reason]
        facts += [lost.detail] if lost.detail else []
        if lost.nearest is not None:
            facts.append(f"nearest, {self._place(lost.nearest)}: {lost.nearest.text}")
        kind = lost.kind.replace("_", " ")
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
