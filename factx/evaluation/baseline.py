"""Floors that a system may not fall below, and what fell where."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from factx.errors import FactxError
from factx.evaluation.case import Producer
from factx.evaluation.counts import Count
from factx.evaluation.item_errors import Outcome
from factx.evaluation.report import EvaluationReport
from factx.evaluation.score import ArticleScore
from factx.records.base import Digest, Value, Words, unset

_SLACK = 1e-9
"""Less than one item more or less can make, more than rounding can."""


class FloorLowered(FactxError):
    """`measures` would get lower floors, and no reason was given."""

    def __init__(self, system: str, measures: tuple[str, ...]) -> None:
        self.system = system
        self.measures = measures
        super().__init__(
            f"the floors of {system} would fall for {', '.join(measures)}: "
            'give the reason with --allow-lower "..."'
        )


class Lowered(Value):
    """A floor that was lowered, and why."""

    measure: str
    """Whose floor it is."""
    before: float
    """What it was."""
    after: float | None
    """What it became; null where there is nothing to count any more."""
    reason: Words
    """Why."""


class ArticleBefore(Value):
    """What one article's predictions were when the floors were set."""

    counts: dict[str, Count]
    """Every measure that had something to count."""
    found: tuple[str, ...]
    """Ids of the gold attributions and claims that were found."""
    invented: tuple[str, ...]
    """What was invented: layer and offsets of each."""


class SystemBaseline(Value):
    """The floors of one system."""

    factx_version: str
    """The version of factx that set them."""
    producers: tuple[Producer, ...]
    """What made the predictions that they were set by."""
    fixtures: Digest
    """Digest of the gold they were set on."""
    gold: dict[str, Digest]
    """Digest of each article's gold, by the article's id."""
    floors: dict[str, float]
    """The lowest value that each measure may have."""
    articles: dict[str, ArticleBefore]
    """What each article's predictions were, by the article's id."""
    lowered: tuple[Lowered, ...] = unset(())
    """The floors that were ever lowered, latest last."""


class Baseline(Value):
    """Floors, by system."""

    schema_id: Literal["urn:factx:baseline"] = "urn:factx:baseline"
    """Which schema this is."""
    schema_version: Literal["1.0"] = "1.0"
    """Version of the schema."""
    systems: dict[str, SystemBaseline] = Field(default_factory=dict[str, SystemBaseline])
    """The floors of each system, by the name that reports give it."""

    def to_json(self) -> str:
        """The baseline as indented JSON, for a file under version control."""
        return self.model_dump_json(indent=1) + "\n"


class ArticleFall(Value):
    """An article in which a measure has a lower value than when its floor was set."""

    article: str
    """Id of the article."""
    before: float | None
    """The value then; null where there was nothing to count."""
    now: float | None
    """The value now."""


class Fall(Value):
    """A measure below its floor."""

    measure: str
    """Its name."""
    floor: float
    """The least it had to be."""
    value: float | None
    """What it is; null where there is nothing to count any more."""
    articles: tuple[ArticleFall, ...]
    """The articles it fell on, the deepest fall first."""


class Change(Value):
    """An item of an article whose fate is another than when the floors were set."""

    article: str
    """Id of the article."""
    kind: Literal["lost", "gained", "invented", "no_longer_invented"]
    """lost and gained: gold that was found before, or is now; invented: what is in no gold."""
    outcome: Outcome | None
    """What became of it; null for what is not predicted any more."""
    name: str
    """Id of the gold item, or layer and offsets of what was invented."""


class Gate(Value):
    """Whether a report stands up to a baseline, and if not, why."""

    system: str
    """Whose floors these are."""
    changed: tuple[str, ...]
    """Articles whose gold is new, gone or another; floors say nothing then."""
    falls: tuple[Fall, ...]
    """The measures below their floors."""
    changes: tuple[Change, ...]
    """Items lost and gained, article by article."""

    @property
    def passed(self) -> bool:
        """Whether the gold is that of the baseline and no measure is below its floor."""
        return not self.changed and not self.falls


