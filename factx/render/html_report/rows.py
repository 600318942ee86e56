"""The data of an article for the script: its text in pieces, and a row for each item."""

from collections.abc import Iterator
from typing import Any

from factx.errors import InputError
from factx.evaluation import ArticleScore, Case
from factx.evaluation.item_errors import ItemResult
from factx.evaluation.pairing import MATCH
from factx.evaluation.tokens import TokenizedText, iou
from factx.records import Attribution, Claim, FactRecord, Quote, Span
from factx.render.characters import printable
from factx.render.web.pieces import Pieces

Data = dict[str, Any]
"""Data for JSON; empty values are left out to keep the page small."""


def article_data(score: ArticleScore, case: Case) -> Data:
    """Return the data of an article: its scored items, then the items that were not counted.

    Raises `InputError` if the score does not match the case.
    """
    sides = [_Side(record) for record in (case.gold, case.predicted) if record is not None]
    text = case.gold.article.get_text()
    pieces = Pieces(text, [span for side in sides for span in side.spans()])
    tokens = TokenizedText(text)
    gold, predicted = sides[0], sides[1] if len(sides) > 1 else None
    rows = [_row(outcome, gold, predicted, pieces, tokens) for outcome in score.outcomes]
    rows += _not_counted("gold", gold, {(o.layer, o.gold) for o in score.outcomes}, pieces)
    if predicted is not None:
        counted = {(o.layer, o.predicted) for o in score.outcomes}
        rows += _not_counted("predicted", predicted, counted, pieces)
    return {
        "id": score.article,
        "lang": case.gold.article.lang or "",
        "pieces": pieces.texts,
        "rows": rows,
    }


class _Side:
    """The items of one record by id."""

    def __init__(self, record: FactRecord) -> None:
        self.id = record.article.id
        self.names = {source.id: printable(source.name) for source in record.sources}
        self.quotes = {quote.id: quote for quote in record.quotes}
        self.attributions = {attribution.id: attribution for attribution in record.attributions}
        self.claims = {claim.id: claim for claim in record.claims}

    def items(self) -> Iterator[tuple[str, Attribution | Claim]]:
        """Yield every attribution and claim with its layer."""
        yield from (("attribution", attribution) for attribution in self.attributions.values())
        yield from (("claim", claim) for claim in self.claims.values())

    def item(self, layer: str, name: str) -> Attribution | Claim:
        """Return the attribution or claim with this id."""
        of_layer = self.attributions if layer == "attribution" else self.claims
        if name not in of_layer:
            raise InputError(self.id, f"it has no {layer} {name}, which is in the report")
        return of_layer[name]

    def quote(self, attribution: Attribution) -> Quote:
        """Return the quote of an attribution."""
        return self.quotes[attribution.quote]

    def spans(self) -> Iterator[Span]:
        """Yield every span that is marked in the text."""
        for attribution in self.attributions.values():
            yield from self.quote(attribution).spans
            if attribution.source_span is not None:
                yield attribution.source_span
            if attribution.cue is not None:
                yield attribution.cue
        for claim in self.claims.values():
            yield from claim.evidence

    def data(self, item: Attribution | Claim, pieces: Pieces) -> Data:
        """Return the data of an item, with its spans as pieces."""
        return (
            self._attribution(item, pieces)
            if isinstance(item, Attribution)
            else _claim(item, pieces)
        )

    def _attribution(self, item: Attribution, pieces: Pieces) -> Data:
        quote = self.quote(item)
        return _without_empty(
            id=item.id,
            content=pieces.runs(*quote.spans),
            source=pieces.runs(item.source_span),
            cue=pieces.runs(item.cue),
            quote_type=quote.type,
            type=item.type,
            speakers=[self.names[source] for source in item.sources],
            parent=item.parent,
            negated=item.negated,
            doubt=printable(item.doubt or quote.doubt or ""),
        )


def _claim(item: Claim, pieces: Pieces) -> Data:
    return _without_empty(
        id=item.id,
        text=printable(item.text),
        evidence=pieces.runs(*item.evidence),
        kind=item.kind,
        factuality=item.factuality,
        attribution=item.attribution,
        doubt=printable(item.doubt or ""),
    )


def _row(
    outcome: ItemResult, gold: _Side, predicted: _Side | None, pieces: Pieces, tokens: TokenizedText
) -> Data:
    ours = theirs = None
    if outcome.gold is not None:
        ours = gold.item(outcome.layer, outcome.gold)
    if outcome.predicted is not None:
        if predicted is None:
            raise InputError(gold.id, "the report has a prediction that is not given")
        theirs = predicted.item(outcome.layer, outcome.predicted)
    ours_data = gold.data(ours, pieces) if ours is not None else {}
    theirs_data = predicted.data(theirs, pieces) if predicted and theirs is not None else {}
    is_loose = (
        isinstance(ours, Attribution)
        and isinstance(theirs, Attribution)
        and predicted is not None
        and not _is_match(gold.quote(ours), predicted.quote(theirs), tokens)
    )
    return _without_empty(
        layer=outcome.layer,
        gold=ours_data,
        predicted=_differing(ours_data, theirs_data) if theirs_data else None,
        errors=outcome.errors,
        found=outcome.found,
        loose=is_loose,
    )


def _differing(gold: Data, predicted: Data) -> Data:
    """Return the predicted values that differ from the gold; None if only gold has a value."""
    values = {name: predicted.get(name) for name in {**gold, **predicted}}
    return {name: value for name, value in values.items() if value != gold.get(name)} or {
        "id": predicted["id"]
    }


def _is_match(gold: Quote, predicted: Quote, tokens: TokenizedText) -> bool:
    """Return whether the contents overlap enough for their categories to be compared."""
    ours, theirs = (
        tokens.touched(tokens.tidy(span.place for span in quote.spans))
        for quote in (gold, predicted)
    )
    return iou(ours, theirs) >= MATCH


def _not_counted(
    name: str, side: _Side, counted: set[tuple[str, str | None]], pieces: Pieces
) -> Iterator[Data]:
    """Yield the items that were not scored: optional, excused, or of a layer not annotated."""
    for layer, item in side.items():
        if (layer, item.id) not in counted:
            yield {"layer": layer, name: side.data(item, pieces), "left_out": True}


def _without_empty(**fields: object) -> Data:
    return {
        name: value for name, value in fields.items() if value not in (None, False, "", [], (), {})
    }
