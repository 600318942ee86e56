"""The score of one article."""

from collections.abc import Iterable

from factx.errors import InvalidData
from factx.evaluation.comparison import Comparison
from factx.evaluation.confusion import Confusion, confusions
from factx.evaluation.counts import Count
from factx.evaluation.item_errors import ItemResult, item_results
from factx.evaluation.measures import Measure, count
from factx.evaluation.own_measures import count_own
from factx.evaluation.tokens import TokenizedText
from factx.evaluation.view import RecordView
from factx.records import FactRecord
from factx.records.base import Digest, Value, unset


class ArticleScore(Value):
    """The score of one article."""

    article: str
    """Id of the article."""
    sha256: Digest
    """Digest of its text."""
    failure: str | None = unset()
    """Why there is no prediction, which counts as zero predictions."""
    counts: dict[str, Count]
    """Every measure, by its name."""
    outcomes: tuple[ItemResult, ...]
    """Each attribution and claim, in reading order."""
    confusions: dict[str, Confusion]
    """For each category, how often each gold value was predicted as each value."""


def compare(gold: FactRecord, predicted: FactRecord | None) -> Comparison:
    """Compare gold and prediction of one article; None predicts nothing.

    Raises `InvalidData` if they are of different texts, or if a prediction without its text does
    not fit the gold's text. Raises ValueError if the gold has no text.
    """
    text = gold.article.get_text()
    if predicted is not None:
        if predicted.article.sha256 != gold.article.sha256:
            problem = f"its text is not that of the gold {gold.article.id}"
            raise InvalidData(f"record {predicted.article.id}", [problem])
        if predicted.article.text is None:
            predicted = predicted.with_article(gold.article)
    tokens = TokenizedText(text)
    return Comparison(
        RecordView.of(gold, tokens),
        RecordView.of(predicted, tokens) if predicted is not None else RecordView(tokens, ()),
        records=(gold, predicted),
    )


def score(
    gold: FactRecord,
    predicted: FactRecord | None,
    *,
    failure: str | None = None,
    measures: Iterable[Measure] = (),
) -> ArticleScore:
    """Score one article by the shipped measures and by `measures` of your own.

    `failure` says why there is no prediction. Raises what `compare` raises, and `BadArgument` if
    one of `measures` fails.
    """
    comparison = compare(gold, predicted)
    return ArticleScore(
        article=gold.article.id,
        sha256=gold.article.sha256,
        failure=failure,
        counts=count(comparison) | count_own(measures, comparison, article=gold.article.id),
        outcomes=tuple(item_results(comparison)),
        confusions=confusions(comparison),
    )
