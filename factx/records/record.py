"""The record of one article: who said what, and what could not be grounded."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from factx.records.article import Article
from factx.records.attribution import Attribution
from factx.records.base import Bare, Problems, Value, shortened
from factx.records.claim import Claim
from factx.records.links import link_problems
from factx.records.provenance import Counts, Provenance
from factx.records.quote import Quote
from factx.records.relation import Relation
from factx.records.source import Source
from factx.records.span import Span
from factx.records.statements import Joined, Statement
from factx.records.ungrounded import Ungrounded

if TYPE_CHECKING:
    from factx.records.tables import TableName

SCHEMA_VERSION: Literal["1.0"] = "1.0"


class FactRecord(Value):
    """Who said what in one article, with exact spans.

    A record is validated on construction: a validation error lists every problem with its ids, its
    spans and its counts.

    Examples:
        >>> record = factx.extract(factx.Article(id="rain", text="Ana Ruiz said a bridge fell."))
        >>> record
        FactRecord('rain', 1 source, 1 quote, 1 claim, 0 ungrounded)
        >>> record["q1"].text, record["s1"].name
        ('a bridge fell', 'Ana Ruiz')
    """

    # Outside the fields, so that it is neither compared, copied, pickled nor written.
    __slots__ = ("_known",)

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

    @property
    def _joined(self) -> Joined:
        found: Joined | None = getattr(self, "_known", None)
        if found is None:
            found = Joined(self)
            object.__setattr__(self, "_known", found)
        return found

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Who said what: each attribution with its quote, sources, parent and claims."""
        return self._joined.statements

    def __getitem__(self, name: str) -> Source | Quote | Attribution | Claim:
        """Return the item with the id `name`, such as "q4"; raises `UnknownItem`, a `KeyError`."""
        return self._joined.get(name)

    def __contains__(self, name: object) -> bool:
        """Return whether the record has an item with the id `name`."""
        return name in self._joined.items

    def find_source(self, name: str | Source) -> Source | None:
        """Return the source called `name`, or None if there is no such source.

        `name` is its name, or what the article calls it elsewhere: "Whitlock", "the mayor". For a
        source of another record, the one with the same name is found. Raises `BadArgument` if
        several sources may be meant.
        """
        return self._joined.source_called(name)

    def by(self, source: str | Source) -> tuple[Statement, ...]:
        """Return the statements of a source, given as in `find_source`; empty without any.

        Examples:
            >>> record = factx.extract("Mayor Ana Ruiz said the bridge closed.")
            >>> [each.text for each in record.by("Ruiz")]
            ['the bridge closed']
        """
        found = self._joined.source_called(source)
        return self._joined.of_source.get(found.id, ()) if found else ()

    def statement_of(self, item: Claim | Attribution | str) -> Statement | None:
        """Return the statement of a claim or attribution, or of the one with this id.

        For a claim that the article itself asserts, this is None.
        """
        return self._joined.statement_of(item)

    def to_rows(self, table: "TableName" = "quotes") -> list[dict[str, Any]]:
        """Return the rows of a table: statements, quotes, claims or sources.

        Each row is a dict with the same keys, which docs/formats.md lists. Raises `BadArgument` if
        there is no such table.

        Examples:
            >>> record = factx.extract("Ana Ruiz said the bridge closed.")
            >>> [row["name"] for row in record.to_rows("sources")]
            ['Ana Ruiz']
        """
        from factx.records.tables import table_named

        return [dict(row) for row in table_named(table).rows(self)]

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        yield None, self.article.id
        for name in ("sources", "quotes", "claims", "ungrounded"):
            count = len(getattr(self, name))
            yield None, Bare(f"{count} {name if count != 1 else name.removesuffix('s')}")

    def to_json(self, *, indent: int | None = None) -> str:
        """Dump the record as JSON; equal records give equal text."""
        return self.model_dump_json(indent=indent)

    def to_html(self, path: "str | PathLike[str]") -> None:
        """Write a page for a browser: the article with its quotes, and next to it who said what.

        The page needs no network and no other file; a file that is at `path` is replaced. Raises
        `OSError` if it cannot be written.
        """
        Path(path).write_text(self._page(), encoding="utf-8")

    def _repr_html_(self) -> str:
        """The same page for a notebook, in a frame of its own."""
        page = escape(self._page())
        style = "width: 100%; height: 40rem; border: 0"
        frame = '<iframe sandbox="allow-scripts" title="Who said what"'
        return f'{frame} style="{style}" srcdoc="{page}"></iframe>'

    def _page(self) -> str:
        from factx.render.record_page import record_page

        return "".join(record_page([self]))

    def with_article(self, article: Article) -> "FactRecord":
        """Return the record with `article`; raises `InvalidData` if a span does not match it."""
        return FactRecord.from_data({**dict(self), "article": article}, what=f"record {article.id}")

    def without_text(self) -> "FactRecord":
        """Return the record without the article's text; the spans keep their texts."""
        return self.model_copy(update={"article": self.article.model_copy(update={"text": None})})


def dump(record: FactRecord) -> str:
    """Dump the record as one line of JSON, without a line break.

    Examples:
        >>> record = factx.extract("Ana said the bridge closed.")
        >>> factx.load(factx.dump(record)) == record
        True
    """
    return record.to_json()


def load(text: str | bytes) -> FactRecord:
    """Load a record from JSON `text`; raises `InvalidData` with every problem.

    Examples:
        >>> factx.load("{}")
        Traceback (most recent call last):
        factx.errors.InvalidData: ...
    """
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


def spans_in(
    sources: Iterable[Source],
    quotes: Iterable[Quote],
    attributions: Iterable[Attribution],
    claims: Iterable[Claim],
) -> Iterator[Span]:
    """Yield every span of some items."""
    for source in sources:
        yield from source.mentions
    for quote in quotes:
        yield from quote.spans
        yield from quote.elisions
    for one in attributions:
        yield from filter(None, (one.source_span, one.cue, one.when, one.addressee))
    for claim in claims:
        yield from claim.evidence
        if claim.condition is not None:
            yield claim.condition
        yield from claim.hedges
        yield from claim.times
        yield from claim.quantities


def _all_spans(record: FactRecord) -> Iterator[Span]:
    yield from spans_in(record.sources, record.quotes, record.attributions, record.claims)
    yield from filter(None, (lost.nearest for lost in record.ungrounded))


def _each(path: str, spans: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    for number, span in enumerate(spans):
        yield f"{path}[{number}]", span


def _off_the_text(record: FactRecord) -> Iterator[str]:
    text = record.article.text
    if text is None or all(text[s.start : s.end] == s.text for s in _all_spans(record)):
        return
    for where, span in spans_of(record):
        if span.end > len(text):
            yield f"{where}: it ends at {span.end}, the text at {len(text)}"
        elif text[span.start : span.end] != span.text:
            actual, expected = shortened(text[span.start : span.end]), shortened(span.text)
            yield f"{where}: the article has {actual} at {span.start}-{span.end}, not {expected}"


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
