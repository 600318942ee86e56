"""One article scored: what was counted, and what became of each item."""

from factx.errors import InvalidData
from factx.evaluation.comparison import Comparison
from factx.evaluation.confusion import Confusion, confusions
from factx.evaluation.counts import Count
from factx.evaluation.item_errors import Outcome, outcomes
from factx.evaluation.measures import count
from factx.evaluation.tokens import Tokens
from factx.evaluation.view import RecordView
from factx.records import FactRecord
from factx.records.base import Digest, Value, unset


class ArticleScore(Value):
    """How well one article's gold was predicted."""

    article: str
    """Id of the article."""
    sha256: Digest
    """Digest of its text."""
    failure: str | None = unset()
    """Why there is no prediction; the article then counts as one in which nothing was found."""
    counts: dict[str, Count]
    """Every measure, by its name."""
    outcomes: tuple[Outcome, ...]
    """Each attribution and claim, in reading order."""
    confusions: dict[str, Confusion]
    """For each category, how often which gold value was predicted as which."""


def compare(gold: FactRecord, predicted: FactRecord | None) -> Comparison:
    """Gold and prediction of one article, laid side by side; None predicts nothing.

    Raises `InvalidData` if they are of different texts, or if a prediction that came without its
    text does not fit that of the gold, and ValueError if the gold came without its text.
    """
    text = gold.article.get_text()
    if predicted is not None:
        if predicted.article.sha256 != gold.article.sha256:
            problem = f"it is of another text than the gold of {gold.article.id}"
            raise InvalidData(f"record {predicted.article.id}", [problem])
        if predicted.article.text is None:
            predicted = predicted.with_article(gold.article)
    tokens = Tokens(text)
    return Comparison(
        RecordView.of(gold, tokens),
        RecordView.of(predicted, tokens) if predicted is not None else RecordView(tokens, ()),
    )


def score(
    gold: FactRecord, predicted: FactRecord | None, *, failure: str | None = None
) -> ArticleScore:
    """The score of one article; without a prediction, `failure` says why there is none.

    Raises what `compare` raises.
    """
    comparison = compare(gold, predicted)
    return ArticleScore(
        article=gold.article.id,
        sha256=gold.article.sha256,
        failure=failure,
        counts=count(comparison),
        outcomes=tuple(outcomes(comparison)),
        confusions=confusions(comparison),
    )
