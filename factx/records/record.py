"""The record of one article: who said what, and what could not be grounded."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from pydantic import model_validator

from factx.records.article import Article
from factx.records.attribution import Attribution
from factx.records.base import Problems, Value
from factx.records.claim import Claim
from factx.records.links import link_problems
from factx.records.provenance import Counts, Provenance
from factx.records.quote import Quote
from factx.records.relation import Relation
from factx.records.source import Source
from factx.records.span import Span
from factx.records.ungrounded import Ungrounded

SCHEMA_VERSION: Literal["1.0"] = "1.0"


class FactRecord(Value):
    """Who said what in one article, with exact spans.

    A record is validated on construction: a validation error lists every problem with its ids, its
    spans and its counts.
    """

    schema_id: Literal["urn:factx:fact-record"] = "urn:factx:fact-record"
    """Identifier of the schema."""
    schema_version: Literal["1.0"] = SCHEMA_VERSION
    """Version of the schema; the first number changes if old readers would fail."""
    article: Article
    """The article that all offsets refer to."""
    sources: tuple[Source, ...]
    """The speakers, in order of first mention."""
    quotes: tuple[Quote, ...]
    """What they said, in reading order."""
    attributions: tuple[Attribution, ...]
    """Who said which quote, in the order of the quotes."""
    claims: tuple[Claim, ...]
    """Propositions that are asserted, in the order of their evidence."""
    relations: tuple[Relation, ...]
    """Relations between quotes or claims."""
    ungrounded: tuple[Ungrounded, ...]
    """Drafted parts that are not in the record, with reasons."""
    counts: Counts
    """Counts of the drafted passages."""
    provenance: Provenance
    """What produced the record."""

    @model_validator(mode="after")
    def _is_consistent(self) -> "FactRecord":
        problems = [
            *link_problems(self),
            *_off_the_text(self),
            *_out_of_order(self),
            *_miscounted(self),
        ]
        if problems:
            raise Problems(problems)
        return self

    def to_json(self, *, indent: int | None = None) -> str:
        """Dump the record as JSON; equal records give equal text."""
        return self.model_dump_json(indent=indent)

    def with_article(self, article: Article) -> "FactRecord":
        """Return the record with `article`; raises `InvalidData` if a span does not match it."""
        return FactRecord.from_data({**dict(self), "article": article}, what=f"record {article.id}")

    def without_text(self) -> "FactRecord":
        """Return the record without the article's text; the spans keep their texts."""
        return self.model_copy(update={"article": self.article.model_copy(update={"text": None})})


def dump(record: FactRecord) -> str:
    """Dump the record as one line of JSON, without a line break."""
    return record.to_json()


def load(text: str | bytes) -> FactRecord:
    """Load a record from JSON `text`; raises `InvalidData` with every problem."""
    return FactRecord.from_json(text, what="record")


def spans_of(record: FactRecord) -> Iterator[tuple[str, Span]]:
    """Yield every span of the record with its path, such as `q1.spans[0]`."""
    for source in record.sources:
        yield from _each(f"{source.id}.mentions", source.mentions)
    for quote in record.quotes:
        yield from _each(f"{quote.id}.spans", quote.spans)
        yield from _each(f"{quote.id}.elisions", quote.elisions)
    for attribution in record.attributions:
        for name in ("source_span", "cue", "when", "addressee"):
            span: Span | None = getattr(attribution, name)
            if span is not None:
                yield f"{attribution.id}.{name}", span
    for claim in record.claims:
        yield from _each(f"{claim.id}.evidence", claim.evidence)
        if claim.condition is not None:
            yield f"{claim.id}.condition", claim.condition
        yield from _each(f"{claim.id}.hedges", claim.hedges)
        yield from _each(f"{claim.id}.times", claim.times)
        yield from _each(f"{claim.id}.quantities", claim.quantities)
    for number, lost in enumerate(record.ungrounded):
        if lost.nearest is not None:
            yield f"ungrounded[{number}].nearest", lost.nearest


def _each(path: str, spans: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    for number, span in enumerate(spans):
        yield f"{path}[{number}]", span


def _off_the_text(record: FactRecord) -> Iterator[str]:
    text = record.article.text
    if text is None:
        return
    for where, span in spans_of(record):
        if span.end > len(text):
            yield f"{where}: it ends at {span.end}, the text at {len(text)}"
        elif text[span.start : span.end] != span.text:
            actual, expected = shortened(text[span.start : span.end]), shortened(span.text)
            yield f"{where}: the article has {actual} at {span.start}-{span.end}, not {expected}"


def shortened(text: str, *, limit: int = 60) -> str:
    """Quote `text` for a message; the middle of a long text is left out."""
    if len(text) > limit:
        text = f"{text[: limit - 20]} ... {text[-15:]}"
    return repr(text)


def _out_of_order(record: FactRecord) -> Iterator[str]:
    for source in record.sources:
        if len({mention.place for mention in source.mentions}) < len(source.mentions):
            yield f"{source.id}: the same span is mentioned twice"
    for quote in record.quotes:
        for before, after in pairwise(quote.spans):
            if after.start < before.end:
                yield f"{quote.id}: its spans overlap or are out of reading order"


def _miscounted(record: FactRecord) -> Iterator[str]:
    listed = sum(lost.drafted is not None for lost in record.ungrounded)
    if listed != record.counts.ungrounded:
        yield f"counts: {record.counts.ungrounded} passages ungrounded, {listed} listed"