def gate(report: EvaluationReport, floors: SystemBaseline) -> Gate:
    """Hold a report against the floors of its system."""
    changed = sorted(
        article
        for article in {*report.gold, *floors.gold}
        if report.gold.get(article) != floors.gold.get(article)
    )
    if changed:
        return Gate(system=report.system, changed=tuple(changed), falls=(), changes=())
    return Gate(
        system=report.system,
        changed=(),
        falls=tuple(_falls(report, floors)),
        changes=tuple(
            change
            for article in report.articles
            for change in _changes(article, floors.articles[article.article])
        ),
    )


def updated(
    baseline: Baseline, report: EvaluationReport, *, allow_lower: str | None = None
) -> Baseline:
    """The baseline with the report's values for floors of its system.

    Raises `FloorLowered` if one would be lower than it is and no reason is given. A measure that
    the gold has nothing for gets no floor.
    """
    old = baseline.systems.get(report.system)
    floors = {name: count.value for name, count in report.totals.items() if _is_scored(count)}
    lowered: tuple[Lowered, ...] = old.lowered if old else ()
    if old is not None:
        fallen = [name for name, floor in old.floors.items() if _is_below(floors.get(name), floor)]
        if fallen and not allow_lower:
            raise FloorLowered(report.system, tuple(fallen))
        lowered += tuple(
            Lowered(
                measure=name,
                before=old.floors[name],
                after=floors.get(name),
                reason=allow_lower or "",
            )
            for name in fallen
        )
    made = SystemBaseline(
        factx_version=report.factx_version,
        producers=report.producers,
        fixtures=report.fixtures,
        gold=report.gold,
        floors={name: value for name, value in floors.items() if value is not None},
        articles={article.article: _before(article) for article in report.articles},
        lowered=lowered,
    )
    return baseline.model_copy(
        update={"systems": dict(sorted({**baseline.systems, report.system: made}.items()))}
    )


def _falls(report: EvaluationReport, floors: SystemBaseline) -> Iterator[Fall]:
    for name, floor in floors.floors.items():
        count = report.totals.get(name)
        value = count.value if count is not None else None
        if _is_below(value, floor):
            fallen = sorted(_article_falls(name, report, floors.articles), key=_depth)
            yield Fall(measure=name, floor=floor, value=value, articles=tuple(fallen))


def _article_falls(
    measure: str, report: EvaluationReport, before: Mapping[str, ArticleBefore]
) -> Iterator[ArticleFall]:
    for article in report.articles:
        then = before[article.article].counts.get(measure)
        count = article.counts.get(measure)
        was, now = then.value if then else None, count.value if count else None
        if was != now and (now is None or was is None or now < was):
            yield ArticleFall(article=article.article, before=was, now=now)


def _depth(fall: ArticleFall) -> tuple[float, str]:
    return (fall.now or 0.0) - (fall.before or 0.0), fall.article


def _changes(article: ArticleScore, before: ArticleBefore) -> Iterator[Change]:
    was_found, was_invented = set(before.found), set(before.invented)
    now_invented: set[str] = set()
    for outcome in article.outcomes:
        if outcome.gold is None:
            name = _name(outcome)
            now_invented.add(name)
            if name not in was_invented:
                yield _change(article, "invented", name, outcome)
        elif outcome.found and outcome.gold not in was_found:
            yield _change(article, "gained", outcome.gold, outcome)
        elif not outcome.found and outcome.gold in was_found:
            yield _change(article, "lost", outcome.gold, outcome)
    for name in before.invented:
        if name not in now_invented:
            yield _change(article, "no_longer_invented", name, None)


def _change(
    article: ArticleScore,
    kind: Literal["lost", "gained", "invented", "no_longer_invented"],
    name: str,
    outcome: Outcome | None,
) -> Change:
    return Change(article=article.article, kind=kind, name=name, outcome=outcome)


def _before(article: ArticleScore) -> ArticleBefore:
    return ArticleBefore(
        counts={name: count for name, count in article.counts.items() if _is_scored(count)},
        found=tuple(o.gold for o in article.outcomes if o.gold is not None and o.found),
        invented=tuple(_name(o) for o in article.outcomes if o.gold is None),
    )


def _name(outcome: Outcome) -> str:
    places = ",".join(f"{start}-{end}" for start, end in outcome.places)
    return f"{outcome.layer} {places}"


def _is_scored(count: Count) -> bool:
    return count.value is not None


def _is_below(value: float | None, floor: float) -> bool:
    return value is None or value < floor - _SLACK
