"""A record as other people's tools see one: marked stretches, and links between them.

brat, Label Studio and Prodigy all have labelled spans, labelled links between two of them, and some
way to add a word or a sentence to either. So a record becomes a `MarkedArticle` first, and each
format only defines how to write one.

    Speaker    the first mention of a source, with all that is said of the source
    Mention    another mention of it                  mention_of -> Speaker
    Content    what was said, in one stretch or many
    Elision    words that the article leaves out      elision_of -> Content
    Cue        an attribution, at its cue             content -> Content, speaker -> Speaker,
                                                      source -> Source, parent -> Cue,
                                                      when -> When, addressee -> Addressee
    Uncued     an attribution without a cue, at the beginning of its content; links as above
    Source     the mention beside the cue
    Claim      a claim, at its evidence               asserted_by -> Cue, reports -> Cue,
                                                      condition -> Condition, hedge -> Hedge,
                                                      time -> Time, quantity -> Quantity
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, get_args

from factx.records import Article, Attribution, Claim, FactRecord, Origin, Quote, Source, Span
from factx.records.attribution import AttributionType, Stance
from factx.records.base import is_unset
from factx.records.claim import Check, ClaimKind, Factuality, Standing
from factx.records.quote import QuoteType
from factx.records.relation import RelationType
from factx.records.source import MentionForm, Naming, SourceKind, SourceNumber
from factx.records.span import Basis, Match

FieldKind = Literal["choice", "flag", "text", "number", "words", "choices", "json"]


class Field(NamedTuple):
    """A field of a mark: one or several of `options`, a flag, a text, a number or words.

    A field of the kind "json" is a JSON object as a text.
    """

    name: str
    kind: FieldKind
    options: tuple[str, ...] = ()


def _choice(name: str, options: Any) -> Field:
    return Field(name, "choice", get_args(options))


_ITEM = (
    Field("optional", "flag"),
    Field("doubt", "text"),
    Field("drafted_by", "text"),
    Field("extra", "json"),
)
_SPAN = (_choice("match", Match), Field("drafted", "text"), Field("differs", "words"))
_SAID = (
    _choice("type", AttributionType),
    Field("negated", "flag"),
    _choice("stance", Stance),
    *_ITEM,
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "Speaker": (
        Field("name", "text"),
        _choice("kind", SourceKind),
        _choice("naming", Naming),
        Field("role", "text"),
        Field("affiliation", "text"),
        _choice("number", SourceNumber),
        *_ITEM,
        _choice("form", MentionForm),
        *_SPAN,
    ),
    "Mention": (_choice("form", MentionForm), *_SPAN),
    "Content": (_choice("type", QuoteType), *_ITEM, *_SPAN),
    "Elision": _SPAN,
    "Cue": (*_SAID, *_SPAN),
    "Uncued": _SAID,
    "Source": _SPAN,
    "When": (Field("value", "text"), _choice("basis", Basis), *_SPAN),
    "Addressee": _SPAN,
    "Claim": (
        Field("text", "text"),
        Field("standalone", "flag"),
        _choice("kind", ClaimKind),
        _choice("factuality", Factuality),
        _choice("standing", Standing),
        Field("checks", "choices", get_args(Check)),
        *_ITEM,
        *_SPAN,
    ),
    "Condition": _SPAN,
    "Hedge": _SPAN,
    "Time": (Field("value", "text"), _choice("basis", Basis), *_SPAN),
    "Quantity": (Field("value", "number"), Field("unit", "text"), *_SPAN),
}
"""The labels of marks, and the fields of each."""

RELATIONS: tuple[str, ...] = get_args(RelationType)
LINKS: tuple[str, ...] = (
    "mention_of",
    "elision_of",
    "content",
    "speaker",
    "source",
    "parent",
    "when",
    "addressee",
    "asserted_by",
    "reports",
    "condition",
    "hedge",
    "time",
    "quantity",
    *RELATIONS,
)
"""The labels of links."""
CONTINUES = "continues"
"""The link from a further piece to the one before it, in formats with one stretch per mark."""

_PLACE = ("start", "end", "text")
_LINKED = {
    Source: ("mentions",),
    Quote: ("spans", "elisions"),
    Attribution: ("quote", "sources", "source_span", "cue", "parent", "when", "addressee"),
    Claim: ("evidence", "attribution", "reports", "condition", "hedges", "times", "quantities"),
}


@dataclass(frozen=True)
class Mark:
    """One or several stretches with a label and fields.

    What belongs to one stretch alone, such as a mention's form, is a field of the `Span`.
    """

    id: str
    label: str
    spans: tuple[Span, ...]
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])
    where: str = ""
    """The file and line of the mark."""


@dataclass(frozen=True)
class Link:
    """A link from one mark to another, by their ids."""

    label: str
    first: str
    second: str
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])
    where: str = ""


@dataclass(frozen=True)
class MarkedArticle:
    """All marks and links of one article, in a fixed order."""

    article: Article
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]
    origin: Origin
    where: str = ""


def marked_article(record: FactRecord) -> MarkedArticle:
    """The marks and links of a record, without `ungrounded`."""
    marks: list[Mark] = []
    links: list[Link] = []

    def mark(name: str, label: str, span: Span, link: str, to: str) -> None:
        marks.append(Mark(name, label, (span,)))
        ends = (name, to) if link.endswith("_of") else (to, name)
        links.append(Link(link, *ends))

    for source in record.sources:
        first, *others = source.mentions
        marks.append(Mark(source.id, "Speaker", (first,), _fields(source)))
        for number, mention in enumerate(others, start=2):
            mark(f"{source.id}.mention{number}", "Mention", mention, "mention_of", source.id)
    for quote in record.quotes:
        marks.append(Mark(quote.id, "Content", quote.spans, _fields(quote)))
        for number, elision in enumerate(quote.elisions, start=1):
            mark(f"{quote.id}.elision{number}", "Elision", elision, "elision_of", quote.id)
    begins = {quote.id: _bare(quote.spans[0]) for quote in record.quotes}
    for attribution in record.attributions:
        name = attribution.id
        label, span = (
            ("Cue", attribution.cue) if attribution.cue else ("Uncued", begins[attribution.quote])
        )
        marks.append(Mark(name, label, (span,), _fields(attribution)))
        links.append(Link("content", name, attribution.quote))
        links += [Link("speaker", name, source) for source in attribution.sources]
        if attribution.source_span is not None:
            mark(f"{name}.source", "Source", attribution.source_span, "source", name)
        if attribution.when is not None:
            mark(f"{name}.when", "When", attribution.when, "when", name)
        if attribution.addressee is not None:
            mark(f"{name}.addressee", "Addressee", attribution.addressee, "addressee", name)
        if attribution.parent is not None:
            links.append(Link("parent", name, attribution.parent))
    for claim in record.claims:
        marks.append(Mark(claim.id, "Claim", claim.evidence, _fields(claim)))
        if claim.attribution is not None:
            links.append(Link("asserted_by", claim.id, claim.attribution))
        if claim.reports is not None:
            links.append(Link("reports", claim.id, claim.reports))
        for number, (link, span) in enumerate(_parts(claim), start=1):
            mark(f"{claim.id}.{link}{number}", link.title(), span, link, claim.id)
    links += [
        Link(r.type, r.first, r.second, _set(dict(r), leave_out=("type", "first", "second")))
        for r in record.relations
    ]
    origin = Origin.model_validate({n: getattr(record.provenance, n) for n in Origin.model_fields})
    return MarkedArticle(record.article, tuple(marks), tuple(links), origin)


def beside(span: Span) -> dict[str, Any]:
    """The fields of a span besides its offsets and text."""
    return _set(dict(span), leave_out=_PLACE)


def _fields(item: Source | Quote | Attribution | Claim) -> dict[str, Any]:
    fields = _set(dict(item), leave_out=("id", *_LINKED[type(item)]))
    if item.extra is not None:
        fields["extra"] = json.dumps(item.extra, ensure_ascii=False)
    return fields


def _set(fields: dict[str, Any], *, leave_out: tuple[str, ...]) -> dict[str, Any]:
    return {k: v for k, v in fields.items() if k not in leave_out and not is_unset(v)}


def _bare(span: Span) -> Span:
    return Span(start=span.start, end=span.end, text=span.text)


def _parts(claim: Claim) -> Iterator[tuple[str, Span]]:
    """The spans within a claim, with the links to them."""
    if claim.condition is not None:
        yield "condition", claim.condition
    for hedge in claim.hedges:
        yield "hedge", hedge
    for time in claim.times:
        yield "time", time
    for quantity in claim.quantities:
        yield "quantity", quantity
