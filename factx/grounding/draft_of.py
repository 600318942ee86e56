"""Turn a record back into a draft, to be edited, shown to a model, or grounded again."""

from typing import Any, cast

from factx.grounding.passage import address
from factx.records import (
    Draft,
    FactRecord,
    MentionPassage,
    Origin,
    Passage,
    Quantity,
    QuantityPassage,
    Span,
    Time,
    TimePassage,
)
from factx.records.source import Mention
from factx.text import Index, index_of


def draft_of(record: FactRecord) -> Draft:
    """The draft from which `record` can be grounded again.

    Ungrounded entries are left out. Raises ValueError if the record has no text.
    """
    index = index_of(record.article.get_text())

    def passages(value: Any) -> Any:
        if isinstance(value, Span):
            return _passage(index, value)
        if isinstance(value, tuple):
            return tuple(map(passages, cast("tuple[Any, ...]", value)))
        return value

    def items(group: tuple[Any, ...]) -> list[dict[str, Any]]:
        return [{name: passages(value) for name, value in item} for item in group]

    origin = {name: getattr(record.provenance, name) for name in Origin.model_fields}
    return Draft.from_data(
        {
            "article_sha256": record.article.sha256,
            "sources": items(record.sources),
            "quotes": items(record.quotes),
            "attributions": items(record.attributions),
            "claims": items(record.claims),
            "relations": record.relations,
            "origin": origin,
        },
        what=f"the draft of {record.article.id}",
    )


def _passage(index: Index, span: Span) -> Passage:
    """The passage that is found again exactly at `span`."""
    sentence, nth = address(index, span.start, span.end)
    if isinstance(span, Mention):
        return MentionPassage(text=span.text, sentence=sentence, nth=nth, form=span.form)
    if isinstance(span, Time):
        value, basis = span.value, span.basis
        return TimePassage(text=span.text, sentence=sentence, nth=nth, value=value, basis=basis)
    if isinstance(span, Quantity):
        value, unit = span.value, span.unit
        return QuantityPassage(text=span.text, sentence=sentence, nth=nth, value=value, unit=unit)
    return Passage(text=span.text, sentence=sentence, nth=nth)
