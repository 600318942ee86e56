"""Records as rows: tables of statements, quotes, claims and sources.

Every format of tables has the same columns. A quote with two attributions has a row for each. The
table of statements is flat: each cell is one value, so a statement of two sources has two rows.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from factx.errors import BadArgument
from factx.records.article import Article
from factx.records.attribution import Attribution
from factx.records.claim import Claim
from factx.records.quote import Quote
from factx.records.ranking import rank
from factx.records.record import FactRecord
from factx.records.source import Source
from factx.records.span import Span
from factx.records.statements import Statement

Kind = Literal["text", "integer", "number", "flag", "texts", "spans"]
"""The type of a column's cells; "spans" are lists of start, end and text."""
TableName = Literal["statements", "quotes", "claims", "sources"]


class Column(NamedTuple):
    """A column: its name, type and meaning."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True)
class Table:
    """The columns of a table, and a function from a record to its rows."""

    columns: tuple[Column, ...]
    rows: Callable[[FactRecord], Iterator[Mapping[str, Any]]]


_ARTICLE = (
    Column("article_id", "text", "the article's id"),
    Column("article_sha256", "text", "SHA-256 of its text"),
    Column("url", "text", "where it was published"),
    Column("published", "text", "when it was published"),
)
_NOTES = (
    Column("optional", "flag", "gold only: missing it is not an error"),
    Column("doubt", "text", "gold only: the annotator's doubt"),
)
_EXTRA = (Column("extra", "text", "your own fields, as JSON"),)
_EXTRAS = (
    Column("attribution_extra", "text", "your own fields of the attribution, as JSON"),
    Column("quote_extra", "text", "your own fields of the quote, as JSON"),
)
_PLACE = "in code points of the article's text, half-open"

_STATEMENTS = (
    *_ARTICLE,
    Column("title", "text", "the article's headline"),
    Column("publisher", "text", "its publisher"),
    Column("lang", "text", "its language"),
    Column("attribution_id", "text", "the attribution's id; the same in the rows of its sources"),
    Column("quote_id", "text", "the quote's id"),
    Column("source_id", "text", "the source's id; empty if the article gives no source"),
    Column("speaker", "text", "the source's name, or a description"),
    Column("speaker_kind", "text", "person, group, official_body, organisation, ..."),
    Column("speaker_naming", "text", "named, unnamed or pseudonymous"),
    Column("role", "text", "office or occupation"),
    Column("affiliation", "text", "the body it speaks for"),
    Column("source_text", "text", "the mention next to the cue"),
    Column("cue", "text", "the reporting words"),
    Column("quote", "text", "what was said, ' ... ' between pieces"),
    Column("quote_type", "text", "direct, indirect or mixed"),
    Column("attribution_type", "text", "statement, belief, attitude or intention"),
    Column("negated", "flag", "the article says that this was not said"),
    Column("when", "text", "when it was said, in the article's words"),
    Column("when_value", "text", "the same in ISO 8601"),
    Column("addressee", "text", "whom it was said to"),
    Column("stance", "text", "neutral, endorsing or distancing"),
    Column("parent_id", "text", "the id of the outer attribution"),
    Column("reported_by", "text", "the names of its sources, '; ' between them"),
    Column("sentence", "integer", "number of the sentence in which the quote begins, from 1"),
    Column("context", "text", "the sentences with the quote, its cue and its source"),
    Column("start", "integer", f"where the first piece of the quote begins, {_PLACE}"),
    Column("end", "integer", "where its last piece ends"),
    Column("claims", "integer", "how many claims it asserts"),
    *_NOTES,
    *_EXTRAS,
    Column("source_extra", "text", "your own fields of the source, as JSON"),
)
_QUOTES = (
    *_ARTICLE,
    Column("quote_id", "text", "the quote's id"),
    Column("attribution_id", "text", "the attribution's id"),
    Column("quote", "text", "its words, ' ... ' between pieces"),
    Column("quote_type", "text", "direct, indirect or mixed"),
    Column("start", "integer", f"where its first piece begins, {_PLACE}"),
    Column("end", "integer", "where its last piece ends"),
    Column("spans", "spans", "all its pieces"),
    Column("source_ids", "texts", "the ids of its sources"),
    Column("source_names", "texts", "their names"),
    Column("source_kinds", "texts", "their kinds"),
    Column("source_namings", "texts", "whether they are named"),
    Column("source_roles", "texts", "their offices or occupations; empty if unknown"),
    Column("source_text", "text", "the mention next to the cue"),
    Column("source_start", "integer", "where that begins"),
    Column("source_end", "integer", "where that ends"),
    Column("cue", "text", "the reporting words"),
    Column("cue_start", "integer", "where they begin"),
    Column("cue_end", "integer", "where they end"),
    Column("attribution_type", "text", "statement, belief, attitude or intention"),
    Column("parent_id", "text", "the id of the outer attribution"),
    Column("negated", "flag", "the article says that this was not said"),
    Column("when", "text", "when it was said, in the article's words"),
    Column("when_value", "text", "the same in ISO 8601"),
    Column("addressee", "text", "whom it was said to"),
    Column("stance", "text", "neutral, endorsing or distancing"),
    *_NOTES,
    *_EXTRAS,
)
_CLAIMS = (
    *_ARTICLE,
    Column("claim_id", "text", "the claim's id"),
    Column("claim", "text", "the proposition"),
    Column("standalone", "flag", "whether it stands alone"),
    Column("kind", "text", "fact, prediction, position or opinion"),
    Column("factuality", "text", "how certain it is presented to be"),
    Column(
        "attribution_id",
        "text",
        "the id of the attribution that asserts it; empty for the article itself",
    ),
    Column("source_ids", "texts", "the ids of the sources that assert it"),
    Column("source_names", "texts", "their names"),
    Column("evidence", "text", "the words it is read from, ' ... ' between pieces"),
    Column("start", "integer", f"where the first piece begins, {_PLACE}"),
    Column("end", "integer", "where the last piece ends"),
    Column("spans", "spans", "all its pieces"),
    Column("condition", "text", "the condition under which it is asserted"),
    Column("hedges", "texts", "words that weaken it"),
    Column("times", "texts", "expressions of time in it"),
    Column("time_values", "texts", "the same in ISO 8601; empty if unknown"),
    Column("quantities", "texts", "expressions of quantity in it"),
    Column("standing", "text", "main, background or presupposed"),
    Column("reports_id", "text", "the attribution that it retells"),
    Column("checks", "texts", "why it is worth checking: figure, act, cause, rule, contested"),
    Column("rank", "integer", "one point per check, two for contested"),
    *_NOTES,
    *_EXTRA,
)
_SOURCES = (
    *_ARTICLE,
    Column("source_id", "text", "the source's id"),
    Column("name", "text", "its name, or a description"),
    Column("kind", "text", "person, group, official_body, organisation, ..."),
    Column("naming", "text", "named, unnamed or pseudonymous"),
    Column("role", "text", "office or occupation"),
    Column("affiliation", "text", "the body it speaks for"),
    Column("number", "text", "one, several or unknown"),
    Column("start", "integer", f"where its first mention begins, {_PLACE}"),
    Column("end", "integer", "where that mention ends"),
    Column("spans", "spans", "all its mentions"),
    Column("forms", "texts", "the form of each mention"),
    Column("quotes", "integer", "how many quotes are attributed to it"),
    *_NOTES,
    *_EXTRA,
)


def _article(article: Article) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "article_sha256": article.sha256,
        "url": article.url,
        "published": article.published,
    }


def _notes(item: Quote | Attribution | Claim | Source) -> dict[str, Any]:
    return {"optional": item.optional, "doubt": item.doubt, "extra": _json(item)}


def _json(item: Quote | Attribution | Claim | Source) -> str | None:
    return None if item.extra is None else json.dumps(item.extra, ensure_ascii=False)


def _stretches(spans: Sequence[Span]) -> dict[str, Any]:
    return {
        "start": spans[0].start,
        "end": spans[-1].end,
        "spans": [{"start": span.start, "end": span.end, "text": span.text} for span in spans],
    }


def _words(spans: Sequence[Span]) -> str:
    return " ... ".join(span.text for span in spans)


def _statement_rows(record: FactRecord) -> Iterator[Mapping[str, Any]]:
    for statement in record.statements:
        for source in statement.sources or (None,):
            yield _statement_row(record.article, statement, source)


def _statement_row(article: Article, said: Statement, source: Source | None) -> dict[str, Any]:
    one, quote = said.attribution, said.quote
    return {
        **_article(article),
        "title": article.title,
        "publisher": article.publisher,
        "lang": article.lang,
        "attribution_id": one.id,
        "quote_id": quote.id,
        "source_id": source.id if source else None,
        "speaker": source.name if source else None,
        "speaker_kind": source.kind if source else None,
        "speaker_naming": source.naming if source else None,
        "role": source.role if source else None,
        "affiliation": source.affiliation if source else None,
        "source_text": one.source_span.text if one.source_span else None,
        "cue": one.cue.text if one.cue else None,
        "quote": quote.text,
        "quote_type": quote.type,
        "attribution_type": one.type,
        "negated": one.negated,
        "when": one.when.text if one.when else None,
        "when_value": one.when.value if one.when else None,
        "addressee": one.addressee.text if one.addressee else None,
        "stance": one.stance,
        "parent_id": one.parent,
        "reported_by": said.parent.speaker if said.parent else None,
        "sentence": said.sentence,
        "context": said.context or None,
        "start": said.start,
        "end": said.end,
        "claims": len(said.claims),
        "optional": one.optional or quote.optional,
        "doubt": one.doubt or quote.doubt,
        "attribution_extra": _json(one),
        "quote_extra": _json(quote),
        "source_extra": _json(source) if source else None,
    }


def _quote_rows(record: FactRecord) -> Iterator[Mapping[str, Any]]:
    quotes = {quote.id: quote for quote in record.quotes}
    sources = {source.id: source for source in record.sources}
    for attribution in record.attributions:
        quote = quotes[attribution.quote]
        said_by = [sources[name] for name in attribution.sources]
        source, cue, when = attribution.source_span, attribution.cue, attribution.when
        yield {
            **_article(record.article),
            "quote_id": quote.id,
            "attribution_id": attribution.id,
            "quote": quote.text,
            "quote_type": quote.type,
            **_stretches(quote.spans),
            "source_ids": list(attribution.sources),
            "source_names": [source.name for source in said_by],
            "source_kinds": [source.kind for source in said_by],
            "source_namings": [source.naming for source in said_by],
            "source_roles": [source.role or "" for source in said_by],
            "source_text": source.text if source else None,
            "source_start": source.start if source else None,
            "source_end": source.end if source else None,
            "cue": cue.text if cue else None,
            "cue_start": cue.start if cue else None,
            "cue_end": cue.end if cue else None,
            "attribution_type": attribution.type,
            "parent_id": attribution.parent,
            "negated": attribution.negated,
            "when": when.text if when else None,
            "when_value": when.value if when else None,
            "addressee": attribution.addressee.text if attribution.addressee else None,
            "stance": attribution.stance,
            "optional": attribution.optional or quote.optional,
            "doubt": attribution.doubt or quote.doubt,
            "attribution_extra": _json(attribution),
            "quote_extra": _json(quote),
        }


def _claim_rows(record: FactRecord) -> Iterator[Mapping[str, Any]]:
    names = {source.id: source.name for source in record.sources}
    asserted = {attribution.id: attribution.sources for attribution in record.attributions}
    for claim in record.claims:
        by = asserted[claim.attribution] if claim.attribution else ()
        yield {
            **_article(record.article),
            "claim_id": claim.id,
            "claim": claim.text,
            "standalone": claim.standalone,
            "kind": claim.kind,
            "factuality": claim.factuality,
            "attribution_id": claim.attribution,
            "source_ids": list(by),
            "source_names": [names[name] for name in by],
            "evidence": _words(claim.evidence),
            **_stretches(claim.evidence),
            "condition": claim.condition.text if claim.condition else None,
            "hedges": [hedge.text for hedge in claim.hedges],
            "times": [time.text for time in claim.times],
            "time_values": [time.value or "" for time in claim.times],
            "quantities": [quantity.text for quantity in claim.quantities],
            "standing": claim.standing,
            "reports_id": claim.reports,
            "checks": list(claim.checks),
            "rank": rank(claim),
            **_notes(claim),
        }


def _source_rows(record: FactRecord) -> Iterator[Mapping[str, Any]]:
    heard: dict[str, set[str]] = {source.id: set() for source in record.sources}
    for attribution in record.attributions:
        for name in attribution.sources:
            heard[name].add(attribution.quote)
    for source in record.sources:
        yield {
            **_article(record.article),
            "source_id": source.id,
            "name": source.name,
            "kind": source.kind,
            "naming": source.naming,
            "role": source.role,
            "affiliation": source.affiliation,
            "number": source.number,
            **_stretches(source.mentions),
            "end": source.mentions[0].end,
            "forms": [mention.form for mention in source.mentions],
            "quotes": len(heard[source.id]),
            **_notes(source),
        }


TABLES: dict[TableName, Table] = {
    "statements": Table(_STATEMENTS, _statement_rows),
    "quotes": Table(_QUOTES, _quote_rows),
    "claims": Table(_CLAIMS, _claim_rows),
    "sources": Table(_SOURCES, _source_rows),
}
"""The tables that records can be written as."""


def table_named(name: str) -> Table:
    """The table called `name`; raises `BadArgument`."""
    for known, table in TABLES.items():
        if known == name:
            return table
    raise BadArgument(f"there is no table {name!r}: it is one of {', '.join(TABLES)}")
