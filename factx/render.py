"""Articles and records as a person reads them in a terminal, with or without colour.

What comes from an article is shown, never obeyed: characters that would drive a terminal or turn
the direction of its text are replaced by ones that can be seen.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from factx.records import (
    Article,
    Attribution,
    Claim,
    FactRecord,
    Provenance,
    Quote,
    Source,
    Span,
    Ungrounded,
)
from factx.text import Index

# One colour a source, in the order of the sources: these can be read on dark and light grounds.
_COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red")
_DIM = "dim"
_NARROWEST = 12
_DEEPEST = 4

# Line ends become one kind, each other control character its picture, and the characters that
# turn text around the sign for what cannot be shown. One for one, so that offsets stay true.
_SHOWN = {
    **{code: 0x2400 + code for code in range(0x20)},
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF), 0xFFFD),
    0x7F: 0x2421,
    **dict.fromkeys(map(ord, "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), ord("\n")),
    ord("\t"): ord(" "),
}

_REASONS = {
    "not_in_text": "not in the article",
    "changed_number": "a number differs",
    "changed_negation": "a negation differs",
    "changed_modal": "a modal verb differs",
    "changed_name": "a name differs",
    "ambiguous": "several places fit equally well",
    "depends_on": "it hangs on something that was not found",
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


# Plain strings


def printable(text: str) -> str:
    """`text` on one line, with nothing in it that a terminal would act upon."""
    return " ".join(_shown(text).split())


def sizes(record: FactRecord) -> Counter[str]:
    """How much there is of everything in a record; sizes of several can be added up."""
    parts = ("sources", "quotes", "attributions", "claims")
    return Counter({part: len(getattr(record, part)) for part in parts} | dict(record.counts))


def summary(of: Counter[str]) -> str:
    """Sizes in one line: items, and what became of the drafted passages."""
    parts = ("source", "quote", "attribution", "claim")
    items = ", ".join(_count(of[f"{part}s"], part) for part in parts)
    passages = _count(of["drafted"], "passage")
    found = f"{of['grounded']:,} grounded, {of['ungrounded']:,} ungrounded"
    return f"{items}; {passages} drafted, {found}"


def tokens(read: int, written: int) -> str:
    """What a model read and wrote, in words."""
    return f"{read:,} tokens read, {written:,} written"


def loss(lost: Ungrounded) -> str:
    """A lost part of a draft in one line: what it was, why it is lost, what comes nearest."""
    named = f"{lost.kind} of {lost.item}" if lost.item else lost.kind
    drafted = f" {_quoted(lost.drafted)}" if lost.drafted is not None else ""
    differs = f" ({', '.join(lost.differs)})" if lost.differs else ""
    detail = f": {lost.detail}" if lost.detail else ""
    nearest = f"; nearest is {_quoted(lost.nearest.text)}" if lost.nearest else ""
    return printable(f"{named}{drafted}: {lost.reason}{differs}{detail}{nearest}")


def _quoted(text: str) -> str:
    return f'"{text if len(text) <= 200 else f"{text[:120]} ... {text[-60:]}"}"'


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _shown(text: str) -> str:
    """`text`, as long as it was, with nothing in it but characters to be seen and line ends."""
    return text.replace("\r\n", " \n").translate(_SHOWN)


# Articles


def numbered(article: Article) -> RenderableType:
    """The sentences of an article with the numbers by which a draft refers to them."""
    index = Index(article.get_text())
    width = len(str(len(index.sentences)))
    entries = (
        _Entry(f"{number:>{width}}", Text(printable(index.text[start:end])))
        for number, (start, end) in enumerate(index.sentences, start=1)
    )
    return Group(*_header(article), Text(), *entries)


def _header(article: Article) -> "Iterator[_Entry]":
    title = Text(printable(article.title or article.id), style="bold")
    facts = (article.publisher, article.published, article.byline, article.url)
    known = (*facts, article.id if article.title else None)
    yield _Entry("", title, note=_joined(fact for fact in known if fact), indent=0)


def _joined(facts: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(map(printable, facts)))


# Records


def shown(record: FactRecord) -> RenderableType:
    """A record for a person: who speaks, who said what, the claims, what was not found, the text.

    Quotes are listed in reading order, one that reaches us through another beneath it. A record
    that comes without its text is shown without it.
    """
    return _Page(record).whole()


class _Page:
    """One record laid out section by section, each source in a colour of its own."""

    def __init__(self, record: FactRecord) -> None:
        self.record = record
        self.index = Index(record.article.text) if record.article.text is not None else None
        self.sources = {source.id: source for source in record.sources}
        self.quotes = {quote.id: quote for quote in record.quotes}
        self.attributions = {attribution.id: attribution for attribution in record.attributions}
        self.colours = {
            source.id: _COLOURS[number % len(_COLOURS)]
            for number, source in enumerate(record.sources)
        }

    def whole(self) -> RenderableType:
        record = self.record
        heard = Counter(source for a in record.attributions for source in a.sources)
        return Group(
            *_header(record.article),
            Text(),
            _Entry("", Text(self._contents()), indent=0),
            *_section("Sources", (self._source(s, heard[s.id]) for s in record.sources)),
            *_section("Who said what", (self._said(d, a) for d, a in _tree(record))),
            *_section("Claims", map(self._claim, record.claims)),
            *_section(
                "Relations",
                (_Entry("", Text(f"{r.first} {r.type} {r.second}")) for r in record.relations),
            ),
            *_section("Not found in the article", map(self._lost, record.ungrounded)),
            *_section("The article", self._text()),
            Text(),
            _Entry("", Text(), note=_made_by(record.provenance), indent=0),
        )

    def _contents(self) -> str:
        record = self.record
        unnamed = sum(source.naming == "unnamed" for source in record.sources)
        sources = _count(len(record.sources), "source")
        found = record.counts
        return _joined(
            (
                f"{sources}, {unnamed} unnamed" if unnamed else sources,
                _count(len(record.quotes), "quote"),
                _count(len(record.claims), "claim"),
                f"{found.grounded:,} of {_count(found.drafted, 'passage')} found in the article",
            )
        )

    def _source(self, source: Source, heard: int) -> "_Entry":
        body = Text(printable(source.name), style=self._style(source.id))
        about = [fact for fact in (source.role, source.affiliation) if fact]
        about = [fact for fact in about if fact.casefold() not in source.name.casefold()]
        if about:
            body.append(f", {printable(', '.join(about))}", style="default not bold")
        facts = (source.naming, source.kind.replace("_", " "), _count(heard, "quote"))
        return _Entry(source.id, body, note=_joined((*facts, *_marks(source))))

    def _said(self, depth: int, attribution: Attribution) -> "_Entry":
        quote = self.quotes[attribution.quote]
        body = Text()
        for number, source in enumerate(attribution.sources):
            body.append(" and " if number else "")
            body.append(printable(self.sources[source].name), style=self._style(source))
        if not attribution.sources:
            body.append("no source given", style="italic")
        if attribution.cue is not None:
            body.append(" — ").append(printable(attribution.cue.text), style="italic")
        body.append(":\n")
        body.append(" … ".join(printable(span.text) for span in quote.spans))
        return _Entry(
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
        return _joined((*facts, *_marks(attribution), *_marks(quote)))

    def _claim(self, claim: Claim) -> "_Entry":
        facts = [claim.kind, f"{_FACTUALITY[claim.factuality]} ({claim.factuality})"]
        facts.append(f"says {self._holder(claim)}")
        if not claim.standalone:
            facts.append("not standalone")
        if claim.condition:
            facts.append(f"if: {claim.condition.text}")
        if claim.checkworthy:
            facts.append("worth a check")
        facts.append(self._place(claim.evidence[0]))
        return _Entry(claim.id, Text(printable(claim.text)), note=_joined((*facts, *_marks(claim))))

    def _holder(self, claim: Claim) -> str:
        if claim.attribution is None:
            return "the article"
        attribution = self.attributions[claim.attribution]
        names = " and ".join(self.sources[source].name for source in attribution.sources)
        return f"{names or 'a source not given'} ({attribution.quote})"

    def _lost(self, lost: Ungrounded) -> "_Entry":
        reason = _REASONS[lost.reason]
        facts = [f"{reason}: {', '.join(lost.differs)}" if lost.differs else reason]
        facts += [lost.detail] if lost.detail else []
        if lost.nearest is not None:
            facts.append(f"nearest, {self._place(lost.nearest)}: {lost.nearest.text}")
        kind = lost.kind.replace("_", " ")
        body = Text(printable(lost.drafted or lost.item or ""))
        return _Entry(kind, body, note=_joined(facts))

    def _text(self) -> Iterator["_Entry"]:
        """The article with each quote in brackets that name it and its sources."""
        if self.index is not None:
            yield _Entry("", self._marked(self.index.text))

    def _marked(self, text: str) -> Text:
        marked = Text(_shown(text))
        inserts: list[tuple[int, int, str, str]] = []
        for attribution in self.record.attributions:
            style = self._style(*attribution.sources[:1])
            names = "/".join((attribution.quote, ",".join(attribution.sources))).rstrip("/")
            for span in self.quotes[attribution.quote].spans:
                marked.stylize(style.removeprefix("bold "), *span.place)
                # At one place, closing comes before opening, and the longer opens first.
                inserts.append((span.start, len(text) - span.end, f"[{names}: ", style))
                inserts.append((span.end, -1, "]", style))
            if attribution.cue is not None:
                marked.stylize("italic", *attribution.cue.place)
        for source in self.record.sources:
            for mention in source.mentions:
                marked.stylize(f"{self._style(source.id)} underline", *mention.place)
        inserts.sort(key=lambda insert: insert[:2])
        pieces = marked.divide([insert[0] for insert in inserts])
        result = Text()
        for piece, (_, _, label, style) in zip(pieces, inserts, strict=False):
            result.append_text(piece).append(label, style=f"{style} {_DIM}")
        result.append_text(pieces[-1]).rstrip()
        return result

    def _style(self, *sources: str) -> str:
        return f"bold {self.colours[sources[0]]}" if sources else "bold"

    def _place(self, span: Span) -> str:
        if self.index is None:
            return f"character {span.start}"
        return f"sentence {self.index.sentence_of(span.start)}"


def _tree(record: FactRecord) -> Iterator[tuple[int, Attribution]]:
    """The attributions in reading order, each followed by those that reach us through it."""
    beneath: dict[str | None, list[Attribution]] = {}
    for attribution in record.attributions:
        beneath.setdefault(attribution.parent, []).append(attribution)
    waiting = [(0, attribution) for attribution in reversed(beneath.get(None, []))]
    while waiting:
        depth, attribution = waiting.pop()
        yield depth, attribution
        waiting += [(depth + 1, child) for child in reversed(beneath.get(attribution.id, []))]


def _dated(text: str, value: str | None) -> str:
    return f"{text} ({value})" if value and value != text else text


def _marks(item: Source | Quote | Attribution | Claim) -> Iterator[str]:
    """What an annotator noted on an item of gold."""
    if item.optional:
        yield "optional"
    if item.doubt:
        yield f"doubt: {item.doubt}"


def _made_by(provenance: Provenance) -> str:
    drafter = provenance.model or f"{provenance.drafter} drafter"
    facts = [f"drafted by {drafter}" if provenance.drafter != "human" else "drafted by a person"]
    if provenance.prompt_digest:
        facts.append(f"prompt {provenance.prompt_digest[:12]}")
    if provenance.usage:
        facts.append(tokens(provenance.usage.input_tokens, provenance.usage.output_tokens))
    if provenance.seconds is not None:
        facts.append(f"{provenance.seconds:.1f} s")
    facts += [provenance.when] if provenance.when else []
    return _joined((*facts, f"grounded by factx {provenance.factx_version}"))


# Layout


@dataclass(frozen=True, slots=True)
class _Entry:
    """A label, a body that keeps clear of it, and a fainter note beneath; wrapped to the width."""

    label: str
    body: Text
    note: str = ""
    indent: int = 2

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lead = " " * self.indent + (f"{self.label}  " if self.label else "")
        parts = [self.body, Text(self.note, style=_DIM)]
        if options.max_width - len(lead) < _NARROWEST:
            parts, lead = [Text(self.label, style=_DIM), *parts], ""
        width = max(options.max_width - len(lead), 1)
        lines = [line for part in parts if part for line in part.wrap(console, width)]
        for number, line in enumerate(lines):
            line.rstrip()
            start = Text(lead if number == 0 else " " * len(lead), style=_DIM)
            yield Text.assemble(start, line) if line.plain else Text()


def _section(title: str, entries: Iterable[_Entry]) -> Sequence[RenderableType]:
    """The entries under their title, their labels of one width; nothing where there are none."""
    listed = list(entries)
    if not listed:
        return []
    width = max(len(entry.label) for entry in listed)
    aligned = (replace(entry, label=entry.label.ljust(width)) for entry in listed)
    return [Text(), _Entry("", Text(title.upper(), style="bold"), indent=0), *aligned]
