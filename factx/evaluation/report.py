"""The report on one system: counts per article, their sums, and intervals."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pydantic import Field

from factx.errors import InputError
from factx.evaluation.bootstrap import RESAMPLES, SEED, Difference, Interval, differences, intervals
from factx.evaluation.case import Case, Producer, digest_of, gold_digest, paired, system_of
from factx.evaluation.confusion import Confusion, merged
from factx.evaluation.counts import Count, total
from factx.evaluation.measures import Measure
from factx.evaluation.own_fields import FieldScore, score_fields
from factx.evaluation.own_measures import (
    Described,
    OwnMeasure,
    checked_measures,
    described,
)
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
    own_measures: dict[str, OwnMeasure] | None = unset()
    """The measures among them that are not factx's, by name; absent if there are none."""
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
    fields: dict[str, FieldScore] | None = unset()
    """The user's own fields, if the gold has any, by kind of item and name."""
    against: Against | None = unset()
    """The comparison with another system, if one was requested."""

    @property
    def failures(self) -> dict[str, str]:
        """The reason for each article that has no prediction, by its id."""
        return {a.article: a.failure for a in self.articles if a.failure is not None}

    @property
    def measures(self) -> dict[str, Described]:
        """The measures that were counted, by name, in the order of tables."""
        known = described(self.own_measures or {})
        return {name: one for name, one in known.items() if name in self.totals}

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
    measures: Iterable[Measure] = (),
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> EvaluationReport:
    """Score `records` against the gold of `cases`; a case may contain its own prediction.

    Gold and records are paired by their texts, in any order. Gold without a record counts as zero
    predictions. `system` names what is scored; by default the records do. `measures` of your own
    are counted in addition to the shipped ones.

    Raises `InputError` without any case, `InvalidData` if two records or two gold records are of
    the same text, or if a record's spans do not fit the text, and `BadArgument` if one of
    `measures` has a name that is not free, or fails.

    Examples:
        >>> gold = factx.extract("Ana Ruiz said it rained.")
        >>> report = factx.evaluate([gold], [gold])
        >>> report.value("attribution.end_to_end")
        1.0
    """
    found, own = list(_cases(cases, records)), checked_measures(measures)
    digests = {case.gold.article.id: gold_digest(case.gold) for case in found}
    if len(digests) < len(found):
        raise InputError("evaluation", "two articles of the gold have the same id")
    predicted = [case.predicted for case in found if case.predicted is not None]
    producers = {made.model_dump_json(): made for made in map(Producer.of, predicted)}
    names = sorted({system_of(record) for record in predicted})
    report = summed_up(
        [case.score(own) for case in found],
        gold=digests,
        system=system or " + ".join(names) or "unknown",
        producers=[producers[key] for key in sorted(producers)],
        measures=own,
        resamples=resamples,
        seed=seed,
    )
    fields = score_fields(found)
    return report.model_copy(update={"fields": fields}) if fields else report


def summed_up(
    scores: Iterable[ArticleScore],
    *,
    gold: Mapping[str, str],
    system: str,
    producers: Iterable[Producer] = (),
    measures: Iterable[Measure] = (),
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> EvaluationReport:
    """The report on articles that are already scored; `gold` has the digest of each, by its id.

    `measures` are those of your own by which they were scored. Raises `InputError` without any
    article.
    """
    articles = sorted(scores, key=lambda score: score.article)
    if not articles:
        raise InputError("evaluation", "there are no gold records")
    counts = [article.counts for article in articles]
    own = {one.name: OwnMeasure(title=one.title, meaning=one.meaning) for one in measures}
    return EvaluationReport(
        system=system,
        producers=tuple(producers),
        factx_version=__version__,
        fixtures=digest_of(gold.values()),
        gold=dict(sorted(gold.items())),
        totals=total(counts),
        own_measures=own or None,
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
