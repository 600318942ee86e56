"""Write a record as a model would: for tests, and to count the tokens of an answer."""

from collections import Counter
from collections.abc import Iterable, Sequence

from factx.grounding.candidates import Locator
from factx.llm.numbering import Numbering
from factx.llm.wire.answer import SAME
from factx.records import Attribution, Claim, FactRecord, Passage, Quote, Source, Span
from factx.text import index_of

_WHOLE = 6
"""A longer content is written by its ends."""
_ENDS = 3
"""Words at each end."""
_LETTERS = ("", *"bcdefghijklmnopqrstuvwxyz")


def answer_to(
    record: FactRecord, first: int = 1, last: int | None = None, known: Sequence[str] = ()
) -> dict[str, list[str]]:
    """The answer with all of `record` that is in the sentences from `first` to `last`.

    The record must contain its article's text. `known` are the lines of sources to leave out.
    Fields without a place in the lines, such as the time of a statement, are left out.
    """
    return _Writer(record, known).answer(first, last)


class _Writer:
    def __init__(self, record: FactRecord, known: Sequence[str]) -> None:
        self.record = record
        self.index = index_of(record.article.get_text())
        self.numbering = Numbering(self.index)
        self.locator = Locator(self.index)
        self.quotes = {quote.id: quote for quote in record.quotes}
        self.quotations = {
            (quotation.start, quotation.end): f"<{number}>"
            for number, quotation in enumerate(self.numbering.quotations, 1)
        }
        self.keys = self._keys()
        self.known = {line.partition(" | ")[2]: line.partition(" | ")[0] for line in known}
        self.numbers: dict[str, str] = {}

    def answer(self, first: int, last: int | None) -> dict[str, list[str]]:
        def inside(key: str) -> bool:
            return first <= _sentence(key) and (last is None or _sentence(key) <= last)

        said = [a for a in self.record.attributions if inside(self.keys[a.id])]
        heard = {source for attribution in said for source in attribution.sources}
        sources = [self._source(one) for one in self.record.sources if one.id in heard]
        return {
            "sources": [line for line in sources if line],
            "statements": [self._statement(attribution) for attribution in said],
            "claims": [
                self._claim(claim) for claim in self.record.claims if inside(self._asserted(claim))
            ],
        }

    def _keys(self) -> dict[str, str]:
        """The key of each attribution: the sentence of its cue, or else its source or content."""
        counts: Counter[int] = Counter()
        keys: dict[str, str] = {}
        for attribution in self.record.attributions:
            span = attribution.cue or attribution.source_span
            span = span or self.quotes[attribution.quote].spans[0]
            sentence = self.index.sentence_of(span.start)
            keys[attribution.id] = f"{sentence}{_LETTERS[counts[sentence]]}"
            counts[sentence] += 1
        return keys

    def _asserted(self, claim: Claim) -> str:
        if claim.attribution is not None:
            return self.keys[claim.attribution]
        return f"#{self.index.sentence_of(claim.evidence[0].start)}"

    def _source(self, source: Source) -> str | None:
        """The line of a source; None if it is known."""
        line = f"{source.name} | {source.kind} | {source.naming}"
        if line in self.known:
            self.numbers[source.id] = self.known[line]
            return None
        number = str(len(self.known) + 1)
        self.numbers[source.id] = self.known[line] = number
        return f"{number} | {line}"

    def _statement(self, attribution: Attribution) -> str:
        numbers = ",".join(self.numbers[source] for source in attribution.sources)
        mention = self._piece(attribution.source_span) if attribution.source_span else "-"
        parts = [
            self.keys[attribution.id],
            f"{numbers}:{mention}" if numbers else mention,
            attribution.cue.text if attribution.cue else "-",
            self._pieces(self.quotes[attribution.quote].spans),
        ]
        if attribution.type != "statement":
            parts.append(attribution.type)
        if attribution.parent is not None:
            parts.append(f"in {self.keys[attribution.parent]}")
        if attribution.negated:
            parts.append("not")
        return " | ".join(parts)

    def _claim(self, claim: Claim) -> str:
        evidence = SAME if self._is_whole(claim) else self._pieces(claim.evidence)
        judged = f"{claim.kind} {claim.factuality}"
        return " | ".join([self._asserted(claim), judged, evidence, claim.text])

    def _is_whole(self, claim: Claim) -> bool:
        """Whether the evidence is the whole content, or the whole sentence of the article."""
        if claim.attribution is not None:
            return _places(claim.evidence) == _places(self._content(claim))
        first = claim.evidence[0]
        sentence = self.numbering.bare_sentence(self.index.sentence_of(first.start))
        return len(claim.evidence) == 1 and first.text == sentence

    def _content(self, claim: Claim) -> tuple[Span, ...]:
        for attribution in self.record.attributions:
            if attribution.id == claim.attribution:
                quote: Quote = self.quotes[attribution.quote]
                return quote.spans
        return ()

    def _pieces(self, spans: Iterable[Span]) -> str:
        return " // ".join(self._piece(span) for span in spans)

    def _piece(self, span: Span) -> str:
        """A number, the whole text, or as few words at each end as identify it."""
        words = self._numbered(span).split()
        for ends in range(_ENDS, len(words) // 2):
            if len(words) <= _WHOLE:
                break
            first, last = " ".join(words[:ends]), " ".join(words[-ends:])
            if self._leads_back(first, last, span):
                return f"{first} >> {last}"
        return " ".join(words)

    def _numbered(self, span: Span) -> str:
        """The words of `span` with numbers in place of whole quotations."""
        written, done = "", span.start
        for (start, end), number in self.quotations.items():
            if done <= start and end <= span.end:
                written += self.index.text[done:start] + number
                done = end
        return written + self.index.text[done : span.end]

    def _leads_back(self, first: str, last: str, span: Span) -> bool:
        passage = Passage(
            first=self.numbering.written_out(first), last=self.numbering.written_out(last)
        )
        found = self.locator.candidates(passage)
        return [(one.start, one.end) for one in found] == [span.place]


def _sentence(key: str) -> int:
    return int(key.lstrip("#").rstrip("abcdefghijklmnopqrstuvwxyz"))


def _places(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [span.place for span in spans]
