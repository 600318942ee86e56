"""The records of who said what in an article, and the drafts that they are made from."""

from factx.records.article import Article, digest
from factx.records.attribution import Attribution
from factx.records.claim import Claim
from factx.records.draft import (
    Draft,
    DraftAttribution,
    DraftClaim,
    DraftQuote,
    DraftSource,
    Invalid,
    MentionPassage,
    Passage,
    QuantityPassage,
    TimePassage,
)
from factx.records.provenance import STRATEGIES, Counts, Layer, Origin, Provenance, Strategy, Usage
from factx.records.quote import Quote
from factx.records.ranking import rank, ranked, short_list
from factx.records.record import FactRecord, dump, load, spans_of
from factx.records.relation import Relation
from factx.records.source import Mention, Source
from factx.records.span import Quantity, Span, Time
from factx.records.statements import Statement
from factx.records.ungrounded import Ungrounded

__all__ = [
    "STRATEGIES",
    "Article",
    "Attribution",
    "Claim",
    "Counts",
    "Draft",
    "DraftAttribution",
    "DraftClaim",
    "DraftQuote",
    "DraftSource",
    "FactRecord",
    "Invalid",
    "Layer",
    "Mention",
    "MentionPassage",
    "Origin",
    "Passage",
    "Provenance",
    "Quantity",
    "QuantityPassage",
    "Quote",
    "Relation",
    "Source",
    "Span",
    "Statement",
    "Strategy",
    "Time",
    "TimePassage",
    "Ungrounded",
    "Usage",
    "digest",
    "dump",
    "load",
    "rank",
    "ranked",
    "short_list",
    "spans_of",
]
