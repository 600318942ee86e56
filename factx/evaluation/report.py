"""The report on one system: counts per article, their sums, and intervals."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pydantic import Field

from factx.errors import InputError
from factx.evaluation.bootstrap import RESAMPLES, SEED, Difference, Interval, differences, intervals
from factx.evaluation.case import Case, Producer, digest_of, gold_digest, paired, system_of
from factx.evaluation.confusion import Confusion, merged
from factx.evaluation.counts import Count, total
from factx.evaluation.score import ArticleScore
from factx.records import FactRecord
from factx.records.base import Digest, Value, unset
from factx.version import __version__


class Against(Value):
    """Another system on the same articles."""

    system: str
    """Name of the other system."""
    totals: dict[str, Count]
    """Its counts, summed over all articles."""
    differences: dict[str, Difference]
    """The difference in each measure for which both systems have a value."""


class EvaluationReport(Value):
    """The score of one system on a set of annotated articles."""

    schema_id: Literal["urn:factx:evaluation-report"] = "urn:factx:evaluation-report"
    """Which schema this is."""
    schema_version: Literal["1.0"] = "1.0"
    """Version of the schema: the first number changes when old readers would fail."""
    system: str
    """The name of the system: a model, or a drafter without one."""
    producers: tuple[Producer, ...]
    """What made the predictions, according to their provenance; empty if there are none."""
    factx_version: str
    """The version of factx that scored."""
    fixtures: Digest
    """Digest of all gold and its texts."""
    gold: dict[str, Digest]
    """Digest of each article's gold and text, by the article's id."""
    totals: dict[str, Count]
    """Every measure, summed over all articles."""
    resamples: int = Field(ge=0)
    """Resamples used for the intervals; 0 for none."""
    seed: int
    """Seed of the resampling."""
    intervals: dict[str, Interval]
    """The 95% interval of each measure that has a value; empty without resamples."""
    confusions: dict[str, Confusion]
    """For each category, how often each gold value was predicted as each value."""
    articles: tuple[ArticleScore, ...] = Field(min_length=1)
    """The articles one by one, by their ids."""
    against: Against | None = unset()
    """The comparison with another system, if one was requested."""

    @property
    def failures(self) -> dict[str, str]:
        """The reason for each article that has no prediction, by its id."""
        return {a.article: a.failure for a in self.articles if a.failure is not None}

    def value(self, measure: str) -> float | None:
        """F1 or share of a measure over all articles; None if there is nothing to count."""
        return self.totals[measure].value

    def to_json(self, *, indent: int | None = 2) -> str:
        """The report as JSON; the same predictions always give the same characters."""
        return self.model_dump_json(indent=indent)


def evaluate(
    cases: Iterable[FactRecord | Case],
    records: Iterable[FactRecord] = (),
    *,
    system: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> EvaluationReport:
    """Score `records` against the gold of `cases`; a case may contain its own prediction.

    Gold and records are paired by their texts, in any order. Gold without a record counts as zero
    predictions. `system` names what is scored; by default the records do.

    Raises `InputError` without any case, and `InvalidData` if two records or two gold records are
    of the same text, or if a record's spans do not fit the text.
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
    """The report on articles that are already scored; `gold` has the digest of each, by its id.

    Raises `InputError` without any article.
    """
    articles = sorted(scores, key=lambda score: score.article)
    if not articles:
        raise InputError("evaluation", "there are no gold records")
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
        confusions=merged([article.confusions for article in articles]),
        articles=tuple(articles),
    )


def compared(report: EvaluationReport, other: EvaluationReport) -> EvaluationReport:
    """`report` with a paired comparison to another system.

    Raises `InputError` if the two were not scored on the same gold.
    """
    if report.gold != other.gold:
        raise InputError(other.system, "it was scored on different gold")
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
