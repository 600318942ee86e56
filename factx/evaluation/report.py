"""The evaluation of one system: counts article by article, their sums, and how sure they are."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pydantic import Field

from factx.errors import InputError
from factx.evaluation.bootstrap import RESAMPLES, SEED, Difference, Interval, differences, intervals
from factx.evaluation.case import Case, Producer, digest_of, gold_digest, paired, system_of
from factx.evaluation.confusion import CATEGORIES, Confusion, merged
from factx.evaluation.counts import Count, total
from factx.evaluation.score import ArticleScore
from factx.records import FactRecord
from factx.records.base import Digest, Value, unset
from factx.version import __version__


class Against(Value):
    """Another system on the same articles."""

    system: str
    """The other system."""
    totals: dict[str, Count]
    """Its counts, summed over all articles."""
    differences: dict[str, Difference]
    """For each measure that both have a value for, how far the system is ahead of the other."""


class EvaluationReport(Value):
    """How well one system predicted a set of annotated articles."""

    schema_id: Literal["urn:factx:evaluation-report"] = "urn:factx:evaluation-report"
    """Which schema this is."""
    schema_version: Literal["1.0"] = "1.0"
    """Version of the schema: the first number changes when old readers would fail."""
    system: str
    """What made the predictions: a model, or a drafter without one."""
    producers: tuple[Producer, ...]
    """What the predictions say made them; empty if there are none."""
    factx_version: str
    """The version of factx that counted."""
    fixtures: Digest
    """Digest of all gold and its texts."""
    gold: dict[str, Digest]
    """Digest of each article's gold and text, by the article's id."""
    totals: dict[str, Count]
    """Every measure over all articles."""
    resamples: int = Field(ge=0)
    """Resamples that the intervals were drawn from; 0 for none."""
    seed: int
    """Seed of the resampling."""
    intervals: dict[str, Interval]
    """For each measure with a value, the 95 % interval over articles; empty without resamples."""
    confusions: dict[str, Confusion]
    """For each category, how often which gold value was predicted as which."""
    articles: tuple[ArticleScore, ...] = Field(min_length=1)
    """The articles one by one, by their ids."""
    against: Against | None = unset()
    """The comparison with another system, where one was asked for."""

    @property
    def failures(self) -> dict[str, str]:
        """Why an article has no prediction, by its id."""
        return {a.article: a.failure for a in self.articles if a.failure is not None}

    def value(self, measure: str) -> float | None:
        """F1 or share of a measure over all articles; None where there is nothing to count."""
        return self.totals[measure].value

    def to_json(self, *, indent: int | None = 2) -> str:
        """The report as JSON: always the same characters for the same predictions."""
        return self.model_dump_json(indent=indent)


def evaluate(
    cases: Iterable[FactRecord | Case],
    records: Iterable[FactRecord] = (),
    *,
    system: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> EvaluationReport:
    """Score predicted `records` against the gold of `cases`, which may hold predictions themselves.

    Gold and records are paired by their texts, in any order. Gold without a record counts as an
    article in which nothing was found. `system` names what is scored; by default the records say.

    Raises `InputError` without any case, and `InvalidData` where two records or two golds are of
    one text or a record's spans do not fit the text.
    """
    found = list(_cases(cases, records))
    digests = {case.gold.article.id: gold_digest(case.gold) for case in found}
    if len(digests) < len(found):
        raise InputError("evaluation", "two articles of the gold have the same id")
    predicted = [case.predicted for case in found if case.predicted is not None]
    producers = {made.model_dump_json(): made for made in map(Producer.of, predicted)}
    names = sorted({system_of(record) for record in predicted})
    return summed_up(
        [case.score() for case in found],
        gold=digests,
        system=system or " + ".join(names) or "unknown",
        producers=[producers[key] for key in sorted(producers)],
        resamples=resamples,
        seed=seed,
    )


def summed_up(
    scores: Iterable[ArticleScore],
    *,
    gold: Mapping[str, str],
    system: str,
    producers: Iterable[Producer] = (),
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> EvaluationReport:
    """The report of articles that are scored already, whose gold has the digests `gold`, by id.

    Raises `InputError` without any article.
    """
    articles = sorted(scores, key=lambda score: score.article)
    if not articles:
        raise InputError("evaluation", "there is no gold to compare with: zero articles")
    counts = [article.counts for article in articles]
    return EvaluationReport(
        system=system,
        producers=tuple(producers),
        factx_version=__version__,
        fixtures=digest_of(gold.values()),
        gold=dict(sorted(gold.items())),
        totals=total(counts),
        resamples=resamples,
        seed=seed,
        intervals=intervals(counts, resamples=resamples, seed=seed),
        confusions={
            name: merged(article.confusions[name] for article in articles) for name in CATEGORIES
        },
        articles=tuple(articles),
    )


def compared(report: EvaluationReport, other: EvaluationReport) -> EvaluationReport:
    """`report` with the paired comparison to another system on the same gold.

    Raises `InputError` if the two were not scored on the same gold.
    """
    if report.gold != other.gold:
        raise InputError(other.system, "it was scored on other gold, so the two cannot be compared")
    sides = ([article.counts for article in each.articles] for each in (report, other))
    return report.model_copy(
        update={
            "against": Against(
                system=other.system,
                totals=other.totals,
                differences=differences(*sides, resamples=report.resamples, seed=report.seed),
            )
        }
    )


def _cases(cases: Iterable[FactRecord | Case], records: Iterable[FactRecord]) -> Iterator[Case]:
    golds: list[FactRecord] = []
    for case in cases:
        if isinstance(case, Case):
            yield case
        else:
            golds.append(case)
    yield from paired(golds, records)
