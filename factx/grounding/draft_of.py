"""Turn a record back into a draft, to be edited, shown to a model, or grounded again."""

from collections.abc import Sequence
from typing import Any, cast

from factx.grounding.parts import Parts
from factx.grounding.passage import address
from factx.records import (
    Article,
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
    origin = {name: getattr(record.provenance, name) for name in Origin.model_fields}
    return draft_of_parts(record.article, Parts.of(record), Origin(**origin))


def draft_of_parts(article: Article, parts: Parts, origin: Origin) -> Draft:
    """The draft of `article` from which `parts` can be grounded, under the same ids."""
    index = index_of(article.get_text())

    def passages(value: Any) -> Any:
        if isinstance(value, Span):
            return _passage(index, value)
        if isinstance(value, tuple):
            return tuple(map(passages, cast("tuple[Any, ...]", value)))
        return value

    def items(group: Sequence[Any]) -> list[dict[str, Any]]:
        return [{name: passages(value) for name, value in item} for item in group]

    return Draft.from_data(
        {
            "article_sha256": article.sha256,
            "sources": items(parts.sources),
            "quotes": items(parts.quotes),
            "attributions": items(parts.attributions),
            "claims": items(parts.claims),
            "relations": tuple(parts.relations),
            "origin": origin,
        },
        what=f"the draft of {article.id}",
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
