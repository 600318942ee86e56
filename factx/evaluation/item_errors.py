"""Each attribution and claim as found, missed or invented, with its errors."""

from collections.abc import Iterator
from typing import Literal

from factx.evaluation.comparison import Comparison
from factx.records.base import Id, Value
from factx.text import Offsets

Error = Literal["missed", "invented", "boundary", "wrong_source", "wrong_type"]
ERRORS: tuple[Error, ...] = ("missed", "invented", "boundary", "wrong_source", "wrong_type")


class ItemResult(Value):
    """A gold item with its predicted counterpart, or one of them alone."""

    layer: Literal["attribution", "claim"]
    """The kind of item."""
    gold: Id | None
    """Id in the gold; null if the item was invented."""
    predicted: Id | None
    """Id in the prediction; null if the item was missed."""
    places: tuple[Offsets, ...]
    """Offsets of the content or evidence: those of the gold, or else of the prediction."""
    found: bool
    """Whether it counts as found: end to end for an attribution, by its evidence for a claim."""
    errors: tuple[Error, ...]
    """The errors. boundary: the words are not exactly those of the gold."""


def item_results(comparison: Comparison) -> list[ItemResult]:
    """Each attribution and claim that counts, in reading order."""
    found = [*_attributions(comparison), *_claims(comparison)]
    return sorted(found, key=lambda o: (o.layer, o.places, o.gold or "", o.predicted or ""))


def _attributions(comparison: Comparison) -> Iterator[ItemResult]:
    gold, predicted = comparison.attributions
    pairs = comparison.role_pairs("content")
    for number, attribution in enumerate(gold):
        other = predicted[pairs[number]] if number in pairs else None
        errors: list[Error] = []
        is_sourced = not attribution.source.tokens
        if other is None:
            errors.append("missed")
        else:
            if attribution.content.tokens != other.content.tokens:
                errors.append("boundary")
            is_sourced = is_sourced or bool(attribution.head & other.source.tokens)
            if not is_sourced:
                errors.append("wrong_source")
            if (attribution.type, attribution.quote_type) != (other.type, other.quote_type):
                errors.append("wrong_type")
        yield ItemResult(
            layer="attribution",
            gold=attribution.id,
            predicted=other.id if other else None,
            places=attribution.content.places,
            found=number in comparison.matched and is_sourced,
            errors=tuple(errors),
        )
    for number in sorted(set(range(len(predicted))) - set(pairs.values())):
        yield _invented("attribution", predicted[number].id, predicted[number].content.places)


def _claims(comparison: Comparison) -> Iterator[ItemResult]:
    gold, predicted = comparison.claims
    pairs = comparison.claim_pairs
    for number, claim in enumerate(gold):
        other = predicted[pairs[number]] if number in pairs else None
        errors: list[Error] = []
        if other is None:
            errors.append("missed")
        else:
            if claim.evidence.tokens != other.evidence.tokens:
                errors.append("boundary")
            if claim.attributed != other.attributed:
                errors.append("wrong_source")
            if (claim.kind, claim.factuality) != (other.kind, other.factuality):
                errors.append("wrong_type")
        yield ItemResult(
            layer="claim",
            gold=claim.id,
            predicted=other.id if other else None,
            places=claim.evidence.places,
            found=other is not None,
            errors=tuple(errors),
        )
    for number in sorted(set(range(len(predicted))) - set(pairs.values())):
        yield _invented("claim", predicted[number].id, predicted[number].evidence.places)


def _invented(
    layer: Literal["attribution", "claim"], identity: str, places: tuple[Offsets, ...]
) -> ItemResult:
    return ItemResult(
        layer=layer, gold=None, predicted=identity, places=places, found=False, errors=("invented",)
    )
